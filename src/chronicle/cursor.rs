//! A position in the tokens of a statement.

use super::lex::{Kind, Token, certainty};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Certainty;

/// Reads tokens one after another.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Cursor<'a> {
        Cursor { tokens, at: 0 }
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// The token `ahead` of the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    /// Takes the next token.
    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek();
        self.skip(1);
        token
    }

    /// Goes `count` tokens ahead.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.tokens.len());
    }

    /// The place of the next token, or the end of the last one.
    pub(super) fn here(&self) -> Span {
        match (self.peek(), self.tokens.last()) {
            (Some(token), _) => token.span,
            (None, Some(last)) => Span::new(last.span.end, last.span.end),
            (None, None) => Span::default(),
        }
    }

    /// How many tokens were taken.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The token before the next one.
    pub(super) fn peek_back(&self) -> Option<&'a Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    /// The place of the token before the next one.
    pub(super) fn before(&self) -> Span {
        self.peek_back().map_or(Span::default(), |token| token.span)
    }

    /// Whether the token before the next one is this word.
    pub(super) fn before_is(&self, word: &str) -> bool {
        self.peek_back().is_some_and(|token| token.kind == Kind::Word && token.text == word)
    }

    /// Whether the next token is of this kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    /// Whether the token `ahead` of the next one is of this kind.
    pub(super) fn is_at(&self, ahead: usize, kind: Kind) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.kind == kind)
    }

    /// Whether the next token is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Word && token.text == word)
    }

    /// Takes the next token if it is this word.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.skip(usize::from(found));
        found
    }

    /// Takes `,` or `and` where something follows that it can join.
    pub(super) fn eat_separator(&mut self, joined: impl Fn(&Token) -> bool) -> bool {
        let and = self.is_word("and") && self.peek_at(1).is_some_and(&joined);
        let found = self.is(Kind::Comma) || and;
        self.skip(usize::from(found));
        found
    }

    /// Takes a word, or says what is missing.
    pub(super) fn word(&mut self, missing: &str, help: &str) -> Result<&'a Token, Diagnostic> {
        match self.peek() {
            Some(token) if token.kind == Kind::Word => {
                self.skip(1);
                Ok(token)
            }
            _ => Err(Diagnostic::error(self.here(), missing).help(help)),
        }
    }
}

/// A word without the question marks behind it, and what they say.
pub(super) fn split_mark(token: &Token) -> Result<(&str, Certainty), Diagnostic> {
    let word = token.text.trim_end_matches('?');
    let marks = token.text.get(word.len()..).unwrap_or_default();
    let place = Span::new(token.span.start + word.len(), token.span.end);
    if token.kind == Kind::Text {
        return Ok((&token.text, token.certainty));
    }
    Ok((word, certainty(marks, place)?))
}
