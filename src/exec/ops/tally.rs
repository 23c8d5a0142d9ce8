//! How many rows a pipeline has for each row.

use super::apply::Inner;
use super::degree::Steps;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;

/// Counts the rows of a pipeline for each row.
pub(in crate::exec) struct Tally {
    input: Input,
    inner: Inner,
    /// How many times each of its rows counts.
    weight: Option<Var>,
}

impl Tally {
    /// The counts are bound to the variable that numbers the rows.
    pub(in crate::exec) fn new(inner: Inner, weight: Option<Var>) -> Self {
        Tally { input: Input::default(), inner, weight }
    }

    /// The count of each row, and what the rows counted rest on.
    fn counts(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<(Vec<i64>, Vec<RowTrace>), ExecError> {
        let mut counts = vec![0i64; batch.len];
        let mut traces = Vec::new();
        if cx.traced() {
            traces.resize(batch.len, RowTrace::default());
            let mut argument = batch.only(self.inner.live.as_deref());
            argument.traces = Some(traces.clone());
            self.inner.start(&argument, cx);
        } else {
            self.inner.start(batch, cx);
        }
        while let Some((found, rows)) = self.inner.next(cx)? {
            let weights = match self.weight.and_then(|var| found.column(var)) {
                Some(Column::Integers(weights)) => Some(weights),
                _ => None,
            };
            for (at, row) in rows.iter().enumerate() {
                if let Some(count) = counts.get_mut(*row as usize) {
                    let weight = weights.map_or(1, |weights| weights.get(at).copied().unwrap_or(0));
                    *count = count.saturating_add(weight);
                }
                if let (Some(so_far), Some(trace)) =
                    (traces.get_mut(*row as usize), found.trace(at))
                {
                    so_far.and(trace);
                }
            }
        }
        Ok((counts, traces))
    }
}

impl Operator for Tally {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let (counts, found) = self.counts(&batch, cx)?;
        for (trace, found) in batch.traces.iter_mut().flatten().zip(&found) {
            trace.and(found);
        }
        batch.set(self.inner.row, Column::Integers(counts));
        Ok(Poll::Batch(batch))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.inner.driver.reset(cx);
    }
}

/// Counts the edges that may be followed from a node, for each row.
pub(in crate::exec) struct Tallied {
    input: Input,
    steps: Option<Steps>,
    count: Var,
}

impl Tallied {
    pub(in crate::exec) fn new(steps: Option<Steps>, count: Var) -> Self {
        Tallied { input: Input::default(), steps, count }
    }
}

impl Operator for Tallied {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let Some(steps) = &self.steps else { return Ok(Poll::Batch(batch)) };
        let counts = steps.counts(&batch, cx)?;
        batch.set(self.count, Column::Integers(counts));
        Ok(Poll::Batch(batch))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
