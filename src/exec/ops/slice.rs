//! `SKIP` and `LIMIT`.

use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::operator::{Input, Operator, Poll};
use crate::value::{EvalError, Value, describe};

/// A number of rows: computed once, before the first row.
pub(in crate::exec) struct Amount {
    clause: &'static str,
    expr: BoxEval,
    value: Option<usize>,
}

impl Amount {
    pub(in crate::exec) fn new(clause: &'static str, expr: BoxEval) -> Self {
        Amount { clause, expr, value: None }
    }

    pub(super) fn get(&mut self, cx: &mut Context<'_>) -> Result<usize, ExecError> {
        if let Some(value) = self.value {
            return Ok(value);
        }
        let batch = Batch::unit(false);
        let value = match self.expr.eval(RowRef { batch: &batch, row: 0 }, cx)? {
            Value::Integer(n) if n >= 0 => usize::try_from(n).unwrap_or(usize::MAX),
            other => {
                let found = describe(&other);
                let message =
                    format!("{} needs an integer of at least 0, not {found}", self.clause);
                let help = "write a number, or a parameter such as `$n`";
                return Err(EvalError::new(message).with_help(help).into());
            }
        };
        self.value = Some(value);
        Ok(value)
    }
}

/// Leaves out the first rows.
pub(in crate::exec) struct Skip {
    input: Input,
    amount: Amount,
    skipped: usize,
}

impl Skip {
    pub(in crate::exec) fn new(expr: BoxEval) -> Self {
        Skip { input: Input::default(), amount: Amount::new("SKIP", expr), skipped: 0 }
    }
}

impl Operator for Skip {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let amount = self.amount.get(cx)?;
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let skip = (amount - self.skipped).min(batch.len);
        self.skipped += skip;
        if skip == 0 {
            return Ok(Poll::Batch(batch));
        }
        let rows: Vec<u32> = (skip as u32..batch.len as u32).collect();
        Ok(Poll::Batch(batch.gather(&rows)))
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.skipped = 0;
    }
}

/// Keeps the first rows, and asks for no more.
pub(in crate::exec) struct Limit {
    input: Input,
    amount: Amount,
    given: usize,
}

impl Limit {
    pub(in crate::exec) fn new(expr: BoxEval) -> Self {
        Limit { input: Input::default(), amount: Amount::new("LIMIT", expr), given: 0 }
    }
}

impl Operator for Limit {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let amount = self.amount.get(cx)?;
        if self.given >= amount {
            return Ok(Poll::Done);
        }
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let room = amount - self.given;
        self.given += batch.len.min(room);
        if batch.len <= room {
            return Ok(Poll::Batch(batch));
        }
        let rows: Vec<u32> = (0..room as u32).collect();
        Ok(Poll::Batch(batch.gather(&rows)))
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.given = 0;
    }
}
