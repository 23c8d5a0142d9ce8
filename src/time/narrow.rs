//! A date within narrower bounds: what other facts leave of it.

use super::bounds::Bounds;
use super::calendar::{self, Day, FUTURE, PAST, Unit};
use super::date::Date;
use super::network::EventBounds;
use super::precision::Precision;
use super::shape::{End, Member, Shape};
use super::simple::{Mark, Rest, Simple, Units, pair};
use super::year::Year;

/// At most so many pieces of a date with unspecified digits are told apart.
const PIECES: usize = 100;

impl Date {
    /// Some one day of those from `earliest` to `latest`, which one is not known: the year, half, quarter, month or day
    /// that has just these days, else the set of them. `None` where neither is given, or the days are none.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let june = Date::parse("2017-06")?.bounds();
    /// assert_eq!(Date::some_day_of(june.earliest, june.latest), Some(Date::parse("2017-06")?));
    /// let later = Date::some_day_of(june.earliest.map(|day| day + 1), None);
    /// assert_eq!(later.map(|date| date.to_string()).as_deref(), Some("[2017-06-02..]"));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn some_day_of(earliest: Option<i32>, latest: Option<i32>) -> Option<Date> {
        Date::new(possible(earliest, latest, Mark::default())?)
    }

    /// This date as EDTF writes it as an end of an interval, where one of several dates cannot stand: of such it is the
    /// smallest day, month, quarter, half, year, decade or century in which they all lie, or empty (unknown) where there is none.
    /// `None` where this is an interval itself, or all of several dates.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let end = |text| Ok::<_, nenpyo::time::DateError>(Date::parse(text)?.as_interval_end());
    /// assert_eq!(end("[2011,2014]")?.as_deref(), Some("201X"));
    /// assert_eq!(end("[..2014]")?.as_deref(), Some(""));
    /// assert_eq!((end("2014~")?.as_deref(), end("2011/2014")?), (Some("2014~"), None));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn as_interval_end(&self) -> Option<String> {
        match &self.shape {
            Shape::Simple(_) => Some(self.to_string()),
            Shape::Interval(..) | Shape::AllOf(_) => None,
            Shape::OneOf(_) => {
                let Bounds { earliest, latest } = self.bounds();
                let (Some(first), Some(last)) = (earliest, latest) else {
                    return Some(String::new());
                };
                let period = around(first, last).and_then(|date| Date::new(Shape::Simple(date)));
                let years = || {
                    let lengths = [Precision::Decade, Precision::Century];
                    lengths.into_iter().find_map(|length| self.truncate(length))
                };
                Some(period.or_else(years).map_or(String::new(), |date| date.to_string()))
            }
        }
    }

    /// What is left of the date of an event that began and ended within these bounds; the date itself where they are not
    /// narrower, or nothing would be left.
    ///
    /// An event of one day is then on some day within both. The ends of an interval become the smallest day, month,
    /// quarter, half or year that has all days within both, so they may be wider than the bounds. A date of several years
    /// apart (`XXXX-03`) is left as it is where a hundred pieces do not suffice.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// # use nenpyo::time::network::EventBounds;
    /// let (year, june) = (Date::parse("2017")?, Date::parse("2017-06-05/2017-06-30")?);
    /// let bounds = EventBounds { start: june.bounds(), end: june.bounds(), one_day: true };
    /// assert_eq!(year.narrowed(&bounds).to_string(), "[2017-06-05..2017-06-30]");
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    #[must_use]
    pub fn narrowed(&self, to: &EventBounds) -> Date {
        if to.start == self.start_bounds() && to.end == self.end_bounds() {
            return self.clone();
        }
        let left = match &self.shape {
            Shape::Simple(date) => within(date, is_one_run(date), to.start, date.mark()),
            Shape::OneOf(members) => {
                let mark = members.iter().flat_map(|member| member.dates()).flatten();
                let mark = mark.map(Simple::mark).fold(Mark::default(), Mark::join);
                let one_run = match members.as_slice() {
                    [Member::One(date)] => is_one_run(date),
                    [_] => true,
                    _ => false,
                };
                within(&OneOf(members), one_run, to.start, mark)
            }
            Shape::Interval(start, end) => {
                Some(Shape::Interval(narrower(*start, to.start), narrower(*end, to.end)))
            }
            Shape::AllOf(_) => None,
        };
        left.and_then(Date::new).unwrap_or_else(|| self.clone())
    }
}

/// A day of any of these.
struct OneOf<'a>(&'a [Member]);

impl Units for OneOf<'_> {
    fn next_unit(&self, from: Day) -> Option<Unit> {
        let next = self.0.iter().filter_map(|member| member.next_unit(from));
        next.min_by_key(|unit| (unit.first.max(from), unit.last))
    }

    fn previous_unit(&self, to: Day) -> Option<Unit> {
        let previous = self.0.iter().filter_map(|member| member.previous_unit(to));
        previous.max_by_key(|unit| (unit.last.min(to), unit.first))
    }
}

fn limits(bounds: Bounds) -> (Day, Day) {
    (bounds.earliest.map_or(PAST, Day::from), bounds.latest.map_or(FUTURE, Day::from))
}

fn bound(day: Day) -> Option<i32> {
    i32::try_from(day).ok()
}

/// Whether all days from the first to the last are possible.
fn is_one_run(date: &Simple) -> bool {
    date.rest == Rest::Nothing && date.year.is_contiguous() || date.single().is_some()
}

/// Those days of a date that lie within the bounds, as one of several runs.
fn within(units: &impl Units, one_run: bool, bounds: Bounds, mark: Mark) -> Option<Shape> {
    let (first, last) = limits(bounds);
    if one_run {
        let (first, last) = (units.next_day(first)?, units.previous_day(last)?);
        return possible(bound(first), bound(last), mark);
    }
    let mut runs: Vec<Unit> = Vec::new();
    let mut from = first;
    while from <= last
        && let Some(unit) = units.next_unit(from)
    {
        let run = Unit { first: unit.first.max(from), last: unit.last.min(last) };
        if run.first > last {
            break;
        }
        match runs.last_mut() {
            Some(before) if run.first <= before.last.saturating_add(1) => before.last = run.last,
            _ => runs.push(run),
        }
        if runs.len() > PIECES || run.last >= FUTURE - 1 {
            break;
        }
        from = run.last + 1;
    }
    match runs.as_slice() {
        [] => None,
        [run] => possible(bound(run.first), bound(run.last), mark),
        several if several.len() > PIECES => None,
        several => {
            let members = several.iter().map(|run| {
                match possible(bound(run.first), bound(run.last), mark)? {
                    Shape::Simple(date) => Some(Member::One(date)),
                    Shape::OneOf(members) => members.first().copied(),
                    _ => None,
                }
            });
            Some(Shape::OneOf(members.collect::<Option<_>>()?))
        }
    }
}

/// Some one day of these.
fn possible(earliest: Option<i32>, latest: Option<i32>, mark: Mark) -> Option<Shape> {
    let marked = |date: Simple| Simple { marks: [mark; 3], ..date };
    let first = earliest.map(|day| marked(day_of(day.into())));
    let last = latest.map(|day| marked(day_of(day.into())));
    Some(match (first, last) {
        (None, None) => return None,
        (Some(first), None) => Shape::OneOf(vec![Member::Since(first)]),
        (None, Some(last)) => Shape::OneOf(vec![Member::Until(last)]),
        (Some(_), Some(_)) if earliest > latest => return None,
        (Some(first), Some(last)) => match period(earliest?, latest?) {
            Some(date) => Shape::Simple(marked(date)),
            None => Shape::OneOf(vec![Member::Range(first, last)]),
        },
    })
}

/// The period of the calendar that has just these days.
fn period(first: i32, last: i32) -> Option<Simple> {
    let exact =
        |unit: &Simple| unit.single() == Some(Unit { first: first.into(), last: last.into() });
    around(first, last).filter(exact)
}

/// The smallest day, month, quarter, half or year that has these days.
fn around(first: i32, last: i32) -> Option<Simple> {
    let day = Shape::Simple(day_of(first.into()));
    let day = Date::new(day)?;
    let all =
        [Precision::Day, Precision::Month, Precision::Quarter, Precision::Half, Precision::Year];
    let periods = all.into_iter().filter_map(|precision| day.truncate(precision));
    let mut dates = periods.filter_map(|period| match period.shape {
        Shape::Simple(date) => Some(date),
        _ => None,
    });
    dates.find(|date| date.single().is_some_and(|unit| unit.last >= last.into()))
}

/// A day; of years that have no days in EDTF, the whole year.
fn day_of(day: Day) -> Simple {
    let (year, month, day) = calendar::civil_of(day);
    let rest = match year.unsigned_abs() <= 9999 {
        true => Rest::Day(pair(month), pair(day)),
        false => Rest::Nothing,
    };
    Simple::new(Year::exact(year), rest)
}

/// An end of an interval within bounds: where one period holds all days that are left, and it is narrower, that.
fn narrower(end: End, bounds: Bounds) -> End {
    let (Some(first), Some(last)) = (bounds.earliest, bounds.latest) else { return end };
    let own = (end.next_day(PAST), end.previous_day(FUTURE));
    let Some(date) = around(first, last) else { return end };
    let found = (date.next_day(PAST), date.previous_day(FUTURE));
    let marks = end.date().map_or([Mark::default(); 3], |date| [date.mark(); 3]);
    match found.0 >= own.0 && found.1 <= own.1 && found != own {
        true => End::Date(Simple { marks, ..date }),
        false => end,
    }
}
