//! Which expression of a query has no value.
//!
//! Evaluators carry no places, so that the usual run costs nothing. After an error the plan is run once more with
//! evaluators that are watched.

use super::context::{Context, Spent};
use super::expr::{BoxEval, Eval, Evaluated, RowRef};
use super::{Cancel, ExecError, Limits, Params, Tracing, run};
use crate::algebra::Expr;
use crate::graph::Graph;
use crate::plan::Plan;
use crate::syntax::with_stack;

/// What is known of the place of an error.
#[derive(Debug, Default)]
pub(super) struct Located {
    /// The innermost expression that failed last, and how.
    failed: Option<(ExecError, Expr)>,
    /// The last that had a value.
    done: Option<Expr>,
}

/// The expression of a plan from which `error` came when it was run with [`execute`](super::execute): the innermost one
/// that has no value, or whose value is of no use where it stands. `None` where that cannot be told. It takes as long as
/// the run did.
pub fn locate(
    plan: &Plan,
    graph: &Graph,
    params: &Params,
    limits: &Limits,
    cancel: &Cancel,
    error: &ExecError,
) -> Option<Expr> {
    if !matches!(error, ExecError::Eval(_)) {
        return None;
    }
    // On one thread, so that what was last is known.
    let (limits, spent) = (limits.clone().threads(Some(1)), Spent::default());
    let nothing = Tracing::Nothing;
    let mut context = Context::new(graph, params, &limits, cancel, nothing, &spent);
    context.located = Some(Located::default());
    let again = with_stack(|| run(plan, &mut context, false)).err()?;
    let Located { failed, done } = context.located.take()?;
    if again != *error {
        return None;
    }
    match failed.filter(|(failed, _)| failed == error) {
        Some((_, expr)) => Some(expr),
        None => done,
    }
}

/// An evaluator that tells whether it failed.
pub(super) struct Watched {
    pub(super) inner: BoxEval,
    pub(super) expr: Expr,
}

impl Eval for Watched {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let result = self.inner.eval(row, cx);
        if let Some(located) = &mut cx.located {
            match &result {
                Ok(_) => located.done = Some(self.expr.clone()),
                Err(error) => located.fails(error, &self.expr),
            }
        }
        result
    }
}

impl Located {
    /// Keeps the innermost expression of an error.
    pub(super) fn fails(&mut self, error: &ExecError, expr: &Expr) {
        if self.failed.as_ref().is_some_and(|(known, _)| known == error) {
            return;
        }
        // What is no condition had a value just before.
        let part = match expr {
            Expr::And(_) | Expr::Or(_) | Expr::Xor(_) | Expr::Case { .. } => self.done.as_ref(),
            _ => None,
        };
        self.failed = Some((error.clone(), part.unwrap_or(expr).clone()));
    }
}
