//! The values of the query language.
//!
//! They follow openCypher: `null` stands for missing or unknown, numbers are 64-bit integers and floats, lists may
//! mix types. To these nenpyo adds EDTF dates and amounts with a unit. Nodes and edges are dense numbers of the
//! graph at hand; what leaves the library carries the user's ids instead (see [`crate::answer`]).

mod access;
mod arithmetic;
mod comparison;
mod dates;
mod decimal;
mod describe;
mod equality;
mod error;
mod from;
pub(crate) mod groups;
mod json;
mod limits;
mod literal;
mod number;
mod order;
#[cfg(test)]
mod order_tests;
mod strings;
mod temporal;
#[cfg(test)]
pub(crate) mod test_values;
mod text;

pub use access::{index, part, slice};
pub use arithmetic::{add, divide, modulo, multiply, negate, plus, power, subtract};
pub use comparison::{greater, greater_or_equal, less, less_or_equal};
pub use decimal::{from_decimal, to_decimal};
pub use describe::{describe, quote};
pub use equality::{equals, is_in};
pub use error::EvalError;
pub use limits::{MAX_NESTING, MAX_TEXT, MAX_VALUES};
pub(crate) use limits::{check_length, check_text};
pub use order::{Grouping, order};
pub use rust_decimal::Decimal;
pub use strings::Strings;
pub(crate) use text::regular_expression;
pub use text::{contains, ends_with, matches, starts_with};

use crate::time::Date;
use bytemuck::{Pod, Zeroable};
use indexmap::IndexMap;
use std::sync::Arc;

/// A node of the graph at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroable, Pod)]
#[repr(transparent)]
pub struct NodeId(pub u32);

/// An edge of the graph at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroable, Pod)]
#[repr(transparent)]
pub struct EdgeId(pub u32);

/// A walk: `nodes` has one element more than `edges`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The nodes in order.
    pub nodes: Vec<NodeId>,
    /// The edges between them, whichever way each points.
    pub edges: Vec<EdgeId>,
}

/// A decimal number with a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// Unit id (`CNY`), or what is counted; empty for a bare number.
    pub unit: Arc<str>,
}

/// A value. Cloning is cheap. `==` is identity of structure, not the language's `=`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Missing or unknown.
    Null,
    /// True or false.
    Boolean(bool),
    /// A 64-bit integer.
    Integer(i64),
    /// A 64-bit float.
    Float(f64),
    /// Text.
    String(Arc<str>),
    /// A list of any values.
    List(Arc<[Value]>),
    /// A map with text keys, in order of insertion.
    Map(Arc<IndexMap<String, Value>>),
    /// A node.
    Node(NodeId),
    /// An edge (a relationship).
    Edge(EdgeId),
    /// A path.
    Path(Arc<Path>),
    /// An EDTF date: made by `edtf('2017-03')`, and the dates of a chronicle.
    Edtf(Arc<Date>),
    /// An amount with its unit.
    Quantity(Arc<Quantity>),
    /// A calendar day: openCypher's `date(…)`.
    Day(jiff::civil::Date),
    /// A time of day without zone: openCypher's `localtime(…)`.
    Time(jiff::civil::Time),
    /// A day and a time without zone: openCypher's `localdatetime(…)`.
    DateTime(jiff::civil::DateTime),
}

impl Value {
    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The number, as a float; `None` for anything but an integer or a float.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(value) => Some(*value as f64),
            Value::Float(value) => Some(*value),
            _ => None,
        }
    }
}
