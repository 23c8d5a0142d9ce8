//! What an import produces: tables of nodes and edges, column by column.

use crate::time::Date;
use crate::value::{NodeId, Strings, Value};
use std::sync::Arc;

/// The values of a column, in the order of the rows that have one.
#[derive(Debug, Clone)]
pub enum ColumnData {
    /// Booleans.
    Boolean(Vec<bool>),
    /// Integers.
    Integer(Vec<i64>),
    /// Floats.
    Float(Vec<f64>),
    /// Strings, by their codes.
    Text {
        /// A code a value.
        codes: Vec<u32>,
        /// The texts.
        texts: Strings,
    },
    /// EDTF dates, by their codes.
    Date {
        /// A code a value.
        codes: Vec<u32>,
        /// The dates; one may stand there twice.
        dates: Vec<Arc<Date>>,
    },
    /// Lists, and values of several types.
    Values(Vec<Value>),
}

impl ColumnData {
    /// What the values are called in a report.
    pub fn type_name(&self) -> &'static str {
        match self {
            ColumnData::Boolean(_) => "boolean",
            ColumnData::Integer(_) => "integer",
            ColumnData::Float(_) => "float",
            ColumnData::Text { .. } => "text",
            ColumnData::Date { .. } => "date",
            ColumnData::Values(_) => "list",
        }
    }

    /// How many values.
    pub fn len(&self) -> usize {
        match self {
            ColumnData::Boolean(values) => values.len(),
            ColumnData::Integer(values) => values.len(),
            ColumnData::Float(values) => values.len(),
            ColumnData::Text { codes, .. } | ColumnData::Date { codes, .. } => codes.len(),
            ColumnData::Values(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A property of the nodes or edges of a table.
#[derive(Debug, Clone)]
pub struct PropertyColumn {
    /// The key.
    pub key: String,
    /// The rows that have a value, ascending from 0; `None` where all have one.
    pub rows: Option<Vec<u32>>,
    /// The values.
    pub data: ColumnData,
}

/// The nodes of a file.
#[derive(Debug, Clone, Default)]
pub struct NodeTable {
    /// The distinct sets of labels.
    pub label_sets: Vec<Vec<String>>,
    /// For each node the number of its label set.
    pub labels: Vec<u32>,
    /// The properties.
    pub columns: Vec<PropertyColumn>,
}

/// The edges of a file.
#[derive(Debug, Clone, Default)]
pub struct EdgeTable {
    /// The distinct types.
    pub type_names: Vec<String>,
    /// For each edge the number of its type.
    pub types: Vec<u32>,
    /// The node that each edge comes from: nodes are numbered from 0 over all tables.
    pub from: Vec<NodeId>,
    /// The node that each edge points to.
    pub to: Vec<NodeId>,
    /// The properties.
    pub columns: Vec<PropertyColumn>,
}

/// Takes what is imported. All nodes come before all edges.
pub trait Sink {
    /// Takes nodes, which are numbered on from those before.
    fn nodes(&mut self, table: NodeTable);

    /// Takes edges between nodes that were given before.
    fn edges(&mut self, table: EdgeTable);
}

/// Takes everything and keeps nothing: for a trial run.
impl Sink for () {
    fn nodes(&mut self, _: NodeTable) {}

    fn edges(&mut self, _: EdgeTable) {}
}
