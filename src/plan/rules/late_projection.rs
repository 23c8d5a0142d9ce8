//! What a sort does not need is computed of the rows that a limit keeps.

use crate::algebra::{Expr, Item, SortKey, Var};
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline, Step};
use crate::plan::walk;
use std::collections::HashSet;

/// Moves properties of nodes and edges from a projection before a sort with a limit to behind the limit. They are always
/// there to be read, so that no row that is cut off could have been an error.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    let mut at = 0;
    while at + 1 < pipeline.steps.len() {
        if let Some(late) = late(&mut pipeline.steps, at) {
            let behind = |step: &Step| !matches!(step.op, Op::Skip(_) | Op::Limit(_));
            let end = pipeline.steps.iter().skip(at + 2).position(behind);
            let end = end.map_or(pipeline.steps.len(), |end| at + 2 + end);
            pipeline.steps.insert(end, Step::new(Op::Project { items: late, keep: true }));
        }
        at += 1;
    }
}

/// Takes the items that can be computed later out of the projection at `at`, and out of the keys of the sort after it.
fn late(steps: &mut [Step], at: usize) -> Option<Vec<Item>> {
    let (before, after) = steps.split_at_mut(at);
    let [project, sort, ..] = after else { return None };
    let (Op::Project { items, keep: true }, Op::Sort { keys, limit }) =
        (&mut project.op, &mut sort.op)
    else {
        return None;
    };
    if limit.is_empty() {
        return None;
    }
    let elements = elements(before);
    let hidden: HashSet<Var> =
        items.iter().filter(|item| item.expr != Expr::Var(item.var)).map(|item| item.var).collect();
    let is_late = |item: &Item| match &item.expr {
        Expr::Property(of, _) => match **of {
            // The variable still means the same behind the projection.
            Expr::Var(var) => elements.contains(&var) && !hidden.contains(&var),
            _ => false,
        },
        _ => false,
    };
    let (late, early): (Vec<Item>, Vec<Item>) =
        std::mem::take(items).into_iter().partition(is_late);
    *items = early;
    for SortKey { expr, .. } in keys {
        walk::rewrite(expr, |e| match late.iter().find(|item| *e == Expr::Var(item.var)) {
            Some(item) => {
                *e = item.expr.clone();
                true
            }
            None => false,
        });
    }
    (!late.is_empty()).then_some(late)
}

/// The nodes and edges that the rows of some steps have, if they are not null.
fn elements(steps: &[Step]) -> HashSet<Var> {
    let mut found = HashSet::new();
    for step in steps {
        match &step.op {
            Op::Scan { node, .. } => drop(found.insert(*node)),
            Op::Expand { chain } => found.extend([chain.edge, chain.to]),
            Op::Walk { chain, .. } | Op::Shortest { chain, .. } => drop(found.insert(chain.to)),
            Op::Optional { inner, binds, .. } => {
                found.extend(elements(&inner.steps).into_iter().filter(|var| binds.contains(var)));
            }
            Op::Aggregate { keys, .. } => {
                let kept = keys.iter().filter(|key| key.expr == Expr::Var(key.var));
                let kept: HashSet<Var> = kept.map(|key| key.var).collect();
                found.retain(|var| kept.contains(var));
            }
            Op::Project { items, keep: false } => {
                let kept = items.iter().filter(|item| item.expr == Expr::Var(item.var));
                let kept: HashSet<Var> = kept.map(|item| item.var).collect();
                found.retain(|var| kept.contains(var));
            }
            Op::Union { .. } => found.clear(),
            _ => {}
        }
    }
    found
}
