//! `SELECT … FROM …` of one table: the phrase, or else the pattern query, that asks the same.

use super::{is, understood};
use crate::bind::pattern::bind;
use crate::catalog::{Catalog, Sense, fold, plural};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::node_label;
use crate::syntax::pattern::{KEYWORDS, TokenKind, lex, like, parse};

const HELP: &str = "a phrase names what is asked for, as `all awards to companies in the park`; a pattern query says it formally, as `MATCH (c:Company) RETURN c.name`";

/// The clauses of a `SELECT`, in their order there; each with the tokens behind it.
const CLAUSES: [&str; 9] =
    ["select", "from", "where", "group", "having", "order", "limit", "offset", "as"];

/// A token of the text, and what it is.
type Piece<'t> = (TokenKind, &'t str);

struct Select<'t> {
    pieces: Vec<Piece<'t>>,
    /// Where each clause begins, and its number in [`CLAUSES`].
    clauses: Vec<(usize, usize)>,
}

/// What is said of a text that begins with `SELECT`; nothing of another.
pub(super) fn statement(text: &str, catalog: &Catalog) -> Option<Diagnostic> {
    let first = text.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next()?;
    if !is(first, "select") {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let candidates = Select::read(text).map_or(Vec::new(), |select| select.asked(catalog));
    let end = if candidates.is_empty() { start + first.len() } else { text.trim_end().len() };
    let error = Diagnostic::error(Span::new(start, end), "there is no `SELECT`");
    let help = if candidates.is_empty() { HELP } else { "ask in a phrase, or in a pattern query" };
    Some(error.help(help).candidates(candidates))
}

impl<'t> Select<'t> {
    /// A statement about one table; `None` for any other.
    fn read(text: &'t str) -> Option<Select<'t>> {
        let lexed = lex(text);
        let piece = |token: &crate::syntax::pattern::Token| {
            Some((token.kind, text.get(token.span.start..token.span.end)?))
        };
        let mut pieces: Vec<Piece<'t>> = lexed.tokens.iter().filter_map(piece).collect();
        let whole = lexed.tokens.last()?.span.end == text.trim_end().len() && !lexed.unfinished;
        if pieces.last().is_some_and(|(_, text)| *text == ";") {
            pieces.pop();
        }
        let number = |(at, (kind, word)): (usize, &Piece<'_>)| {
            let index = CLAUSES.iter().take(8).position(|clause| is(word, clause))?;
            (*kind == TokenKind::Word).then_some((at, index))
        };
        let clauses: Vec<(usize, usize)> = pieces.iter().enumerate().filter_map(number).collect();
        let in_order = clauses.windows(2).all(|two| matches!(two, [a, b] if a.1 < b.1));
        let simple = in_order && clauses.iter().all(|(_, clause)| *clause != 4);
        (whole && simple).then_some(Select { pieces, clauses })
    }

    /// What stands in a clause, without its keywords.
    fn clause(&self, clause: usize) -> &[Piece<'t>] {
        let Some(index) = self.clauses.iter().position(|(_, it)| *it == clause) else { return &[] };
        let from = self.clauses.get(index).map_or(0, |(at, _)| at + 1);
        let to = self.clauses.get(index + 1).map_or(self.pieces.len(), |(at, _)| *at);
        let inner = self.pieces.get(from..to).unwrap_or_default();
        match inner.split_first() {
            Some(((_, by), rest)) if is(by, "by") || is(by, "distinct") => rest,
            _ => inner,
        }
    }

    /// What asks the same, the plainest first.
    fn asked(&self, catalog: &Catalog) -> Vec<String> {
        let [(TokenKind::Word, table), rest @ ..] = self.clause(1) else { return Vec::new() };
        let alias = match rest {
            [] => None,
            [(_, alias)] | [(_, _), (_, alias)] if !rest.iter().any(|(_, it)| *it == ",") => {
                Some(*alias)
            }
            _ => return Vec::new(),
        };
        let entries = catalog.lexicon.lookup(&fold(&table.replace('_', " ")));
        let class = entries.iter().find_map(|entry| match &entry.sense {
            Sense::Class(class) => Some(class.clone()),
            _ => None,
        });
        let Some(class) = class else { return Vec::new() };
        let mut found = understood(self.phrase(table, catalog).into_iter().collect(), catalog);
        found.extend(
            self.pattern(&class, &[Some(*table), alias])
                .filter(|query| parse(query).is_ok_and(|tree| bind(&tree, None).is_ok())),
        );
        found.truncate(2);
        found
    }

    /// The phrase, where there are no conditions.
    fn phrase(&self, table: &str, catalog: &Catalog) -> Option<String> {
        let text = |clause: usize| {
            self.clause(clause).iter().map(|(_, text)| *text).collect::<String>().to_lowercase()
        };
        if [2, 5, 7].iter().any(|clause| !self.clause(*clause).is_empty()) {
            return None;
        }
        let (items, group, limit) = (text(0), text(3), text(6));
        let noun = many(&table.to_lowercase(), catalog);
        let counts = ["count(*)", "count(1)", "count(id)"];
        let counted = counts.iter().any(|count| items == *count);
        let grouped = counts.iter().any(|count| {
            items == format!("{group},{count}") || items == format!("{count},{group}")
        });
        match (group.as_str(), limit.as_str()) {
            ("", "") if counted => Some(format!("how many {noun}")),
            (group, "") if !group.is_empty() && grouped => {
                Some(format!("how many {noun} per {group}"))
            }
            ("", "") if !items.contains('(') => Some(format!("all {noun}")),
            ("", limit) if !items.contains('(') => Some(format!("first {limit} {noun}")),
            _ => None,
        }
    }

    /// The pattern query.
    fn pattern(&self, class: &str, names: &[Option<&str>]) -> Option<String> {
        let variable = class.to_owned();
        let clause = |number: usize, before: &str| match self.clause(number) {
            [] => String::new(),
            pieces => format!(" {before} {}", columns(pieces, &variable, names)),
        };
        let distinct = self.pieces.get(1).is_some_and(|(_, word)| is(word, "distinct"));
        let items = match self.clause(0) {
            [(_, "*")] => variable.clone(),
            pieces => columns(pieces, &variable, names),
        };
        let distinct = if distinct { "DISTINCT " } else { "" };
        Some(format!(
            "MATCH ({variable}:{}){} RETURN {distinct}{items}{}{}{}",
            node_label(class),
            clause(2, "WHERE"),
            clause(5, "ORDER BY"),
            clause(7, "SKIP"),
            clause(6, "LIMIT"),
        ))
    }
}

/// Words before brackets that they do not call.
const CLOSED: [&str; 5] = ["and", "or", "not", "in", "by"];

/// Tokens as text, with the variable before each column.
fn columns(pieces: &[Piece<'_>], variable: &str, names: &[Option<&str>]) -> String {
    let named = |word: &str| names.iter().flatten().any(|name| is(word, name));
    let mut out = String::new();
    let mut tested = None;
    for (index, (kind, text)) in pieces.iter().enumerate() {
        if tested == Some(index) {
            continue;
        }
        let at = |index: Option<usize>| index.and_then(|it| pieces.get(it)).map_or("", |it| it.1);
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let test = is(text, "like").then(|| like(after)).flatten();
        tested = test.as_ref().map(|_| index + 1).or(tested);
        let column = *kind == TokenKind::Word
            && !KEYWORDS.iter().any(|keyword| is(text, keyword))
            && !is(before, "as")
            && before != "."
            && after != "(";
        let shown = match column {
            _ if test.is_some() => test.unwrap_or_default(),
            true if after == "." && named(text) => variable.to_owned(),
            true => format!("{variable}.{text}"),
            false => (*text).to_owned(),
        };
        let called = *text == "(" && !CLOSED.iter().any(|word| is(before, word));
        let tight = matches!(*text, "," | ")" | ".") || called;
        if !out.is_empty() && !tight && !matches!(before, "(" | ".") {
            out.push(' ');
        }
        out += &shown;
    }
    out
}

/// A noun for several; as it is where it is no English singular.
fn many(noun: &str, catalog: &Catalog) -> String {
    let entries = catalog.lexicon.lookup(&fold(noun));
    if entries.is_empty()
        || entries.iter().any(|entry| entry.plural || !matches!(&*entry.lang, "en" | "und"))
    {
        return noun.to_owned();
    }
    let class = entries.iter().find_map(|entry| catalog.ontology.classes.get(entry.sense.id()));
    let words = class.map_or(&[][..], |class| class.words.as_slice());
    let word = words.iter().find(|word| word.lang == "en" && fold(&word.form) == fold(noun));
    word.and_then(|word| word.plural.clone()).unwrap_or_else(|| plural(noun))
}
