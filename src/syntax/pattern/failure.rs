//! Why the grammar refused a text, in words: what was found, what was expected, and the nearest keyword.

mod foreign;

pub(crate) use foreign::like;

use super::scan::{Token, TokenKind, too_deep};
use super::{Rule, words};
use crate::diagnostic::Span;
use crate::syntax::StaticError;
use pest::error::{Error, ErrorVariant, InputLocation};

/// What the visitors answer where the grammar gave them something that it cannot give.
pub(super) fn internal(text: &str) -> StaticError {
    let span = Span::new(0, text.len());
    StaticError::new("InternalError", span, "this query is read wrongly; please report it")
}

/// Turns the grammar's refusal into a finding of our own.
pub(super) fn explain(text: &str, tokens: &[Token], error: &Error<Rule>) -> StaticError {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return too_deep(Span::new(at, at));
    };
    let index = tokens.partition_point(|token| token.span.end <= at);
    let place = Place { text, tokens, index, expected: positives };
    match tokens.get(index) {
        None => place.ends_early(),
        Some(token) => place.unexpected(*token),
    }
}

struct Place<'a> {
    text: &'a str,
    tokens: &'a [Token],
    index: usize,
    expected: &'a [Rule],
}

impl Place<'_> {
    fn slice(&self, token: Token) -> &str {
        self.text.get(token.span.start..token.span.end).unwrap_or("")
    }

    fn token_before(&self, steps: usize) -> &str {
        let index = self.index.checked_sub(steps);
        index.and_then(|i| self.tokens.get(i)).map_or("", |token| self.slice(*token))
    }

    fn token_after(&self, steps: usize) -> &str {
        self.tokens.get(self.index + steps).map_or("", |token| self.slice(*token))
    }

    fn expectation(&self) -> Option<String> {
        let expression = self.expected.iter().any(|rule| words::begins_expression(*rule));
        let complete = self.expected.contains(&Rule::EOI);
        let goes_on = |rule: &Rule| words::goes_on(*rule) || complete && *rule == Rule::kw_as;
        let goes_on = self.expected.iter().all(goes_on);
        let mut all: Vec<&str> = if expression { vec!["an expression"] } else { Vec::new() };
        for rule in self.expected {
            let operand =
                expression && matches!(rule, Rule::map | Rule::variable | Rule::parameter);
            let words = words::describe(*rule);
            if !words.is_empty() && !all.contains(&words) && !operand {
                all.push(words);
            }
        }
        if goes_on && all.len() > 3 {
            return Some("expected a clause or the end of the query".to_owned());
        }
        // Where something definite is missing, what may go on is no help.
        if !goes_on {
            all.retain(|words| *words != "an operator" && *words != "a label");
        }
        let last = all.pop()?;
        match all.as_slice() {
            [] => Some(format!("expected {last}")),
            rest => Some(format!("expected {} or {last}", rest.join(", "))),
        }
    }

    fn refuse(&self, span: Span, message: String) -> StaticError {
        let error = StaticError::new("UnexpectedSyntax", span, message);
        match self.expectation() {
            Some(expectation) => error.label(expectation),
            None => error,
        }
    }

    fn ends_early(&self) -> StaticError {
        let end = self.tokens.last().map_or(0, |token| token.span.end);
        if end == 0 {
            let error = StaticError::new("UnexpectedSyntax", Span::new(0, 0), "the query is empty");
            return error.help("write for example `MATCH (n) RETURN n LIMIT 10`");
        }
        let error = self.refuse(Span::new(end, end), "the query ends too early".to_owned());
        match self.keyword_before() {
            Some(word) => error.help(format!("add what belongs after `{word}`")),
            None => error,
        }
    }

    fn keyword_before(&self) -> Option<String> {
        let word = self.tokens.last().map(|token| self.slice(*token))?;
        words::is_reserved(word).then(|| word.to_uppercase())
    }

    fn unexpected(&self, token: Token) -> StaticError {
        let found = self.slice(token);
        let word = token.kind == TokenKind::Word;
        let misspelt = || word.then(|| self.misspelt(token, found)).flatten();
        if let Some(error) = misspelt().or_else(|| self.foreign(token, found)) {
            return error;
        }
        let error = self.refuse(token.span, format!("unexpected `{}`", shorten(found)));
        match self.mend(token, found) {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// A keyword that is expected and nearly written: here, or just before, where it was read as a name.
    fn misspelt(&self, token: Token, found: &str) -> Option<StaticError> {
        if words::is_reserved(found) {
            return None;
        }
        let here = self.expected.iter().flat_map(|rule| words::keywords_of(*rule));
        let candidates = nearest_keywords(found, here);
        if candidates.is_empty() || foreign::is_foreign(found) {
            return None;
        }
        let exact = candidates.iter().any(|c| c.eq_ignore_ascii_case(found));
        (!exact).then(|| {
            self.refuse(token.span, format!("unexpected `{found}`")).candidates(candidates)
        })
    }

    fn mend(&self, token: Token, found: &str) -> Option<String> {
        if self.token_before(1).eq_ignore_ascii_case("of") {
            return Some("a date stands in quotes, as in `AS OF edtf('2017-06')`".to_owned());
        }
        let help = match token.kind {
            TokenKind::Symbol => self.mend_symbol(found)?,
            TokenKind::Text if self.token_before(1).eq_ignore_ascii_case("date") => {
                "a date is written `date('2017-01-01')` or `edtf('2017-01')`"
            }
            TokenKind::Text if self.token_before(1).eq_ignore_ascii_case("is") => {
                "values are compared by `=`; `IS NULL` asks whether there is one"
            }
            TokenKind::Text => "text in quotes is a value; names of things take backticks",
            TokenKind::Word => return self.mend_word(found),
            _ => return None,
        };
        Some(help.to_owned())
    }

    fn mend_symbol(&self, found: &str) -> Option<&'static str> {
        let before = self.token_before(1);
        let help = match (found, before) {
            ("{", "collect" | "COLLECT") => {
                "write a pattern comprehension, as in `[(a)-->(b) | b.name]`"
            }
            ("{", name) if !words::is_reserved(name) => {
                "a map of chosen properties is written out, as in `{name: n.name}`"
            }
            ("=", "=" | "<" | ">") => "an operator is written without spaces in it",
            ("!", _) => "negation is written `NOT`, inequality `<>`",
            (",", "," | "[" | "{" | "(") => "remove one comma",
            (",", _) if self.in_parenthesis_of("in") => {
                "a list stands in brackets, as in `x IN ['a', 'b']`"
            }
            (":", name) if self.expected == [Rule::equals] && !words::is_reserved(name) => {
                "a node stands in parentheses, as in `(a:Award)`"
            }
            (":", ":") => {
                "a value is converted by a function: `toInteger(x)`, `toFloat(x)` or `toString(x)`"
            }
            ("=", _) if self.expected == [Rule::colon] => "a map is written `{key: value}`",
            ("*", ".") => "write the properties that you want, or `properties(x)` for a map of all",
            (")" | "]" | "}", ",") => "remove the comma before it",
            ("->", ")") => "an edge is written `-->`, or `-[:TYPE]->`",
            (_, ";") => "write one query at a time",
            _ => return None,
        };
        Some(help)
    }

    /// Within `IN (`, with only simple values before.
    fn in_parenthesis_of(&self, keyword: &str) -> bool {
        let before = self.tokens.get(..self.index).unwrap_or_default();
        let open = before.iter().rposition(|token| self.slice(*token) == "(");
        let word = open.and_then(|open| open.checked_sub(1)).and_then(|at| before.get(at));
        word.is_some_and(|word| self.slice(*word).eq_ignore_ascii_case(keyword))
    }

    fn mend_word(&self, found: &str) -> Option<String> {
        let before = self.token_before(1);
        let after = self.token_after(1);
        let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
        let help = match before {
            ";" => "write one query at a time",
            _ if is(found, "OFFSET") || is(found, "SKIP") => {
                "`SKIP` and `OFFSET` stand before `LIMIT`"
            }
            _ if is(found, "NOT") && is(after, "IN") => {
                "negate the whole condition, as in `NOT x IN list`"
            }
            _ if is(found, "NOT") => "negate the whole condition, as in `NOT x STARTS WITH 'a'`",
            _ if is(found, "WHERE") => "`WHERE` follows `MATCH` or `WITH`: write `WITH * WHERE …`",
            _ if self.expected == [Rule::equals] => {
                return Some(format!("a node stands in parentheses, as in `({before})`"));
            }
            "(" | "[" | "," | ":" | "." if words::is_reserved(found) => {
                return Some(in_backticks(found));
            }
            _ if is(found, "AS") && self.in_parenthesis_of("cast") => {
                "a value is converted by a function: `toInteger(x)`, `toFloat(x)` or `toString(x)`"
            }
            _ if is(before, "AS") => return Some(in_backticks(found)),
            _ => return None,
        };
        Some(help.to_owned())
    }
}

fn in_backticks(word: &str) -> String {
    format!("to use `{word}` as a name, put it in backticks")
}

/// Keywords a few edits away: a name that merely resembles one is no misspelt keyword.
fn nearest_keywords<'a>(word: &str, keywords: impl Iterator<Item = &'a str>) -> Vec<String> {
    let word = word.to_uppercase();
    let limit = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = keywords
        .map(|keyword| (strsim::osa_distance(&word, keyword), keyword))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, keyword)| keyword.to_owned()).collect()
}

fn shorten(found: &str) -> String {
    if found.chars().count() <= 30 {
        return found.to_owned();
    }
    found.chars().take(27).chain("…".chars()).collect()
}
