//! Functions of days, times and date-times without zone.

mod fields;
mod parse;
mod truncate;

use super::arguments::{any_null, at, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::value::{Value, describe};
use fields::Fields;
use jiff::civil::{Date, DateTime, Time};

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new("date", &[Type::Any], Type::Temporal, "The day that a text, map or temporal value means: date('2017-03-05')", date),
    Function::new("localtime", &[Type::Any], Type::Temporal, "The time of day that a text, map or temporal value means: localtime('12:30')", local_time),
    Function::new("localdatetime", &[Type::Any], Type::Temporal, "The day and time that a text, map or temporal value means: localdatetime('2017-03-05T12:30')", local_date_time),
    Function::new("date.truncate", TRUNCATE, Type::Temporal, "The start of the unit that contains a day, with other parts changed: date.truncate('week', d, {dayOfWeek: 5})", truncate_date).last_optional(),
    Function::new("localtime.truncate", TRUNCATE, Type::Temporal, "The start of the unit that contains a time: localtime.truncate('hour', t)", truncate_time).last_optional(),
    Function::new("localdatetime.truncate", TRUNCATE, Type::Temporal, "The start of the unit that contains a day and time: localdatetime.truncate('month', t)", truncate_date_time).last_optional(),
];

const TRUNCATE: &[Type] = &[Type::String, Type::Temporal, Type::Map];

fn date(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::String(text) => parse::date(text).map(Value::Day),
        Value::Map(map) => Fields::read("date", map, &[fields::DATE, &["date"]])?
            .map_or(Ok(Value::Null), |fields| fields.date(fields.base_date()?).map(Value::Day)),
        Value::Edtf(date) => Ok(date.to_day().map_or(Value::Null, Value::Day)),
        other => match day_in(other) {
            Some(day) => Ok(Value::Day(day)),
            None => Err(wrong("date", other)),
        },
    }
}

fn local_time(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::String(text) => parse::time(text).map(Value::Time),
        Value::Map(map) => Fields::read("localtime", map, &[fields::TIME, &["time"]])?.map_or(
            Ok(Value::Null),
            |fields| {
                let base = fields.base_time()?;
                fields.need_hour(base)?;
                fields.time(base).map(Value::Time)
            },
        ),
        other => match time_in(other) {
            Some(time) => Ok(Value::Time(time)),
            None => Err(wrong("localtime", other)),
        },
    }
}

fn local_date_time(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::String(text) => parse::date_time(text).map(Value::DateTime),
        Value::Map(map) => {
            let known = [fields::DATE, fields::TIME, &["date", "time", "datetime"]];
            Fields::read("localdatetime", map, &known)?.map_or(Ok(Value::Null), |fields| {
                let day = fields.date(fields.base_date()?)?;
                Ok(Value::DateTime(day.to_datetime(fields.time(fields.base_time()?)?)))
            })
        }
        time @ Value::DateTime(_) => Ok(time.clone()),
        other => Err(wrong("localdatetime", other)),
    }
}

fn wrong(function: &str, given: &Value) -> EvalError {
    EvalError::new(format!(
        "{function}() takes a text, a map or a temporal value with such parts, not {}",
        describe(given)
    ))
}

/// The day in a temporal value.
fn day_in(value: &Value) -> Option<Date> {
    match value {
        Value::Day(day) => Some(*day),
        Value::DateTime(time) => Some(time.date()),
        Value::Edtf(date) => date.to_day(),
        _ => None,
    }
}

/// The time of day in a temporal value.
fn time_in(value: &Value) -> Option<Time> {
    match value {
        Value::Time(time) => Some(*time),
        Value::DateTime(time) => Some(time.time()),
        _ => None,
    }
}

fn truncate_date(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    truncated("date.truncate", args, &[fields::DATE], |unit, value, fields| {
        let day =
            day_in(value).ok_or_else(|| unexpected("date.truncate", Type::Temporal, value))?;
        let day = truncate::date(unit, day)
            .ok_or_else(|| truncate::unknown_unit("date.truncate", unit, truncate::DATE_UNITS))?;
        fields.date(Some(day)).map(Value::Day)
    })
}

fn truncate_time(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    truncated("localtime.truncate", args, &[fields::TIME], |unit, value, fields| {
        let time = time_in(value)
            .ok_or_else(|| unexpected("localtime.truncate", Type::Temporal, value))?;
        let time = truncate::time(unit, time).ok_or_else(|| {
            truncate::unknown_unit("localtime.truncate", unit, truncate::TIME_UNITS)
        })?;
        fields.time(Some(time)).map(Value::Time)
    })
}

fn truncate_date_time(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    let function = "localdatetime.truncate";
    truncated(function, args, &[fields::DATE, fields::TIME], |unit, value, fields| {
        let day = day_in(value).ok_or_else(|| unexpected(function, Type::Temporal, value))?;
        let start = match (truncate::date(unit, day), time_in(value)) {
            (Some(day), _) => day.to_datetime(Time::midnight()),
            (None, Some(time)) => {
                let time = truncate::time(unit, time)
                    .ok_or_else(|| truncate::unknown_unit(function, unit, truncate::ALL_UNITS))?;
                day.to_datetime(time)
            }
            (None, None) => {
                return Err(truncate::unknown_unit(function, unit, truncate::DATE_UNITS));
            }
        };
        let (day, time) = (fields.date(Some(start.date()))?, fields.time(Some(start.time()))?);
        Ok(Value::DateTime(DateTime::from_parts(day, time)))
    })
}

/// Null if an argument is, else the function of the unit, the value and the parts to change.
fn truncated(
    function: &'static str,
    args: &[Value],
    known: &[&[&str]],
    eval: impl FnOnce(&str, &Value, Fields<'_>) -> Result<Value, EvalError>,
) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let unit = super::arguments::text(function, at(args, 0))?;
    let none = indexmap::IndexMap::new();
    let changed = match args.get(2) {
        None => &none,
        Some(Value::Map(map)) => map.as_ref(),
        Some(other) => return Err(unexpected(function, Type::Map, other)),
    };
    match Fields::read(function, changed, known)? {
        Some(fields) => eval(unit, at(args, 1), fields),
        None => Ok(Value::Null),
    }
}

#[cfg(test)]
mod tests;
