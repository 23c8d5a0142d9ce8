//! Operators and the loop that drives them.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use std::time::{Duration, Instant};

/// What an operator answers when it is asked for rows.
pub(super) enum Poll {
    /// Rows.
    Batch(Batch),
    /// It needs input first.
    Input,
    /// There are no more.
    Done,
}

/// The input of an operator: a batch at a time.
#[derive(Default)]
pub(super) struct Input {
    pub(super) batch: Option<Batch>,
    /// The first row of the batch that is not done with.
    pub(super) row: usize,
    pub(super) ended: bool,
}

impl Input {
    /// What to answer when there is no batch.
    pub(super) fn missing(&self) -> Poll {
        if self.ended { Poll::Done } else { Poll::Input }
    }
}

/// A step at work.
pub(super) trait Operator {
    /// Where the driver puts the rows of the step before.
    fn input(&mut self) -> &mut Input;

    /// Gives the next rows.
    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError>;

    /// Forgets everything, to run again.
    fn reset(&mut self, cx: &mut Context<'_>);
}

/// A pipeline at work.
pub(super) struct Driver {
    operators: Vec<Box<dyn Operator>>,
    /// What each operator has done, where that is measured.
    measured: Option<Vec<Measure>>,
}

/// What an operator has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// How many rows came out.
    pub rows: u64,
    /// How long it took, without the operators before it.
    pub time: Duration,
}

impl Driver {
    pub(super) fn new(operators: Vec<Box<dyn Operator>>) -> Self {
        Driver { operators, measured: None }
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.measured = Some(vec![Measure::default(); self.operators.len()]);
    }

    /// What each operator has done.
    pub(super) fn measured(self) -> Vec<Measure> {
        self.measured.unwrap_or_default()
    }

    fn poll(&mut self, at: usize, cx: &mut Context<'_>) -> Result<Option<Poll>, ExecError> {
        let Some(operator) = self.operators.get_mut(at) else { return Ok(None) };
        let Some(measure) = self.measured.as_mut().and_then(|all| all.get_mut(at)) else {
            return operator.next(cx).map(Some);
        };
        let start = Instant::now();
        let poll = operator.next(cx)?;
        measure.time += start.elapsed();
        if let Poll::Batch(batch) = &poll {
            measure.rows += batch.len as u64;
        }
        Ok(Some(poll))
    }

    /// The next rows that the last operator gives; `None` at the end. Never an empty batch.
    pub(super) fn next(&mut self, cx: &mut Context<'_>) -> Result<Option<Batch>, ExecError> {
        let last = self.operators.len().saturating_sub(1);
        let mut at = last;
        loop {
            let Some(poll) = self.poll(at, cx)? else { return Ok(None) };
            match poll {
                Poll::Batch(batch) if batch.len == 0 => {}
                Poll::Batch(batch) => {
                    cx.tick(batch.len)?;
                    let Some(next) = self.operators.get_mut(at + 1) else { return Ok(Some(batch)) };
                    let input = next.input();
                    input.batch = Some(batch);
                    input.row = 0;
                    at += 1;
                }
                Poll::Input if at > 0 => at -= 1,
                Poll::Input | Poll::Done => {
                    let Some(next) = self.operators.get_mut(at + 1) else { return Ok(None) };
                    next.input().ended = true;
                    at += 1;
                }
            }
        }
    }

    /// Makes the pipeline ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        for operator in &mut self.operators {
            *operator.input() = Input::default();
            operator.reset(cx);
        }
    }
}
