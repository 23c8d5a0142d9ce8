//! Why an execution stopped.

use crate::value::EvalError;

/// Why an execution stopped without an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExecError {
    /// An expression has no value.
    #[error(transparent)]
    Eval(#[from] EvalError),
    /// A limit was reached.
    #[error("stopped at the limit of {value} {which}")]
    Limit {
        /// Which one: `seconds`, `steps`, `rows`, `bytes of memory`, …
        which: &'static str,
        /// Its value.
        value: String,
        /// How to raise it.
        help: &'static str,
    },
    /// Cancelled by [`super::Cancel`].
    #[error("cancelled")]
    Cancelled,
}

impl ExecError {
    /// How to mend it.
    pub fn help(&self) -> Option<&str> {
        match self {
            ExecError::Eval(error) => error.help.as_deref(),
            ExecError::Limit { help, .. } => Some(help),
            ExecError::Cancelled => None,
        }
    }
}
