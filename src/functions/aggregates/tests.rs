use crate::functions::testing::aggregate;
use crate::functions::{EvalError, lookup_aggregate};
use crate::value::Value;
use crate::value::test_values::{edtf, list, quantity};

fn shown(name: &str, values: &[Value]) -> String {
    aggregate(name, values)
        .map_or_else(|error| format!("error: {error}"), |value| value.to_string())
}

fn percentile(name: &str, values: &[i64], percentile: f64) -> Result<Value, EvalError> {
    let mut state = (lookup_aggregate(name).unwrap().start)();
    for value in values {
        state.add(&[Value::from(*value), percentile.into()])?;
    }
    state.finish()
}

#[test]
fn nulls_are_skipped() {
    let values = [1.into(), Value::Null, 2.into()];
    let cases = [
        ("count", "2"),
        ("collect", "[1, 2]"),
        ("sum", "3"),
        ("avg", "1.5"),
        ("min", "1"),
        ("max", "2"),
        ("stDevP", "0.5"),
    ];
    for (name, expected) in cases {
        assert_eq!(shown(name, &values), expected, "{name}");
    }
}

#[test]
fn nothing_has_an_aggregate() {
    let cases = [
        ("count", "0"),
        ("collect", "[]"),
        ("sum", "0"),
        ("avg", "null"),
        ("min", "null"),
        ("percentileDisc", "null"),
        ("percentileCont", "null"),
        ("stDev", "0.0"),
    ];
    for (name, expected) in cases {
        assert_eq!(shown(name, &[]), expected, "{name}");
    }
}

#[test]
fn count_of_rows_counts_nulls() {
    let mut rows = (lookup_aggregate("COUNT").unwrap().start)();
    rows.add(&[]).unwrap();
    rows.add(&[]).unwrap();
    assert_eq!(rows.finish(), Ok(2.into()));
}

#[test]
fn sums_are_exact_and_checked() {
    let max = || Value::from(i64::MAX);
    assert_eq!(shown("sum", &[max(), 1.into(), (-2).into()]), "9223372036854775806");
    assert_eq!(
        shown("sum", &[max(), 1.into()]),
        "error: sum(): the sum does not fit a 64-bit integer"
    );
    assert_eq!(shown("sum", &[1.into(), 0.5.into()]), "1.5");
    assert_eq!(
        shown("avg", &[max(), max()]),
        "9.223372036854775807e18".parse::<f64>().map(|x| format!("{x:?}")).unwrap()
    );
    assert_eq!(
        shown("sum", &["1".into()]),
        "error: sum(): takes numbers or amounts, not the text '1'"
    );
}

#[test]
fn amounts_of_one_unit_add() {
    let cny = |number: i64| quantity(number, "CNY");
    assert_eq!(shown("sum", &[cny(1), cny(2)]), "quantity(3, 'CNY')");
    assert_eq!(shown("avg", &[cny(1), cny(2)]), "quantity(1.5, 'CNY')");
    assert_eq!(
        shown("sum", &[cny(1), quantity(2, "JPY")]),
        "error: sum(): the amounts have different units, 'CNY' and 'JPY'"
    );
    for mixed in [[cny(1), 2.into()], [2.into(), cny(1)], [0.into(), cny(1)]] {
        assert!(aggregate("sum", &mixed).is_err(), "{mixed:?}");
    }
}

#[test]
fn extremes_follow_the_order_of_all_values() {
    let mixed =
        [1.into(), "a".into(), Value::Null, list([1.into(), 2.into()]), 0.25.into(), "b".into()];
    assert_eq!(shown("max", &mixed), "1");
    assert_eq!(shown("min", &mixed), "[1, 2]");
    assert_eq!(shown("min", &["a".into(), "B".into()]), "'B'");
    assert_eq!(shown("max", &[edtf("2017-03"), edtf("2017")]), "edtf('2017-03')");
}

#[test]
fn percentiles_pick_or_interpolate() {
    let disc = |at: f64| percentile("percentileDisc", &[30, 10, 20], at).unwrap().to_string();
    assert_eq!([disc(0.0), disc(0.5), disc(1.0)], ["10", "20", "30"]);
    let cont = |at: f64| percentile("percentileCont", &[30, 10, 20], at).unwrap().to_string();
    assert_eq!([cont(0.0), cont(0.25), cont(1.0)], ["10.0", "15.0", "30.0"]);
    assert!(percentile("percentileCont", &[1], 1.5).is_err());
    assert!(percentile("percentileDisc", &[1], -1.0).is_err());
}

#[test]
fn deviations_of_samples_and_populations() {
    let values = [2, 4, 4, 4, 5, 5, 7, 9].map(Value::from);
    assert_eq!(shown("stDevP", &values), "2.0");
    assert_eq!(shown("stDev", &[1.into(), 3.into()]), std::f64::consts::SQRT_2.to_string());
    assert_eq!(shown("stDev", &[1.into()]), "0.0");
}
