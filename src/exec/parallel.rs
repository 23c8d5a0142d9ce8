//! Steps of a pipeline that several threads work at, each on batches of its own: morsels.
//!
//! After V. Leis, P. Boncz, A. Kemper, T. Neumann: Morsel-driven parallelism, SIGMOD 2014. A pipeline begins on one thread.
//! Once that has worked for a while, others are called. Each has the parallel steps for itself; the steps before them are
//! there once, and whoever needs rows takes the next batch from them, which gets the next number. What comes out is
//! passed on in the order of the numbers, errors too, so the answer is that of one thread. Where the last of the steps
//! gathers all rows, as an aggregation does, each thread gathers some, and these are united in the end.
//!
//! The threads are those of the pool of `rayon` and the one that asks.

use super::ExecError;
use super::batch::Batch;
use super::build::Section;
use super::context::Context;
use super::crew::Crew;
use super::operator::{Measure, Operator, Operators, Poll};
use std::time::{Duration, Instant};

/// So long one thread works before others are called, and so much work must still be expected: some times what it costs to
/// call them.
const ALONE: Duration = Duration::from_micros(600);
/// So many rows has the first batch of a pipeline; each next one has twice as many, until they have the usual number: so that
/// one thread has not done all when there were few rows that take long.
const FIRST: usize = 512;
/// No morsel need have fewer rows.
const LEAST: usize = 128;
/// So many morsels shall there be for each thread, if that leaves them some rows.
const PER_THREAD: f64 = 16.0;

/// The parallel steps of a pipeline, and those before them.
pub(super) struct Parallel {
    source: Operators,
    own: Operators,
    /// The last of the parallel steps gathers all rows: known once there are several threads.
    gathers: bool,
    /// What the other threads make their operators of.
    section: Section,
    /// There is but one thread.
    alone: bool,
    /// The threads, once there are several.
    crew: Option<Crew>,
    /// How many rows have come to the parallel steps while one thread works.
    seen: usize,
    /// How long the parallel steps have taken one thread.
    busy: Duration,
    /// How many rows the next batch is to have while one thread works.
    rows: usize,
}

impl Parallel {
    pub(super) fn new(
        source: Vec<Box<dyn Operator>>,
        own: Vec<Box<dyn Operator>>,
        section: Section,
    ) -> Parallel {
        let (source, own) = (Operators::new(source), Operators::new(own));
        let rows = if section.gathered { usize::MAX } else { FIRST };
        Parallel {
            source,
            own,
            gathers: false,
            section,
            alone: false,
            crew: None,
            seen: 0,
            busy: Duration::ZERO,
            rows,
        }
    }

    /// Measures the operators from now on.
    pub(super) fn measure(&mut self) {
        self.source.measure();
        self.own.measure();
    }

    /// What each operator has done.
    pub(super) fn measured(&self) -> impl Iterator<Item = &Measure> {
        self.source.measured().chain(self.own.measured())
    }

    /// The next rows that come out; `None` at the end. When several threads begin, the first step of the `rest` may become
    /// the last of the parallel ones.
    pub(super) fn next(
        &mut self,
        rest: &mut Operators,
        cx: &mut Context<'_>,
    ) -> Result<Option<Batch>, ExecError> {
        loop {
            if let Some(crew) = &mut self.crew {
                if let Some(batch) = crew.deliver()? {
                    return Ok(Some(batch));
                }
                if crew.is_over() {
                    self.finish(cx)?;
                } else {
                    crew.work(&mut self.source, &mut self.own, cx);
                }
                continue;
            }
            if !self.own.is_empty() {
                let start = Instant::now();
                let found = self.own.pull(cx);
                self.busy += start.elapsed();
                match found? {
                    Poll::Batch(batch) => return Ok(Some(batch)),
                    Poll::Done => return Ok(None),
                    Poll::Input => {}
                }
            }
            if !self.alone && self.pays(rest, cx) {
                self.call(rest, cx)?;
                continue;
            }
            let usual = cx.batch;
            cx.batch = usual.min(self.rows);
            self.rows = usual.min(self.rows.saturating_mul(2));
            let found = self.source.pull(cx);
            cx.batch = usual;
            let found = found?;
            if let Poll::Batch(batch) = &found {
                self.seen += batch.len;
            }
            match found {
                Poll::Batch(batch) if self.own.is_empty() => return Ok(Some(batch)),
                Poll::Batch(batch) => self.own.give(batch),
                Poll::Input | Poll::Done if self.own.is_empty() => return Ok(None),
                Poll::Input | Poll::Done => self.own.end(),
            }
        }
    }

    /// Whether it pays by now to call other threads: these steps are most of the work, or they can gather rows as well.
    fn pays(&self, rest: &Operators, cx: &Context<'_>) -> bool {
        let elapsed = cx.elapsed();
        let left = || match self.section.rows / self.seen as f64 {
            // There are more rows than expected: as many again.
            all if all <= 1.0 => elapsed,
            all => elapsed.mul_f64((all - 1.0).min(1e6)),
        };
        let most = || self.busy * 2 >= elapsed || rest.first_can_unite(cx);
        cx.limits().pieces.is_some() || elapsed >= ALONE && left() >= ALONE && most()
    }

    /// Calls other threads, if there are to be any, and makes their operators.
    fn call(&mut self, rest: &mut Operators, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let pool = rayon::current_num_threads();
        let threads = match (cx.limits().threads, cx.limits().pieces) {
            // Tests are to find out what several threads do however few there are.
            (Some(threads), Some(_)) => threads,
            (threads, _) => threads.unwrap_or(pool).min(pool),
        };
        self.alone = true;
        if threads < 2 {
            return Ok(());
        }
        self.gathers = rest.first_can_unite(cx);
        if self.gathers {
            self.own.take_first(rest);
        }
        if self.own.is_empty() {
            return Ok(());
        }
        let mut others = Vec::with_capacity(threads - 1);
        for _ in 1..threads {
            let mut fork = cx.fork(Vec::new());
            let mut made = Operators::new(self.section.operators(self.own.len(), &mut fork)?);
            if self.own.is_measured() {
                made.measure();
            }
            others.push((made, fork.arguments));
        }
        let rows = (self.section.rows / (PER_THREAD * threads as f64)) as usize;
        let rows = if self.section.gathered { cx.batch } else { rows.max(LEAST).min(cx.batch) };
        self.crew = Some(Crew::new(others, self.gathers, rows));
        Ok(())
    }

    /// When all morsels are done.
    fn finish(&mut self, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let Some(crew) = self.crew.take() else { return Ok(()) };
        self.own.unite(crew.end()?, self.gathers, cx)?;
        self.own.end();
        Ok(())
    }

    /// Makes the steps ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        self.source.reset(cx);
        self.own.reset(cx);
        self.alone = false;
        self.crew = None;
        self.seen = 0;
        self.busy = Duration::ZERO;
        self.rows = if self.section.gathered { usize::MAX } else { FIRST };
    }
}
