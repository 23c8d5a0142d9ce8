//! `EXISTS` as a condition is answered for a batch of rows at once.

use crate::algebra::{Clause, Expr, Query, Selector, UnaryOp};

/// The subquery of a condition `EXISTS { … }` or `NOT EXISTS { … }` (then true beside it), if it only matches
/// patterns of single edges: those with chains are searched row by row, to stop at the first that is found.
pub(in crate::plan) fn condition(expr: &Expr) -> Option<(&Query, bool)> {
    let (query, anti) = match expr {
        Expr::Exists(query) => (query, false),
        Expr::Unary(UnaryOp::Not, inner) => match &**inner {
            Expr::Exists(query) => (query, true),
            _ => return None,
        },
        _ => return None,
    };
    let [part] = query.parts.as_slice() else { return None };
    part.clauses.iter().all(is_simple).then_some((&**query, anti))
}

fn is_simple(clause: &Clause) -> bool {
    let Clause::Match(m) = clause else { return false };
    let single = |p: &crate::algebra::PathPattern| {
        p.selector == Selector::All && p.steps.iter().all(|(edge, _)| edge.length.is_none())
    };
    m.patterns.iter().all(single)
}
