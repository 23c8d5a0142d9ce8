//! What begins a part of an entity or event: the longest match in the vocabulary decides.

use super::cursor::Cursor;
use super::header::Words;
use super::id;
use super::language::{is_known_language, is_language};
use super::lex::{Kind, Token};
use crate::catalog::{Entry, Sense, fold, nearest};
use crate::diagnostic::Diagnostic;

/// What a part is.
#[derive(Debug)]
pub(super) enum Head {
    /// `note "…"`
    Note,
    /// Labels in a language; the length tells how many tokens name it.
    Labels { lang: String, length: usize },
    /// A measure, named by so many tokens.
    Amount { measure: String, length: usize },
    /// One of these relations, named by so many tokens.
    Link { relations: Vec<String>, length: usize },
}

/// Words that begin a part in every vocabulary.
pub(super) const PARTS: [&str; 3] = ["note", "aka", "label"];

/// An entry of the lexicon that the next tokens spell.
pub(super) struct Match<'a> {
    /// How many tokens spell it.
    pub length: usize,
    /// The entry.
    pub phrase: String,
    /// Its meanings.
    pub entries: &'a [Entry],
}

impl Match<'_> {
    /// The relations among its meanings.
    pub(super) fn relations(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|e| match &e.sense {
            Sense::Forward(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// The measures among its meanings.
    pub(super) fn measures(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|e| match &e.sense {
            Sense::MeasureForward(id) => Some(id.as_str()),
            _ => None,
        })
    }
}

impl<'a> Words<'a> {
    /// Whether the next word can begin a part of some class, so that it is no id.
    pub(super) fn is_head(self, cursor: &Cursor) -> bool {
        let Some(token) = cursor.peek() else { return false };
        let language = is_known_language(&token.text) && cursor.is_at(1, Kind::Text);
        language || fixed_head(cursor, token).is_some() || !self.matches(cursor).is_empty()
    }

    /// The part of a `class` that begins with the next token, or what is wrong with it.
    pub(super) fn head(self, cursor: &Cursor, class: &str) -> Result<Head, Diagnostic> {
        self.find_head(cursor, class).ok_or_else(|| self.explain(cursor, class))
    }

    /// The part of a `class` that begins with the next token.
    pub(super) fn find_head(self, cursor: &Cursor, class: &str) -> Option<Head> {
        let token = cursor.peek()?;
        if let Some(head) = fixed_head(cursor, token) {
            return Some(head);
        }
        let matches = self.matches(cursor);
        if !matches.is_empty() {
            return matches.iter().find_map(|found| self.suitable(cursor, class, found));
        }
        let code = &token.text;
        let labels = token.kind == Kind::Word
            && cursor.is_at(1, Kind::Text)
            && is_language(code)
            && (is_known_language(code) || self.near(code, class).is_empty());
        labels.then(|| Head::Labels { lang: code.clone(), length: 1 })
    }

    /// Forward words of relations and measures at the next token, the longest first.
    pub(super) fn matches(self, cursor: &Cursor) -> Vec<Match<'a>> {
        let mut found = Vec::new();
        let mut phrase = String::new();
        for length in 1..=self.lexicon.longest() {
            let Some(token) = cursor.peek_at(length - 1) else { break };
            let quoted = token.kind == Kind::Text;
            if token.kind != Kind::Word && !(quoted && length == 1) {
                break;
            }
            phrase = fold(&format!("{phrase} {}", token.text));
            let entries = self.lexicon.lookup(&phrase);
            let forward =
                |e: &Entry| matches!(e.sense, Sense::Forward(_) | Sense::MeasureForward(_));
            if entries.iter().any(forward) {
                found.insert(0, Match { length, phrase: phrase.clone(), entries });
            }
            if quoted {
                break;
            }
        }
        found
    }

    /// The measure or the relations of a match that take the class and what follows.
    fn suitable(self, cursor: &Cursor, class: &str, found: &Match) -> Option<Head> {
        let length = found.length;
        let next = cursor.peek_at(length)?;
        let number = next.kind == Kind::Word && id::is_numeric(&next.text);
        let exact = id::number(next.text.trim_end_matches(['?', '~'])).is_some();
        let relations = self.taken(class, found);
        let measure = found.measures().find(|id| self.measured(id, class));
        match measure.filter(|_| number && (exact || relations.is_empty())) {
            Some(measure) => Some(Head::Amount { measure: measure.to_owned(), length }),
            None => {
                let target = matches!(next.kind, Kind::Word | Kind::Text) && !relations.is_empty();
                let relations = || relations.into_iter().map(str::to_owned).collect();
                target.then(|| Head::Link { relations: relations(), length })
            }
        }
    }

    /// The relations of a match that take the class.
    pub(super) fn taken<'m>(self, class: &str, found: &'m Match) -> Vec<&'m str> {
        let takes = |id: &&str| {
            let relation = self.ontology.relations.get(*id);
            relation.is_some_and(|relation| self.ontology.is_any(class, &relation.domain))
        };
        found.relations().filter(takes).collect()
    }

    /// Whether a class has a measure.
    pub(super) fn measured(self, measure: &str, class: &str) -> bool {
        let measure = self.ontology.measures.get(measure);
        measure.is_some_and(|m| m.domain.is_empty() || self.ontology.is_any(class, &m.domain))
    }

    /// Forward words near to `word`; those that a class takes, if there are any.
    pub(super) fn near(self, word: &str, class: &str) -> Vec<String> {
        let taken = |entry: &Entry| match &entry.sense {
            Sense::Forward(id) => self
                .ontology
                .relations
                .get(id)
                .is_some_and(|r| self.ontology.is_any(class, &r.domain)),
            Sense::MeasureForward(id) => self.measured(id, class),
            _ => false,
        };
        let mut near = self.lexicon.nearest(word, taken);
        near.extend(nearest(word, PARTS.into_iter(), 1));
        near
    }
}

/// `note`, `aka`, and `label` with a language.
fn fixed_head(cursor: &Cursor, token: &Token) -> Option<Head> {
    if token.kind != Kind::Word {
        return None;
    }
    match token.text.as_str() {
        "note" if cursor.is_at(1, Kind::Text) => Some(Head::Note),
        "aka" if cursor.is_at(1, Kind::Text) => {
            Some(Head::Labels { lang: super::language::UNDETERMINED.to_owned(), length: 1 })
        }
        "label" if cursor.is_at(1, Kind::Word) && cursor.is_at(2, Kind::Text) => {
            let lang = cursor.peek_at(1).map(|token| token.text.clone())?;
            Some(Head::Labels { lang, length: 2 })
        }
        _ => None,
    }
}
