//! A condition is checked right after the step that binds the last of its variables.

use crate::algebra::{Expr, Var};
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline, Step};
use crate::plan::walk;
use std::collections::HashSet;

/// Moves each condition of each filter towards the start, over steps that only add rows and variables.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    let mut done: Vec<Step> = Vec::with_capacity(pipeline.steps.len());
    for step in std::mem::take(&mut pipeline.steps) {
        match step.op {
            Op::Filter(predicates) => {
                predicates.into_iter().for_each(|predicate| place(predicate, &mut done));
            }
            op => done.push(Step::new(op)),
        }
    }
    pipeline.steps = done;
}

fn place(predicate: Expr, steps: &mut Vec<Step>) {
    let mut needed = HashSet::new();
    walk::mentioned(&predicate, &mut needed);
    let free = |step: &&Step| match &step.op {
        Op::Filter(_) => true,
        op => binds(op).is_some_and(|bound| bound.iter().all(|var| !needed.contains(var))),
    };
    let at = steps.len() - steps.iter().rev().take_while(free).count();
    // The step before `at` binds one of the variables; a filter right after it takes the condition.
    match steps.get_mut(at) {
        Some(Step { op: Op::Filter(predicates), .. }) => predicates.push(predicate),
        _ => steps.insert(at, Step::new(Op::Filter(vec![predicate]))),
    }
}

/// The variables that a step binds; `None` for a step that conditions must not be moved over.
fn binds(op: &Op) -> Option<Vec<Var>> {
    match op {
        Op::Scan { node, .. } => Some(vec![*node]),
        Op::Expand { chain } | Op::Walk { chain, .. } | Op::Shortest { chain, .. } => {
            Some(if chain.into { vec![chain.edge] } else { vec![chain.edge, chain.to] })
        }
        Op::Ends { chain, .. } => Some(vec![chain.from, chain.to, chain.edge]),
        Op::BindPath { path, .. } => Some(vec![*path]),
        Op::Tally { count, .. } => Some(vec![*count]),
        _ => None,
    }
}
