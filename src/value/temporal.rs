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
