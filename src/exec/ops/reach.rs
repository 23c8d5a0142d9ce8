//! The nodes that chains reach, each once.

use super::flat_map::Results;
use super::trail::Edges;
use super::walk::ChainVars;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::node_set::NodeSet;
use crate::graph::Neighbor;
use crate::value::NodeId;

/// Finds each node that a chain of `min` (0 or 1) to `max` edges from a node leads to, by breadth-first search.
pub(in crate::exec) struct Reach {
    vars: ChainVars,
    from_start: bool,
    max: usize,
    edges: Edges,
    /// The nodes that were reached, in the order in which they were, and those at the last depth.
    seen: Option<NodeSet>,
    found: Vec<u32>,
    next: usize,
    list: Vec<Neighbor>,
    out: Vec<u32>,
}

impl Reach {
    pub(in crate::exec) fn new(vars: ChainVars, min: usize, max: usize, edges: Edges) -> Self {
        Reach {
            vars,
            from_start: min == 0,
            max,
            edges,
            seen: None,
            found: Vec::new(),
            next: 0,
            list: Vec::new(),
            out: Vec::new(),
        }
    }

    fn search(&mut self, from: NodeId, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let nodes = cx.graph.node_count();
        if self.seen.is_none() {
            cx.hold(NodeSet::bytes(nodes))?;
        }
        let seen = self.seen.get_or_insert_with(|| NodeSet::new(nodes));
        seen.clear();
        if self.from_start {
            seen.insert(from.0);
        }
        let (mut start, mut depth) = (0, 0);
        let mut level = vec![from];
        while !level.is_empty() && depth < self.max {
            depth += 1;
            for node in level.drain(..) {
                let looked_at = match self.edges.plain(cx.graph, node) {
                    Some(nodes) => {
                        nodes.iter().for_each(|next| {
                            seen.insert(next.0);
                        });
                        nodes.len()
                    }
                    None => {
                        self.edges.from(cx.graph, node, &mut self.list);
                        self.list.iter().for_each(|next| {
                            seen.insert(next.node.0);
                        });
                        self.list.len()
                    }
                };
                cx.follow(1 + looked_at)?;
            }
            if depth == 1 && self.from_start {
                start = 1;
            }
            level.extend(seen.items().get(start..).unwrap_or_default().iter().map(|n| NodeId(*n)));
            start = seen.items().len();
        }
        self.found.extend_from_slice(seen.items());
        Ok(())
    }
}

impl Results for Reach {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.found.clear();
        self.next = 0;
        let Some(from) = batch.node(self.vars.from, row) else { return Ok(()) };
        let target = self.vars.into.then(|| batch.node(self.vars.to, row));
        if target == Some(None) {
            return Ok(());
        }
        self.edges.start(batch, row, cx)?;
        self.search(from, cx)?;
        if let Some(Some(target)) = target {
            self.found.retain(|node| *node == target.0);
        }
        Ok(())
    }

    fn fill(&mut self, room: usize, _: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let end = self.found.len().min(self.next.saturating_add(room));
        let found = self.found.get(self.next..end).unwrap_or_default();
        self.out.extend_from_slice(found);
        let count = found.len();
        self.next = end;
        Ok((count, end == self.found.len()))
    }

    fn flush(&mut self, out: &mut Batch, _: &mut Context<'_>) {
        let nodes = std::mem::take(&mut self.out);
        if !self.vars.into {
            out.set(self.vars.to, Column::Nodes(nodes));
        }
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.found.clear();
        self.next = 0;
        self.out.clear();
    }
}
