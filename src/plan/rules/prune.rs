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
        Op::Scan { node, access } => {
            live.remove(node);
            match access {
                Access::Property { value, .. } => walk::mentioned(value, live),
                Access::Range { equal, bounds, .. } => {
                    uses(equal.iter().map(|(_, value)| value), live);
                    uses(bounds.iter().map(|(_, value)| value), live);
                }
                Access::All | Access::Label(_) | Access::Dates { .. } => {}
            }
        }
        Op::CountNodes { count, .. } => drop(live.remove(count)),
        Op::Expand { chain }
        | Op::Degree { chain }
        | Op::Walk { chain, .. }
        | Op::Shortest { chain, .. } => {
            live.remove(&chain.edge);
            if chain.into {
                live.insert(chain.to);
            } else {
                live.remove(&chain.to);
            }
            live.insert(chain.from);
            live.extend(chain.apart.iter());
            uses(chain.properties.iter().map(|(_, value)| value), live);
        }
        Op::Ends { chain, .. } => {
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
        Op::BindPath { path, start, edges } => {
            live.remove(path);
            live.insert(*start);
            live.extend(edges.iter());
        }
        Op::Filter(predicates) => uses(predicates.iter(), live),
        Op::Project { items, keep } => {
            if !*keep {
                live.clear();
            }
            for item in &*items {
                live.remove(&item.var);
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
        Op::Unwind { list, var } => {
            live.remove(var);
            walk::mentioned(list, live);
        }
        Op::Optional { inner, row, binds } => {
            let mut wanted = live.clone();
            wanted.insert(*row);
            for var in &*binds {
                live.remove(var);
            }
            live.extend(apply(inner, wanted));
            live.remove(row);
        }
        Op::Semi { inner, row, alone, .. } => {
            live.extend(apply(inner, HashSet::from([*row])));
            live.remove(row);
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
            live.extend([*path, *row]);
            let before = apply(inner, std::mem::take(live));
            *live = before;
            live.remove(row);
        }
    }
}

fn uses<'a>(exprs: impl Iterator<Item = &'a Expr>, live: &mut HashSet<Var>) {
    exprs.for_each(|expr| walk::mentioned(expr, live));
}
