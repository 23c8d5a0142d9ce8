//! Why an operator or function has no value.

/// Why a function or operator has no value: shown with the span of nothing but its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct EvalError {
    /// The cause.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl EvalError {
    /// An error without advice.
    pub fn new(message: impl Into<String>) -> Self {
        EvalError { message: message.into(), help: None }
    }

    /// The same error with advice.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        EvalError { help: Some(help.into()), ..self }
    }
}
