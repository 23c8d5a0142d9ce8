//! Nodes by label or property, and how many there are.

use super::access::{Access, Found, Table};
use super::flat_map::{Results, trace_nodes};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use std::sync::Arc;

/// Binds a node to each that is found.
pub(in crate::exec) struct Scan {
    node: Var,
    access: Access,
    table: Table,
    found: Found,
    next: usize,
    out: Vec<u32>,
}

impl Scan {
    pub(in crate::exec) fn new(node: Var, access: Access) -> Self {
        let found = Found::List(Arc::default());
        Scan { node, access, table: Table::default(), found, next: 0, out: Vec::new() }
    }
}

impl Results for Scan {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.next = 0;
        self.found = self.access.find(&mut self.table, (batch, row), cx)?;
        Ok(())
    }

    fn fill(&mut self, room: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let total = self.found.len(cx.graph);
        let end = total.min(self.next.saturating_add(room));
        let range = self.next..end;
        match &self.found {
            Found::All => self.out.extend(range.map(|node| node as u32)),
            Found::Label(label) => {
                let found = cx.graph.with_label(*label).get(range).unwrap_or_default();
                self.out.extend(found.iter().map(|node| node.0));
            }
            Found::List(list) => {
                self.out.extend(list.get(range).unwrap_or_default().iter().map(|node| node.0));
            }
        }
        let count = end - self.next;
        self.next = end;
        Ok((count, end == total))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        let nodes = std::mem::take(&mut self.out);
        trace_nodes(out, &nodes, cx);
        if let Access::Dates(dates) = &self.access {
            mark(out, &nodes, dates.unsure());
        }
        out.set(self.node, Column::Nodes(nodes));
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.found = Found::List(Arc::default());
        self.next = 0;
        self.out.clear();
    }
}

/// Marks the rows whose node is unsure; `unsure` ascends, the nodes mostly do.
fn mark(out: &mut Batch, nodes: &[u32], unsure: &[u32]) {
    let Some(traces) = out.traces.as_mut().filter(|_| !unsure.is_empty()) else { return };
    let (mut before, mut rest) = (u32::MAX, unsure);
    for (trace, node) in traces.iter_mut().zip(nodes) {
        if *node <= before {
            rest = unsure.get(unsure.partition_point(|one| one < node)..).unwrap_or_default();
        }
        while let [first, more @ ..] = rest
            && first < node
        {
            rest = more;
        }
        before = *node;
        trace.dates_certain &= rest.first() != Some(node);
    }
}

/// Binds a variable to the number of nodes that are found.
pub(in crate::exec) struct CountNodes {
    access: Access,
    table: Table,
    count: Var,
    left: Option<(i64, bool)>,
    out: Vec<(i64, bool)>,
}

impl CountNodes {
    pub(in crate::exec) fn new(access: Access, count: Var) -> Self {
        CountNodes { access, table: Table::default(), count, left: None, out: Vec::new() }
    }
}

impl Results for CountNodes {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let (count, sure) = self.access.count(&mut self.table, (batch, row), cx)?;
        self.left = (count > 0).then_some((count as i64, sure));
        Ok(())
    }

    fn fill(&mut self, _: usize, _: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        self.out.extend(self.left);
        Ok((usize::from(self.left.take().is_some()), true))
    }

    fn flush(&mut self, out: &mut Batch, _: &mut Context<'_>) {
        let counts = std::mem::take(&mut self.out);
        for (trace, (_, sure)) in out.traces.iter_mut().flatten().zip(&counts) {
            trace.dates_certain &= sure;
        }
        out.set(self.count, Column::Integers(counts.into_iter().map(|count| count.0).collect()));
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.left = None;
        self.out.clear();
    }
}
