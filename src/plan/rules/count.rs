//! Counting without going through what is counted.

use crate::algebra::Var;
use crate::algebra::{Aggregate, Expr};
use crate::graph::{Direction, Graph};
use crate::plan::op::{Op, Pipeline, Step};
use std::collections::HashSet;

/// `count(x)` of something that a pattern binds is `count(*)`: it is never null.
pub(super) fn rows(pipeline: &mut Pipeline, _: &Graph) {
    let mut bound: HashSet<Var> = HashSet::new();
    for step in &mut pipeline.steps {
        match &mut step.op {
            Op::Scan { node, .. } => {
                bound.insert(*node);
            }
            Op::Expand { chain } => bound.extend([chain.to, chain.edge]),
            Op::Walk { chain, .. } => {
                bound.insert(chain.to);
            }
            Op::Aggregate { aggregates, .. } => {
                aggregates.iter_mut().for_each(|(aggregate, _)| simplify(aggregate, &bound));
                bound.clear();
            }
            Op::Filter(_)
            | Op::Semi { .. }
            | Op::Tally { .. }
            | Op::Sort { .. }
            | Op::Skip(_)
            | Op::Limit(_) => {}
            _ => bound.clear(),
        }
    }
}

fn simplify(aggregate: &mut Aggregate, bound: &HashSet<Var>) {
    let counted = match aggregate.args.as_slice() {
        [Expr::Var(var)] => bound.contains(var),
        _ => false,
    };
    if counted && aggregate.function.name == "count" && !aggregate.distinct {
        aggregate.args.clear();
    }
}

/// Where rows are only counted, the edges of a last expansion are, too. Needs to know what is used of each step.
pub(super) fn degrees(pipeline: &mut Pipeline) {
    for step in &mut pipeline.steps {
        if let Op::Tally { inner, weight: weight @ None, .. } = &mut step.op
            && let Some(last) = inner.steps.last_mut()
        {
            *weight = counted(last);
        }
    }
    for i in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let (Some(expand), Some(group)) = (before.last_mut(), after.first_mut()) else { continue };
        let Op::Aggregate { aggregates, weight, .. } = &mut group.op else { continue };
        let counts = |a: &Aggregate| a.function.name == "count" && a.args.is_empty() && !a.distinct;
        if weight.is_none() && aggregates.iter().all(|(a, _)| counts(a)) {
            *weight = counted(expand);
        }
    }
}

/// Makes a count of an expansion of which nothing is used; the variable of the count.
fn counted(expand: &mut Step) -> Option<Var> {
    let Op::Expand { chain } = &expand.op else { return None };
    let unused = expand.live.as_ref().is_some_and(|live| {
        !live.contains(&chain.edge) && (chain.into || !live.contains(&chain.to))
    });
    if !unused || chain.from == chain.to {
        return None;
    }
    let edge = chain.edge;
    if let Some(live) = &mut expand.live {
        live.push(edge);
        live.sort_unstable();
    }
    expand.op = Op::Degree { chain: chain.clone() };
    Some(edge)
}

/// Where only distinct rows count, one trail to each node that a chain reaches is enough. Needs to know what is used of
/// each step.
///
/// A node that a walk of at most so many edges reaches is reached by a trail of as many: what lies between two visits
/// of a node can be left out. That does not hold where a minimum of more than one edge is asked for, nor for the way
/// back to the start along edges of any direction.
pub(super) fn reach(pipeline: &mut Pipeline) {
    let mut distinct = false;
    for step in pipeline.steps.iter_mut().rev() {
        match &mut step.op {
            Op::Distinct(_) => distinct = true,
            Op::Aggregate { aggregates, .. } => {
                let same = |a: &Aggregate| {
                    a.distinct && a.function.name == "count"
                        || matches!(a.function.name, "min" | "max")
                };
                distinct = aggregates.iter().all(|(aggregate, _)| same(aggregate));
            }
            Op::Walk { chain, length, once } => {
                let unused = step.live.as_ref().is_some_and(|live| !live.contains(&chain.edge));
                let short =
                    length.min == 0 || length.min == 1 && chain.direction != Direction::Both;
                *once = distinct && unused && short && chain.apart.is_empty();
            }
            Op::Scan { .. }
            | Op::Expand { .. }
            | Op::Ends { .. }
            | Op::Filter(_)
            | Op::Semi { .. }
            | Op::Project { .. }
            | Op::Sort { .. }
            | Op::BindPath { .. } => {}
            _ => distinct = false,
        }
    }
}
