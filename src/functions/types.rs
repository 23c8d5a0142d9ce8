//! Types of arguments and results, for the static checks.

use crate::value::Value;
use std::fmt::{self, Display, Formatter};

/// What an argument or result may be; `null` always may. For the static checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Type {
    Any,
    Boolean,
    Integer,
    Float,
    Number,
    String,
    List,
    Map,
    Node,
    Edge,
    Path,
    /// A node or edge.
    Element,
    Edtf,
    Quantity,
    Temporal,
    /// A list or text.
    Sequence,
    /// A node, edge or map: what has keys.
    Keyed,
    /// An EDTF date or a day.
    Date,
}

/// Sets of kinds of values, one bit each.
mod kind {
    pub(super) const BOOLEAN: u16 = 1;
    pub(super) const INTEGER: u16 = 1 << 1;
    pub(super) const FLOAT: u16 = 1 << 2;
    pub(super) const STRING: u16 = 1 << 3;
    pub(super) const LIST: u16 = 1 << 4;
    pub(super) const MAP: u16 = 1 << 5;
    pub(super) const NODE: u16 = 1 << 6;
    pub(super) const EDGE: u16 = 1 << 7;
    pub(super) const PATH: u16 = 1 << 8;
    pub(super) const EDTF: u16 = 1 << 9;
    pub(super) const QUANTITY: u16 = 1 << 10;
    pub(super) const DAY: u16 = 1 << 11;
    pub(super) const TIME: u16 = 1 << 12;
    pub(super) const DATE_TIME: u16 = 1 << 13;
}

impl Type {
    /// Whether a value is of the type; null is of every type, and an integer may stand for a float.
    pub fn accepts(self, value: &Value) -> bool {
        value.is_null() || self.kinds() & kind_of(value) != 0
    }

    /// Whether some value but null is of both types: if not, an argument of one type is wrong for a parameter of
    /// the other.
    ///
    /// ```
    /// use nenpyo::functions::Type;
    /// assert!(Type::Sequence.overlaps(Type::List));
    /// assert!(!Type::Sequence.overlaps(Type::Path));
    /// ```
    pub fn overlaps(self, other: Type) -> bool {
        self.kinds() & other.kinds() != 0
    }

    fn kinds(self) -> u16 {
        match self {
            Type::Any => u16::MAX,
            Type::Boolean => kind::BOOLEAN,
            Type::Integer => kind::INTEGER,
            Type::Float | Type::Number => kind::INTEGER | kind::FLOAT,
            Type::String => kind::STRING,
            Type::List => kind::LIST,
            Type::Map => kind::MAP,
            Type::Node => kind::NODE,
            Type::Edge => kind::EDGE,
            Type::Path => kind::PATH,
            Type::Element => kind::NODE | kind::EDGE,
            Type::Edtf => kind::EDTF,
            Type::Quantity => kind::QUANTITY,
            Type::Temporal => kind::DAY | kind::TIME | kind::DATE_TIME,
            Type::Sequence => kind::STRING | kind::LIST,
            Type::Keyed => kind::NODE | kind::EDGE | kind::MAP,
            Type::Date => kind::EDTF | kind::DAY,
        }
    }
}

fn kind_of(value: &Value) -> u16 {
    match value {
        Value::Null => 0,
        Value::Boolean(_) => kind::BOOLEAN,
        Value::Integer(_) => kind::INTEGER,
        Value::Float(_) => kind::FLOAT,
        Value::String(_) => kind::STRING,
        Value::List(_) => kind::LIST,
        Value::Map(_) => kind::MAP,
        Value::Node(_) => kind::NODE,
        Value::Edge(_) => kind::EDGE,
        Value::Path(_) => kind::PATH,
        Value::Edtf(_) => kind::EDTF,
        Value::Quantity(_) => kind::QUANTITY,
        Value::Day(_) => kind::DAY,
        Value::Time(_) => kind::TIME,
        Value::DateTime(_) => kind::DATE_TIME,
    }
}

impl Display for Type {
    /// With its article, for messages: `a text`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Any => "a value",
            Type::Boolean => "a boolean",
            Type::Integer => "an integer",
            Type::Float | Type::Number => "a number",
            Type::String => "a text",
            Type::List => "a list",
            Type::Map => "a map",
            Type::Node => "a node",
            Type::Edge => "an edge",
            Type::Path => "a path",
            Type::Element => "a node or edge",
            Type::Edtf => "an EDTF date",
            Type::Quantity => "an amount",
            Type::Temporal => "a date or time",
            Type::Sequence => "a list or text",
            Type::Keyed => "a node, edge or map",
            Type::Date => "an EDTF date or day",
        })
    }
}
