//! Values of Rust as values of the language, for parameters and properties.
//!
//! ```
//! use nenpyo::value::Value;
//! assert_eq!(Value::from(3), Value::Integer(3));
//! assert_eq!(Value::from(None::<&str>), Value::Null);
//! assert_eq!(Value::from(vec!["a", "b"]), Value::List([Value::from("a"), Value::from("b")].into()));
//! ```

use super::{Quantity, Value};
use crate::time::Date;
use std::sync::Arc;

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Integer(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Integer(value.into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::String(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::String(value.into())
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Value::Edtf(Arc::new(value))
    }
}

impl From<Quantity> for Value {
    fn from(value: Quantity) -> Self {
        Value::Quantity(Arc::new(value))
    }
}

/// Nothing is null.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(value: Vec<T>) -> Self {
        value.into_iter().collect()
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}
