//! Whether what is typed is whole, and what of it is asked for itself.

use super::commands::question;
use nenpyo::store::is_pattern;
use nenpyo::syntax::pattern::{Lexed, TokenKind, lex};
use reedline::{ValidationResult, Validator};
use std::time::Duration;

/// The clauses that may follow a `RETURN`.
const BEHIND_RETURN: [&str; 5] = ["ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"];

/// Keywords that something follows.
const GO_ON: [&str; 31] = [
    "AND", "AS", "BY", "CASE", "CONTAINS", "DISTINCT", "ELSE", "ENDS", "IN", "IS", "LIMIT",
    "MATCH", "NOT", "OFFSET", "OPTIONAL", "OR", "ORDER", "RETURN", "SKIP", "STARTS", "THEN",
    "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD", "FILTER", "LET", "FOR",
];

/// Signs that something follows.
const OPERATORS: [&str; 19] = [
    ",", "=", "<>", "<", ">", "<=", ">=", "=~", "+", "-", "/", "%", "^", ".", ":", "|", "&", "->",
    "<-",
];

/// A pattern query goes on while something is open in it, or it returns nothing yet, or its last word or sign wants
/// something behind it, or more lines wait that were pasted. An empty line ends it in any case.
pub struct Whole;

impl Validator for Whole {
    fn validate(&self, text: &str) -> ValidationResult {
        let asked = questions(&text.lines().collect::<Vec<_>>());
        let whole = text.ends_with('\n') || asked.last().is_none_or(|(_, last)| is_whole(last));
        match whole && !(asks_pattern(text) && more_waits()) {
            true => ValidationResult::Complete,
            false => ValidationResult::Incomplete,
        }
    }
}

/// Whether more keys wait already: lines are being pasted into a terminal that does not mark them as such.
fn more_waits() -> bool {
    crossterm::event::poll(Duration::ZERO).unwrap_or(false)
}

/// Whether a line asks a pattern query, perhaps behind a command.
pub fn asks_pattern(line: &str) -> bool {
    is_pattern(asked(line))
}

/// The question that a line holds, without the command before it.
fn asked(line: &str) -> &str {
    let text = line.trim_start();
    question(text).and_then(|start| text.get(start..)).unwrap_or_default()
}

/// Whether a question is whole; a phrase always is, and an empty line behind a pattern query ends it.
pub fn is_whole(line: &str) -> bool {
    let text = asked(line);
    if !is_pattern(text) || text.ends_with('\n') {
        return true;
    }
    let lexed = lex(text);
    let returns = words(text, &lexed).any(|word| word.eq_ignore_ascii_case("return"));
    !lexed.unfinished && (text.trim_end().ends_with(';') || (returns && !wants_more(text, &lexed)))
}

fn words<'t>(text: &'t str, lexed: &'t Lexed) -> impl Iterator<Item = &'t str> {
    let words = lexed.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    words.filter_map(|token| text.get(token.span.start..token.span.end))
}

/// Whether the end of a query cannot be its end. What stands behind a dot, a colon or `AS` is a name.
fn wants_more(text: &str, lexed: &Lexed) -> bool {
    let shown = |back: usize| {
        let token = lexed.tokens.len().checked_sub(back).and_then(|at| lexed.tokens.get(at))?;
        Some((token.kind, text.get(token.span.start..token.span.end)?))
    };
    let is_one = |word: &str, known: &[&str]| known.iter().any(|it| it.eq_ignore_ascii_case(word));
    let open = |word: &str| words(text, lexed).filter(|it| it.eq_ignore_ascii_case(word)).count();
    let named = shown(2).is_some_and(|(_, before)| is_one(before, &[".", ":", "|", "&", "AS"]));
    match shown(1) {
        Some((TokenKind::Word, word)) if !named && is_one(word, &GO_ON) => true,
        Some((TokenKind::Symbol, sign)) if OPERATORS.contains(&sign) => true,
        _ => open("CASE") > open("END"),
    }
}

/// The questions and commands that lines hold, each with the index of its first line. A pattern query goes on until it
/// is whole, and over lines that are indented or begin with a clause that may follow; a semicolon or an empty line ends
/// it.
pub fn questions(lines: &[&str]) -> Vec<(usize, String)> {
    let mut questions: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match questions.last_mut().filter(|(_, last)| open && (!is_whole(last) || goes_on(line))) {
            Some((_, last)) => {
                last.push('\n');
                last.push_str(line.trim_end());
            }
            None => questions.push((index, line.trim().to_owned())),
        }
        open = questions.last().is_some_and(|(_, last)| asks_pattern(last) && !last.ends_with(';'));
    }
    questions
}

/// Whether a line goes on with a pattern query that would be whole without it.
pub fn goes_on(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    line.starts_with([' ', '\t'])
        || BEHIND_RETURN.iter().any(|clause| word.eq_ignore_ascii_case(clause))
}

#[cfg(test)]
mod tests {
    use super::{is_whole, questions};

    #[test]
    fn pattern_queries_go_on_while_something_is_open() {
        for open in [
            "MATCH (a",
            "MATCH (a) RETURN {a: 1",
            "RETURN 'a",
            "MATCH (a)",
            "RETURN /* x",
            "MATCH (a) RETURN",
            "MATCH (a) RETURN a,",
            "MATCH (a) RETURN a ORDER BY",
            "MATCH (a) RETURN a.x +",
            "RETURN CASE WHEN true THEN 1",
            ".explain MATCH (a)",
        ] {
            assert!(!is_whole(open), "{open}");
            assert!(is_whole(&format!("{open}\n")), "an empty line ends {open}");
        }
        for whole in [
            "MATCH (a) RETURN a",
            "awards to (x",
            "RETURN 1)",
            "MATCH (a);",
            "",
            ".open \"x",
            "MATCH (a) RETURN *",
            "MATCH (a) RETURN count(*)",
            "MATCH (a) RETURN a.order",
            "MATCH (a) RETURN a AS limit",
            "RETURN CASE WHEN true THEN 1 END",
            ".explain MATCH (a) RETURN a",
            ".timer",
        ] {
            assert!(is_whole(whole), "{whole}");
        }
    }

    #[test]
    fn pattern_queries_may_have_several_lines() {
        let text = "awards\n  visits\n\nMATCH (a)\nRETURN a\nORDER BY a\nMATCH (b) RETURN b\n  LIMIT 1\n\
                    awards\nMATCH (c)\n\n.mode csv\nRETURN 1;\n.explain MATCH (d)\nRETURN\nd";
        let found = questions(&text.lines().collect::<Vec<_>>());
        let found: Vec<String> = found
            .iter()
            .map(|(line, text)| format!("{line} {}", text.replace('\n', "/")))
            .collect();
        assert_eq!(
            found,
            [
                "0 awards",
                "1 visits",
                "3 MATCH (a)/RETURN a/ORDER BY a",
                "6 MATCH (b) RETURN b/  LIMIT 1",
                "8 awards",
                "9 MATCH (c)",
                "11 .mode csv",
                "12 RETURN 1;",
                "13 .explain MATCH (d)/RETURN/d",
            ]
        );
    }
}
