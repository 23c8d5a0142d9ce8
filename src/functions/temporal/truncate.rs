//! The starts of units of time.

use super::fields::{calendar_day, week_day};
use crate::value::{EvalError, quote};
use jiff::civil::{Date, Time};

/// The units that contain days.
pub(super) const DATE_UNITS: &[&str] =
    &["millennium", "century", "decade", "year", "weekYear", "quarter", "month", "week", "day"];

/// The units that contain times of day.
pub(super) const TIME_UNITS: &[&str] =
    &["day", "hour", "minute", "second", "millisecond", "microsecond"];

/// The units that contain days and times.
pub(super) const ALL_UNITS: &[&str] = &[
    "millennium",
    "century",
    "decade",
    "year",
    "weekYear",
    "quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
];

/// The first day of the unit that contains a day; `None` for another unit.
pub(super) fn date(unit: &str, day: Date) -> Option<Date> {
    let year = i64::from(day.year());
    let month = i64::from(day.month());
    let week = day.iso_week_date();
    match unit {
        "millennium" => calendar_day(year.div_euclid(1000) * 1000, 1, 1),
        "century" => calendar_day(year.div_euclid(100) * 100, 1, 1),
        "decade" => calendar_day(year.div_euclid(10) * 10, 1, 1),
        "year" => calendar_day(year, 1, 1),
        "weekYear" => week_day(week.year().into(), 1, 1),
        "quarter" => calendar_day(year, (month - 1) / 3 * 3 + 1, 1),
        "month" => calendar_day(year, month, 1),
        "week" => week_day(week.year().into(), week.week().into(), 1),
        "day" => Some(day),
        _ => None,
    }
}

/// The start of the unit that contains a time of day; `None` for another unit.
pub(super) fn time(unit: &str, time: Time) -> Option<Time> {
    let nanosecond = time.subsec_nanosecond();
    let (hour, minute, second, nanosecond) = match unit {
        "day" => (0, 0, 0, 0),
        "hour" => (time.hour(), 0, 0, 0),
        "minute" => (time.hour(), time.minute(), 0, 0),
        "second" => (time.hour(), time.minute(), time.second(), 0),
        "millisecond" => {
            (time.hour(), time.minute(), time.second(), nanosecond / 1_000_000 * 1_000_000)
        }
        "microsecond" => (time.hour(), time.minute(), time.second(), nanosecond / 1_000 * 1_000),
        _ => return None,
    };
    Time::new(hour, minute, second, nanosecond).ok()
}

/// What is said of a unit that does not fit.
pub(super) fn unknown_unit(function: &str, unit: &str, known: &[&str]) -> EvalError {
    EvalError::new(format!("{function}() cannot truncate this value to {}", quote(unit)))
        .with_help(format!("its units are {}", known.join(", ")))
}
