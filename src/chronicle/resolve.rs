//! Open links into links: which target, and which of the relations that share a word.

use super::check::{fault, unknown};
use super::cursor::split_mark;
use super::facts::{class_of, range_fault, takes_date};
use super::id;
use super::item::Open;
use super::lex::Kind;
use super::numeral::numeral_fault;
use super::read::label_key;
use super::relative::OpenRelative;
use crate::catalog::{Names, fold, nearest};
use crate::diagnostic::Diagnostic;
use crate::model::{Certainty, Dataset, Link, Relative, Target};
use crate::time::Date;
use std::collections::HashSet;

/// What links are resolved against.
pub(super) struct Resolver<'a> {
    pub dataset: &'a Dataset,
    pub names: &'a Names,
    /// Ids of statements that are wrong: not to be reported as unknown, too.
    pub poisoned: &'a HashSet<String>,
}

impl Resolver<'_> {
    /// The link that `open` of a `class` means; `None` where its target is wrong already.
    pub(super) fn link(&self, class: &str, open: &Open) -> Result<Option<Link>, Diagnostic> {
        let here = |mut finding: Diagnostic| {
            finding.span = open.target.span;
            finding
        };
        let (word, certainty) = split_mark(open.target)?;
        if let Some((date, certainty)) = self.date(open, word, certainty) {
            let relation = self.relation(
                class,
                open,
                |range| takes_date(&self.dataset.ontology, range),
                "a date",
            )?;
            return Ok(Some(link(relation, Target::Date(date), certainty, open)));
        }
        let text = open.target.kind == Kind::Text;
        let poisoned = if text {
            self.names.lookup(&fold(word)).is_empty() && self.poisoned.contains(&label_key(word))
        } else {
            self.poisoned.contains(word) && class_of(self.dataset, word).is_none()
        };
        if poisoned {
            return Ok(None);
        }
        let id = if text {
            self.named(open, word).map_err(here)?
        } else {
            self.known(open, word).map_err(here)?
        };
        let Some(target) = class_of(self.dataset, &id) else { return Ok(None) };
        if let Some(unit) = open.unit {
            let message = format!("`{}` is a unit, and `{id}` before it is no number", unit.text);
            return Err(Diagnostic::error(unit.span, message).help("leave the unit out"));
        }
        let takes = |range: &[String]| self.dataset.ontology.is_any(target, range);
        let relation = self.relation(class, open, takes, &format!("`{id}`, a {target}"))?;
        Ok(Some(link(relation, Target::Id(id), certainty, open)))
    }

    /// The relative date that `open` means; `None` where its event is wrong already.
    pub(super) fn relative(&self, open: &OpenRelative) -> Result<Option<Relative>, Diagnostic> {
        let (word, _) = split_mark(open.target)?;
        let here = |mut finding: Diagnostic| {
            finding.span = open.target.span;
            finding
        };
        let events = self.dataset.events.keys().map(String::as_str);
        let event = match open.target.kind {
            Kind::Text => {
                let found = self.names.lookup(&fold(word));
                let mut ids = found.iter().map(|entry| &entry.id);
                let mut ids = ids.by_ref().filter(|id| self.dataset.events.contains_key(*id));
                match (ids.next(), ids.next()) {
                    (Some(id), None) => id.clone(),
                    (None, _) if self.poisoned.contains(&label_key(word)) => return Ok(None),
                    (None, _) => {
                        return Err(here(
                            fault(format!("no event is called \"{word}\""))
                                .help("name an event by its id or its title"),
                        ));
                    }
                    (Some(first), Some(_)) => {
                        let finding = fault(format!("\"{word}\" names several events"));
                        return Err(here(
                            finding.help("write the id of one").candidates(vec![first.clone()]),
                        ));
                    }
                }
            }
            _ if self.dataset.events.contains_key(word) => word.to_owned(),
            _ if self.poisoned.contains(word) => return Ok(None),
            _ if self.dataset.entities.contains_key(word) => {
                let finding = fault(format!("`{word}` is no event, and has no date"));
                return Err(here(finding.help("name an event")));
            }
            _ => return Err(here(unknown("event", word, nearest(word, events, 3)))),
        };
        Ok(Some(Relative { order: open.order, event, distance: open.distance }))
    }

    /// A date: a question mark directly behind it is its own. In quotes, a date only where the relation takes one.
    fn date(&self, open: &Open, word: &str, certainty: Certainty) -> Option<(Date, Certainty)> {
        if open.target.kind == Kind::Text {
            let dates = self.ranges(open).any(|range| takes_date(&self.dataset.ontology, range));
            return dates.then(|| Some((id::date(word)?, certainty))).flatten();
        }
        let own = id::date(&open.target.text).map(|date| (date, Certainty::Stated));
        own.or_else(|| Some((id::date(word)?, certainty)))
    }

    fn ranges<'o>(&'o self, open: &'o Open) -> impl Iterator<Item = &'o [String]> {
        let relations =
            open.relations.iter().filter_map(|id| self.dataset.ontology.relations.get(id));
        relations.map(|relation| relation.range.as_slice())
    }

    fn takes(&self, open: &Open, class: &str) -> bool {
        self.ranges(open).any(|range| self.dataset.ontology.is_any(class, range))
    }

    /// An id that is known, or why not.
    fn known(&self, open: &Open, id: &str) -> Result<String, Diagnostic> {
        if class_of(self.dataset, id).is_some() {
            return Ok(id.to_owned());
        }
        if let Some(measure) = &open.measure {
            return Err(self.no_amount(open, measure, id));
        }
        let dates = self.ranges(open).all(|range| takes_date(&self.dataset.ontology, range));
        if (dates || id::number(id).is_none())
            && id::is_numeric(id)
            && let Err(error) = Date::parse(&open.target.text)
            && (dates || id::looks_like_date(id))
        {
            return Err(error.to_diagnostic(0));
        }
        if id.contains(['$', '€', '£', '¥', '￥']) {
            return Err(numeral_fault(id));
        }
        let same: Vec<String> =
            self.names.lookup(&fold(id)).iter().map(|entry| entry.id.clone()).collect();
        if !same.is_empty() {
            return Err(unknown("id", id, same));
        }
        let known = self.dataset.entities.keys().chain(self.dataset.events.keys());
        let suits =
            |id: &&String| class_of(self.dataset, id).is_some_and(|class| self.takes(open, class));
        let near = nearest(id, known.clone().filter(suits).map(String::as_str), 3);
        let near = if near.is_empty() { nearest(id, known.map(String::as_str), 3) } else { near };
        Err(unknown("id", id, near))
    }

    /// A target that is meant as an amount.
    fn no_amount(&self, open: &Open, measure: &str, text: &str) -> Diagnostic {
        if id::number(text.trim_end_matches(['?', '~'])).is_none() {
            return numeral_fault(text);
        }
        let domain = self.dataset.ontology.measures.get(measure).map(|m| m.domain.join(", "));
        let word = &open.word;
        fault(format!(
            "`{text}` is no id, and `{word}` gives an amount only to {}",
            domain.unwrap_or_default()
        ))
        .help("write another measure, or the id of what is meant")
    }

    /// The one thing of that name that the relation takes.
    fn named(&self, open: &Open, name: &str) -> Result<String, Diagnostic> {
        let entries = self.names.lookup(&fold(name));
        let mut fit: Vec<_> =
            entries.iter().filter(|entry| self.takes(open, &entry.class)).collect();
        match (fit.len(), &*entries) {
            (1, _) => Ok(fit.remove(0).id.clone()),
            (0, []) => {
                let near =
                    self.names.nearest_where(name, 3, |entry| self.takes(open, &entry.class));
                let finding = fault(format!("unknown name \"{name}\""));
                Err(if near.is_empty() {
                    finding.help("declare it in a statement of its own, `CLASS ID \"Label\"`")
                } else {
                    finding.candidates(near)
                })
            }
            (0, [entry, ..]) => {
                Err(self.range_fault(open, &format!("`{}`, a {}", entry.id, entry.class)))
            }
            _ => Err(fault(format!("\"{name}\" names several things"))
                .help("write the id of one")
                .candidates(
                    fit.iter().map(|entry| format!("{} ({})", entry.id, entry.class)).collect(),
                )),
        }
    }

    /// The one relation that takes the target, and the class most closely.
    fn relation(
        &self,
        class: &str,
        open: &Open,
        takes: impl Fn(&[String]) -> bool,
        target: &str,
    ) -> Result<String, Diagnostic> {
        let ontology = &self.dataset.ontology;
        let fits = |id: &&String| ontology.relations.get(*id).is_some_and(|r| takes(&r.range));
        let fitting: Vec<&str> = open.relations.iter().filter(fits).map(String::as_str).collect();
        if fitting.is_empty() {
            let mut finding = self.range_fault(open, target);
            finding.span = open.target.span;
            return Err(finding);
        }
        match ontology.nearest_domain(class, fitting.clone()).as_slice() {
            [relation] => Ok((*relation).to_owned()),
            several => {
                let several = if several.is_empty() { &fitting } else { several };
                Err(Diagnostic::error(
                    open.at,
                    format!("`{}` means several relations of {class} here", open.word),
                )
                .help("write the id of the relation instead")
                .candidates(several.iter().map(|id| (*id).to_owned()).collect()))
            }
        }
    }

    fn range_fault(&self, open: &Open, target: &str) -> Diagnostic {
        if let [relation] = open.relations.as_slice() {
            let mut finding = range_fault(&self.dataset.ontology, relation, target);
            if open.word != *relation {
                finding.message = finding.message.replacen(
                    &format!("`{relation}`"),
                    &format!("`{}`", open.word),
                    1,
                );
            }
            return finding;
        }
        let mut classes: Vec<&str> = self.ranges(open).flatten().map(String::as_str).collect();
        classes.sort_unstable();
        classes.dedup();
        fault(format!("`{}` goes to {}, and not to {target}", open.word, classes.join(", ")))
            .help("name another target, or write another relation")
    }
}

fn link(relation: String, target: Target, certainty: Certainty, open: &Open) -> Link {
    let (valid, citations) = (open.valid.clone(), open.citations.clone());
    Link { relation, target, certainty, valid, citations }
}
