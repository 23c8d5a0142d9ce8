//! Which word of a relation or measure a file says it with: the shortest that is read back as the same.

use super::item::mark;
use super::text::quote;
use crate::catalog::{Lexicon, Names, Sense, fold};
use crate::chronicle::cursor::Cursor;
use crate::chronicle::header::Words;
use crate::chronicle::item::Open;
use crate::chronicle::lex::{Token, is_bare, lex};
use crate::chronicle::parts::Head;
use crate::chronicle::resolve::Resolver;
use crate::chronicle::valid::begins_valid_time;
use crate::model::{Amount, Certainty, Dataset, Link, Target};
use crate::ontology::Word;
use std::collections::HashSet;

/// Writes the statements of a dataset.
pub(super) struct Writer<'a> {
    dataset: &'a Dataset,
    lexicon: Lexicon,
    /// Names are written as ids, so none are needed to read them back.
    names: Names,
    poisoned: HashSet<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Writer<'a> {
        let lexicon = Lexicon::new(&dataset.ontology);
        Writer { dataset, lexicon, names: Names::default(), poisoned: HashSet::new() }
    }

    fn words(&self) -> Words<'_> {
        Words { ontology: &self.dataset.ontology, lexicon: &self.lexicon }
    }

    /// The word for a link of a class: bare, or in quotes where it and the target together spell another one.
    pub(super) fn relation(&self, class: &str, link: &Link) -> String {
        let Some(relation) = self.dataset.ontology.relations.get(&link.relation) else {
            return link.relation.clone();
        };
        let target = written_target(link);
        for form in forms(&relation.forward, &link.relation) {
            let spelt = fold(&format!("{form} {target}"));
            let valid = matches!(link.target, Target::Date(_)) && begins_valid_time(&form);
            let open = valid || self.lexicon.beginning_with(&spelt).any(is_forward);
            let word = if open || !is_plain(&form) { quote(&form) } else { form };
            if self.means(class, link, &word, &target) {
                return word;
            }
        }
        link.relation.clone()
    }

    /// Whether the reader takes `word target` for this link.
    fn means(&self, class: &str, link: &Link, word: &str, target: &str) -> bool {
        let line = lex(&format!("{word} {target}"), 0);
        let cursor = Cursor::new(&line.tokens);
        let Some((last, before)) = line.tokens.split_last() else { return false };
        let Some(Head::Link { relations, length }) = self.words().find_head(&cursor, class) else {
            return false;
        };
        let resolver =
            Resolver { dataset: self.dataset, names: &self.names, poisoned: &self.poisoned };
        let open = open(relations, last);
        let read = resolver.link(class, &open).ok().flatten();
        length == before.len()
            && read.is_some_and(|read| read.relation == link.relation && read.target == link.target)
    }

    /// The word for an amount of a class.
    pub(super) fn measure(&self, class: &str, amount: &Amount) -> String {
        let id = &amount.measure;
        let Some(measure) = self.dataset.ontology.measures.get(id) else { return id.clone() };
        let means = |form: &String| {
            let line = lex(&format!("{form} {}", amount.value), 0);
            let head = self.words().find_head(&Cursor::new(&line.tokens), class);
            matches!(head, Some(Head::Amount { measure, length }) if measure == *id && length + 1 == line.tokens.len())
        };
        forms(&measure.forward, id)
            .into_iter()
            .filter(|form| is_plain(form))
            .find(means)
            .unwrap_or_else(|| id.clone())
    }

    /// Whether `word` is, or begins, a forward word.
    pub(super) fn begins_part(&self, word: &str) -> bool {
        self.lexicon.beginning_with(&fold(word)).any(is_forward)
    }

    /// Whether `word` begins a longer name of a unit.
    pub(super) fn begins_unit(&self, word: &str) -> bool {
        let folded = fold(word);
        let mut units =
            self.lexicon.beginning_with(&folded).filter_map(|entry| match &entry.sense {
                Sense::Unit(id) => Some(id.as_str()),
                _ => None,
            });
        units.any(|id| id != word)
    }
}

fn is_forward(entry: &crate::catalog::Entry) -> bool {
    matches!(entry.sense, Sense::Forward(_) | Sense::MeasureForward(_))
}

/// The forms to try: the forward words, the shortest first, and then the id.
fn forms(forward: &[Word], id: &str) -> Vec<String> {
    let mut forms: Vec<&Word> = forward.iter().collect();
    forms.sort_by_key(|word| (word.lang != "en", word.form.chars().count()));
    forms.into_iter().map(|word| word.form.clone()).chain([id.to_owned()]).collect()
}

/// Whether a form is read as words when it stands without quotes.
fn is_plain(form: &str) -> bool {
    form.split_whitespace().all(is_bare)
}

/// The target as the reader sees it, without its certainty.
fn written_target(link: &Link) -> String {
    match &link.target {
        Target::Id(id) => id.clone(),
        Target::Date(date) if link.certainty == Certainty::Stated => {
            super::item::bare_or_date(&format!("{date:#}"))
        }
        Target::Date(date) => format!("{}{}", quote(&format!("{date:#}")), mark(link.certainty)),
    }
}

fn open(relations: Vec<String>, target: &Token) -> Open<'_> {
    let (word, at) = (String::new(), target.span);
    Open {
        word,
        relations,
        at,
        target,
        valid: None,
        measure: None,
        unit: None,
        citations: Vec::new(),
    }
}
