//! Of a list of which only the length is asked, only the length is made.

use crate::algebra::{Expr, Item, Var};
use crate::functions;
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline, Step};
use crate::plan::walk;
use std::collections::HashSet;

/// Counts what is collected, where all that is asked of the list is `size(list)`.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    let Some(count) = functions::lookup_aggregate("count") else { return };
    for at in 0..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(at + 1);
        let Some(Op::Aggregate { aggregates, .. }) = before.last_mut().map(|s| &mut s.op) else {
            continue;
        };
        for (aggregate, var) in aggregates.iter_mut().filter(|(a, _)| a.function.name == "collect")
        {
            let Some(names) = names(*var, after) else { continue };
            aggregate.function = count;
            after.iter_mut().flat_map(exprs).for_each(|expr| {
                walk::rewrite(expr, |e| match length_of(e).filter(|var| names.contains(var)) {
                    Some(var) => {
                        *e = Expr::Var(var);
                        true
                    }
                    None => false,
                });
            });
        }
    }
}

/// What a list is called in the steps after it; `None` where more than its length is asked.
fn names(list: Var, steps: &[Step]) -> Option<HashSet<Var>> {
    let (mut all, mut names) = (HashSet::from([list]), HashSet::from([list]));
    for step in steps {
        let asked: Vec<&Expr> = match &step.op {
            Op::Filter(predicates) => predicates.iter().collect(),
            Op::Sort { keys, .. } => keys.iter().map(|key| &key.expr).collect(),
            Op::Skip(_) | Op::Limit(_) => Vec::new(),
            Op::Project { items, keep } => {
                let renamed =
                    |item: &&Item| matches!(item.expr, Expr::Var(var) if names.contains(&var));
                let new: Vec<Var> = items.iter().filter(renamed).map(|item| item.var).collect();
                let others = items.iter().filter(|item| !renamed(item));
                if others.clone().any(|item| asks_more(&item.expr, &names)) {
                    return None;
                }
                if !keep {
                    names.clear();
                }
                names.extend(&new);
                all.extend(new);
                Vec::new()
            }
            Op::Aggregate { keys, aggregates, .. } => {
                let args = aggregates.iter().flat_map(|(aggregate, _)| &aggregate.args);
                if keys.iter().map(|key| &key.expr).chain(args).any(|e| asks_more(e, &names)) {
                    return None;
                }
                names.clear();
                Vec::new()
            }
            _ if names.is_empty() => Vec::new(),
            _ => return None,
        };
        if asked.into_iter().any(|expr| asks_more(expr, &names)) {
            return None;
        }
    }
    names.is_empty().then_some(all)
}

/// Whether an expression mentions one of these variables otherwise than as `size(var)`.
fn asks_more(expr: &Expr, names: &HashSet<Var>) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            _ if length_of(next).is_some_and(|var| names.contains(&var)) => {}
            Expr::Var(var) if names.contains(var) => return true,
            Expr::Exists(_) | Expr::Count(_) | Expr::PatternComprehension { .. } => {
                let mut mentioned = HashSet::new();
                walk::mentioned(next, &mut mentioned);
                if !mentioned.is_disjoint(names) {
                    return true;
                }
            }
            other => open.extend(other.children()),
        }
    }
    false
}

fn length_of(expr: &Expr) -> Option<Var> {
    match expr {
        Expr::Call(function, args) if function.name == "size" => match args.as_slice() {
            [Expr::Var(var)] => Some(*var),
            _ => None,
        },
        _ => None,
    }
}

/// The expressions of a step that may ask for a length.
fn exprs(step: &mut Step) -> Vec<&mut Expr> {
    match &mut step.op {
        Op::Filter(predicates) => predicates.iter_mut().collect(),
        Op::Sort { keys, .. } => keys.iter_mut().map(|key| &mut key.expr).collect(),
        Op::Project { items, .. } => items.iter_mut().map(|item| &mut item.expr).collect(),
        Op::Aggregate { keys, aggregates, .. } => {
            let args = aggregates.iter_mut().flat_map(|(aggregate, _)| &mut aggregate.args);
            keys.iter_mut().map(|key| &mut key.expr).chain(args).collect()
        }
        _ => Vec::new(),
    }
}
