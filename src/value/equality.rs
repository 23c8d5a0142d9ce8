//! The language's `=` and `IN`: three-valued, with null for what is unknown.

use super::number::compare_mixed;
use super::{EvalError, Value, describe};
use std::cmp::Ordering;

/// `a = b`: `None` (null) where it hangs on a null, or on how two units relate.
///
/// Values of different types are not equal; numbers are compared by their exact value; NaN equals nothing. Lists
/// and maps are equal when all their parts are, and differ when one part does, nulls notwithstanding. EDTF dates are
/// equal when they are written alike, whatever days they may stand for.
///
/// ```
/// use nenpyo::value::{Value, equals};
/// let list = |item: Value| Value::from(vec![1.into(), item]);
/// assert_eq!(equals(&1.into(), &1.0.into()), Some(true));
/// assert_eq!(equals(&list(2.into()), &list(Value::Null)), None);
/// ```
pub fn equals(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Boolean(a), Value::Boolean(b)) => Some(a == b),
        (Value::Integer(a), Value::Integer(b)) => Some(a == b),
        (Value::Float(a), Value::Float(b)) => Some(a == b),
        (Value::Integer(i), Value::Float(f)) | (Value::Float(f), Value::Integer(i)) => {
            Some(compare_mixed(*i, *f) == Some(Ordering::Equal))
        }
        (Value::String(a), Value::String(b)) => Some(a == b),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            all_equal(a.iter().zip(b.iter()))
        }
        (Value::Map(a), Value::Map(b)) => {
            if a.len() != b.len() || a.keys().any(|key| !b.contains_key(key)) {
                return Some(false);
            }
            all_equal(a.iter().filter_map(|(key, value)| Some((value, b.get(key)?))))
        }
        (Value::Quantity(a), Value::Quantity(b)) => (a.unit == b.unit).then(|| a.value == b.value),
        (Value::Edtf(_), Value::Day(_)) | (Value::Day(_), Value::Edtf(_)) => {
            Some(a.as_date() == b.as_date())
        }
        // No other type has an unknown part.
        _ => Some(a == b),
    }
}

fn all_equal<'a>(mut pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Option<bool> {
    let mut unknown = false;
    let differs = pairs.any(|(a, b)| {
        let equal = equals(a, b);
        unknown |= equal.is_none();
        equal == Some(false)
    });
    match (differs, unknown) {
        (true, _) => Some(false),
        (false, true) => None,
        (false, false) => Some(true),
    }
}

/// `value IN list`: whether it equals one of the elements; `None` where that is unknown.
///
/// # Errors
/// When `list` is neither a list nor null.
pub fn is_in(value: &Value, list: &Value) -> Result<Option<bool>, EvalError> {
    match list {
        Value::Null => Ok(None),
        Value::List(items) => Ok(any_equal(value, items)),
        other => Err(EvalError::new(format!("IN needs a list, not {}", describe(other)))
            .with_help("write a single value as a list: IN [value]")),
    }
}

fn any_equal(value: &Value, items: &[Value]) -> Option<bool> {
    let mut unknown = false;
    for item in items {
        match equals(value, item) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => unknown = true,
        }
    }
    if unknown { None } else { Some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, map, quantity};

    const NAN: Value = Value::Float(f64::NAN);

    #[test]
    fn equality_is_three_valued() {
        let null = || Value::Null;
        let cases = [
            (1.into(), 1.0.into(), Some(true)),
            (1.into(), "1".into(), Some(false)),
            (Value::Integer((1 << 53) + 1), ((1_i64 << 53) as f64).into(), Some(false)),
            (null(), null(), None),
            (NAN, NAN, Some(false)),
            (NAN, "a".into(), Some(false)),
            (list([1.into()]), list([1.into(), null()]), Some(false)),
            (list([null()]), list([1.into()]), None),
            (list([1.into(), 2.into()]), list([null(), "foo".into()]), Some(false)),
            (
                list([list([1.into()]), list([2.into()])]),
                list([list([1.into()]), list([null()])]),
                None,
            ),
            (map([]), map([("k", null())]), Some(false)),
            (map([("k", null())]), map([("k", null())]), None),
            (
                map([("k", 1.into()), ("l", null())]),
                map([("l", 1.into()), ("k", 2.into())]),
                Some(false),
            ),
            (quantity(100, "CNY"), quantity(100, "CNY"), Some(true)),
            (quantity(100, "CNY"), quantity(100, "JPY"), None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(equals(&a, &b), expected, "{a:?} = {b:?}");
            assert_eq!(equals(&b, &a), expected, "{b:?} = {a:?}");
        }
    }

    #[test]
    fn membership_is_three_valued() {
        let with_null = list([1.into(), Value::Null, 3.into()]);
        assert_eq!(is_in(&3.into(), &with_null), Ok(Some(true)));
        assert_eq!(is_in(&4.into(), &with_null), Ok(None));
        assert_eq!(is_in(&Value::Null, &list([])), Ok(Some(false)));
        assert_eq!(is_in(&4.into(), &list(["4".into()])), Ok(Some(false)));
        assert_eq!(is_in(&4.into(), &Value::Null), Ok(None));
        assert!(is_in(&4.into(), &"4".into()).is_err());
    }
}
