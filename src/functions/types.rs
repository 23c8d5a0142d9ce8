//! Types of arguments and results, for the static checks.

use crate::value::Value;
use std::fmt::{self, Display, Formatter};

/// What an argument or result may be; `null` always may. For the static checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
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

impl Type {
    /// Whether a value is of the type; null is of every type.
    pub fn accepts(self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Boolean(_) => matches!(self, Type::Any | Type::Boolean),
            Value::Integer(_) => {
                matches!(self, Type::Any | Type::Number | Type::Integer | Type::Float)
            }
            Value::Float(_) => matches!(self, Type::Any | Type::Number | Type::Float),
            Value::String(_) => matches!(self, Type::Any | Type::String | Type::Sequence),
            Value::List(_) => matches!(self, Type::Any | Type::List | Type::Sequence),
            Value::Map(_) => matches!(self, Type::Any | Type::Map | Type::Keyed),
            Value::Node(_) => matches!(self, Type::Any | Type::Node | Type::Element | Type::Keyed),
            Value::Edge(_) => matches!(self, Type::Any | Type::Edge | Type::Element | Type::Keyed),
            Value::Path(_) => matches!(self, Type::Any | Type::Path),
            Value::Edtf(_) => matches!(self, Type::Any | Type::Edtf | Type::Date),
            Value::Quantity(_) => matches!(self, Type::Any | Type::Quantity),
            Value::Day(_) => matches!(self, Type::Any | Type::Temporal | Type::Date),
            Value::Time(_) | Value::DateTime(_) => matches!(self, Type::Any | Type::Temporal),
        }
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
