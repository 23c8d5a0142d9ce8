//! The graph of a chronicle.

use super::as_of::{DATED_NAMES, VALID};
use super::date_order::{DATE_ORDER, write_fact};
use super::facts::{citation_text, name_key};
use super::{Graph, GraphBuilder, GraphError};
use crate::model::{
    Amount, Certainty, Citation, Dataset, Event, Item, Label, Link, Target, preferred,
};
use crate::ontology::{Ontology, edge_type, node_label};
use crate::time::{Date, Precision};
use crate::value::{NodeId, Quantity, Value};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::iter::once;
use std::sync::Arc;

/// Properties that an entity or event may have anyway, so that no measure can be called so. Those that begin with
/// `name_` are too.
const RESERVED: [&str; 11] = [
    "id",
    "name",
    "names",
    "class",
    "certainty",
    "sources",
    "date",
    "notes",
    "written",
    DATED_NAMES,
    DATE_ORDER,
];

/// Languages besides English in which dates have names.
const DATE_LANGUAGES: [&str; 2] = ["ja", "zh"];

type Properties = Vec<(String, Value)>;

/// The property that holds the amounts of a measure: its id, and for counted things also what is counted
/// (`count_service_centres`).
pub fn amount_key(ontology: &Ontology, measure: &str, unit: &str) -> String {
    let counted = ontology.measures.get(measure).is_some_and(|m| m.dimension == "things");
    if counted && !unit.is_empty() {
        format!("{measure}_{}", unit.replace([' ', '-'], "_"))
    } else {
        measure.to_owned()
    }
}

impl Graph {
    /// The graph of a chronicle.
    ///
    /// - An entity or event is a node that is labelled with its class and all superclasses (`Award`, `Honour`, `Event`).
    ///   Properties: `id`; `class`; `name` (in English, else the first name), `name_ja` and so on, `names` (all);
    ///   `certainty`; `sources` (texts as `dlhitech 4.3`); `notes`; of an event its `date`. An amount is a property that
    ///   [`amount_key`] names, several of one key a list; beside it stand, where they say more, `…_certainty` (the
    ///   weakest of the amounts), `…_approximate` and `…_sources`.
    /// - The `date` of an event is what other events leave of it; where the chronicle has something else, that is
    ///   `written`; `date_order` lists what they say. Where a name has a valid time, `dated_names` lists language, name and valid time of all names.
    /// - A link is an edge of the type of its relation, with `certainty`, `valid` (when it holds, where that is
    ///   said) and `sources` (its own, else those of the item).
    ///   Symmetric relations stand once, as written.
    /// - A date is a node labelled `Date`, and when it is a plain day, month, quarter, half or year also so. Properties:
    ///   `id` (EDTF), `name`, `name_ja`, `name_zh`, `date`. It is `PART_OF` the next longer period that contains it. An
    ///   event is `ON` its date.
    /// - A source is a node labelled `Source` with `id`, `name` and `url`.
    ///
    /// Entities come first, then events, then dates and sources: where an entity has the id of a date,
    /// [`Graph::node_by_id`] finds the entity.
    ///
    /// # Errors
    /// Dates that contradict each other, a link to an id that nothing has, an id of both an entity and an event, a measure that is called like another
    /// property, and more nodes or edges than fit.
    pub fn from_dataset(dataset: &Dataset) -> Result<Graph, GraphError> {
        let mut loader = Loader {
            ontology: &dataset.ontology,
            builder: GraphBuilder::new(),
            ids: HashMap::new(),
            dates: HashMap::new(),
        };
        let dates = dataset.narrowed_dates().map_err(|_| GraphError::Dates)?;
        let entities = dataset.entities.iter().map(|(id, entity)| (id, &entity.item, None));
        let events = dataset.events.iter().map(|(id, event)| {
            let date = dates.get(id.as_str()).unwrap_or(&event.date);
            (id, &event.item, date.as_ref())
        });
        let items = entities.chain(events);
        for (id, item, date) in items.clone() {
            let written = dataset.events.get(id).filter(|event| event.date.as_ref() != date);
            let written = written.map(|event| ("written".to_owned(), event.when().into()));
            let order = dataset.events.get(id).and_then(date_order);
            loader.add_item(id, item, date, written.into_iter().chain(order).collect())?;
        }
        for (id, item, date) in items {
            loader.add_links(id, item, date)?;
        }
        for (id, source) in &dataset.sources {
            let url = source.url.clone().map_or(Value::Null, Value::from);
            let title = Value::from(source.title.as_str());
            let properties = [("id", Value::from(id.as_str())), ("name", title), ("url", url)];
            loader.builder.add_node(&["Source"], properties.map(|(k, v)| (k.to_owned(), v)).into());
        }
        loader.builder.build()
    }
}

/// What is said of the time of an event by other events.
fn date_order(event: &Event) -> Option<(String, Value)> {
    let said = event.relative.iter().flat_map(|relative| {
        let constraints = relative.constraints(0, 0, 1);
        constraints.into_iter().map(|constraint| write_fact(&relative.event, &constraint))
    });
    let said: Vec<Value> = said.collect();
    (!said.is_empty()).then(|| (DATE_ORDER.to_owned(), said.into()))
}

struct Loader<'a> {
    ontology: &'a Ontology,
    builder: GraphBuilder,
    ids: HashMap<&'a str, NodeId>,
    dates: HashMap<Date, NodeId>,
}

impl<'a> Loader<'a> {
    fn add_item(
        &mut self,
        id: &'a str,
        item: &Item,
        date: Option<&Date>,
        more: Properties,
    ) -> Result<(), GraphError> {
        let lineage = self.ontology.lineage(&item.class);
        let labels: Vec<String> = lineage.into_iter().map(node_label).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let mut properties = vec![("id".to_owned(), Value::from(id))];
        properties.extend(names(&item.labels));
        properties.push(("class".to_owned(), Value::from(item.class.as_str())));
        properties.extend(known(item.certainty, &item.citations));
        properties.extend(date.map(|date| ("date".to_owned(), edtf(date))));
        properties.extend(more);
        properties.extend(dated_names(&item.labels));
        properties.extend(self.amounts(id, &item.amounts)?);
        properties.extend(texts("notes", item.notes.iter().cloned()));
        let node = self.builder.add_node(&labels, properties);
        match self.ids.insert(id, node) {
            None => Ok(()),
            Some(_) => Err(GraphError::DoubleId(id.to_owned())),
        }
    }

    fn amounts(&self, item: &str, amounts: &[Amount]) -> Result<Properties, GraphError> {
        let mut by_key: IndexMap<String, Vec<&Amount>> = IndexMap::new();
        for amount in amounts {
            let key = amount_key(self.ontology, &amount.measure, &amount.unit);
            if RESERVED.contains(&key.as_str()) || key.starts_with("name_") {
                let (measure, item) = (amount.measure.clone(), item.to_owned());
                return Err(GraphError::ReservedMeasure { measure, key, item });
            }
            by_key.entry(key).or_default().push(amount);
        }
        let mut properties = Vec::new();
        for (key, amounts) in by_key {
            let weakest = amounts.iter().map(|amount| amount.certainty).max();
            if let Some(certainty) = weakest.filter(|certainty| !certainty.is_stated()) {
                properties.push((format!("{key}_certainty"), certainty.as_str().into()));
            }
            if amounts.iter().any(|amount| amount.approximate) {
                properties.push((format!("{key}_approximate"), Value::Boolean(true)));
            }
            let sources = amounts.iter().flat_map(|amount| &amount.citations).map(citation_text);
            properties.extend(texts(&format!("{key}_sources"), sources));
            let mut values: Vec<Value> = amounts.iter().map(|amount| quantity(amount)).collect();
            let value = if values.len() == 1 { values.pop() } else { Some(values.into()) };
            properties.extend(value.map(|value| (key, value)));
        }
        Ok(properties)
    }

    fn add_links(
        &mut self,
        id: &'a str,
        item: &Item,
        date: Option<&Date>,
    ) -> Result<(), GraphError> {
        let Some(&node) = self.ids.get(id) else { return Ok(()) };
        if let Some(date) = date {
            let date = self.date_node(date);
            self.builder.add_edge(node, date, "ON", known(item.certainty, &item.citations));
        }
        for link in &item.links {
            let target = self.target(id, link)?;
            let citations =
                if link.citations.is_empty() { &item.citations } else { &link.citations };
            let mut properties = known(link.certainty, citations);
            properties.extend(link.valid.as_ref().map(|valid| (VALID.to_owned(), edtf(valid))));
            let (relation, turned) = self.ontology.canonical(&link.relation);
            let (from, to) = if turned { (target, node) } else { (node, target) };
            self.builder.add_edge(from, to, &edge_type(relation), properties);
        }
        Ok(())
    }

    fn target(&mut self, from: &str, link: &Link) -> Result<NodeId, GraphError> {
        match &link.target {
            Target::Date(date) => Ok(self.date_node(date)),
            Target::Id(to) => {
                self.ids.get(to.as_str()).copied().ok_or_else(|| GraphError::DanglingLink {
                    from: from.to_owned(),
                    relation: link.relation.clone(),
                    to: to.clone(),
                })
            }
        }
    }

    /// The node of a date, which is made where it is new, with the periods that contain it.
    fn date_node(&mut self, date: &Date) -> NodeId {
        if let Some(node) = self.dates.get(date) {
            return *node;
        }
        let node = self.add_date(date);
        let mut part = node;
        for period in date.parents() {
            let found = self.dates.get(&period).copied();
            let whole = found.unwrap_or_else(|| self.add_date(&period));
            self.builder.add_edge(part, whole, "PART_OF", known(Certainty::Stated, &[]));
            if found.is_some() {
                break;
            }
            part = whole;
        }
        node
    }

    fn add_date(&mut self, date: &Date) -> NodeId {
        let mut labels = vec!["Date"];
        labels.extend(period_label(date));
        let names = once("en").chain(DATE_LANGUAGES);
        let mut properties = vec![("id".to_owned(), Value::from(date.to_string()))];
        properties.extend(names.map(|lang| (name_key(lang), Value::from(date.to_text(lang)))));
        properties.push(("date".to_owned(), Value::Edtf(Arc::new(date.clone()))));
        let node = self.builder.add_node(&labels, properties);
        self.dates.insert(date.clone(), node);
        node
    }
}

/// The class of a date that is exactly a period of the calendar. A qualified date (`2017-03~`) is only part of one, or
/// the period would count twice.
fn period_label(date: &Date) -> Option<&'static str> {
    let precision = date.precision();
    let label = match precision {
        Precision::Day => "Day",
        Precision::Month => "Month",
        Precision::Quarter => "Quarter",
        Precision::Half => "Half",
        Precision::Year => "Year",
        _ => return None,
    };
    (date.truncate(precision).as_ref() == Some(date)).then_some(label)
}

fn names(labels: &[Label]) -> Properties {
    let mut properties = Properties::new();
    let english = preferred(labels, "en").or(labels.first());
    properties.extend(english.map(|label| (name_key("en"), Value::from(label.text.as_str()))));
    for label in labels.iter().filter(|label| !["en", "und"].contains(&label.lang.as_str())) {
        // The first property of a key counts.
        let label = preferred(labels, &label.lang).unwrap_or(label);
        properties.push((name_key(&label.lang), Value::from(label.text.as_str())));
    }
    properties.extend(texts("names", labels.iter().map(|label| label.text.clone())));
    properties
}

/// Language, name and valid time of all names, where one of them has a valid time.
fn dated_names(labels: &[Label]) -> Option<(String, Value)> {
    labels.iter().any(|label| label.valid.is_some()).then(|| {
        let one = |label: &Label| {
            let (lang, name) = (label.lang.as_str().into(), label.text.as_str().into());
            let valid = label.valid.as_ref().map_or(Value::Null, edtf);
            Value::from(vec![lang, name, valid])
        };
        (DATED_NAMES.to_owned(), Value::from(labels.iter().map(one).collect::<Vec<_>>()))
    })
}

fn edtf(date: &Date) -> Value {
    Value::Edtf(Arc::new(date.clone()))
}

/// How and where something is known.
fn known(certainty: Certainty, citations: &[Citation]) -> Properties {
    let certainty = ("certainty".to_owned(), Value::from(certainty.as_str()));
    once(certainty).chain(texts("sources", citations.iter().map(citation_text))).collect()
}

fn texts(key: &str, texts: impl Iterator<Item = String>) -> Option<(String, Value)> {
    let texts: Vec<Value> = texts.map(Value::from).collect();
    (!texts.is_empty()).then(|| (key.to_owned(), Value::from(texts)))
}

fn quantity(amount: &Amount) -> Value {
    let (value, unit) = (amount.value, amount.unit.as_str().into());
    Value::Quantity(Arc::new(Quantity { value, unit }))
}
