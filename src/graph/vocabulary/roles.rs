//! Relations from a property of edges that says in which role something takes part.

use super::{LabelOrder, relations, words};
use crate::graph::{Column, Data, Graph, TypeId};
use crate::ontology::{Ontology, Qualifier, Relation, class_id, relation_id};
use crate::value::EdgeId;
use std::collections::{BTreeMap, BTreeSet};

/// The property, by the id that its key has as a word.
const ROLE: &str = "role";

/// How many different roles there may be: more are no roles.
const MOST: usize = 50;

/// Words for any part in an event, which no single role takes for itself.
const ANY_PART: [&str; 6] =
    ["with", "of", "involving", "took part in", "participated in", "participant"];

/// Adds a relation for each role that edges have.
pub(super) fn add(graph: &Graph, ontology: &mut Ontology, base: &Ontology) {
    let order = LabelOrder::new(graph);
    for key in graph.keys().filter(|key| class_id(key) == ROLE) {
        let column = graph.key_id(key).and_then(|key| graph.edge_column(key));
        let Some(column) = column else { continue };
        for ((edge_type, value), from) in joined(graph, column) {
            let (id, relation) = (relation_id(&value), relation_id(graph.type_name(edge_type)));
            let whole = ontology.relations.get(&relation).filter(|whole| whole.role);
            let Some(range) = whole.map(|whole| whole.range.clone()) else { continue };
            if id.is_empty() || ontology.relations.contains_key(&id) {
                continue;
            }
            let known = base.relations.get(&id).filter(|relation| relation.role).cloned();
            let mut found = known.unwrap_or_else(|| words::role(&value));
            for all in [&mut found.forward, &mut found.backward, &mut found.noun] {
                all.retain(|word| !ANY_PART.contains(&word.form.as_str()));
            }
            // Whoever may take part may have the role: *awards to* one that only gave some are none.
            (found.domain, found.range) = (lowest(graph, &order, &from), range);
            let key = key.to_owned();
            let qualifier = Some(Qualifier { relation, key, value });
            let found = Relation { role: true, spatial: false, inverse: None, qualifier, ..found };
            ontology.relations.insert(id, found);
        }
    }
}

/// The label sets that the edges of each type and role come from.
fn joined(graph: &Graph, column: &Column) -> BTreeMap<(TypeId, String), Vec<u32>> {
    let Data::String(roles) = column.data() else { return BTreeMap::new() };
    if roles.strings.len() > MOST {
        return BTreeMap::new();
    }
    let mut seen: BTreeSet<(TypeId, u32, u32)> = BTreeSet::new();
    for (row, slot) in column.rows().pairs() {
        let edge = EdgeId(row);
        let set = graph.label_set_of.get(graph.ends(edge).0.0 as usize).copied().unwrap_or(0);
        let code = roles.codes.get(slot).copied().unwrap_or(0);
        seen.insert((graph.edge_type(edge), code, set));
    }
    let mut by_role: BTreeMap<(TypeId, String), Vec<u32>> = BTreeMap::new();
    for (edge_type, code, from) in seen {
        by_role.entry((edge_type, roles.strings.text(code).to_owned())).or_default().push(from);
    }
    by_role
}

/// The lowest classes of these label sets.
fn lowest(graph: &Graph, order: &LabelOrder, sets: &[u32]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for set in sets {
        let one: Vec<String> = relations::classes(graph, order, std::slice::from_ref(set));
        for class in one {
            if !found.contains(&class) {
                found.push(class);
            }
        }
    }
    found
}
