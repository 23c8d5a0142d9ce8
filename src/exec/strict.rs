//! Conditions that hold for some completion of a date, and those that hold for all.

use crate::algebra::Expr;
use crate::functions;
use crate::plan::walk;

/// Whether a condition asks for what is merely possible.
pub(super) fn says_possible(expr: &Expr) -> bool {
    walk::any(expr, |e| matches!(e, Expr::Call(function, _) if function.name == "possible"))
}

/// The expression with `certain` for `possible`.
pub(super) fn strictly(expr: &Expr) -> Expr {
    let mut expr = expr.clone();
    if let Some(certain) = functions::lookup("certain") {
        walk::rewrite(&mut expr, |e| {
            if let Expr::Call(function, _) = e
                && function.name == "possible"
            {
                *function = certain;
            }
            false
        });
    }
    expr
}
