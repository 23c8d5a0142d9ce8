//! Relations from edge types.

use super::labels::LabelOrder;
use super::{EVENT, words};
use crate::graph::{Graph, LabelId, TypeId};
use crate::ontology::{Ontology, Relation, class_id, relation_id};

/// Adds a relation for each type of edge.
pub(super) fn add(graph: &Graph, ontology: &mut Ontology, base: &Ontology) {
    let order = LabelOrder::new(graph);
    for (edge_type, ends) in (0..).map(TypeId).zip(joined(graph)) {
        let id = relation_id(graph.type_name(edge_type));
        let [sources, targets] = ends.map(|sets| classes(graph, &order, &sets));
        if id.is_empty() || sources.is_empty() || targets.is_empty() {
            continue;
        }
        match ontology.relations.get_mut(&id) {
            Some(relation) => {
                extend(&mut relation.domain, sources);
                extend(&mut relation.range, targets);
            }
            None => {
                let known = base.relations.get(&id).cloned();
                let relation =
                    Relation { domain: sources, range: targets, ..known.unwrap_or_default() };
                ontology.relations.insert(id, relation);
            }
        }
    }
    let ids: Vec<String> = ontology.relations.keys().cloned().collect();
    for id in &ids {
        let from_event = ontology.relations.get(id).is_some_and(|relation| {
            relation.domain.iter().all(|class| ontology.is_a(class, EVENT))
        });
        if let Some(relation) = ontology.relations.get_mut(id) {
            let itself = relation.domain == relation.range;
            words::describe(id, relation, from_event);
            relation.transitive = itself && words::is_containment(id);
            relation.spatial = false;
            relation.inverse = None;
        }
    }
    for id in &ids {
        mark_spatial(ontology, id);
    }
}

/// What is linked to a part is linked to the whole, where the relation says where something is.
fn mark_spatial(ontology: &mut Ontology, id: &str) {
    let contained = |class: &str| {
        ontology.relations.values().any(|r| r.transitive && ontology.is_any(class, &r.domain))
    };
    let spatial = ontology.relations.get(id).is_some_and(|relation| {
        !relation.transitive
            && words::is_place(relation)
            && relation.range.iter().all(|class| contained(class))
    });
    if let Some(relation) = ontology.relations.get_mut(id) {
        relation.spatial = spatial;
    }
}

fn extend(all: &mut Vec<String>, more: Vec<String>) {
    for class in more {
        if !all.contains(&class) {
            all.push(class);
        }
    }
}

/// By type: the label sets that its edges come from, and those that they point to.
fn joined(graph: &Graph) -> Vec<[Vec<u32>; 2]> {
    let sets = graph.label_sets.len();
    let mut seen = vec![[vec![false; sets], vec![false; sets]]; graph.types().count()];
    let mut mark = |edge_type: TypeId, end: usize, node: u32| {
        let set = graph.label_set_of.get(node as usize);
        let ends = seen.get_mut(edge_type.0 as usize).and_then(|ends| ends.get_mut(end));
        if let Some(place) = ends.zip(set).and_then(|(sets, set)| sets.get_mut(*set as usize)) {
            *place = true;
        }
    };
    for (_, source, target, edge_type) in graph.edges.iter() {
        mark(edge_type, 0, source.0);
        mark(edge_type, 1, target.0);
    }
    let numbers = |seen: Vec<bool>| (0..).zip(seen).filter(|(_, s)| *s).map(|(n, _)| n).collect();
    seen.into_iter().map(|ends| ends.map(numbers)).collect()
}

/// The classes that cover these label sets: for those that have a root in common, the lowest label that they all have.
pub(super) fn classes(graph: &Graph, order: &LabelOrder, sets: &[u32]) -> Vec<String> {
    let sets: Vec<&[LabelId]> = sets
        .iter()
        .filter_map(|set| graph.label_sets.get_index(*set as usize))
        .map(Vec::as_slice)
        .collect();
    let mut roots: Vec<LabelId> = sets.iter().flat_map(|set| order.roots(set)).collect();
    roots.sort_unstable();
    roots.dedup();
    let mut found = Vec::new();
    for root in roots {
        let under: Vec<&[LabelId]> =
            sets.iter().copied().filter(|set| set.contains(&root)).collect();
        let lowest = order.common(&under);
        let names = lowest.iter().map(|label| class_id(graph.label_name(*label)));
        extend(&mut found, names.take(1).filter(|name| !name.is_empty()).collect());
    }
    found
}
