//! A vocabulary for a graph that has none: classes from its labels, relations from its edge types and what they join.
//!
//! A class that the base vocabulary knows has its words. What is above what is measured: a class is below another one where
//! every node with its label has the other label too (`Award`, `Event`). Only a class without such a one has the
//! parents that the base vocabulary gives it; these stand for the classes below them, since no node is labelled with
//! them. A property of numbers is a measure. A class whose nodes have a `date` is one of events, unless another one is above it.

mod labels;
mod measures;
mod relations;
mod roles;
mod words;

use super::{Graph, LabelId};
use crate::ontology::{Class, Ontology, Word, class_id};
use indexmap::IndexMap;
use labels::LabelOrder;
pub(super) use measures::by_class as measures_by_class;
use std::collections::BTreeMap;

/// The class of all events.
const EVENT: &str = "event";

/// How many nodes of a label are looked at to find out whether they have dates.
const SAMPLE: usize = 1000;

impl Graph {
    /// The vocabulary of this graph; see [`crate::graph`] for how it comes about. `base` gives words of classes and
    /// relations that it knows.
    ///
    /// Takes time in proportion to the edges.
    ///
    /// ```
    /// use nenpyo::graph::GraphBuilder;
    ///
    /// let mut builder = GraphBuilder::new();
    /// let award = builder.add_node(&["Award", "Event"], vec![]);
    /// let visit = builder.add_node(&["StateVisit", "Event"], vec![]);
    /// let company = builder.add_node(&["Company"], vec![]);
    /// builder.add_edge(award, company, "PARTICIPANT", vec![]);
    /// let vocabulary = builder.build()?.vocabulary(&nenpyo::store::base_vocabulary()?);
    /// assert_eq!(vocabulary.classes["state_visit"].words[0].form, "state visit");
    /// assert!(vocabulary.is_a("award", "event"));
    /// assert_eq!(vocabulary.relations["participant"].range, ["company"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn vocabulary(&self, base: &Ontology) -> Ontology {
        let order = LabelOrder::new(self);
        let mut ontology = Ontology::default();
        let labelled = self.labels().any(|label| class_id(label) == EVENT);
        for (label, name) in (0..).map(LabelId).zip(self.labels()) {
            let id = class_id(name);
            if id.is_empty() || self.label_count(label) == 0 {
                continue;
            }
            let mut class = base.classes.get(&id).cloned().unwrap_or_else(|| named(&id));
            look_as_in(base, &id, &mut class);
            let above = order.direct_above(label);
            let above = above.into_iter().map(|label| class_id(self.label_name(label)));
            let mut parents: Vec<String> = above.filter(|parent| *parent != id).collect();
            if parents.is_empty() && id != EVENT {
                parents = std::mem::take(&mut class.parents);
                // Where there are nodes labelled as events, those are the events; else what has dates.
                parents.retain(|parent| !base.is_a(parent, EVENT));
                let event = parents.is_empty() && !labelled && self.has_dates(label);
                parents.extend(event.then(|| EVENT.to_owned()));
            }
            parents.dedup();
            class.parents = parents;
            ontology.classes.entry(id).or_insert(class);
        }
        add_ancestors(&mut ontology.classes, base);
        relations::add(self, &mut ontology, base);
        roles::add(self, &mut ontology, base);
        measures::add(self, &mut ontology);
        ontology
    }

    /// The labels of the things of each class: its own, and of the classes below it those that it does not imply.
    pub(super) fn labels_of_classes(&self, ontology: &Ontology) -> BTreeMap<String, Vec<String>> {
        let order = LabelOrder::new(self);
        let mut own: BTreeMap<String, Vec<LabelId>> = BTreeMap::new();
        for (label, name) in (0..).map(LabelId).zip(self.labels()) {
            own.entry(class_id(name)).or_default().push(label);
        }
        let mut found = BTreeMap::new();
        for class in ontology.classes.keys() {
            let below = ontology.classes.keys().filter(|other| ontology.is_a(other, class));
            let all: Vec<LabelId> =
                below.flat_map(|class| own.get(class).cloned().unwrap_or_default()).collect();
            let kept = order.greatest(&all);
            let names = kept.into_iter().map(|label| self.label_name(label).to_owned());
            found.insert(class.clone(), names.collect());
        }
        found
    }

    /// Whether nodes of a label have a date.
    fn has_dates(&self, label: LabelId) -> bool {
        let dates = self.key_id("date").and_then(|key| self.node_column(key));
        let nodes = self.with_label(label).iter().take(SAMPLE);
        dates.is_some_and(|dates| nodes.clone().any(|node| dates.has(node.0)))
    }
}

/// The colour and the shape that a class has in the base vocabulary from those above it there, which need not be above it
/// here.
fn look_as_in(base: &Ontology, id: &str, class: &mut Class) {
    let lineage = || base.lineage(id).into_iter().filter_map(|id| base.classes.get(id));
    class.color = class.color.take().or_else(|| lineage().find_map(|class| class.color.clone()));
    class.shape = class.shape.take().or_else(|| lineage().find_map(|class| class.shape.clone()));
}

/// A class that is called as its id.
fn named(id: &str) -> Class {
    let word = Word { lang: "en".to_owned(), form: id.replace('_', " "), plural: None };
    Class { words: vec![word], ..Class::default() }
}

/// Adds the parents that are not there yet, from the base vocabulary, and theirs.
fn add_ancestors(classes: &mut IndexMap<String, Class>, base: &Ontology) {
    let mut at = 0;
    while let Some((_, class)) = classes.get_index(at) {
        for parent in class.parents.clone() {
            if !classes.contains_key(&parent) {
                let class = base.classes.get(&parent).cloned().unwrap_or_else(|| named(&parent));
                classes.insert(parent, class);
            }
        }
        at += 1;
    }
}
