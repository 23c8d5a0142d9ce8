//! Pattern queries: text to syntax tree.
//!
//! [`parse`] scans the text (brackets, literals, nesting), lets the grammar of `grammar/pattern.pest` read it, and
//! visits what the grammar found. Any text is safe to parse: its length and nesting are bounded before the grammar, which recurses,
//! runs, and expressions whose tree would be too deep to walk are refused.

pub mod ast;
mod failure;
mod literals;
mod scan;
mod visit;
mod words;

pub(crate) use failure::like;
pub use scan::{Lexed, MAX_LENGTH, MAX_NESTING, Token, TokenKind, lex};
pub use visit::MAX_DEPTH;
pub use words::{KEYWORDS, is_reserved, needs_quotes};

use super::{StaticError, with_stack};
use pest::Parser as _;

#[allow(missing_docs)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/pattern.pest"]
    pub(super) struct PatternParser;
}

use grammar::{PatternParser, Rule};

/// Reads a pattern query.
///
/// # Errors
/// When the text is none: the first mistake, with its place and how to mend it.
///
/// # Examples
/// ```
/// use nenpyo::syntax::pattern::parse;
///
/// assert!(parse("MATCH (n:Company) RETURN n.name").is_ok());
/// let error = parse("MACTH (n) RETURN n").unwrap_err();
/// assert_eq!(error.diagnostic.candidates, ["MATCH"]);
/// ```
pub fn parse(text: &str) -> Result<ast::Query, StaticError> {
    let tokens = scan::scan(text)?;
    with_stack(|| read(text, &tokens))
}

fn read(text: &str, tokens: &[scan::Token]) -> Result<ast::Query, StaticError> {
    match PatternParser::parse(Rule::query, text) {
        Ok(mut pairs) => match pairs.next() {
            Some(query) => visit::visit_query(query),
            None => Err(failure::internal(text)),
        },
        Err(error) => Err(failure::explain(text, tokens, &error)),
    }
}
