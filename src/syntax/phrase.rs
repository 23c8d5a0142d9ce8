//! The words of a phrase.
//!
//! A phrase is a row of words, and which of them are nouns, links or names only the vocabulary can tell. So its
//! syntax is flat: tokens, with their places. [`crate::bind`] reads them by the vocabulary.

use crate::diagnostic::{Diagnostic, Span, visible};
use pest::Parser;
use pest::iterators::Pair;

/// The longest phrase that is read, in bytes.
pub const MAX_LENGTH: usize = 8 * 1024;

/// How deeply brackets may nest.
pub const MAX_NESTING: usize = 32;

/// What pest makes of the grammar.
mod grammar {
    #![allow(missing_docs)]

    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/phrase.pest"]
    pub struct PhraseParser;
}

use grammar::{PhraseParser, Rule};

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A name in quotation marks; [`Token::text`] is what stands between them.
    Quoted,
    /// A date in figures.
    Date,
    /// A number in figures.
    Number,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A comma or its like.
    Comma,
}

/// A token of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What kind.
    pub kind: TokenKind,
    /// Its text.
    pub text: String,
    /// Its place, with the quotation marks.
    pub span: Span,
}

/// The tokens of a phrase.
///
/// # Errors
/// A quotation mark or bracket without its partner, a character that means nothing here, too long a text, too many
/// brackets in one another.
///
/// ```
/// use nenpyo::syntax::phrase::tokens;
/// let words: Vec<String> = tokens("awards in 2017-03").unwrap().into_iter().map(|t| t.text).collect();
/// assert_eq!(words, ["awards", "in", "2017-03"]);
/// ```
pub fn tokens(text: &str) -> Result<Vec<Token>, Diagnostic> {
    if text.len() > MAX_LENGTH {
        let message =
            format!("the phrase is {} bytes long; at most {MAX_LENGTH} are read", text.len());
        return Err(
            Diagnostic::error(Span::new(0, 0), message).help("ask a shorter question, or several")
        );
    }
    check_quotes(text)?;
    let mut pairs = PhraseParser::parse(Rule::phrase, text)
        .map_err(|_| Diagnostic::error(Span::new(0, text.len()), "the phrase cannot be read"))?;
    let mut tokens = Vec::new();
    for pair in pairs.next().into_iter().flat_map(Pair::into_inner) {
        if let Some(token) = visit_token(pair)? {
            tokens.push(token);
        }
    }
    check_brackets(&tokens)?;
    Ok(tokens)
}

fn visit_token(pair: Pair<'_, Rule>) -> Result<Option<Token>, Diagnostic> {
    let span = Span::new(pair.as_span().start(), pair.as_span().end());
    let kind = match pair.as_rule() {
        Rule::word => TokenKind::Word,
        Rule::quoted => TokenKind::Quoted,
        Rule::date => TokenKind::Date,
        Rule::number => TokenKind::Number,
        Rule::open => TokenKind::Open,
        Rule::close => TokenKind::Close,
        Rule::comma => TokenKind::Comma,
        Rule::unclosed => return Err(unclosed(span, pair.as_str())),
        Rule::other => return Err(unreadable(span, pair.as_str())),
        _ => return Ok(None),
    };
    let text = match kind {
        TokenKind::Quoted => pair.into_inner().as_str().to_owned(),
        _ => pair.as_str().to_owned(),
    };
    Ok(Some(Token { kind, text, span }))
}

fn unclosed(span: Span, mark: &str) -> Diagnostic {
    Diagnostic::error(span, "this quotation mark is not closed")
        .label("opens here")
        .help(format!("write the same kind of mark behind the name, or leave the {mark} out"))
}

fn unreadable(span: Span, text: &str) -> Diagnostic {
    let shown = visible(text);
    Diagnostic::error(span, format!("the character `{shown}` means nothing in a phrase"))
        .label("not understood")
        .help("leave it out; if it belongs to a name, put the name in quotation marks")
}

/// Every quotation mark that opens has one that closes: looked for before the grammar is, which would look for each.
fn check_quotes(text: &str) -> Result<(), Diagnostic> {
    for (open, close) in [('“', '”'), ('「', '」'), ('『', '』'), ('«', '»')] {
        let closed = text.rfind(close).unwrap_or(0);
        if let Some(at) = text[closed..].find(open) {
            let start = closed + at;
            let span = Span::new(start, start + open.len_utf8());
            return Err(unclosed(span, open.encode_utf8(&mut [0; 4])));
        }
    }
    Ok(())
}

/// Every bracket has its partner, and they do not nest too deeply.
fn check_brackets(tokens: &[Token]) -> Result<(), Diagnostic> {
    let mut open: Vec<Span> = Vec::new();
    for token in tokens {
        match token.kind {
            TokenKind::Open if open.len() == MAX_NESTING => {
                let message = format!("more than {MAX_NESTING} brackets stand in one another");
                return Err(Diagnostic::error(token.span, message)
                    .label("one too many")
                    .help("leave out the brackets that change nothing"));
            }
            TokenKind::Open => open.push(token.span),
            TokenKind::Close if open.pop().is_none() => {
                return Err(Diagnostic::error(token.span, "this bracket closes nothing")
                    .label("no opening bracket before it")
                    .help("leave it out, or write the opening one"));
            }
            _ => {}
        }
    }
    match open.pop() {
        Some(span) => Err(Diagnostic::error(span, "this bracket is not closed")
            .label("opens here")
            .help("write the closing one, or leave it out")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match tokens(text) {
            Ok(tokens) => tokens
                .iter()
                .map(|t| format!("{:?}:{}", t.kind, t.text))
                .collect::<Vec<_>>()
                .join(" "),
            Err(error) => format!("{} at {:?}", error.message, error.span),
        }
    }

    #[test]
    fn forms_of_tokens() {
        let phrases = [
            "who received \"X (Y)\" since 2016-03-05, or 2017-Q1?",
            "over 1.71億元 in 2017年3月 at 博涛・文化",
            "Botao's 58企服 top-10 100,000.5 m2 2017/2018 201X 5th",
            "「東軟」 (a (b)) 2017? x^y",
            "in 2017-13 1,2 2017~",
            "awards in 2017.",
            "a ) b",
            "a ( b",
            "say \"x",
        ];
        let shown: Vec<String> = phrases.iter().map(|p| format!("{p}\n  {}", shown(p))).collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn brackets_in_one_another_are_bounded() {
        assert!(shown(&"(".repeat(8_000)).starts_with("more than 32 brackets"));
        assert!(shown(&"「".repeat(2_000)).starts_with("this quotation mark is not closed"));
        assert!(shown(&"(".repeat(100_000)).starts_with("the phrase is 100000 bytes"));
    }
}
