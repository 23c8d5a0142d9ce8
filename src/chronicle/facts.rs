//! What must hold of facts: every name is known, and every relation takes what it links.

use super::check::{Found, Place, chain, check_id, fault, find_cycles, language_fault, unknown};
use super::errors::KEPT;
use super::valid::valid_fault;
use crate::catalog::{fold, nearest};
use crate::diagnostic::Diagnostic;
use crate::model::{Amount, Citation, Dataset, Event, Item, Link, Target};
use crate::ontology::{Ontology, Relation};
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

/// The class of all events.
pub(super) const EVENT: &str = "event";
/// The class of all dates.
pub(super) const DATE: &str = "date";

/// What is wrong with the facts of a dataset, on the assumption that its vocabulary is right.
pub(super) fn check_facts(dataset: &Dataset) -> Found {
    let mut found = Found::new();
    for (id, source) in &dataset.sources {
        let place = || Place::Source(id.clone());
        check_id(id, place(), &mut found);
        if let Some(url) = &source.url
            && url.contains(|c: char| c.is_whitespace() || c.is_control() || c == '>' || c == '<')
        {
            let message = format!("`{url}` is no address");
            found
                .push((place(), fault(message).help("an address has no spaces and no `<` or `>`")));
        }
    }
    let checker = Checker { dataset, hints: Cell::new(KEPT) };
    for (id, entity) in &dataset.entities {
        checker.item(id, &entity.item, false, &mut found);
    }
    for (id, event) in &dataset.events {
        checker.item(id, &event.item, true, &mut found);
        checker.relative(id, event, &mut found);
        if dataset.entities.contains_key(id) {
            let finding = fault(format!("`{id}` is an entity and an event"));
            found.push((Place::Item(id.clone()), finding.help("give one of them another id")));
        }
    }
    found.extend(check_containment(dataset));
    found
}

struct Checker<'a> {
    dataset: &'a Dataset,
    /// For how many unknown names others may still be sought that may have been meant: each is compared with all that are
    /// known.
    hints: Cell<usize>,
}

impl Checker<'_> {
    /// What may have been meant by a name that is unknown.
    fn near<'k>(&self, name: &str, known: impl Iterator<Item = &'k String>) -> Vec<String> {
        let hints = self.hints.get();
        self.hints.set(hints.saturating_sub(1));
        if hints == 0 { Vec::new() } else { nearest(name, known.map(String::as_str), 3) }
    }

    fn item(&self, id: &str, item: &Item, event: bool, found: &mut Found) {
        let place = || Place::Item(id.to_owned());
        let ontology = &self.dataset.ontology;
        check_id(id, place(), found);
        if !ontology.classes.contains_key(&item.class) {
            let near = self.near(&item.class, ontology.classes.keys());
            found.push((place(), unknown("class", &item.class, near)));
            return;
        }
        found.extend(class_fault(ontology, &item.class, event).map(|finding| (place(), finding)));
        if item.labels.is_empty() {
            found.push((place(), fault(format!("`{id}` has no label")).help("add a label")));
        }
        for (index, label) in item.labels.iter().enumerate() {
            let empty = fold(&label.text).is_empty();
            let empty = empty.then(|| fault("this label is empty").help("write a name"));
            let valid = label.valid.as_ref().and_then(valid_fault).map(fault_of_time);
            let fault = language_fault(&label.lang).or(empty).or(valid);
            found.extend(fault.map(|fault| (Place::Label(id.to_owned(), index), fault)));
        }
        self.citations(&item.citations, place(), found);
        for (index, link) in item.links.iter().enumerate() {
            let place = Place::Link(id.to_owned(), index);
            let valid = link.valid.as_ref().and_then(valid_fault).map(fault_of_time);
            let fault = self.link(item, link).or(valid);
            found.extend(fault.map(|fault| (place.clone(), fault)));
            self.citations(&link.citations, place, found);
        }
        for (index, amount) in item.amounts.iter().enumerate() {
            let place = Place::Amount(id.to_owned(), index);
            let fault =
                self.amount(&item.class, amount).or_else(|| self.second_amount(item, index));
            found.extend(fault.map(|fault| (place.clone(), fault)));
            self.citations(&amount.citations, place, found);
        }
    }

    fn citations(&self, citations: &[Citation], place: Place, found: &mut Found) {
        let mut seen = HashSet::new();
        for citation in citations {
            if !seen.insert(citation) {
                let finding = fault("a citation is repeated").help("write it once");
                found.push((place.clone(), finding));
            }
            if !self.dataset.sources.contains_key(&citation.source) {
                let near = self.near(&citation.source, self.dataset.sources.keys());
                found.push((place.clone(), unknown("source", &citation.source, near)));
            }
            if citation.at.contains(|c: char| c == ']' || c.is_control())
                || citation.at.trim() != citation.at
            {
                let message = format!("`{}` is no place in a source", citation.at);
                found.push((
                    place.clone(),
                    fault(message).help("a place has no `]`, and no space at its ends"),
                ));
            }
        }
    }

    fn relative(&self, id: &str, event: &Event, found: &mut Found) {
        if event.date.is_none() && event.relative.is_empty() {
            let finding = fault(format!("the event `{id}` has no date"));
            found
                .push((Place::Item(id.to_owned()), finding.help("write one: `XXXX` is some year")));
        }
        for (index, relative) in event.relative.iter().enumerate() {
            let finding = if !self.dataset.events.contains_key(&relative.event) {
                let near = self.near(&relative.event, self.dataset.events.keys());
                unknown("event", &relative.event, near)
            } else if relative.event == id {
                fault("an event is not dated by itself").help("name another event")
            } else if !relative.is_sound() {
                let help = "`after` and `before` may have a distance, `near` has one with `within`, others have none";
                fault("this relative date has a wrong distance").help(help)
            } else {
                continue;
            };
            found.push((Place::Relative(id.to_owned(), index), finding));
        }
    }

    /// A measure has one amount, since two could not be compared or summed; counts have one for each unit.
    fn second_amount(&self, item: &Item, index: usize) -> Option<Diagnostic> {
        let amount = item.amounts.get(index)?;
        let counts = self.dataset.ontology.measures.get(&amount.measure)?.dimension == THINGS;
        let same = |other: &&Amount| {
            other.measure == amount.measure && (!counts || other.unit == amount.unit)
        };
        item.amounts.iter().take(index).find(same)?;
        let message = format!("a second amount of the measure `{}`", amount.measure);
        Some(fault(message).help(
            "keep one of them, make two events of it, or give the other a measure of its own (`measure …`)",
        ))
    }

    fn link(&self, item: &Item, link: &Link) -> Option<Diagnostic> {
        let ontology = &self.dataset.ontology;
        let Some(relation) = ontology.relations.get(&link.relation) else {
            let spelt = |relation: &Relation| {
                relation.forward.iter().any(|word| word.form == link.relation)
            };
            let spelt = ontology.relations.iter().filter(|(_, relation)| spelt(relation));
            let mut near: Vec<String> = spelt.map(|(id, _)| id.clone()).collect();
            if near.is_empty() {
                near = self.near(&link.relation, ontology.relations.keys());
            }
            return Some(unknown("relation", &link.relation, near));
        };
        if !ontology.is_any(&item.class, &relation.domain) {
            return Some(domain_fault(ontology, &link.relation, &link.relation, &item.class));
        }
        let id = match &link.target {
            Target::Date(_) => {
                return (!takes_date(ontology, &relation.range))
                    .then(|| range_fault(ontology, &link.relation, "a date"));
            }
            Target::Id(id) => id,
        };
        let Some(target) = class_of(self.dataset, id) else {
            let known = self.dataset.entities.keys().chain(self.dataset.events.keys());
            return Some(unknown("id", id, self.near(id, known)));
        };
        (!ontology.is_any(target, &relation.range))
            .then(|| range_fault(ontology, &link.relation, &format!("`{id}`, a {target}")))
    }

    /// What is wrong with an amount.
    fn amount(&self, class: &str, amount: &Amount) -> Option<Diagnostic> {
        let ontology = &self.dataset.ontology;
        let Some(measure) = ontology.measures.get(&amount.measure) else {
            let near = self.near(&amount.measure, ontology.measures.keys());
            return Some(unknown("measure", &amount.measure, near));
        };
        if !measure.domain.is_empty() && !ontology.is_any(class, &measure.domain) {
            let domain = list(&measure.domain);
            return Some(
                fault(format!("`{}` measures {domain}, and this is a {class}", amount.measure))
                    .help("write another measure"),
            );
        }
        unit_fault(ontology, &measure.dimension, &amount.unit)
    }
}

/// Says what is wrong with a valid time.
fn fault_of_time(message: &str) -> Diagnostic {
    fault(message).help("write a start, an end or both, as in `from 2012 until 2016`")
}

/// The class of an entity or event.
pub(super) fn class_of<'a>(dataset: &'a Dataset, id: &str) -> Option<&'a str> {
    let entity = dataset.entities.get(id).map(|entity| &entity.item.class);
    entity.or_else(|| dataset.events.get(id).map(|event| &event.item.class)).map(String::as_str)
}

/// Whether a range has dates in it.
pub(super) fn takes_date(ontology: &Ontology, range: &[String]) -> bool {
    range.iter().any(|class| ontology.is_a(class, DATE))
}

/// What is wrong with a class as that of an event, or of an entity.
pub(super) fn class_fault(ontology: &Ontology, class: &str, event: bool) -> Option<Diagnostic> {
    if ontology.is_a(class, DATE) {
        return Some(
            fault(format!("`{class}` is a class of dates, which need no statement"))
                .help("write the date itself where it is meant, as in `for 2016`"),
        );
    }
    match (event, ontology.is_a(class, EVENT)) {
        (true, false) => Some(
            fault(format!("`{class}` is no class of events, so it has no date"))
                .help("leave the date out, or write a class below `event`"),
        ),
        (false, true) => Some(
            fault(format!("`{class}` is a class of events, and an event has a date"))
                .help(format!("write the date first, as in `2017-03 {class} …`")),
        ),
        _ => None,
    }
}

/// `award, funding`
fn list(classes: &[String]) -> String {
    classes.join(", ")
}

/// Says that a relation, as it is written in `word`, does not go from a class, and what does.
pub(super) fn domain_fault(
    ontology: &Ontology,
    word: &str,
    relation: &str,
    class: &str,
) -> Diagnostic {
    let domain = ontology.relations.get(relation).map(|r| list(&r.domain)).unwrap_or_default();
    fault(format!("`{word}` goes from {domain}, and this is a {class}"))
        .help(domain_help(ontology, class))
}

/// Says which relations and measures a class has.
pub(super) fn domain_help(ontology: &Ontology, class: &str) -> String {
    let takes = |domain: &[String]| ontology.is_any(class, domain);
    let relations = ontology.relations.iter().filter(|(_, r)| takes(&r.domain)).map(|(id, _)| id);
    let measures =
        ontology.measures.iter().filter(|(_, m)| m.domain.is_empty() || takes(&m.domain));
    let known: Vec<&str> =
        relations.chain(measures.map(|(id, _)| id)).map(String::as_str).collect();
    match known.as_slice() {
        [] => format!("no relation goes from {class}"),
        known => format!("{class} has the relations and measures {}", known.join(", ")),
    }
}

/// Says that a relation does not go to a target.
pub(super) fn range_fault(ontology: &Ontology, relation: &str, target: &str) -> Diagnostic {
    let range = ontology.relations.get(relation).map(|r| list(&r.range)).unwrap_or_default();
    fault(format!("`{relation}` goes to {range}, and not to {target}"))
        .help("name another target, or write another relation")
}

/// The dimension of which any word is a unit.
pub(super) const THINGS: &str = "things";

/// Words for large numbers, which stand where a unit should.
const MULTIPLES: [&str; 8] = ["thousand", "million", "billion", "mn", "bn", "万", "億", "亿"];

/// What is wrong with a unit of a dimension; an empty one is none.
pub(super) fn unit_fault(ontology: &Ontology, dimension: &str, unit: &str) -> Option<Diagnostic> {
    if dimension == THINGS {
        return None;
    }
    let units: Vec<&str> = ontology
        .units
        .iter()
        .filter(|(_, u)| u.dimension == dimension)
        .map(|(id, _)| id.as_str())
        .collect();
    match ontology.units.get(unit) {
        Some(known) if known.dimension == dimension => None,
        Some(known) => Some(
            fault(format!("`{unit}` measures {}, and not {dimension}", known.dimension))
                .help(format!("the units of {dimension} are {}", units.join(", "))),
        ),
        None if unit.is_empty() && units.is_empty() => None,
        None if unit.is_empty() => Some(
            fault(format!("this amount of {dimension} has no unit"))
                .help(format!("write one of {} behind the number", units.join(", "))),
        ),
        None => {
            let finding = fault(format!("unknown unit of {dimension} `{unit}`"));
            let near = nearest(unit, units.iter().copied(), 3);
            match units.as_slice() {
                _ if MULTIPLES.contains(&unit) => {
                    Some(finding.help("write the number in full, as in `5_000_000 CNY`"))
                }
                [] => Some(finding.help(format!("define it with `unit {unit} of {dimension}`"))),
                units => Some(
                    finding
                        .help(format!("the units of {dimension} are {}", units.join(", ")))
                        .candidates(near),
                ),
            }
        }
    }
}

/// Nothing is inside itself: a transitive relation has no cycle, unless it goes both ways by definition.
pub(super) fn check_containment(dataset: &Dataset) -> Found {
    let mut found = Found::new();
    for (relation, definition) in &dataset.ontology.relations {
        if !definition.transitive || definition.symmetric {
            continue;
        }
        let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let items = dataset.entities.iter().map(|(id, entity)| (id, &entity.item));
        let events = dataset.events.iter().map(|(id, event)| (id, &event.item));
        for (id, item) in items.chain(events) {
            for link in item.links.iter().filter(|link| link.relation == *relation) {
                if let Target::Id(target) = &link.target {
                    edges.entry(id).or_default().push(target);
                }
            }
        }
        for cycle in find_cycles(edges) {
            found.push(containment_fault(dataset, relation, &cycle));
        }
    }
    found
}

fn containment_fault(dataset: &Dataset, relation: &str, cycle: &[&str]) -> (Place, Diagnostic) {
    let (id, next) = (cycle[0], *cycle.get(1).unwrap_or(&cycle[0]));
    let item = dataset.entities.get(id).map(|entity| &entity.item);
    let item = item.or_else(|| dataset.events.get(id).map(|event| &event.item));
    let to_next =
        |link: &Link| link.relation == relation && link.target == Target::Id(next.to_owned());
    let index = item.and_then(|item| item.links.iter().position(to_next)).unwrap_or_default();
    let message = format!("`{id}` would be inside itself: {}", chain(cycle, relation));
    (Place::Link(id.to_owned(), index), fault(message).help("leave one of these links out"))
}
