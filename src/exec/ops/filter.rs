//! Conditions.

use crate::algebra::Var;
use crate::exec::ExecError;
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
    conditions: Vec<BoxEval>,
    /// The conditions with `certain` for `possible`, where that differs.
    strict: Vec<BoxEval>,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl TracedFilter {
    pub(in crate::exec) fn new(
        conditions: Vec<BoxEval>,
        strict: Vec<BoxEval>,
        live: Option<Vec<Var>>,
    ) -> Self {
        TracedFilter { input: Input::default(), conditions, strict, live }
    }

    /// Whether the row is kept, and what it rests on beside what it rested on before.
    fn test(
        &mut self,
        row: RowRef<'_>,
        cx: &mut Context<'_>,
    ) -> Result<Option<RowTrace>, ExecError> {
        let before = cx.witnesses.len();
        let kept = all(&mut self.conditions, row, cx)?;
        let mut rests_on = RowTrace::default();
        cx.witnesses.drain(before.min(cx.witnesses.len())..).for_each(|w| rests_on.and(&w));
        if !kept {
            return Ok(None);
        }
        if !self.strict.is_empty() {
            rests_on.dates_certain &= all(&mut self.strict, row, cx)?;
            cx.witnesses.truncate(before);
        }
        Ok(Some(rests_on))
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
        let mut kept = Vec::with_capacity(batch.len);
        for row in 0..batch.len {
            cx.tick(1)?;
            if let Some(rests_on) = self.test(RowRef { batch: &batch, row }, cx)? {
                kept.push(row as u32);
                if let Some(trace) = batch.traces.as_mut().and_then(|traces| traces.get_mut(row)) {
                    trace.and(&rests_on);
                }
            }
        }
        let all = kept.len() == batch.len;
        let live = self.live.as_deref();
        Ok(Poll::Batch(if all { batch } else { batch.gather_live(&kept, live) }))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
