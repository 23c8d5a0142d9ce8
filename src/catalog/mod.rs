//! What the words of a file or a phrase may mean: the vocabulary's words, the names in the data, and what may have
//! been meant by a word that is unknown.
//!
//! In go an ontology and the names of a dataset or a graph, out come their folded forms to be looked up. Whatever reads what
//! people write asks here, and nothing here decides: a word may have several senses, a name may be of several things.
//! Read on in `fold` (when two spellings are one), [`Lexicon`] (words of classes, roles and relations), [`Names`]
//! (names of things, with a [`NameSource`] for graphs too large to list them) and [`nearest()`].

mod fold;
mod lexicon;
mod names;
mod nearest;

pub use fold::fold;
pub use lexicon::{Entry, Lexicon, Sense, plural};
pub use names::{NameEntry, NameSource, Names};
pub use nearest::nearest;

use crate::model::{Dataset, Item};
use crate::ontology::{Ontology, Qualifier, edge_type, node_label};
use crate::time::{Date, Precision};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that names are looked up in.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// Classes, relations, measures, units.
    pub ontology: Ontology,
    /// The words of the vocabulary.
    pub lexicon: Lexicon,
    /// The names of entities and events.
    pub names: Names,
    /// Of each class, the measures that things of it or below it have in the data.
    pub amounts: BTreeMap<String, BTreeSet<String>>,
    /// Of each class, what things of it or below it have a stated number of: the measure and its unit, as in `count 9
    /// companies`. Left out is what something has two numbers of.
    pub counted: BTreeMap<String, BTreeSet<(String, String)>>,
    /// The measures of which some amount is not stated, or approximate.
    pub doubtful_amounts: BTreeSet<String>,
    /// Some event is not known to have been on one certain day.
    pub rough_dates: bool,
    /// Some event is dated by an interval or a set, and may lie in more than one period.
    pub interval_dates: bool,
    /// The labels that the things of a class carry, where these are not [`node_label`] of it alone: one of them each.
    pub labels: BTreeMap<String, Vec<String>>,
    /// The types that the edges of a relation carry, where these are not [`edge_type`] of it.
    pub types: BTreeMap<String, Vec<String>>,
    /// The data do not say how facts are known, so that all are stated.
    pub unqualified: bool,
}

impl Catalog {
    /// The catalog of a dataset.
    pub fn new(dataset: &Dataset) -> Catalog {
        Catalog {
            ontology: dataset.ontology.clone(),
            lexicon: Lexicon::new(&dataset.ontology),
            names: Names::new(dataset),
            amounts: amounts(dataset),
            counted: counted(dataset),
            doubtful_amounts: doubtful_amounts(dataset),
            rough_dates: rough_dates(dataset),
            interval_dates: interval_dates(dataset),
            labels: BTreeMap::new(),
            types: BTreeMap::new(),
            unqualified: false,
        }
    }

    /// The labels of which each thing of a class carries one.
    pub fn labels_of(&self, class: &str) -> Vec<String> {
        self.labels.get(class).cloned().unwrap_or_else(|| vec![node_label(class)])
    }

    /// The types that the edges of a relation carry.
    pub fn types_of(&self, relation: &str) -> Vec<String> {
        let qualifier = self.qualifier(relation);
        let relation = qualifier.map_or(relation, |qualifier| qualifier.relation.as_str());
        self.types.get(relation).cloned().unwrap_or_else(|| vec![edge_type(relation)])
    }

    /// Which links of another relation are those of this one, where it has none of its own.
    pub fn qualifier(&self, relation: &str) -> Option<&Qualifier> {
        self.ontology.relations.get(relation)?.qualifier.as_ref()
    }
}

/// All entities and events.
fn items(dataset: &Dataset) -> impl Iterator<Item = &Item> {
    let entities = dataset.entities.values().map(|entity| &entity.item);
    entities.chain(dataset.events.values().map(|event| &event.item))
}

/// What is counted of things, by class.
fn counted(dataset: &Dataset) -> BTreeMap<String, BTreeSet<(String, String)>> {
    let mut found: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for item in items(dataset) {
        let mut own = BTreeSet::new();
        for amount in &item.amounts {
            let measure = dataset.ontology.measures.get(&amount.measure);
            if measure.is_none_or(|measure| measure.dimension != "things") {
                continue;
            }
            let key = (amount.measure.clone(), amount.unit.clone());
            if !own.insert(key.clone()) {
                twice.insert(key);
            }
        }
        for class in dataset.ontology.lineage(&item.class) {
            found.entry(class.to_owned()).or_default().extend(own.iter().cloned());
        }
    }
    found.values_mut().for_each(|all| all.retain(|key| !twice.contains(key)));
    found
}

fn doubtful_amounts(dataset: &Dataset) -> BTreeSet<String> {
    let amounts = items(dataset).flat_map(|item| &item.amounts);
    let doubtful = amounts.filter(|amount| amount.approximate || !amount.certainty.is_stated());
    doubtful.map(|amount| amount.measure.clone()).collect()
}

fn rough_dates(dataset: &Dataset) -> bool {
    let is_day = |date: &Date| {
        let bounds = date.bounds();
        bounds.earliest.is_some() && bounds.earliest == bounds.latest
    };
    let mut events = dataset.events.values();
    events.any(|event| !event.relative.is_empty() || !event.date.as_ref().is_some_and(is_day))
}

fn interval_dates(dataset: &Dataset) -> bool {
    let long = |date: &Date| matches!(date.precision(), Precision::Interval | Precision::Set);
    dataset
        .events
        .values()
        .any(|event| !event.relative.is_empty() || event.date.as_ref().is_some_and(long))
}

/// The measures that occur, by class.
fn amounts(dataset: &Dataset) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in items(dataset) {
        for class in dataset.ontology.lineage(&item.class) {
            let measures = item.amounts.iter().map(|amount| amount.measure.clone());
            found.entry(class.to_owned()).or_default().extend(measures);
        }
    }
    found
}
