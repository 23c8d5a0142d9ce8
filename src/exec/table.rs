//! The result of a run, over the graph at hand.

use super::Trace;
use crate::value::Value;

/// Rows of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// A value for each column.
    pub values: Vec<Value>,
    /// What the row rests on, where that was asked for.
    pub trace: Option<Trace>,
}
