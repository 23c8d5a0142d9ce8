//! Functions of EDTF dates: comparisons that may be unknown (null), and the periods that contain a date.

use super::arguments::{any_null, at, text, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::time::{Date, Precision, Truth};
use crate::value::{Value, quote};
use std::borrow::Cow;
use std::sync::Arc;

const TWO_DATES: &[Type] = &[Type::Date, Type::Date];
const DATE: &[Type] = &[Type::Date];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "edtf",
        &[Type::Any],
        Type::Edtf,
        "The date that a text in EDTF means, or the date of a day: edtf('2017-03')",
        edtf,
    ),
    Function::new(
        "before",
        TWO_DATES,
        Type::Boolean,
        "Whether one event ended before another began: before(a.date, b.date)",
        |_, args| compare("before", args, Date::before),
    ),
    Function::new(
        "after",
        TWO_DATES,
        Type::Boolean,
        "Whether one event began after another ended: after(a.date, b.date)",
        |_, args| compare("after", args, Date::after),
    ),
    Function::new(
        "before_period",
        TWO_DATES,
        Type::Boolean,
        "Whether an event ended before the first day of a period: before_period(e.date, edtf('2017'))",
        |_, args| compare("before_period", args, Date::before_period),
    ),
    Function::new(
        "after_period",
        TWO_DATES,
        Type::Boolean,
        "Whether an event began after the last day of a period: after_period(e.date, edtf('2017'))",
        |_, args| compare("after_period", args, Date::after_period),
    ),
    Function::new(
        "within",
        TWO_DATES,
        Type::Boolean,
        "Whether an event lies in a period: within(e.date, edtf('2017'))",
        |_, args| compare("within", args, Date::within),
    ),
    Function::new(
        "since",
        TWO_DATES,
        Type::Boolean,
        "Whether an event began in a period or later: since(e.date, edtf('2017'))",
        |_, args| compare("since", args, Date::since),
    ),
    Function::new(
        "until",
        TWO_DATES,
        Type::Boolean,
        "Whether an event ended in a period or earlier: until(e.date, edtf('2017'))",
        |_, args| compare("until", args, Date::until),
    ),
    Function::new(
        "possible",
        &[Type::Boolean],
        Type::Boolean,
        "Whether a condition is true or unknown: possible(before(a.date, b.date))",
        possible,
    ),
    Function::new(
        "certain",
        &[Type::Boolean],
        Type::Boolean,
        "Whether a condition is true, and not unknown: certain(before(a.date, b.date))",
        certain,
    ),
    Function::new(
        "day_of",
        DATE,
        Type::Edtf,
        "The day of a date, null if it is not so precise: day_of(e.date)",
        |_, args| truncate("day_of", args, Precision::Day),
    ),
    Function::new(
        "month_of",
        DATE,
        Type::Edtf,
        "The month that contains a date, null if none does: month_of(e.date)",
        |_, args| truncate("month_of", args, Precision::Month),
    ),
    Function::new(
        "quarter_of",
        DATE,
        Type::Edtf,
        "The quarter that contains a date, null if none does: quarter_of(e.date)",
        |_, args| truncate("quarter_of", args, Precision::Quarter),
    ),
    Function::new(
        "half_of",
        DATE,
        Type::Edtf,
        "The half of a year that contains a date, null if none does: half_of(e.date)",
        |_, args| truncate("half_of", args, Precision::Half),
    ),
    Function::new(
        "year_of",
        DATE,
        Type::Edtf,
        "The year that contains a date, null if none does: year_of(e.date)",
        |_, args| truncate("year_of", args, Precision::Year),
    ),
    Function::new(
        "decade_of",
        DATE,
        Type::Edtf,
        "The decade that contains a date, by the digits of its year, null if none does: decade_of(e.date)",
        |_, args| truncate("decade_of", args, Precision::Decade),
    ),
    Function::new(
        "century_of",
        DATE,
        Type::Edtf,
        "The century that contains a date, by the digits of its year, null if none does: century_of(e.date)",
        |_, args| truncate("century_of", args, Precision::Century),
    ),
];

fn edtf(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    let value = at(args, 0);
    match (value, value.as_date()) {
        (Value::Null, _) => Ok(Value::Null),
        (_, Some(date)) => Ok(Value::Edtf(Arc::new(date.into_owned()))),
        (other, None) => {
            let date = Date::parse(text("edtf", other)?).map_err(|error| EvalError {
                message: format!("edtf(): {error}"),
                help: error.help,
            })?;
            Ok(Value::Edtf(Arc::new(date)))
        }
    }
}

pub(super) fn date<'a>(function: &str, value: &'a Value) -> Result<Cow<'a, Date>, EvalError> {
    value.as_date().ok_or_else(|| {
        let error = unexpected(function, Type::Date, value);
        match value {
            Value::String(text) => error.with_help(format!("write edtf({})", quote(text))),
            _ => error,
        }
    })
}

pub(super) fn compare(
    function: &str,
    args: &[Value],
    relation: fn(&Date, &Date) -> Truth,
) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let (first, second) = (date(function, at(args, 0))?, date(function, at(args, 1))?);
    Ok(relation(&first, &second).to_option().into())
}

fn truncate(function: &str, args: &[Value], precision: Precision) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        value => {
            let period = date(function, value)?.truncate(precision);
            Ok(period.map_or(Value::Null, |period| Value::Edtf(Arc::new(period))))
        }
    }
}

fn possible(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Boolean(true)),
        Value::Boolean(value) => Ok(Value::Boolean(*value)),
        other => Err(unexpected("possible", Type::Boolean, other)),
    }
}

fn certain(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Boolean(false)),
        Value::Boolean(value) => Ok(Value::Boolean(*value)),
        other => Err(unexpected("certain", Type::Boolean, other)),
    }
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;
    use crate::value::test_values::edtf;

    #[test]
    fn relations_are_three_valued() {
        let cases = [
            ("before", "2017-02", "2017-03", "true"),
            ("before", "2017-03", "2017-03", "null"),
            ("before_period", "2017-03", "2017-03", "false"),
            ("after", "2017-03", "2017-02", "true"),
            ("after_period", "2017-12", "2017", "false"),
            ("within", "2017-03", "2017", "true"),
            ("within", "2017", "2017-03", "null"),
            ("since", "2017-01", "2017", "true"),
            ("until", "2018-01", "2017", "false"),
        ];
        for (function, a, b, expected) in cases {
            assert_eq!(shown(function, &[edtf(a), edtf(b)]), expected, "{function}({a}, {b})");
        }
        assert_eq!(
            shown("within", &[Value::Day(jiff::civil::date(2017, 3, 5)), edtf("2017-03")]),
            "true"
        );
        assert_eq!(shown("before", &[Value::Null, edtf("2017")]), "null");
    }

    #[test]
    fn possible_and_certain_decide_the_unknown() {
        let decided = |value: Value| {
            (shown("possible", std::slice::from_ref(&value)), shown("certain", &[value]))
        };
        assert_eq!(decided(Value::Null), ("true".to_owned(), "false".to_owned()));
        assert_eq!(decided(true.into()), ("true".to_owned(), "true".to_owned()));
        assert_eq!(decided(false.into()), ("false".to_owned(), "false".to_owned()));
    }

    #[test]
    fn periods_contain_the_date() {
        assert_eq!(shown("month_of", &[edtf("2017-03-05")]), "edtf('2017-03')");
        assert_eq!(shown("quarter_of", &[edtf("2017-03")]), "edtf('2017-33')");
        assert_eq!(shown("month_of", &[edtf("2017")]), "null");
        let long = |function, date| shown(function, &[edtf(date)]);
        assert_eq!(long("decade_of", "2011/2019"), "edtf('201X')");
        assert_eq!(long("decade_of", "2009/2011"), "null");
        assert_eq!(long("century_of", "-0220"), "edtf('-02XX')");
        assert_eq!(long("century_of", "19XX"), "edtf('19XX')");
        assert_eq!(shown("year_of", &[Value::Day(jiff::civil::date(2017, 3, 5))]), "edtf('2017')");
    }

    #[test]
    fn texts_are_no_dates() {
        let error = call("within", &[edtf("2017"), "2017".into()]).unwrap_err();
        insta::assert_snapshot!(error, @"within() takes an EDTF date or day, not the text '2017'");
        assert_eq!(error.help.as_deref(), Some("write edtf('2017')"));
        assert!(call("edtf", &["2017-13".into()]).is_err());
    }
}
