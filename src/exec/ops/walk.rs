//! Chains of variable length.

use super::flat_map::{Results, trace_nodes};
use super::trail::{Edges, TrailSearch, edge_list};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::value::{NodeId, Value};

/// The ends of a chain, and the variable of its edges.
#[derive(Debug, Clone, Copy)]
pub(in crate::exec) struct ChainVars {
    pub(in crate::exec) from: Var,
    pub(in crate::exec) edge: Var,
    pub(in crate::exec) to: Var,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) reversed: bool,
    /// The list of edges is used later, or traced.
    pub(in crate::exec) listed: bool,
}

/// The results of chains: the lists of edges and the nodes where they end.
pub(super) struct Chains {
    vars: ChainVars,
    lists: Vec<Value>,
    nodes: Vec<u32>,
    /// How many edges the lists have together.
    edges: usize,
}

/// How many edges the lists of a batch have together, about.
const EDGES_PER_BATCH: usize = 1 << 17;

impl Chains {
    pub(super) fn new(vars: ChainVars) -> Self {
        Chains { vars, lists: Vec::new(), nodes: Vec::new(), edges: 0 }
    }

    pub(super) fn push(&mut self, path: &[crate::value::EdgeId], end: NodeId) {
        self.nodes.push(end.0);
        if !self.vars.listed {
            return;
        }
        let edges = path.iter().copied();
        self.edges += path.len();
        self.lists.push(if self.vars.reversed { edge_list(edges.rev()) } else { edge_list(edges) });
    }

    /// Whether there is room for more in this batch.
    pub(super) fn has_room(&self) -> bool {
        self.edges < EDGES_PER_BATCH
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        let lists = std::mem::take(&mut self.lists);
        let nodes = std::mem::take(&mut self.nodes);
        self.edges = 0;
        if let (Some(stated), Some(traces)) = (cx.stated, &mut out.traces) {
            for (trace, list) in traces.iter_mut().zip(&lists) {
                let Value::List(edges) = list else { continue };
                for edge in edges.iter() {
                    if let Value::Edge(edge) = edge {
                        trace.add_edge(*edge, stated.edge(cx.graph, *edge));
                    }
                }
            }
        }
        if self.vars.listed {
            out.set(self.vars.edge, Column::Values(lists));
        }
        if !self.vars.into {
            trace_nodes(out, &nodes, cx);
            out.set(self.vars.to, Column::Nodes(nodes));
        }
    }

    pub(super) fn clear(&mut self) {
        self.lists.clear();
        self.nodes.clear();
        self.edges = 0;
    }
}

/// Follows trails from a node.
pub(in crate::exec) struct Walk {
    vars: ChainVars,
    min: usize,
    max: usize,
    edges: Edges,
    search: TrailSearch,
    target: Option<Option<NodeId>>,
    out: Chains,
}

impl Walk {
    pub(in crate::exec) fn new(vars: ChainVars, min: usize, max: usize, edges: Edges) -> Self {
        let (search, out) = (TrailSearch::default(), Chains::new(vars));
        Walk { vars, min, max, edges, search, target: None, out }
    }
}

impl Results for Walk {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.search.clear();
        self.target = self.vars.into.then(|| batch.node(self.vars.to, row));
        let Some(from) = batch.node(self.vars.from, row) else { return Ok(()) };
        if self.target == Some(None) {
            return Ok(());
        }
        self.edges.start(batch, row, cx)?;
        self.search.start(from, &self.edges, cx)
    }

    fn fill(&mut self, room: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let before = self.out.len();
        while self.out.len() < before + room && self.out.has_room() {
            let Some(end) = self.search.next(self.min, self.max, &self.edges, cx)? else {
                return Ok((self.out.len() - before, true));
            };
            if self.target.is_none_or(|target| target == Some(end)) {
                cx.tick(self.search.path().len())?;
                self.out.push(self.search.path(), end);
            }
        }
        Ok((self.out.len() - before, false))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        self.out.flush(out, cx);
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.search.clear();
        self.out.clear();
    }
}
