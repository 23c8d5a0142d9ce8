//! What people type who come from other query languages, and what is asked here in its place.
//!
//! It is looked at only where a phrase has not been understood, so no phrase changes its meaning by it.

mod select;
mod spoken;

use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::MAX_LENGTH;

/// A statement of another language: the words that begin it, what is wrong with it, and the mend.
struct Statement {
    words: &'static [&'static str],
    /// What is wrong, behind the word in backticks.
    message: &'static str,
    help: &'static str,
}

const READS: &str = "this language only reads";
const CLASSES: &str = "there are no tables: what is asked for are classes";
const SCHEMA: &str = "`schema` lists the classes, roles and words; `.classes` of the shell counts them; `show NAME` shows one thing";
const PATTERN: &str = "a pattern query begins with `MATCH`, `UNWIND`, `WITH` or `RETURN`";

const STATEMENTS: &[Statement] = &[
    Statement {
        words: &[
            "create", "merge", "insert", "update", "delete", "detach", "remove", "drop", "alter",
            "truncate", "replace", "upsert",
        ],
        message: READS,
        help: "write the facts into a chronicle, a line an event, and open that: `nenpyo --data FILE`, or `.open FILE` in the shell",
    },
    Statement {
        words: &["begin", "commit", "rollback", "grant", "revoke", "vacuum", "analyze"],
        message: READS,
        help: "ask for something, as in `all awards to companies in the park`",
    },
    Statement { words: &["describe", "desc", "pragma"], message: CLASSES, help: SCHEMA },
    Statement {
        words: &["summarize"],
        message: "no such command",
        help: "ask for counts, as in `how many events per kind`",
    },
    Statement {
        words: &["explain", "profile"],
        message: "a command, no part of a phrase",
        help: "write `nenpyo explain \"PHRASE\"`, or `.explain PHRASE` in the shell",
    },
    Statement {
        words: &["call", "load", "use", "foreach"],
        message: PATTERN,
        help: "procedures, files and other graphs are not to be had in a query",
    },
    Statement {
        words: &["filter", "let"],
        message: PATTERN,
        help: "write `WITH *, … AS name`, or `WITH * WHERE …`",
    },
];

/// Words within a phrase, and what stands in their place.
const WITHIN: &[(&str, &str, &str, &str)] = &[
    ("group by", "rows are grouped by `per`", "as in `how many awards per month`", "per"),
    ("order by", "rows are sorted by `sorted by`", "as in `awards sorted by date`", "sorted by"),
    ("having", "groups are picked by `with`", "as in `companies with at least 2 awards`", "with"),
    (
        "where",
        "conditions follow the noun, without `where`",
        "as in `awards to companies since 2016`; properties are compared in a pattern query: `MATCH (a:Award) WHERE a.date >= '2016' RETURN a`",
        "",
    ),
    (
        "like",
        "a phrase takes names as they are",
        "parts of texts are looked for in a pattern query: `MATCH (a:Award) WHERE a.name CONTAINS 'x' RETURN a`",
        "",
    ),
    (
        "join",
        "things are joined by the words between them",
        "as in `awards to companies in the park`",
        "",
    ),
];

/// The error of a phrase, or where the phrase is of another language, what is asked here in its place.
pub(super) fn instead(text: &str, catalog: &Catalog, error: Diagnostic) -> Diagnostic {
    if text.len() > MAX_LENGTH {
        return error;
    }
    let found = select::statement(text, catalog)
        .or_else(|| statement(text, &error))
        .or_else(|| tables(text))
        .or_else(|| loop_of(text))
        .or_else(|| limit(text, catalog, &error))
        .or_else(|| within(text, &error))
        .or_else(|| spoken::instead(text, &error))
        .or_else(|| character(text, &error));
    found.unwrap_or(error)
}

/// The words of a text outside quotation marks.
fn words(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let (mut quote, mut start) = (None, None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '_';
        if quote.is_none() && inside {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            found.push((Span::new(start, at), text.get(start..at).unwrap_or_default()));
        }
        quote = match quote {
            Some(open) if open == c => None,
            None if matches!(c, '"' | '\'') => Some(c),
            open => open,
        };
    }
    found
}

fn is(word: &str, wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted)
}

fn statement(text: &str, error: &Diagnostic) -> Option<Diagnostic> {
    let (span, first) = *words(text).first()?;
    let named = |statement: &&Statement| statement.words.iter().any(|word| is(first, word));
    let found = STATEMENTS.iter().find(named)?;
    // What was read past this word is a phrase with another mistake, unless it holds what no phrase has.
    let early = error.span.start <= span.end || text.contains(['*', '=', '(', '{']);
    let message = format!("`{}`: {}", first.to_uppercase(), found.message);
    early.then(|| Diagnostic::error(span, message).help(found.help))
}

fn tables(text: &str) -> Option<Diagnostic> {
    const LISTED: [&str; 10] = [
        "tables",
        "databases",
        "schemas",
        "schema",
        "columns",
        "labels",
        "indexes",
        "functions",
        "views",
        "constraints",
    ];
    let words = words(text);
    let all = words.iter().filter(|(_, word)| !is(word, "all")).collect::<Vec<_>>();
    let [(first, show), (second, listed)] = all.as_slice() else { return None };
    let fits = is(show, "show") && LISTED.iter().any(|word| is(listed, word));
    fits.then(|| Diagnostic::error(first.join(*second), CLASSES).help(SCHEMA))
}

/// `FOR x IN list RETURN x`.
fn loop_of(text: &str) -> Option<Diagnostic> {
    let words = words(text);
    let [(span, first), (_, name), (_, link), ..] = words.as_slice() else { return None };
    let fits = is(first, "for") && is(link, "in") && text.contains('[');
    let help = format!("write `UNWIND list AS {name} RETURN {name}`");
    fits.then(|| Diagnostic::error(*span, format!("`FOR`: {PATTERN}")).help(help))
}

/// `awards limit 5`.
fn limit(text: &str, catalog: &Catalog, error: &Diagnostic) -> Option<Diagnostic> {
    let words = words(text);
    let at = words.iter().position(|(_, word)| is(word, "limit"))?;
    let ((span, _), (last, number)) = (*words.get(at)?, *words.get(at + 1)?);
    if error.span.start > last.end || number.parse::<u64>().is_err() {
        return None;
    }
    let (before, after) = (text.get(..span.start)?.trim(), text.get(last.end..)?);
    let rows = before.strip_prefix("all ").unwrap_or(before);
    let asked = format!("first {number} {rows}{after}");
    let candidates = understood(vec![asked], catalog);
    let error = Diagnostic::error(
        Span::new(0, text.len()),
        "rows are limited by `first`, `latest` or `top`",
    );
    let help = "as in `latest 3 awards`, or `top 5 companies by awards`";
    Some(error.help(help).candidates(candidates))
}

fn within(text: &str, error: &Diagnostic) -> Option<Diagnostic> {
    let words = words(text);
    let at = |index: usize, wanted: &str| {
        let mut parts = wanted.split(' ').zip(words.get(index..).unwrap_or_default());
        let count = wanted.split(' ').count();
        let fits = words.len() >= index + count && parts.all(|(part, (_, word))| is(word, part));
        fits.then(|| words.get(index..index + count)).flatten()
    };
    for index in 1..words.len() {
        for (word, message, help, instead) in WITHIN {
            let Some(found @ [(first, _), ..]) = at(index, word) else { continue };
            let span = found.iter().fold(*first, |span, (next, _)| span.join(*next));
            if error.span.end < span.start {
                continue;
            }
            let candidates = if instead.is_empty() { vec![] } else { vec![(*instead).to_owned()] };
            return Some(Diagnostic::error(span, *message).help(*help).candidates(candidates));
        }
    }
    None
}

/// A character that other languages use.
fn character(text: &str, error: &Diagnostic) -> Option<Diagnostic> {
    let rest = text.get(error.span.start..)?;
    let found = |message: &str, help: &str| {
        Some(Diagnostic {
            message: message.to_owned(),
            help: Some(help.to_owned()),
            ..error.clone()
        })
    };
    match rest.chars().next()? {
        '=' | '<' | '>' | '!' => found(
            "a phrase compares in words, not by signs",
            "as in `awards after 2016`, `funding over 100 million CNY`, `companies with at least 2 awards`",
        ),
        '\'' => {
            let end = rest.get(1..)?.find('\'')? + 1;
            let name = rest.get(1..end)?;
            let span = Span::new(error.span.start, error.span.start + end + 1);
            let error = Diagnostic::error(span, "a name stands in double quotation marks");
            let help = "single ones are apostrophes in a phrase";
            Some(error.help(help).candidates(vec![format!("\"{name}\"")]))
        }
        '*' if text.to_lowercase().contains("count") => found(
            "a phrase counts by `how many`",
            "as in `how many awards`, or `how many awards per month`",
        ),
        '*' => found(
            "`*` stands for nothing in a phrase",
            "name what is asked for, as in `all awards`",
        ),
        _ => None,
    }
}

/// Those phrases that are understood.
fn understood(mut phrases: Vec<String>, catalog: &Catalog) -> Vec<String> {
    phrases.retain(|phrase| super::question::read(phrase, catalog).is_ok());
    phrases
}
