//! Operators, and lists of them that hand rows on.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use std::any::Any;
use std::ops::Range;
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
pub(super) trait Operator: Any + Send {
    /// Where the driver puts the rows of the step before.
    fn input(&mut self) -> &mut Input;

    /// Gives the next rows.
    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError>;

    /// Forgets everything, to run again.
    fn reset(&mut self, cx: &mut Context<'_>);

    /// Whether it gathers all rows before it gives the first, and others of its kind can gather a part of them.
    fn can_unite(&self) -> bool {
        false
    }

    /// Takes over what others of its kind have gathered of the same rows, so that it goes on as if it had gathered all
    /// itself, in the order of the morsels.
    fn unite(
        &mut self,
        _others: Vec<Box<dyn Operator>>,
        _cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        Ok(())
    }
}

/// What an operator has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// How many rows came out.
    pub rows: u64,
    /// How long it took, without the operators before it. Where several threads were at work, the sum of their times.
    pub time: Duration,
}

impl Measure {
    fn add(&mut self, other: Measure) {
        self.rows += other.rows;
        self.time += other.time;
    }
}

/// Operators, each of which takes the rows of the one before it.
#[derive(Default)]
pub(super) struct Operators {
    list: Vec<Box<dyn Operator>>,
    /// What each operator has done, where that is measured.
    measured: Option<Vec<Measure>>,
}

impl Operators {
    pub(super) fn new(list: Vec<Box<dyn Operator>>) -> Operators {
        Operators { list, measured: None }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.measured = Some(vec![Measure::default(); self.list.len()]);
    }

    /// What each operator has done, where that is measured.
    pub(super) fn measured(&self) -> Option<&[Measure]> {
        self.measured.as_deref()
    }

    /// Adds what others have done for the operators from `first` on.
    pub(super) fn add_measured(&mut self, first: usize, others: &[Measure]) {
        let mine = self.measured.iter_mut().flatten().skip(first);
        mine.zip(others).for_each(|(mine, other)| mine.add(*other));
    }

    /// Gives an operator rows that it has asked for.
    pub(super) fn give(&mut self, at: usize, batch: Batch) {
        if let Some(operator) = self.list.get_mut(at) {
            let input = operator.input();
            input.batch = Some(batch);
            input.row = 0;
        }
    }

    /// Tells an operator that there are no more rows for it.
    pub(super) fn end(&mut self, at: usize) {
        if let Some(operator) = self.list.get_mut(at) {
            operator.input().ended = true;
        }
    }

    fn poll(&mut self, at: usize, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(operator) = self.list.get_mut(at) else { return Ok(Poll::Done) };
        let Some(measure) = self.measured.as_mut().and_then(|all| all.get_mut(at)) else {
            return operator.next(cx);
        };
        let start = Instant::now();
        let poll = operator.next(cx)?;
        measure.time += start.elapsed();
        if let Poll::Batch(batch) = &poll {
            measure.rows += batch.len as u64;
        }
        Ok(poll)
    }

    /// The next rows that the last of these operators gives, never an empty batch; or what the first of them says if it
    /// needs input.
    pub(super) fn pull(
        &mut self,
        range: Range<usize>,
        cx: &mut Context<'_>,
    ) -> Result<Poll, ExecError> {
        let Some(last) = range.end.checked_sub(1) else { return Ok(Poll::Done) };
        let mut at = last;
        loop {
            match self.poll(at, cx)? {
                Poll::Batch(batch) if batch.len == 0 => {}
                Poll::Batch(batch) => {
                    cx.tick(batch.len)?;
                    if at == last {
                        return Ok(Poll::Batch(batch));
                    }
                    self.give(at + 1, batch);
                    at += 1;
                }
                Poll::Input if at > range.start => at -= 1,
                Poll::Done if at < last => {
                    self.end(at + 1);
                    at += 1;
                }
                over => return Ok(over),
            }
        }
    }

    /// Takes the last operator out.
    pub(super) fn pop(&mut self) -> Option<Box<dyn Operator>> {
        self.list.pop()
    }

    /// Lets an operator take over what others have gathered.
    pub(super) fn unite(
        &mut self,
        at: usize,
        others: Vec<Box<dyn Operator>>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let start = Instant::now();
        if let Some(operator) = self.list.get_mut(at) {
            operator.unite(others, cx)?;
        }
        self.add_measured(at, &[Measure { rows: 0, time: start.elapsed() }]);
        Ok(())
    }

    /// Makes the operators ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        for operator in &mut self.list {
            *operator.input() = Input::default();
            operator.reset(cx);
        }
    }
}
