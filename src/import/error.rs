//! Why an import had to stop.

use super::report::BadRow;
use std::path::Path;

/// An import that stopped: where, why, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ImportError {
    /// The file, with the line where there is one, or the argument.
    pub place: String,
    /// The cause, a sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl ImportError {
    pub(super) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        ImportError { place: place.into(), message: message.into(), help: None }
    }

    pub(super) fn in_file(path: &Path, message: impl Into<String>) -> Self {
        ImportError::new(path.display().to_string(), message)
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        ImportError::in_file(path, format!("cannot be read: {error}"))
    }

    pub(super) fn bad_row(row: &BadRow) -> Self {
        ImportError::new(format!("{}:{}", row.file, row.line), row.reason.clone())
            .help("correct the row, or import without `--strict` to leave such rows out")
    }
}
