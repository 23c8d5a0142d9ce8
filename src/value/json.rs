//! Values from JSON, for the parameters of a query.

use super::limits::{check_nesting, weight};
use super::{EvalError, Value};
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::sync::Arc;

impl Value {
    /// The value of a JSON text, number, list or object.
    ///
    /// ```
    /// use nenpyo::value::Value;
    /// let json = serde_json::json!({"since": 2016, "ids": ["a", null]});
    /// assert_eq!(Value::from_json(&json)?.to_string(), "{since: 2016, ids: ['a', null]}");
    /// # Ok::<(), nenpyo::value::EvalError>(())
    /// ```
    ///
    /// # Errors
    /// When a whole number does not fit 64 bits, or the value is larger or deeper than the limits.
    pub fn from_json(json: &Json) -> Result<Value, EvalError> {
        let value = convert(json, 0)?;
        weight(&value)?;
        Ok(value)
    }
}

fn convert(json: &Json, depth: usize) -> Result<Value, EvalError> {
    check_nesting(depth)?;
    match json {
        Json::Null => Ok(Value::Null),
        Json::Bool(value) => Ok(Value::Boolean(*value)),
        Json::Number(number) => from_number(number),
        Json::String(text) => Value::text(text.clone()),
        Json::Array(items) => {
            let items: Result<Vec<_>, _> =
                items.iter().map(|item| convert(item, depth + 1)).collect();
            items.map(Value::from)
        }
        Json::Object(entries) => {
            let entry =
                |(key, value): (&String, &Json)| Ok((key.clone(), convert(value, depth + 1)?));
            let entries: Result<IndexMap<_, _>, _> = entries.iter().map(entry).collect();
            entries.map(|entries| Value::Map(Arc::new(entries)))
        }
    }
}

fn from_number(number: &serde_json::Number) -> Result<Value, EvalError> {
    match (number.as_i64(), number.as_f64()) {
        (Some(integer), _) => Ok(Value::Integer(integer)),
        (None, Some(float)) if number.is_f64() => Ok(Value::Float(float)),
        _ => Err(EvalError::new(format!("the number {number} does not fit a 64-bit integer"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::MAX_NESTING;

    #[test]
    fn numbers_keep_their_kind() {
        let json = serde_json::json!([1, 1.0, -5, i64::MAX]);
        assert_eq!(
            Value::from_json(&json).unwrap().to_string(),
            "[1, 1.0, -5, 9223372036854775807]"
        );
        assert!(Value::from_json(&serde_json::json!(u64::MAX)).is_err());
    }

    #[test]
    fn deep_lists_are_errors() {
        let nest = |levels| (0..levels).fold(Json::Null, |json, _| Json::Array(vec![json]));
        assert!(Value::from_json(&nest(MAX_NESTING)).is_ok());
        assert!(Value::from_json(&nest(MAX_NESTING + 1)).is_err());
    }
}
