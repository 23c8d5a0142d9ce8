//! The language's `<`, `<=`, `>` and `>=`: three-valued, with null for values that are not comparable.

use super::number::compare_mixed;
use super::{Value, dates, equals};
use std::cmp::Ordering;

/// How two values compare.
enum Comparison {
    /// One is less, or neither.
    Ordered(Ordering),
    /// A number and NaN: every comparison is false.
    Unordered,
    /// Null, or values of different types: every comparison is null.
    Unknown,
    /// Two dates: whether the first is certainly, possibly or never less, and greater.
    Dates { less: Option<bool>, greater: Option<bool> },
}

impl From<Option<Ordering>> for Comparison {
    /// `None` as partial orders have it: unordered.
    fn from(ordering: Option<Ordering>) -> Self {
        ordering.map_or(Comparison::Unordered, Comparison::Ordered)
    }
}

/// `a < b`; `None` (null) where one is null or they are not comparable.
///
/// Comparable are numbers, texts, booleans, temporal values of one type, amounts of one unit, and lists of these
/// (element by element, then by length). Of two dates it tells whether the one is before the other, which may be
/// unknown. Comparing with NaN is false.
///
/// ```
/// use nenpyo::value::{Value, less};
/// assert_eq!(less(&1.into(), &1.5.into()), Some(true));
/// assert_eq!(less(&1.into(), &"2".into()), None);
/// ```
pub fn less(a: &Value, b: &Value) -> Option<bool> {
    match compare(a, b) {
        Comparison::Ordered(ordering) => Some(ordering.is_lt()),
        Comparison::Unordered => Some(false),
        Comparison::Unknown => None,
        Comparison::Dates { less, .. } => less,
    }
}

/// `a <= b`; `None` as for [`less`]. Of two dates it tells whether the second is not before the first.
pub fn less_or_equal(a: &Value, b: &Value) -> Option<bool> {
    match compare(a, b) {
        Comparison::Ordered(ordering) => Some(ordering.is_le()),
        Comparison::Unordered => Some(false),
        Comparison::Unknown => None,
        Comparison::Dates { greater, .. } => greater.map(|greater| !greater),
    }
}

/// `a > b`; `None` as for [`less`].
pub fn greater(a: &Value, b: &Value) -> Option<bool> {
    less(b, a)
}

/// `a >= b`; `None` as for [`less`].
pub fn greater_or_equal(a: &Value, b: &Value) -> Option<bool> {
    less_or_equal(b, a)
}

fn compare(a: &Value, b: &Value) -> Comparison {
    use Comparison::{Ordered, Unknown};
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => Ordered(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).into(),
        (Value::Integer(a), Value::Float(b)) => compare_mixed(*a, *b).into(),
        (Value::Float(a), Value::Integer(b)) => compare_mixed(*b, *a).map(Ordering::reverse).into(),
        (Value::String(a), Value::String(b)) => Ordered(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Ordered(a.cmp(b)),
        (Value::List(a), Value::List(b)) => compare_lists(a, b),
        (Value::Quantity(a), Value::Quantity(b)) if a.unit == b.unit => {
            Ordered(a.value.cmp(&b.value))
        }
        (Value::Day(a), Value::Day(b)) => Ordered(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Ordered(a.cmp(b)),
        (Value::DateTime(a), Value::DateTime(b)) => Ordered(a.cmp(b)),
        (Value::Edtf(_), Value::Edtf(_) | Value::Day(_)) | (Value::Day(_), Value::Edtf(_)) => {
            Comparison::Dates { less: dates::before(a, b), greater: dates::before(b, a) }
        }
        _ => Unknown,
    }
}

/// The first pair of elements that is not equal decides, or else the length.
fn compare_lists(a: &[Value], b: &[Value]) -> Comparison {
    for (a, b) in a.iter().zip(b) {
        match equals(a, b) {
            Some(true) => {}
            Some(false) => return compare(a, b),
            None => return Comparison::Unknown,
        }
    }
    Comparison::Ordered(a.len().cmp(&b.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, map, quantity};

    #[test]
    fn less_is_three_valued() {
        let nan = Value::Float(f64::NAN);
        let cases = [
            (1.into(), 3.25.into(), Some(true)),
            (Value::Integer(i64::MAX), 9.3e18.into(), Some(true)),
            ("B".into(), "a".into(), Some(true)),
            (false.into(), true.into(), Some(true)),
            (nan.clone(), 1.into(), Some(false)),
            (1.into(), nan.clone(), Some(false)),
            (nan.clone(), nan.clone(), Some(false)),
            (nan.clone(), "a".into(), None),
            (1.into(), "a".into(), None),
            (map([]), map([]), None),
            (Value::Null, Value::Null, None),
            (quantity(1, "ha"), quantity(2, "ha"), Some(true)),
            (quantity(1, "ha"), quantity(2, "CNY"), None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(less(&a, &b), expected, "{a:?} < {b:?}");
            assert_eq!(greater(&b, &a), expected, "{b:?} > {a:?}");
        }
    }

    #[test]
    fn nan_is_not_at_most_itself() {
        let nan = Value::Float(f64::NAN);
        assert_eq!(less_or_equal(&nan, &nan), Some(false));
        assert_eq!(greater_or_equal(&nan, &1.into()), Some(false));
    }

    #[test]
    fn lists_compare_by_their_first_difference() {
        let one_and = |second: Value| list([1.into(), second]);
        let cases = [
            (one_and(0.into()), list([1.into()]), Some(true)),
            (one_and(Value::Null), list([1.into()]), Some(true)),
            (one_and(2.into()), one_and(Value::Null), None),
            (one_and("a".into()), one_and(2.into()), None),
            (one_and(2.into()), list([3.into(), Value::Null]), Some(false)),
        ];
        for (a, b, expected) in cases {
            assert_eq!(greater_or_equal(&a, &b), expected, "{a:?} >= {b:?}");
        }
    }
}
