//! The engine, as the features see it.

use crate::threads::execute_twice;
use indexmap::IndexMap;
use nenpyo::bind::pattern::bind;
use nenpyo::exec::{ExecError, Limits};
use nenpyo::graph::Graph;
use nenpyo::plan::plan;
use nenpyo::syntax::StaticError;
use nenpyo::syntax::pattern::parse;
use nenpyo::value::Value;
use std::fmt;
use std::time::Duration;

pub type Params = IndexMap<String, Value>;

/// Columns and rows.
#[derive(Debug)]
pub struct Answer {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Stop {
    /// The language has not that.
    Refused(String),
    /// Before it ran.
    Compile { code: String, message: String },
    /// While it ran.
    Runtime(String),
    /// By a bug.
    Broken(String),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Refused(message) => write!(f, "refused: {message}"),
            Stop::Compile { code, message } => write!(f, "{code}: {message}"),
            Stop::Runtime(message) => write!(f, "runtime: {message}"),
            Stop::Broken(message) => write!(f, "broken: {message}"),
        }
    }
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Stop::Broken(message)
    }
}

impl From<&str> for Stop {
    fn from(message: &str) -> Self {
        Stop::Broken(message.to_owned())
    }
}

/// Whether openCypher has a function that this language has not: values with a zone, durations, and clocks.
fn is_left_out(function: &str) -> bool {
    let function = function.to_lowercase();
    let (family, clock) = function.split_once('.').unwrap_or((&function, ""));
    let family = family.trim_end_matches('(').trim();
    ["datetime", "time", "duration"].contains(&family)
        || ["transaction", "statement", "realtime"].iter().any(|name| clock.starts_with(name))
}

/// Answers a query.
pub fn run(graph: &Graph, text: &str, params: &Params) -> Result<Answer, Stop> {
    let parsed = parse(text).and_then(|query| bind(&query, Some(graph)));
    let query = parsed.map_err(|error| refusal(text, error))?.query;
    let plan = plan(&query, graph);
    let limits = Limits::default().time(Some(Duration::from_secs(20)));
    let table = execute_twice(&plan, graph, params, &limits, false);
    let table = table.map_err(|error| match error {
        ExecError::Eval(_) => Stop::Runtime(error.to_string()),
        other => Stop::Broken(other.to_string()),
    })?;
    let rows = table.rows.into_iter().map(|row| row.values).collect();
    Ok(Answer { columns: table.columns, rows })
}

fn refusal(text: &str, error: StaticError) -> Stop {
    let diagnostic = &error.diagnostic;
    let place = text.get(diagnostic.span.start..diagnostic.span.end).unwrap_or("");
    let message = format!("{} at `{place}` ({})", diagnostic.message, diagnostic.label);
    match error.code {
        "ReadOnly" => Stop::Refused(message),
        "UnknownFunction" if is_left_out(place) => Stop::Refused(message),
        code => Stop::Compile { code: code.to_owned(), message },
    }
}
