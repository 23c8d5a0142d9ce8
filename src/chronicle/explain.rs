//! Why no part begins with a token, and how to mend it.

use super::check::fault;
use super::cursor::Cursor;
use super::facts::{domain_fault, domain_help};
use super::header::Words;
use super::language::{is_known_language, is_language};
use super::lex::{Kind, Token};
use super::parts::Match;
use super::valid::begins_valid_time;
use crate::catalog::{Sense, fold};
use crate::diagnostic::{Diagnostic, Span};

impl Words<'_> {
    /// Says why no part of a `class` begins with the next token.
    pub(super) fn explain(self, cursor: &Cursor, class: &str) -> Diagnostic {
        let Some(token) = cursor.peek() else {
            return Diagnostic::error(cursor.here(), "a part is missing");
        };
        if let Some(finding) = missing_text(cursor, token) {
            return finding;
        }
        match self.matches(cursor).first() {
            Some(found) => self.unsuitable(cursor, class, found),
            None if token.kind == Kind::Word && cursor.is_at(1, Kind::Text) => {
                self.unknown_language(token, class)
            }
            None => self.unknown_part(token, class),
        }
    }

    /// The words are known, and what follows or the class does not fit.
    fn unsuitable(self, cursor: &Cursor, class: &str, found: &Match) -> Diagnostic {
        let span = phrase_span(cursor, found.length);
        let phrase = &found.phrase;
        if !self.taken(class, found).is_empty() {
            return Diagnostic::error(span, format!("a target is missing behind `{phrase}`"))
                .help("name an id, or a label in quotes");
        }
        match found.measures().find(|id| self.measured(id, class)) {
            Some(measure) => {
                Diagnostic::error(span, format!("a number is missing behind `{phrase}`")).help(
                    format!(
                        "`{measure}` is a measure: a number follows, as in `171000000` or `1.5`"
                    ),
                )
            }
            None => self.not_taken(class, found, span),
        }
    }

    fn not_taken(self, class: &str, found: &Match, span: Span) -> Diagnostic {
        let relations: Vec<&str> = found.relations().collect();
        let mut finding = match (relations.as_slice(), found.measures().next()) {
            ([relation], _) => domain_fault(self.ontology, &found.phrase, relation, class),
            ([], Some(measure)) => {
                let domain = self.ontology.measures.get(measure).map(|m| m.domain.join(", "));
                let domain = domain.unwrap_or_default();
                fault(format!("`{}` measures {domain}, and this is a {class}", found.phrase))
                    .help("write another measure")
            }
            (several, _) => {
                let relations = several.iter().filter_map(|id| self.ontology.relations.get(*id));
                let mut domains: Vec<&str> =
                    relations.flat_map(|r| &r.domain).map(String::as_str).collect();
                domains.sort_unstable();
                domains.dedup();
                let help = domain_help(self.ontology, class);
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

    fn unknown_language(self, token: &Token, class: &str) -> Diagnostic {
        let code = &token.text;
        let near = self.near(code, class);
        let finding =
            Diagnostic::error(token.span, format!("`{code}` is no relation, measure or language"));
        if is_language(code) {
            finding
                .help(format!("labels in that language are written `label {code} \"…\"`"))
                .candidates(near)
        } else if near.is_empty() {
            finding.help(domain_help(self.ontology, class))
        } else {
            finding.candidates(near)
        }
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
        if let Some(finding) = misused(token) {
            return finding;
        }
        let name = text.trim_matches(['\'', '‘', '’']);
        match self.near(text, class) {
            near if !near.is_empty() => finding.candidates(near),
            _ if name != text || name.starts_with(char::is_uppercase) => {
                finding.help(format!("a name stands in double quotes, `\"{name}\"`"))
            }
            _ => finding.help(domain_help(self.ontology, class)),
        }
    }
}

/// A word of every vocabulary that wants a text behind it, and has none.
fn missing_text(cursor: &Cursor, token: &Token) -> Option<Diagnostic> {
    let word = token.text.as_str();
    let bare = token.kind == Kind::Word && !cursor.is_at(1, Kind::Text);
    let form = match word {
        "note" | "aka" => format!("{word} \"…\""),
        "label" => "label yue \"…\"".to_owned(),
        _ => return None,
    };
    bare.then(|| {
        Diagnostic::error(token.span, format!("a text is missing behind `{word}`"))
            .help(format!("write `{form}`"))
    })
}

/// A word that has a meaning elsewhere: a conjunction, the beginning of a valid time, an address.
fn misused(token: &Token) -> Option<Diagnostic> {
    let word = token.text.as_str();
    let finding = |message: String| Some(Diagnostic::error(token.span, message));
    match word {
        "and" => Some(
            finding("a target is missing behind `and`".to_owned())?
                .help("leave it out, or name another target"),
        ),
        "or" | "&" | "+" | "/" | "und" | "et" | "と" | "和" => Some(
            finding(format!("`{word}` joins no targets"))?
                .help("write a comma or `and` between targets; a link to one of two is two links marked `?`"),
        ),
        _ if begins_valid_time(word) => Some(
            finding(format!("a date is missing behind `{word}`"))?
                .help(format!("write `{word} 2016`, or leave it out")),
        ),
        _ if is_known_language(word) => Some(
            finding(format!("a text is missing behind `{word}`"))?
                .help(format!("write a label in quotes, `{word} \"…\"`")),
        ),
        _ if word.contains("://") => Some(
            finding("an address belongs to a source".to_owned())?
                .help("write it as `note \"https://…\"`; that of a source stands in `<…>`"),
        ),
        _ => None,
    }
}

/// The place of the next `length` tokens.
fn phrase_span(cursor: &Cursor, length: usize) -> Span {
    let last = cursor.peek_at(length.saturating_sub(1)).map_or(cursor.here(), |token| token.span);
    cursor.here().join(last)
}
