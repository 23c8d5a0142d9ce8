//! Everything that is known of one entity or event.

use super::Look;
use crate::answer::End;
use crate::model::{Certainty, Citation, Dataset, Item, Link, Target};
use crate::time::{Date, Truth};
use indexmap::IndexMap;
use serde::Serialize;

/// An entity or event with all its names, links, amounts and sources.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Description {
    /// The user's id.
    pub id: String,
    /// The class, by id.
    pub class: String,
    /// The name in the language asked for.
    pub label: String,
    /// Of an event, when, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// All names by language, the preferred one first; those that are not stated end in ` ?`.
    pub labels: IndexMap<String, Vec<String>>,
    /// How it is known.
    pub certainty: Certainty,
    /// Amounts.
    pub amounts: Vec<DescribedAmount>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Links to others, as written.
    pub links: Vec<DescribedLink>,
    /// Links from others: events by date, then the rest as written.
    pub linked_from: Vec<DescribedLink>,
    /// Where it is said.
    pub sources: Vec<Citation>,
}

/// A link of a [`Description`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DescribedLink {
    /// The relation, by id.
    pub relation: String,
    /// The other end: an entity, an event or a date.
    pub other: End,
    /// When the other end is an event: its date, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When it holds, an interval in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// How it is known.
    pub certainty: Certainty,
    /// Where it is said.
    pub sources: Vec<Citation>,
}

/// An amount of a [`Description`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DescribedAmount {
    /// The measure, by id.
    pub measure: String,
    /// The number in decimal digits.
    pub value: String,
    /// The unit, or what is counted.
    pub unit: String,
    /// The number is approximate.
    pub approximate: bool,
    /// How it is known.
    pub certainty: Certainty,
}

impl Description {
    /// The description of what has an id, as it stood on a day if there is one: without the links and names that surely did not
    /// hold then, and without events that surely began after it. `None` where nothing has the id.
    pub fn new(
        dataset: &Dataset,
        id: &str,
        lang: &str,
        as_of: Option<&Date>,
    ) -> Option<Description> {
        let (look, day) = (Look::new(dataset, lang), Day(as_of.map(Date::some_day)));
        let item = look.item(id)?;
        let mut labels: IndexMap<String, Vec<String>> = IndexMap::new();
        for label in item.labels.iter().filter(|label| day.has(label.valid.as_ref())) {
            let mark = if label.certainty.is_stated() { "" } else { " ?" };
            let valid = label.valid.as_ref().map(|valid| format!(" ({})", valid.to_text(lang)));
            let name = label.text.clone() + &valid.unwrap_or_default() + mark;
            labels.entry(label.lang.clone()).or_default().push(name);
        }
        let amounts = item.amounts.iter().map(|amount| DescribedAmount {
            measure: amount.measure.clone(),
            value: amount.value.to_string(),
            unit: amount.unit.clone(),
            approximate: amount.approximate,
            certainty: amount.certainty,
        });
        Some(Description {
            id: id.to_owned(),
            class: item.class.clone(),
            label: look.label(id).to_owned(),
            date: dataset.events.get(id).map(|event| event.when()),
            labels,
            certainty: item.certainty,
            amounts: amounts.collect(),
            notes: item.notes.clone(),
            links: item
                .links
                .iter()
                .filter(|link| day.has_link(dataset, link))
                .map(|link| outgoing(&look, item, link))
                .collect(),
            linked_from: incoming(&look, id, &day),
            sources: item.citations.clone(),
        })
    }
}

/// The day as of which a description is, if there is one.
struct Day(Option<Date>);

impl Day {
    /// Whether what is valid at that time may hold on the day.
    fn has(&self, valid: Option<&Date>) -> bool {
        match (&self.0, valid) {
            (Some(day), Some(valid)) => valid.holds_on(day) != Truth::False,
            _ => true,
        }
    }

    /// Whether an event of that date may have begun by the day.
    fn has_begun(&self, date: Option<&Date>) -> bool {
        match (&self.0, date) {
            (Some(day), Some(date)) => date.begins_after(day) != Truth::True,
            _ => true,
        }
    }

    fn has_link(&self, dataset: &Dataset, link: &Link) -> bool {
        let event = match &link.target {
            Target::Id(id) => dataset.events.get(id),
            Target::Date(_) => None,
        };
        self.has(link.valid.as_ref())
            && event.is_none_or(|event| self.has_begun(event.date.as_ref()))
    }
}

fn outgoing(look: &Look<'_>, item: &Item, link: &Link) -> DescribedLink {
    let end = match &link.target {
        Target::Id(id) => end(look, id),
        Target::Date(date) => {
            End { id: date.to_string(), class: "date".to_owned(), label: date.to_text(look.lang) }
        }
    };
    described_link(look, item, link, end)
}

fn end(look: &Look<'_>, id: &str) -> End {
    let class = look.item(id).map_or(String::new(), |item| item.class.clone());
    End { id: id.to_owned(), class, label: look.label(id).to_owned() }
}

fn described_link(look: &Look<'_>, item: &Item, link: &Link, other: End) -> DescribedLink {
    let sources = if link.citations.is_empty() { &item.citations } else { &link.citations };
    DescribedLink {
        relation: link.relation.clone(),
        date: look.dataset.events.get(&other.id).map(|event| event.when()),
        other,
        valid: link.valid.as_ref().map(Date::to_string),
        certainty: link.certainty,
        sources: sources.clone(),
    }
}

fn incoming(look: &Look<'_>, id: &str, day: &Day) -> Vec<DescribedLink> {
    let from = |other: &str, item: &Item| -> Vec<DescribedLink> {
        let here = |link: &&Link| {
            let target = matches!(&link.target, Target::Id(target) if target == id);
            target && day.has(link.valid.as_ref())
        };
        let links = item.links.iter().filter(here);
        links.map(|link| described_link(look, item, link, end(look, other))).collect()
    };
    let dataset = look.dataset;
    let mut events: Vec<(&String, Option<&Date>, &Item)> =
        dataset.events.iter().map(|(id, event)| (id, event.date.as_ref(), &event.item)).collect();
    events.sort_by_key(|(_, date, _)| date.and_then(|date| date.bounds().earliest));
    events.retain(|(_, date, _)| day.has_begun(*date));
    let events = events.into_iter().flat_map(|(other, _, item)| from(other, item));
    let entities = dataset.entities.iter().flat_map(|(other, entity)| from(other, &entity.item));
    events.chain(entities).collect()
}
