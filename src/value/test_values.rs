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

/// The edges of every type.
pub(crate) fn extremes() -> Vec<Value> {
    use jiff::civil::{Date, DateTime, Time};
    use rust_decimal::Decimal;
    let integers = [0, 1, -1, 2, 63, 64, 1 << 31, 1 << 53, i64::MAX, i64::MIN, i64::MIN + 1];
    let floats = [0.0, -0.0, 0.5, -2.5, 1e15, 1e300, -1e300, f64::MIN_POSITIVE, f64::MAX];
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 9.3e18, -9.3e18];
    let texts = [
        "",
        "a",
        "日本",
        "é\u{301}",
        "\u{0}",
        "2017-03-05",
        "12:30",
        "2017-W53-7",
        "1e999",
        "-0",
        "0x10",
        "year",
        "month",
        "P1Y",
        "a,b,,c",
        "9223372036854775808",
        "(((",
        "before",
        "CNY",
    ];
    let dates = [
        "2017",
        "2017-03",
        "2017-03-05",
        "0000",
        "-9999",
        "9999-12-31",
        "Y-17E7",
        "Y170000002",
        "2017/..",
        "../2017",
        "/2017",
        "2017/",
        "201X",
        "XXXX",
        "2017?",
        "2017-21",
        "2017-33",
        "[2017,2019]",
        "{2017..2019}",
        "2017-03-05T12:00:00Z",
        "1950S2",
        "XXXX-12-XX",
    ];
    let decimals = [Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28), Decimal::ONE];
    let quantity = |(value, unit): (Decimal, &str)| Quantity { value, unit: unit.into() };
    let quantities = decimals.into_iter().flat_map(|value| [(value, "CNY"), (value, "")]);
    let scalars = integers.map(Value::from).into_iter().chain(floats.map(Value::from));
    let scalars = scalars.chain(odd.map(Value::from)).chain(texts.map(Value::from));
    let scalars = scalars.chain(dates.map(edtf)).chain([Value::Null, true.into(), false.into()]);
    let scalars = scalars.chain(quantities.map(quantity).map(Value::from));
    let times = [Value::Day(Date::MIN), Value::Day(Date::MAX), Value::DateTime(DateTime::MAX)];
    let scalars = scalars.chain(times).chain([Value::Time(Time::MIN), Value::Time(Time::MAX)]);
    let field = |key, value| map([(key, value)]);
    let maps = [
        map([]),
        field("year", i64::MAX.into()),
        map([("year", 2017.into()), ("month", 13.into()), ("day", (-1).into())]),
        map([("year", 2017.into()), ("week", 54.into()), ("dayOfWeek", 9.into())]),
        map([("hour", 25.into()), ("nanosecond", i64::MIN.into())]),
        map([("date", edtf("Y-17E7")), ("time", Value::Time(Time::MAX))]),
        map([("date", Value::Day(Date::MAX)), ("day", 31.into()), ("month", 2.into())]),
    ];
    let lists = [
        list([]),
        list([Value::Null]),
        list([1.into(), f64::NAN.into(), "a".into()]),
        list([edtf("2017"), edtf("Y170000002")]),
        list([i64::MAX.into(), i64::MAX.into()]),
    ];
    let graph = [Value::Node(NodeId(7)), Value::Edge(EdgeId(7))];
    let path = Path { nodes: vec![NodeId(7), NodeId(8)], edges: vec![EdgeId(9)] };
    let all = scalars.chain(maps).chain(lists).chain(graph);
    all.chain([Value::Path(Arc::new(path))]).collect()
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
