//! Measures from columns of numbers.

use super::{LabelOrder, relations, words};
use crate::graph::{Column, Data, Graph};
use crate::ontology::{Measure, Ontology, PLAIN_NUMBER, class_id};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a measure for each property of numbers: its id is the key. What counts as an id is none.
pub(super) fn add(graph: &Graph, ontology: &mut Ontology) {
    let order = LabelOrder::new(graph);
    for key in graph.keys() {
        let column = graph.key_id(key).and_then(|key| graph.node_column(key));
        let Some(column) = column.filter(|column| is_numeric(column) && !is_id(key)) else {
            continue;
        };
        let sets = label_sets(graph, column);
        let domain = relations::classes(graph, &order, &sets);
        if domain.is_empty() {
            continue;
        }
        let noun = forms(key).into_iter().map(words::english).collect();
        let dimension = PLAIN_NUMBER.to_owned();
        let measure = Measure { dimension, domain, noun, ..Measure::default() };
        ontology.measures.insert(key.to_owned(), measure);
    }
}

fn is_numeric(column: &Column) -> bool {
    matches!(column.data(), Data::Integer(_) | Data::Float(_))
}

/// Whether a key says that its numbers are names of things: `id`, `order_id`, `orderID`.
fn is_id(key: &str) -> bool {
    class_id(key).split('_').next_back() == Some("id")
}

/// What the key is called in a phrase: its words, and without a final `s` too.
fn forms(key: &str) -> Vec<String> {
    let spoken = class_id(key).replace('_', " ");
    let singular = spoken.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s'));
    let singular = singular.map(str::to_owned);
    std::iter::once(spoken.clone()).chain(singular).filter(|form| !form.is_empty()).collect()
}

/// The sets of labels of the nodes that have a value.
fn label_sets(graph: &Graph, column: &Column) -> Vec<u32> {
    let mut seen = vec![false; graph.label_sets.len()];
    for (row, _) in column.rows().pairs() {
        let set = graph.label_set_of.get(row as usize);
        if let Some(place) = set.and_then(|set| seen.get_mut(*set as usize)) {
            *place = true;
        }
    }
    (0..).zip(seen).filter(|(_, seen)| *seen).map(|(set, _)| set).collect()
}

/// Of each class, the measures of plain numbers that things of it may have.
pub(in crate::graph) fn by_class(ontology: &Ontology) -> BTreeMap<String, BTreeSet<String>> {
    let plain = ontology.measures.iter().filter(|(_, m)| m.dimension == PLAIN_NUMBER);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, measure) in plain {
        for class in ontology.classes.keys() {
            let has = ontology.is_any(class, &measure.domain)
                || measure.domain.iter().any(|below| ontology.is_a(below, class));
            if has {
                found.entry(class.clone()).or_default().insert(id.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_keys() {
        assert_eq!(forms("damages"), ["damages", "damage"]);
        assert_eq!(forms("Total_Damages (USD)"), ["total damages usd"]);
        assert_eq!(forms("unitPrice"), ["unit price"]);
        assert_eq!(forms("mass"), ["mass"]);
        assert!(is_id("id") && is_id("orderID") && is_id("order_id") && !is_id("bid"));
    }
}
