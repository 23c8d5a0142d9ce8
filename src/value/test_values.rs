//! Short ways to make values in tests.

use super::{Quantity, Value};
use std::sync::Arc;

pub(crate) fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::from(items.to_vec())
}

pub(crate) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(Arc::new(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}

pub(crate) fn quantity(value: i64, unit: &str) -> Value {
    Value::Quantity(Arc::new(Quantity { value: value.into(), unit: unit.into() }))
}

pub(crate) fn edtf(text: &str) -> Value {
    Value::Edtf(Arc::new(crate::time::Date::parse(text).unwrap()))
}
