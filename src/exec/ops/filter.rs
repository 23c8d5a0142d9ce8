//! Conditions.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef, truth};
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;
use crate::exec::vector::Condition;

/// Keeps the rows for which all conditions are true.
pub(in crate::exec) struct Filter {
    input: Input,
    conditions: Vec<Condition>,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl Filter {
    pub(in crate::exec) fn new(conditions: Vec<Condition>, live: Option<Vec<Var>>) -> Self {
        Filter { input: Input::default(), conditions, live }
    }
}

impl Operator for Filter {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        cx.tick(batch.len)?;
        let mut rows: Vec<u32> = (0..batch.len as u32).collect();
        for condition in &mut self.conditions {
            condition.keep(&batch, &mut rows, cx)?;
        }
        let all = rows.len() == batch.len;
        let live = self.live.as_deref();
        Ok(Poll::Batch(if all { batch } else { batch.gather_live(&rows, live) }))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}

/// The same, where rows are traced: they rest on what a subquery of a condition has found.
pub(in crate::exec) struct TracedFilter {
    input: Input,
    /// The conditions without subqueries.
    plain: Vec<Condition>,
    /// The conditions with subqueries.
    others: Vec<BoxEval>,
    /// Those of them that say `possible`, with `certain` for it.
    others_strict: Vec<BoxEval>,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl TracedFilter {
    /// The conditions with subqueries have the strict ones beside them.
    pub(in crate::exec) fn new(
        plain: Vec<Condition>,
        (others, others_strict): (Vec<BoxEval>, Vec<BoxEval>),
        live: Option<Vec<Var>>,
    ) -> Self {
        TracedFilter { input: Input::default(), plain, others, others_strict, live }
    }

    /// Whether the row is kept by the conditions with subqueries, and what it rests on beside what it rested on before.
    fn test(
        &mut self,
        row: RowRef<'_>,
        cx: &mut Context<'_>,
    ) -> Result<Option<RowTrace>, ExecError> {
        let before = cx.witnesses.len();
        let kept = all(&mut self.others, row, cx)?;
        let mut rests_on = RowTrace::default();
        cx.witnesses.drain(before.min(cx.witnesses.len())..).for_each(|w| rests_on.and(&w));
        if !kept {
            return Ok(None);
        }
        if !self.others_strict.is_empty() {
            rests_on.dates_certain &= all(&mut self.others_strict, row, cx)?;
            cx.witnesses.truncate(before);
        }
        Ok(Some(rests_on))
    }

    /// Of the rows, those that the conditions with subqueries keep.
    fn test_all(
        &mut self,
        batch: &mut Batch,
        rows: Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<Vec<u32>, ExecError> {
        if self.others.is_empty() {
            return Ok(rows);
        }
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            cx.tick(1)?;
            if let Some(rests_on) = self.test(RowRef { batch, row: row as usize }, cx)? {
                kept.push(row);
                let traces = batch.traces.as_mut();
                if let Some(trace) = traces.and_then(|traces| traces.get_mut(row as usize)) {
                    trace.and(&rests_on);
                }
            }
        }
        Ok(kept)
    }

    /// Marks the rows that the strict conditions do not keep.
    fn mark(
        &mut self,
        batch: &mut Batch,
        rows: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let mut strict = rows.to_vec();
        for condition in &mut self.plain {
            condition.keep_certain(batch, &mut strict, cx)?;
        }
        let mut sure = strict.into_iter().peekable();
        for row in rows {
            if sure.next_if_eq(row).is_some() {
                continue;
            }
            let traces = batch.traces.as_mut();
            if let Some(trace) = traces.and_then(|traces| traces.get_mut(*row as usize)) {
                trace.dates_certain = false;
            }
        }
        Ok(())
    }
}

fn all(
    conditions: &mut [BoxEval],
    row: RowRef<'_>,
    cx: &mut Context<'_>,
) -> Result<bool, ExecError> {
    for condition in conditions {
        if truth(condition.eval(row, cx)?)? != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Operator for TracedFilter {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(mut batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        cx.tick(batch.len)?;
        let mut rows: Vec<u32> = (0..batch.len as u32).collect();
        for condition in &mut self.plain {
            condition.keep(&batch, &mut rows, cx)?;
        }
        let rows = self.test_all(&mut batch, rows, cx)?;
        if self.plain.iter().any(Condition::has_strict) {
            self.mark(&mut batch, &rows, cx)?;
        }
        let all = rows.len() == batch.len;
        let live = self.live.as_deref();
        Ok(Poll::Batch(if all { batch } else { batch.gather_live(&rows, live) }))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
