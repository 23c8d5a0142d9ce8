//! Columns computed row by row.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::operator::{Input, Operator, Poll};
use crate::value::{EdgeId, NodeId, Path, Value};
use std::sync::Arc;

/// What a column of a projection is.
pub(in crate::exec) enum Source {
    /// Another column.
    Column(Var),
    /// An expression.
    Expr(BoxEval),
}

/// Computes columns.
pub(in crate::exec) struct Project {
    input: Input,
    items: Vec<(Source, Var)>,
    keep: bool,
}

impl Project {
    pub(in crate::exec) fn new(items: Vec<(Source, Var)>, keep: bool) -> Self {
        Project { input: Input::default(), items, keep }
    }
}

impl Operator for Project {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let mut columns = Vec::with_capacity(self.items.len());
        for (source, var) in &mut self.items {
            let column = match source {
                Source::Column(var) => batch.column(*var).cloned(),
                Source::Expr(expr) => Some(compute(expr, &mut batch, cx)?),
            };
            columns.push((*var, column));
        }
        let mut out = if self.keep { batch } else { batch.without_columns() };
        for (var, column) in columns {
            let nulls = || Column::Values(vec![Value::Null; out.len]);
            let column = column.unwrap_or_else(nulls);
            out.set(var, column);
        }
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}

fn compute(
    expr: &mut BoxEval,
    batch: &mut Batch,
    cx: &mut Context<'_>,
) -> Result<Column, ExecError> {
    let mut values = Vec::with_capacity(batch.len);
    for row in 0..batch.len {
        cx.tick(1)?;
        values.push(expr.eval(RowRef { batch, row }, cx)?);
        let trace = batch.traces.as_mut().and_then(|traces| traces.get_mut(row));
        if let (Some(trace), false) = (trace, cx.witnesses.is_empty()) {
            cx.witnesses.drain(..).for_each(|witness| trace.and(&witness));
        }
    }
    Ok(Column::Values(values))
}

/// Makes a path of a node and the edges after it.
pub(in crate::exec) struct BindPath {
    input: Input,
    path: Var,
    start: Var,
    edges: Vec<Var>,
}

impl BindPath {
    pub(in crate::exec) fn new(path: Var, start: Var, edges: Vec<Var>) -> Self {
        BindPath { input: Input::default(), path, start, edges }
    }

    fn path(&self, batch: &Batch, row: usize, cx: &Context<'_>) -> Value {
        let Some(start) = batch.node(self.start, row) else { return Value::Null };
        let mut path = Path { nodes: vec![start], edges: Vec::new() };
        let mut at = start;
        for var in &self.edges {
            match batch.value(*var, row) {
                Value::Edge(edge) => at = follow(&mut path, at, edge, cx),
                Value::List(edges) => {
                    for edge in edges.iter() {
                        if let Value::Edge(edge) = edge {
                            at = follow(&mut path, at, *edge, cx);
                        }
                    }
                }
                _ => return Value::Null,
            }
        }
        Value::Path(Arc::new(path))
    }
}

fn follow(path: &mut Path, at: NodeId, edge: EdgeId, cx: &Context<'_>) -> NodeId {
    let (source, target) = cx.graph.ends(edge);
    let next = if source == at { target } else { source };
    path.edges.push(edge);
    path.nodes.push(next);
    next
}

impl Operator for BindPath {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let values = (0..batch.len).map(|row| self.path(&batch, row, cx)).collect();
        batch.set(self.path, Column::Values(values));
        Ok(Poll::Batch(batch))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
