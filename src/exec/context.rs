//! What operators share while a plan runs: the graph, the limits and what has been used of them.

use super::batch::{BATCH, Batch};
use super::locate::Located;
use super::trace::{RowTrace, Stated, Tracing};
use super::{Cancel, ExecError, Limits, Params};
use crate::graph::Graph;
use crate::plan::Plan;
use crate::value::Value;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many steps pass between two looks at the clock.
const STEPS_BETWEEN: u64 = 512;

/// What the threads of a run have used together.
#[derive(Default)]
pub(super) struct Spent {
    steps: AtomicU64,
    path_work: AtomicU64,
    memory: AtomicUsize,
}

/// What may be done once for many rows; all of it, unless the plan says otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tricks {
    /// Each distinct date is tested once.
    pub(super) date_tests: bool,
    /// What depends on one property is computed once for each of its values.
    pub(super) remember: bool,
}

/// The state of a run, or of a thread's part in it.
pub(super) struct Context<'g> {
    pub(super) graph: &'g Graph,
    pub(super) params: &'g Params,
    /// The plan that is run.
    pub(super) plan: Option<&'g Plan>,
    limits: &'g Limits,
    cancel: &'g Cancel,
    start: Instant,
    spent: &'g Spent,
    /// Steps, those that others had made by the last look included.
    steps: u64,
    /// How many of them the others know of.
    told_steps: u64,
    next_look: u64,
    path_work: u64,
    told_path_work: u64,
    /// What each pipeline that is run for the sake of rows is given, by its number.
    pub(super) arguments: Vec<Option<Batch>>,
    /// The variables of comprehensions that are being evaluated.
    pub(super) locals: Vec<Value>,
    /// How certain facts are, when rows are traced.
    pub(super) stated: Option<Stated>,
    /// What the subqueries of the expression at hand have found.
    pub(super) witnesses: Vec<RowTrace>,
    /// How many rows operators gather before they pass them on.
    pub(super) batch: usize,
    /// Where errors come from, when that is looked for.
    pub(super) located: Option<Located>,
    /// The number of the morsel at hand; 0 as long as one thread is at work.
    pub(super) morsel: u32,
    pub(super) tricks: Tricks,
}

impl<'g> Context<'g> {
    pub(super) fn new(
        graph: &'g Graph,
        params: &'g Params,
        limits: &'g Limits,
        cancel: &'g Cancel,
        tracing: Tracing,
        spent: &'g Spent,
    ) -> Self {
        Context {
            graph,
            params,
            plan: None,
            limits,
            cancel,
            start: Instant::now(),
            spent,
            steps: 0,
            told_steps: 0,
            next_look: 0,
            path_work: 0,
            told_path_work: 0,
            arguments: Vec::new(),
            locals: Vec::new(),
            stated: Stated::new(graph, tracing),
            witnesses: Vec::new(),
            located: None,
            batch: limits.pieces.unwrap_or(BATCH).max(1),
            morsel: 0,
            tricks: Tricks { date_tests: true, remember: true },
        }
    }

    /// The context of another thread that works on the same run.
    pub(super) fn fork(&self, arguments: Vec<Option<Batch>>) -> Context<'g> {
        let (locals, witnesses) = Default::default();
        Context { arguments, locals, witnesses, located: None, ..*self }
    }

    /// How long the run has taken so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Tells the other threads what was done, and learns what they did.
    pub(super) fn tell(&mut self) {
        let tell = |all: &AtomicU64, known: &mut u64, told: &mut u64| {
            let new = *known - *told;
            *known = all.fetch_add(new, Ordering::Relaxed) + new;
            *told = *known;
        };
        tell(&self.spent.steps, &mut self.steps, &mut self.told_steps);
        tell(&self.spent.path_work, &mut self.path_work, &mut self.told_path_work);
    }

    pub(super) fn traced(&self) -> bool {
        self.stated.is_some()
    }

    pub(super) fn limits(&self) -> &'g Limits {
        self.limits
    }

    /// Counts steps; now and then looks at the limits and whether the run is cancelled.
    #[inline]
    pub(super) fn tick(&mut self, steps: usize) -> Result<(), ExecError> {
        self.steps += steps as u64;
        if self.steps >= self.next_look { self.look() } else { Ok(()) }
    }

    #[inline(never)]
    fn look(&mut self) -> Result<(), ExecError> {
        self.tell();
        self.next_look = self.steps + STEPS_BETWEEN;
        self.cancel.check()?;
        if let Some(limit) = self.limits.steps.filter(|limit| self.steps > *limit) {
            return Err(reached(
                "steps",
                limit,
                "raise it with `--max-steps`, or in code with `Limits::steps`",
            ));
        }
        match self.limits.time.filter(|limit| self.start.elapsed() >= *limit) {
            Some(limit) => {
                let seconds = limit.as_secs_f64();
                Err(reached(
                    "seconds",
                    seconds,
                    "raise it with `--max-time`, or in code with `Limits::time`",
                ))
            }
            None => Ok(()),
        }
    }

    /// Counts edges followed on chains of variable length.
    pub(super) fn follow(&mut self, edges: usize) -> Result<(), ExecError> {
        self.path_work += edges as u64;
        match self.limits.path_work.filter(|limit| self.path_work > *limit) {
            Some(limit) => {
                let help =
                    "bound the length of the path, or in code raise it with `Limits::path_work`";
                Err(reached("edges followed on paths", limit, help))
            }
            None => self.tick(edges),
        }
    }

    /// Counts bytes that an operator holds from now on.
    pub(super) fn hold(&mut self, bytes: usize) -> Result<(), ExecError> {
        let held = self.spent.memory.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        match self.limits.memory.filter(|limit| held > *limit) {
            Some(limit) => Err(reached(
                "bytes of memory",
                limit,
                "raise it with `--max-memory`, or in code with `Limits::memory`",
            )),
            None => Ok(()),
        }
    }

    /// Counts bytes that are not held any more.
    pub(super) fn release(&mut self, bytes: usize) {
        let less = |held: usize| Some(held.saturating_sub(bytes));
        // It always has a value to put there.
        let _ = self.spent.memory.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }

    /// Checks the number of rows of the result.
    pub(super) fn result_rows(&self, rows: usize) -> Result<(), ExecError> {
        match self.limits.rows.filter(|limit| rows as u64 > *limit) {
            Some(limit) => {
                let help = "ask for fewer with LIMIT, or raise it with `--max-rows` (in code `Limits::rows`)";
                Err(reached("rows", limit, help))
            }
            None => Ok(()),
        }
    }
}

/// The error of a limit.
pub(super) fn reached(
    which: &'static str,
    value: impl std::fmt::Display,
    help: &'static str,
) -> ExecError {
    ExecError::Limit { which, value: value.to_string(), help }
}
