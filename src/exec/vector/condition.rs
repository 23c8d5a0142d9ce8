//! Conditions on a batch of rows.

use super::compound::{keep_all, keep_any, keep_null};
use super::dates::DateTest;
use super::memo::Memo;
use super::ordered::{holds, keep_ordered};
use super::pairs::keep_pairs;
use super::source::{Source, Values, is_constant, keep_items, only_property, part, property};
use super::text::{self, TextTest};
use super::words::WordTest;
use crate::algebra::{CompareOp, Expr, Kind as AlgebraKind, UnaryOp, Var};
use crate::exec::ExecError;
use crate::exec::batch::{self, Batch};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef, truth};
use crate::exec::labels::Labels;
use crate::exec::strict::{says_possible, strictly};
use crate::graph::{Column, Graph};
use crate::value::{NodeId, Value};

/// A condition.
pub(in crate::exec) struct Condition {
    kind: Kind,
    /// Evaluates it for a row.
    slow: BoxEval,
    /// It with `certain` for `possible`, where it says that and rows are traced.
    strict: Option<Box<Condition>>,
}

/// Conditions on one of so many texts are not remembered for each, if there are several.
const MANY: usize = 1 << 15;

/// What is known of a condition.
enum Kind {
    /// `var:Label`.
    Labels(Var, Labels),
    /// `var.key < value`.
    Order(Source, CompareOp, Constant),
    /// `var < value`, of integers.
    Integer(Var, CompareOp, Constant),
    /// `var.key.part < value`, of a date.
    Part(Source, String, CompareOp, Constant),
    /// `a.key < b.key`.
    Pair(Source, CompareOp, Source),
    /// `id(a) < id(b)`, `a <> b` of nodes.
    Nodes(Var, CompareOp, Var),
    /// `var.key CONTAINS value` and its kin.
    Text(TextTest, Constant),
    /// `within(var.key, value)` and its kin.
    Dates(DateTest),
    /// `substring(var.key, …) = value` and its kin.
    Words(WordTest),
    /// It depends on one property.
    Memo(Memo),
    /// `var.key IS NULL`, or that it is not.
    Null(Source, bool),
    /// One of several.
    Any(Vec<Condition>),
    /// All of several.
    All(Vec<Condition>),
    /// Nothing.
    Other,
}

/// An expression that is the same for all rows, and its value once that is known.
pub(super) struct Constant {
    expr: BoxEval,
    value: Option<Value>,
}

impl Constant {
    pub(super) fn new(expr: BoxEval) -> Constant {
        Constant { expr, value: None }
    }

    pub(super) fn get(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<Value, ExecError> {
        if let Some(value) = &self.value {
            return Ok(value.clone());
        }
        let value = self.expr.eval(RowRef { batch, row: 0 }, cx)?;
        self.value = Some(value.clone());
        Ok(value)
    }
}

impl Condition {
    /// Compiles a condition.
    pub(in crate::exec) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Condition, ExecError> {
        let (kind, slow) = (Kind::new(expr, builder)?, builder.expr(expr)?);
        let strict = if builder.cx.traced() && says_possible(expr) {
            Some(Box::new(Condition::new(&strictly(expr), builder)?))
        } else {
            None
        };
        Ok(Condition { kind, slow, strict })
    }

    /// Whether it asks for what is merely possible, and rows are traced.
    pub(in crate::exec) fn has_strict(&self) -> bool {
        self.strict.is_some()
    }

    /// Keeps those of the rows, for which it is true, that are certain.
    pub(in crate::exec) fn keep_certain(
        &mut self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let Some(strict) = &mut self.strict else { return Ok(()) };
        match &self.kind {
            Kind::Dates(test) if test.keep_certain(batch, rows, cx) => Ok(()),
            _ => strict.keep(batch, rows, cx),
        }
    }

    /// Keeps those of the rows for which it is true.
    pub(in crate::exec) fn keep(
        &mut self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        if rows.is_empty() || self.kind.keep(batch, rows, cx)? {
            return Ok(());
        }
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows.drain(..) {
            cx.tick(1)?;
            let value = self.slow.eval(RowRef { batch, row: row as usize }, cx)?;
            if truth(value)? == Some(true) {
                kept.push(row);
            }
        }
        *rows = kept;
        Ok(())
    }
}

impl Kind {
    fn new(expr: &Expr, builder: &mut Builder<'_, '_>) -> Result<Kind, ExecError> {
        if let Expr::HasLabels(of, labels) = expr
            && let Expr::Var(var) = **of
            && !builder.locals.contains(&var)
        {
            return Ok(Kind::Labels(var, Labels::new(builder.cx.graph, labels)));
        }
        if let Some(test) = DateTest::new(expr, builder) {
            return Ok(Kind::Dates(test));
        }
        if let Some(kind) = Kind::of_comparison(expr, builder)? {
            return Ok(kind);
        }
        if let Some(test) = WordTest::new(expr, builder)? {
            return Ok(Kind::Words(test));
        }
        if let Some(text) = text::read(expr, &builder.locals) {
            let expr = builder.expr(&text.part)?;
            let test = text.test(source(text.of, builder));
            return Ok(Kind::Text(test, Constant::new(expr)));
        }
        if let Expr::Unary(op @ (UnaryOp::IsNull | UnaryOp::IsNotNull), of) = expr
            && let Some(of) = property(of, &builder.locals)
        {
            return Ok(Kind::Null(source(of, builder), *op == UnaryOp::IsNull));
        }
        let several = matches!(expr, Expr::Or(_) | Expr::And(_));
        let many = |key| {
            let column =
                builder.cx.graph.key_id(key).and_then(|key| builder.cx.graph.node_column(key));
            column.and_then(Column::distinct).is_some_and(|distinct| distinct > MANY)
        };
        Ok(match only_property(expr, &builder.locals) {
            None => Kind::of_several(expr, builder)?,
            Some((_, key)) if several && many(key) => Kind::of_several(expr, builder)?,
            Some(of) => Kind::Memo(Memo::new(source(of, builder), expr, builder)?),
        })
    }

    fn of_several(expr: &Expr, builder: &mut Builder<'_, '_>) -> Result<Kind, ExecError> {
        let parts = match expr {
            Expr::Or(parts) | Expr::And(parts) => parts.iter(),
            _ => return Ok(Kind::Other),
        };
        let parts: Result<Vec<_>, _> = parts.map(|part| Condition::new(part, builder)).collect();
        Ok(if matches!(expr, Expr::Or(_)) { Kind::Any(parts?) } else { Kind::All(parts?) })
    }

    fn of_comparison(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Option<Kind>, ExecError> {
        let Expr::Compare(left, rest) = expr else { return Ok(None) };
        let [(op, right)] = rest.as_slice() else { return Ok(None) };
        if let (Some(a), Some(b)) = (node(left, *op, builder), node(right, *op, builder)) {
            return Ok(Some(Kind::Nodes(a, *op, b)));
        }
        if let Some((var, key, name)) = part(left, &builder.locals)
            && is_constant(right)
            && builder.cx.tricks.date_tests
        {
            let constant = Constant::new(builder.expr(right)?);
            let source = source((var, key), builder);
            return Ok(Some(Kind::Part(source, name.to_owned(), *op, constant)));
        }
        if let Expr::Var(var) = **left
            && is_constant(right)
            && builder.kind(var) == Some(AlgebraKind::Value)
            && !builder.locals.contains(&var)
        {
            let constant = Constant::new(builder.expr(right)?);
            return Ok(Some(Kind::Integer(var, *op, constant)));
        }
        let sides = (property(left, &builder.locals), property(right, &builder.locals));
        let (of, op, value) = match sides {
            (Some(a), Some(b)) => {
                return Ok(Some(Kind::Pair(source(a, builder), *op, source(b, builder))));
            }
            (Some(of), None) if is_constant(right) => (of, *op, right),
            (None, Some(of)) if is_constant(left) => (of, op.turned(), &**left),
            _ => return Ok(None),
        };
        let expr = builder.expr(value)?;
        Ok(Some(Kind::Order(source(of, builder), op, Constant::new(expr))))
    }

    /// Keeps rows, if it can; whether it could.
    fn keep(
        &mut self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<bool, ExecError> {
        let kept = match self {
            Kind::Labels(var, labels) => keep_labelled(*var, labels, batch, rows, cx.graph),
            Kind::Order(source, op, constant) => {
                let value = constant.get(batch, cx)?;
                let values = source.values(batch, cx);
                values.map(|values| keep_ordered(values, *op, &value, rows))
            }
            Kind::Integer(var, op, constant) => {
                let value = constant.get(batch, cx)?;
                keep_integers(*var, *op, &value, batch, rows)
            }
            Kind::Part(source, name, op, constant) => {
                let Some(values) = source.values(batch, cx) else { return Ok(false) };
                let value = constant.get(batch, cx)?;
                keep_parts(values, name, *op, &value, rows)
            }
            Kind::Pair(a, op, b) => {
                let pair = a.values(batch, cx).zip(b.values(batch, cx));
                pair.map(|(a, b)| keep_pairs(a, *op, b, rows))
            }
            Kind::Nodes(a, op, b) => keep_nodes((*a, *op, *b), batch, rows),
            Kind::Text(test, constant) => {
                let value = constant.get(batch, cx)?;
                let Some(values) = test.source.values(batch, cx) else { return Ok(false) };
                return Ok(test.keep(values, &value, rows));
            }
            Kind::Dates(test) => return Ok(test.keep(batch, rows, cx)),
            Kind::Words(test) => return test.keep(batch, rows, cx),
            Kind::Memo(memo) => return keep_known(memo, batch, rows, cx),
            Kind::Null(source, null) => return Ok(keep_null(*source, *null, batch, rows, cx)),
            Kind::Any(parts) => Some(keep_any(parts, batch, rows, cx)?),
            Kind::All(parts) => Some(keep_all(parts, batch, rows, cx)?),
            Kind::Other => None,
        };
        Ok(kept.is_some())
    }
}

/// Keeps the rows whose node has labels; `None` where the column holds no nodes.
fn keep_labelled(
    var: Var,
    labels: &Labels,
    batch: &Batch,
    rows: &mut Vec<u32>,
    graph: &Graph,
) -> Option<()> {
    let Some(batch::Column::Nodes(ids)) = batch.column(var) else { return None };
    rows.retain(|row| {
        let id = ids.get(*row as usize).copied().unwrap_or(batch::NONE);
        labels.of_node(graph, NodeId(id)) && id != batch::NONE
    });
    Some(())
}

/// Keeps the rows whose integer compares so; `None` where not both are integers.
fn keep_integers(
    var: Var,
    op: CompareOp,
    value: &Value,
    batch: &Batch,
    rows: &mut Vec<u32>,
) -> Option<()> {
    let (Some(batch::Column::Integers(all)), Value::Integer(wanted)) = (batch.column(var), value)
    else {
        return None;
    };
    let item = |row: &u32| all.get(*row as usize);
    rows.retain(|row| item(row).is_some_and(|item| holds(op, *item, *wanted)));
    Some(())
}

/// Keeps the rows whose date has a part that compares so; `None` where there are no dates, or it is compared with no integer.
fn keep_parts(
    values: Values<'_>,
    name: &str,
    op: CompareOp,
    value: &Value,
    rows: &mut Vec<u32>,
) -> Option<()> {
    let (codes, part) = values.part(name)?;
    let Value::Integer(wanted) = value else { return None };
    keep_items(values, codes, rows, false, |code| {
        let place = part.places.get(code as usize).and_then(|at| at.checked_sub(1));
        let item = place.and_then(|at| part.values.get(at as usize));
        item.is_some_and(|item| holds(op, *item, *wanted))
    });
    Some(())
}

/// Keeps the rows whose two nodes compare so; `None` where the columns hold no nodes.
fn keep_nodes((a, op, b): (Var, CompareOp, Var), batch: &Batch, rows: &mut Vec<u32>) -> Option<()> {
    let (Some(batch::Column::Nodes(a)), Some(batch::Column::Nodes(b))) =
        (batch.column(a), batch.column(b))
    else {
        return None;
    };
    let pair = |row: &u32| Some((*a.get(*row as usize)?, *b.get(*row as usize)?));
    let known = |(a, b): &(u32, u32)| *a != batch::NONE && *b != batch::NONE;
    rows.retain(|row| pair(row).filter(known).is_some_and(|(a, b)| holds(op, a, b)));
    Some(())
}

fn source((var, key): (Var, &str), builder: &Builder<'_, '_>) -> Source {
    Source { var, key: builder.cx.graph.key_id(key) }
}

/// The node whose number is compared: that of `id(a)`, or of `a` itself where only equality matters.
fn node(expr: &Expr, op: CompareOp, builder: &Builder<'_, '_>) -> Option<Var> {
    let of = match expr {
        Expr::Call(function, args) if function.name == "id" => args.first()?,
        Expr::Var(_) if matches!(op, CompareOp::Equal | CompareOp::NotEqual) => expr,
        _ => return None,
    };
    match of {
        Expr::Var(var) if !builder.locals.contains(var) => {
            Some(*var).filter(|var| builder.kind(*var) == Some(AlgebraKind::Node))
        }
        _ => None,
    }
}

fn keep_known(
    memo: &mut Memo,
    batch: &Batch,
    rows: &mut Vec<u32>,
    cx: &mut Context<'_>,
) -> Result<bool, ExecError> {
    let Some(codes) = memo.codes(batch, cx) else { return Ok(false) };
    let number = |value| Ok(if truth(value)? == Some(true) { 2 } else { 1 });
    memo.prepare(batch, cx, |value| number(value.clone()));
    let mut kept = 0;
    for at in 0..rows.len() {
        let row = rows.get(at).copied().unwrap_or(batch::NONE);
        let known = memo.get(codes, RowRef { batch, row: row as usize }, cx, number)?;
        if let (2, Some(place)) = (known, rows.get_mut(kept)) {
            *place = row;
            kept += 1;
        }
    }
    rows.truncate(kept);
    Ok(true)
}
