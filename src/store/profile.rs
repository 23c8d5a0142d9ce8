//! How a question was answered, step by step.

use super::{AskOptions, Store};
use crate::error::Error;
use crate::exec::{Profile, profile};
use crate::plan::plan;
use std::fmt;
use std::time::{Duration, Instant};

/// How a question was answered: what it means, and what each step of its plan has done. `Display` shows all of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Profiled {
    /// The pattern query that it means.
    pub query: String,
    /// The steps, with the rows expected and found of each.
    pub profile: Profile,
    /// How many rows the answer has.
    pub rows: usize,
    /// How long it took from the text to the plan, which is made anew.
    pub planning: Duration,
    /// How long it took from the plan to the rows.
    pub running: Duration,
}

impl fmt::Display for Profiled {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Profiled { query, profile, rows, planning, running } = self;
        let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        writeln!(f, "{query}\n\n{profile}")?;
        writeln!(f, "{rows}; planned in {planning:.1?}, run in {running:.1?}")
    }
}

impl Store {
    /// Answers a phrase or a pattern query, and tells what each step has done instead of the answer.
    ///
    /// # Errors
    /// As [`Store::ask_with`].
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store};
    /// let profiled = Store::builtin()?.profile("awards to companies in the park", &AskOptions::new())?;
    /// assert_eq!(profiled.rows, 5);
    /// assert!(profiled.profile.steps.iter().any(|step| step.measure.is_some_and(|m| m.rows > 1)));
    /// println!("{profiled}");
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn profile(&self, text: &str, options: &AskOptions) -> Result<Profiled, Error> {
        let start = Instant::now();
        let query = self.meant(text, options)?;
        let graph = &self.graph_as_of(query.as_of.as_ref());
        let plan = plan(&query, graph);
        let planning = start.elapsed();
        let AskOptions { params, limits, cancel, .. } = options;
        let start = Instant::now();
        let (table, profile) = profile(&plan, graph, params, limits, cancel)?;
        let (rows, running) = (table.rows.len(), start.elapsed());
        Ok(Profiled { query: query.to_string(), profile, rows, planning, running })
    }
}
