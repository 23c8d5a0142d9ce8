//! Conditions on one date of a node, which a list of its nodes by date answers.

use super::{cost, walk};
use crate::algebra::{CompareOp, Expr, UnaryOp, Var};
use crate::functions::{DateCall, DateCondition, Env, Type};
use crate::graph::{Data, DateColumn, Graph};
use crate::time::Relation;
use crate::value::Value;

/// How many dates are looked at to learn how many fit.
const SAMPLE: usize = 64;

/// The property of `node` that a condition is about, where it is a condition on one date.
pub(crate) fn dated<'e>(condition: &'e Expr, node: Var, graph: &Graph) -> Option<&'e str> {
    let mut open = vec![condition];
    let mut found = None;
    while let Some(next) = open.pop() {
        match next {
            Expr::Property(on, key) if **on == Expr::Var(node) => found = Some(key.as_str()),
            other => open.extend(other.children()),
        }
    }
    let key = found.filter(|key| column(graph, key).is_some())?;
    date_condition(condition, (node, key), &mut |_| Some(Value::Null)).map(|_| key)
}

/// The dates that nodes have as a property, where it holds nothing else.
pub(crate) fn column<'g>(graph: &'g Graph, key: &str) -> Option<&'g DateColumn> {
    match graph.node_column(graph.key_id(key)?)?.data() {
        Data::Edtf(dates) => Some(dates),
        _ => None,
    }
}

/// A condition on one property, a date, of a node; `value` gives the values of constants. `None` for another condition, or
/// where a constant has no value.
pub(crate) fn date_condition(
    expr: &Expr,
    date: (Var, &str),
    value: &mut impl FnMut(&Expr) -> Option<Value>,
) -> Option<DateCondition> {
    let inner = |expr: &Expr, value: &mut _| date_condition(expr, date, value).map(Box::new);
    Some(match expr {
        Expr::Call(function, args) => match (function.name, args.as_slice()) {
            ("certain", [of]) => DateCondition::Certain(inner(of, value)?),
            ("possible", [of]) => DateCondition::Possible(inner(of, value)?),
            _ if function.result == Type::Boolean && !function.volatile => {
                let at = args.iter().position(|arg| is_date(arg, date))?;
                let mut arg = |(i, arg): (usize, &Expr)| match i == at {
                    true => Some(Value::Null),
                    false => constant(arg, value),
                };
                let args = args.iter().enumerate().map(&mut arg).collect::<Option<Vec<Value>>>()?;
                DateCondition::Call(DateCall { function, args, at })
            }
            _ => return None,
        },
        Expr::Compare(left, rest) => {
            let [(op, right)] = rest.as_slice() else { return None };
            let (op, other) = match (is_date(left, date), is_date(right, date)) {
                (true, false) => (*op, constant(right, value)?),
                (false, true) => (op.turned(), constant(left, value)?),
                _ => return None,
            };
            match (relation(op), op) {
                (Some(relation), _) => DateCondition::Compared(relation, other),
                (None, CompareOp::Equal) => DateCondition::Is(other),
                (None, _) => DateCondition::Not(Box::new(DateCondition::Is(other))),
            }
        }
        Expr::Unary(UnaryOp::Not, of) => DateCondition::Not(inner(of, value)?),
        Expr::Unary(UnaryOp::IsNull, of) if is_date(of, date) => DateCondition::Missing,
        Expr::Unary(UnaryOp::IsNotNull, of) if is_date(of, date) => {
            DateCondition::Not(Box::new(DateCondition::Missing))
        }
        Expr::And(parts) => DateCondition::All(all(parts, date, value)?),
        Expr::Or(parts) => DateCondition::One(all(parts, date, value)?),
        _ => return None,
    })
}

fn all(
    parts: &[Expr],
    date: (Var, &str),
    value: &mut impl FnMut(&Expr) -> Option<Value>,
) -> Option<Vec<DateCondition>> {
    parts.iter().map(|part| date_condition(part, date, value)).collect()
}

fn is_date(expr: &Expr, (node, key): (Var, &str)) -> bool {
    matches!(expr, Expr::Property(on, of) if **on == Expr::Var(node) && of == key)
}

fn constant(expr: &Expr, value: &mut impl FnMut(&Expr) -> Option<Value>) -> Option<Value> {
    if walk::is_constant(expr) { value(expr) } else { None }
}

fn relation(op: CompareOp) -> Option<Relation> {
    Some(match op {
        CompareOp::Less => Relation::Before,
        CompareOp::Greater => Relation::After,
        CompareOp::LessEqual => Relation::NotAfter,
        CompareOp::GreaterEqual => Relation::NotBefore,
        CompareOp::Equal | CompareOp::NotEqual => return None,
    })
}

/// The part of the nodes with a date (0 to 1) for which a condition is expected to be true; `None` for a condition on something
/// else, and where constants are not known before the query is asked.
pub(super) fn part_of_one(condition: &Expr, node: Var, graph: &Graph) -> Option<f64> {
    let key = dated(condition, node, graph)?;
    part(&[condition], (node, key), graph)
}

/// The part of the nodes with a date (0 to 1) for which conditions on it are expected to be true, from a few of them; `None`
/// where constants are not known before the query is asked.
pub(super) fn part(conditions: &[&Expr], date: (Var, &str), graph: &Graph) -> Option<f64> {
    let env = Env { graph };
    let mut known = |expr: &Expr| cost::known_value(expr, graph);
    let condition = |expr: &&Expr| date_condition(expr, date, &mut known);
    let condition =
        DateCondition::All(conditions.iter().map(condition).collect::<Option<Vec<_>>>()?);
    let codes = &column(graph, date.1)?.codes;
    let dates = column(graph, date.1)?;
    let mut sample = (0..codes.len()).step_by(codes.len().div_ceil(SAMPLE).max(1));
    let (mut looked_at, mut hits) = (0usize, 0usize);
    sample.try_for_each(|slot| {
        let date = Value::Edtf(dates.date(slot)?.clone());
        looked_at += 1;
        hits += usize::from(condition.holds(&date, &env).ok()?);
        Some(())
    })?;
    Some(hits.max(1) as f64 / looked_at.max(1) as f64)
}
