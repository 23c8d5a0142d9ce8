//! Keywords, labels, types, properties, functions and names of a pattern query.

use super::Candidate;
use super::phrase;
use nenpyo::Store;
use nenpyo::diagnostic::visible;
use nenpyo::functions::{all, all_aggregates};
use nenpyo::syntax::pattern::{KEYWORDS, Lexed, TokenKind, lex, needs_quotes};

/// What may stand at the end of a pattern query.
pub fn candidates(line: &str, store: &Store, lang: &str) -> Vec<Candidate> {
    let Lexed { tokens, .. } = lex(line);
    let end = tokens.last().map_or(0, |token| token.span.end);
    let rest = line.get(end..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    if let Some(text) = rest.trim_start().strip_prefix(['\'', '"']) {
        return in_text(text, end + blank + 1, store, lang);
    }
    let word = tokens.last().filter(|token| token.kind == TokenKind::Word && rest.is_empty());
    let start = word.map_or(line.len(), |token| token.span.start);
    let typed = line.get(start..).unwrap_or_default();
    let before = line.get(..start).unwrap_or_default();
    let graph = store.graph();
    match before.trim_end().chars().next_back() {
        Some(':' | '|' | '&') if in_edge(before) => named(typed, start, graph.types(), "type"),
        Some(':' | '|' | '&') => named(typed, start, graph.labels(), "label"),
        Some('.') => named(typed, start, graph.keys(), "property"),
        _ => words(typed, start),
    }
}

/// Keywords that a query may begin with.
pub fn first_keywords(typed: &str) -> Vec<Candidate> {
    let first = ["MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"];
    keywords(typed, 0, &first)
}

/// Whether the last bracket that is open is that of an edge.
fn in_edge(before: &str) -> bool {
    before.rfind('[') > before.rfind(['(', ']'])
}

/// Names of entities and events within quotation marks.
fn in_text(typed: &str, start: usize, store: &Store, lang: &str) -> Vec<Candidate> {
    let mut found = phrase::names(typed, store, lang);
    for candidate in &mut found {
        let bare = candidate.text.trim_matches(['"', '「', '」']);
        candidate.text = bare.replace('\\', "\\\\").replace('\'', "\\'");
        candidate.start = start;
        candidate.space = false;
    }
    found
}

fn named<'g>(
    typed: &str,
    start: usize,
    known: impl Iterator<Item = &'g str>,
    about: &str,
) -> Vec<Candidate> {
    let low = typed.to_lowercase();
    let shows = |name: &&str| visible(name) == *name && *name != typed;
    let begun = known.filter(|name| name.to_lowercase().starts_with(&low)).filter(shows);
    let written = |name: &str| match needs_quotes(name) {
        true => format!("`{}`", name.replace('`', "``")),
        false => name.to_owned(),
    };
    let mut found: Vec<Candidate> = begun
        .map(|name| Candidate { space: false, ..Candidate::new(start, written(name), about) })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}

/// Keywords and functions.
fn words(typed: &str, start: usize) -> Vec<Candidate> {
    let mut found = keywords(typed, start, &KEYWORDS);
    if typed.is_empty() {
        return found;
    }
    let low = typed.to_lowercase();
    let functions = all().map(|function| (function.name, function.doc));
    let aggregates = all_aggregates().map(|function| (function.name, function.doc));
    let begun =
        functions.chain(aggregates).filter(|(name, _)| name.to_lowercase().starts_with(&low));
    found.extend(begun.map(|(name, doc)| Candidate {
        space: false,
        ..Candidate::new(start, format!("{name}("), doc)
    }));
    found
}

fn keywords(typed: &str, start: usize, known: &[&str]) -> Vec<Candidate> {
    let upper = typed.to_uppercase();
    let begun = known.iter().filter(|word| word.starts_with(&upper) && **word != typed);
    begun.map(|word| Candidate::new(start, *word, "keyword")).collect()
}
