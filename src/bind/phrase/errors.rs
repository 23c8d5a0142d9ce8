//! What is said of a phrase that cannot be understood.

use super::link::DATE;
use super::meaning::{NounId, What};
use super::noun::listed;
use super::reader::{EVENT, Reader, Reading};
use crate::catalog::{Entry, Sense, fold, nearest};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::TokenKind;

/// The closed words of the language, for what may have been meant.
const CLOSED: [&str; 62] = [
    "all",
    "every",
    "the",
    "first",
    "last",
    "latest",
    "top",
    "how",
    "many",
    "number",
    "who",
    "what",
    "which",
    "when",
    "that",
    "with",
    "without",
    "and",
    "or",
    "not",
    "but",
    "no",
    "other",
    "at",
    "least",
    "most",
    "exactly",
    "more",
    "than",
    "less",
    "in",
    "on",
    "during",
    "since",
    "until",
    "before",
    "after",
    "between",
    "from",
    "per",
    "each",
    "by",
    "sorted",
    "oldest",
    "newest",
    "as",
    "total",
    "average",
    "sum",
    "largest",
    "same",
    "shared",
    "certainly",
    "possibly",
    "month",
    "quarter",
    "year",
    "kind",
    "table",
    "json",
    "csv",
    "dot",
];

impl Reader<'_> {
    /// A word that means nothing, or nothing here.
    pub(super) fn not_understood(&self) -> Diagnostic {
        let span = self.cursor.span();
        let Some(token) = self.cursor.token(0) else {
            return Diagnostic::error(span, "the phrase ends too early")
                .label("something is missing here")
                .help("write what the last word refers to");
        };
        if token.kind == TokenKind::Close {
            return Diagnostic::error(span, "this bracket closes nothing").help("leave it out");
        }
        let word = fold(&token.text);
        let joins = matches!(word.as_str(), "and" | "or" | "but") || token.kind == TokenKind::Comma;
        if joins && let Some(error) = self.no_second() {
            return error;
        }
        let (before, after) = (self.nouns.last().is_some(), self.cursor.name(0).is_some());
        if before
            && after
            && let Some(error) = self.other_class()
        {
            return error;
        }
        if token.kind != TokenKind::Word || self.is_known(&word) {
            let shown = self.cursor.source(span);
            return Diagnostic::error(span, format!("`{shown}` cannot stand here"))
                .label("not understood here")
                .help("see `help` for the forms of phrases; names with such words in them go into quotation marks");
        }
        Diagnostic::error(span, format!("`{}` is not a known word or name", token.text))
            .label("unknown")
            .help("`schema` lists the words; put a name into quotation marks")
            .candidates(self.near(&word))
    }

    /// Nothing, or an unknown word, stands behind *and*.
    fn no_second(&self) -> Option<Diagnostic> {
        let Some(next) = self.cursor.token(1) else {
            let span = self.cursor.span();
            let message = format!("nothing stands behind `{}`", self.cursor.source(span));
            return Some(
                Diagnostic::error(span, message)
                    .label("something is missing behind this")
                    .help("write another noun or condition behind it, or leave it out"),
            );
        };
        let word = fold(&next.text);
        (next.kind == TokenKind::Word && !self.is_known(&word)).then(|| {
            Diagnostic::error(next.span, format!("`{}` is not a known word or name", next.text))
                .label("unknown")
                .help("`schema` lists the words; put a name into quotation marks")
                .candidates(self.near(&word))
        })
    }

    /// A number is missing behind *at least*.
    pub(super) fn no_number(&self, words: &str) -> Diagnostic {
        Diagnostic::error(self.cursor.span(), format!("a number is missing behind `{words}`"))
            .label("a number should stand here")
            .help(format!("write how many, as in `{words} 2 awards`"))
    }

    fn is_known(&self, word: &str) -> bool {
        !self.catalog().lexicon.lookup(word).is_empty() || CLOSED.contains(&word)
    }

    fn near(&self, word: &str) -> Vec<String> {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let spoken = |(_, entries): &(&str, &[Entry])| entries.iter().any(|e| e.lang != "und");
        let words = self.catalog().lexicon.words().filter(spoken).map(|(word, _)| word);
        let mut found = nearest(word, words.chain(CLOSED).chain(MONTHS), 3);
        found.extend(self.catalog().names.nearest(word, 3));
        found.retain(|near| fold(near) != word);
        found.truncate(4);
        found
    }

    /// A noun is missing, or the word here is none.
    pub(super) fn no_noun(&self) -> Diagnostic {
        let span = self.cursor.span();
        let Some(token) = self.cursor.token(0) else {
            return Diagnostic::error(span, "a noun is missing at the end")
                .label("a class or a name should stand here")
                .help("write what is asked for, as in `all awards` or `events with Huawei`");
        };
        let word = fold(&token.text);
        if let Some(other) = self.other_class() {
            return other;
        }
        if token.kind == TokenKind::Word && !self.is_known(&word) {
            let nouns = self.catalog().lexicon.words().filter(|(_, entries)| {
                entries
                    .iter()
                    .any(|entry| matches!(entry.sense, Sense::Class(_) | Sense::RoleNoun(_)))
            });
            let mut near = nearest(&word, nouns.map(|(word, _)| word), 3);
            near.extend(
                self.near(&word).into_iter().filter(|w| !near.contains(w)).collect::<Vec<_>>(),
            );
            near.truncate(4);
            return Diagnostic::error(
                span,
                format!("`{}` is not a known class or name", token.text),
            )
            .label("unknown")
            .help("`schema` lists the classes; put a name into quotation marks")
            .candidates(near);
        }
        Diagnostic::error(span, format!("a noun is missing before `{}`", token.text))
            .label("a class or a name should stand here")
            .help("write what is meant, as in `awards to companies`")
    }

    /// A name of another class than the noun before it: *the university Botao*.
    fn other_class(&self) -> Option<Diagnostic> {
        let (length, names) = self.cursor.name(0)?;
        let name = names.first()?;
        let span = self.cursor.span_of(self.cursor.position, length);
        Some(
            Diagnostic::error(span, format!("{} is a {}", name.label, name.class))
                .label("not of the class before it")
                .help("leave the class out, or write the right one")
                .candidates(
                    names.iter().map(|name| format!("{} {}", name.class, name.label)).collect(),
                ),
        )
    }

    /// A quoted name that nobody has.
    pub(super) fn no_name(&self) -> Diagnostic {
        let text = self.cursor.token(0).map_or(String::new(), |token| token.text.clone());
        Diagnostic::error(self.cursor.span(), format!("nothing is called \"{text}\""))
            .label("unknown name")
            .help("names are looked up by any of their labels, in any language")
            .candidates(self.catalog().names.nearest(&fold(&text), 4))
    }

    /// A relative clause without a verb.
    pub(super) fn no_verb(&self) -> Diagnostic {
        let span = self.cursor.span();
        let Some(token) = self.cursor.token(0) else {
            return Diagnostic::error(span, "a verb is missing at the end")
                .help("write what they did, as in `companies that received awards`");
        };
        let word = fold(&token.text);
        let verbs = self.catalog().lexicon.words().filter(|(_, entries)| {
            entries
                .iter()
                .any(|entry| matches!(entry.sense, Sense::Backward(_) | Sense::Forward(_)))
        });
        Diagnostic::error(span, format!("`{}` is not a known verb", token.text))
            .label("a verb should stand here")
            .help("`schema` lists the verbs of every role, as in `companies that received awards`")
            .candidates(nearest(&word, verbs.map(|(word, _)| word), 3))
    }

    /// The vocabulary does not allow the link.
    pub(super) fn no_link(
        &self,
        at: usize,
        length: usize,
        readings: &[Reading],
        target: NounId,
    ) -> Diagnostic {
        let word = self.cursor.text_of(at, length);
        let subject = self.candidates().into_iter().find(|id| *id != target);
        let subject = subject.map_or("nothing".to_owned(), |id| self.described(id));
        let object = self.described(target);
        let allowed: Vec<String> =
            readings.iter().filter_map(|reading| self.allowed(reading)).collect();
        let help = match allowed.is_empty() {
            true => "`schema` lists what each role and relation links".to_owned(),
            false => format!("`{word}` links {}", allowed.join("; or ")),
        };
        Diagnostic::error(
            self.cursor.span_of(at, length),
            format!("`{word}` does not link {subject} and {object}"),
        )
        .label("no such link")
        .help(help)
    }

    /// What a relation links, in words.
    fn allowed(&self, reading: &Reading) -> Option<String> {
        let relation = self.ontology().relations.get(&reading.relation)?;
        let (first, second) = match reading.backward {
            true => (&relation.range, &relation.domain),
            false => (&relation.domain, &relation.range),
        };
        Some(format!("{} and {}", first.join(" or "), second.join(" or ")))
    }

    fn described(&self, id: NounId) -> String {
        match &self.noun(id).what {
            What::Classes(classes) => classes.join(" or "),
            What::Names(names) => {
                let classes: Vec<&str> = names.iter().map(|name| name.class.as_str()).collect();
                format!(
                    "{} ({})",
                    listed(&names[..names.len().min(1)]),
                    classes[..classes.len().min(1)].join("")
                )
            }
        }
    }

    pub(super) fn no_date_or_event(&self, word: &str) -> Diagnostic {
        let mut found = self.cursor.no_date();
        if let Some(token) = self.cursor.token(0) {
            found.message = format!("`{}` is neither a date nor an event", token.text);
            found.candidates = self.near(&fold(&token.text));
        }
        found.help(format!(
            "write a date (`{word} 2017-03`) or an event (`{word} the visit to Kyoto`)"
        ))
    }

    pub(super) fn no_second_date(&self) -> Diagnostic {
        Diagnostic::error(self.cursor.span(), "the second date of `between` is missing here")
            .label("`and` and a date should stand here")
            .help("write both, as in `between March and June 2017`")
    }

    pub(super) fn not_an_event(&self, id: NounId) -> Diagnostic {
        let shown = self.described(id);
        Diagnostic::error(self.noun(id).span, format!("{shown} has no date"))
            .label("not an event")
            .help("write an event, as in `before the agreement with NEC`, or a date")
    }

    pub(super) fn no_dated_noun(&self, span: Span) -> Diagnostic {
        Diagnostic::error(span, "this date belongs to no event")
            .label("what happened then?")
            .help(format!("only an {EVENT} has a {DATE}: say which, as in `companies that received awards in 2017`"))
    }

    pub(super) fn no_amount(&self, start: usize, unit: &str) -> Diagnostic {
        Diagnostic::error(
            self.cursor.span_from(start),
            format!("nothing here has an amount in {unit}"),
        )
        .label("whose amount?")
        .help("`schema` lists which classes have which amounts")
    }
}
