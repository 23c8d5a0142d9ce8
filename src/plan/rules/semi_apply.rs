//! `EXISTS` as a condition is answered for a batch of rows at once.

use crate::algebra::{Clause, CompareOp, Expr, Query, Selector, UnaryOp};
use crate::value::Value;

/// The subquery of a condition `EXISTS { … }` or `NOT EXISTS { … }` (then true beside it), also as `COUNT { … } > 0` or
/// `COUNT { … } = 0`, if it only matches
/// patterns of single edges: those with chains are searched row by row, to stop at the first that is found.
pub(in crate::plan) fn condition(expr: &Expr) -> Option<(&Query, bool)> {
    let (query, anti) = match expr {
        Expr::Exists(query) => (query, false),
        Expr::Unary(UnaryOp::Not, inner) => match &**inner {
            Expr::Exists(query) => (query, true),
            _ => return None,
        },
        Expr::Compare(count, rest) => match (&**count, rest.as_slice()) {
            (Expr::Count(query), [(op, Expr::Literal(Value::Integer(n)))]) => match (op, n) {
                (CompareOp::Equal | CompareOp::LessEqual, 0) | (CompareOp::Less, 1) => {
                    (query, true)
                }
                (CompareOp::Greater | CompareOp::NotEqual, 0) | (CompareOp::GreaterEqual, 1) => {
                    (query, false)
                }
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    let [part] = query.parts.as_slice() else { return None };
    part.clauses.iter().all(is_simple).then_some((&**query, anti))
}

pub(super) fn is_simple(clause: &Clause) -> bool {
    let Clause::Match(m) = clause else { return false };
    let single = |p: &crate::algebra::PathPattern| {
        p.selector == Selector::All && p.steps.iter().all(|(edge, _)| edge.length.is_none())
    };
    m.patterns.iter().all(single)
}
