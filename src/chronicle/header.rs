//! How the statement of an entity or event begins: date, class, id.

use super::check::{fault, unknown};
use super::cursor::{Cursor, split_mark};
use super::facts::{EVENT, class_fault};
use super::id;
use super::lex::{Kind, Token};
use super::misplaced::misplaced;
use super::relative::{OpenRelative, throughout, time_relation};
use super::statement::Statement;
use super::vocabulary::KEYWORDS;
use crate::catalog::{Entry, Lexicon, Sense, fold, nearest};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Certainty;
use crate::ontology::Ontology;
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How far behind the beginning of a statement the class of an event is looked for.
const MOST_WORDS_OF_A_DATE: usize = 6;

/// The vocabulary and its words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub ontology: &'a Ontology,
    pub lexicon: &'a Lexicon,
}

/// The beginning of a statement, as far as it could be read.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// The date of an event.
    pub date: Option<Date>,
    /// Its dates by other events.
    pub relative: Vec<OpenRelative<'a>>,
    /// Id of the class.
    pub class: String,
    /// How the item itself is known.
    pub certainty: Certainty,
    /// The id as written.
    pub id: Option<String>,
    /// Where the id stands, or else the class.
    pub at: Span,
    /// How many tokens it has.
    pub length: usize,
}

impl Header<'_> {
    /// Whether it begins an event: it has a date.
    pub(super) fn is_event(&self) -> bool {
        self.date.is_some() || !self.relative.is_empty()
    }
}

impl<'a> Words<'a> {
    /// Reads the beginning of an entity or event.
    pub(super) fn header<'s>(self, statement: &'s Statement) -> Result<Header<'s>, Diagnostic> {
        let mut cursor = Cursor::new(&statement.tokens);
        let mut relative = Vec::new();
        if self.classes(&cursor_text(&cursor)).is_empty() {
            read_relations(&mut cursor, &mut relative)?;
        }
        let date = self.date(&mut cursor)?;
        if date.is_some() {
            read_relations(&mut cursor, &mut relative)?;
        }
        let dated = date.is_some() || !relative.is_empty();
        let (class, certainty) = self.class(&mut cursor, dated)?;
        let class_at = cursor.before();
        if let Some(mut finding) = class_fault(self.ontology, &class, dated) {
            finding.span = class_at;
            return Err(finding);
        }
        let id =
            if dated { self.event_id(&mut cursor) } else { Some(entity_id(&mut cursor, &class)?) };
        let at = id.map_or(class_at, |token| token.span);
        if let Some(token) = id
            && let Some(fault) = id::fault(&token.text)
        {
            let message = format!("`{}` {fault}", token.text);
            return Err(Diagnostic::error(at, message).help("choose another id, as in `n360`"));
        }
        let id = id.map(|token| token.text.clone());
        let length = cursor.position();
        Ok(Header { date, relative, class, certainty, id, at, length })
    }

    fn date(self, cursor: &mut Cursor) -> Result<Option<Date>, Diagnostic> {
        if let Some(date) = throughout(cursor)? {
            return Ok(Some(date));
        }
        let Some(token) = cursor.peek().filter(|token| token.kind == Kind::Word) else {
            return Ok(None);
        };
        if let Some(date) = id::date(&token.text) {
            cursor.skip(1);
            return Ok(Some(date));
        }
        if looks_like_date(&token.text)
            && !token.text.starts_with("//")
            && self.classes(token.text.trim_end_matches('?')).is_empty()
            && let Err(error) = Date::parse(&token.text)
        {
            return Err(
                misplaced(cursor, false).unwrap_or_else(|| error.to_diagnostic(token.span.start))
            );
        }
        Ok(None)
    }

    /// The ids of the classes that a word names; one only where the word is an id.
    fn classes(self, word: &str) -> BTreeSet<String> {
        if self.ontology.classes.contains_key(word) {
            return BTreeSet::from([word.to_owned()]);
        }
        let entries = self.lexicon.lookup(&fold(word)).iter();
        entries
            .filter_map(|e| if let Sense::Class(id) = &e.sense { Some(id.clone()) } else { None })
            .collect()
    }

    fn class(self, cursor: &mut Cursor, dated: bool) -> Result<(String, Certainty), Diagnostic> {
        let form = if dated { "DATE CLASS \"Title\"" } else { "CLASS ID \"Label\"" };
        let token = match cursor.peek() {
            Some(token) if matches!(token.kind, Kind::Word | Kind::Text) => token,
            Some(token) if token.kind == Kind::Comma => {
                let place = if dated { "behind a date" } else { "before a statement" };
                let message = format!("no comma stands {place}");
                return Err(Diagnostic::error(token.span, message).help("leave the comma out"));
            }
            _ => {
                let what = if dated { "behind the date" } else { "here" };
                return Err(Diagnostic::error(cursor.here(), format!("a class is missing {what}"))
                    .help(format!("write `{form}`")));
            }
        };
        let (word, certainty) = split_mark(token)?;
        let mut classes = self.classes(word);
        if classes.len() > 1 {
            classes.retain(|class| class_fault(self.ontology, class, dated).is_none());
        }
        match (classes.len(), classes.pop_first()) {
            (1, Some(class)) => {
                cursor.skip(1);
                Ok((class, certainty))
            }
            (_, Some(first)) => {
                let message = format!("`{word}` names several classes");
                let candidates = std::iter::once(first).chain(classes).collect();
                Err(Diagnostic::error(token.span, message)
                    .help("write the id of one")
                    .candidates(candidates))
            }
            _ => Err(misplaced(cursor, dated).unwrap_or_else(|| {
                let finding = self.unknown_class(token, word, dated, form);
                let word_alone = !dated && token.kind == Kind::Word;
                match word_alone && finding.candidates.is_empty() && self.names_event(cursor) {
                    true => no_date(token, word),
                    false => finding,
                }
            })),
        }
    }

    fn unknown_class(self, token: &Token, word: &str, dated: bool, form: &str) -> Diagnostic {
        let events = |id: &str| self.ontology.is_a(id, EVENT);
        let wanted = |entry: &Entry| {
            !entry.plural && matches!(&entry.sense, Sense::Class(id) if events(id) == dated)
        };
        let mut near = self.lexicon.nearest(word, wanted);
        if !dated && token.kind == Kind::Word {
            near.extend(nearest(word, KEYWORDS.into_iter().chain(["source"]), 1));
        }
        let quoted = token.kind == Kind::Text && near.is_empty();
        let mut finding = if quoted {
            fault("a class is missing before this text").help(format!("write `{form}`"))
        } else {
            unknown("class", word, near)
        };
        finding.span = token.span;
        finding
    }

    /// Whether a class of events stands behind the next word.
    fn names_event(self, cursor: &Cursor) -> bool {
        let is_event = |class: &String| self.ontology.is_a(class, EVENT);
        let words = (1..=MOST_WORDS_OF_A_DATE).map_while(|ahead| cursor.peek_at(ahead));
        let mut words = words.take_while(|token| token.kind == Kind::Word);
        words.any(|token| self.classes(token.text.trim_end_matches('?')).iter().any(is_event))
    }

    /// The id of an event, which may be missing: `id ID`, or a word that is the head of no part.
    fn event_id<'t>(self, cursor: &mut Cursor<'t>) -> Option<&'t Token> {
        let word = cursor.peek().filter(|token| token.kind == Kind::Word)?;
        if word.text == "id" && cursor.is_at(1, Kind::Word) {
            cursor.skip(2);
            return cursor.peek_back();
        }
        if self.is_head(cursor) {
            return None;
        }
        cursor.next()
    }
}

fn entity_id<'t>(cursor: &mut Cursor<'t>, class: &str) -> Result<&'t Token, Diagnostic> {
    let message = format!("this {class} has no id");
    cursor.word(&message, &format!("write `{class} ID \"Label\"`"))
}

/// A word in front of a class of events that is no date.
fn no_date(token: &Token, word: &str) -> Diagnostic {
    Diagnostic::error(token.span, format!("`{word}` is no class, and no date")).help(
        "an event begins with its date, as in `2017-03 award`, or with `after`, `before`, `during`, `same day as`, \
         `2 months after` or `within 2 months of` another event",
    )
}

fn looks_like_date(word: &str) -> bool {
    id::is_numeric(word) || word.starts_with(['.', '/'])
}

/// The ids that events have by their first citation: `dlhitech:4.3`, then `dlhitech:4.3/2`, whether or not the ones
/// before have an id of their own.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    count: BTreeMap<String, usize>,
}

impl Numbering {
    /// The id that the next event has by this citation.
    pub(super) fn next(&mut self, source: &str, at: &str) -> Option<String> {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':');
        let at: String = at.chars().map(|c| if inside(c) { c } else { '-' }).collect();
        let base = if at.is_empty() { source.to_owned() } else { format!("{source}:{at}") };
        let base = base.trim_end_matches(['-', '.', '/', ':']).to_owned();
        let count = self.count.entry(base.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { base } else { format!("{base}/{count}") };
        id::fault(&id).is_none().then_some(id)
    }
}

/// Source and place of a citation as written in its brackets.
pub(super) fn split_citation(text: &str) -> (&str, &str) {
    let (source, at) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (source, at.trim())
}

/// All relative dates that stand here.
fn read_relations<'a>(
    cursor: &mut Cursor<'a>,
    relative: &mut Vec<OpenRelative<'a>>,
) -> Result<(), Diagnostic> {
    while let Some(found) = time_relation(cursor)? {
        relative.push(found);
    }
    Ok(())
}

/// The next token, as written.
fn cursor_text(cursor: &Cursor) -> String {
    cursor.peek().map_or(String::new(), |token| token.text.clone())
}
