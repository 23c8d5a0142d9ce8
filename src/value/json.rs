//! Values from JSON, for the parameters of a query.

use super::{EvalError, Value};
use serde_json::Value as Json;

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
        match json {
            Json::Null => Ok(Value::Null),
            Json::Bool(value) => Ok(Value::Boolean(*value)),
            Json::Number(number) => from_number(number),
            Json::String(text) => Value::text(text.clone()),
            Json::Array(items) => {
                Value::list(items.iter().map(Value::from_json).collect::<Result<_, _>>()?)
            }
            Json::Object(entries) => {
                let entry =
                    |(key, value): (&String, &Json)| Ok((key.clone(), Value::from_json(value)?));
                Value::map(entries.iter().map(entry).collect::<Result<_, EvalError>>()?)
            }
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

    #[test]
    fn numbers_keep_their_kind() {
        let json = serde_json::json!([1, 1.0, -5, i64::MAX]);
        assert_eq!(
            Value::from_json(&json).unwrap().to_string(),
            "[1, 1.0, -5, 9223372036854775807]"
        );
        assert!(Value::from_json(&serde_json::json!(u64::MAX)).is_err());
    }
}
