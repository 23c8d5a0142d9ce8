//! The loop that drives a pipeline.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use super::operator::{Measure, Operator, Operators, Poll};
use super::parallel::Parallel;

/// A pipeline at work.
pub(super) struct Driver {
    operators: Operators,
    /// Those of the operators that several threads may work at.
    parallel: Option<Box<Parallel>>,
}

impl Driver {
    pub(super) fn new(operators: Vec<Box<dyn Operator>>, parallel: Option<Parallel>) -> Self {
        Driver { operators: Operators::new(operators), parallel: parallel.map(Box::new) }
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.operators.measure();
    }

    /// What each operator has done.
    pub(super) fn measured(&self) -> Vec<Measure> {
        self.operators.measured().unwrap_or_default().to_vec()
    }

    /// The next rows that the last operator gives; `None` at the end. Never an empty batch.
    pub(super) fn next(&mut self, cx: &mut Context<'_>) -> Result<Option<Batch>, ExecError> {
        let end = self.operators.len();
        let Some(parallel) = &mut self.parallel else {
            return Ok(rows(self.operators.pull(0..end, cx)?));
        };
        let rest = parallel.rest();
        if rest >= end {
            return parallel.next(&mut self.operators, cx);
        }
        loop {
            match self.operators.pull(rest..end, cx)? {
                Poll::Input => match parallel.next(&mut self.operators, cx)? {
                    Some(batch) => self.operators.give(rest, batch),
                    None => self.operators.end(rest),
                },
                over => return Ok(rows(over)),
            }
        }
    }

    /// Makes the pipeline ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        self.operators.reset(cx);
        if let Some(parallel) = &mut self.parallel {
            parallel.reset();
        }
    }
}

fn rows(poll: Poll) -> Option<Batch> {
    match poll {
        Poll::Batch(batch) => Some(batch),
        Poll::Input | Poll::Done => None,
    }
}
