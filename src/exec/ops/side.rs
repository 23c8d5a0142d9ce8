//! Breadth-first search from one node, a level at a time.

use super::trail::Edges;
use crate::exec::ExecError;
use crate::exec::context::Context;
use crate::exec::node_set::NodeSet;
use crate::graph::Adjacency;
use crate::value::{EdgeId, NodeId};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

/// A step back towards the start: the edge, and the place of the node that it comes from.
pub(super) type Back = (EdgeId, u32);

/// What a search has found. Nodes are known by their place in the order in which they were reached; the start is 0.
pub(super) struct Side {
    lists: Vec<Arc<Adjacency>>,
    seen: NodeSet,
    /// How each node was reached first.
    backs: Vec<Back>,
    /// How nodes are reached otherwise, by steps as few; only where all shortest paths are wanted.
    more: HashMap<u32, Vec<Back>, RandomState>,
    /// The nodes of the last level, where all shortest paths are wanted.
    fresh: Option<NodeSet>,
    /// Where the last level starts.
    level: usize,
    held: usize,
}

impl Side {
    pub(super) fn new(
        start: NodeId,
        lists: Vec<Arc<Adjacency>>,
        all: bool,
        cx: &mut Context<'_>,
    ) -> Result<Side, ExecError> {
        let nodes = cx.graph.node_count();
        let held = NodeSet::bytes(nodes) * if all { 2 } else { 1 };
        cx.hold(held)?;
        let fresh = all.then(|| NodeSet::new(nodes));
        let mut seen = NodeSet::new(nodes);
        seen.insert(start.0);
        let backs = vec![(EdgeId(u32::MAX), 0)];
        Ok(Side { lists, seen, backs, more: HashMap::default(), fresh, level: 0, held })
    }

    /// The nodes of the last level.
    pub(super) fn last_level(&self) -> &[u32] {
        self.seen.items().get(self.level..).unwrap_or_default()
    }

    /// Where the last level starts.
    pub(super) fn level_start(&self) -> usize {
        self.level
    }

    /// How many edges there are to look at from the last level.
    pub(super) fn cost(&self) -> usize {
        let degree = |node: &u32| -> usize {
            self.lists.iter().map(|list| list.degree(NodeId(*node))).sum()
        };
        self.last_level().iter().map(degree).sum()
    }

    /// Goes on by one level; the places of the nodes that the other side has reached too. Unless all shortest paths
    /// are wanted, it stops at the first of them.
    pub(super) fn grow(
        &mut self,
        edges: &Edges,
        other: Option<&Side>,
        cx: &mut Context<'_>,
    ) -> Result<Vec<u32>, ExecError> {
        let (start, end) = (self.level, self.seen.items().len());
        self.level = end;
        if let Some(fresh) = &mut self.fresh {
            fresh.clear();
        }
        let mut met = Vec::new();
        let free = edges.is_free();
        let lists = std::mem::take(&mut self.lists);
        'level: for place in start..end {
            let node = NodeId(self.seen.items().get(place).copied().unwrap_or_default());
            for list in &lists {
                let next = list.of(node);
                cx.follow(1 + next.len())?;
                for (edge, node) in next.edges.iter().zip(next.nodes) {
                    if !free && !edges.admits(cx.graph, *edge) {
                        continue;
                    }
                    if self.reach(*node, (*edge, place as u32))
                        && other.is_some_and(|other| other.seen.contains(node.0))
                    {
                        met.push(self.seen.items().len() as u32 - 1);
                        if self.fresh.is_none() {
                            break 'level;
                        }
                    }
                }
            }
        }
        self.lists = lists;
        let bytes = (self.seen.items().len() - end) * 16;
        self.held += bytes;
        cx.hold(bytes)?;
        Ok(met)
    }

    /// Whether a node is reached for the first time.
    #[inline]
    fn reach(&mut self, node: NodeId, back: Back) -> bool {
        let new = self.seen.insert(node.0);
        if new {
            self.backs.push(back);
        }
        if let Some(fresh) = &mut self.fresh {
            if new {
                fresh.insert(node.0);
            } else if fresh.contains(node.0) {
                self.more.entry(node.0).or_default().push(back);
                self.held += size_of::<Back>();
            }
        }
        new
    }

    /// The node at a place.
    pub(super) fn node(&self, place: u32) -> Option<NodeId> {
        self.seen.items().get(place as usize).map(|node| NodeId(*node))
    }

    /// One step back from a place, of the first `next` of these.
    pub(super) fn back(&self, place: u32, next: usize) -> Option<Back> {
        match next.checked_sub(1) {
            None => self.backs.get(place as usize).copied(),
            Some(next) => self.more.get(&self.node(place)?.0)?.get(next).copied(),
        }
    }

    /// How many nodes have been reached.
    pub(super) fn len(&self) -> usize {
        self.seen.items().len()
    }

    /// About how many bytes are held.
    pub(super) fn held(&self) -> usize {
        self.held
    }
}
