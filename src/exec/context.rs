//! What operators share while a plan runs: the graph, the limits and what has been used of them.

use super::batch::{BATCH, Batch};
use super::locate::Located;
use super::trace::{RowTrace, Stated, Tracing};
use super::{Cancel, ExecError, Limits, Params};
use crate::graph::Graph;
use crate::value::Value;
use std::time::Instant;

/// How many steps pass between two looks at the clock.
const STEPS_BETWEEN: u64 = 512;

/// The state of a run.
pub(super) struct Context<'g> {
    pub(super) graph: &'g Graph,
    pub(super) params: &'g Params,
    limits: &'g Limits,
    cancel: &'g Cancel,
    start: Instant,
    steps: u64,
    next_look: u64,
    path_work: u64,
    memory: usize,
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
}

impl<'g> Context<'g> {
    pub(super) fn new(
        graph: &'g Graph,
        params: &'g Params,
        limits: &'g Limits,
        cancel: &'g Cancel,
        tracing: Tracing,
    ) -> Self {
        Context {
            graph,
            params,
            limits,
            cancel,
            start: Instant::now(),
            steps: 0,
            next_look: 0,
            path_work: 0,
            memory: 0,
            arguments: Vec::new(),
            locals: Vec::new(),
            stated: Stated::new(graph, tracing),
            witnesses: Vec::new(),
            batch: BATCH,
            located: None,
        }
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
        self.memory += bytes;
        match self.limits.memory.filter(|limit| self.memory > *limit) {
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
        self.memory = self.memory.saturating_sub(bytes);
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
