//! Whether the adjacency of a type has the edges that are of the type, told without looking up a single one.
//!
//! The edges of a type and the entries of its adjacency are the same things in another order. So the sums of their
//! hashes are equal; and where they differ in one thing, the sums are equal by chance once in 2⁶⁴. The hash has a random
//! key, so that no file can be made for it. All arrays are read from front to back.

use super::error::Reason;
use crate::graph::Adjacency;
use crate::graph::edges::Edges;
use crate::value::{EdgeId, NodeId};
use std::hash::{BuildHasher, RandomState};

/// A hash of edges with its key.
pub(super) struct Fingerprint([u64; 2]);

impl Fingerprint {
    pub(super) fn random() -> Self {
        let random = RandomState::new();
        Fingerprint([random.hash_one(0), random.hash_one(1)])
    }

    /// A folded multiplication, as wyhash and foldhash use it.
    #[inline]
    fn of_edge(&self, edge: EdgeId, source: NodeId, target: NodeId) -> u64 {
        let ends = u64::from(source.0) << 32 | u64::from(target.0);
        let product = u128::from(ends ^ self.0[0]) * u128::from(u64::from(edge.0) ^ self.0[1]);
        product as u64 ^ (product >> 64) as u64
    }

    /// The sum of the edges of each type.
    pub(super) fn of_types(&self, edges: &Edges, types: usize) -> Vec<u64> {
        let mut sums = vec![0u64; types];
        for (edge, source, target, edge_type) in edges.iter() {
            if let Some(sum) = sums.get_mut(edge_type.0 as usize) {
                *sum = sum.wrapping_add(self.of_edge(edge, source, target));
            }
        }
        sums
    }

    /// The sum of the entries of an adjacency. It is an error where the edges of a node do not ascend.
    pub(super) fn of_adjacency(&self, all: &Adjacency, incoming: bool) -> Result<u64, Reason> {
        let (mut sum, mut ascends) = (0u64, true);
        for (owner, neighbors) in all.groups() {
            for (node, edge) in neighbors.nodes.iter().zip(neighbors.edges) {
                let (source, target) = if incoming { (*node, owner) } else { (owner, *node) };
                sum = sum.wrapping_add(self.of_edge(*edge, source, target));
            }
            ascends &= neighbors.edges.is_sorted_by(|a, b| a < b);
        }
        ascends.then_some(sum).ok_or_else(|| "the edges of a node do not ascend".to_owned())
    }
}
