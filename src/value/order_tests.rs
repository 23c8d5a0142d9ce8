//! Properties of the order of all values.

use super::test_values::{any_value, list, map, quantity};
use super::{EdgeId, Grouping, NodeId, Path, Value, equals, less, order};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    Grouping(value.clone()).hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #[test]
    fn order_is_total(a in any_value(), b in any_value(), c in any_value()) {
        prop_assert_eq!(order(&a, &a), Ordering::Equal);
        prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
        let mut values = [&a, &b, &c];
        values.sort_by(|x, y| order(x, y));
        prop_assert!(order(values[0], values[2]).is_le());
    }

    #[test]
    fn equal_keys_hash_alike(a in any_value(), b in any_value()) {
        if Grouping(a.clone()) == Grouping(b.clone()) {
            prop_assert_eq!(hash(&a), hash(&b));
        }
    }

    #[test]
    fn order_agrees_with_equality(a in any_value(), b in any_value()) {
        match equals(&a, &b) {
            Some(true) => prop_assert_eq!(order(&a, &b), Ordering::Equal),
            Some(false) if !format!("{a:?}").contains("NaN") => prop_assert_ne!(order(&a, &b), Ordering::Equal),
            _ => {}
        }
    }

    #[test]
    fn order_agrees_with_comparison(a in any_value(), b in any_value()) {
        if less(&a, &b) == Some(true) {
            prop_assert_eq!(order(&a, &b), Ordering::Less);
        }
    }
}

#[test]
fn types_are_ordered_as_the_language_has_it() {
    let ordered = [
        map([("a", "map".into())]),
        Value::Node(NodeId(1)),
        Value::Edge(EdgeId(0)),
        list(["list".into()]),
        Value::Path(Arc::new(Path { nodes: vec![NodeId(0)], edges: vec![] })),
        Value::DateTime(jiff::civil::date(2017, 1, 1).at(0, 0, 0, 0)),
        Value::Day(jiff::civil::date(2017, 1, 1)),
        Value::Time(jiff::civil::time(0, 0, 0, 0)),
        "text".into(),
        false.into(),
        quantity(0, "ha"),
        1.5.into(),
        f64::NAN.into(),
        Value::Null,
    ];
    for pair in ordered.windows(2) {
        assert_eq!(order(&pair[0], &pair[1]), Ordering::Less, "{pair:?}");
    }
}

#[test]
fn lists_are_ordered_by_element() {
    let null = || Value::Null;
    let ordered = [
        list([]),
        list(["a".into()]),
        list(["a".into(), 1.into()]),
        list([1.into()]),
        list([1.into(), "a".into()]),
        list([1.into(), null()]),
        list([null(), 1.into()]),
        list([null(), 2.into()]),
    ];
    for pair in ordered.windows(2) {
        assert_eq!(order(&pair[0], &pair[1]), Ordering::Less, "{pair:?}");
    }
}

#[test]
fn one_group_for_null_nan_and_equal_numbers() {
    let pairs = [
        (Value::Null, Value::Null),
        (f64::NAN.into(), (-f64::NAN).into()),
        (1.into(), 1.0.into()),
        (0.0.into(), (-0.0).into()),
        (map([("a", 1.into()), ("b", Value::Null)]), map([("b", Value::Null), ("a", 1.0.into())])),
    ];
    for (a, b) in pairs {
        assert_eq!(Grouping(a.clone()), Grouping(b.clone()));
        assert_eq!(hash(&a), hash(&b), "{a:?} and {b:?}");
    }
}
