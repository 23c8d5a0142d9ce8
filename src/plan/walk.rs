//! Walks over expressions, without recursion.

use crate::algebra::{Expr, Var};
use std::collections::HashSet;

/// Calls `see` for the expression and all below it, those of subqueries included, until it returns true; whether it
/// did.
pub(crate) fn any(expr: &Expr, mut see: impl FnMut(&Expr) -> bool) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if see(next) {
            return true;
        }
        open.extend(next.children());
    }
    false
}

/// Calls `change` for the expression and all below it but for subqueries; where it returns true, what is below is left
/// alone.
pub(crate) fn rewrite(expr: &mut Expr, mut change: impl FnMut(&mut Expr) -> bool) {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if !change(next) {
            open.extend(next.children_mut());
        }
    }
}

/// Puts the variables that an expression mentions, also in patterns of subqueries, into `to`.
pub(crate) fn mentioned(expr: &Expr, to: &mut HashSet<Var>) {
    expr.for_each_var(&mut |var| {
        to.insert(var);
    });
}

/// Whether an expression is the same for all rows.
pub(crate) fn is_constant(expr: &Expr) -> bool {
    !any(expr, is_opaque)
}

/// Whether an expression may differ from row to row, whatever its parts are.
pub(crate) fn is_opaque(expr: &Expr) -> bool {
    match expr {
        Expr::Call(function, _) => function.volatile,
        Expr::Var(_)
        | Expr::Aggregate(_)
        | Expr::ListComprehension { .. }
        | Expr::Quantified { .. }
        | Expr::Reduce { .. }
        | Expr::PatternComprehension { .. }
        | Expr::Exists(_)
        | Expr::Count(_) => true,
        _ => false,
    }
}
