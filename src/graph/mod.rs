//! The graph: a `petgraph` directed multigraph with labels, properties and adjacency beside it. The only module
//! that names petgraph.

mod builder;
mod names;

pub use builder::GraphBuilder;
pub use names::{KeyId, LabelId, TypeId};

use crate::value::{EdgeId, NodeId, Value};
use indexmap::IndexSet;
use names::Interner;
use petgraph::Directed;
use std::collections::HashMap;

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
#[derive(Debug, Default)]
pub struct Graph {
    petgraph: PetGraph,
    label_names: Interner,
    type_names: Interner,
    key_names: Interner,
    label_sets: IndexSet<Vec<LabelId>>,
    by_label: HashMap<LabelId, Vec<NodeId>>,
    node_rows: Vec<Vec<(KeyId, Value)>>,
    edge_rows: Vec<Vec<(KeyId, Value)>>,
    out: HashMap<(NodeId, TypeId), Vec<Neighbor>>,
    into: HashMap<(NodeId, TypeId), Vec<Neighbor>>,
}

fn property(row: Option<&Vec<(KeyId, Value)>>, key: KeyId) -> Value {
    row.into_iter().flatten().find(|(k, _)| *k == key).map_or(Value::Null, |(_, v)| v.clone())
}

impl Graph {
    /// The petgraph; its node and edge indexes equal [`NodeId`] and [`EdgeId`].
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
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.node_count() as u32).map(NodeId)
    }

    /// All edges, ascending.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + use<> {
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
        self.by_label.get(&label).map_or(&[], Vec::as_slice)
    }

    /// A property of a node; null where it has none.
    pub fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        property(self.node_rows.get(node.0 as usize), key)
    }

    /// The properties of a node.
    pub fn node_properties(&self, node: NodeId) -> Vec<(KeyId, Value)> {
        self.node_rows.get(node.0 as usize).cloned().unwrap_or_default()
    }

    /// A property of an edge; null where it has none.
    pub fn edge_property(&self, edge: EdgeId, key: KeyId) -> Value {
        property(self.edge_rows.get(edge.0 as usize), key)
    }

    /// The properties of an edge.
    pub fn edge_properties(&self, edge: EdgeId) -> Vec<(KeyId, Value)> {
        self.edge_rows.get(edge.0 as usize).cloned().unwrap_or_default()
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
        self.out.get(&(node, edge_type)).map_or(&[], Vec::as_slice)
    }

    /// The edges of a type that enter a node, in order of insertion.
    pub fn into(&self, node: NodeId, edge_type: TypeId) -> &[Neighbor] {
        self.into.get(&(node, edge_type)).map_or(&[], Vec::as_slice)
    }

    /// All edges that leave a node, by type.
    pub fn out_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        (0..self.types().count() as u32)
            .flat_map(move |t| self.out(node, TypeId(t)).iter().copied())
    }

    /// All edges that enter a node, by type.
    pub fn into_all(&self, node: NodeId) -> impl Iterator<Item = Neighbor> {
        (0..self.types().count() as u32)
            .flat_map(move |t| self.into(node, TypeId(t)).iter().copied())
    }

    /// The nodes whose property `key` equals `value`, where that property is indexed; `None` where it is not.
    pub fn nodes_where(&self, _key: KeyId, _value: &Value) -> Option<&[NodeId]> {
        None
    }

    /// The node with the user's id (the property `id`).
    pub fn node_by_id(&self, id: &str) -> Option<NodeId> {
        let key = self.key_id("id")?;
        self.nodes().find(|n| matches!(self.node_property(*n, key), Value::String(s) if &*s == id))
    }

    /// The user's id of a node (the property `id`), else `n` and its number.
    pub fn id_of(&self, node: NodeId) -> String {
        match self.key_id("id").map(|key| self.node_property(node, key)) {
            Some(Value::String(id)) => id.to_string(),
            Some(Value::Integer(id)) => id.to_string(),
            _ => format!("n{}", node.0),
        }
    }
}
