//! How far two events lie apart, what holds as of a day, and how long something lasts.

use super::allen::on_one_day;
use super::calendar::{Day, FUTURE, PAST, add_months, day_number};
use super::date::Date;
use super::days::{MAX_LEAPS, Pairs};
use super::shape::{End, Shape};
use super::truth::Truth;
use serde::{Deserialize, Serialize};

/// A unit in which distances in time are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TimeUnit {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month: a month after 31 January is the last of February.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl TimeUnit {
    /// The unit of that name: `day`, `days`, `week`, `month`, `quarter`, `year`, without regard to case.
    pub fn named(name: &str) -> Option<TimeUnit> {
        let lower = name.to_lowercase();
        match lower.strip_suffix('s').unwrap_or(&lower) {
            "day" => Some(TimeUnit::Day),
            "week" => Some(TimeUnit::Week),
            "month" => Some(TimeUnit::Month),
            "quarter" => Some(TimeUnit::Quarter),
            "year" => Some(TimeUnit::Year),
            _ => None,
        }
    }

    /// Its name in English, in the singular.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
        }
    }

    /// Its name in the plural: `months`.
    pub fn plural(self) -> &'static str {
        match self {
            TimeUnit::Day => "days",
            TimeUnit::Week => "weeks",
            TimeUnit::Month => "months",
            TimeUnit::Quarter => "quarters",
            TimeUnit::Year => "years",
        }
    }

    /// The day so many units later; [`PAST`] and [`FUTURE`] stay.
    pub(super) fn add(self, day: Day, count: i64) -> Day {
        let days = |days: i64| match day {
            PAST | FUTURE => day,
            _ => day.saturating_add(count.saturating_mul(days)),
        };
        match self {
            TimeUnit::Day => days(1),
            TimeUnit::Week => days(7),
            TimeUnit::Month => add_months(day, count),
            TimeUnit::Quarter => add_months(day, count.saturating_mul(3)),
            TimeUnit::Year => add_months(day, count.saturating_mul(12)),
        }
    }

    /// The most days that so many units have.
    pub(crate) fn most_days(self, count: u32) -> i64 {
        let count = i64::from(count);
        match self {
            TimeUnit::Day => count,
            TimeUnit::Week => count * 7,
            TimeUnit::Month => months_at_most(count),
            TimeUnit::Quarter => months_at_most(count * 3),
            TimeUnit::Year => months_at_most(count * 12),
        }
    }

    /// The fewest days that so many units have.
    pub(crate) fn least_days(self, count: u32) -> i64 {
        let count = i64::from(count);
        match self {
            TimeUnit::Day => count,
            TimeUnit::Week => count * 7,
            TimeUnit::Month => months_at_least(count),
            TimeUnit::Quarter => months_at_least(count * 3),
            TimeUnit::Year => months_at_least(count * 12),
        }
    }

    /// A number of days that so many units are not shorter than, and one that they are not longer than.
    fn days_around(self, count: i64) -> (i64, i64) {
        let (least, most) = match self {
            TimeUnit::Day => (1, 1),
            TimeUnit::Week => (7, 7),
            TimeUnit::Month => (28, 31),
            TimeUnit::Quarter => (89, 92),
            TimeUnit::Year => (365, 366),
        };
        (count.saturating_mul(least), count.saturating_mul(most))
    }

    /// The first day from which so many units reach `day`.
    pub(super) fn back(self, day: Day, count: i64) -> Day {
        // A month may be up to three days shorter than the day of the month asks for.
        let guess = self.add(day, count.saturating_neg());
        let mut days = (0..=4).map(|days| guess.saturating_add(days));
        days.find(|from| self.add(*from, count) >= day).unwrap_or(guess)
    }
}

impl Date {
    /// Whether at most `count` units lie between the two events, whichever is first: the one begins no later than so long
    /// after the end of the other.
    ///
    /// ```
    /// # use nenpyo::time::{Date, TimeUnit, Truth};
    /// let (one, other) = (Date::parse("2017-01-31")?, Date::parse("2017-03")?);
    /// assert_eq!(one.near(&other, 2, TimeUnit::Month), Truth::True);
    /// assert_eq!(one.near(&other, 1, TimeUnit::Month), Truth::False);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn near(&self, other: &Date, count: u32, unit: TimeUnit) -> Truth {
        let count = i64::from(count);
        let (least, most) = unit.days_around(count);
        let always = |one: &Date, two: &Date| {
            let gap = one.hull.start.1.saturating_sub(two.hull.end.0);
            gap <= least || gap <= most && one.hull.start.1 <= unit.add(two.hull.end.0, count)
        };
        if always(self, other) && always(other, self) {
            return Truth::True;
        }
        let never = |one: &Date, two: &Date| {
            let gap = two.hull.start.0.saturating_sub(one.hull.end.1);
            gap > most || gap > least && unit.add(one.hull.end.1, count) < two.hull.start.0
        };
        if never(self, other) || never(other, self) {
            return Truth::False;
        }
        let (ones, twos) = (self.shape.pairs(), other.shape.pairs());
        let near = |one: &Pairs<'_>| twos.iter().any(|two| meet_within(one, two, count, unit));
        if ones.iter().any(near) { Truth::Unknown } else { Truth::False }
    }

    /// Whether a fact with this valid time holds on `day`, or through all of it if that is an interval. An open end has no
    /// limit: what holds from 2012 on (`2012/..`) holds in 2030.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let (since, day) = (Date::parse("2012/..")?, Date::parse("2017-06")?);
    /// assert_eq!(since.holds_on(&day), Truth::True);
    /// assert_eq!(since.holds_on(&Date::parse("2012")?), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn holds_on(&self, day: &Date) -> Truth {
        let (start, end) = match &self.shape {
            Shape::Interval(End::Open, _) => (PAST, self.hull.end.0),
            Shape::Interval(_, End::Open) => (self.hull.start.1, FUTURE),
            _ => (self.hull.start.1, self.hull.end.0),
        };
        if start <= day.hull.start.0 && day.hull.end.1 <= end {
            return Truth::True;
        }
        let (ones, twos) = (self.shape.pairs(), day.shape.pairs());
        let holds = |one: &Pairs<'_>| twos.iter().any(|two| covers(one, two).unwrap_or(false));
        if ones.iter().any(holds) { Truth::Unknown } else { Truth::False }
    }

    /// Whether the event begins after `day`, or after the first day of it if that is an interval.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let (event, year) = (Date::parse("2017-06")?, Date::parse("2017")?);
    /// assert_eq!(event.begins_after(&year), Truth::Unknown);
    /// assert_eq!(event.begins_after(&Date::parse("2017-05")?), Truth::True);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn begins_after(&self, day: &Date) -> Truth {
        let (own, other) = (self.hull.start, day.hull.start);
        if own.0 > other.1 {
            Truth::True
        } else if own.1 <= other.0 {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether the event lasted at least so many units, its first and last day counted. What is not an interval happened
    /// on one day.
    ///
    /// ```
    /// # use nenpyo::time::{Date, TimeUnit, Truth};
    /// let life = Date::parse("2013-07-24/2024-08-06")?;
    /// assert_eq!(life.lasts(11, TimeUnit::Year), Truth::True);
    /// assert_eq!(life.lasts(12, TimeUnit::Year), Truth::False);
    /// assert_eq!(Date::parse("2013/2024")?.lasts(11, TimeUnit::Year), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn lasts(&self, count: u32, unit: TimeUnit) -> Truth {
        self.reaches(|start| unit.add(start, i64::from(count)).saturating_sub(1))
    }

    /// Whether the event lasted longer than so many units.
    pub fn outlasts(&self, count: u32, unit: TimeUnit) -> Truth {
        self.reaches(|start| unit.add(start, i64::from(count)))
    }

    /// Whether the event ended on the day that `last` gives for its start, or later.
    fn reaches(&self, last: impl Fn(Day) -> Day) -> Truth {
        let (start, end) = (self.hull.start, self.hull.end);
        if self.shape.pairs().iter().all(Pairs::is_point) {
            let reached = |day: Day| last(day) <= day;
            return match (reached(start.0), reached(start.1)) {
                (one, other) if one == other => Truth::from(one),
                _ => Truth::Unknown,
            };
        }
        if last(start.1) <= end.0 {
            Truth::True
        } else if last(start.0) <= end.1 {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// How many days the event may have lasted at least and at most, its first and last day counted; `None` for no limit.
    /// What is not an interval happened on one day. For a set `{…}` the least may be too small.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// assert_eq!(Date::parse("2017-03-30/2017-04")?.duration_days(), (3, Some(32)));
    /// assert_eq!(Date::parse("2017")?.duration_days(), (1, Some(1)));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn duration_days(&self) -> (i64, Option<i64>) {
        let pairs = self.shape.pairs();
        if pairs.iter().all(Pairs::is_point) {
            return (1, Some(1));
        }
        let (first, last) = (self.hull.start.0, self.hull.end.1);
        let most = (first != PAST && last != FUTURE).then(|| last - first + 1);
        let least = match (&self.shape, pairs.as_slice()) {
            (Shape::Interval(..), [pairs]) => shortest(pairs),
            _ => self.hull.end.0.saturating_sub(self.hull.start.1).saturating_add(1),
        };
        (least.max(1), most)
    }
}

/// The most days that so many months have: 400 years have 146,097 days, wherever they begin, and the rest is found among
/// the months of one such cycle that begin before a leap day.
fn months_at_most(count: i64) -> i64 {
    let (cycles, rest) = (count / 4800, count % 4800);
    let days = (0..48).filter_map(|month| {
        let first = day_number(1996 + month / 12, u8::try_from(month % 12 + 1).ok()?, 1)?;
        Some(add_months(first, rest) - first)
    });
    cycles * 146_097 + days.max().unwrap_or(rest * 31)
}

/// The fewest days that so many months have: as [`months_at_most`], among the months of a cycle that end before a leap day
/// or at a century without one.
fn months_at_least(count: i64) -> i64 {
    let (cycles, rest) = (count / 4800, count % 4800);
    let days = (0..600).filter_map(|month| {
        // 1896 to 1904, 2000 to 2008 and so on.
        let year = 1896 + month / 120 * 100 + month % 120 / 12;
        let first = day_number(year, u8::try_from(month % 12 + 1).ok()?, 1)?;
        let last = add_months(first, 1) - 1;
        Some((add_months(first, rest) - first).min(add_months(last, rest) - last))
    });
    cycles * 146_097 + days.min().unwrap_or(rest * 28)
}

/// Whether some way of the one comes within so many units of some way of the other. The sides leap over each other.
fn meet_within(one: &Pairs<'_>, two: &Pairs<'_>, count: i64, unit: TimeUnit) -> bool {
    let Some(mut from) = touched(one, PAST) else { return false };
    let (mut leaping, mut waiting) = (two, one);
    for _ in 0..MAX_LEAPS {
        let Some(day) = touched(leaping, unit.back(from, count)) else { return false };
        if day <= unit.add(from, count) {
            return true;
        }
        from = day;
        std::mem::swap(&mut leaping, &mut waiting);
    }
    true
}

/// The first day at or after `from` that the event touches when it lasts as long as it may.
fn touched(pairs: &Pairs<'_>, from: Day) -> Option<Day> {
    match pairs {
        Pairs::Point(days) => days.next(from),
        Pairs::Spread { starts, ends, .. } => {
            let day = starts.first()?.max(from);
            (pairs.exist() && day <= ends.last()?).then_some(day)
        }
    }
}

/// Whether some way of the one covers some way of the other.
fn covers(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    if one.is_point() {
        return Some(on_one_day(one, two).is_some());
    }
    Some(one.exist() && two.reach(one.starts().first()?)? <= one.ends().last()?)
}

/// The length of the shortest way, in days.
fn shortest(pairs: &Pairs<'_>) -> i64 {
    let mut shortest = i64::MAX;
    let mut from = PAST;
    for _ in 0..MAX_LEAPS {
        let Some(end) = pairs.reach(from) else { return shortest };
        let Some(start) = pairs.starts().previous(end) else { return shortest };
        shortest = shortest.min(end.saturating_sub(start).saturating_add(1));
        if shortest == 1 || end == FUTURE {
            return shortest;
        }
        from = end.saturating_add(1);
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_and_the_most_days_of_months() {
        for count in (0..30).chain([59, 60, 120, 1199, 1200, 1201, 3636, 4799, 4800, 4801]) {
            let first =
                |month: i64| day_number(2000 + month / 12, (month % 12 + 1) as u8, 1).unwrap();
            let (mut least, mut most) = (i64::MAX, 0);
            for month in 0..4800 {
                for day in [first(month), first(month + 1) - 1] {
                    let length = add_months(day, count) - day;
                    (least, most) = (least.min(length), most.max(length));
                }
            }
            let months = u32::try_from(count).unwrap();
            assert_eq!(TimeUnit::Month.least_days(months), least, "{count}");
            assert_eq!(TimeUnit::Month.most_days(months), most, "{count}");
        }
    }
}
