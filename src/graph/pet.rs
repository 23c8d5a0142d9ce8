//! The graph as a petgraph.

use super::{Graph, TypeId};
use crate::value::{EdgeId, NodeId};
use petgraph::Directed;
use petgraph::graph::{EdgeIndex, NodeIndex};

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

impl From<NodeId> for NodeIndex {
    fn from(node: NodeId) -> Self {
        node.0.into()
    }
}

impl From<NodeIndex> for NodeId {
    fn from(node: NodeIndex) -> Self {
        NodeId(node.index() as u32)
    }
}

impl From<EdgeId> for EdgeIndex {
    fn from(edge: EdgeId) -> Self {
        edge.0.into()
    }
}

impl From<EdgeIndex> for EdgeId {
    fn from(edge: EdgeIndex) -> Self {
        EdgeId(edge.index() as u32)
    }
}

impl Graph {
    /// The petgraph; its node and edge indexes equal [`NodeId`] and [`EdgeId`], and each turns into the other by `into`.
    ///
    /// It is made when first asked for (some 10 ns and 20 bytes an edge), and kept. Queries do not need it.
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
    /// let [park, _, province, _] = places.map(NodeIndex::from);
    /// let steps = algo::dijkstra(graph.petgraph(), park, None, |_| 1);
    /// assert_eq!(steps.get(&province), Some(&2));
    /// // What an index stands for.
    /// let hubs = graph.petgraph().node_indices().filter(|node| steps.get(node) == Some(&1));
    /// let ids: Vec<String> = hubs.map(|node| graph.id_of(node.into())).collect();
    /// assert_eq!(ids, ["city"]);
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn petgraph(&self) -> &PetGraph {
        self.petgraph.get_or_init(|| {
            let mut petgraph = PetGraph::with_capacity(self.node_count(), self.edge_count());
            for labels in &self.label_set_of {
                petgraph.add_node(NodeRow { labels: *labels });
            }
            for (_, source, target, edge_type) in self.edges.iter() {
                petgraph.add_edge(source.0.into(), target.0.into(), EdgeRow { edge_type });
            }
            petgraph
        })
    }
}
