use crate::functions::testing::{call, shown};
use crate::value::Value;
use crate::value::test_values::{edtf, map};
use jiff::civil::{date, time};

fn day(year: i16, month: i8, day: i8) -> Value {
    Value::Day(date(year, month, day))
}

fn parts<const N: usize>(entries: [(&str, i64); N]) -> Value {
    map(entries.map(|(key, number)| (key, Value::Integer(number))))
}

fn with<const N: usize>(base: (&str, Value), entries: [(&str, i64); N]) -> Value {
    let Value::Map(parts) = parts(entries) else { unreachable!() };
    let mut parts = parts.as_ref().clone();
    parts.insert(base.0.to_owned(), base.1);
    Value::Map(parts.into())
}

#[test]
fn days_from_parts() {
    let cases = [
        (parts([("year", 1984), ("month", 10), ("day", 11)]), "1984-10-11"),
        (parts([("year", 1984)]), "1984-01-01"),
        (parts([("year", 1817), ("week", 1)]), "1816-12-30"),
        (parts([("year", 1817), ("week", 1), ("dayOfWeek", 2)]), "1816-12-31"),
        (parts([("year", 1984), ("ordinalDay", 202)]), "1984-07-20"),
        (parts([("year", 1984), ("quarter", 3), ("dayOfQuarter", 45)]), "1984-08-14"),
        (with(("date", day(1816, 12, 30)), [("week", 2), ("dayOfWeek", 3)]), "1817-01-08"),
        (with(("date", day(1816, 12, 31)), [("week", 2)]), "1817-01-07"),
        (with(("date", day(1816, 12, 31)), [("year", 1817), ("week", 2)]), "1817-01-07"),
        (with(("date", day(1984, 11, 11)), [("year", 28)]), "0028-11-11"),
        (with(("date", day(1984, 11, 11)), [("week", 1)]), "1984-01-08"),
        (with(("date", day(1984, 11, 11)), [("quarter", 3)]), "1984-08-11"),
        (with(("date", day(1984, 11, 11)), [("ordinalDay", 28)]), "1984-01-28"),
    ];
    for (parts, expected) in cases {
        assert_eq!(
            shown("date", std::slice::from_ref(&parts)),
            format!("date('{expected}')"),
            "{parts}"
        );
    }
}

#[test]
fn days_that_are_none_are_errors() {
    let wrong = [
        parts([("year", 2017), ("month", 2), ("day", 29)]),
        parts([("year", 2017), ("day", 1)]),
        parts([("month", 1)]),
        parts([("year", 2017), ("month", 1), ("week", 1)]),
        parts([("year", 2017), ("week", 53)]),
        parts([("year", 2017), ("ordinalDay", 366)]),
        parts([("year", 2017), ("quarter", 1), ("dayOfQuarter", 91)]),
        parts([("year", 99_999)]),
        parts([("year", 2017), ("hour", 1)]),
        map([("year", "2017".into())]),
    ];
    for parts in wrong {
        assert!(call("date", std::slice::from_ref(&parts)).is_err(), "{parts}");
    }
    assert_eq!(shown("date", &[map([("year", Value::Null)])]), "null");
}

#[test]
fn days_from_texts() {
    let cases = [
        ("2015-07-21", "2015-07-21"),
        ("20150721", "2015-07-21"),
        ("2015-07", "2015-07-01"),
        ("201507", "2015-07-01"),
        ("2015-W30-2", "2015-07-21"),
        ("2015W302", "2015-07-21"),
        ("2015-W30", "2015-07-20"),
        ("2015-202", "2015-07-21"),
        ("2015202", "2015-07-21"),
        ("2015", "2015-01-01"),
        ("2015-Q3-21", "2015-07-21"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown("date", &[text.into()]), format!("date('{expected}')"), "{text}");
    }
    for text in
        ["", "15", "2015-", "2015-7-2", "2015-07-21x", "2015-13", "２０１５", "2015-07-21T10:00"]
    {
        assert!(call("date", &[text.into()]).is_err(), "{text}");
    }
}

#[test]
fn times_from_texts_and_parts() {
    let texts = [
        ("21:40:32.142", "21:40:32.142"),
        ("214032.142", "21:40:32.142"),
        ("21:40:32", "21:40:32"),
        ("2140", "21:40"),
        ("21", "21:00"),
        ("10:00:00.1", "10:00:00.100"),
    ];
    for (text, expected) in texts {
        assert_eq!(
            shown("localtime", &[text.into()]),
            format!("localtime('{expected}')"),
            "{text}"
        );
    }
    let base = ("time", Value::Time(time(12, 31, 14, 645_876_123)));
    let cases = [
        (
            parts([
                ("hour", 12),
                ("minute", 31),
                ("second", 14),
                ("nanosecond", 789),
                ("millisecond", 123),
                ("microsecond", 456),
            ]),
            "12:31:14.123456789",
        ),
        (
            parts([("hour", 12), ("minute", 31), ("second", 14), ("microsecond", 645_876)]),
            "12:31:14.645876",
        ),
        (with(base.clone(), [("second", 42)]), "12:31:42.645876123"),
        (with(base, [("nanosecond", 5)]), "12:31:14.645876005"),
    ];
    for (parts, expected) in cases {
        assert_eq!(
            shown("localtime", std::slice::from_ref(&parts)),
            format!("localtime('{expected}')"),
            "{parts}"
        );
    }
    for text in
        ["", "1", "24:00", "12:60", "12:30:", "12:30:15.", "12:30:15.1234567890", "12:30+01:00"]
    {
        assert!(call("localtime", &[text.into()]).is_err(), "{text}");
    }
    assert!(call("localtime", &[parts([("minute", 1)])]).is_err());
    assert!(call("localtime", &[parts([("hour", 1), ("nanosecond", 1)])]).is_err());
}

#[test]
fn date_times_combine_days_and_times() {
    let at = Value::DateTime(date(1984, 3, 7).at(12, 31, 14, 645_000_000));
    let shown = |value: Value| shown("localdatetime", &[value]);
    assert_eq!(shown("2015-W30-2T214032.142".into()), "localdatetime('2015-07-21T21:40:32.142')");
    assert_eq!(shown("2015".into()), "localdatetime('2015-01-01T00:00')");
    assert_eq!(
        shown(with(("date", at.clone()), [("hour", 10)])),
        "localdatetime('1984-03-07T10:00')"
    );
    assert_eq!(
        shown(with(("time", at.clone()), [("year", 1984), ("second", 42)])),
        "localdatetime('1984-01-01T12:31:42.645')"
    );
    assert_eq!(
        shown(with(("datetime", at), [("day", 8)])),
        "localdatetime('1984-03-08T12:31:14.645')"
    );
    assert!(call("localdatetime", &[parts([("year", 1984), ("timezone", 1)])]).is_err());
}

#[test]
fn days_from_other_dates() {
    assert_eq!(shown("date", &[edtf("2017-03-05")]), "date('2017-03-05')");
    assert_eq!(shown("date", &[edtf("2017-03")]), "null");
    assert_eq!(
        shown("date", &[Value::DateTime(date(2017, 3, 5).at(1, 0, 0, 0))]),
        "date('2017-03-05')"
    );
    assert!(call("date", &[1.into()]).is_err());
}

#[test]
fn truncation_changes_the_parts_given() {
    let at = Value::DateTime(date(1984, 10, 11).at(12, 31, 14, 645_876_123));
    let none = || parts([]);
    let cases = [
        (
            "date.truncate",
            "millennium",
            day(2017, 10, 11),
            parts([("day", 2)]),
            "date('2000-01-02')",
        ),
        ("date.truncate", "weekYear", day(1984, 2, 1), parts([("day", 5)]), "date('1984-01-05')"),
        ("date.truncate", "weekYear", day(1984, 1, 1), none(), "date('1983-01-03')"),
        ("date.truncate", "quarter", day(1984, 11, 11), none(), "date('1984-10-01')"),
        ("date.truncate", "week", at.clone(), parts([("dayOfWeek", 2)]), "date('1984-10-09')"),
        (
            "localdatetime.truncate",
            "day",
            day(1984, 10, 11),
            parts([("nanosecond", 2)]),
            "localdatetime('1984-10-11T00:00:00.000000002')",
        ),
        (
            "localdatetime.truncate",
            "millisecond",
            at.clone(),
            parts([("nanosecond", 2)]),
            "localdatetime('1984-10-11T12:31:14.645000002')",
        ),
        ("localtime.truncate", "minute", at.clone(), none(), "localtime('12:31')"),
        (
            "localtime.truncate",
            "day",
            at.clone(),
            parts([("nanosecond", 2)]),
            "localtime('00:00:00.000000002')",
        ),
    ];
    for (function, unit, value, changed, expected) in cases {
        assert_eq!(shown(function, &[unit.into(), value, changed]), expected, "{function} {unit}");
    }
    assert!(call("date.truncate", &["hour".into(), at.clone()]).is_err());
    assert!(call("localdatetime.truncate", &["hour".into(), day(1984, 1, 1)]).is_err());
    assert_eq!(shown("localtime.truncate", &["hour".into(), at]), "localtime('12:00')");
}
