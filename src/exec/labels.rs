//! Label expressions, resolved to the numbers of the graph.

use crate::algebra::LabelExpr;
use crate::graph::{Adjacency, Direction, Graph, LabelId, Neighbor, TypeId};
use crate::value::{EdgeId, NodeId};
use std::sync::Arc;

/// A formula over the labels of a node or the type of an edge.
#[derive(Debug, Clone)]
pub(super) enum Labels {
    Name(Option<LabelId>, Option<TypeId>),
    Any,
    Not(Box<Labels>),
    And(Vec<Labels>),
    Or(Vec<Labels>),
}

impl Labels {
    pub(super) fn new(graph: &Graph, expr: &LabelExpr) -> Labels {
        let all = |parts: &[LabelExpr]| parts.iter().map(|part| Labels::new(graph, part)).collect();
        match expr {
            LabelExpr::Name(name) => Labels::Name(graph.label_id(name), graph.type_id(name)),
            LabelExpr::Any => Labels::Any,
            LabelExpr::Not(inner) => Labels::Not(Box::new(Labels::new(graph, inner))),
            LabelExpr::And(parts) => Labels::And(all(parts)),
            LabelExpr::Or(parts) => Labels::Or(all(parts)),
        }
    }

    pub(super) fn of_node(&self, graph: &Graph, node: NodeId) -> bool {
        match self {
            Labels::Name(label, _) => label.is_some_and(|label| graph.has_label(node, label)),
            Labels::Any => !graph.node_labels(node).is_empty(),
            Labels::Not(inner) => !inner.of_node(graph, node),
            Labels::And(parts) => parts.iter().all(|part| part.of_node(graph, node)),
            Labels::Or(parts) => parts.iter().any(|part| part.of_node(graph, node)),
        }
    }

    pub(super) fn of_type(&self, edge_type: TypeId) -> bool {
        match self {
            Labels::Name(_, name) => *name == Some(edge_type),
            Labels::Any => true,
            Labels::Not(inner) => !inner.of_type(edge_type),
            Labels::And(parts) => parts.iter().all(|part| part.of_type(edge_type)),
            Labels::Or(parts) => parts.iter().any(|part| part.of_type(edge_type)),
        }
    }
}

/// Which edges may be followed from a node: the types and the way.
#[derive(Debug, Clone)]
pub(super) struct Follow {
    types: Option<Vec<TypeId>>,
    direction: Direction,
}

impl Follow {
    pub(super) fn new(graph: &Graph, types: Option<&LabelExpr>, direction: Direction) -> Follow {
        let types = types.map(|expr| {
            let labels = Labels::new(graph, expr);
            let all = (0..graph.types().count() as u32).map(TypeId);
            all.filter(|edge_type| labels.of_type(*edge_type)).collect()
        });
        Follow { types, direction }
    }

    /// The same edges, seen from their other ends.
    pub(super) fn reversed(&self) -> Follow {
        let direction = match self.direction {
            Direction::Out => Direction::In,
            Direction::In => Direction::Out,
            Direction::Both => Direction::Both,
        };
        Follow { types: self.types.clone(), direction }
    }

    /// The adjacency lists that these edges stand in; loops may stand in two of them.
    pub(super) fn lists(&self, graph: &Graph) -> Vec<Arc<Adjacency>> {
        let all = || (0..graph.types().count() as u32).map(TypeId).collect();
        let types = self.types.clone().unwrap_or_else(all);
        let mut lists = Vec::with_capacity(2 * types.len());
        if self.direction != Direction::In {
            lists.extend(types.iter().filter_map(|t| graph.out_of_type(*t).cloned()));
        }
        if self.direction != Direction::Out {
            lists.extend(types.iter().filter_map(|t| graph.into_of_type(*t).cloned()));
        }
        lists.retain(|list| list.edge_count() > 0);
        lists
    }

    /// Calls `see` for each edge that may be followed from a node, in order; a loop is seen once.
    #[inline]
    pub(super) fn each(&self, graph: &Graph, node: NodeId, mut see: impl FnMut(Neighbor)) {
        if self.direction != Direction::In {
            match &self.types {
                None => graph.out_all(node).for_each(&mut see),
                Some(types) => {
                    types.iter().for_each(|t| graph.out(node, *t).iter().for_each(&mut see));
                }
            }
        }
        if self.direction != Direction::Out {
            let once = |n: &Neighbor| self.direction == Direction::In || n.node != node;
            match &self.types {
                None => graph.into_all(node).filter(once).for_each(&mut see),
                Some(types) => types.iter().for_each(|t| {
                    graph.into(node, *t).iter().filter(once).for_each(&mut see);
                }),
            }
        }
    }

    /// The nodes that edges lead to, where the edges are of one type in one direction.
    pub(super) fn plain<'g>(&self, graph: &'g Graph, node: NodeId) -> Option<&'g [NodeId]> {
        match (self.types.as_deref(), self.direction) {
            (Some([edge_type]), Direction::Out) => Some(graph.out(node, *edge_type).nodes),
            (Some([edge_type]), Direction::In) => Some(graph.into(node, *edge_type).nodes),
            _ => None,
        }
    }

    /// The ends that an edge has when it is followed: `(from, to)`, at most two ways.
    pub(super) fn ends(&self, graph: &Graph, edge: EdgeId) -> Vec<(NodeId, NodeId)> {
        let edge_type = graph.edge_type(edge);
        if self.types.as_ref().is_some_and(|types| !types.contains(&edge_type)) {
            return Vec::new();
        }
        let (source, target) = graph.ends(edge);
        match self.direction {
            Direction::Out => vec![(source, target)],
            Direction::In => vec![(target, source)],
            Direction::Both if source == target => vec![(source, target)],
            Direction::Both => vec![(source, target), (target, source)],
        }
    }
}
