//! The public date: constructors, order and conversions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::bounds::Bounds;
use super::calendar;
use super::error::DateError;
use super::parse;
use super::shape::{End, Hull, Shape};
use super::simple::{Rest, Simple, pair};
use super::year::Year;
use crate::diagnostic::Span;

/// When something happened, as far as it is known: an EDTF date (ISO 8601-2:2019).
///
/// Its text is canonical: `parse(date.to_string())` gives the same date. Dates are ordered by their earliest day, then
/// their latest, then their text; an end open or unknown towards the past comes first.
///
/// ```
/// use nenpyo::time::Date;
/// let date: Date = "2017-Q1".parse()?;
/// assert_eq!(date.to_string(), "2017-33");
/// assert_eq!(format!("{date:#}"), "2017-Q1");
/// assert_eq!(date.to_text("en"), "Q1 2017");
/// # Ok::<(), nenpyo::time::DateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    pub(super) shape: Shape,
    /// As an event.
    pub(super) hull: Hull,
}

impl Date {
    /// Reads an EDTF date. Besides EDTF, `2017-Q1` and `2017Q1` are read as the quarter `2017-33`, and `2017-H1` and
    /// `2017H1` as the half `2017-40`.
    ///
    /// # Errors
    /// A text that is not a date, a month or a day that does not exist, and an interval that ends before it starts.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        parse::date(text)
    }

    /// A day.
    pub fn day(day: civil::Date) -> Date {
        let rest = Rest::Day(pair(day.month().unsigned_abs()), pair(day.day().unsigned_abs()));
        Date::known(i64::from(day.year()), rest)
    }

    /// A month, 1 to 12. `None` for another month, and for a year of more than four digits.
    pub fn month(year: i32, month: u8) -> Option<Date> {
        Date::part_of_year(year, (1..=12).contains(&month).then(|| Rest::Month(pair(month)))?)
    }

    /// A year; 0 is the year before 1, as astronomers count.
    pub fn year(year: i32) -> Date {
        Date::known(i64::from(year), Rest::Nothing)
    }

    /// A quarter, 1 to 4: EDTF `33` to `36`. `None` as in [`Date::month`].
    pub fn quarter(year: i32, quarter: u8) -> Option<Date> {
        let code = (1..=4).contains(&quarter).then(|| 32 + quarter)?;
        Date::part_of_year(year, Rest::Season(code))
    }

    /// A half, 1 or 2: EDTF `40` and `41`. `None` as in [`Date::month`].
    pub fn half(year: i32, half: u8) -> Option<Date> {
        let code = (1..=2).contains(&half).then(|| 39 + half)?;
        Date::part_of_year(year, Rest::Season(code))
    }

    /// The interval from `start` to `end`.
    ///
    /// # Errors
    /// When an end is an interval, a set or has a time of day, and when the end lies before the start. The span is that
    /// in the text `start/end`.
    pub fn interval(start: Date, end: Date) -> Result<Date, DateError> {
        let text = format!("{start}/{end}");
        let span = Span::new(0, text.len());
        let (Shape::Simple(first), Shape::Simple(last)) = (&start.shape, &end.shape) else {
            let message = format!("`{text}` is not an interval: each end must be one date");
            return Err(DateError::new(span, message));
        };
        if first.clock.is_some() || last.clock.is_some() {
            return Err(parse::time_in_interval(span));
        }
        let shape = Shape::Interval(End::Date(*first), End::Date(*last));
        Date::new(shape).ok_or_else(|| parse::ends_before_start(span, &start, &end))
    }

    /// The date of that shape, if it has a completion.
    pub(super) fn new(shape: Shape) -> Option<Date> {
        let hull = shape.event()?;
        Some(Date { shape, hull })
    }

    /// The first and the last possible day. For an interval: the first of its start and the last of its end.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let bounds = Date::parse("1970-01/1970")?.bounds();
    /// assert_eq!((bounds.earliest, bounds.latest), (Some(0), Some(364)));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn bounds(&self) -> Bounds {
        Bounds::of((self.hull.start.0, self.hull.end.1))
    }

    /// The first and the last possible day of the start. For a date that is no interval, those of the date.
    pub fn start_bounds(&self) -> Bounds {
        Bounds::of(self.hull.start)
    }

    /// The first and the last possible day of the end. For a date that is no interval, those of the date.
    pub fn end_bounds(&self) -> Bounds {
        Bounds::of(self.hull.end)
    }

    fn part_of_year(year: i32, rest: Rest) -> Option<Date> {
        (year.unsigned_abs() <= 9999).then(|| Date::known(i64::from(year), rest))
    }

    /// The date of a unit that exists; should the calendar not have it, its year.
    fn known(year: i64, rest: Rest) -> Date {
        let shape = Shape::Simple(Simple::new(Year::exact(year), rest));
        let always = (calendar::PAST, calendar::FUTURE);
        let hull = shape.event().unwrap_or(Hull { start: always, end: always });
        Date { shape, hull }
    }
}

/// As its text: `Date(2017-03)`.
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Date| (date.hull.start.0, date.hull.end.1);
        key(self).cmp(&key(other)).then_with(|| {
            if self == other { Ordering::Equal } else { self.to_string().cmp(&other.to_string()) }
        })
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Date::parse(text)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Date::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "edtf" })
    }
}
