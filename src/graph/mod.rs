//! The graph: a `petgraph` directed multigraph with labels, properties and adjacency beside it. The only module
//! that names petgraph.

mod adjacency;
mod builder;
mod chronicle;
mod column;
mod dates;
mod error;
mod facts;
mod groups;
mod import;
mod index;
mod lookup;
mod names;
mod rows;
mod statistics;
mod strings;
#[cfg(test)]
mod tests;

pub use builder::GraphBuilder;
pub use chronicle::amount_key;
pub use column::{Column, Data, StringColumn};
pub use dates::DateColumn;
pub use error::GraphError;
pub use facts::name_key;
pub use names::{KeyId, LabelId, TypeId};
pub use rows::Rows;
pub use statistics::TypeStatistics;
pub use strings::Strings;

use crate::value::{EdgeId, NodeId, Value};
use adjacency::{Adjacency, Owner, step};
use column::Columns;
use index::Index;
use indexmap::IndexSet;
use names::Interner;
use petgraph::Directed;
use std::sync::OnceLock;

/// The weight of a node: which set of labels it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeRow {
    /// Index into the distinct label sets of the graph.
    pub labels: u32,
}

/// The weight of an edge: its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeRow {
    /// The type of the edge.
    pub edge_type: TypeId,
}

/// The petgraph that is handed out.
pub type PetGraph = petgraph::Graph<NodeRow, EdgeRow, Directed, u32>;

/// One step from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbor {
    /// The edge taken.
    pub edge: EdgeId,
    /// The node at its other end.
    pub node: NodeId,
}

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

/// A labelled property graph.
///
/// Nodes and edges are numbered from 0 in order of insertion. Labels, types and property keys are names with numbers of
/// their own; properties lie in columns, edges in adjacency lists by type and direction.
#[derive(Debug, Default)]
pub struct Graph {
    petgraph: PetGraph,
    label_names: Interner,
    type_names: Interner,
    key_names: Interner,
    label_sets: IndexSet<Vec<LabelId>>,
    by_label: Vec<Vec<NodeId>>,
    node_columns: Columns,
    edge_columns: Columns,
    indexes: Vec<(KeyId, Index)>,
    out: Vec<Adjacency>,
    into: Vec<Adjacency>,
    type_statistics: Vec<TypeStatistics>,
    out_all: OnceLock<Adjacency>,
    into_all: OnceLock<Adjacency>,
}

impl Graph {
    /// The petgraph; its node and edge indexes equal [`NodeId`] and [`EdgeId`].
    ///
    /// ```
    /// use nenpyo::graph::GraphBuilder;
    ///
    /// let mut builder = GraphBuilder::new();
    /// let names = ["park", "city", "province", "island"];
    /// let places = names.map(|id| builder.add_node(&["Place"], vec![("id".into(), id.into())]));
    /// builder.add_edge(places[0], places[1], "PART_OF", vec![]);
    /// builder.add_edge(places[1], places[2], "PART_OF", vec![]);
    /// let graph = builder.build()?;
    ///
    /// use petgraph::{algo, graph::NodeIndex};
    /// assert_eq!(algo::connected_components(graph.petgraph()), 2);
    /// let [park, _, province, _] = places.map(|place| NodeIndex::new(place.0 as usize));
    /// let steps = algo::dijkstra(graph.petgraph(), park, None, |_| 1);
    /// assert_eq!(steps.get(&province), Some(&2));
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn petgraph(&self) -> &PetGraph {
        &self.petgraph
    }

    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.petgraph.node_count()
    }

    /// How many edges.
    pub fn edge_count(&self) -> usize {
        self.petgraph.edge_count()
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

    /// Whether a node has a label.
    pub fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.node_labels(node).contains(&label)
    }

    /// The labels of a node.
    pub fn node_labels(&self, node: NodeId) -> &[LabelId] {
        self.petgraph
            .node_weight(node.0.into())
            .and_then(|row| self.label_sets.get_index(row.labels as usize))
            .map_or(&[], Vec::as_slice)
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
        self.petgraph.edge_weight(edge.0.into()).map_or(TypeId(u32::MAX), |row| row.edge_type)
    }

    /// The node that an edge comes from, and the node that it points to.
    pub fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        let ends = self.petgraph.edge_endpoints(edge.0.into());
        ends.map_or((NodeId(u32::MAX), NodeId(u32::MAX)), |(a, b)| {
            (NodeId(a.index() as u32), NodeId(b.index() as u32))
        })
    }

    /// The edges of a type that leave a node, in order of insertion.
    pub fn out(&self, node: NodeId, edge_type: TypeId) -> &[Neighbor] {
        self.out.get(edge_type.0 as usize).map_or(&[], |out| out.of(node))
    }

    /// The edges of a type that enter a node, in order of insertion.
    pub fn into(&self, node: NodeId, edge_type: TypeId) -> &[Neighbor] {
        self.into.get(edge_type.0 as usize).map_or(&[], |into| into.of(node))
    }

    /// All edges that leave a node, in order of insertion.
    pub fn out_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        let all = self.out_all.get_or_init(|| self.all_steps(Owner::Source));
        all.of(node).iter().copied()
    }

    /// All edges that enter a node, in order of insertion.
    pub fn into_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        let all = self.into_all.get_or_init(|| self.all_steps(Owner::Target));
        all.of(node).iter().copied()
    }

    /// Adjacency over all types. It is made when first asked for: most questions name the types.
    fn all_steps(&self, owner: Owner) -> Adjacency {
        Adjacency::new(self.edges().filter_map(|edge| step(&self.petgraph, edge, owner)))
    }
}
