//! One of equal rows.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{BATCH, Batch, value_bytes};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::vector::{Groups, Key};
use crate::value::Grouping;
use indexmap::IndexMap;
use indexmap::map::Entry;

/// Keeps the first of the rows that agree in some variables.
pub(in crate::exec) struct Distinct {
    input: Input,
    groups: Groups,
    rows: Vec<u32>,
}

impl Distinct {
    pub(in crate::exec) fn new(vars: Vec<Var>) -> Self {
        let groups = Groups::new(vars.into_iter().map(Key::of_column).collect());
        Distinct { input: Input::default(), groups, rows: Vec::new() }
    }
}

impl Operator for Distinct {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        cx.tick(batch.len)?;
        let mut next = self.groups.len() as u32;
        self.groups.assign(&batch, &mut self.rows, cx)?;
        let mut new = Vec::new();
        for (row, group) in (0u32..).zip(&self.rows) {
            // Groups are numbered in order of their first rows.
            if *group == next {
                new.push(row);
                next += 1;
            }
        }
        Ok(Poll::Batch(batch.gather(&new)))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(self.groups.reset());
    }
}

/// The same, where rows are traced: the row kept rests on the most certain of those that it stands for, so nothing is
/// given before all rows are seen.
pub(in crate::exec) struct TracedDistinct {
    input: Input,
    vars: Vec<Var>,
    /// The number of the row that was kept, by its values.
    seen: IndexMap<Vec<Grouping>, ()>,
    kept: Batch,
    held: usize,
    given: usize,
}

impl TracedDistinct {
    pub(in crate::exec) fn new(vars: Vec<Var>) -> Self {
        TracedDistinct {
            input: Input::default(),
            vars,
            seen: IndexMap::new(),
            kept: Batch::default(),
            held: 0,
            given: 0,
        }
    }

    /// The rows of a batch that were not seen before; the traces of others are merged.
    fn add(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<Batch, ExecError> {
        let mut new: Vec<u32> = Vec::new();
        let mut again: Vec<(usize, usize)> = Vec::new();
        for row in 0..batch.len {
            cx.tick(1)?;
            let key: Vec<Grouping> =
                self.vars.iter().map(|var| Grouping(batch.value(*var, row))).collect();
            let bytes = 48 + key.iter().map(|value| value_bytes(&value.0)).sum::<usize>();
            match self.seen.entry(key) {
                Entry::Occupied(entry) => again.push((entry.index(), row)),
                Entry::Vacant(entry) => {
                    entry.insert(());
                    new.push(row as u32);
                    self.held += bytes;
                    cx.hold(bytes)?;
                }
            }
        }
        let mut out = batch.gather(&new);
        if cx.traced() {
            self.kept.append(out);
            out = Batch::default();
            for (at, row) in again {
                let kept = self.kept.traces.as_mut().and_then(|traces| traces.get_mut(at));
                if let (Some(kept), Some(trace)) = (kept, batch.trace(row)) {
                    kept.or(trace);
                }
            }
        }
        Ok(out)
    }
}

impl Operator for TracedDistinct {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if let Some(batch) = self.input.batch.take() {
            return Ok(Poll::Batch(self.add(&batch, cx)?));
        }
        if !self.input.ended {
            return Ok(Poll::Input);
        }
        if self.given < self.kept.len {
            let end = self.kept.len.min(self.given + BATCH);
            let rows: Vec<u32> = (self.given as u32..end as u32).collect();
            self.given = end;
            return Ok(Poll::Batch(self.kept.gather(&rows)));
        }
        cx.release(std::mem::take(&mut self.held));
        self.seen.clear();
        Ok(Poll::Done)
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held));
        self.seen.clear();
        self.kept = Batch::default();
        self.given = 0;
    }
}
