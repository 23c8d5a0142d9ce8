//! A value as the text of a pattern query that means it, and as plain text.

use super::temporal::{write_date, write_time};
use super::{EvalError, Value, describe};
use std::fmt::{self, Display, Formatter, Write};

/// The pattern-language text of the value, which reads back as the same value; nodes, edges and paths, which have
/// none, are shown by their numbers.
///
/// ```
/// use nenpyo::value::Value;
/// let list = Value::from(vec![1.into(), 1.0.into(), "it's".into(), Value::Null]);
/// assert_eq!(list.to_string(), r"[1, 1.0, 'it\'s', null]");
/// ```
impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Integer(value) => write!(f, "{value}"),
            Value::Float(value) => write_float(f, *value),
            Value::String(text) => write_text(f, text),
            Value::List(items) => write_list(f, items),
            Value::Map(map) => {
                f.write_char('{')?;
                for (index, (key, value)) in map.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    write_name(f, key)?;
                    write!(f, ": {value}")?;
                }
                f.write_char('}')
            }
            Value::Node(node) => write!(f, "(#{})", node.0),
            Value::Edge(edge) => write!(f, "[#{}]", edge.0),
            Value::Path(path) => write_path(f, path),
            Value::Edtf(date) => write!(f, "edtf('{date}')"),
            Value::Quantity(quantity) => {
                write!(f, "quantity({}, ", super::decimal::exact_value(quantity.value))?;
                write_text(f, &quantity.unit)?;
                f.write_char(')')
            }
            Value::Day(_) => write!(f, "date('{}')", Plain(self)),
            Value::Time(_) => write!(f, "localtime('{}')", Plain(self)),
            Value::DateTime(_) => write!(f, "localdatetime('{}')", Plain(self)),
        }
    }
}

fn write_list(f: &mut Formatter<'_>, items: &[Value]) -> fmt::Result {
    f.write_char('[')?;
    for (index, item) in items.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        write!(f, "{item}")?;
    }
    f.write_char(']')
}

fn write_path(f: &mut Formatter<'_>, path: &super::Path) -> fmt::Result {
    f.write_char('<')?;
    for (index, node) in path.nodes.iter().enumerate() {
        write!(f, "(#{})", node.0)?;
        if let Some(edge) = path.edges.get(index) {
            write!(f, "-[#{}]-", edge.0)?;
        }
    }
    f.write_char('>')
}

/// With a point or an exponent, so that it does not read as an integer; the three that have no literal as divisions.
fn write_float(f: &mut Formatter<'_>, value: f64) -> fmt::Result {
    if value.is_nan() {
        f.write_str("(0.0 / 0.0)")
    } else if value.is_infinite() {
        write!(f, "({}1.0 / 0.0)", if value < 0.0 { "-" } else { "" })
    } else {
        write!(f, "{value:?}")
    }
}

/// A text in single quotes; characters without a picture, and those that turn the direction of writing, are escaped.
fn write_text(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    for c in text.chars() {
        match c {
            '\'' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() || is_invisible(c) => write!(f, "\\u{:04X}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('\'')
}

/// Line separators and bidirectional controls; all have four hexadecimal digits.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A name as it stands in a query: in backticks unless it is a plain word.
fn write_name(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_');
    if plain { f.write_str(name) } else { write!(f, "`{}`", name.replace('`', "``")) }
}

impl Value {
    /// The value as plain text, as `toString` gives it.
    ///
    /// # Errors
    /// When it is null, a list, a map, a node, an edge or a path.
    pub fn to_text(&self) -> Result<String, EvalError> {
        match self {
            Value::Null
            | Value::List(_)
            | Value::Map(_)
            | Value::Node(_)
            | Value::Edge(_)
            | Value::Path(_) => {
                Err(EvalError::new(format!("{} cannot be written as a text", describe(self))))
            }
            _ => Ok(Plain(self).to_string()),
        }
    }
}

/// Shows a value without the quotes and calls of a literal.
struct Plain<'a>(&'a Value);

impl Display for Plain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => f.write_str(text),
            Value::Float(value) if value.is_infinite() => {
                f.write_str(if *value < 0.0 { "-Infinity" } else { "Infinity" })
            }
            Value::Float(value) => write!(f, "{value:?}"),
            Value::Edtf(date) => write!(f, "{date}"),
            Value::Quantity(quantity) if quantity.unit.is_empty() => {
                write!(f, "{}", quantity.value)
            }
            Value::Quantity(quantity) => write!(f, "{} {}", quantity.value, quantity.unit),
            Value::Day(day) => write_date(f, *day),
            Value::Time(time) => write_time(f, *time),
            Value::DateTime(time) => {
                write_date(f, time.date())?;
                f.write_char('T')?;
                write_time(f, time.time())
            }
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, map, quantity};

    #[test]
    fn literals_read_back() {
        let values = [
            list([1.into(), 1.0.into(), 1e100.into(), 1e-7.into(), f64::NAN.into()]),
            f64::NEG_INFINITY.into(),
            "it's a \\ \n\t\u{1}\u{202E}博".into(),
            map([("key", true.into()), ("two words", Value::Null), ("`", 1.into())]),
            quantity(171_000_000, "CNY"),
            Value::Day(jiff::civil::date(33, 1, 2)),
            Value::Time(jiff::civil::time(12, 30, 0, 0)),
            Value::DateTime(jiff::civil::date(2017, 3, 4).at(1, 2, 3, 120_000_000)),
        ];
        let text = values.map(|value| value.to_string()).join("\n");
        insta::assert_snapshot!(text, @r"
        [1, 1.0, 1e100, 1e-7, (0.0 / 0.0)]
        (-1.0 / 0.0)
        'it\'s a \\ \n\t\u0001\u202E博'
        {key: true, `two words`: null, ````: 1}
        quantity(171000000, 'CNY')
        date('0033-01-02')
        localtime('12:30')
        localdatetime('2017-03-04T01:02:03.120')
        ");
    }

    #[test]
    fn plain_text_has_no_quotes() {
        let values = [
            "it's".into(),
            2.5.into(),
            true.into(),
            f64::INFINITY.into(),
            quantity(5, "ha"),
            quantity(5, ""),
        ];
        let text = values.map(|value: Value| value.to_text().unwrap()).join("\n");
        insta::assert_snapshot!(text, @r"
        it's
        2.5
        true
        Infinity
        5 ha
        5
        ");
        assert!(list([]).to_text().is_err());
        assert!(Value::Null.to_text().is_err());
    }
}
