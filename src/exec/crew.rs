//! The threads that take morsels through operators of their own.

use super::ExecError;
use super::batch::Batch;
use super::context::Context;
use super::operator::{Operators, Poll};
use crate::syntax::with_stack;
use std::collections::VecDeque;
use std::mem;
use std::sync::{Mutex, PoisonError};

/// So many batches of results a thread keeps before it waits until those of others are passed on.
const ROOM: usize = 64;
/// So many morsels a thread are taken at most before results are passed on.
const MORSELS: u32 = 64;

/// Threads at work.
pub(super) struct Crew {
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

/// What the pipelines within the operators of a thread are given.
pub(super) type Arguments = Vec<Option<Batch>>;

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

impl Crew {
    /// The thread at hand and others with these operators. The last one of each may gather all rows; a morsel has so many
    /// rows.
    pub(super) fn new(others: Vec<(Operators, Arguments)>, gathers: bool, rows: usize) -> Crew {
        let most = u32::try_from(2 * (others.len() + 1)).unwrap_or(u32::MAX);
        let (most, room) = if gathers { (u32::MAX, usize::MAX) } else { (most, ROOM) };
        let others = others.into_iter();
        let others = others.map(|(made, arguments)| (Worker::default(), made, arguments)).collect();
        let (own, morsels, next, ended) = Default::default();
        Crew { own, others, morsels, next, most, room, rows, ended }
    }

    /// The operators of the other threads, when all is done.
    ///
    /// # Errors
    /// That of the steps before.
    pub(super) fn end(self) -> Result<Vec<Operators>, ExecError> {
        self.ended.unwrap_or(Ok(()))?;
        Ok(self.others.into_iter().map(|(_, operators, _)| operators).collect())
    }

    /// Whether all morsels are done and passed on.
    pub(super) fn is_over(&self) -> bool {
        self.ended.is_some() && self.next == self.morsels
    }

    /// Lets all threads work until they have taken enough, or have no room for more results.
    pub(super) fn work(
        &mut self,
        source: &mut Operators,
        own: &mut Operators,
        cx: &mut Context<'_>,
    ) {
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
    pub(super) fn deliver(&mut self) -> Result<Option<Batch>, ExecError> {
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
