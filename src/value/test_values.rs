//! Short ways to make values in tests, and strategies for all of them.

use super::{EdgeId, NodeId, Path, Quantity, Value};
use proptest::prelude::*;
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

fn any_number() -> impl Strategy<Value = Value> {
    let edges =
        [0.0, -0.0, 1.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 9_007_199_254_740_992.0];
    prop_oneof![
        (-3_i64..3).prop_map(Value::Integer),
        (-2_i64..3).prop_map(|n| Value::Integer((1 << 53) + n)),
        prop::sample::select(vec![i64::MIN, i64::MAX]).prop_map(Value::Integer),
        (-3_i64..3).prop_map(|n| Value::Float(n as f64)),
        prop::sample::select(edges.to_vec()).prop_map(Value::Float),
    ]
}

fn any_scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any_number(),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Boolean),
        1 => "[ab日]{0,2}".prop_map(Value::from),
        1 => (0_u32..3).prop_map(|n| Value::Node(NodeId(n))),
        1 => (0_u32..3).prop_map(|n| Value::Edge(EdgeId(n))),
        1 => (0_u32..3).prop_map(|n| Value::Path(Arc::new(Path { nodes: vec![NodeId(n)], edges: vec![] }))),
        1 => (0_i64..3, "[ab]").prop_map(|(n, unit)| quantity(n, &unit)),
        1 => (1_i8..4).prop_map(|n| Value::Day(jiff::civil::date(2017, n, 1))),
        1 => prop::sample::select(vec!["2017", "2017-01", "2017-01-01", "2017-02-01", "2017/2018", "2017?"]).prop_map(edtf),
        1 => (1_i8..4).prop_map(|n| Value::DateTime(jiff::civil::date(2017, n, 1).at(1, 0, 0, 0))),
        1 => (1_i8..4).prop_map(|n| Value::Time(jiff::civil::time(n, 0, 0, 0))),
    ]
}

/// Values of all types, nested a little, with the edges of each type.
pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    any_scalar().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[ab]", inner), 0..3)
                .prop_map(|entries| { Value::Map(Arc::new(entries.into_iter().collect())) }),
        ]
    })
}
