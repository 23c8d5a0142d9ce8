//! Variables that no later step uses are not carried on.

use crate::algebra::{Expr, Var};
use crate::plan::op::{Access, Op, Pipeline};
use crate::plan::walk;
use std::collections::HashSet;

/// Tells each step what is used of its rows, from the last step (of whose rows `live` is used) to the first; returns what
/// is used of the rows that the pipeline is run for.
pub(super) fn apply(pipeline: &mut Pipeline, mut live: HashSet<Var>) -> HashSet<Var> {
    let mut steps = Vec::with_capacity(pipeline.steps.len());
    for mut step in std::mem::take(&mut pipeline.steps).into_iter().rev() {
        if matches!(&step.op, Op::BindPath { path, .. } if !live.contains(path)) {
            continue;
        }
        let mut sorted: Vec<Var> = live.iter().copied().collect();
        sorted.sort_unstable();
        step.live = Some(sorted);
        before(&mut step.op, &mut live);
        steps.push(step);
    }
    steps.reverse();
    pipeline.steps = steps;
    live
}

/// Turns what is used after a step into what is used before it.
fn before(op: &mut Op, live: &mut HashSet<Var>) {
    match op {
        Op::Unit | Op::Argument | Op::Skip(_) | Op::Limit(_) => {}
        Op::Union { parts, .. } => {
            live.clear();
            for (part, columns) in parts {
                live.extend(apply(part, columns.iter().copied().collect()));
            }
        }
        Op::Scan { access: Access::Property { value, .. }, .. } => walk::mentioned(value, live),
        Op::Scan { access: Access::Range { equal, bounds, .. }, .. } => {
            uses(equal.iter().map(|(_, value)| value).chain(bounds.iter().map(|(_, v)| v)), live);
        }
        Op::Scan { .. } | Op::CountNodes { .. } => {}
        Op::Expand { chain }
        | Op::Degree { chain }
        | Op::Ends { chain, .. }
        | Op::Walk { chain, .. }
        | Op::Shortest { chain, .. } => {
            live.extend([chain.from, chain.to, chain.edge]);
            live.extend(chain.apart.iter());
            uses(chain.properties.iter().map(|(_, value)| value), live);
        }
        Op::Branches { from, plain, sets, .. } => {
            live.insert(*from);
            for branch in plain.iter().chain(sets.iter()) {
                uses(branch.chain.properties.iter().map(|(_, value)| value), live);
                uses(branch.filter.iter(), live);
            }
        }
        Op::BindPath { start, edges, .. } => {
            live.insert(*start);
            live.extend(edges.iter());
        }
        Op::Filter(predicates) => uses(predicates.iter(), live),
        Op::Project { items, keep } => {
            if !*keep {
                live.clear();
            }
            uses(items.iter().map(|item| &item.expr), live);
        }
        Op::Aggregate { keys, aggregates, weight, .. } => {
            live.clear();
            uses(keys.iter().map(|key| &key.expr), live);
            uses(aggregates.iter().flat_map(|(aggregate, _)| &aggregate.args), live);
            live.extend(weight.iter());
        }
        Op::Distinct(vars) => live.extend(vars.iter()),
        Op::Sort { keys, .. } => uses(keys.iter().map(|key| &key.expr), live),
        Op::Unwind { list, .. } => walk::mentioned(list, live),
        Op::Optional { inner, row, .. } => within(inner, *row, live),
        Op::Semi { inner, row, alone, .. } => {
            within(inner, *row, live);
            if let Some(alone) = alone {
                apply(&mut alone.pipeline, HashSet::from([alone.node]));
            }
        }
        Op::Tally { inner, weight, count } => {
            let wanted = weight.iter().chain([&*count]).copied().collect();
            live.remove(count);
            live.extend(apply(inner, wanted));
            live.remove(count);
        }
        Op::KeepShortest { inner, row, path, .. } => {
            live.insert(*path);
            within(inner, *row, live);
        }
    }
}

/// A pipeline that is run for the sake of rows: it carries what is used of them later, and the number of the row.
fn within(inner: &mut Pipeline, row: Var, live: &mut HashSet<Var>) {
    let mut wanted = live.clone();
    wanted.insert(row);
    live.extend(apply(inner, wanted));
}

fn uses<'a>(exprs: impl Iterator<Item = &'a Expr>, live: &mut HashSet<Var>) {
    exprs.for_each(|expr| walk::mentioned(expr, live));
}
