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
        loop {
            let Some(parallel) = &mut self.parallel else {
                return Ok(rows(self.rest.pull(cx)?));
            };
            if !self.rest.is_empty() {
                match self.rest.pull(cx)? {
                    Poll::Input => {}
                    over => return Ok(rows(over)),
                }
            }
            match parallel.next(&mut self.rest, cx)? {
                found if self.rest.is_empty() => return Ok(found),
                Some(batch) => self.rest.give(batch),
                None => self.rest.end(),
            }
        }
    }

    /// Makes the pipeline ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        self.parallel.iter_mut().for_each(|parallel| parallel.reset(cx));
        self.rest.reset(cx);
    }
}

fn rows(poll: Poll) -> Option<Batch> {
    match poll {
        Poll::Batch(batch) => Some(batch),
        Poll::Input | Poll::Done => None,
    }
}
