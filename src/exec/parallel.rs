//! Steps of a pipeline that several threads work at, each on batches of its own: morsels.
//!
//! After V. Leis, P. Boncz, A. Kemper, T. Neumann: Morsel-driven parallelism, SIGMOD 2014. A pipeline begins on one thread.
//! Once that has made enough steps, the batches that reach the first of the parallel steps are numbered and put in a
//! queue, from which threads take them; each has the steps for itself. What comes out is passed on in the order of the
//! numbers, errors too, so the answer is that of one thread. Where the last of the steps gathers all rows, as an
//! aggregation does, each thread gathers some, and these are united in the end.
//!
//! The threads are those of the pool of `rayon` beside the one that asks, which works as well.

use super::ExecError;
use super::batch::Batch;
use super::build::Section;
use super::context::Context;
use super::operator::{Operators, Poll};
use crate::syntax::with_stack;
use std::collections::VecDeque;
use std::mem;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// So many steps are made before other threads are called: about half a millisecond's work, and many times what calling
/// them costs.
const ALONE: u64 = 1 << 16;
/// So many pieces of its results a thread keeps before it waits until those of others are passed on.
const ROOM: usize = 64;
/// So many morsels a thread are queued at most at a time.
const QUEUED: usize = 32;

/// The parallel steps of a pipeline.
pub(super) struct Parallel {
    /// Where they stand among its operators.
    range: Range<usize>,
    /// The last of them gathers all rows.
    gathers: bool,
    /// What the other threads make their operators of.
    section: Section,
    /// The threads, once there are several.
    crew: Option<Crew>,
}

/// Threads at work, and what they work on.
struct Crew {
    own: Worker,
    others: Vec<(Worker, Operators, Arguments)>,
    queue: Mutex<VecDeque<(u32, Batch)>>,
    /// How many morsels there were.
    morsels: u32,
    /// The number of the morsel whose results are passed on.
    next: u32,
    /// How many morsels are queued for the next round.
    room: usize,
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

impl Parallel {
    pub(super) fn new(range: Range<usize>, gathers: bool, section: Section) -> Parallel {
        Parallel { range, gathers, section, crew: None }
    }

    /// The operator that takes what comes out.
    pub(super) fn rest(&self) -> usize {
        self.range.end - usize::from(self.gathers)
    }

    /// The next rows; `None` at the end, and when all rows have been gathered.
    pub(super) fn next(
        &mut self,
        operators: &mut Operators,
        cx: &mut Context<'_>,
    ) -> Result<Option<Batch>, ExecError> {
        loop {
            let Some(crew) = &mut self.crew else {
                match operators.pull(self.range.clone(), cx)? {
                    Poll::Batch(batch) => return Ok(Some(batch)),
                    Poll::Done => return Ok(None),
                    Poll::Input => {}
                }
                let Poll::Batch(batch) = operators.pull(0..self.range.start, cx)? else {
                    return Ok(None);
                };
                if cx.steps() >= ALONE || cx.limits().pieces.is_some() {
                    self.crew = self.gather_crew(operators, cx)?;
                }
                match &mut self.crew {
                    Some(crew) => crew.queue(batch),
                    None => operators.give(self.range.start, batch),
                }
                continue;
            };
            if let Some(batch) = crew.deliver()? {
                return Ok(Some(batch));
            }
            crew.fill_queue(operators, self.range.start, cx);
            if crew.next == crew.morsels {
                return self.finish(operators, cx);
            }
            crew.work(operators, &self.range, cx);
        }
    }

    /// Makes the operators of other threads, if there are to be any.
    fn gather_crew(
        &mut self,
        operators: &Operators,
        cx: &mut Context<'_>,
    ) -> Result<Option<Crew>, ExecError> {
        let pool = rayon::current_num_threads();
        // Tests are to find out what several threads do however few there are.
        let most = if cx.limits().pieces.is_some() { usize::MAX } else { pool };
        let threads = cx.limits().threads.unwrap_or(pool).min(most);
        if threads < 2 {
            return Ok(None);
        }
        let mut others = Vec::with_capacity(threads - 1);
        for _ in 1..threads {
            let mut fork = cx.fork(Vec::new());
            let mut made = Operators::new(self.section.operators(&mut fork)?);
            if operators.measured().is_some() {
                made.measure();
            }
            others.push((Worker::default(), made, fork.arguments));
        }
        let room = if self.gathers { QUEUED * threads } else { 2 * threads };
        let (own, queue) = Default::default();
        Ok(Some(Crew { own, others, queue, morsels: 0, next: 0, room, ended: None }))
    }

    /// When all morsels are done.
    fn finish(
        &mut self,
        operators: &mut Operators,
        cx: &mut Context<'_>,
    ) -> Result<Option<Batch>, ExecError> {
        let Some(crew) = self.crew.take() else { return Ok(None) };
        if let Some(Err(error)) = crew.ended {
            return Err(error);
        }
        let mut gathered = Vec::with_capacity(crew.others.len());
        for (_, mut other, _) in crew.others {
            operators.add_measured(self.range.start, other.measured().unwrap_or_default());
            gathered.extend(other.pop().filter(|_| self.gathers));
        }
        if self.gathers {
            operators.unite(self.range.end - 1, gathered, cx)?;
        }
        Ok(None)
    }

    /// Forgets everything.
    pub(super) fn reset(&mut self) {
        self.crew = None;
    }
}

impl Crew {
    fn queue(&mut self, batch: Batch) {
        let queue = self.queue.get_mut().unwrap_or_else(PoisonError::into_inner);
        queue.push_back((self.morsels, batch));
        self.morsels += 1;
    }

    /// Queues batches of the steps before the parallel ones. What these say is an error only when its turn comes.
    fn fill_queue(&mut self, operators: &mut Operators, before: usize, cx: &mut Context<'_>) {
        while self.ended.is_none() && ((self.morsels - self.next) as usize) < self.room {
            match operators.pull(0..before, cx) {
                Ok(Poll::Batch(batch)) => self.queue(batch),
                Ok(_) => self.ended = Some(Ok(())),
                Err(error) => self.ended = Some(Err(error)),
            }
        }
        let most = QUEUED * (self.others.len() + 1);
        self.room = (self.room * 2).min(most);
    }

    /// Lets all threads work until the queue is empty or they have no room for more results.
    fn work(&mut self, operators: &mut Operators, range: &Range<usize>, cx: &mut Context<'_>) {
        cx.tell();
        let queue = &self.queue;
        rayon::in_place_scope(|scope| {
            for (worker, operators, arguments) in &mut self.others {
                let mut cx = cx.fork(mem::take(arguments));
                scope.spawn(move |_| {
                    let all = 0..operators.len();
                    with_stack(|| worker.work(queue, operators, &all, &mut cx));
                    cx.tell();
                    *arguments = cx.arguments;
                });
            }
            self.own.work(queue, operators, range, cx);
        });
        cx.tell();
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

impl Worker {
    /// Takes morsels through the operators.
    fn work(
        &mut self,
        queue: &Mutex<VecDeque<(u32, Batch)>>,
        operators: &mut Operators,
        range: &Range<usize>,
        cx: &mut Context<'_>,
    ) {
        while self.found.len() < ROOM && !self.failed {
            let morsel = match self.current {
                Some(morsel) => morsel,
                None => {
                    let first = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some((morsel, batch)) = first else { return };
                    operators.give(range.start, batch);
                    self.current = Some(morsel);
                    morsel
                }
            };
            // The first are those that one thread had before there were morsels.
            cx.morsel = morsel + 1;
            let found = match operators.pull(range.clone(), cx) {
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
