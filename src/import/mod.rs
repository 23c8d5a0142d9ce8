//! Import of nodes and edges from foreign files: CSV, JSON (an array, or an object a line) and (feature `parquet`) Parquet.
//!
//! A file holds nodes or edges, a row each. [`import`] reads the files of nodes, then those of edges, and gives them,
//! a table a file, to a [`Sink`]; the graph is one. What a column is follows from its header as in Neo4j's bulk import
//! (`:ID(Group)`, `name:string`, `born:date`, `tags:string[]`, `:LABEL`, `:START_ID(Group)`, `:END_ID(Group)`, `:TYPE`,
//! `:IGNORE`), or, for plain headers, from the mapping in [`NodesSpec`] and [`EdgesSpec`]. Without either an
//! edge goes from `src`, `source`, `from` or `start` to `dst`, `target`, `to` or
//! `end`, else from the first column to the second.
//!
//! # Types
//! A column whose type is not declared gets one from all its values: integers, numbers, `true` and `false`, EDTF dates,
//! else text. Whole numbers with leading zeros and those beyond 64 bits are text. What was found is in the [`Report`].
//! A text that is empty, or equals [`Options::null`], is null: the property is left out.
//!
//! # Ids
//! Without either of the above the id is the column `id`, else the first. Where that is no id (it holds dates, nothing, or
//! something twice) and no edge needs it, rows are numbered, and the report says so.
//!
//! An id is unique within its *group*: the name in brackets behind `:ID`, else the first label that is given with the
//! file. The ends of edges name the group in the same way; where they do not, it is the only group, or the only one that
//! has all the ids of the column.
//!
//! # Bad rows
//! A row that cannot be read as its header says (number of fields, a declared type, no id, an id that is there already,
//! an end that no node has) is left out, and told with file, line and reason: nothing is shifted, guessed or dropped
//! unsaid.

mod cells;
mod column;
mod columns;
mod dates;
mod delimited;
mod doubt;
mod edges;
mod error;
mod foreign;
mod groups;
mod header;
mod ids;
mod infer;
mod json_array;
mod json_lines;
mod limit;
mod node_plan;
mod nodes;
mod parallel;
#[cfg(feature = "parquet")]
mod parquet;
mod reading;
mod report;
mod run;
mod sink;
mod span;
mod spec;
#[cfg(test)]
mod tests;

pub use error::ImportError;
pub use report::{BadRow, ColumnReport, DateForm, Fault, FileReport, Report};
pub use run::{Options, Progress, import};
pub use sink::{ColumnData, EdgeTable, NodeTable, PropertyColumn, Sink};
pub use spec::{EdgesSpec, End, NodesSpec};
