//! How many nodes are found by the conditions on them.

use super::{equality, known, lookup, with_labels};
use crate::algebra::{CompareOp, Expr, LabelExpr, Var};
use crate::functions::Env;
use crate::graph::Graph;
use crate::plan::dates;
use crate::value::Value;
use std::collections::HashSet;

/// How many nodes are looked at to learn how a value and a label go together.
const SAMPLE: usize = 32;

/// A condition `node.key < value` whose value is known before the node is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::plan) struct Bound<'e> {
    pub(in crate::plan) key: &'e str,
    /// The property is at least (or more than) the value, else at most (or less).
    pub(in crate::plan) lower: bool,
    /// Not the value itself.
    pub(in crate::plan) strict: bool,
    pub(in crate::plan) value: &'e Expr,
}

/// How many nodes each variable may stand for, by the conditions on it alone.
pub(in crate::plan) fn found(
    graph: &Graph,
    node: Var,
    predicates: &[Expr],
    bound: &HashSet<Var>,
) -> f64 {
    let all = graph.node_count().max(1) as f64;
    let labels = predicates.iter().filter_map(|predicate| match predicate {
        Expr::HasLabels(on, labels) if **on == Expr::Var(node) => Some(labels),
        _ => None,
    });
    let rarest = labels.map(|l| (with_labels(graph, l), l)).min_by(|a, b| a.0.total_cmp(&b.0));
    let labelled = rarest.map_or(all, |(count, _)| count);
    let equal = predicates.iter().filter_map(|predicate| {
        let (key, value) = equality(predicate, node)?;
        let rows = known(value, bound).then(|| lookup(graph, key, value))?;
        Some(match sampled(graph, key, value, rarest.map(|(_, labels)| labels)) {
            Some(part) => (rows * part / labelled.max(1.0)).min(1.0),
            None => rows / all,
        })
    });
    let bounds: Vec<Bound<'_>> = predicates.iter().filter_map(|p| limit(p, node)).collect();
    let others = predicates.iter().filter(|p| limit(p, node).is_none());
    let dated: f64 = others.filter_map(|p| dates::part_of_one(p, node, graph)).product();
    labelled * equal.product::<f64>() * within(graph, &bounds) * dated
}

/// The part of the nodes with a property that has a label, from a few of them; `None` where there is no index.
fn sampled(graph: &Graph, key: &str, value: &Expr, labels: Option<&LabelExpr>) -> Option<f64> {
    let Some(LabelExpr::Name(label)) = labels else { return None };
    let Expr::Literal(value) = value else { return None };
    let (label, key) = (graph.label_id(label)?, graph.key_id(key)?);
    let nodes = graph.nodes_where(key, value)?;
    let sample = nodes.iter().step_by(nodes.len().div_ceil(SAMPLE).max(1));
    let (count, hits) = sample.fold((0usize, 0usize), |(count, hits), node| {
        (count + 1, hits + usize::from(graph.has_label(*node, label)))
    });
    Some(hits as f64 / count.max(1) as f64)
}

/// The part of the nodes that lies within bounds.
pub(in crate::plan) fn within(graph: &Graph, bounds: &[Bound<'_>]) -> f64 {
    let mut keys: Vec<&str> = bounds.iter().map(|bound| bound.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let part = |key: &&str| {
        let mine = bounds.iter().filter(|bound| bound.key == *key);
        let statistics = graph.key_id(key).and_then(|key| graph.column_statistics(key));
        let (mut low, mut high) = (0.0f64, 1.0f64);
        for bound in mine {
            let number = known_value(bound.value, graph).and_then(|value| number(&value));
            let below = number.and_then(|n| statistics.and_then(|s| s.part_below(n)));
            match (below, bound.lower) {
                (Some(below), true) => low = low.max(below),
                (Some(below), false) => high = high.min(below),
                (None, true) => low = low.max(1.0 - super::FILTER),
                (None, false) => high = high.min(super::FILTER),
            }
        }
        (high - low).max(0.001)
    };
    keys.iter().map(part).product()
}

/// The bound that a condition sets on a property of `node`.
pub(in crate::plan) fn limit(predicate: &Expr, node: Var) -> Option<Bound<'_>> {
    let Expr::Compare(a, rest) = predicate else { return None };
    let [(op, b)] = rest.as_slice() else { return None };
    let lower = match op {
        CompareOp::Greater | CompareOp::GreaterEqual => true,
        CompareOp::Less | CompareOp::LessEqual => false,
        CompareOp::Equal | CompareOp::NotEqual => return None,
    };
    let strict = matches!(op, CompareOp::Greater | CompareOp::Less);
    let (a, key) = (&**a, |expr| property_of(expr, node));
    match (key(a), key(b)) {
        (Some(key), None) if simple(b) => Some(Bound { key, lower, strict, value: b }),
        (None, Some(key)) if simple(a) => Some(Bound { key, lower: !lower, strict, value: a }),
        _ => None,
    }
}

/// Whether a value is known before any node is: a constant, a function of constants, or a part of what that gives.
fn simple(expr: &Expr) -> bool {
    let constant = |expr: &Expr| matches!(expr, Expr::Literal(_) | Expr::Parameter(_));
    match expr {
        Expr::Call(function, args) => !function.volatile && args.iter().all(constant),
        Expr::Property(of, _) => matches!(**of, Expr::Call(..)) && simple(of),
        other => constant(other),
    }
}

/// The key, where an expression is a property of `node`.
fn property_of(expr: &Expr, node: Var) -> Option<&str> {
    match expr {
        Expr::Property(on, key) if **on == Expr::Var(node) => Some(key),
        _ => None,
    }
}

/// The value of an expression that is known when the query is planned.
pub(in crate::plan) fn known_value(expr: &Expr, graph: &Graph) -> Option<Value> {
    match expr {
        Expr::Literal(value) => Some(value.clone()),
        Expr::Call(function, args) if !function.volatile => {
            let args: Option<Vec<Value>> = args.iter().map(|arg| known_value(arg, graph)).collect();
            (function.eval)(&Env { graph }, &args?).ok()
        }
        _ => None,
    }
}

/// A number, or the first day of a date.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(*n as f64),
        Value::Float(n) => Some(*n),
        _ => value.as_date()?.bounds().earliest.map(f64::from),
    }
}
