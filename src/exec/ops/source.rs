//! Where rows come from.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::driver::Driver;
use crate::exec::operator::{Input, Operator, Poll};

/// One row without columns.
#[derive(Default)]
pub(in crate::exec) struct Unit {
    input: Input,
    done: bool,
}

impl Operator for Unit {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(Poll::Done);
        }
        Ok(Poll::Batch(Batch::unit(cx.traced())))
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.done = false;
    }
}

/// The rows for whose sake a pipeline is run.
pub(in crate::exec) struct Argument {
    input: Input,
    number: usize,
    done: bool,
}

impl Argument {
    pub(in crate::exec) fn new(number: usize) -> Self {
        Argument { input: Input::default(), number, done: false }
    }
}

impl Operator for Argument {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(Poll::Done);
        }
        let batch = cx.arguments.get(self.number).cloned().flatten();
        Ok(batch.map_or(Poll::Done, Poll::Batch))
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.done = false;
    }
}

/// The rows of several pipelines, one after the other.
pub(in crate::exec) struct Union {
    input: Input,
    parts: Vec<(Driver, Vec<Var>)>,
    columns: Vec<Var>,
    at: usize,
}

impl Union {
    pub(in crate::exec) fn new(parts: Vec<(Driver, Vec<Var>)>, columns: Vec<Var>) -> Self {
        Union { input: Input::default(), parts, columns, at: 0 }
    }
}

impl Operator for Union {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        while let Some((driver, vars)) = self.parts.get_mut(self.at) {
            let Some(mut batch) = driver.next(cx)? else {
                self.at += 1;
                continue;
            };
            let taken: Vec<_> = vars.iter().map(|var| batch.column(*var).cloned()).collect();
            let mut out = batch.without_columns();
            for (var, column) in self.columns.iter().zip(taken) {
                if let Some(column) = column {
                    out.set(*var, column);
                }
            }
            return Ok(Poll::Batch(out));
        }
        Ok(Poll::Done)
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.at = 0;
        self.parts.iter_mut().for_each(|(driver, _)| driver.reset(cx));
    }
}
