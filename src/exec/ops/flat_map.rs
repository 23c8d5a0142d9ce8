//! Operators that give any number of rows for each row.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;
use std::ops::Range;

/// Finds the results for one row after the other, and gathers them.
pub(in crate::exec) trait Results: Send + 'static {
    /// Starts on a row.
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError>;

    /// Gathers about `room` more results, or fewer where they are large; how many, and whether the row is done with.
    fn fill(&mut self, room: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError>;

    /// Moves the results gathered into columns of `out`, which has a row for each.
    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>);

    /// Forgets the row at hand and the results.
    fn reset(&mut self, cx: &mut Context<'_>);
}

/// Joins each row with its results.
pub(in crate::exec) struct FlatMap<R> {
    input: Input,
    results: R,
    open: bool,
    /// What the subqueries found that `start` has run for the row at hand.
    rests_on: Option<RowTrace>,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl<R: Results> FlatMap<R> {
    pub(in crate::exec) fn new(results: R, live: Option<Vec<Var>>) -> Self {
        FlatMap { input: Input::default(), results, open: false, rests_on: None, live }
    }
}

impl<R: Results> Operator for FlatMap<R> {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = &self.input.batch else { return Ok(self.input.missing()) };
        let mut rows: Vec<u32> = Vec::new();
        let mut found: Vec<(Range<usize>, RowTrace)> = Vec::new();
        while rows.len() < cx.batch && self.input.row < batch.len {
            if !self.open {
                self.results.start(batch, self.input.row, cx)?;
                self.rests_on = cx.witnesses.drain(..).reduce(both);
                self.open = true;
            }
            let (count, done) = self.results.fill(cx.batch - rows.len(), cx)?;
            if let Some(trace) = &self.rests_on {
                found.push((rows.len()..rows.len() + count, trace.clone()));
            }
            rows.resize(rows.len() + count, self.input.row as u32);
            cx.tick(1 + count)?;
            if !done {
                break;
            }
            self.open = false;
            self.input.row += 1;
        }
        let mut out = batch.gather_live(&rows, self.live.as_deref());
        self.results.flush(&mut out, cx);
        for (rows, found) in found {
            let traces = out.traces.as_mut().and_then(|traces| traces.get_mut(rows));
            traces.into_iter().flatten().for_each(|trace| trace.and(&found));
        }
        if self.input.row >= batch.len {
            self.input.batch = None;
        }
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.open = false;
        self.rests_on = None;
        self.results.reset(cx);
    }
}

fn both(mut one: RowTrace, other: RowTrace) -> RowTrace {
    one.and(&other);
    one
}

/// Adds nodes to the traces of rows.
pub(super) fn trace_nodes(out: &mut Batch, nodes: &[u32], cx: &Context<'_>) {
    let stated = cx.stated.filter(|stated| stated.matters(cx.graph));
    if let (Some(stated), Some(traces)) = (stated, &mut out.traces) {
        for (trace, node) in traces.iter_mut().zip(nodes) {
            let node = crate::value::NodeId(*node);
            trace.add_node(node, stated.node(cx.graph, node));
        }
    }
}

/// Adds an edge to the trace of each row.
pub(super) fn trace_edges(out: &mut Batch, edges: &[u32], cx: &Context<'_>) {
    let stated = cx.stated.filter(|stated| stated.matters(cx.graph));
    if let (Some(stated), Some(traces)) = (stated, &mut out.traces) {
        for (trace, edge) in traces.iter_mut().zip(edges) {
            let edge = crate::value::EdgeId(*edge);
            trace.add_edge(edge, stated.edge(cx.graph, edge));
        }
    }
}
