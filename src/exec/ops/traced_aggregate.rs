//! Groups of rows that are traced, row by row.

use super::project::Source;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, value_bytes};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;
use crate::functions::{Accumulator, AggregateFunction};
use crate::value::{Grouping, Value};
use indexmap::IndexMap;
use indexmap::map::Entry;
use std::collections::HashSet;

/// An aggregate and the variable of its result.
pub(in crate::exec) struct Computed {
    pub(in crate::exec) function: &'static AggregateFunction,
    pub(in crate::exec) distinct: bool,
    pub(in crate::exec) args: Vec<BoxEval>,
    pub(in crate::exec) var: Var,
}

/// The state of an aggregate over a group.
struct State {
    sum: Box<dyn Accumulator>,
    /// What was seen before, where only distinct values count.
    seen: HashSet<Vec<Grouping>>,
}

/// The states of a group.
struct Group {
    states: Vec<State>,
    trace: RowTrace,
}

/// As [`super::Aggregation`]; a group rests on what its rows rest on.
pub(in crate::exec) struct TracedAggregation {
    input: Input,
    keys: Vec<(Source, Var)>,
    columns: Vec<Computed>,
    groups: IndexMap<Vec<Grouping>, Group>,
    held: usize,
    finished: bool,
}

impl TracedAggregation {
    pub(in crate::exec) fn new(keys: Vec<(Source, Var)>, columns: Vec<Computed>) -> Self {
        let input = Input::default();
        TracedAggregation {
            input,
            keys,
            columns,
            groups: IndexMap::new(),
            held: 0,
            finished: false,
        }
    }

    fn add(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<(), ExecError> {
        for row in 0..batch.len {
            cx.tick(1)?;
            let row_ref = RowRef { batch, row };
            let key = self.key(row_ref, cx)?;
            let mut bytes = 0;
            let group = match self.groups.entry(key) {
                Entry::Occupied(entry) => {
                    let group = entry.into_mut();
                    if let Some(trace) = batch.trace(row) {
                        group.trace.and(trace);
                    }
                    group
                }
                Entry::Vacant(entry) => {
                    bytes += 128 + entry.key().iter().map(|v| value_bytes(&v.0)).sum::<usize>();
                    let group = new_group(&self.columns, batch.trace(row).cloned());
                    entry.insert(group)
                }
            };
            for (column, state) in self.columns.iter_mut().zip(&mut group.states) {
                bytes += feed(column, state, row_ref, cx)?;
            }
            cx.witnesses.drain(..).for_each(|witness| group.trace.and(&witness));
            self.held += bytes;
            cx.hold(bytes)?;
        }
        Ok(())
    }

    fn key(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Result<Vec<Grouping>, ExecError> {
        let mut key = Vec::with_capacity(self.keys.len());
        for (source, _) in &mut self.keys {
            key.push(Grouping(match source {
                Source::Column(var) => row.batch.value(*var, row.row),
                Source::Expr(expr) => expr.eval(row, cx)?,
            }));
        }
        Ok(key)
    }

    fn finish(&mut self, cx: &mut Context<'_>) -> Result<Batch, ExecError> {
        let mut keys: Vec<Vec<Value>> = self.keys.iter().map(|_| Vec::new()).collect();
        let mut values: Vec<Vec<Value>> = self.columns.iter().map(|_| Vec::new()).collect();
        let mut traces = Vec::new();
        let groups = std::mem::take(&mut self.groups);
        let len = groups.len();
        for (key, group) in groups {
            cx.tick(1)?;
            keys.iter_mut().zip(key).for_each(|(to, value)| to.push(value.0));
            for (to, state) in values.iter_mut().zip(group.states) {
                to.push(state.sum.finish()?);
            }
            traces.push(group.trace);
        }
        let mut out = Batch::blank(len, cx.traced().then_some(traces));
        for ((_, var), values) in self.keys.iter().zip(keys) {
            out.set(*var, Column::Values(values));
        }
        for (column, values) in self.columns.iter().zip(values) {
            out.set(column.var, Column::Values(values));
        }
        Ok(out)
    }
}

fn new_group(columns: &[Computed], trace: Option<RowTrace>) -> Group {
    let state = |c: &Computed| State { sum: (c.function.start)(), seen: HashSet::new() };
    let states = columns.iter().map(state).collect();
    Group { states, trace: trace.unwrap_or_default() }
}

/// Gives a row to an aggregate; how many bytes it holds for that, about.
fn feed(
    column: &mut Computed,
    state: &mut State,
    row: RowRef<'_>,
    cx: &mut Context<'_>,
) -> Result<usize, ExecError> {
    let mut args = Vec::with_capacity(column.args.len());
    for arg in &mut column.args {
        args.push(arg.eval(row, cx)?);
    }
    let size = args.iter().map(value_bytes).sum::<usize>();
    let mut held = if column.function.name == "count" { 0 } else { size };
    if column.distinct {
        if !state.seen.insert(args.iter().cloned().map(Grouping).collect()) {
            return Ok(0);
        }
        held += size + 48;
    }
    state.sum.add(&args)?;
    Ok(held)
}

impl Operator for TracedAggregation {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if let Some(batch) = self.input.batch.take() {
            self.add(&batch, cx)?;
        }
        if !self.input.ended {
            return Ok(Poll::Input);
        }
        if std::mem::replace(&mut self.finished, true) {
            return Ok(Poll::Done);
        }
        if self.groups.is_empty() && self.keys.is_empty() {
            self.groups.insert(Vec::new(), new_group(&self.columns, None));
        }
        let out = self.finish(cx)?;
        cx.release(std::mem::take(&mut self.held));
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held));
        self.groups.clear();
        self.finished = false;
    }
}
