//! How days and times are written.

use jiff::civil::{Date, Time};
use std::fmt::{self, Formatter};

/// `2017-03-04`; a year before 1 has a minus.
pub(super) fn write_date(f: &mut Formatter<'_>, date: Date) -> fmt::Result {
    let sign = if date.year() < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day())
}

/// `12:30`, with seconds if there are any, and with three, six or nine digits after them, as needed.
pub(super) fn write_time(f: &mut Formatter<'_>, time: Time) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
    let nanosecond = time.subsec_nanosecond();
    if time.second() != 0 || nanosecond != 0 {
        write!(f, ":{:02}", time.second())?;
    }
    match nanosecond {
        0 => Ok(()),
        n if n % 1_000_000 == 0 => write!(f, ".{:03}", n / 1_000_000),
        n if n % 1_000 == 0 => write!(f, ".{:06}", n / 1_000),
        n => write!(f, ".{n:09}"),
    }
}

/// The parts of a day.
pub(super) const DAY_PARTS: &[&str] = &[
    "year",
    "quarter",
    "month",
    "week",
    "weekYear",
    "day",
    "ordinalDay",
    "weekDay",
    "dayOfWeek",
    "dayOfQuarter",
];

/// The parts of a time.
pub(super) const TIME_PARTS: &[&str] =
    &["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];

/// A part of a day by its name; weeks are those of ISO 8601.
pub(super) fn day_part(day: Date, name: &str) -> Option<i64> {
    let week = day.iso_week_date();
    Some(match name {
        "year" => day.year().into(),
        "quarter" => quarter(day).into(),
        "month" => day.month().into(),
        "week" => week.week().into(),
        "weekYear" => week.year().into(),
        "day" => day.day().into(),
        "ordinalDay" => day.day_of_year().into(),
        "weekDay" | "dayOfWeek" => day.weekday().to_monday_one_offset().into(),
        "dayOfQuarter" => {
            let first = jiff::civil::date(day.year(), quarter(day) * 3 - 2, 1);
            i64::from(day.day_of_year() - first.day_of_year()) + 1
        }
        _ => return None,
    })
}

/// The quarter of a day, 1 to 4.
fn quarter(day: Date) -> i8 {
    (day.month() + 2) / 3
}

/// A part of a time by its name; those below the second are of the whole fraction.
pub(super) fn time_part(time: Time, name: &str) -> Option<i64> {
    let nanosecond = i64::from(time.subsec_nanosecond());
    Some(match name {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "millisecond" => nanosecond / 1_000_000,
        "microsecond" => nanosecond / 1_000,
        "nanosecond" => nanosecond,
        _ => return None,
    })
}
