//! Limits on an execution, and its cancellation.

use super::ExecError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Limits on an execution; `None` for no limit. What sets one takes a number or `None`.
///
/// ```
/// use nenpyo::exec::Limits;
/// use std::time::Duration;
/// let limits = Limits::default().time(Duration::from_secs(1)).rows(1000).memory(None);
/// assert_eq!(limits.rows, Some(1000));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Wall time; by default 30 seconds.
    pub time: Option<Duration>,
    /// Steps: a node or edge looked at, a row passed on, an element of a list; by default a thousand million.
    pub steps: Option<u64>,
    /// Rows of the result; by default a million.
    pub rows: Option<u64>,
    /// Bytes held by operators (approximately); by default 1 GiB.
    pub memory: Option<usize>,
    /// Edges followed on chains of variable length and shortest paths; by default five hundred million.
    pub path_work: Option<u64>,
    /// How deep subqueries nest; by default 16.
    pub nesting: usize,
    /// Threads at work on one question; by default, and at most, as many as the pool of `rayon` has. With 1 the pool is
    /// never touched. The answer is the same with any number.
    pub threads: Option<usize>,
    /// Rows that operators gather before they pass them on, for tests: where it is given, whatever can be cut into such
    /// pieces goes to several threads, however small it is.
    #[doc(hidden)]
    pub pieces: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            time: Some(Duration::from_secs(30)),
            steps: Some(1_000_000_000),
            rows: Some(1_000_000),
            memory: Some(1 << 30),
            path_work: Some(500_000_000),
            nesting: 16,
            threads: None,
            pieces: None,
        }
    }
}

impl Limits {
    /// No limits but that on nesting, for trusted queries.
    pub fn none() -> Self {
        let nesting = Limits::default().nesting;
        let (time, steps, rows, memory, path_work) = Default::default();
        let (threads, pieces) = Default::default();
        Limits { time, steps, rows, memory, path_work, nesting, threads, pieces }
    }

    /// Sets the wall time.
    #[must_use]
    pub fn time(self, time: impl Into<Option<Duration>>) -> Self {
        Limits { time: time.into(), ..self }
    }

    /// Sets the steps.
    #[must_use]
    pub fn steps(self, steps: impl Into<Option<u64>>) -> Self {
        Limits { steps: steps.into(), ..self }
    }

    /// Sets the rows of the result.
    #[must_use]
    pub fn rows(self, rows: impl Into<Option<u64>>) -> Self {
        Limits { rows: rows.into(), ..self }
    }

    /// Sets the bytes held.
    #[must_use]
    pub fn memory(self, memory: impl Into<Option<usize>>) -> Self {
        Limits { memory: memory.into(), ..self }
    }

    /// Sets the edges followed on chains.
    #[must_use]
    pub fn path_work(self, path_work: impl Into<Option<u64>>) -> Self {
        Limits { path_work: path_work.into(), ..self }
    }

    /// Sets the threads.
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store, exec::Limits};
    /// let alone = AskOptions::new().limits(Limits::default().threads(1));
    /// let store = Store::builtin()?;
    /// assert_eq!(store.ask_with("all awards", &alone)?.rows, store.ask("all awards")?.rows);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    #[must_use]
    pub fn threads(self, threads: impl Into<Option<usize>>) -> Self {
        Limits { threads: threads.into(), ..self }
    }

    /// Sets the rows of a piece.
    #[doc(hidden)]
    #[must_use]
    pub fn pieces(self, pieces: Option<usize>) -> Self {
        Limits { pieces, ..self }
    }
}

/// Stops an execution from another thread: clones share one flag.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops every execution that was given this flag, soon.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancel::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn check(&self) -> Result<(), ExecError> {
        if self.is_cancelled() { Err(ExecError::Cancelled) } else { Ok(()) }
    }
}
