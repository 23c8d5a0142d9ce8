//! Why a text is not a date.

use crate::diagnostic::{Diagnostic, Span};

/// A text that is not a date: the place, the cause and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// The place, in bytes of the given text.
    pub span: Span,
    /// The cause, a sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The readings of an ambiguous text, in EDTF.
    pub candidates: Vec<String>,
}

impl DateError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        DateError { span, message: message.into(), help: None, candidates: Vec::new() }
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub(super) fn candidates(mut self, candidates: impl IntoIterator<Item = String>) -> Self {
        self.candidates.extend(candidates);
        self
    }

    /// The same finding in a longer text, in which the date begins at byte `offset`.
    pub fn to_diagnostic(&self, offset: usize) -> Diagnostic {
        let span = Span::new(self.span.start + offset, self.span.end + offset);
        let found = Diagnostic::error(span, self.message.clone());
        let found = Diagnostic { candidates: self.candidates.clone(), ..found };
        match &self.help {
            Some(help) => found.help(help.clone()),
            None => found,
        }
    }
}
