//! Building a graph node by node and edge by edge.

use super::{EdgeRow, Graph, KeyId, LabelId, Neighbor, NodeRow, TypeId};
use crate::value::{EdgeId, NodeId, Value};

/// Collects nodes and edges; [`GraphBuilder::build`] makes the graph of them.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    graph: Graph,
}

impl GraphBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node. Properties that are null are left out.
    pub fn add_node(&mut self, labels: &[&str], properties: Vec<(String, Value)>) -> NodeId {
        let g = &mut self.graph;
        let mut set: Vec<LabelId> =
            labels.iter().map(|l| LabelId(g.label_names.intern(l))).collect();
        set.sort_unstable();
        set.dedup();
        let (index, _) = g.label_sets.insert_full(set.clone());
        let node = NodeId(g.petgraph.add_node(NodeRow { labels: index as u32 }).index() as u32);
        for label in set {
            g.by_label.entry(label).or_default().push(node);
        }
        let row = self.properties(properties);
        self.graph.node_rows.push(row);
        node
    }

    /// Adds an edge between nodes of this builder.
    pub fn add_edge(
        &mut self,
        from: NodeId,
        to: NodeId,
        edge_type: &str,
        properties: Vec<(String, Value)>,
    ) -> EdgeId {
        let edge_type = TypeId(self.graph.type_names.intern(edge_type));
        let edge = self.graph.petgraph.add_edge(from.0.into(), to.0.into(), EdgeRow { edge_type });
        let edge = EdgeId(edge.index() as u32);
        let row = self.properties(properties);
        self.graph.edge_rows.push(row);
        self.graph.out.entry((from, edge_type)).or_default().push(Neighbor { edge, node: to });
        self.graph.into.entry((to, edge_type)).or_default().push(Neighbor { edge, node: from });
        edge
    }

    /// The graph.
    pub fn build(self) -> Graph {
        self.graph
    }

    fn properties(&mut self, properties: Vec<(String, Value)>) -> Vec<(KeyId, Value)> {
        properties
            .into_iter()
            .filter(|(_, value)| !matches!(value, Value::Null))
            .map(|(key, value)| (KeyId(self.graph.key_names.intern(&key)), value))
            .collect()
    }
}
