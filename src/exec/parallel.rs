//! Steps of a pipeline that several threads work at, each on batches of its own: morsels.
//!
//! After V. Leis, P. Boncz, A. Kemper, T. Neumann: Morsel-driven parallelism, SIGMOD 2014. A pipeline begins on one thread.
//! Once that has made enough steps, others are called. Each has the parallel steps for itself; the steps before them are
//! there once, and whoever needs rows takes the next batch from them, which gets the next number. What comes out is
//! passed on in the order of the numbers, errors too, so the answer is that of one thread. Where the last of the steps
//! gathers all rows, as an aggregation does, each thread gathers some, and these are united in the end.
//!
//! The threads are those of the pool of `rayon` and the one that asks.

use super::ExecError;
use super::batch::Batch;
use super::build::Section;
use super::context::Context;
use super::operator::{Measure, Operator, Operators, Poll};
use crate::syntax::with_stack;
use std::collections::VecDeque;
use std::mem;
use std::sync::{Mutex, PoisonError};

/// So many steps are made before other threads are called: about half a millisecond's work, and many times what calling
/// them costs.
const ALONE: u64 = 1 << 16;
/// So many rows has the first batch of a pipeline; each next one has twice as many, until they have the usual number: so that
/// one thread has not done all when there were few rows that take long.
const FIRST: usize = 128;
/// So many morsels shall there be for each thread, if that leaves them some rows.
const PER_THREAD: f64 = 16.0;
/// So many batches of results a thread keeps before it waits until those of others are passed on.
const ROOM: usize = 64;
/// So many morsels a thread are taken at most before results are passed on.
const MORSELS: u32 = 64;

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
    /// How many rows the next batch is to have while one thread works.
    rows: usize,
}

/// Threads at work.
struct Crew {
    own: Worker,
    others: Vec<(Worker, Operators, Arguments)>,
    /// How many morsels there were.
    morsels: u32,
    /// The number of the morsel whose results are passed on.
    next: u32,
    /// How many morsels are taken before results are passed on.
    most: u32,
    /// How many pieces of its results a thread keeps before it waits.
    room: usize,
    /// How many rows a morsel has.
    rows: usize,
    /// There are no more batches, or there is an error instead.
    ended: Option<Result<(), ExecError>>,
}

type Arguments = Vec<Option<Batch>>;

/// What a thread has done.
#[derive(Default)]
struct Worker {
    /// The number of the morsel at hand.
    current: Option<u32>,
    /// What came of its morsels, in order.
    found: VecDeque<(u32, Found)>,
    failed: bool,
}

/// A piece of what came of a morsel.
enum Found {
    Rows(Batch),
    Error(ExecError),
    End,
}

/// Where threads take batches from.
struct Source<'s, 'g> {
    operators: &'s mut Operators,
    cx: Context<'g>,
    morsels: &'s mut u32,
    /// How many may still be taken.
    left: u32,
    ended: &'s mut Option<Result<(), ExecError>>,
}

impl Parallel {
    pub(super) fn new(
        source: Vec<Box<dyn Operator>>,
        own: Vec<Box<dyn Operator>>,
        section: Section,
    ) -> Parallel {
        let (source, own) = (Operators::new(source), Operators::new(own));
        let rows = if section.gathered { usize::MAX } else { FIRST };
        Parallel { source, own, gathers: false, section, alone: false, crew: None, rows }
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
                match self.own.pull(cx)? {
                    Poll::Batch(batch) => return Ok(Some(batch)),
                    Poll::Done => return Ok(None),
                    Poll::Input => {}
                }
            }
            if !self.alone && (cx.steps() >= ALONE || cx.limits().pieces.is_some()) {
                self.call(rest, cx)?;
                continue;
            }
            let usual = cx.batch;
            cx.batch = usual.min(self.rows);
            self.rows = usual.min(self.rows.saturating_mul(2));
            let found = self.source.pull(cx);
            cx.batch = usual;
            match found? {
                Poll::Batch(batch) if self.own.is_empty() => return Ok(Some(batch)),
                Poll::Batch(batch) => self.own.give(batch),
                Poll::Input | Poll::Done if self.own.is_empty() => return Ok(None),
                Poll::Input | Poll::Done => self.own.end(),
            }
        }
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
            others.push((Worker::default(), made, fork.arguments));
        }
        let gathers = self.gathers;
        let rows = (self.section.rows / (PER_THREAD * threads as f64)) as usize;
        let rows = if self.section.gathered { cx.batch } else { rows.max(FIRST).min(cx.batch) };
        let most = if gathers { u32::MAX } else { u32::try_from(2 * threads).unwrap_or(u32::MAX) };
        let (room, own) = (if gathers { usize::MAX } else { ROOM }, Worker::default());
        self.crew = Some(Crew { own, others, morsels: 0, next: 0, most, room, rows, ended: None });
        Ok(())
    }

    /// When all morsels are done.
    fn finish(&mut self, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let Some(crew) = self.crew.take() else { return Ok(()) };
        if let Some(Err(error)) = crew.ended {
            return Err(error);
        }
        let others = crew.others.into_iter().map(|(_, operators, _)| operators).collect();
        self.own.unite(others, self.gathers, cx)?;
        self.own.end();
        Ok(())
    }

    /// Makes the steps ready to run again.
    pub(super) fn reset(&mut self, cx: &mut Context<'_>) {
        self.source.reset(cx);
        self.own.reset(cx);
        self.alone = false;
        self.crew = None;
        self.rows = if self.section.gathered { usize::MAX } else { FIRST };
    }
}

impl Crew {
    fn is_over(&self) -> bool {
        self.ended.is_some() && self.next == self.morsels
    }

    /// Lets all threads work until they have taken enough, or have no room for more results.
    fn work(&mut self, source: &mut Operators, own: &mut Operators, cx: &mut Context<'_>) {
        cx.tell();
        let mut from = cx.fork(vec![None; cx.arguments.len()]);
        from.batch = self.rows;
        let source = Mutex::new(Source {
            operators: source,
            cx: from,
            morsels: &mut self.morsels,
            left: self.most,
            ended: &mut self.ended,
        });
        let room = self.room;
        rayon::in_place_scope(|scope| {
            let source = &source;
            for (worker, operators, arguments) in &mut self.others {
                let mut cx = cx.fork(mem::take(arguments));
                scope.spawn(move |_| {
                    with_stack(|| worker.work(source, room, operators, &mut cx));
                    cx.tell();
                    *arguments = cx.arguments;
                });
            }
            self.own.work(source, room, own, cx);
        });
        let mut source = source.into_inner().unwrap_or_else(PoisonError::into_inner);
        source.cx.tell();
        cx.tell();
        let threads = self.others.len() as u32 + 1;
        self.most = self.most.saturating_mul(2).min(MORSELS.saturating_mul(threads));
    }

    /// The next rows of the morsel whose turn it is; `None` where they are not there yet.
    fn deliver(&mut self) -> Result<Option<Batch>, ExecError> {
        let next = &mut self.next;
        let others = self.others.iter_mut().map(|(worker, ..)| worker);
        let mut workers: Vec<&mut Worker> = others.chain([&mut self.own]).collect();
        loop {
            let first = |worker: &&mut &mut Worker| {
                worker.found.front().is_some_and(|(morsel, _)| morsel == next)
            };
            let Some(worker) = workers.iter_mut().find(first) else { return Ok(None) };
            match worker.found.pop_front() {
                Some((_, Found::Rows(batch))) => return Ok(Some(batch)),
                Some((_, Found::Error(error))) => return Err(error),
                Some((_, Found::End)) | None => *next += 1,
            }
        }
    }
}

impl Source<'_, '_> {
    /// The next batch and its number; `None` where none may be taken.
    fn take(&mut self) -> Option<(u32, Batch)> {
        if self.ended.is_some() || self.left == 0 {
            return None;
        }
        self.left -= 1;
        match self.operators.pull(&mut self.cx) {
            Ok(Poll::Batch(batch)) => {
                *self.morsels += 1;
                Some((*self.morsels - 1, batch))
            }
            Ok(Poll::Input | Poll::Done) => {
                *self.ended = Some(Ok(()));
                None
            }
            Err(error) => {
                *self.ended = Some(Err(error));
                None
            }
        }
    }
}

impl Worker {
    /// Takes morsels through the operators.
    fn work(
        &mut self,
        source: &Mutex<Source<'_, '_>>,
        room: usize,
        operators: &mut Operators,
        cx: &mut Context<'_>,
    ) {
        while self.found.len() < room && !self.failed {
            let morsel = match self.current {
                Some(morsel) => morsel,
                None => {
                    let taken = source.lock().unwrap_or_else(PoisonError::into_inner).take();
                    let Some((morsel, batch)) = taken else { return };
                    operators.give(batch);
                    self.current = Some(morsel);
                    morsel
                }
            };
            // The first are those that one thread had before there were morsels.
            cx.morsel = morsel + 1;
            let found = match operators.pull(cx) {
                Ok(Poll::Batch(batch)) => Found::Rows(batch),
                Ok(Poll::Input | Poll::Done) => {
                    self.current = None;
                    Found::End
                }
                Err(error) => {
                    self.failed = true;
                    Found::Error(error)
                }
            };
            self.found.push_back((morsel, found));
        }
    }
}
