//! One shortest trail between two nodes, by breadth-first search from both ends.

use super::trail::Edges;
use crate::exec::ExecError;
use crate::exec::context::Context;
use crate::graph::Neighbor;
use crate::value::{EdgeId, NodeId};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// What a search from one end has found.
struct Side {
    /// For each node that was reached, the step back towards the end.
    came: HashMap<NodeId, Option<Neighbor>, RandomState>,
    level: Vec<NodeId>,
}

impl Side {
    fn new(end: NodeId) -> Side {
        let mut came = HashMap::default();
        came.insert(end, None);
        Side { came, level: vec![end] }
    }

    /// The edges from a node back to the end.
    fn edges(&self, from: NodeId) -> Vec<EdgeId> {
        let mut edges = Vec::new();
        let mut at = from;
        while let Some(Some(back)) = self.came.get(&at) {
            edges.push(back.edge);
            at = back.node;
        }
        edges
    }
}

/// The edges of a shortest trail of at most `max` edges from one node to another one.
///
/// The side with fewer edges to look at goes on by one level at a time. Levels that have not met are at most as far apart as
/// the trail is long, so the first node that both sides reach lies on a shortest one.
pub(super) fn shortest(
    from: NodeId,
    to: NodeId,
    max: usize,
    edges: &Edges,
    cx: &mut Context<'_>,
) -> Result<Option<Vec<EdgeId>>, ExecError> {
    let (mut ahead, mut behind) = (Side::new(from), Side::new(to));
    let mut list = Vec::new();
    let mut held = 0;
    let mut depth = 0;
    let mut met = None;
    while depth < max && met.is_none() && !ahead.level.is_empty() && !behind.level.is_empty() {
        depth += 1;
        let forward = edges.degrees(cx.graph, &ahead.level, false)
            <= edges.degrees(cx.graph, &behind.level, true);
        let (side, other) = if forward { (&mut ahead, &behind) } else { (&mut behind, &ahead) };
        let mut reached = Vec::new();
        for node in std::mem::take(&mut side.level) {
            if forward {
                edges.from(cx.graph, node, &mut list);
            } else {
                edges.back(cx.graph, node, &mut list);
            }
            cx.follow(1 + list.len())?;
            for next in &list {
                if let std::collections::hash_map::Entry::Vacant(place) = side.came.entry(next.node)
                {
                    place.insert(Some(Neighbor { edge: next.edge, node }));
                    reached.push(next.node);
                    if met.is_none() && other.came.contains_key(&next.node) {
                        met = Some(next.node);
                    }
                }
            }
            if met.is_some() {
                break;
            }
        }
        let bytes = reached.len() * 40;
        held += bytes;
        cx.hold(bytes)?;
        side.level = reached;
    }
    cx.release(held);
    Ok(met.map(|met| {
        let mut path = ahead.edges(met);
        path.reverse();
        path.extend(behind.edges(met));
        path
    }))
}
