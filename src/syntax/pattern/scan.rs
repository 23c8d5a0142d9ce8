//! A look at the text before the grammar sees it: its tokens, closed brackets, well-formed literals, bounded nesting.
//!
//! What is wrong here gets a message of its own, and the grammar never sees a text that could exhaust the stack.

use super::literals;
use crate::diagnostic::Span;
use crate::syntax::StaticError;

/// How deep brackets and `CASE` may lie within one another.
pub const MAX_NESTING: usize = 64;

/// Longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 1024 * 1024;

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword or a name.
    Word,
    /// A name in backticks.
    Quoted,
    /// Text in quotation marks.
    Text,
    /// A number.
    Number,
    /// A parameter (`$name`).
    Parameter,
    /// A bracket, an operator, a comma and so on.
    Symbol,
}

/// A token of a pattern query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What kind.
    pub kind: TokenKind,
    /// Its place, with quotation marks.
    pub span: Span,
}

/// What is read of a text that may not be whole yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexed {
    /// The tokens before the first mistake.
    pub tokens: Vec<Token>,
    /// The only mistake is that a bracket, a text, a name or a comment is not closed yet.
    pub unfinished: bool,
}

/// The tokens of a text that is still being typed.
///
/// ```
/// use nenpyo::syntax::pattern::lex;
/// assert!(lex("MATCH (a").unfinished);
/// assert!(!lex("MATCH (a) RETURN a").unfinished);
/// assert!(!lex("MATCH a) RETURN a").unfinished);
/// ```
pub fn lex(text: &str) -> Lexed {
    let mut scanner = Scanner { text, at: 0, tokens: Vec::new(), open: Vec::new() };
    while let Some(next) = scanner.peek() {
        if scanner.token(next).is_err() {
            // The scanner stands before what never ends, and behind what is wrong otherwise.
            let endless =
                ["'", "\"", "`", "/*"].iter().any(|mark| scanner.rest().starts_with(mark));
            return Lexed { tokens: scanner.tokens, unfinished: endless };
        }
    }
    Lexed { unfinished: !scanner.open.is_empty(), tokens: scanner.tokens }
}

/// The tokens of a text whose brackets and literals are sound.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, StaticError> {
    if text.len() > MAX_LENGTH {
        let message =
            format!("the query is {} bytes long; at most {MAX_LENGTH} are read", text.len());
        return Err(StaticError::new("QueryTooLong", Span::new(0, 0), message)
            .help("give long lists as parameters, as in `WHERE n.id IN $ids`"));
    }
    let mut scanner = Scanner { text, at: 0, tokens: Vec::new(), open: Vec::new() };
    while let Some(next) = scanner.peek() {
        scanner.token(next)?;
    }
    match scanner.open.last() {
        Some(Open { text: "case", span }) => Err(unclosed("CASE", "END", *span)),
        Some(Open { text, span }) => Err(unclosed(text, closer(text), *span)),
        None => Ok(scanner.tokens),
    }
}

struct Open<'t> {
    text: &'t str,
    span: Span,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    open: Vec<Open<'t>>,
}

fn closer(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn unclosed(open: &str, close: &str, span: Span) -> StaticError {
    StaticError::new("UnexpectedSyntax", span, format!("`{open}` is never closed"))
        .label("opened here")
        .help(format!("add the missing `{close}`"))
}

fn is_word_start(c: char) -> bool {
    c == '_' || pest::unicode::XID_START(c)
}

fn is_word(c: char) -> bool {
    pest::unicode::XID_CONTINUE(c)
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn token(&mut self, next: char) -> Result<(), StaticError> {
        let rest = self.rest();
        let after_dot = rest.get(1..).unwrap_or("").chars().next();
        match next {
            _ if next.is_whitespace() || next == '\u{FEFF}' => self.skip(next.len_utf8()),
            '/' if rest.starts_with("//") => self.skip(rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => return self.comment(),
            '\'' | '"' => return self.quoted(next, TokenKind::Text),
            '`' => return self.quoted(next, TokenKind::Quoted),
            '$' => return self.parameter(),
            '0'..='9' => return self.number(),
            '.' if after_dot.is_some_and(|c| c.is_ascii_digit()) && !self.after_range_dot() => {
                return self.number();
            }
            _ if is_word_start(next) => return self.word(),
            _ => return self.symbol(next),
        }
        Ok(())
    }

    fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// After the first dot of `..5`.
    fn after_range_dot(&self) -> bool {
        self.text.get(..self.at).is_some_and(|before| before.ends_with('.'))
    }

    fn push(&mut self, kind: TokenKind, bytes: usize) -> Span {
        let span = Span::new(self.at, self.at + bytes);
        self.tokens.push(Token { kind, span });
        self.at = span.end;
        span
    }

    fn comment(&mut self) -> Result<(), StaticError> {
        match self.rest().find("*/") {
            Some(end) => self.skip(end + 2),
            None => return Err(unclosed("/*", "*/", Span::new(self.at, self.at + 2))),
        }
        Ok(())
    }

    fn quoted(&mut self, quote: char, kind: TokenKind) -> Result<(), StaticError> {
        let mut escaped = false;
        for (index, c) in self.rest().char_indices().skip(1) {
            if escaped {
                escaped = false;
            } else if c == '\\' && quote != '`' {
                escaped = true;
            } else if c == quote {
                let span = self.push(kind, index + 1);
                return match kind {
                    TokenKind::Text => literals::check_text(self.text, span),
                    _ => Ok(()),
                };
            }
        }
        let what = if quote == '`' { "name" } else { "text" };
        let message = format!("the {what} that starts here never ends");
        let span = Span::new(self.at, self.at + 1);
        let help = match quote {
            '`' => "close the name with a backtick".to_owned(),
            _ => format!("close it with `{quote}`; within the text, write `\\{quote}`"),
        };
        Err(StaticError::new("UnexpectedSyntax", span, message).label("opened here").help(help))
    }

    fn parameter(&mut self) -> Result<(), StaticError> {
        let rest = self.rest().get(1..).unwrap_or("");
        let name = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if name == 0 && !rest.starts_with('`') {
            let span = Span::new(self.at, self.at + 1);
            let error = StaticError::new("UnexpectedSyntax", span, "`$` without a name");
            return Err(error.help("name the parameter, as in `$since`"));
        }
        self.push(TokenKind::Parameter, name + 1);
        Ok(())
    }

    fn number(&mut self) -> Result<(), StaticError> {
        let length = literals::number_length(self.rest());
        let before = self.tokens.last().map_or("", |token| self.slice(token.span));
        let span = self.push(TokenKind::Number, length);
        if matches!(before, "{" | ",") && self.rest().trim_start().starts_with(':') {
            let message = format!("a key can't start with a digit: `{}`", self.slice(span));
            let error = StaticError::new("UnexpectedSyntax", span, message);
            return Err(error.help("put the key in backticks"));
        }
        literals::check_number(self.text, span)
    }

    fn word(&mut self) -> Result<(), StaticError> {
        let rest = self.rest();
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let named = self.tokens.last().is_some_and(|t| matches!(self.slice(t.span), "." | ":"));
        let span = self.push(TokenKind::Word, length);
        let key = rest.get(length..).unwrap_or("").trim_start().starts_with(':');
        if word.eq_ignore_ascii_case("case") && !named && !key {
            return self.open("case", span);
        }
        let in_case = self.open.last().is_some_and(|open| open.text == "case");
        if in_case && word.eq_ignore_ascii_case("end") && !named {
            self.open.pop();
        }
        Ok(())
    }

    fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    fn open(&mut self, text: &'t str, span: Span) -> Result<(), StaticError> {
        self.open.push(Open { text, span });
        if self.open.len() <= MAX_NESTING {
            return Ok(());
        }
        Err(too_deep(span))
    }

    fn close(&mut self, span: Span) -> Result<(), StaticError> {
        let close = self.slice(span);
        match self.open.pop() {
            Some(open) if open.text != "case" && closer(open.text) == close => Ok(()),
            Some(Open { text: "case", span }) => Err(unclosed("CASE", "END", span)),
            Some(open) => {
                let message = format!("`{}` is closed by `{close}`", open.text);
                Err(StaticError::new("UnexpectedSyntax", open.span, message)
                    .label("opened here")
                    .help(format!("write `{}` before that `{close}`", closer(open.text))))
            }
            None => {
                let message = format!("`{close}` closes nothing");
                Err(StaticError::new("UnexpectedSyntax", span, message)
                    .help("remove it, or add the bracket that it should close"))
            }
        }
    }

    fn symbol(&mut self, next: char) -> Result<(), StaticError> {
        let two = self.rest().get(..2).unwrap_or("");
        let foreign = match two {
            "==" => Some((&["="][..], "equality is written `=`")),
            "!=" => Some((&["<>"][..], "inequality is written `<>`")),
            "&&" => Some((&["AND"][..], "both conditions are joined by `AND`")),
            "||" => {
                Some((&["OR", "+"][..], "conditions are joined by `OR`, texts and lists by `+`"))
            }
            _ => None,
        };
        if let Some((mend, why)) = foreign {
            let span = Span::new(self.at, self.at + 2);
            let message = format!("`{two}` is no operator here");
            return Err(StaticError::new("UnexpectedSyntax", span, message)
                .help(why)
                .candidates(mend.iter().map(|it| (*it).to_owned()).collect()));
        }
        match two {
            "<>" | "<=" | ">=" | "=~" | "->" | "<-" | ".." => {
                self.push(TokenKind::Symbol, 2);
                return Ok(());
            }
            _ => {}
        }
        if !"()[]{}<>=+-*/%^.,:;|&!".contains(next) {
            return Err(self.stranger(next));
        }
        let span = self.push(TokenKind::Symbol, next.len_utf8());
        match next {
            '(' | '[' | '{' => self.open(self.slice(span), span),
            ')' | ']' | '}' => self.close(span),
            _ => Ok(()),
        }
    }

    fn stranger(&self, c: char) -> StaticError {
        let span = Span::new(self.at, self.at + c.len_utf8());
        let code = if c.is_ascii() { "UnexpectedSyntax" } else { "InvalidUnicodeCharacter" };
        let message = format!("`{}` has no meaning here", c.escape_debug());
        let help = match c {
            '\u{2010}'..='\u{2015}' | '−' => "write the minus sign of the keyboard, `-`",
            '‘' | '’' | '“' | '”' | '「' | '」' => {
                "write text in straight quotes, `'…'` or `\"…\"`"
            }
            '（' | '）' | '，' | '：' | '；' | '＝' => "write the half-width character",
            '≠' => "inequality is written `<>`",
            '≤' => "write `<=`",
            '≥' => "write `>=`",
            '@' | '#' | '~' | '?' | '\\' => "put a name with such a character in backticks",
            _ => "remove it, or put the name that it belongs to in backticks",
        };
        StaticError::new(code, span, message).help(help)
    }
}

/// The refusal of a text that nests too deep.
pub(super) fn too_deep(span: Span) -> StaticError {
    let message = format!("nested too deep: more than {MAX_NESTING} brackets within one another");
    StaticError::new("NestingTooDeep", span, message)
        .help("split the query with `WITH`, or pass the value as a parameter")
}
