//! Adjacency in compressed sparse rows: the neighbors of all nodes in one array, and where those of a node begin.

use super::groups::Groups;
use super::rows::Rows;
use super::{Neighbor, PetGraph};
use crate::value::{EdgeId, NodeId};

/// One edge as seen from the node that owns it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) owner: NodeId,
    pub(super) neighbor: Neighbor,
}

/// Which end of an edge lists it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    /// The node that it comes from.
    Source,
    /// The node that it points to.
    Target,
}

/// An edge as seen from one of its ends.
pub(super) fn step(petgraph: &PetGraph, edge: EdgeId, owner: Owner) -> Option<Step> {
    let (source, target) = petgraph.edge_endpoints(edge.0.into())?;
    let (source, target) = (NodeId(source.index() as u32), NodeId(target.index() as u32));
    Some(match owner {
        Owner::Source => Step { owner: source, neighbor: Neighbor { edge, node: target } },
        Owner::Target => Step { owner: target, neighbor: Neighbor { edge, node: source } },
    })
}

/// The edges that leave, or those that enter, each node.
///
/// Groups are kept for the span from the first to the last node that has an edge, or, where these are few, for those
/// nodes only. So a relation between few nodes costs little in a large graph.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    owners: Rows,
    groups: Groups<Neighbor>,
}

impl Adjacency {
    /// The adjacency of these edges, which come in the order in which a node is to list them.
    pub(super) fn new(steps: impl Iterator<Item = Step> + Clone) -> Adjacency {
        let (mut first, mut last, mut count) = (u32::MAX, 0, 0u64);
        for step in steps.clone() {
            first = first.min(step.owner.0);
            last = last.max(step.owner.0);
            count += 1;
        }
        if count == 0 || u64::from(last - first) > count * 4 {
            return Adjacency::of_few(steps.collect());
        }
        let span = last - first + 1;
        let slots = steps.map(|step| ((step.owner.0 - first) as usize, step.neighbor));
        let groups = Groups::new(span as usize, slots);
        Adjacency { owners: Rows::All { first, count: span }, groups }
    }

    fn of_few(mut steps: Vec<Step>) -> Adjacency {
        steps.sort_by_key(|step| step.owner);
        let mut owners: Vec<u32> = Vec::new();
        let mut offsets = Vec::new();
        for (at, step) in (0u32..).zip(&steps) {
            if owners.last() != Some(&step.owner.0) {
                owners.push(step.owner.0);
                offsets.push(at);
            }
        }
        offsets.push(steps.len() as u32);
        let neighbors = steps.iter().map(|step| step.neighbor).collect();
        Adjacency { owners: Rows::List(owners), groups: Groups::from_sorted(offsets, neighbors) }
    }

    /// The neighbors of a node.
    pub(super) fn of(&self, node: NodeId) -> &[Neighbor] {
        self.owners.slot(node.0).map_or(&[], |slot| self.groups.get(slot))
    }

    /// How many nodes have an edge.
    pub(super) fn owner_count(&self) -> usize {
        self.groups.filled()
    }
}
