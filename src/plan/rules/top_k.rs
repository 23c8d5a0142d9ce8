//! A sort before a limit keeps no more rows than the limit needs.

use crate::algebra::{Aggregate, Expr, Item, SortKey, Var};
use crate::graph::Graph;
use crate::plan::op::{Best, Op, Pipeline};

/// Tells each sort of the limit (and what is left out before it) that follows.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    for i in 0..pipeline.steps.len() {
        let mut counts = Vec::new();
        let mut found = false;
        for step in pipeline.steps.iter().skip(i + 1) {
            match &step.op {
                Op::Skip(count) => counts.push(count.clone()),
                Op::Limit(count) => {
                    counts.push(count.clone());
                    found = true;
                    break;
                }
                _ => break,
            }
        }
        let step = pipeline.steps.get_mut(i).filter(|_| found);
        if let Some(Op::Sort { limit, .. }) = step.map(|step| &mut step.op) {
            *limit = counts;
        }
    }
}

/// Tells a grouping which groups the sort after it can need: those with the best counts. Between them stand only
/// projections.
pub(super) fn groups(pipeline: &mut Pipeline, _: &Graph) {
    for i in 0..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let Some(Op::Sort { keys, limit }) = after.first().map(|step| &step.op) else { continue };
        let Some(SortKey { expr: Expr::Var(sorted), descending }) = keys.first() else { continue };
        let mut sorted = *sorted;
        for step in before.iter_mut().rev() {
            match &mut step.op {
                Op::Project { items, .. } => sorted = source(items, sorted),
                Op::Aggregate { aggregates, best, .. } => {
                    let is_sorted = |(aggregate, var): &(Aggregate, Var)| {
                        *var == sorted && aggregate.function.name == "count"
                    };
                    let counts = aggregates.iter().position(is_sorted);
                    if let (Some(aggregate), false) = (counts, limit.is_empty()) {
                        *best = Some(Best { aggregate, most: *descending, limit: limit.clone() });
                    }
                    break;
                }
                _ => break,
            }
        }
    }
}

/// What a variable was called before a projection.
fn source(items: &[Item], var: Var) -> Var {
    match items.iter().find(|item| item.var == var).map(|item| &item.expr) {
        Some(Expr::Var(source)) => *source,
        _ => var,
    }
}
