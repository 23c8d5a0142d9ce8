//! Operators, and lists of them that hand rows on.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use std::any::Any;
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

    /// Whether it gathers all rows before it gives the first, and it pays to let others of its kind gather some of those
    /// that are still to come.
    fn can_unite(&self, _cx: &Context<'_>) -> bool {
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
#[non_exhaustive]
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

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.measured = Some(vec![Measure::default(); self.list.len()]);
    }

    /// What each operator has done, where that is measured.
    pub(super) fn measured(&self) -> impl Iterator<Item = &Measure> {
        self.measured.iter().flatten()
    }

    pub(super) fn is_measured(&self) -> bool {
        self.measured.is_some()
    }

    /// Gives the first operator rows that it has asked for.
    pub(super) fn give(&mut self, batch: Batch) {
        self.give_to(0, batch);
    }

    /// Tells the first operator that there are no more rows for it.
    pub(super) fn end(&mut self) {
        self.end_of(0);
    }

    fn give_to(&mut self, at: usize, batch: Batch) {
        if let Some(operator) = self.list.get_mut(at) {
            let input = operator.input();
            input.batch = Some(batch);
            input.row = 0;
        }
    }

    fn end_of(&mut self, at: usize) {
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

    /// The next rows that the last operator gives, never an empty batch; or what the first of them says if it needs input.
    pub(super) fn pull(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(last) = self.list.len().checked_sub(1) else { return Ok(Poll::Done) };
        let mut at = last;
        loop {
            match self.poll(at, cx)? {
                Poll::Batch(batch) if batch.len == 0 => {}
                Poll::Batch(batch) => {
                    cx.tick(batch.len)?;
                    if at == last {
                        return Ok(Poll::Batch(batch));
                    }
                    self.give_to(at + 1, batch);
                    at += 1;
                }
                Poll::Input if at > 0 => at -= 1,
                Poll::Done if at < last => {
                    self.end_of(at + 1);
                    at += 1;
                }
                over => return Ok(over),
            }
        }
    }

    /// Whether the first operator can take over what others of its kind gather.
    pub(super) fn first_can_unite(&self, cx: &Context<'_>) -> bool {
        self.list.first().is_some_and(|first| first.can_unite(cx))
    }

    /// Appends the first operator of others.
    pub(super) fn take_first(&mut self, others: &mut Operators) {
        if !others.list.is_empty() {
            self.list.push(others.list.remove(0));
            if let (Some(mine), Some(theirs)) = (&mut self.measured, &mut others.measured) {
                mine.push(theirs.remove(0));
            }
        }
    }

    /// Lets the last operator take over what those of others have gathered, if `gathers`; adds what they have done.
    pub(super) fn unite(
        &mut self,
        others: Vec<Operators>,
        gathers: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let start = Instant::now();
        let mut gathered = Vec::with_capacity(others.len());
        for mut other in others {
            let pairs = self.measured.iter_mut().flatten().zip(other.measured.iter().flatten());
            pairs.for_each(|(mine, other)| mine.add(*other));
            gathered.extend(other.list.pop());
        }
        let Some(last) = self.list.last_mut().filter(|_| gathers) else { return Ok(()) };
        last.unite(gathered, cx)?;
        if let Some(measure) = self.measured.as_mut().and_then(|all| all.last_mut()) {
            measure.time += start.elapsed();
        }
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
