//! Distinct rows are groups.

use crate::algebra::{Aggregate, Expr, Item, Var};
use crate::graph::{Direction, Graph};
use crate::plan::cost;
use crate::plan::op::{Chain, Op, Pipeline, Step};
use std::collections::HashSet;

/// Makes a grouping without aggregates of a projection to distinct rows, where all rows are read anyway.
pub(super) fn groups(pipeline: &mut Pipeline, _: &Graph) {
    let mut at = 1;
    while at < pipeline.steps.len() {
        if let Some(keys) = keys(&pipeline.steps, at) {
            let group = Op::Aggregate { keys, aggregates: Vec::new(), best: None, weight: None };
            pipeline.steps.splice(at - 1..=at, [Step::new(group)]);
        }
        at += 1;
    }
}

fn keys(steps: &[Step], at: usize) -> Option<Vec<Item>> {
    let (project, distinct) = (steps.get(at.checked_sub(1)?)?, steps.get(at)?);
    let (Op::Project { items, keep: false }, Op::Distinct(vars)) = (&project.op, &distinct.op)
    else {
        return None;
    };
    let cut = matches!(steps.get(at + 1).map(|s| &s.op), Some(Op::Skip(_) | Op::Limit(_)));
    let once = matches!(steps.first().map(|step| &step.op), Some(Op::Unit));
    let same = items.iter().map(|item| item.var).eq(vars.iter().copied());
    (same && once && !cut).then(|| items.clone())
}

/// `count(DISTINCT x)` is `count(*)` where no two rows of a group have the same x, and a group is a row where no two rows
/// have the same keys.
pub(super) fn counts(pipeline: &mut Pipeline, graph: &Graph) {
    for at in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(at);
        let Some(op) = after.first_mut().map(|step| &mut step.op) else { continue };
        let Op::Aggregate { keys, aggregates, .. } = op else { continue };
        let Some(nodes) = told_apart_by(before, graph) else { continue };
        let is_key = |node: &Var| keys.iter().any(|key| key.expr == Expr::Var(*node));
        if aggregates.is_empty() && nodes.iter().all(is_key) {
            *op = Op::Project { items: std::mem::take(keys), keep: false };
            continue;
        }
        for (aggregate, _) in aggregates {
            let counted = match aggregate.args.as_slice() {
                [Expr::Var(var)] => *var,
                _ => continue,
            };
            let known = |node: &Var| {
                *node == counted || keys.iter().any(|key| key.expr == Expr::Var(*node))
            };
            if is_count(aggregate) && nodes.contains(&counted) && nodes.iter().all(known) {
                aggregate.distinct = false;
                aggregate.args.clear();
            }
        }
    }
}

fn is_count(aggregate: &Aggregate) -> bool {
    aggregate.function.name == "count" && aggregate.distinct
}

/// The nodes that tell each row from all others, where these are all that the rows are made of.
fn told_apart_by(steps: &[Step], graph: &Graph) -> Option<HashSet<Var>> {
    let mut nodes = HashSet::new();
    for (at, step) in steps.iter().enumerate() {
        match &step.op {
            Op::Unit if at == 0 => {}
            Op::Scan { node, .. } => drop(nodes.insert(*node)),
            Op::Expand { chain } if is_simple(chain, graph) => drop(nodes.insert(chain.to)),
            Op::Filter(_) | Op::Semi { .. } | Op::Tally { .. } => {}
            _ => return None,
        }
    }
    Some(nodes)
}

/// Whether there is no more than one edge between two nodes.
fn is_simple(chain: &Chain, graph: &Graph) -> bool {
    let names = chain.types.as_ref().and_then(cost::plain_names);
    match names.as_deref() {
        Some([name]) if chain.direction != Direction::Both => {
            graph.type_id(name).is_none_or(|edge_type| graph.is_simple(edge_type))
        }
        _ => false,
    }
}
