//! What is reached from a node by one edge.

use crate::value::{EdgeId, NodeId};

/// One step from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbor {
    /// The edge taken.
    pub edge: EdgeId,
    /// The node at its other end.
    pub node: NodeId,
}

/// The steps from a node, in order of insertion, as two slices of equal length: who needs only the nodes reads only
/// these.
///
/// ```
/// use nenpyo::graph::GraphBuilder;
///
/// let mut builder = GraphBuilder::new();
/// let award = builder.add_node(&["Award"], vec![]);
/// let winners = ["Botao", "NEC"].map(|name| builder.add_node(&["Company"], vec![("name".into(), name.into())]));
/// let links = winners.map(|winner| builder.add_edge(award, winner, "RECIPIENT", vec![]));
/// let graph = builder.build()?;
/// let recipient = graph.type_id("RECIPIENT").unwrap();
/// let out = graph.out(award, recipient);
/// assert_eq!((out.nodes, out.edges), (&winners[..], &links[..]));
/// # Ok::<(), nenpyo::graph::GraphError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbors<'g> {
    /// The nodes at the other ends.
    pub nodes: &'g [NodeId],
    /// The edges taken, ascending.
    pub edges: &'g [EdgeId],
}

impl<'g> Neighbors<'g> {
    /// How many.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// One after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Neighbor> + Clone + use<'g> {
        let pairs = self.nodes.iter().zip(self.edges);
        pairs.map(|(node, edge)| Neighbor { edge: *edge, node: *node })
    }
}
