//! Days and years of the proleptic Gregorian calendar, of any length of year.
//!
//! The calendar repeats itself every 400 years, which are 146,097 days: any year is moved by whole cycles into the
//! years 2000 to 2399, where jiff does the arithmetic.

use jiff::{SignedDuration, civil};

/// A day, counted from 1970-01-01 (day 0).
pub(super) type Day = i64;

/// Before every day: an end that is open or unknown towards the past.
pub(super) const PAST: Day = Day::MIN;
/// After every day: an end that is open or unknown towards the future.
pub(super) const FUTURE: Day = Day::MAX;

/// The largest year, and the negative of the smallest, that a date may name.
pub(super) const MAX_YEAR: i64 = 1_000_000_000_000_000;

const CYCLE_YEARS: i64 = 400;
const CYCLE_DAYS: i64 = 146_097;
const BASE_YEAR: i64 = 2000;
/// 2000-01-01.
const BASE_DAY: Day = 10_957;
/// Beyond every day of [`MAX_YEAR`].
const DAY_LIMIT: Day = 400_000_000_000_000_000;

const BASE: civil::Date = civil::date(2000, 1, 1);

/// The days from `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    pub first: Day,
    pub last: Day,
}

/// The day `year-month-day`, if the calendar has it.
pub(crate) fn day_number(year: i64, month: u8, day: u8) -> Option<Day> {
    let cycle = year.div_euclid(CYCLE_YEARS) - BASE_YEAR / CYCLE_YEARS;
    let moved = i16::try_from(BASE_YEAR + year.rem_euclid(CYCLE_YEARS)).ok()?;
    let date = civil::Date::new(moved, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    cycle.checked_mul(CYCLE_DAYS)?.checked_add(BASE_DAY + days_since_base(date))
}

/// The year, month and day of a day; days beyond [`MAX_YEAR`] are taken as the nearest one within.
pub(crate) fn civil_of(day: Day) -> (i64, u8, u8) {
    let offset = day.clamp(-DAY_LIMIT, DAY_LIMIT) - BASE_DAY;
    let date = BASE
        .checked_add(SignedDuration::from_hours(24 * offset.rem_euclid(CYCLE_DAYS)))
        .unwrap_or(BASE);
    let year = i64::from(date.year()) + CYCLE_YEARS * offset.div_euclid(CYCLE_DAYS);
    (year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// How many days the month has; `month` is 1 to 12.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    (28..=31).rev().find(|&day| day_number(year, month, day).is_some()).unwrap_or(0)
}

/// The days of `count` months from `month` (1 to 12) of `year` on.
pub(super) fn months(year: i64, month: u8, count: u8) -> Option<Unit> {
    let after = month + count;
    let (next_year, next_month) = if after > 12 { (year + 1, after - 12) } else { (year, after) };
    let first = day_number(year, month, 1)?;
    Some(Unit { first, last: day_number(next_year, next_month, 1)? - 1 })
}

/// The day so many months later, or earlier; a day that its month does not have becomes the last one it has. [`PAST`] and
/// [`FUTURE`] stay.
pub(super) fn add_months(day: Day, count: i64) -> Day {
    if day == PAST || day == FUTURE {
        return day;
    }
    let (year, month, of_month) = civil_of(day);
    let count = count.clamp(-24 * MAX_YEAR, 24 * MAX_YEAR) + i64::from(month) - 1;
    let month = count.rem_euclid(12).unsigned_abs() as u8 + 1;
    let year = year + count.div_euclid(12);
    let last = days_in_month(year, month);
    day_number(year, month, of_month.min(last)).unwrap_or(day)
}

fn days_since_base(date: civil::Date) -> Day {
    date.duration_since(BASE).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_jiff_in_its_years() {
        let epoch = civil::date(1970, 1, 1);
        for day in (-4_371_000..2_932_000).step_by(97) {
            let date = epoch.checked_add(SignedDuration::from_hours(24 * day)).unwrap();
            let (year, month, of_month) = civil_of(day);
            assert_eq!(
                (year, month, of_month),
                (i64::from(date.year()), date.month() as u8, date.day() as u8)
            );
            assert_eq!(day_number(year, month, of_month), Some(day));
        }
    }

    #[test]
    fn long_years_and_impossible_days() {
        for year in [-MAX_YEAR, -170_000_002, -401, -1, 0, 10_000, 170_000_002, MAX_YEAR] {
            let first = day_number(year, 1, 1).unwrap();
            assert_eq!(civil_of(first), (year, 1, 1));
            assert_eq!(civil_of(first - 1), (year - 1, 12, 31));
        }
        assert_eq!(day_number(2017, 2, 29), None);
        assert_eq!((days_in_month(2016, 2), days_in_month(1900, 2)), (29, 28));
        assert!(civil_of(FUTURE).0 > MAX_YEAR);
        assert_eq!(months(2017, 12, 3).unwrap().last, day_number(2018, 2, 28).unwrap());
    }

    #[test]
    fn months_are_added() {
        let day = |year, month, day| day_number(year, month, day).unwrap();
        assert_eq!(add_months(day(2017, 1, 31), 1), day(2017, 2, 28));
        assert_eq!(add_months(day(2017, 1, 31), -2), day(2016, 11, 30));
        assert_eq!(add_months(day(2016, 2, 29), 48), day(2020, 2, 29));
        assert_eq!((add_months(PAST, 1), add_months(FUTURE, -1)), (PAST, FUTURE));
    }
}
