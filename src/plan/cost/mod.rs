//! What is expected of each step.

mod found;

pub(super) use found::{Bound, found, known_value, limit};

use super::op::{Access, Chain, Op, Pipeline};
use super::{dates, walk};
use crate::algebra::{CompareOp, Expr, LabelExpr, Length, Var};
use crate::graph::{Data, Direction, Graph, TypeId};
use crate::value::Value;
use found::within;
use std::collections::HashSet;

/// The part of the rows that a condition of unknown kind keeps.
const FILTER: f64 = 0.25;
/// The part of the nodes that share a property with a given value.
const EQUAL: f64 = 0.05;
/// The part of the rows that differ.
const DISTINCT: f64 = 0.5;
/// The elements of a list.
const ELEMENTS: f64 = 10.0;

/// The property and the value where a predicate says that a property of `node` equals a value.
pub(super) fn equality(predicate: &Expr, node: Var) -> Option<(&str, &Expr)> {
    let Expr::Compare(a, rest) = predicate else { return None };
    let [(CompareOp::Equal, b)] = rest.as_slice() else { return None };
    let of_node = |expr: &Expr| matches!(expr, Expr::Property(on, _) if **on == Expr::Var(node));
    let (property, value) = if of_node(a) { (&**a, b) } else { (b, &**a) };
    match property {
        Expr::Property(on, key) if **on == Expr::Var(node) => Some((key, value)),
        _ => None,
    }
}

/// Whether a value can be computed from variables that are bound.
pub(super) fn known(value: &Expr, bound: &HashSet<Var>) -> bool {
    match value {
        Expr::Literal(_) | Expr::Parameter(_) => true,
        Expr::Var(var) => bound.contains(var),
        Expr::Property(on, _) => matches!(&**on, Expr::Var(var) if bound.contains(var)),
        _ => false,
    }
}

/// How many nodes are found by a property.
pub(super) fn lookup(graph: &Graph, key: &str, value: &Expr) -> f64 {
    let Some(key) = graph.key_id(key) else { return 0.0 };
    let Some(column) = graph.node_column(key) else { return 0.0 };
    let statistics = column.statistics();
    let part = match value {
        Expr::Literal(value) => column.part_equal(value),
        _ if matches!(column.data(), Data::Other(_)) => None,
        _ => Some(1.0 / statistics.distinct.max(1) as f64),
    };
    part.map_or(graph.node_count() as f64 * EQUAL, |part| part * statistics.values as f64)
}

/// Whether there are so few values of a property of nodes that a list for each that is asked for is worth keeping.
pub(super) fn few_values(key: &str, graph: &Graph) -> bool {
    let statistics = graph.key_id(key).and_then(|key| graph.column_statistics(key));
    statistics.is_some_and(|known| known.distinct <= 64)
}

/// Whether all nodes that have a property have a text there.
pub(super) fn is_text(key: &str, graph: &Graph) -> bool {
    let column = graph.key_id(key).and_then(|key| graph.node_column(key));
    column.is_some_and(|column| matches!(column.data(), Data::String(_)))
}

/// How many nodes have the labels.
pub(super) fn with_labels(graph: &Graph, labels: &LabelExpr) -> f64 {
    let all = graph.node_count() as f64;
    match labels {
        LabelExpr::Name(name) => {
            graph.label_id(name).map_or(0.0, |label| graph.with_label(label).len() as f64)
        }
        LabelExpr::And(parts) => parts.iter().map(|p| with_labels(graph, p)).fold(all, f64::min),
        LabelExpr::Or(parts) => parts.iter().map(|p| with_labels(graph, p)).sum::<f64>().min(all),
        LabelExpr::Any | LabelExpr::Not(_) => all,
    }
}

/// How many edges of the types a node that has some has, on average, seen from the direction.
pub(super) fn degree(graph: &Graph, types: Option<&LabelExpr>, direction: Direction) -> f64 {
    let names = types.and_then(plain_names);
    let all = (0..graph.types().count() as u32).map(TypeId);
    let of_type = |edge_type: TypeId| {
        let known = graph.type_statistics(edge_type);
        match direction {
            Direction::Out => known.out_degree(),
            Direction::In => known.in_degree(),
            Direction::Both => known.out_degree() + known.in_degree(),
        }
    };
    match names {
        Some(names) => names.iter().filter_map(|name| graph.type_id(name)).map(of_type).sum(),
        None => all.map(of_type).sum(),
    }
}

/// How many nodes edges of the types lead to (or, not `out`, come from) at most; `None` for any types.
pub(super) fn ends(graph: &Graph, types: Option<&LabelExpr>, out: bool) -> Option<f64> {
    let names = types.and_then(plain_names)?;
    let known = names.iter().filter_map(|name| graph.type_id(name));
    let of_type = |edge_type| {
        let known = graph.type_statistics(edge_type);
        if out { known.targets as f64 } else { known.sources as f64 }
    };
    Some(known.map(of_type).sum())
}

/// The names of a plain list of labels or types.
pub(super) fn plain_names(expr: &LabelExpr) -> Option<Vec<&str>> {
    let parts = if let LabelExpr::Or(parts) = expr { parts } else { std::slice::from_ref(expr) };
    let names = parts.iter().map(|part| match part {
        LabelExpr::Name(name) => Some(name.as_str()),
        _ => None,
    });
    names.collect()
}

/// How many chains of the length start at a node that has edges of the types; without a length, how many edges.
pub(super) fn reach(
    graph: &Graph,
    types: Option<&LabelExpr>,
    direction: Direction,
    length: Option<Length>,
) -> f64 {
    let degree = degree(graph, types, direction);
    let Some(length) = length else { return degree };
    let max = length.max.unwrap_or(length.min.max(8)).min(16);
    let growth = growth(graph, types, direction);
    let of_length = |k: u32| if k == 0 { 1.0 } else { degree * growth.powi(k as i32 - 1) };
    (length.min.min(16)..=max).map(of_length).sum()
}

/// How many edges go on from the end of an edge, on average: not every end has some.
fn growth(graph: &Graph, types: Option<&LabelExpr>, direction: Direction) -> f64 {
    let names = types.and_then(plain_names);
    let all = (0..graph.types().count() as u32).map(TypeId);
    let of_type = |edge_type: TypeId| {
        let known = graph.type_statistics(edge_type);
        known.edges as f64 / known.sources.max(known.targets).max(1) as f64
    };
    let sum: f64 = match names {
        Some(names) => names.iter().filter_map(|name| graph.type_id(name)).map(of_type).sum(),
        None => all.map(of_type).sum(),
    };
    if direction == Direction::Both { sum * 2.0 } else { sum }
}

/// The part of the nodes that one node is.
pub(super) fn into(graph: &Graph) -> f64 {
    1.0 / graph.node_count().max(1) as f64
}

/// Sets what is expected of each step of a pipeline that is run once.
pub(super) fn estimate(pipeline: &mut Pipeline, graph: &Graph) {
    let mut rows = 1.0;
    for step in &mut pipeline.steps {
        rows = rows_out(&mut step.op, rows, graph);
        step.rows = rows;
    }
}

fn rows_out(op: &mut Op, rows: f64, graph: &Graph) -> f64 {
    match op {
        Op::Unit | Op::Argument => 1.0,
        Op::Union { parts, .. } => parts.iter_mut().map(|(part, _)| inner(part, graph)).sum(),
        Op::Scan { node, access } => rows * access_rows(*node, access, graph),
        Op::CountNodes { .. } => rows,
        Op::Expand { chain } => rows * chain_rows(chain, None, graph),
        Op::Degree { .. } | Op::Branches { .. } => rows,
        Op::Walk { chain, length, .. } => rows * chain_rows(chain, Some(*length), graph),
        Op::Shortest { chain, .. } if chain.into => rows,
        Op::Shortest { .. } => rows * graph.node_count() as f64,
        Op::Filter(predicates) => {
            rows * predicates.iter().map(|p| filter_part(p, graph)).product::<f64>()
        }
        Op::Aggregate { keys, .. } if keys.is_empty() => 1.0,
        Op::Aggregate { .. } | Op::Distinct(_) => (rows * DISTINCT).max(rows.min(1.0)),
        Op::Limit(expr) => constant(expr).map_or(rows, |n| rows.min(n)),
        Op::Skip(expr) => constant(expr).map_or(rows, |n| (rows - n).max(0.0)),
        Op::Sort { limit, .. } if !limit.is_empty() => {
            limit.iter().map(constant).sum::<Option<f64>>().map_or(rows, |n| rows.min(n))
        }
        Op::Unwind { list: Expr::List(elements), .. } => rows * elements.len() as f64,
        Op::Unwind { .. } => rows * ELEMENTS,
        Op::Optional { inner: pipeline, .. } => rows * inner(pipeline, graph).max(1.0),
        Op::KeepShortest { inner: pipeline, .. } => rows * inner(pipeline, graph).min(1.0),
        Op::Tally { inner: pipeline, .. } => {
            inner(pipeline, graph);
            rows
        }
        Op::Semi { inner: pipeline, alone, .. } => {
            inner(pipeline, graph);
            alone.iter_mut().for_each(|alone| estimate(&mut alone.pipeline, graph));
            rows * DISTINCT
        }
        Op::Ends { .. } | Op::BindPath { .. } | Op::Project { .. } | Op::Sort { .. } => rows,
    }
}

fn inner(pipeline: &mut Pipeline, graph: &Graph) -> f64 {
    estimate(pipeline, graph);
    pipeline.steps.last().map_or(0.0, |step| step.rows)
}

/// How many nodes an access is expected to find for `node`.
pub(super) fn access_rows(node: Var, access: &Access, graph: &Graph) -> f64 {
    match access {
        Access::All => graph.node_count() as f64,
        Access::Label(name) => with_labels(graph, &LabelExpr::Name(name.clone())),
        Access::Property { key, value, .. } => lookup(graph, key, value),
        Access::Range { label, equal, key, bounds } => {
            let all = graph.node_count() as f64;
            let label =
                label.as_ref().map_or(all, |l| with_labels(graph, &LabelExpr::Name(l.clone())));
            let equal = equal.as_ref().map_or(all, |(key, value)| lookup(graph, key, value));
            let bounds = bounds.iter().map(|(lower, value)| (*lower, false, value));
            let bound = |(lower, strict, value)| Bound { key, lower, strict, value };
            let bounds: Vec<Bound<'_>> = bounds.map(bound).collect();
            label * equal / all.max(1.0) * within(graph, &bounds)
        }
        Access::Dates { label, equal, key, conditions } => {
            let all = graph.node_count() as f64;
            let label =
                label.as_ref().map_or(all, |l| with_labels(graph, &LabelExpr::Name(l.clone())));
            let equal = equal.as_ref().map_or(all, |(key, value)| lookup(graph, key, value));
            let conditions: Vec<&Expr> = conditions.iter().collect();
            let part = dates::part(&conditions, (node, key), graph);
            label * equal / all.max(1.0) * part.unwrap_or(FILTER)
        }
    }
}

fn chain_rows(chain: &Chain, length: Option<Length>, graph: &Graph) -> f64 {
    reach(graph, chain.types.as_ref(), chain.direction, length)
        * if chain.into { into(graph) } else { 1.0 }
}

fn filter_part(predicate: &Expr, graph: &Graph) -> f64 {
    match predicate {
        Expr::HasLabels(_, labels) => with_labels(graph, labels) / graph.node_count().max(1) as f64,
        Expr::Compare(_, rest) if matches!(rest.as_slice(), [(CompareOp::Equal, _)]) => EQUAL,
        _ => {
            let mut mentioned = HashSet::new();
            walk::mentioned(predicate, &mut mentioned);
            let one = mentioned.iter().next().filter(|_| mentioned.len() == 1);
            one.and_then(|var| dates::part_of_one(predicate, *var, graph)).unwrap_or(FILTER)
        }
    }
}

fn constant(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Literal(Value::Integer(n)) => Some(*n as f64),
        _ => None,
    }
}
