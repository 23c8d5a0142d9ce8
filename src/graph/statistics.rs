//! What a planner needs to know of a graph: how much there is of each label and type.

use super::adjacency::Adjacency;
use super::{Graph, LabelId, TypeId};

/// How the edges of a type are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypeStatistics {
    /// How many edges.
    pub edges: usize,
    /// How many nodes such an edge leaves.
    pub sources: usize,
    /// How many nodes such an edge enters.
    pub targets: usize,
}

impl TypeStatistics {
    /// How many such edges leave a node that one leaves, on average; 0 where there are none.
    pub fn out_degree(&self) -> f64 {
        self.edges as f64 / self.sources.max(1) as f64
    }

    /// How many such edges enter a node that one enters, on average; 0 where there are none.
    pub fn in_degree(&self) -> f64 {
        self.edges as f64 / self.targets.max(1) as f64
    }
}

/// How the edges of a type are spread, from its adjacency in both directions.
pub(super) fn of_type(out: &Adjacency, into: &Adjacency) -> TypeStatistics {
    TypeStatistics {
        edges: out.edge_count(),
        sources: out.owner_count(),
        targets: into.owner_count(),
    }
}

impl Graph {
    /// How many nodes have a label.
    pub fn label_count(&self, label: LabelId) -> usize {
        self.with_label(label).len()
    }

    /// How many edges are of a type, and between how many nodes.
    pub fn type_statistics(&self, edge_type: TypeId) -> TypeStatistics {
        self.type_statistics.get(edge_type.0 as usize).copied().unwrap_or_default()
    }
}
