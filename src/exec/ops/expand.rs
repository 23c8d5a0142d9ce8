//! One edge from a node.

use super::flat_map::{Results, trace_edges, trace_nodes};
use super::lanes::{Lane, Lanes, each, is_shorter};
use super::trail::{one_column, used_edges};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::labels::Follow;
use crate::exec::operator::{Input, Operator, Poll};
use crate::graph::{Adjacency, Neighbor};
use crate::value::{EdgeId, NodeId};
use std::ops::Range;

/// Follows each edge of a node.
pub(in crate::exec) struct Expand {
    pub(in crate::exec) input: Input,
    pub(in crate::exec) from: Var,
    pub(in crate::exec) edge: Var,
    pub(in crate::exec) to: Var,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) lanes: Lanes,
    pub(in crate::exec) apart: Vec<Var>,
    /// The edge is used later, or traced.
    pub(in crate::exec) edge_used: bool,
    /// The variables that later operators use.
    pub(in crate::exec) live: Option<Vec<Var>>,
}

/// The results for the rows of a batch.
struct Found {
    rows: Vec<u32>,
    edges: Vec<u32>,
    nodes: Vec<u32>,
}

/// The edges of so many nodes are looked up before the first are read.
const BLOCK: usize = 256;

impl Expand {
    /// The one list that all edges stand in, and the nodes that they are wanted of, where nothing is to be checked but
    /// that an edge is not that of another column.
    fn plain<'a>(
        &'a self,
        batch: &'a Batch,
        used: Option<&[u32]>,
    ) -> Option<(&'a Adjacency, &'a [u32])> {
        let apart = self.apart.is_empty() || used.is_some();
        let free = !self.into && apart && self.lanes.is_free();
        match (self.lanes.lanes.as_slice(), batch.column(self.from)) {
            ([(Lane::Type { there, .. }, false)], Some(Column::Nodes(ids))) if free => {
                Some((there, ids))
            }
            _ => None,
        }
    }

    /// Follows the edges of the rows from `row` on, until there are about `room` results; the row to go on with.
    fn follow_all(
        &self,
        list: &Adjacency,
        (ids, used): (&[u32], Option<&[u32]>),
        mut row: usize,
        room: usize,
        found: &mut Found,
    ) -> usize {
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(BLOCK);
        while row < ids.len() && found.rows.len() < room {
            let block = ids.get(row..ids.len().min(row + BLOCK)).unwrap_or_default();
            spans.clear();
            spans.extend(block.iter().map(|id| list.span(NodeId(*id))));
            for span in &spans {
                let next = list.at(span.clone());
                match used.and_then(|used| used.get(row)) {
                    None => {
                        found.nodes.extend(next.nodes.iter().map(|node| node.0));
                        if self.edge_used {
                            found.edges.extend(next.edges.iter().map(|edge| edge.0));
                        }
                    }
                    Some(used) => {
                        let others = next.iter().filter(|next| next.edge.0 != *used);
                        for next in others {
                            found.nodes.push(next.node.0);
                            if self.edge_used {
                                found.edges.push(next.edge.0);
                            }
                        }
                    }
                }
                found.rows.resize(found.nodes.len(), row as u32);
                row += 1;
                if found.rows.len() >= room {
                    break;
                }
            }
        }
        row
    }

    /// Follows the edges of one row; how many were looked at.
    fn follow(
        &self,
        row: u32,
        from: NodeId,
        target: Option<NodeId>,
        used: &[EdgeId],
        found: &mut Found,
        cx: &Context<'_>,
    ) -> usize {
        let mut looked_at = 0;
        for (lane, no_loops) in &self.lanes.lanes {
            let mut see = |next: Neighbor| {
                looked_at += 1;
                let wanted = target.is_none_or(|target| target == next.node)
                    && !used.contains(&next.edge)
                    && self.lanes.admits(cx.graph, next.edge, next.node);
                if wanted {
                    found.nodes.push(next.node.0);
                    found.edges.push(next.edge.0);
                }
            };
            match (lane, target) {
                // The end that has fewer edges is looked at; either lists them in the same order.
                (Lane::Type { there, back }, Some(to)) if is_shorter(back, to, there, from) => {
                    let here = back.of(to).iter().filter(|next| next.node == from);
                    here.filter(|_| !no_loops || from != to)
                        .for_each(|next| see(Neighbor { edge: next.edge, node: to }));
                }
                _ => each(cx.graph, lane, *no_loops, from, see),
            }
        }
        found.rows.resize(found.nodes.len(), row);
        looked_at
    }
}

impl Operator for Expand {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = &self.input.batch else { return Ok(self.input.missing()) };
        let room = || Vec::with_capacity(cx.batch.min(4 * batch.len) + 64);
        let edges = if self.edge_used { room() } else { Vec::new() };
        let mut found = Found { rows: room(), edges, nodes: room() };
        let mut used = Vec::new();
        let used_column = one_column(&self.apart, batch);
        let mut row = self.input.row;
        let mut steps = 0;
        if let Some((list, ids)) = self.plain(batch, used_column) {
            row = self.follow_all(list, (ids, used_column), row, cx.batch, &mut found);
            steps = row - self.input.row + found.rows.len();
        }
        while found.rows.len() < cx.batch && row < batch.len {
            let target = if self.into { batch.node(self.to, row).map(Some) } else { Some(None) };
            if let (Some(from), Some(target)) = (batch.node(self.from, row), target) {
                let one = used_column.and_then(|ids| ids.get(row)).map(|id| EdgeId(*id));
                if one.is_none() && !self.apart.is_empty() {
                    used_edges(&self.apart, batch, row, &mut used);
                }
                let used = one.as_ref().map_or(used.as_slice(), std::slice::from_ref);
                steps += 1 + self.follow(row as u32, from, target, used, &mut found, cx);
            }
            row += 1;
        }
        cx.tick(steps)?;
        let mut out = batch.gather_live(&found.rows, self.live.as_deref());
        if self.edge_used {
            trace_edges(&mut out, &found.edges, cx);
            out.set(self.edge, Column::Edges(found.edges));
        }
        if !self.into {
            trace_nodes(&mut out, &found.nodes, cx);
            out.set(self.to, Column::Nodes(found.nodes));
        }
        self.input.row = row;
        if row >= batch.len {
            self.input.batch = None;
        }
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}

/// Binds the ends of an edge that is bound.
pub(in crate::exec) struct Ends {
    pub(in crate::exec) from: Var,
    pub(in crate::exec) edge: Var,
    pub(in crate::exec) to: Var,
    pub(in crate::exec) from_bound: bool,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) follow: Follow,
    pub(in crate::exec) apart: Vec<Var>,
    pub(in crate::exec) state: EndsState,
}

/// The row at hand and the results.
#[derive(Default)]
pub(in crate::exec) struct EndsState {
    found: Vec<(NodeId, NodeId)>,
    edge: u32,
    edges: Vec<u32>,
    from: Vec<u32>,
    to: Vec<u32>,
}

impl Results for Ends {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.state.found.clear();
        let Some(edge) = batch.edge(self.edge, row) else { return Ok(()) };
        let mut used = Vec::new();
        used_edges(&self.apart, batch, row, &mut used);
        if used.contains(&edge) {
            return Ok(());
        }
        let from = self.from_bound.then(|| batch.node(self.from, row));
        let to = (self.into && self.from != self.to).then(|| batch.node(self.to, row));
        self.state.edge = edge.0;
        self.state.found = self.follow.ends(cx.graph, edge);
        self.state.found.retain(|(a, b)| {
            from.is_none_or(|from| from == Some(*a))
                && to.is_none_or(|to| to == Some(*b))
                && (self.from != self.to || a == b)
        });
        Ok(())
    }

    fn fill(&mut self, _: usize, _: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let EndsState { found, edge, edges, from, to } = &mut self.state;
        for (a, b) in found.iter() {
            edges.push(*edge);
            from.push(a.0);
            to.push(b.0);
        }
        Ok((found.len(), true))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        let EndsState { edges, from, to, .. } = std::mem::take(&mut self.state);
        trace_nodes(out, &from, cx);
        trace_nodes(out, &to, cx);
        trace_edges(out, &edges, cx);
        out.set(self.from, Column::Nodes(from));
        out.set(self.to, Column::Nodes(to));
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.state = EndsState::default();
    }
}
