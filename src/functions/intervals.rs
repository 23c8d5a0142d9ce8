//! Functions of the relations between EDTF dates: Allen's, distances, valid time and durations. A comparison that may be
//! unknown gives null.

use super::arguments::{any_null, at, text, unexpected};
use super::dates::{compare, date};
use super::{Env, EvalError, Function, Type};
use crate::time::{AllenRelation, Date, TimeUnit, Truth};
use crate::value::{Value, quote};
use std::sync::Arc;

const TWO_DATES: &[Type] = &[Type::Date, Type::Date];
const THREE_DATES: &[Type] = &[Type::Date, Type::Date, Type::Date];
const RELATED: &[Type] = &[Type::String, Type::Date, Type::Date];
const NEAR: &[Type] = &[Type::Date, Type::Date, Type::Integer, Type::String];
const LENGTH: &[Type] = &[Type::Date, Type::Integer, Type::String];
const DATE: &[Type] = &[Type::Date];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "allen",
        RELATED,
        Type::Boolean,
        "Whether one of Allen's thirteen relations holds: allen('overlaps', a.date, b.date)",
        allen,
    ),
    Function::new(
        "meets",
        TWO_DATES,
        Type::Boolean,
        "Whether one event ends on the day before another begins: meets(a.date, b.date)",
        |_, args| compare("meets", args, |a, b| a.allen(AllenRelation::Meets, b)),
    ),
    Function::new(
        "met_by",
        TWO_DATES,
        Type::Boolean,
        "Whether one event begins on the day after another ends: met_by(a.date, b.date)",
        |_, args| compare("met_by", args, |a, b| a.allen(AllenRelation::MetBy, b)),
    ),
    Function::new(
        "overlapping",
        TWO_DATES,
        Type::Boolean,
        "Whether two events share a day: overlapping(a.date, b.date)",
        |_, args| compare("overlapping", args, Date::overlapping),
    ),
    Function::new(
        "during",
        TWO_DATES,
        Type::Boolean,
        "Whether one event begins later and ends earlier than another: during(a.date, b.date)",
        |_, args| compare("during", args, |a, b| a.allen(AllenRelation::During, b)),
    ),
    Function::new(
        "inside",
        TWO_DATES,
        Type::Boolean,
        "Whether one event began no earlier and ended no later than another: inside(a.date, b.date)",
        |_, args| compare("inside", args, Date::inside),
    ),
    Function::new(
        "begins_before",
        TWO_DATES,
        Type::Boolean,
        "Whether one event began before another began: begins_before(a.date, b.date)",
        |_, args| compare("begins_before", args, Date::begins_before),
    ),
    Function::new(
        "between",
        THREE_DATES,
        Type::Boolean,
        "Whether an event began after one ended and ended before another began: between(e.date, a.date, b.date)",
        between,
    ),
    Function::new(
        "near",
        NEAR,
        Type::Boolean,
        "Whether at most so long lies between two events: near(a.date, b.date, 3, 'months')",
        near,
    ),
    Function::new(
        "lasts",
        LENGTH,
        Type::Boolean,
        "Whether an event lasted at least so long: lasts(e.date, 10, 'years')",
        |_, args| length("lasts", args, Date::lasts),
    ),
    Function::new(
        "outlasts",
        LENGTH,
        Type::Boolean,
        "Whether an event lasted longer than that: outlasts(e.date, 10, 'years')",
        |_, args| length("outlasts", args, Date::outlasts),
    ),
    Function::new(
        "within_months_of",
        &[Type::Date, Type::Date, Type::Integer],
        Type::Boolean,
        "Whether at most so many months lie between two events: within_months_of(a.date, b.date, 3)",
        |_, args| distance("within_months_of", args, TimeUnit::Month),
    ),
    Function::new(
        "as_of",
        TWO_DATES,
        Type::Boolean,
        "Whether what is valid for a time holds on a day: as_of(r.date, edtf('2017-06'))",
        |_, args| compare("as_of", args, Date::holds_on),
    ),
    Function::new(
        "min_days",
        DATE,
        Type::Integer,
        "How many days an event lasted at least: min_days(e.date)",
        |_, args| one("min_days", args, |date| date.duration_days().0.into()),
    ),
    Function::new(
        "max_days",
        DATE,
        Type::Integer,
        "How many days an event lasted at most, null for no limit: max_days(e.date)",
        |_, args| {
            one("max_days", args, |date| date.duration_days().1.map_or(Value::Null, Value::Integer))
        },
    ),
    Function::new(
        "throughout",
        DATE,
        Type::Edtf,
        "The date of what lasted all of a period, null if it is not one: throughout(edtf('2017-03'))",
        |_, args| {
            one("throughout", args, |date| {
                date.throughout().map_or(Value::Null, |date| Value::Edtf(Arc::new(date)))
            })
        },
    ),
];

fn allen(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let name = text("allen", at(args, 0))?;
    let relation = AllenRelation::named(name).ok_or_else(|| {
        let names = AllenRelation::ALL.map(AllenRelation::name).join(", ");
        EvalError::new(format!("allen() knows no relation {}", quote(name)))
            .with_help(format!("the relations are {names}"))
    })?;
    let (one, other) = (date("allen", at(args, 1))?, date("allen", at(args, 2))?);
    Ok(one.allen(relation, &other).to_option().into())
}

fn between(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let [one, first, last] = [0, 1, 2].map(|index| date("between", at(args, index)));
    Ok(one?.between(first?.as_ref(), last?.as_ref()).to_option().into())
}

fn near(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let unit = unit("near", at(args, 3))?;
    distance("near", args, unit)
}

/// The first three arguments: two dates, and how many units.
fn distance(function: &str, args: &[Value], unit: TimeUnit) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let (one, other) = (date(function, at(args, 0))?, date(function, at(args, 1))?);
    let count = count(function, at(args, 2))?;
    Ok(one.near(&other, count, unit).to_option().into())
}

/// A date, how many units, and which.
fn length(
    function: &str,
    args: &[Value],
    test: fn(&Date, u32, TimeUnit) -> Truth,
) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let date = date(function, at(args, 0))?;
    let (count, unit) = (count(function, at(args, 1))?, unit(function, at(args, 2))?);
    Ok(test(&date, count, unit).to_option().into())
}

fn unit(function: &str, value: &Value) -> Result<TimeUnit, EvalError> {
    let name = text(function, value)?;
    TimeUnit::named(name).ok_or_else(|| {
        EvalError::new(format!("{function}() knows no unit {}", quote(name)))
            .with_help("the units are 'days', 'weeks', 'months', 'quarters', 'years'")
    })
}

fn count(function: &str, value: &Value) -> Result<u32, EvalError> {
    let Value::Integer(count) = value else {
        return Err(unexpected(function, Type::Integer, value));
    };
    u32::try_from(*count).map_err(|_| {
        EvalError::new(format!(
            "{function}() takes a number of units from 0 to {}, not {count}",
            u32::MAX
        ))
    })
}

fn one(function: &str, args: &[Value], of: fn(&Date) -> Value) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        value => Ok(of(date(function, value)?.as_ref())),
    }
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;
    use crate::value::test_values::edtf;

    #[test]
    fn relations() {
        let allen = |name: &str, a, b| shown("allen", &[name.into(), edtf(a), edtf(b)]);
        assert_eq!(allen("overlaps", "2016-01-01/2016-03-01", "2016-02-01/2016-04-01"), "true");
        assert_eq!(allen("Started by", "2016-01-01/2016-03-01", "2016-01-01/2016-02-01"), "true");
        assert_eq!(allen("equals", "2016", "2016"), "null");
        assert_eq!(allen("before", "2016-01-01", "2016-01-02"), "false");
        let cases = [
            ("meets", "2016-01-01", "2016-01-02", "true"),
            ("met_by", "2016-01-02", "2016-01-01", "true"),
            ("overlapping", "2016/2018", "2017", "true"),
            ("overlapping", "2016", "2016", "null"),
            ("during", "2017", "2016/2018", "true"),
            ("inside", "2016-01-01", "2016-01-01/2018", "true"),
            ("inside", "2016-01", "2016-01", "null"),
            ("begins_before", "2016/2018", "2017", "true"),
            ("begins_before", "2017", "2016/2018", "false"),
            ("as_of", "2012/..", "2017-06", "true"),
            ("as_of", "../2005", "2017-06", "false"),
        ];
        for (function, a, b, expected) in cases {
            assert_eq!(shown(function, &[edtf(a), edtf(b)]), expected, "{function}({a}, {b})");
        }
        let between = |one| shown("between", &[edtf(one), edtf("2016-03"), edtf("2017-03")]);
        assert_eq!(["2016-05", "2016", "2016-02"].map(between), ["true", "null", "false"]);
    }

    #[test]
    fn distances_and_durations() {
        let near = |count: i64, unit: &str| {
            shown("near", &[edtf("2017-01"), edtf("2017-03"), Value::Integer(count), unit.into()])
        };
        assert_eq!((near(3, "months").as_str(), near(2, "month").as_str()), ("true", "null"));
        assert_eq!((near(28, "days").as_str(), near(1, "Month").as_str()), ("false", "false"));
        let lasts = |function, date, count: i64, unit: &str| {
            shown(function, &[edtf(date), Value::Integer(count), unit.into()])
        };
        assert_eq!(lasts("lasts", "2013-07-24/2014-07-23", 1, "years"), "true");
        assert_eq!(lasts("outlasts", "2013-07-24/2014-07-23", 1, "years"), "false");
        assert_eq!(lasts("lasts", "2013-07-24/2014-07-22", 1, "year"), "false");
        assert_eq!(lasts("lasts", "2013/2014", 1, "year"), "null");
        assert_eq!(lasts("lasts", "2013", 1, "day"), "true");
        assert_eq!(lasts("lasts", "2013", 2, "days"), "false");
        let args = [edtf("2017-01"), edtf("2017-03"), Value::Integer(3)];
        assert_eq!(shown("within_months_of", &args), "true");
        assert_eq!(shown("min_days", &[edtf("2017-01/2017-03")]), "30");
        assert_eq!(shown("max_days", &[edtf("2017-01/2017-03")]), "90");
        assert_eq!(shown("max_days", &[edtf("2017-01/..")]), "null");
        assert_eq!(shown("throughout", &[edtf("2017-02")]), "edtf('2017-02-01/2017-02-28')");
    }

    #[test]
    fn wrong_arguments_are_named() {
        let error = call("allen", &["beside".into(), edtf("2017"), edtf("2017")]).unwrap_err();
        insta::assert_snapshot!(error, @"allen() knows no relation 'beside'");
        let args = [edtf("2017"), edtf("2017"), Value::Integer(-1), "days".into()];
        let error = call("near", &args).unwrap_err();
        insta::assert_snapshot!(error, @"near() takes a number of units from 0 to 4294967295, not -1");
        let args = [edtf("2017"), edtf("2017"), Value::Integer(1), "hours".into()];
        insta::assert_snapshot!(call("near", &args).unwrap_err(), @"near() knows no unit 'hours'");
    }
}
