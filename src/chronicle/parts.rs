//! What begins a part of an entity or event: the longest match in the vocabulary decides.

use super::check::fault;
use super::cursor::Cursor;
use super::facts::domain_fault;
use super::header::Words;
use super::id;
use super::language::{is_known_language, is_language};
use super::lex::{Kind, Token};
use crate::catalog::{Entry, Sense, fold, nearest};
use crate::diagnostic::{Diagnostic, Span};

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
struct Match<'a> {
    length: usize,
    phrase: String,
    entries: &'a [Entry],
}

impl<'a> Words<'a> {
    /// Whether the next word can begin a part of some class, so that it is no id.
    pub(super) fn is_head(self, cursor: &Cursor) -> bool {
        let Some(token) = cursor.peek() else { return false };
        let part = PARTS.contains(&token.text.as_str()) || is_known_language(&token.text);
        (part && cursor.is_at(1, Kind::Text)) || !self.matches(cursor).is_empty()
    }

    /// The part of a `class` that begins with the next token.
    pub(super) fn head(self, cursor: &Cursor, class: &str) -> Result<Head, Diagnostic> {
        let Some(token) = cursor.peek() else {
            return Err(Diagnostic::error(cursor.here(), "a part is missing"));
        };
        if let Some(head) = fixed_head(cursor, token) {
            return Ok(head);
        }
        let mut first = None;
        for found in self.matches(cursor) {
            match self.suitable(cursor, class, &found) {
                Ok(head) => return Ok(head),
                Err(error) => first = first.or(Some(error)),
            }
        }
        match first {
            Some(error) => Err(error),
            None if token.kind == Kind::Word && cursor.is_at(1, Kind::Text) => {
                self.language(token, class)
            }
            None => Err(self.unknown_part(token, class)),
        }
    }

    /// Forward words of relations and measures at the next token, the longest first.
    fn matches(self, cursor: &Cursor) -> Vec<Match<'a>> {
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
    fn suitable(self, cursor: &Cursor, class: &str, found: &Match) -> Result<Head, Diagnostic> {
        let length = found.length;
        let next = cursor.peek_at(length);
        let number = next.is_some_and(|t| t.kind == Kind::Word && id::is_numeric(&t.text));
        let exact = next.is_some_and(|t| id::number(t.text.trim_end_matches(['?', '~'])).is_some());
        let target = next.is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Text));
        let measure = self.measures(found).find(|id| self.measured(id, class));
        let all: Vec<String> = relations(found).map(str::to_owned).collect();
        let takes = |id: &String| {
            let relation = self.ontology.relations.get(id);
            relation.is_some_and(|relation| self.ontology.is_any(class, &relation.domain))
        };
        let relations: Vec<String> = all.iter().filter(|id| takes(id)).cloned().collect();
        let span = phrase_span(cursor, length);
        match measure {
            Some(measure) if number && (exact || relations.is_empty()) => {
                Ok(Head::Amount { measure: measure.to_owned(), length })
            }
            _ if target && !relations.is_empty() => Ok(Head::Link { relations, length }),
            Some(measure) if relations.is_empty() => {
                let message = format!("a number is missing behind `{}`", found.phrase);
                Err(Diagnostic::error(span, message).help(format!(
                    "`{measure}` is a measure: a number follows, as in `171000000` or `1.5`"
                )))
            }
            _ if !relations.is_empty() => {
                let message = format!("a target is missing behind `{}`", found.phrase);
                Err(Diagnostic::error(span, message).help("name an id, or a label in quotes"))
            }
            _ => Err(self.not_taken(class, found, &all, span)),
        }
    }

    fn not_taken(self, class: &str, found: &Match, relations: &[String], span: Span) -> Diagnostic {
        let measure = self.measures(found).next();
        let mut finding = match (relations, measure) {
            ([relation], _) => domain_fault(self.ontology, &found.phrase, relation, class),
            ([], Some(measure)) => {
                let domain = self.ontology.measures.get(measure).map(|m| m.domain.join(", "));
                let domain = domain.unwrap_or_default();
                fault(format!("`{}` measures {domain}, and this is a {class}", found.phrase))
                    .help("write another measure")
            }
            (several, _) => {
                let relations = several.iter().filter_map(|id| self.ontology.relations.get(id));
                let mut domains: Vec<&str> =
                    relations.flat_map(|r| &r.domain).map(String::as_str).collect();
                domains.sort_unstable();
                domains.dedup();
                let help = super::facts::domain_help(self.ontology, class);
                fault(format!(
                    "`{}` goes from {}, and this is a {class}",
                    found.phrase,
                    domains.join(", ")
                ))
                .help(help)
            }
        };
        finding.span = span;
        finding
    }

    fn measures<'m>(self, found: &'m Match<'a>) -> impl Iterator<Item = &'m str> {
        found.entries.iter().filter_map(|e| {
            if let Sense::MeasureForward(id) = &e.sense { Some(id.as_str()) } else { None }
        })
    }

    fn measured(self, measure: &str, class: &str) -> bool {
        let measure = self.ontology.measures.get(measure);
        measure.is_some_and(|m| m.domain.is_empty() || self.ontology.is_any(class, &m.domain))
    }

    /// Labels in a language, unless its three letters may as well be a misspelt word.
    fn language(self, token: &Token, class: &str) -> Result<Head, Diagnostic> {
        let code = &token.text;
        let labels = || Head::Labels { lang: code.clone(), length: 1 };
        // Near words are sought for unknown ones only: that takes long.
        if is_known_language(code) {
            return Ok(labels());
        }
        let near = self.near(code, class);
        if is_language(code) && near.is_empty() {
            return Ok(labels());
        }
        let finding =
            Diagnostic::error(token.span, format!("`{code}` is no relation, measure or language"));
        Err(if is_language(code) {
            finding
                .help(format!("labels in that language are written `label {code} \"…\"`"))
                .candidates(near)
        } else if near.is_empty() {
            finding.help(super::facts::domain_help(self.ontology, class))
        } else {
            finding.candidates(near)
        })
    }

    fn unknown_part(self, token: &Token, class: &str) -> Diagnostic {
        let text = &token.text;
        match token.kind {
            Kind::Text => Diagnostic::error(token.span, "this text belongs to nothing")
                .help("other labels are written `aka \"…\"`, or with a language `ja \"…\"`; a remark is written `note \"…\"`"),
            Kind::Comma => Diagnostic::error(token.span, "a comma joins two targets or texts, and none is before it")
                .help("leave the comma out"),
            Kind::Address => Diagnostic::error(token.span, "an address belongs to a source, and this is none")
                .help("write it as `note \"https://…\"`"),
            _ if text.contains('?') => Diagnostic::error(token.span, format!("`{text}` has no meaning here"))
                .help("a certainty mark stands directly behind a target, label, class or number"),
            _ => self.unknown_word(token, class),
        }
    }

    fn unknown_word(self, token: &Token, class: &str) -> Diagnostic {
        let text = &token.text;
        let finding = Diagnostic::error(token.span, format!("`{text}` is no relation or measure"));
        let backward = self.lexicon.lookup(&fold(text)).iter().find_map(|e| match &e.sense {
            Sense::Backward(id) | Sense::RoleNoun(id) => Some(id),
            _ => None,
        });
        if let Some(id) = backward {
            return finding
                .help(format!("write `{id}` or one of its forward words in front of the target"));
        }
        match self.near(text, class) {
            near if near.is_empty() => {
                finding.help(super::facts::domain_help(self.ontology, class))
            }
            near => finding.candidates(near),
        }
    }

    /// Forward words near to `word`; those that a class takes, if there are any.
    fn near(self, word: &str, class: &str) -> Vec<String> {
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

/// The relations among the meanings of a match, each once.
fn relations<'m>(found: &'m Match) -> impl Iterator<Item = &'m str> {
    found
        .entries
        .iter()
        .filter_map(|e| if let Sense::Forward(id) = &e.sense { Some(id.as_str()) } else { None })
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

/// The place of the next `length` tokens.
fn phrase_span(cursor: &Cursor, length: usize) -> Span {
    let last = cursor.peek_at(length.saturating_sub(1)).map_or(cursor.here(), |token| token.span);
    cursor.here().join(last)
}
