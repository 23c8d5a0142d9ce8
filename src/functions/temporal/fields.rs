//! Days and times from a map of their parts: `{year: 2017, week: 10}`, `{date: other, day: 28}`.

use super::{day_in, time_in};
use crate::value::{EvalError, Value, describe, quote};
use indexmap::IndexMap;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};

/// The parts of a day that a map may give.
pub(super) const DATE: &[&str] =
    &["year", "month", "day", "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"];

/// The parts of a time that a map may give.
pub(super) const TIME: &[&str] =
    &["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];

/// A map of parts, none of them null or unknown.
pub(super) struct Fields<'a> {
    function: &'static str,
    map: &'a IndexMap<String, Value>,
}

/// The ways to name a day; each by its own parts, beside the year.
const WAYS: [&[&str]; 4] =
    [&["month", "day"], &["week", "dayOfWeek"], &["ordinalDay"], &["quarter", "dayOfQuarter"]];

impl<'a> Fields<'a> {
    /// Reads a map; `None` when a part is null.
    pub(super) fn read(
        function: &'static str,
        map: &'a IndexMap<String, Value>,
        known: &[&[&str]],
    ) -> Result<Option<Self>, EvalError> {
        let is_known = |key: &str| known.iter().any(|names| names.contains(&key));
        if let Some(key) = map.keys().find(|key| !is_known(key)) {
            let error = EvalError::new(format!("{function}() knows no part {}", quote(key)));
            return Err(match key.as_str() {
                "timezone" => error.with_help("times have no zone here; leave it out"),
                _ => error.with_help(format!("it knows {}", known.concat().join(", "))),
            });
        }
        Ok((!map.values().any(Value::is_null)).then_some(Fields { function, map }))
    }

    fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    fn error(&self, message: &str) -> EvalError {
        EvalError::new(format!("{}(): {message}", self.function))
    }

    fn given(&self, key: &str) -> Result<Option<i64>, EvalError> {
        match self.map.get(key) {
            None => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(other) => {
                Err(self.error(&format!("'{key}' is an integer, not {}", describe(other))))
            }
        }
    }

    /// The part given, or that of the base, or else 1.
    fn part(&self, key: &str, base: Option<i64>) -> Result<i64, EvalError> {
        Ok(self.given(key)?.or(base).unwrap_or(1))
    }

    /// The day given as `date` or `datetime`, to take parts from.
    pub(super) fn base_date(&self) -> Result<Option<Date>, EvalError> {
        self.base(&["date", "datetime"], day_in)
    }

    /// The time given as `time` or `datetime`, to take parts from.
    pub(super) fn base_time(&self) -> Result<Option<Time>, EvalError> {
        self.base(&["time", "datetime"], time_in)
    }

    fn base<T>(
        &self,
        keys: &[&str],
        part: fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, EvalError> {
        let Some((key, value)) = keys.iter().find_map(|key| Some((key, self.map.get(*key)?)))
        else {
            return Ok(None);
        };
        let wrong = || self.error(&format!("'{key}' has no such parts: {}", describe(value)));
        part(value).ok_or_else(wrong).map(Some)
    }

    /// The day that the parts name, those not given taken from the base.
    pub(super) fn date(&self, base: Option<Date>) -> Result<Date, EvalError> {
        let mut ways = WAYS.iter().filter(|keys| keys.iter().any(|key| self.has(key)));
        let way = ways.next().map_or("month", |keys| keys[0]);
        if ways.next().is_some() {
            return Err(self.error("a day is named by month and day, by week, by quarter or by its number in the year, not by several"));
        }
        if base.is_none() {
            WAYS.iter().try_for_each(|keys| self.need_earlier(keys))?;
        }
        let day = match way {
            "week" => self.week_date(base)?,
            "ordinalDay" => self.ordinal_date(base)?,
            "quarter" => self.quarter_date(base)?,
            _ => self.calendar_date(base)?,
        };
        day.ok_or_else(|| self.error("there is no such day"))
    }

    fn year(&self, base: Option<i16>) -> Result<i64, EvalError> {
        let year = self.given("year")?.or(base.map(i64::from));
        year.ok_or_else(|| self.error("a day needs a 'year'"))
    }

    fn calendar_date(&self, base: Option<Date>) -> Result<Option<Date>, EvalError> {
        let year = self.year(base.map(Date::year))?;
        let month = self.part("month", base.map(|base| base.month().into()))?;
        let day = self.part("day", base.map(|base| base.day().into()))?;
        Ok(calendar_day(year, month, day))
    }

    fn week_date(&self, base: Option<Date>) -> Result<Option<Date>, EvalError> {
        let base = base.map(Date::iso_week_date);
        let year = self.year(base.map(ISOWeekDate::year))?;
        let week = self.part("week", base.map(|base| base.week().into()))?;
        let weekday =
            self.part("dayOfWeek", base.map(|base| base.weekday().to_monday_one_offset().into()))?;
        Ok(week_day(year, week, weekday))
    }

    fn ordinal_date(&self, base: Option<Date>) -> Result<Option<Date>, EvalError> {
        let year = self.year(base.map(Date::year))?;
        let ordinal = self.part("ordinalDay", base.map(|base| base.day_of_year().into()))?;
        let day = calendar_day(year, 1, 1).and_then(|first| later(first, ordinal));
        Ok(day.filter(|day| i64::from(day.year()) == year))
    }

    fn quarter_date(&self, base: Option<Date>) -> Result<Option<Date>, EvalError> {
        let year = self.year(base.map(Date::year))?;
        let quarter = self.part("quarter", base.map(quarter))?;
        let first_month = |quarter: i64| quarter.checked_mul(3)?.checked_sub(2);
        let of_base = base.and_then(|base| {
            let first = calendar_day(base.year().into(), first_month(self::quarter(base))?, 1)?;
            Some(i64::from(base.day_of_year() - first.day_of_year()) + 1)
        });
        let number = self.part("dayOfQuarter", of_base)?;
        let first = first_month(quarter).and_then(|month| calendar_day(year, month, 1));
        let day = first.and_then(|first| later(first, number));
        Ok(day.filter(|day| i64::from(day.year()) == year && self::quarter(*day) == quarter))
    }

    /// Without a base, `hour` must be given.
    pub(super) fn need_hour(&self, base: Option<Time>) -> Result<(), EvalError> {
        if base.is_some() || self.has("hour") {
            return Ok(());
        }
        Err(self.error("a time needs an 'hour'"))
    }

    /// Each of these parts needs the one before it.
    fn need_earlier(&self, keys: &[&str]) -> Result<(), EvalError> {
        match keys.windows(2).find(|pair| !self.has(pair[0]) && self.has(pair[1])) {
            Some(pair) => Err(self.error(&format!("'{}' needs '{}' too", pair[1], pair[0]))),
            None => Ok(()),
        }
    }

    /// The time that the parts name, those not given taken from the base, or else 0.
    pub(super) fn time(&self, base: Option<Time>) -> Result<Time, EvalError> {
        if base.is_none() {
            self.need_earlier(&["hour", "minute", "second"])?;
            TIME.iter().skip(3).try_for_each(|key| self.need_earlier(&["second", key]))?;
        }
        let base = base.unwrap_or(Time::midnight());
        let hour = self.part("hour", Some(base.hour().into()))?;
        let minute = self.part("minute", Some(base.minute().into()))?;
        let second = self.part("second", Some(base.second().into()))?;
        clock(hour, minute, second, self.nanosecond(base)?)
            .ok_or_else(|| self.error("there is no such time"))
    }

    /// The fraction of the second. A finer part keeps the coarser ones of the base, unless it reaches into them.
    fn nanosecond(&self, base: Time) -> Result<Option<i64>, EvalError> {
        let base = i64::from(base.subsec_nanosecond());
        let (milli, micro, nano) =
            (self.given("millisecond")?, self.given("microsecond")?, self.given("nanosecond")?);
        let reaches = |part: Option<i64>, limit: i64| part.is_some_and(|part| part >= limit);
        let keep_milli = !reaches(micro, 1_000) && !reaches(nano, 1_000_000);
        let milli = milli.unwrap_or(if keep_milli { base / 1_000_000 } else { 0 });
        let micro = micro.unwrap_or(if reaches(nano, 1_000) { 0 } else { base / 1_000 % 1_000 });
        let nano = nano.unwrap_or(base % 1_000);
        if milli < 0 || micro < 0 || nano < 0 {
            return Ok(None);
        }
        let milli = milli.checked_mul(1_000_000);
        let micro = micro.checked_mul(1_000);
        Ok(milli.zip(micro).and_then(|(milli, micro)| milli.checked_add(micro)?.checked_add(nano)))
    }
}

fn quarter(day: Date) -> i64 {
    i64::from((day.month() + 2) / 3)
}

/// The day of that number, counted from 1, from the first on.
fn later(first: Date, number: i64) -> Option<Date> {
    let days = number.checked_sub(1).filter(|days| (0..366).contains(days))?;
    first.checked_add(days.days()).ok()
}

/// A day of the Gregorian calendar.
pub(super) fn calendar_day(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A day of an ISO week; weekday 1 is Monday.
pub(super) fn week_day(year: i64, week: i64, weekday: i64) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday.try_into().ok()?).ok()?;
    let date = ISOWeekDate::new(year.try_into().ok()?, week.try_into().ok()?, weekday).ok()?;
    Some(date.date())
}

/// A time of day.
pub(super) fn clock(hour: i64, minute: i64, second: i64, nanosecond: Option<i64>) -> Option<Time> {
    let (hour, minute) = (hour.try_into().ok()?, minute.try_into().ok()?);
    Time::new(hour, minute, second.try_into().ok()?, nanosecond?.try_into().ok()?).ok()
}
