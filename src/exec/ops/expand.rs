//! One edge from a node.

use super::flat_map::{Results, trace_edges, trace_nodes};
use super::trail::used_edges;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::labels::Follow;
use crate::value::{EdgeId, NodeId};

/// Follows each edge of a node.
pub(in crate::exec) struct Expand {
    pub(in crate::exec) from: Var,
    pub(in crate::exec) edge: Var,
    pub(in crate::exec) to: Var,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) follow: Follow,
    pub(in crate::exec) apart: Vec<Var>,
    pub(in crate::exec) state: ExpandState,
}

/// The row at hand and the results.
#[derive(Default)]
pub(in crate::exec) struct ExpandState {
    start: Option<NodeId>,
    /// Where the edge must end: `Some(None)` for nowhere.
    target: Option<Option<NodeId>>,
    used: Vec<EdgeId>,
    edges: Vec<u32>,
    nodes: Vec<u32>,
}

impl Results for Expand {
    fn start(&mut self, batch: &Batch, row: usize, _: &mut Context<'_>) -> Result<(), ExecError> {
        self.state.start = batch.node(self.from, row);
        self.state.target = self.into.then(|| batch.node(self.to, row));
        used_edges(&self.apart, batch, row, &mut self.state.used);
        Ok(())
    }

    fn fill(&mut self, _: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let ExpandState { start, target, used, edges, nodes } = &mut self.state;
        let Some(start) = *start else { return Ok((0, true)) };
        let before = nodes.len();
        let mut seen = 0;
        self.follow.each(cx.graph, start, |next| {
            seen += 1;
            let wanted = target.is_none_or(|target| target == Some(next.node));
            if wanted && !used.contains(&next.edge) {
                edges.push(next.edge.0);
                nodes.push(next.node.0);
            }
        });
        cx.tick(seen)?;
        Ok((nodes.len() - before, true))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        let edges = std::mem::take(&mut self.state.edges);
        let nodes = std::mem::take(&mut self.state.nodes);
        trace_edges(out, &edges, cx);
        out.set(self.edge, Column::Edges(edges));
        if !self.into {
            trace_nodes(out, &nodes, cx);
            out.set(self.to, Column::Nodes(nodes));
        }
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.state = ExpandState::default();
    }
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
