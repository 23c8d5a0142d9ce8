//! The edges as columns: where each comes from, where it points to, and its type.

use super::TypeId;
use super::adjacency::{Owner, Step};
use super::neighbors::Neighbor;
use crate::value::{EdgeId, NodeId};

/// Ends and type of each edge, by number; the three columns are of equal length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edges {
    pub(super) sources: Vec<NodeId>,
    pub(super) targets: Vec<NodeId>,
    pub(super) types: Vec<TypeId>,
}

impl Edges {
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    pub(super) fn push(&mut self, source: NodeId, target: NodeId, edge_type: TypeId) {
        self.sources.push(source);
        self.targets.push(target);
        self.types.push(edge_type);
    }

    /// Source and target of an edge.
    #[inline]
    pub(super) fn ends(&self, edge: EdgeId) -> Option<(NodeId, NodeId)> {
        let edge = edge.0 as usize;
        Some((*self.sources.get(edge)?, *self.targets.get(edge)?))
    }

    #[inline]
    pub(super) fn edge_type(&self, edge: EdgeId) -> Option<TypeId> {
        self.types.get(edge.0 as usize).copied()
    }

    /// All edges, ascending: number, source, target and type.
    pub(super) fn iter(&self) -> impl Iterator<Item = (EdgeId, NodeId, NodeId, TypeId)> + Clone {
        let ends = self.sources.iter().zip(&self.targets).zip(&self.types);
        (0..).map(EdgeId).zip(ends).map(|(edge, ((s, t), edge_type))| (edge, *s, *t, *edge_type))
    }

    /// An edge as seen from one of its ends.
    pub(super) fn step(&self, edge: EdgeId, owner: Owner) -> Option<Step> {
        self.ends(edge).map(|(source, target)| match owner {
            Owner::Source => Step { owner: source, neighbor: Neighbor { edge, node: target } },
            Owner::Target => Step { owner: target, neighbor: Neighbor { edge, node: source } },
        })
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.sources.shrink_to_fit();
        self.targets.shrink_to_fit();
        self.types.shrink_to_fit();
    }
}
