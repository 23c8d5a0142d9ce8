//! EDTF dates as values, and calendar days beside them: a day is the EDTF date of that day.

use super::Value;
use crate::time::Date;
use jiff::Span;
use jiff::civil;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The parts of an EDTF date.
pub(super) const PARTS: &[&str] =
    &["year", "half", "quarter", "month", "day", "earliest", "latest"];

impl Value {
    /// The EDTF date that the value is, or the one of the day that it is.
    pub fn as_date(&self) -> Option<Cow<'_, Date>> {
        match self {
            Value::Edtf(date) => Some(Cow::Borrowed(date)),
            Value::Day(day) => Some(Cow::Owned(Date::day(*day))),
            _ => None,
        }
    }
}

/// Whether one date is before another; `None` where that is unknown or one is no date.
pub(super) fn before(a: &Value, b: &Value) -> Option<bool> {
    a.as_date()?.before(&*b.as_date()?).to_option()
}

/// The total order of dates: by the earliest day, the latest day, the text.
pub(super) fn order(a: &Value, b: &Value) -> Ordering {
    a.as_date().cmp(&b.as_date())
}

/// A part of an EDTF date, null where it is not determined; `None` where there is no part of that name.
pub(super) fn part(date: &Date, name: &str) -> Option<Value> {
    let number = |part: Option<u8>| part.map_or(Value::Null, |part| Value::Integer(part.into()));
    Some(match name {
        "year" => date.year_of().map_or(Value::Null, |year| Value::Integer(year.into())),
        "half" => number(date.half_of()),
        "quarter" => number(date.quarter_of()),
        "month" => number(date.month_of()),
        "day" => number(date.day_of()),
        "earliest" => day(date.bounds().earliest),
        "latest" => day(date.bounds().latest),
        _ => return None,
    })
}

/// The day of that number since 1970-01-01; null where it is open or beyond the calendar's years.
fn day(number: Option<i32>) -> Value {
    let days = number
        .and_then(|number| Span::new().try_days(number).ok())
        .and_then(|span| civil::date(1970, 1, 1).checked_add(span).ok());
    days.map_or(Value::Null, Value::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::edtf;
    use crate::value::{Grouping, equals, less, less_or_equal};

    #[test]
    fn a_day_beyond_the_calendar_is_unknown() {
        assert_eq!(super::day(Some(i32::MAX)), Value::Null);
        assert_eq!(super::day(Some(i32::MIN)), Value::Null);
        assert_eq!(super::day(Some(0)), Value::Day(jiff::civil::date(1970, 1, 1)));
    }

    #[test]
    fn dates_compare_as_far_as_they_are_known() {
        let cases = [
            ("2017-02", "2017-03", Some(true)),
            ("2017-03", "2017-02", Some(false)),
            ("2017", "2017-06", None),
            ("2017-03-01", "2017-03-01", Some(false)),
        ];
        for (a, b, expected) in cases {
            assert_eq!(less(&edtf(a), &edtf(b)), expected, "{a} < {b}");
        }
        assert_eq!(less_or_equal(&edtf("2017-03-01"), &edtf("2017-03-01")), Some(true));
        assert_eq!(less_or_equal(&edtf("2017"), &edtf("2017")), None);
        assert_eq!(equals(&edtf("2017"), &edtf("2017")), Some(true));
    }

    #[test]
    fn a_day_is_the_date_of_that_day() {
        let day = Value::Day(civil::date(2017, 3, 5));
        assert_eq!(equals(&day, &edtf("2017-03-05")), Some(true));
        assert_eq!(equals(&day, &edtf("2017-03")), Some(false));
        assert_eq!(Grouping(day.clone()), Grouping(edtf("2017-03-05")));
        assert_eq!(less(&edtf("2017-02"), &day), Some(true));
        assert_eq!(less(&day, &"2017-03-05".into()), None);
    }

    #[test]
    fn parts_are_null_where_not_determined() {
        let shown =
            |date: &str, name: &str| part(&Date::parse(date).unwrap(), name).unwrap().to_string();
        assert_eq!(shown("2017-03", "year"), "2017");
        assert_eq!(shown("2017-03", "quarter"), "1");
        assert_eq!(shown("2017", "month"), "null");
        assert_eq!(shown("2017-02", "earliest"), "date('2017-02-01')");
        assert_eq!(shown("2017-02", "latest"), "date('2017-02-28')");
        assert_eq!(shown("2017/..", "latest"), "null");
        assert_eq!(part(&Date::year(2017), "hour"), None);
    }
}
