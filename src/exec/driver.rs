//! The loop that drives a pipeline.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use super::operator::{Measure, Operator, Operators, Poll};
use super::parallel::Parallel;

/// A pipeline at work.
pub(super) struct Driver {
    /// Its first steps, where several threads may work at some of them.
    parallel: Option<Box<Parallel>>,
    /// The other steps.
    rest: Operators,
}

impl Driver {
    pub(super) fn new(parallel: Option<Parallel>, rest: Vec<Box<dyn Operator>>) -> Self {
        Driver { parallel: parallel.map(Box::new), rest: Operators::new(rest) }
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.parallel.iter_mut().for_each(|parallel| parallel.measure());
        self.rest.measure();
    }

    /// What each operator has done.
    pub(super) fn measured(&self) -> Vec<Measure> {
        let first = self.parallel.iter().flat_map(|parallel| parallel.measured());
        first.chain(self.rest.measured()).copied().collect()
    }

    /// The next rows that the last operator gives; `None` at the end. Never an empty batch.
    pub(super) fn next(&mut self, cx: &mut Context<'_>) -> Result<Option<Batch>, ExecError> {
        if let Some(parallel) = self.parallel.as_mut().filter(|_| self.rest.is_empty()) {
            return parallel.next(cx);
        }
        loop {
            match (self.rest.pull(cx)?, &mut self.parallel) {
                (Poll::Batch(batch), _) => return Ok(Some(batch)),
                (Poll::Input, Some(parallel)) => match parallel.next(cx)? {
                    Some(batch) => self.rest.give(batch),
                    None => self.rest.end(),
                },
                (Poll::Input | Poll::Done, _) => return Ok(None),
            }
        }
    }

    /// Makes the pipeline ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        self.parallel.iter_mut().for_each(|parallel| parallel.reset(cx));
        self.rest.reset(cx);
    }
}
