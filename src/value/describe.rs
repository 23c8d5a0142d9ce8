//! A value in an error message.

use super::Value;

/// How many characters of a value a message shows.
const SHOWN: usize = 40;

/// The type of a value and, where it is short, the value: `the text 'abc'`, `a list of 3 elements`.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::List(items) => format!("a list of {}", count(items.len(), "element")),
        Value::Map(map) => format!("a map of {}", count(map.len(), "entry")),
        Value::Node(_) => "a node".to_owned(),
        Value::Edge(_) => "an edge".to_owned(),
        Value::Path(_) => "a path".to_owned(),
        Value::String(text) => format!("the text {}", quote(text)),
        scalar => format!("the {} {scalar}", scalar.type_name()),
    }
}

/// A text in quotes, shortened where it is long, with its control characters escaped: `'abc'`.
pub fn quote(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", Value::from(text.split_at(end).0)),
        None => Value::from(text).to_string(),
    }
}

fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}

impl Value {
    /// What a value of this type is called.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::Float(_) => "float",
            Value::String(_) => "text",
            Value::List(_) => "list",
            Value::Map(_) => "map",
            Value::Node(_) => "node",
            Value::Edge(_) => "edge",
            Value::Path(_) => "path",
            Value::Edtf(_) => "EDTF date",
            Value::Quantity(_) => "amount",
            Value::Day(_) => "date",
            Value::Time(_) => "local time",
            Value::DateTime(_) => "local date-time",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, map, quantity};

    #[test]
    fn values_are_named_with_their_type() {
        let values = [
            Value::Null,
            "a'b".into(),
            "x".repeat(50).into(),
            2.5.into(),
            list([1.into()]),
            map([("a", 1.into()), ("b", 2.into())]),
            quantity(5, "ha"),
        ];
        let text = values.map(|value| describe(&value)).join("\n");
        insta::assert_snapshot!(text, @r"
        null
        the text 'a\'b'
        the text 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'…
        the float 2.5
        a list of 1 element
        a map of 2 entries
        the amount quantity(5, 'ha')
        ");
    }
}
