//! Whether two dates lie in one period of the calendar.

use super::{Env, EvalError, Function, Type};
use crate::time::{Date, Precision, Truth};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    row(
        "same_day",
        "Whether two dates are the same day, null where that is not known: `same_day(edtf('2017-02-03'), edtf('2017-02-03'))` is true.",
        |_, a| same(a, Precision::Day),
    ),
    row(
        "same_month",
        "Whether two dates lie in the same month, null where that is not known: `same_month(edtf('2017-02-03'), edtf('2017-02-03'))` is true.",
        |_, a| same(a, Precision::Month),
    ),
    row(
        "same_quarter",
        "Whether two dates lie in the same quarter, null where that is not known: `same_quarter(edtf('2017-02-03'), edtf('2017-02-03'))` is true.",
        |_, a| same(a, Precision::Quarter),
    ),
    row(
        "same_half",
        "Whether two dates lie in the same half of a year, null where that is not known: `same_half(edtf('2017-02-03'), edtf('2017-02-03'))` is true.",
        |_, a| same(a, Precision::Half),
    ),
    row(
        "same_year",
        "Whether two dates lie in the same year, null where that is not known: `same_year(edtf('2017-02-03'), edtf('2017-02-03'))` is true.",
        |_, a| same(a, Precision::Year),
    ),
];

const fn row(
    name: &'static str,
    doc: &'static str,
    eval: fn(&Env<'_>, &[Value]) -> Result<Value, EvalError>,
) -> Function {
    Function {
        name,
        params: &[Type::Date, Type::Date],
        optional: 0,
        variadic: false,
        result: Type::Boolean,
        volatile: false,
        doc,
        eval,
    }
}

fn same(args: &[Value], precision: Precision) -> Result<Value, EvalError> {
    let [a, b] = args else { return Ok(Value::Null) };
    match (a.as_date(), b.as_date()) {
        (Some(a), Some(b)) => Ok(truth(&a, &b, precision).to_option().into()),
        _ => Ok(Value::Null),
    }
}

/// True if the periods around both are known and equal; false if no period touches both dates, or one goes on beyond it.
fn truth(a: &Date, b: &Date, precision: Precision) -> Truth {
    if precision != Precision::Day && (a.goes_beyond(precision) || b.goes_beyond(precision)) {
        return Truth::False;
    }
    let around = |date: &Date| {
        if precision == Precision::Day {
            return date.to_day().map(Date::day);
        }
        date.truncate(precision)
    };
    match (around(a), around(b)) {
        (Some(a), Some(b)) => Truth::from(a == b),
        (Some(period), None) => !apart(b, &period),
        (None, Some(period)) => !apart(a, &period),
        (None, None) => !(a.before(b).or(a.after(b))),
    }
}

/// Whether a date lies outside a period.
fn apart(date: &Date, period: &Date) -> Truth {
    date.before_period(period).or(date.after_period(period))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(a: &str, b: &str, precision: Precision) -> Option<bool> {
        let date = |text: &str| Date::parse(text).unwrap();
        truth(&date(a), &date(b), precision).to_option()
    }

    #[test]
    fn what_is_known_of_periods() {
        assert_eq!(known("2017-02", "2017-02", Precision::Month), Some(true));
        assert_eq!(known("2017-02", "2017-03", Precision::Month), Some(false));
        assert_eq!(known("2017-02", "2017-03", Precision::Quarter), Some(true));
        assert_eq!(known("2017", "2017-03", Precision::Month), None);
        assert_eq!(known("2017", "2018-01", Precision::Month), Some(false));
        assert_eq!(known("2017-02", "2017-02", Precision::Day), None);
        assert_eq!(known("2017-02", "2017-03", Precision::Day), Some(false));
        assert_eq!(known("2017-02-05", "2017-02", Precision::Day), None);
        assert_eq!(known("2017-02-05", "2017-02-05", Precision::Day), Some(true));
        assert_eq!(known("2017-02/2018", "2017-02", Precision::Month), Some(false));
        assert_eq!(known("2017-02/2017-03", "2017-02", Precision::Quarter), Some(true));
    }
}
