//! The engine, as the features see it.

use indexmap::IndexMap;
use nenpyo::graph::Graph;
use nenpyo::value::Value;
use std::fmt;

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

/// Answers a query.
pub fn run(_graph: &Graph, _text: &str, _params: &Params) -> Result<Answer, Stop> {
    Err(Stop::Broken("not yet".into()))
}
