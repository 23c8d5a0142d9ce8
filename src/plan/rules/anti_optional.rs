//! `OPTIONAL MATCH … WITH … WHERE x IS NULL` asks for rows without a match.

use crate::algebra::{Expr, UnaryOp, Var};
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline};

/// Looks only whether there is a match, where a filter right after an optional match (or after the projection between
/// them) keeps just the rows for which something that every match binds is null.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    for i in 0..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i + 1);
        let Some(optional) = before.last_mut() else { continue };
        let Op::Optional { inner, binds, row } = &mut optional.op else { continue };
        let mut bound = bound_by_each(inner, binds);
        let mut after = after.iter_mut().map(|step| &mut step.op);
        let filter = match after.next() {
            Some(Op::Project { items, .. }) => {
                let renamed = items.iter().filter_map(|item| match item.expr {
                    Expr::Var(var) if bound.contains(&var) => Some(item.var),
                    _ => None,
                });
                bound = renamed.collect();
                after.next()
            }
            other => other,
        };
        let Some(Op::Filter(predicates)) = filter else { continue };
        let Some(at) = predicates.iter().position(|predicate| is_null(predicate, &bound)) else {
            continue;
        };
        predicates.remove(at);
        optional.op = Op::Semi { inner: std::mem::take(inner), anti: true, row: *row, alone: None };
    }
    pipeline.steps.retain(|step| !matches!(&step.op, Op::Filter(all) if all.is_empty()));
}

/// The nodes and edges that each row of a match has.
pub(super) fn bound_by_each(inner: &Pipeline, binds: &[Var]) -> Vec<Var> {
    let each = inner.steps.iter().flat_map(|step| match &step.op {
        Op::Scan { node, .. } => vec![*node],
        Op::Expand { chain } => vec![chain.edge, chain.to],
        Op::Walk { chain, .. } | Op::Shortest { chain, .. } => vec![chain.to],
        _ => Vec::new(),
    });
    each.filter(|var| binds.contains(var)).collect()
}

fn is_null(predicate: &Expr, bound: &[Var]) -> bool {
    match predicate {
        Expr::Unary(UnaryOp::IsNull, of) => matches!(&**of, Expr::Var(var) if bound.contains(var)),
        _ => false,
    }
}
