//! Days and times from a text in ISO 8601, in its basic and extended forms: `2017-03-05`, `20170305`, `2017-W10-7`,
//! `2017-064`, `2017-Q1-64`; `12:30:15.5`, `123015.5`.

use super::fields::{Fields, clock};
use crate::value::{EvalError, Value, quote};
use indexmap::IndexMap;
use jiff::civil::{Date, DateTime, Time};

/// The day that a text means; where it names a longer period, the first of it.
pub(super) fn date(text: &str) -> Result<Date, EvalError> {
    read_date(text).ok_or_else(|| wrong("date", text, "2017-03-05"))
}

/// The time that a text means.
pub(super) fn time(text: &str) -> Result<Time, EvalError> {
    read_time(text).ok_or_else(|| wrong("localtime", text, "12:30:15"))
}

/// The day and time that a text means.
pub(super) fn date_time(text: &str) -> Result<DateTime, EvalError> {
    let parts = match text.split_once('T') {
        Some((day, time)) => read_date(day).zip(read_time(time)),
        None => read_date(text).map(|day| (day, Time::midnight())),
    };
    parts
        .map(|(day, time)| day.to_datetime(time))
        .ok_or_else(|| wrong("localdatetime", text, "2017-03-05T12:30:15"))
}

fn wrong(function: &str, text: &str, example: &str) -> EvalError {
    EvalError::new(format!("{function}(): {} is no such time", quote(text)))
        .with_help(format!("write it as in '{example}'"))
}

/// A text that is read from the left.
struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn eat(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    fn digits_left(&self) -> usize {
        self.0.bytes().take_while(u8::is_ascii_digit).count()
    }
}

fn read_date(text: &str) -> Option<Date> {
    let mut reader = Reader(text);
    let sign = if reader.eat('-') { -1 } else { 1 };
    let mut parts: IndexMap<String, Value> = IndexMap::new();
    let mut set = |key: &str, number: i64| parts.insert(key.to_owned(), Value::Integer(number));
    set("year", sign * reader.number(4)?);
    let extended = reader.eat('-');
    if reader.eat('W') {
        set("week", reader.number(2)?);
        if reader.eat('-') || !reader.0.is_empty() {
            set("dayOfWeek", reader.number(1)?);
        }
    } else if reader.eat('Q') {
        set("quarter", reader.number(1)?);
        if reader.eat('-') || !reader.0.is_empty() {
            set("dayOfQuarter", reader.number(reader.digits_left().clamp(1, 2))?);
        }
    } else if reader.digits_left() == 3 {
        set("ordinalDay", reader.number(3)?);
    } else if extended || !reader.0.is_empty() {
        set("month", reader.number(2)?);
        if reader.eat('-') || !reader.0.is_empty() {
            set("day", reader.number(2)?);
        }
    }
    let complete = reader.0.is_empty();
    let fields = Fields::read("date", &parts, &[super::fields::DATE]).ok().flatten()?;
    fields.date(None).ok().filter(|_| complete)
}

fn read_time(text: &str) -> Option<Time> {
    let mut reader = Reader(text);
    let hour = reader.number(2)?;
    let part = |reader: &mut Reader<'_>| {
        let more = reader.eat(':') || reader.digits_left() > 0;
        if more { reader.number(2) } else { Some(0) }
    };
    let minute = part(&mut reader)?;
    let second = part(&mut reader)?;
    let nanosecond = if reader.eat('.') || reader.eat(',') { fraction(&mut reader)? } else { 0 };
    clock(hour, minute, second, Some(nanosecond)).filter(|_| reader.0.is_empty())
}

/// One to nine digits after the point, as nanoseconds.
fn fraction(reader: &mut Reader<'_>) -> Option<i64> {
    let digits = reader.digits_left();
    let scale = 10_i64.pow(u32::try_from(9_usize.checked_sub(digits)?).ok()?);
    if digits == 0 { None } else { Some(reader.number(digits)? * scale) }
}
