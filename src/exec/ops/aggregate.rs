//! Groups of rows.

use super::slice::Amount;
use super::totals::Total;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;
use crate::exec::vector::Groups;
use std::collections::BinaryHeap;

/// Which groups are needed at most: those with the most, or the least, of an aggregate.
pub(in crate::exec) struct Best {
    /// Which aggregate.
    pub(in crate::exec) total: usize,
    /// Those with the most.
    pub(in crate::exec) most: bool,
    /// The sum of these is the number of groups.
    pub(in crate::exec) limit: Vec<Amount>,
}

/// Makes one row of each group of rows with equal keys; without keys, of all rows, even of none.
pub(in crate::exec) struct Aggregation {
    input: Input,
    keys: Vec<Var>,
    groups: Groups,
    totals: Vec<(Total, Var)>,
    /// How many times each row counts.
    weight: Option<Var>,
    best: Option<Best>,
    /// What the rows rest on; it is right only for the one group that there is without keys.
    trace: RowTrace,
    rows: Vec<u32>,
    held: usize,
    finished: bool,
}

impl Aggregation {
    pub(in crate::exec) fn new(
        keys: Vec<Var>,
        groups: Groups,
        totals: Vec<(Total, Var)>,
        weight: Option<Var>,
        best: Option<Best>,
    ) -> Self {
        let (input, trace, rows) = (Input::default(), RowTrace::default(), Vec::new());
        let (held, finished) = (0, false);
        Aggregation { input, keys, groups, totals, weight, best, trace, rows, held, finished }
    }

    fn add(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<(), ExecError> {
        cx.tick(batch.len)?;
        batch.traces.iter().flatten().for_each(|trace| self.trace.and(trace));
        self.groups.assign(batch, &mut self.rows, cx)?;
        let weights = match self.weight.and_then(|var| batch.column(var)) {
            Some(Column::Integers(weights)) => Some(weights.as_slice()),
            _ => None,
        };
        let mut bytes = 0;
        for (total, _) in &mut self.totals {
            total.grow(self.groups.len());
            bytes += total.add(batch, &self.rows, weights, cx)?;
        }
        self.held += bytes;
        cx.hold(bytes)
    }

    /// The groups that are needed, in order.
    fn needed(&mut self, cx: &mut Context<'_>) -> Result<Vec<u32>, ExecError> {
        let count = if self.keys.is_empty() { 1 } else { self.groups.len() };
        let all = 0..count as u32;
        let Some(best) = &mut self.best else { return Ok(all.collect()) };
        let limit = best
            .limit
            .iter_mut()
            .try_fold(0usize, |sum, part| Ok::<_, ExecError>(sum.saturating_add(part.get(cx)?)))?;
        let counts = self.totals.get(best.total).and_then(|(total, _)| total.counts());
        let (Some(counts), true) = (counts, limit < count) else { return Ok(all.collect()) };
        let Some(last) = limit.checked_sub(1) else { return Ok(Vec::new()) };
        let rank = |count: i64| if best.most { !count } else { count };
        let worst = least(counts.iter().map(|count| rank(*count)), last);
        let good =
            |group: &u32| counts.get(*group as usize).is_some_and(|count| rank(*count) <= worst);
        Ok(all.filter(good).collect())
    }

    fn finish(&mut self, cx: &mut Context<'_>) -> Result<Batch, ExecError> {
        let groups = self.needed(cx)?;
        cx.tick(groups.len())?;
        let trace = std::mem::take(&mut self.trace);
        let mut out = Batch::blank(groups.len(), cx.traced().then(|| vec![trace]));
        for (at, var) in self.keys.iter().enumerate() {
            out.set(*var, self.groups.column(at, &groups, cx.graph));
        }
        for (total, var) in &mut self.totals {
            total.grow(self.groups.len().max(usize::from(self.keys.is_empty())));
            out.set(*var, total.finish(&groups)?);
        }
        Ok(out)
    }
}

/// The item of the number `nth` among the items in ascending order.
fn least(mut items: impl Iterator<Item = i64>, nth: usize) -> i64 {
    let mut heap: BinaryHeap<i64> = items.by_ref().take(nth + 1).collect();
    let mut greatest = heap.peek().copied().unwrap_or(i64::MAX);
    for item in items {
        if item < greatest {
            heap.pop();
            heap.push(item);
            greatest = heap.peek().copied().unwrap_or(greatest);
        }
    }
    greatest
}

impl Operator for Aggregation {
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
        let out = self.finish(cx)?;
        cx.release(std::mem::take(&mut self.held) + self.groups.reset());
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held) + self.groups.reset());
        self.totals.iter_mut().for_each(|(total, _)| total.reset());
        self.trace = RowTrace::default();
        self.finished = false;
    }
}
