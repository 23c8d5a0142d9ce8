//! Arguments of functions, and what is said of wrong ones.

use super::Type;
use crate::value::{EvalError, Value, describe};

/// The argument at a place; null where it was left out.
pub(super) fn at(args: &[Value], index: usize) -> &Value {
    args.get(index).unwrap_or(&Value::Null)
}

/// Whether an argument is null, so that most functions are.
pub(super) fn any_null(args: &[Value]) -> bool {
    args.iter().any(Value::is_null)
}

/// `size() takes a list or text, not the integer 1`.
pub(super) fn unexpected(function: &str, wanted: Type, given: &Value) -> EvalError {
    let error = EvalError::new(format!("{function}() takes {wanted}, not {}", describe(given)));
    match (wanted, given) {
        (Type::Path, Value::String(_) | Value::List(_)) => {
            error.with_help("`size(x)` is the length of a text or list")
        }
        (Type::Integer | Type::Float | Type::Number, Value::String(_)) => {
            error.with_help("`toInteger(x)` or `toFloat(x)` makes a number of a text")
        }
        (Type::String, _) => error.with_help("`toString(x)` makes a text of a value"),
        _ => error,
    }
}

/// The text that an argument is.
pub(super) fn text<'a>(function: &str, value: &'a Value) -> Result<&'a str, EvalError> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(unexpected(function, Type::String, other)),
    }
}

/// The integer that an argument is.
pub(super) fn integer(function: &str, value: &Value) -> Result<i64, EvalError> {
    match value {
        Value::Integer(integer) => Ok(*integer),
        other => Err(unexpected(function, Type::Integer, other)),
    }
}

/// The number that an argument is.
pub(super) fn number(function: &str, value: &Value) -> Result<f64, EvalError> {
    value.as_number().ok_or_else(|| unexpected(function, Type::Number, value))
}

/// The list that an argument is.
pub(super) fn list<'a>(function: &str, value: &'a Value) -> Result<&'a [Value], EvalError> {
    match value {
        Value::List(items) => Ok(items),
        other => Err(unexpected(function, Type::List, other)),
    }
}

/// The length as a value.
pub(super) fn count(length: usize) -> Value {
    Value::Integer(i64::try_from(length).unwrap_or(i64::MAX))
}
