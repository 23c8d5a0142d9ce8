//! The names of a graph's nodes, found where they stand.

use super::vocabulary::measures_by_class;
use super::{Data, Graph, LabelId};
use crate::catalog::{Catalog, Lexicon, NameEntry, NameSource, Names, fold};
use crate::ontology::{Ontology, class_id, edge_type, node_label, relation_id};
use crate::value::{NodeId, Value};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

/// How many names may be compared with one that is unknown.
const COMPARED: usize = 50_000;

/// How many things of one name are told apart: more are many.
const ALIKE: usize = 50;

impl Graph {
    /// What phrases are read by: the words of `ontology`, and the names of this graph's nodes.
    ///
    /// Names stay where they are. The first that is looked up costs time in proportion to all of them (some 50 ns each)
    /// and 8 bytes for each; after that a name costs a binary search.
    pub fn catalog(self: &Arc<Self>, ontology: &Ontology) -> Catalog {
        self.catalog_with(ontology, None)
    }

    /// The same with an index of the names that [`Graph::name_index`] made. One that does not fit this graph, or was made by
    /// another version of this package, is left aside.
    pub fn catalog_with(self: &Arc<Self>, ontology: &Ontology, index: Option<&[u8]>) -> Catalog {
        let mut labels = self.labels_of_classes(ontology);
        let classes = class_of_labels(self, ontology);
        let source = GraphNames {
            graph: self.clone(),
            classes,
            labels: labels.clone(),
            index: OnceLock::new(),
        };
        if let Some(index) = index.and_then(|index| self.read_name_index(index)) {
            // The cell is new.
            let _ = source.index.set(index);
        }
        labels.retain(|class, labels| *labels != [node_label(class)]);
        let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.types() {
            types.entry(relation_id(name)).or_default().push(name.to_owned());
        }
        types.retain(|relation, types| *types != [edge_type(relation)]);
        Catalog {
            ontology: ontology.clone(),
            lexicon: Lexicon::new(ontology),
            names: Names::from_source(Arc::new(source)),
            amounts: measures_by_class(ontology),
            counted: BTreeMap::new(),
            doubtful_amounts: self.doubtful_amounts(),
            rough_dates: self.has_rough_events(),
            interval_dates: self.has_long_events(),
            labels,
            types,
            unqualified: self.key_id("certainty").is_none(),
        }
    }
}

impl Graph {
    /// An index of the names, to be kept with the graph.
    pub fn name_index(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = bytemuck::cast_slice(&made_by()).to_vec();
        bytes.extend_from_slice(bytemuck::cast_slice(&index(self)));
        bytes
    }

    /// The entries of such an index; whatever they say, a name is compared before it counts.
    fn read_name_index(&self, bytes: &[u8]) -> Option<Vec<u64>> {
        let made = made_by();
        let (head, entries) = bytes.split_at_checked(size_of_val(&made))?;
        let entries = entries.chunks_exact(8);
        if head != bytemuck::cast_slice::<u64, u8>(&made) || !entries.remainder().is_empty() {
            return None;
        }
        let entries: Vec<u64> = entries.map(bytemuck::pod_read_unaligned).collect();
        let nodes = self.node_count() as u64;
        let fits = entries.iter().all(|entry| entry & u64::from(u32::MAX) < nodes);
        (fits && entries.is_sorted()).then_some(entries)
    }
}

/// What an index depends on besides the names: how they are folded and hashed here.
fn made_by() -> [u64; 2] {
    let sample = format!("{} Ａﬁ ÅSTRÖM İstanbul ß 大連 ㈱ ｶﾞ", env!("CARGO_PKG_VERSION"));
    let whole = FixedState::with_seed(0).hash_one(sample.as_str());
    [whole, u64::from(hash(&sample, &mut String::new()))]
}

/// Upper half of an entry: part of the hash of a folded name. Lower half: a node of that name. Sorted.
fn index(graph: &Graph) -> Vec<u64> {
    let mut index = Vec::new();
    let mut buffer = String::new();
    for (row, name) in name_columns(graph) {
        index.push(u64::from(hash(&name, &mut buffer)) << 32 | u64::from(row));
    }
    index.sort_unstable();
    index.dedup();
    index.shrink_to_fit();
    index
}

/// The class of each label, with how deep it is in the vocabulary.
fn class_of_labels(graph: &Graph, ontology: &Ontology) -> Vec<Option<(usize, String)>> {
    let class = |label: &str| {
        let id = class_id(label);
        ontology.classes.contains_key(&id).then(|| (ontology.lineage(&id).len(), id))
    };
    graph.labels().map(class).collect()
}

#[derive(Debug)]
struct GraphNames {
    graph: Arc<Graph>,
    classes: Vec<Option<(usize, String)>>,
    labels: BTreeMap<String, Vec<String>>,
    /// See [`index`].
    index: OnceLock<Vec<u64>>,
}

impl GraphNames {
    fn index(&self) -> &[u64] {
        self.index.get_or_init(|| index(&self.graph))
    }

    /// The nodes that may be called so: few others have the same hash.
    fn candidates(&self, folded: &str) -> impl Iterator<Item = NodeId> {
        let wanted = u64::from(hash(folded, &mut String::new()));
        let index = self.index();
        let start = index.partition_point(|entry| entry >> 32 < wanted);
        let rest = index.get(start..).unwrap_or(&[]);
        rest.iter()
            .take_while(move |entry| **entry >> 32 == wanted)
            .map(|entry| NodeId(*entry as u32))
    }

    /// The lowest class of a node; `None` for a date, and for what the vocabulary does not know.
    fn class(&self, node: NodeId) -> Option<&str> {
        let known = |label: &LabelId| self.classes.get(label.0 as usize).and_then(Option::as_ref);
        let labels = self.graph.node_labels(node);
        if labels.iter().any(|label| self.graph.label_name(*label) == "Date") {
            return None;
        }
        labels.iter().filter_map(known).max_by_key(|(depth, _)| depth).map(|(_, id)| id.as_str())
    }

    fn entry(&self, node: NodeId, label: &str) -> Option<NameEntry> {
        let key = self.graph.key_id("id")?;
        let value = self.graph.node_property(node, key);
        let number = match value {
            Value::Integer(number) => Some(number),
            Value::String(_) => None,
            _ => return None,
        };
        let shared = self.graph.nodes_where(key, &value).is_none_or(|nodes| nodes.len() > 1);
        let (id, class) = (self.graph.id_of(node), self.class(node)?.to_owned());
        Some(NameEntry { id, class, label: label.to_owned(), number, shared })
    }

    /// All that a node is called.
    fn names_of(&self, node: NodeId) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        for (key, value) in self.graph.node_properties(node) {
            let key = self.graph.key_name(key);
            match value {
                Value::String(text) if is_name_key(key) && (key != "id" || is_name(&text)) => {
                    names.push(text);
                }
                Value::List(texts) if key == "names" => {
                    names.extend(texts.iter().filter_map(|text| match text {
                        Value::String(text) => Some(text.clone()),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        names
    }
}

/// Whether a property holds what a node is called.
fn is_name_key(key: &str) -> bool {
    matches!(key, "id" | "name" | "title" | "label") || key.starts_with("name_")
}

/// Whether an id may stand in a phrase for what it means: one of digits is a number there.
fn is_name(id: &str) -> bool {
    id.contains(|c: char| !c.is_ascii_digit())
}

/// Each name with its node.
fn name_columns(graph: &Graph) -> impl Iterator<Item = (u32, std::borrow::Cow<'_, str>)> {
    let columns = graph.keys().filter_map(move |key| {
        let names = is_name_key(key) || key == "names";
        let column = graph.key_id(key).and_then(|key| graph.node_column(key));
        column.filter(|_| names).map(|column| (key, column))
    });
    columns.flat_map(move |(key, column)| {
        let rows = column.rows().pairs();
        rows.flat_map(move |(row, slot)| {
            let mut names: Vec<std::borrow::Cow<'_, str>> = Vec::new();
            match column.data() {
                Data::String(texts) => {
                    let text = texts.codes.get(slot).map_or("", |code| texts.strings.text(*code));
                    if key != "id" || is_name(text) {
                        names.push(text.into());
                    }
                }
                Data::Other(values) => match values.get(slot) {
                    Some(Value::List(list)) if key == "names" => {
                        names.extend(list.iter().filter_map(|value| match value {
                            Value::String(text) => Some(text.to_string().into()),
                            _ => None,
                        }));
                    }
                    Some(Value::String(text)) if key != "id" || is_name(text) => {
                        names.push(text.to_string().into());
                    }
                    _ => {}
                },
                _ => {}
            }
            names.into_iter().map(move |name| (row, name))
        })
    })
}

/// Part of the hash of a folded name; `buffer` is room to fold it in.
fn hash(name: &str, buffer: &mut String) -> u32 {
    let plain = name.is_ascii()
        && !name.starts_with(char::is_whitespace)
        && !name.ends_with(char::is_whitespace)
        && name.as_bytes().windows(2).all(|pair| !pair.iter().all(u8::is_ascii_whitespace))
        && name.bytes().all(|byte| byte == b' ' || !(byte as char).is_whitespace());
    buffer.clear();
    match plain {
        true => {
            buffer.push_str(name);
            buffer.make_ascii_lowercase();
        }
        false => buffer.push_str(&fold(name)),
    }
    (FixedState::with_seed(0).hash_one(buffer.as_str()) >> 32) as u32
}

impl NameSource for GraphNames {
    fn lookup(&self, folded: &str) -> Vec<NameEntry> {
        let mut found = Vec::new();
        for node in self.candidates(folded) {
            let names = self.names_of(node);
            let label = names.iter().find(|name| fold(name) == folded);
            found.extend(label.and_then(|label| self.entry(node, label)));
            if found.len() >= ALIKE {
                break;
            }
        }
        found
    }

    fn members(&self, ontology: &Ontology, class: &str, limit: usize) -> Vec<NameEntry> {
        let labels = self.labels.get(class).map_or(&[][..], Vec::as_slice);
        let nodes = labels
            .iter()
            .filter_map(|label| self.graph.label_id(label))
            .flat_map(|label| self.graph.with_label(label));
        let mut seen = HashSet::new();
        nodes
            .filter(|node| seen.insert(**node))
            .filter(|node| self.class(**node).is_some_and(|found| ontology.is_a(found, class)))
            .filter_map(|node| self.entry(*node, &self.graph.label_of(*node, "en")))
            .take(limit)
            .collect()
    }

    fn similar(&self, name: &str) -> Vec<NameEntry> {
        let first = name.chars().next();
        let length = name.len();
        let near = |other: &str| {
            let begins = other.chars().next().map(|c| c.to_lowercase().next()) == Some(first);
            begins && other.len() <= length * 3 / 2 + 2 && other.len() * 3 / 2 + 2 >= length
        };
        let near = name_columns(&self.graph).filter(|(_, other)| near(other)).take(COMPARED);
        near.filter_map(|(row, name)| self.entry(NodeId(row), &name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::GraphBuilder;

    #[test]
    fn an_index_is_kept_only_for_its_graph() {
        let mut builder = GraphBuilder::new();
        for name in ["Dalian", "大連", "Å"] {
            builder.add_node(&["Place"], vec![("name".into(), name.into())]);
        }
        let graph = builder.build().expect("a graph");
        let bytes = graph.name_index();
        assert_eq!(graph.read_name_index(&bytes), Some(index(&graph)));
        let mut other = bytes.clone();
        other[0] ^= 1;
        assert_eq!(graph.read_name_index(&other), None);
        assert_eq!(graph.read_name_index(&bytes[..bytes.len() - 1]), None);
        assert_eq!(graph.read_name_index(&[]), None);
        assert_eq!(Graph::default().read_name_index(&bytes), None);
    }
}
