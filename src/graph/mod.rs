//! The graph: a `petgraph` directed multigraph with labels, properties and adjacency beside it. The only module
//! that names petgraph.
//!
//! In go a dataset ([`Graph::from_dataset`]), an import, a [`GraphBuilder`] or a [`Snapshot`]; the [`Graph`] that comes out
//! never changes. Nodes and edges are numbered from 0, and all else is a column over these numbers: label sets, properties
//! ([`Column`]: typed, texts and dates by the codes of a dictionary), the ends and types of edges. What can be derived is made
//! when it is first asked for, and kept (`lazy`): the petgraph itself, the [`Adjacency`] of each edge type in both
//! directions, indexes by value (`index`), by order ([`Sorted`]) and by date ([`DateGroups`]), statistics for the planner.
//! Read on in `chronicle` (how a chronicle becomes nodes and edges), `column`, `adjacency`, and `snapshot` (the file).

mod adjacency;
mod as_of;
mod builder;
mod chronicle;
mod column;
mod column_statistics;
mod date_frames;
mod date_groups;
mod date_order;
mod date_tests;
mod date_zones;
mod dates;
mod distinct;
mod edges;
mod error;
mod facts;
mod import;
mod index;
mod lazy;
mod lookup;
mod name_index;
mod names;
mod neighbors;
mod pet;
mod restricted;
mod rows;
mod snapshot;
mod sorted;
mod statistics;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use adjacency::Adjacency;
pub use builder::GraphBuilder;
pub use chronicle::amount_key;
pub use column::{Column, Data, StringColumn};
pub use column_statistics::ColumnStatistics;
pub use date_groups::{DateGroups, DatePick};
pub use date_zones::DateStep;
pub use dates::{DateColumn, DateOrder, DatePart, DateValues};
pub use error::GraphError;
pub use facts::name_key;
pub use names::{KeyId, LabelId, TypeId};
pub use neighbors::{Neighbor, Neighbors};
pub use pet::{EdgeRow, NodeRow, PetGraph};
pub use restricted::Only;
pub use rows::Rows;
pub use snapshot::{Extra, Snapshot, SnapshotError};
pub use sorted::Sorted;
pub use statistics::TypeStatistics;

pub use crate::value::Strings;
use crate::value::{EdgeId, NodeId, Value};
use adjacency::Owner;
use column::Columns;
use edges::Edges;
use indexmap::IndexSet;
use lazy::{Cache, Later};
use names::Interner;
/// The crate itself, in the version that [`Graph::petgraph`] is of.
pub use petgraph;
use std::sync::{Arc, OnceLock};

/// Which way an edge is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Either way.
    Both,
}

/// Which nodes are sorted or grouped, by label and by a text, and by which property.
type SortedKey = (Option<LabelId>, Option<(KeyId, u32)>, KeyId);

/// A labelled property graph.
///
/// Nodes and edges are numbered from 0 in order of insertion. Labels, types and property keys are names with numbers of
/// their own; properties lie in columns, edges in adjacency lists by type and direction. Indexes, sorted lists,
/// statistics of columns and the petgraph are made when they are first asked for; columns and adjacency of a snapshot are
/// unpacked then.
#[derive(Debug, Default)]
pub struct Graph {
    label_names: Interner,
    type_names: Interner,
    key_names: Interner,
    label_sets: IndexSet<Vec<LabelId>>,
    /// The label set of each node.
    label_set_of: Vec<u32>,
    by_label: Vec<Vec<NodeId>>,
    edges: Later<Edges>,
    /// How many edges there are, where they are still packed.
    packed_edges: usize,
    node_columns: Columns,
    edge_columns: Columns,
    out: Vec<Later<Arc<Adjacency>>>,
    into: Vec<Later<Arc<Adjacency>>>,
    type_statistics: Vec<TypeStatistics>,
    /// What is in a graph of a day only for some completions of the dates.
    unsettled: Option<as_of::Unsettled>,
    date_order: OnceLock<Option<date_order::DateOrder>>,
    petgraph: OnceLock<PetGraph>,
    out_all: OnceLock<Adjacency>,
    into_all: OnceLock<Adjacency>,
    restricted: Cache<(TypeId, bool, Only), Arc<Adjacency>>,
    distinct: Cache<(LabelId, KeyId), bool>,
    simple: Cache<TypeId, bool>,
    end_labels: Cache<(TypeId, bool), Arc<[LabelId]>>,
    sorted: Cache<SortedKey, Option<Arc<Sorted>>>,
    date_groups: Cache<SortedKey, Option<Arc<DateGroups>>>,
}

impl Graph {
    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.label_set_of.len()
    }

    /// How many edges.
    pub fn edge_count(&self) -> usize {
        self.edges.made().map_or(self.packed_edges, Edges::len)
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + Clone + use<> {
        (0..self.node_count() as u32).map(NodeId)
    }

    /// All edges, ascending.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + Clone + use<> {
        (0..self.edge_count() as u32).map(EdgeId)
    }

    /// The label of that name.
    pub fn label_id(&self, name: &str) -> Option<LabelId> {
        self.label_names.find(name).map(LabelId)
    }

    /// The name of a label.
    pub fn label_name(&self, label: LabelId) -> &str {
        self.label_names.name(label.0)
    }

    /// All labels.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.label_names.iter()
    }

    /// The edge type of that name.
    pub fn type_id(&self, name: &str) -> Option<TypeId> {
        self.type_names.find(name).map(TypeId)
    }

    /// The name of an edge type.
    pub fn type_name(&self, edge_type: TypeId) -> &str {
        self.type_names.name(edge_type.0)
    }

    /// All edge types.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.type_names.iter()
    }

    /// The property key of that name.
    pub fn key_id(&self, name: &str) -> Option<KeyId> {
        self.key_names.find(name).map(KeyId)
    }

    /// The name of a property key.
    pub fn key_name(&self, key: KeyId) -> &str {
        self.key_names.name(key.0)
    }

    /// All property keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.key_names.iter()
    }

    /// Whether there is a property key of that number.
    fn knows_key(&self, key: KeyId) -> bool {
        (key.0 as usize) < self.key_names.len()
    }

    /// Whether a node has a label.
    pub fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.node_labels(node).contains(&label)
    }

    /// The labels of a node.
    pub fn node_labels(&self, node: NodeId) -> &[LabelId] {
        let set = self.label_set_of.get(node.0 as usize);
        set.and_then(|set| self.label_sets.get_index(*set as usize)).map_or(&[], Vec::as_slice)
    }

    /// The nodes with a label, ascending.
    pub fn with_label(&self, label: LabelId) -> &[NodeId] {
        self.by_label.get(label.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// A property of a node; null where it has none.
    pub fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        self.node_columns.value(key, node.0)
    }

    /// The properties of a node, by key.
    pub fn node_properties(&self, node: NodeId) -> Vec<(KeyId, Value)> {
        self.node_columns.row(node.0)
    }

    /// The values of a property of all nodes; `None` where no node has it.
    pub fn node_column(&self, key: KeyId) -> Option<&Column> {
        self.node_columns.get(key)
    }

    /// The values of a property of all edges; `None` where no edge has it.
    pub fn edge_column(&self, key: KeyId) -> Option<&Column> {
        self.edge_columns.get(key)
    }

    /// How the values of a property of the nodes are spread; `None` where no node has it.
    pub fn column_statistics(&self, key: KeyId) -> Option<&ColumnStatistics> {
        self.node_column(key).map(Column::statistics)
    }

    /// A property of an edge; null where it has none.
    pub fn edge_property(&self, edge: EdgeId, key: KeyId) -> Value {
        self.edge_columns.value(key, edge.0)
    }

    /// The properties of an edge, by key.
    pub fn edge_properties(&self, edge: EdgeId) -> Vec<(KeyId, Value)> {
        self.edge_columns.row(edge.0)
    }

    /// The type of an edge of this graph.
    pub fn edge_type(&self, edge: EdgeId) -> TypeId {
        self.edges.edge_type(edge).unwrap_or(TypeId(u32::MAX))
    }

    /// The node that an edge comes from, and the node that it points to.
    pub fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        self.edges.ends(edge).unwrap_or((NodeId(u32::MAX), NodeId(u32::MAX)))
    }

    /// The edges of a type that leave a node, in order of insertion.
    pub fn out(&self, node: NodeId, edge_type: TypeId) -> Neighbors<'_> {
        self.out.get(edge_type.0 as usize).map_or(Neighbors::default(), |out| out.of(node))
    }

    /// The edges of a type that enter a node, in order of insertion.
    pub fn into(&self, node: NodeId, edge_type: TypeId) -> Neighbors<'_> {
        self.into.get(edge_type.0 as usize).map_or(Neighbors::default(), |into| into.of(node))
    }

    /// All edges that leave a node, in order of insertion.
    pub fn out_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        let all = self.out_all.get_or_init(|| self.all_steps(Owner::Source));
        all.of(node).iter()
    }

    /// All edges that enter a node, in order of insertion.
    pub fn into_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        let all = self.into_all.get_or_init(|| self.all_steps(Owner::Target));
        all.of(node).iter()
    }

    /// Adjacency over all types. It is made when first asked for: most questions name the types.
    fn all_steps(&self, owner: Owner) -> Adjacency {
        Adjacency::new(self.edges().filter_map(|edge| self.edges.step(edge, owner)))
    }

    /// Lists the nodes by label.
    fn group_by_label(&mut self) {
        let mut in_set = vec![0usize; self.label_sets.len()];
        for set in &self.label_set_of {
            if let Some(count) = in_set.get_mut(*set as usize) {
                *count += 1;
            }
        }
        let mut sizes = vec![0; self.label_names.len()];
        for (set, count) in self.label_sets.iter().zip(in_set) {
            for label in set {
                if let Some(size) = sizes.get_mut(label.0 as usize) {
                    *size += count;
                }
            }
        }
        let mut groups: Vec<Vec<NodeId>> = sizes.into_iter().map(Vec::with_capacity).collect();
        for (node, set) in (0..).map(NodeId).zip(&self.label_set_of) {
            let set = self.label_sets.get_index(*set as usize);
            for label in set.map_or(&[][..], Vec::as_slice) {
                if let Some(group) = groups.get_mut(label.0 as usize) {
                    group.push(node);
                }
            }
        }
        self.by_label = groups;
    }
}
