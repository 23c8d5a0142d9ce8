//! Limits on the size of values, so that no expression fills the memory or the stack.
//!
//! Lists and maps share their elements, hence a short expression can describe a huge or a deep value
//! (`reduce(x = [], i IN range(1, 99) | [x, x])`). Whatever computes a list, a map or a text makes it with
//! [`Value::list`], [`Value::map`] or [`Value::text`], which keep depth and size bounded; comparing, hashing,
//! printing and dropping a value may then recurse.

use super::{EvalError, Value};
use indexmap::IndexMap;
use std::sync::Arc;

/// How deep lists and maps may nest.
pub const MAX_NESTING: usize = 100;

/// How many values a list or map may hold, those in nested ones included; 24 bytes of text count as one more.
pub const MAX_VALUES: usize = 4_000_000;

/// How many bytes a text may have.
pub const MAX_TEXT: usize = 16_000_000;

/// How many bytes of text count as a value.
const TEXT_PER_VALUE: usize = 24;

fn too_large() -> EvalError {
    EvalError::new(format!("a list or map would hold more than {MAX_VALUES} values")).with_help(
        "filter or limit the rows before they are collected; no option raises this limit",
    )
}

fn too_deep() -> EvalError {
    EvalError::new(format!("lists or maps would nest deeper than {MAX_NESTING} levels"))
        .with_help("put the values side by side in one list; no option raises this limit")
}

fn too_long() -> EvalError {
    EvalError::new(format!("a text would be longer than {MAX_TEXT} bytes"))
        .with_help("join fewer or shorter texts; no option raises this limit")
}

/// What is left to count of a value that is measured.
struct Budget(usize);

impl Budget {
    fn take(&mut self, values: usize) -> Result<(), EvalError> {
        self.0 = self.0.checked_sub(values).ok_or_else(too_large)?;
        Ok(())
    }

    fn measure(&mut self, value: &Value, depth: usize) -> Result<(), EvalError> {
        self.take(1)?;
        match value {
            Value::String(text) => self.take(text.len() / TEXT_PER_VALUE),
            Value::Path(path) => self.take(path.nodes.len() + path.edges.len()),
            Value::List(items) => self.measure_all(items.iter(), depth),
            Value::Map(map) => {
                map.keys().try_for_each(|key| self.take(key.len() / TEXT_PER_VALUE))?;
                self.measure_all(map.values(), depth)
            }
            _ => Ok(()),
        }
    }

    fn measure_all<'a>(
        &mut self,
        mut values: impl Iterator<Item = &'a Value>,
        depth: usize,
    ) -> Result<(), EvalError> {
        check_nesting(depth + 1)?;
        values.try_for_each(|value| self.measure(value, depth + 1))
    }
}

/// How many values a value counts for against [`MAX_VALUES`].
///
/// # Errors
/// When it is above a limit by itself.
pub fn weight(value: &Value) -> Result<usize, EvalError> {
    let mut budget = Budget(MAX_VALUES);
    budget.measure(value, 0)?;
    Ok(MAX_VALUES - budget.0)
}

/// Checks that a value may stand inside that many lists and maps.
pub(super) fn check_nesting(levels: usize) -> Result<(), EvalError> {
    if levels <= MAX_NESTING { Ok(()) } else { Err(too_deep()) }
}

/// Checks that a list of that many elements may be made, before it is.
///
/// # Errors
/// When there are more than [`MAX_VALUES`].
pub fn check_length(elements: usize) -> Result<(), EvalError> {
    if elements < MAX_VALUES { Ok(()) } else { Err(too_large()) }
}

/// Checks that a text of that many bytes may be made, before it is.
///
/// # Errors
/// When there are more than [`MAX_TEXT`].
pub fn check_text(bytes: usize) -> Result<(), EvalError> {
    if bytes <= MAX_TEXT { Ok(()) } else { Err(too_long()) }
}

impl Value {
    /// A computed list.
    ///
    /// # Errors
    /// When it is larger or deeper than the limits.
    pub fn list(items: Vec<Value>) -> Result<Value, EvalError> {
        check_length(items.len())?;
        let list = Value::from(items);
        weight(&list)?;
        Ok(list)
    }

    /// A computed map.
    ///
    /// # Errors
    /// When it is larger or deeper than the limits.
    pub fn map(entries: IndexMap<String, Value>) -> Result<Value, EvalError> {
        let map = Value::Map(Arc::new(entries));
        weight(&map)?;
        Ok(map)
    }

    /// A computed text.
    ///
    /// # Errors
    /// When it is longer than the limit.
    pub fn text(text: String) -> Result<Value, EvalError> {
        check_text(text.len())?;
        Ok(Value::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nest(levels: usize, copies: usize) -> Result<Value, EvalError> {
        (0..levels).try_fold(Value::Integer(1), |value, _| Value::list(vec![value; copies]))
    }

    #[test]
    fn depth_is_bounded() {
        assert!(nest(MAX_NESTING, 1).is_ok());
        assert_eq!(nest(MAX_NESTING + 1, 1), Err(too_deep()));
        let deepest = nest(MAX_NESTING, 1).unwrap();
        assert_eq!(Value::map([("k".to_owned(), deepest)].into()), Err(too_deep()));
    }

    #[test]
    fn shared_elements_count_each_time() {
        assert!(nest(20, 2).is_ok());
        assert_eq!(nest(30, 2), Err(too_large()));
    }

    #[test]
    fn text_is_bounded() {
        assert!(Value::text("a".repeat(MAX_TEXT)).is_ok());
        assert_eq!(Value::text("a".repeat(MAX_TEXT + 1)), Err(too_long()));
        let long = Value::text("a".repeat(MAX_TEXT)).unwrap();
        assert_eq!(Value::list(vec![long; 10]), Err(too_large()));
    }
}
