//! Adjacency in compressed sparse rows: the neighbors of all nodes in one array, and where those of a node begin.

use super::neighbors::{Neighbor, Neighbors};
use super::rows::Rows;
use crate::value::groups::Offsets;
use crate::value::{EdgeId, NodeId};
use std::ops::Range;

/// One edge as seen from the node that owns it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) owner: NodeId,
    pub(super) neighbor: Neighbor,
}

/// Which end of an edge lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    /// The node that it comes from.
    Source,
    /// The node that it points to.
    Target,
}

/// The edges of a kind that leave each node, or those that enter it.
///
/// Groups are kept for the span from the first to the last node that has an edge, or, where these are few, for those
/// nodes only. So a relation between few nodes costs little in a large graph.
#[derive(Debug, Clone)]
pub struct Adjacency {
    pub(super) owners: Rows,
    pub(super) offsets: Offsets,
    pub(super) nodes: Vec<NodeId>,
    pub(super) edges: Vec<EdgeId>,
}

impl Adjacency {
    /// The steps from a node; none where it has none.
    #[inline]
    pub fn of(&self, node: NodeId) -> Neighbors<'_> {
        self.at(self.span(node))
    }

    /// Where the steps from a node stand. To ask this of many nodes before the first steps are read is faster than to
    /// take one node after the other where nodes come in no order: the memory is asked for all of them at once.
    #[inline]
    pub fn span(&self, node: NodeId) -> Range<usize> {
        self.owners.slot(node.0).map_or(0..0, |slot| self.offsets.range(slot))
    }

    /// The steps that stand there.
    #[inline]
    pub fn at(&self, span: Range<usize>) -> Neighbors<'_> {
        Neighbors {
            nodes: self.nodes.get(span.clone()).unwrap_or(&[]),
            edges: self.edges.get(span).unwrap_or(&[]),
        }
    }

    /// How many edges a node has here.
    #[inline]
    pub fn degree(&self, node: NodeId) -> usize {
        self.owners.slot(node.0).map_or(0, |slot| self.offsets.range(slot).len())
    }

    /// Whether a node has an edge here.
    #[inline]
    pub(crate) fn has(&self, node: NodeId) -> bool {
        self.degree(node) > 0
    }

    /// Appends how many edges each of these nodes has here; nodes that come one after another are read in one go.
    ///
    /// ```
    /// # use nenpyo::graph::GraphBuilder;
    /// let mut builder = GraphBuilder::new();
    /// let [a, b, c] = ["A", "B", "C"].map(|label| builder.add_node(&[label], vec![]));
    /// builder.add_edge(a, b, "T", vec![]);
    /// builder.add_edge(a, c, "T", vec![]);
    /// let graph = builder.build()?;
    /// let mut degrees = Vec::new();
    /// graph.out_of_type(graph.type_id("T").unwrap()).unwrap().degrees(&[a.0, b.0, c.0], &mut degrees);
    /// assert_eq!(degrees, [2, 0, 0]);
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn degrees(&self, nodes: &[u32], to: &mut Vec<i64>) {
        let offsets = self.offsets.as_slice();
        let Rows::All { first, .. } = self.owners else {
            return to.extend(nodes.iter().map(|node| self.degree(NodeId(*node)) as i64));
        };
        let start = nodes.first().copied().unwrap_or(0);
        let in_order = (0u32..).zip(nodes).all(|(at, node)| start.wrapping_add(at) == *node);
        let from = start.checked_sub(first).map(|from| from as usize);
        if let (Some(from), true) = (from, in_order)
            && let Some(offsets) = offsets.get(from..from.saturating_add(nodes.len() + 1))
        {
            to.extend(offsets.windows(2).map(|ends| i64::from(ends[1] - ends[0])));
            return;
        }
        to.extend(nodes.iter().map(|node| {
            let slot = node.wrapping_sub(first) as usize;
            match offsets.get(slot..).unwrap_or(&[]) {
                [start, end, ..] => i64::from(end - start),
                _ => 0,
            }
        }));
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// How many nodes have an edge.
    pub fn owner_count(&self) -> usize {
        self.offsets.filled()
    }

    /// The nodes that have edges here, ascending, with their steps; where they lie close together, also those between
    /// that have none.
    pub fn groups(&self) -> impl Iterator<Item = (NodeId, Neighbors<'_>)> {
        let bounds = self.offsets.as_slice().windows(2).enumerate();
        bounds.filter_map(|(slot, bounds)| {
            let range = bounds[0] as usize..bounds[1] as usize;
            let (nodes, edges) = (self.nodes.get(range.clone())?, self.edges.get(range)?);
            Some((NodeId(self.owners.row(slot)?), Neighbors { nodes, edges }))
        })
    }

    /// All steps, by owner: the node that has the edge, and its neighbor there.
    pub fn steps(&self) -> impl Iterator<Item = (NodeId, Neighbor)> {
        let groups = self.groups();
        groups.flat_map(|(owner, neighbors)| neighbors.iter().map(move |step| (owner, step)))
    }

    /// The adjacency of those edges that are meant.
    pub(super) fn kept(&self, is_meant: impl Fn(Neighbor) -> bool) -> Adjacency {
        let (mut owners, mut nodes, mut edges) = (Vec::new(), Vec::new(), Vec::new());
        for (owner, step) in self.steps().filter(|(_, step)| is_meant(*step)) {
            owners.push(owner.0);
            nodes.push(step.node);
            edges.push(step.edge);
        }
        Adjacency::of_sorted(&owners, nodes, edges)
    }

    /// The adjacency of edges that come by owner, ascending, and for each in the order in which it is to list them; the three
    /// are of equal length.
    pub(super) fn of_sorted(owners: &[u32], nodes: Vec<NodeId>, edges: Vec<EdgeId>) -> Adjacency {
        let (first, last) = (owners.first().copied(), owners.last().copied());
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
        if u64::from(last - first) > owners.len() as u64 * 4 || owners.is_empty() {
            let (mut found, mut offsets) = (Vec::new(), Vec::new());
            for (at, owner) in (0u32..).zip(owners) {
                if found.last() != Some(owner) {
                    found.push(*owner);
                    offsets.push(at);
                }
            }
            offsets.push(owners.len() as u32);
            let (owners, offsets) = (Rows::List(found), Offsets::from_sorted(offsets));
            return Adjacency { owners, offsets, nodes, edges };
        }
        let mut offsets = Vec::with_capacity((last - first) as usize + 2);
        for (at, owner) in (0u32..).zip(owners) {
            while offsets.len() <= (owner - first) as usize {
                offsets.push(at);
            }
        }
        offsets.push(owners.len() as u32);
        let owners = Rows::All { first, count: last - first + 1 };
        Adjacency { owners, offsets: Offsets::from_sorted(offsets), nodes, edges }
    }

    /// The adjacency of these edges, which come in the order in which a node is to list them.
    pub(super) fn new(steps: impl Iterator<Item = Step> + Clone) -> Adjacency {
        let (mut first, mut last, mut count, mut sorted) = (u32::MAX, 0, 0usize, true);
        for step in steps.clone() {
            sorted &= last <= step.owner.0;
            first = first.min(step.owner.0);
            last = last.max(step.owner.0);
            count += 1;
        }
        if count > 0 && sorted {
            let (mut owners, mut nodes) = (Vec::with_capacity(count), Vec::with_capacity(count));
            let mut edges = Vec::with_capacity(count);
            for Step { owner, neighbor } in steps {
                owners.push(owner.0);
                nodes.push(neighbor.node);
                edges.push(neighbor.edge);
            }
            return Adjacency::of_sorted(&owners, nodes, edges);
        }
        if count == 0 || u64::from(last - first) > count as u64 * 4 {
            return Adjacency::of_few(steps.collect());
        }
        let span = last - first + 1;
        let (mut nodes, mut edges) = (vec![NodeId(0); count], vec![EdgeId(0); count]);
        let slots = steps.map(|step| ((step.owner.0 - first) as usize, step.neighbor));
        let offsets = Offsets::sort(span as usize, slots, |place, neighbor| {
            if let (Some(node), Some(edge)) = (nodes.get_mut(place), edges.get_mut(place)) {
                (*node, *edge) = (neighbor.node, neighbor.edge);
            }
        });
        Adjacency { owners: Rows::All { first, count: span }, offsets, nodes, edges }
    }

    fn of_few(mut steps: Vec<Step>) -> Adjacency {
        steps.sort_by_key(|step| step.owner);
        let owners: Vec<u32> = steps.iter().map(|step| step.owner.0).collect();
        let (nodes, edges) =
            steps.iter().map(|step| (step.neighbor.node, step.neighbor.edge)).unzip();
        Adjacency::of_sorted(&owners, nodes, edges)
    }
}

impl Default for Adjacency {
    /// No edges.
    fn default() -> Self {
        Adjacency::of_few(Vec::new())
    }
}
