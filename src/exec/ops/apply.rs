//! Pipelines that are run for the sake of a batch of rows: optional matches and conditions on subqueries.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE};
use crate::exec::context::Context;
use crate::exec::driver::Driver;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;

/// A pipeline, the number of its argument, and the variable that numbers the rows while it runs.
pub(in crate::exec) struct Inner {
    pub(in crate::exec) driver: Driver,
    pub(in crate::exec) argument: usize,
    pub(in crate::exec) row: Var,
    /// The variables of the batch (ascending) that it uses, or gives on; `None` for all.
    pub(in crate::exec) live: Option<Vec<Var>>,
}

impl Inner {
    /// Starts the pipeline for a batch.
    pub(super) fn start(&mut self, batch: &Batch, cx: &mut Context<'_>) {
        let mut argument = batch.only(self.live.as_deref());
        argument.set(self.row, Column::Rows((0..batch.len as u32).collect()));
        if let Some(place) = cx.arguments.get_mut(self.argument) {
            *place = Some(argument);
        }
        self.driver.reset(cx);
    }

    /// The next results, with the number of the row that each belongs to.
    pub(super) fn next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Result<Option<(Batch, Vec<u32>)>, ExecError> {
        let Some(mut batch) = self.driver.next(cx)? else { return Ok(None) };
        match batch.take(self.row) {
            Some(Column::Rows(rows)) => Ok(Some((batch, rows))),
            _ => Ok(None),
        }
    }
}

/// Gives the results of a pipeline for each row, or the row itself where there are none.
pub(in crate::exec) struct Optional {
    input: Input,
    inner: Inner,
    running: bool,
    /// All rows before this one have been given.
    next: u32,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl Optional {
    pub(in crate::exec) fn new(inner: Inner, live: Option<Vec<Var>>) -> Self {
        Optional { input: Input::default(), inner, running: false, next: 0, live }
    }

    /// The rows of the input before `end` that had no results; a column that is missing stands for nulls.
    fn unmatched(&self, batch: &Batch, rows: &[u32], end: u32) -> (Batch, Vec<u32>) {
        let missing: Vec<u32> =
            (self.next..end).filter(|row| rows.binary_search(row).is_err()).collect();
        (batch.gather_live(&missing, self.live.as_deref()), missing)
    }
}

impl Operator for Optional {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = &self.input.batch else { return Ok(self.input.missing()) };
        if !self.running {
            self.inner.start(batch, cx);
            self.running = true;
            self.next = 0;
        }
        // The steps of the pipeline keep the order of the rows, so the numbers ascend.
        let Some((mut out, mut rows)) = self.inner.next(cx)? else {
            let rest = self.unmatched(batch, &[], batch.len as u32).0;
            self.input.batch = None;
            self.running = false;
            return Ok(Poll::Batch(rest));
        };
        let end = rows.last().map_or(self.next, |last| last + 1);
        let (nulls, missing) = self.unmatched(batch, &rows, end);
        self.next = end.max(self.next);
        if !missing.is_empty() {
            out.append(nulls);
            rows.extend(missing);
            let mut order: Vec<u32> = (0..rows.len() as u32).collect();
            order.sort_by_key(|at| rows.get(*at as usize).copied().unwrap_or(NONE));
            out = out.gather(&order);
        }
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.inner.driver.reset(cx);
        self.running = false;
        self.next = 0;
    }
}

/// Keeps the rows for which a pipeline has a result, or has none.
pub(in crate::exec) struct Semi {
    input: Input,
    inner: Inner,
    anti: bool,
}

impl Semi {
    pub(in crate::exec) fn new(inner: Inner, anti: bool) -> Self {
        Semi { input: Input::default(), inner, anti }
    }

    /// For each row, what the results found for it rest on, if there are any.
    fn found(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Vec<Option<RowTrace>>, ExecError> {
        let mut found: Vec<Option<RowTrace>> = vec![None; batch.len];
        let mut argument = batch.only(self.inner.live.as_deref());
        argument.traces = Some(vec![RowTrace::default(); batch.len]);
        self.inner.start(&argument, cx);
        while let Some((results, rows)) = self.inner.next(cx)? {
            for (at, row) in rows.iter().enumerate() {
                let Some(place) = found.get_mut(*row as usize) else { continue };
                let trace = results.trace(at);
                match place {
                    Some(so_far) => trace.into_iter().for_each(|trace| so_far.or(trace)),
                    None => *place = Some(trace.cloned().unwrap_or_default()),
                }
            }
        }
        Ok(found)
    }
}

impl Semi {
    /// Whether there are results for each row.
    fn any(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<Vec<bool>, ExecError> {
        let mut found = vec![false; batch.len];
        let mut open = batch.len;
        self.inner.start(batch, cx);
        while open > 0 {
            let Some((_, rows)) = self.inner.next(cx)? else { break };
            for row in rows {
                if let Some(place) = found.get_mut(row as usize) {
                    open -= usize::from(!std::mem::replace(place, true));
                }
            }
        }
        Ok(found)
    }
}

impl Operator for Semi {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        if !cx.traced() {
            let found = (0u32..).zip(self.any(&batch, cx)?);
            let kept = found.filter(|(_, found)| *found != self.anti);
            let rows: Vec<u32> = kept.map(|(row, _)| row).collect();
            return Ok(Poll::Batch(batch.gather(&rows)));
        }
        let found = self.found(&batch, cx)?;
        let mut kept = Vec::new();
        for (row, found) in found.iter().enumerate() {
            if found.is_some() == self.anti {
                continue;
            }
            kept.push(row as u32);
            let trace = batch.traces.as_mut().and_then(|traces| traces.get_mut(row));
            if let (Some(trace), Some(found)) = (trace, found) {
                trace.and(found);
            }
        }
        Ok(Poll::Batch(batch.gather(&kept)))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.inner.driver.reset(cx);
    }
}
