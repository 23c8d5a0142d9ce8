//! Parts of values: `list[index]`, `map[key]`, `list[from..to]`, `map.key`.

use super::{EvalError, Value, dates, describe, quote, temporal};

/// `container[index]`, of a list or map; null where there is no such element.
///
/// A negative index counts from the end. Elements of nodes and edges are looked up in the graph.
///
/// # Errors
/// When `container` is neither list nor map, or `index` is not an integer or a text.
pub fn index(container: &Value, index: &Value) -> Result<Value, EvalError> {
    match (container, index) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::List(_) | Value::Map(_), Value::Null) => Ok(Value::Null),
        (Value::List(items), Value::Integer(index)) => Ok(element(items, *index)),
        (Value::Map(map), Value::String(key)) => {
            Ok(map.get(&**key).cloned().unwrap_or(Value::Null))
        }
        (Value::List(_), other) => Err(EvalError::new(format!(
            "a list is indexed by an integer, not by {}",
            describe(other)
        ))),
        (Value::Map(_), other) => {
            Err(EvalError::new(format!("a map is indexed by a text, not by {}", describe(other))))
        }
        (other, _) => Err(EvalError::new(format!(
            "only a list, map, node or edge has elements, not {}",
            describe(other)
        ))
        .with_help("`substring(x, 0, 1)` takes a part of a text, `x.key` one of a date")),
    }
}

fn element(items: &[Value], index: i64) -> Value {
    position(items, index).and_then(|index| items.get(index)).cloned().unwrap_or(Value::Null)
}

/// The place that a possibly negative index means; `None` if it is before the start.
fn position(items: &[Value], index: i64) -> Option<usize> {
    let from_start =
        if index < 0 { index.checked_add_unsigned(items.len() as u64)? } else { index };
    usize::try_from(from_start).ok()
}

/// `list[from..to]`, without the element at `to`; null where an argument is. Pass [`Value::Integer`] 0 for a missing
/// `from` and `None` for a missing `to`. Negative ends count from the end.
///
/// # Errors
/// When `list` is not a list or an end is not an integer.
pub fn slice(list: &Value, from: &Value, to: Option<&Value>) -> Result<Value, EvalError> {
    let items = match list {
        Value::Null => return Ok(Value::Null),
        Value::List(items) => items,
        other => {
            return Err(EvalError::new(format!(
                "only a list can be sliced, not {}",
                describe(other)
            )));
        }
    };
    let end = Value::Integer(items.len() as i64);
    let (Some(from), Some(to)) = (bound(items, from)?, bound(items, to.unwrap_or(&end))?) else {
        return Ok(Value::Null);
    };
    Ok(Value::List(items.get(from..to).unwrap_or_default().into()))
}

/// The end of a slice, moved into the list; `None` for null.
fn bound(items: &[Value], end: &Value) -> Result<Option<usize>, EvalError> {
    match end {
        Value::Null => Ok(None),
        Value::Integer(index) => Ok(Some(position(items, *index).unwrap_or(0).min(items.len()))),
        other => Err(EvalError::new(format!(
            "the ends of a slice are integers, not {}",
            describe(other)
        ))),
    }
}

/// `value.key`, of a map or a temporal value; null where it has no such part.
///
/// Properties of nodes and edges are looked up in the graph.
///
/// # Errors
/// When a value of that type has no parts, or a temporal value has no part of that name.
pub fn part(value: &Value, key: &str) -> Result<Value, EvalError> {
    let found = match value {
        Value::Null => Some(Value::Null),
        Value::Map(map) => Some(map.get(key).cloned().unwrap_or(Value::Null)),
        Value::Day(day) => temporal::day_part(*day, key).map(Value::Integer),
        Value::Time(time) => temporal::time_part(*time, key).map(Value::Integer),
        Value::DateTime(time) => temporal::day_part(time.date(), key)
            .or_else(|| temporal::time_part(time.time(), key))
            .map(Value::Integer),
        Value::Edtf(date) => dates::part(date, key),
        other => {
            return Err(EvalError::new(format!(
                "{} has no properties, hence no {}",
                describe(other),
                quote(key)
            ))
            .with_help("nodes, edges, maps and dates have properties"));
        }
    };
    found.ok_or_else(|| {
        EvalError::new(format!("{} has no part {}", describe(value), quote(key)))
            .with_help(format!("its parts are {}", part_names(value)))
    })
}

fn part_names(value: &Value) -> String {
    match value {
        Value::Day(_) => temporal::DAY_PARTS.join(", "),
        Value::Time(_) => temporal::TIME_PARTS.join(", "),
        Value::Edtf(_) => dates::PARTS.join(", "),
        _ => [temporal::DAY_PARTS, temporal::TIME_PARTS].concat().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, map};

    fn numbers() -> Value {
        list([1.into(), 2.into(), 3.into()])
    }

    #[test]
    fn elements_are_found_from_either_end() {
        for (at, expected) in [
            (0, 1.into()),
            (-1, 3.into()),
            (3, Value::Null),
            (-4, Value::Null),
            (i64::MIN, Value::Null),
        ] {
            assert_eq!(index(&numbers(), &at.into()), Ok(expected), "{at}");
        }
        let map = map([("name", "Mats".into())]);
        assert_eq!(index(&map, &"name".into()), Ok("Mats".into()));
        assert_eq!(index(&map, &"Name".into()), Ok(Value::Null));
        assert_eq!(index(&map, &Value::Null), Ok(Value::Null));
    }

    #[test]
    fn wrong_indexes_are_errors() {
        assert!(index(&numbers(), &"0".into()).is_err());
        assert!(index(&numbers(), &1.0.into()).is_err());
        assert!(index(&map([]), &0.into()).is_err());
        assert!(index(&"text".into(), &0.into()).is_err());
        assert!(slice(&numbers(), &"0".into(), None).is_err());
        assert!(part(&1.into(), "x").is_err());
    }

    #[test]
    fn slices_stay_in_the_list() {
        let slice_of = |from: i64, to: i64| slice(&numbers(), &from.into(), Some(&to.into()));
        assert_eq!(slice_of(-3, -1), Ok(list([1.into(), 2.into()])));
        assert_eq!(slice_of(3, 1), Ok(list([])));
        assert_eq!(slice_of(-5, 5), Ok(numbers()));
        assert_eq!(slice_of(5, 9), Ok(list([])));
        assert_eq!(slice(&numbers(), &1.into(), None), Ok(list([2.into(), 3.into()])));
        assert_eq!(slice(&numbers(), &Value::Null, None), Ok(Value::Null));
        assert_eq!(slice(&numbers(), &0.into(), Some(&Value::Null)), Ok(Value::Null));
    }

    #[test]
    fn parts_of_days_and_times() {
        let day = Value::Day(jiff::civil::date(1984, 1, 1));
        let parts =
            [("week", 52), ("weekYear", 1983), ("weekDay", 7), ("quarter", 1), ("ordinalDay", 1)];
        for (key, expected) in parts {
            assert_eq!(part(&day, key), Ok(Value::Integer(expected)), "{key}");
        }
        let time = Value::Time(jiff::civil::time(12, 31, 14, 645_876_123));
        assert_eq!(part(&time, "microsecond"), Ok(Value::Integer(645_876)));
        assert!(part(&time, "year").is_err());
    }
}
