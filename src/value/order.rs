//! The total order of all values, for `ORDER BY`, `min` and `max`, and the equivalence that goes with it, for
//! `DISTINCT`, grouping and `UNION`.

use super::number::{as_integer, compare_mixed};
use super::{Value, dates};
use crate::time::Date;
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Orders any two values, as `ORDER BY` does: maps, nodes, edges, lists, paths, date-times, dates, times, texts,
/// booleans, amounts, numbers, NaN, null.
///
/// It is total and agrees with [`super::less`] and [`super::equals`] where these are known, but for NaN (equal to
/// itself here) and dates (ordered here by their earliest and latest day).
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => order_floats(*a, *b),
        (Value::Integer(a), Value::Float(b)) => compare_mixed(*a, *b).unwrap_or(Ordering::Less),
        (Value::Float(a), Value::Integer(b)) => {
            compare_mixed(*b, *a).map_or(Ordering::Greater, Ordering::reverse)
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Edge(a), Value::Edge(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => order_lists(a, b),
        (Value::Map(a), Value::Map(b)) => order_maps(a, b),
        (Value::Path(a), Value::Path(b)) => (&a.nodes, &a.edges).cmp(&(&b.nodes, &b.edges)),
        (Value::Quantity(a), Value::Quantity(b)) => (&a.unit, a.value).cmp(&(&b.unit, b.value)),
        (Value::Day(a), Value::Day(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Edtf(_), Value::Edtf(_) | Value::Day(_)) | (Value::Day(_), Value::Edtf(_)) => {
            dates::order(a, b)
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

/// The place of a value's type among the types.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Edge(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::DateTime(_) => 5,
        Value::Day(_) | Value::Edtf(_) => 6,
        Value::Time(_) => 7,
        Value::String(_) => 8,
        Value::Boolean(_) => 9,
        Value::Quantity(_) => 10,
        Value::Integer(_) | Value::Float(_) => 11,
        Value::Null => 12,
    }
}

/// NaN comes last, and zero has no sign.
fn order_floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

fn order_lists(a: &[Value], b: &[Value]) -> Ordering {
    first_difference(a.iter().zip(b)).then(a.len().cmp(&b.len()))
}

/// By size, then by keys in order of the alphabet, then by their values.
fn order_maps(a: &IndexMap<String, Value>, b: &IndexMap<String, Value>) -> Ordering {
    let (a_entries, b_entries) = (sorted(a), sorted(b));
    let keys = a_entries.iter().map(|(key, _)| key).cmp(b_entries.iter().map(|(key, _)| key));
    let values =
        a_entries.iter().map(|(_, value)| *value).zip(b_entries.iter().map(|(_, value)| *value));
    a.len().cmp(&b.len()).then(keys).then_with(|| first_difference(values))
}

fn first_difference<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Ordering {
    pairs.map(|(a, b)| order(a, b)).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}

fn sorted(map: &IndexMap<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// A value as a key: equal are those that [`order`] calls equal, so null equals null, NaN equals NaN, and 1 equals 1.0.
#[derive(Debug, Clone)]
pub struct Grouping(pub Value);

impl PartialEq for Grouping {
    fn eq(&self, other: &Self) -> bool {
        order(&self.0, &other.0).is_eq()
    }
}

impl Eq for Grouping {}

impl PartialOrd for Grouping {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Grouping {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.0, &other.0)
    }
}

impl Hash for Grouping {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_value(&self.0, state);
    }
}

fn hash_value<H: Hasher>(value: &Value, state: &mut H) {
    state.write_u8(rank(value));
    match value {
        Value::Null => {}
        Value::Boolean(value) => value.hash(state),
        Value::Integer(value) => value.hash(state),
        Value::Float(value) => hash_float(*value, state),
        Value::String(text) => text.hash(state),
        Value::List(items) => {
            state.write_usize(items.len());
            items.iter().for_each(|item| hash_value(item, state));
        }
        Value::Map(map) => {
            state.write_usize(map.len());
            for (key, value) in sorted(map) {
                key.hash(state);
                hash_value(value, state);
            }
        }
        Value::Node(node) => node.hash(state),
        Value::Edge(edge) => edge.hash(state),
        Value::Path(path) => path.hash(state),
        Value::Edtf(date) => date.hash(state),
        Value::Day(day) => Date::day(*day).hash(state),
        Value::Quantity(quantity) => {
            quantity.unit.hash(state);
            quantity.value.normalize().hash(state);
        }
        Value::Time(time) => time.hash(state),
        Value::DateTime(time) => time.hash(state),
    }
}

/// As the integer that it equals, if there is one; all NaN alike.
fn hash_float<H: Hasher>(value: f64, state: &mut H) {
    match as_integer(value) {
        Some(integer) => integer.hash(state),
        None if value.is_nan() => f64::NAN.to_bits().hash(state),
        None => value.to_bits().hash(state),
    }
}
