//! Lines into tokens, by pest. Any line gives tokens or one finding.

use super::id;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Certainty;
use pest::Parser;
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/chronicle.pest"]
struct Grammar;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An id, word, number or date, with the marks behind it.
    Word,
    /// A quoted text.
    Text,
    /// `[SOURCE PLACE]`; the text is what stands in the brackets.
    Cite,
    /// `<https://…>`; the text is what stands in the brackets.
    Address,
    /// `,`
    Comma,
}

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its text: of a quoted one, without quotes and escapes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The certainty mark behind a quoted text.
    pub certainty: Certainty,
    /// It is the first of its line.
    pub first: bool,
}

/// The tokens of a line.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Tokens up to the end, or to the first that is wrong.
    pub tokens: Vec<Token>,
    /// The comment at the end, without its `#`.
    pub comment: Option<String>,
    /// What is wrong.
    pub error: Option<Diagnostic>,
}

/// The tokens of `line`, which begins at byte `offset` of its file.
pub(super) fn lex(line: &str, offset: usize) -> Line {
    let mut result = Line::default();
    let pairs = match Grammar::parse(Rule::line, line) {
        Ok(pairs) => pairs.flat_map(Pair::into_inner),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) => at,
                pest::error::InputLocation::Span((start, _)) => start,
            };
            let place = Span::new(offset + at, offset + line.len());
            result.error = Some(Diagnostic::error(place, "this line cannot be read"));
            return result;
        }
    };
    for pair in pairs {
        match pair.as_rule() {
            Rule::comment => result.comment = Some(visit_comment(&pair)),
            Rule::EOI => {}
            _ => match visit_token(pair, offset) {
                Ok(mut token) => {
                    token.first = result.tokens.is_empty();
                    result.tokens.push(token);
                }
                Err(error) => {
                    result.error = Some(error);
                    break;
                }
            },
        }
    }
    result
}

/// Whether `text` is one word of a file as it stands, with no mark behind it.
pub(super) fn is_bare(text: &str) -> bool {
    let line = lex(text, 0);
    match line.tokens.as_slice() {
        [token] => {
            token.kind == Kind::Word
                && token.text == text
                && line.error.is_none()
                && line.comment.is_none()
                && !text.contains('?')
        }
        _ => false,
    }
}

/// The remark, without the one space that usually follows `#`.
fn visit_comment(pair: &Pair<Rule>) -> String {
    let remark = pair.as_str().strip_prefix('#').unwrap_or_default();
    remark.strip_prefix(' ').unwrap_or(remark).trim_end().to_owned()
}

fn visit_token(pair: Pair<Rule>, offset: usize) -> Result<Token, Diagnostic> {
    let span = Span::new(offset + pair.as_span().start(), offset + pair.as_span().end());
    let raw = pair.as_str();
    let token = |kind, text: &str| Token {
        kind,
        text: text.to_owned(),
        span,
        certainty: Certainty::Stated,
        first: false,
    };
    match pair.as_rule() {
        Rule::word if raw.starts_with('[') && id::date(raw.trim_end_matches('?')).is_none() => {
            Ok(token(Kind::Cite, visit_bracketed(raw, '[', ']', span)?.trim()))
        }
        Rule::word => match foreign_mark(raw) {
            Some((at, help)) => {
                let place = Span::new(span.start + at, span.end);
                let mark = raw.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                Err(Diagnostic::error(place, format!("`{mark}` has no meaning here")).help(help))
            }
            None => Ok(token(Kind::Word, raw)),
        },
        Rule::comma => Ok(token(Kind::Comma, ",")),
        Rule::cite => Ok(token(Kind::Cite, visit_bracketed(raw, '[', ']', span)?.trim())),
        Rule::address => Ok(token(Kind::Address, visit_bracketed(raw, '<', '>', span)?.trim())),
        Rule::text => visit_text(pair, token(Kind::Text, ""), offset),
        _ => Err(unexpected(raw, span)),
    }
}

/// What stands between brackets.
fn visit_bracketed(raw: &str, open: char, close: char, span: Span) -> Result<&str, Diagnostic> {
    let inner = raw.strip_prefix(open).unwrap_or(raw);
    inner.strip_suffix(close).ok_or_else(|| {
        Diagnostic::error(span, format!("`{open}` has no `{close}` on this line"))
            .help(format!("close it with `{close}`"))
    })
}

fn visit_text(pair: Pair<Rule>, mut token: Token, offset: usize) -> Result<Token, Diagnostic> {
    let mut closed = false;
    for part in pair.into_inner() {
        let span = Span::new(offset + part.as_span().start(), offset + part.as_span().end());
        match part.as_rule() {
            Rule::plain => token.text.push_str(part.as_str()),
            Rule::escape => token.text.push(visit_escape(part.as_str(), span)?),
            Rule::closed => closed = true,
            _ => token.certainty = certainty(part.as_str(), span)?,
        }
    }
    if !closed {
        return Err(Diagnostic::error(token.span, "this text has no closing quote")
            .label("begins here")
            .help("a text ends on its line with `\"`; a quote inside it is written `\\\"`"));
    }
    Ok(token)
}

fn visit_escape(raw: &str, span: Span) -> Result<char, Diagnostic> {
    let unknown = |message: String| {
        Diagnostic::error(span, message)
            .help("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`")
    };
    match raw {
        "\\\"" => Ok('"'),
        "\\\\" => Ok('\\'),
        "\\n" => Ok('\n'),
        "\\t" => Ok('\t'),
        _ => match raw.strip_prefix("\\u{") {
            Some(digits) => digits
                .strip_suffix('}')
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .and_then(char::from_u32)
                .ok_or_else(|| unknown(format!("`{raw}` is no character"))),
            None => Err(unknown(format!("unknown escape `{raw}`"))),
        },
    }
}

/// What one or two question marks say.
pub(super) fn certainty(marks: &str, span: Span) -> Result<Certainty, Diagnostic> {
    match marks {
        "" => Ok(Certainty::Stated),
        "?" => Ok(Certainty::Inferred),
        "??" => Ok(Certainty::Doubtful),
        _ => Err(Diagnostic::error(span, format!("`{marks}` is no certainty mark"))
            .help("`?` says inferred and `??` says doubtful")),
    }
}

/// Where in a word a mark of East Asian typography stands that is written otherwise here, and how.
fn foreign_mark(word: &str) -> Option<(usize, &'static str)> {
    let first = word.chars().next()?;
    let help = match first {
        '「' | '」' | '『' | '』' | '＂' | '〝' | '〟' | '«' | '»' | '《' | '》' | '〈' | '〉' => {
            "text stands in straight quotes, `\"…\"`"
        }
        '［' | '【' | '〔' => "a citation stands in `[…]`",
        '＃' => "a comment begins with `#`",
        '（' | '）' => "a chronicle has no parentheses; a remark is written note \"…\"",
        '；' => "targets and texts are separated by commas",
        _ if word.ends_with('？') => {
            return Some((word.trim_end_matches('？').len(), "a certainty mark is written `?`"));
        }
        _ => return None,
    };
    Some((0, help))
}

/// Says that the first of some characters begins no token.
fn unexpected(raw: &str, span: Span) -> Diagnostic {
    let length = raw.chars().next().map_or(0, char::len_utf8);
    let raw = raw.get(..length).unwrap_or(raw);
    let span = Span::new(span.start, span.start + length);
    let help = match raw {
        "“" | "”" | "„" | "‘" | "’" => "text stands in straight quotes, `\"…\"`",
        ";" => {
            "targets and texts are separated by commas; a text with such a character stands in quotes, `\"…\"`"
        }
        "\r" => "end lines with a line feed, or with a carriage return and a line feed",
        raw if raw.chars().any(char::is_control) => "leave this character out",
        "]" | ">" => "there is no opening bracket before it",
        "(" | ")" => "a chronicle has no parentheses; a remark is written note \"…\"",
        _ => "a text with such a character stands in quotes, `\"…\"`",
    };
    Diagnostic::error(span, format!("`{raw}` has no meaning here")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(line: &str) -> Vec<(Kind, String)> {
        lex(line, 0).tokens.into_iter().map(|t| (t.kind, t.text)).collect()
    }

    #[test]
    fn a_line_is_cut_into_tokens() {
        let line = lex(
            r#"2017-03~ award? "a \"b\" \u{5927}"?? to 大連、x [d 3 # 3] <http://x#y> # end"#,
            0,
        );
        assert_eq!(line.comment.as_deref(), Some("end"));
        assert_eq!(line.tokens[2].certainty, Certainty::Doubtful);
        let texts: Vec<_> = line.tokens.iter().map(|t| t.text.as_str()).collect();
        let expected =
            ["2017-03~", "award?", "a \"b\" 大", "to", "大連", ",", "x", "d 3 # 3", "http://x#y"];
        assert_eq!(texts, expected);
    }

    #[test]
    fn words_end_where_something_else_begins() {
        assert_eq!(texts("a,b\"c\"[d]").len(), 5);
        assert_eq!(
            texts("㎡ C++ half-year"),
            [
                (Kind::Word, "㎡".into()),
                (Kind::Word, "C++".into()),
                (Kind::Word, "half-year".into())
            ]
        );
    }

    proptest! {
        #[test]
        fn any_line_gives_tokens_or_a_finding(line in "[^\n]{0,80}") {
            let lexed = lex(&line, 7);
            for token in &lexed.tokens {
                prop_assert!(line.get(token.span.start - 7..token.span.end - 7).is_some());
            }
            if let Some(error) = lexed.error {
                prop_assert!(line.get(error.span.start - 7..error.span.end - 7).is_some());
            }
        }
    }
}
