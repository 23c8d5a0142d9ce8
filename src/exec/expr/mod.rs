//! Expressions, compiled for the graph at hand: names are resolved, and each kind of expression is an evaluator of its
//! own, so that the stack that nesting takes is that of one small function a level.

mod basic;
mod binary;
mod compile;
mod lists;
mod logic;
mod ordered;
mod subquery;

pub(super) use logic::compare;

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use crate::value::{EvalError, Value, describe};

/// A row of a batch.
#[derive(Clone, Copy)]
pub(super) struct RowRef<'a> {
    pub(super) batch: &'a Batch,
    pub(super) row: usize,
}

/// The value of an expression, or why it has none.
pub(super) type Evaluated = Result<Value, ExecError>;

/// A compiled expression.
pub(super) trait Eval: Send {
    /// Its value for a row.
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated;
}

/// A compiled expression on the heap.
pub(super) type BoxEval = Box<dyn Eval>;

/// A value as a condition; `None` for null.
#[inline(never)]
pub(super) fn truth(value: Value) -> Result<Option<bool>, ExecError> {
    match value {
        Value::Boolean(value) => Ok(Some(value)),
        Value::Null => Ok(None),
        other => {
            let message =
                format!("a condition must be true, false or null, not {}", describe(&other));
            let help = "compare it with something, as in `x = 'a'`, or ask whether it is there: `x IS NOT NULL`";
            Err(EvalError::new(message).with_help(help).into())
        }
    }
}
