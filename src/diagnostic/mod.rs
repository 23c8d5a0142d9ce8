//! Spans, and how an error is shown: the place, the cause and the mend.

mod render;
mod visible;
mod wrap;

pub use render::{render, render_colored, render_fitted};
pub(crate) use visible::is_hidden;
pub use visible::visible;
pub use wrap::wrap;
pub(crate) use wrap::{breakable, hanging, shown};

use serde::Serialize;

/// A range of bytes in a text, `start` inclusive, `end` exclusive; both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Whether a finding stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Nothing is done.
    Error,
    /// The work goes on.
    Warning,
}

/// One finding about a text: what is wrong, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The cause, a sentence without a full stop.
    pub message: String,
    /// The place.
    pub span: Span,
    /// What stands under the marked place; empty for none.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
    /// What may have been meant: nearest known words, or the readings of an ambiguous text.
    pub candidates: Vec<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: short(message.into()),
            span,
            label: String::new(),
            help: None,
            candidates: Vec::new(),
        }
    }

    /// A warning at `span`.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(span, message) }
    }

    /// Says what stands under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(short(help.into()));
        self
    }

    /// Lists what may have been meant.
    #[must_use]
    pub fn candidates(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates.into_iter().map(short).collect();
        self
    }
}

/// Longest message that is left as it is, in bytes.
const LONGEST: usize = 1000;
/// Longest word in a longer one, and how much of a longer word is left, in characters.
const LONGEST_WORD: usize = 200;
const LEFT: usize = 60;

/// A message of readable length: what is very long in it is a word, which a user gave, and of that its beginning is enough.
fn short(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let cut = |word: &str| match word.char_indices().nth(LONGEST_WORD) {
        None => word.to_owned(),
        Some(_) => {
            let end = word.char_indices().nth(LEFT).map_or(word.len(), |(at, _)| at);
            let quoted = word.starts_with('`') || word.starts_with('"');
            let close = if quoted { word.chars().next().map(String::from) } else { None };
            format!("{}…{} ", word.get(..end).unwrap_or(word), close.unwrap_or_default())
        }
    };
    text.split_inclusive(' ').map(cut).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_does_not_repeat_a_million_letters() {
        let finding =
            Diagnostic::error(Span::default(), format!("unknown id `{}` here", "大".repeat(5000)))
                .help("x".repeat(2000));
        assert_eq!(finding.message, format!("unknown id `{}…` here", "大".repeat(59)));
        assert_eq!(finding.help, Some(format!("{}…", "x".repeat(60))));
        let path = format!("cannot read `{}`", "a/".repeat(300));
        assert_eq!(Diagnostic::error(Span::default(), path.clone()).message, path);
    }
}
