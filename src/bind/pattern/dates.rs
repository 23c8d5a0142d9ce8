//! Texts beside dates: where a property holds nothing but dates, a text or parameter beside it is read as a date.

use super::Binder;
use super::types::{Ty, Typed};
use crate::algebra::{CompareOp, Expr, Kind};
use crate::diagnostic::{Diagnostic, Span};
use crate::functions::{self, Type};
use crate::graph::{Column, Data};
use crate::syntax::pattern::ast::Name;
use crate::time::{Date, lenient};
use crate::value::{Value, part, quote};
use std::sync::Arc;

/// A bound expression and its place.
pub(super) type Placed = (Typed, Span);

/// What of a date a value is compared with.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Whole,
    Earliest,
    Latest,
}

impl Edge {
    /// For `date op text`.
    fn of(op: CompareOp) -> Edge {
        match op {
            CompareOp::Equal | CompareOp::NotEqual => Edge::Whole,
            CompareOp::Less | CompareOp::GreaterEqual => Edge::Earliest,
            CompareOp::LessEqual | CompareOp::Greater => Edge::Latest,
        }
    }
}

impl Binder<'_> {
    /// The type of a property of nodes or edges that holds nothing but dates.
    pub(super) fn type_of_property(&self, of: Type, key: &str) -> Ty {
        let column = self.graph.zip(self.graph.and_then(|graph| graph.key_id(key)));
        let column = column.and_then(|(graph, key)| match of {
            Type::Node => graph.node_column(key),
            Type::Edge => graph.edge_column(key),
            _ => None,
        });
        let dates = |column: &Column| matches!(column.data(), Data::Edtf(_));
        if column.is_some_and(dates) { Ty::of(Type::Edtf) } else { Ty::ANY }
    }

    /// The operands of a chain of comparisons, those beside a date as dates: `<` and `>=` compare with the first day of
    /// what a text means, `<=` and `>` with the last.
    pub(super) fn compared_as_dates(&mut self, ops: &[CompareOp], all: Vec<Placed>) -> Vec<Expr> {
        let dates: Vec<bool> = all.iter().map(|(typed, _)| typed.ty.kind == Type::Edtf).collect();
        let is_date = |at: Option<usize>| at.is_some_and(|at| dates.get(at) == Some(&true));
        let edge = |at: usize| {
            let before = at.checked_sub(1).filter(|before| is_date(Some(*before)));
            let left = before.and_then(|at| ops.get(at)).map(|op| Edge::of(*op));
            let right =
                ops.get(at).filter(|_| is_date(Some(at + 1))).map(|op| Edge::of(op.turned()));
            match (left, right) {
                (Some(a), Some(b)) if a != b => Some(Edge::Whole),
                (a, b) => a.or(b),
            }
        };
        let edges: Vec<Option<Edge>> = (0..all.len()).map(edge).collect();
        let equal = ops == [CompareOp::Equal];
        let key = all.iter().find_map(|(typed, _)| key(&typed.expr)).filter(|_| equal);
        let as_date = |((typed, span), edge): (Placed, Option<Edge>)| {
            let Some(edge) = edge else { return typed.expr };
            self.warn_of_period(key.as_deref(), &typed.expr, span);
            self.as_date(typed, span, edge)
        };
        all.into_iter().zip(edges).map(as_date).collect()
    }

    /// A value that is asked to equal one of the type `beside`.
    pub(super) fn equal_to(&mut self, beside: Ty, (typed, span): Placed) -> Expr {
        match beside.kind {
            Type::Edtf => self.as_date(typed, span, Edge::Whole),
            _ => typed.expr,
        }
    }

    /// The value of a property in a pattern.
    pub(super) fn property_value(&mut self, of: Type, key: &Name, value: Expr, span: Span) -> Expr {
        let beside = self.type_of_property(of, &key.text);
        if beside.kind == Type::Edtf {
            self.warn_of_period(Some(&key.text), &value, span);
        }
        self.equal_to(beside, (Typed::new(value, Ty::ANY), span))
    }

    /// The list in which a value of the type `beside` is sought.
    pub(super) fn among(&mut self, beside: Ty, (typed, span): Placed) -> Expr {
        match typed.expr {
            expr if beside.kind != Type::Edtf => expr,
            Expr::List(all) => {
                let item = |expr| self.as_date(Typed::new(expr, Ty::ANY), span, Edge::Whole);
                Expr::List(all.into_iter().map(item).collect())
            }
            Expr::Parameter(_) => {
                let var = self.fresh(Some("date"), Kind::Value, Ty::ANY);
                let map = read_date(Expr::Var(var)).map(Box::new);
                Expr::ListComprehension { var, list: Box::new(typed.expr), filter: None, map }
            }
            expr => expr,
        }
    }

    /// Warns of a period that a date is to equal, where none does: what lies in it is meant.
    fn warn_of_period(&mut self, key: Option<&str>, value: &Expr, span: Span) {
        let (Some(graph), Some(key), Expr::Literal(Value::String(text))) = (self.graph, key, value)
        else {
            return;
        };
        let Some(date) = Date::parse(text).ok().filter(|date| date.to_day().is_none()) else {
            return;
        };
        let columns = graph.key_id(key).map(|key| [graph.node_column(key), graph.edge_column(key)]);
        let has = |column: &Column| match column.data() {
            Data::Edtf(dates) => dates.dates().contains(&date),
            _ => true,
        };
        if !columns.into_iter().flatten().flatten().any(has) {
            self.warn(no_such_date(key, text, span));
        }
    }

    fn as_date(&mut self, typed: Typed, span: Span, edge: Edge) -> Expr {
        match &typed.expr {
            Expr::Literal(Value::String(text)) => match Date::parse(text) {
                Ok(date) => literal(date, edge).unwrap_or(typed.expr),
                Err(_) => {
                    let warning = no_date(text, span);
                    self.warn(warning);
                    typed.expr
                }
            },
            Expr::Parameter(_) => {
                read_date(typed.expr.clone()).map_or(typed.expr, |date| day_of(date, edge))
            }
            _ => typed.expr,
        }
    }
}

/// A date as its text, where a text is needed; anything else as it is.
pub(super) fn as_text(typed: Typed) -> Typed {
    if typed.ty.kind != Type::Edtf {
        return typed;
    }
    match functions::lookup("toString") {
        Some(function) => Typed::new(Expr::Call(function, vec![typed.expr]), Ty::of(Type::String)),
        None => typed,
    }
}

/// `edtf(text)`.
fn read_date(text: Expr) -> Option<Expr> {
    functions::lookup("edtf").map(|function| Expr::Call(function, vec![text]))
}

fn literal(date: Date, edge: Edge) -> Option<Expr> {
    let whole = |date: &Date| read_date(Expr::Literal(Value::from(date.to_string().as_str())));
    let name = match edge {
        Edge::Whole => return whole(&date),
        Edge::Earliest => "earliest",
        Edge::Latest => "latest",
    };
    match part(&Value::Edtf(Arc::new(date.clone())), name) {
        Ok(Value::Day(day)) => whole(&Date::day(day)),
        _ => whole(&date).map(|date| day_of(date, edge)),
    }
}

fn day_of(date: Expr, edge: Edge) -> Expr {
    match edge {
        Edge::Whole => date,
        Edge::Earliest => Expr::Property(Box::new(date), "earliest".to_owned()),
        Edge::Latest => Expr::Property(Box::new(date), "latest".to_owned()),
    }
}

/// The property that an expression is.
pub(super) fn key(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Property(of, key) if matches!(**of, Expr::Var(_)) => Some(key.clone()),
        _ => None,
    }
}

fn no_such_date(key: &str, text: &str, span: Span) -> Diagnostic {
    let text = quote(text);
    let message = format!("no `{key}` is {text} itself, and `=` asks for the same date");
    Diagnostic::warning(span, message)
        .label("a period, not a day")
        .help(format!("what lies in a period is found by `within(e.{key}, edtf({text}))`"))
}

fn no_date(text: &str, span: Span) -> Diagnostic {
    let read = lenient::read(text, None).ok().and_then(|reading| reading.date);
    let help = match read {
        Some(date) => format!("write {}", quote(&date.to_string())),
        None => "write a date as '2017-03-05', '2017-03' or '2017'; or compare texts, as in \
                 `toString(e.date) = …`"
            .to_owned(),
    };
    let message = format!("a date never compares with {}, which is no date", quote(text));
    Diagnostic::warning(span, message).label("no date in EDTF").help(help)
}
