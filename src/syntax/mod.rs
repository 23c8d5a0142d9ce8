//! Text to syntax trees. Knows no vocabulary and no graph.
//!
//! The two languages have little in common here. A phrase becomes a flat row of [tokens](phrase::tokens), since only the
//! vocabulary can tell a noun from a link; a pattern query becomes a [tree](pattern::ast) by the grammar of
//! `grammar/pattern.pest`. What is refused is a diagnostic (of a pattern query a [`StaticError`], whose code names the kind of
//! mistake as openCypher does). [`crate::bind`] takes both on to the algebra.

pub mod pattern;
pub mod phrase;

use crate::diagnostic::{Diagnostic, Span};

/// Why a text is refused before anything runs: a stable code, and the finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticError {
    /// What kind of mistake, for programs: `UndefinedVariable`, `UnexpectedSyntax` and so on, as openCypher names them.
    pub code: &'static str,
    /// The place, the cause and the mend.
    pub diagnostic: Box<Diagnostic>,
}

impl StaticError {
    /// An error of kind `code` at `span`.
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        StaticError { code, diagnostic: Box::new(Diagnostic::error(span, message)) }
    }

    /// Says what stands under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.diagnostic.label = label.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// Lists what may have been meant.
    #[must_use]
    pub fn candidates(mut self, candidates: Vec<String>) -> Self {
        self.diagnostic.candidates = candidates;
        self
    }
}

/// How much stack the stages get that walk expressions: a multiple of what the deepest allowed expression takes in an
/// unoptimised build.
const STACK: usize = 4 * 1024 * 1024;

/// Runs `walk` with room for a walk over the deepest allowed expression, however small the stack of this thread is.
pub fn with_stack<T>(walk: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(STACK, STACK, walk)
}
