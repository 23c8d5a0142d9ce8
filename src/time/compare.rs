//! Comparing dates, in three-valued logic.
//!
//! A comparison is true when it holds for every completion of both dates, false when it holds for none, and unknown
//! otherwise. The two dates are completed independently of each other.

use super::calendar::{Day, FUTURE, PAST, Unit};
use super::date::Date;
use super::days::MAX_LEAPS;
use super::shape::{Hull, Member, Shape};
use super::simple::Units;
use super::truth::Truth;

impl Date {
    /// Whether the event ended before the other event began.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let date = Date::parse;
    /// assert_eq!(date("2017-02")?.before(&date("2017-03")?), Truth::True);
    /// assert_eq!(date("2017-03")?.before(&date("2017-03")?), Truth::Unknown);
    /// assert_eq!(date("2017/2019")?.before(&date("2017-01-01")?), Truth::False);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn before(&self, other: &Date) -> Truth {
        less(self.hull.end, other.hull.start)
    }

    /// Whether the event began after the other event ended.
    pub fn after(&self, other: &Date) -> Truth {
        other.before(self)
    }

    /// Whether the event began before the other event began.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let date = Date::parse;
    /// assert_eq!(date("2017/2019")?.begins_before(&date("2018-01")?), Truth::True);
    /// assert_eq!(date("2017")?.begins_before(&date("2017-06")?), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn begins_before(&self, other: &Date) -> Truth {
        less(self.hull.start, other.hull.start)
    }

    /// Whether the event began after `first` ended and ended before `last` began.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let date = Date::parse;
    /// assert_eq!(date("2017-04")?.between(&date("2017-03")?, &date("2017-06")?), Truth::True);
    /// assert_eq!(date("2017")?.between(&date("2017-06-01")?, &date("2017-06-02")?), Truth::False);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn between(&self, first: &Date, last: &Date) -> Truth {
        let room = Unit {
            first: first.hull.end.0.saturating_add(1),
            last: last.hull.start.1.saturating_sub(1),
        };
        if first.hull.end.1 < self.hull.start.0 && self.hull.end.1 < last.hull.start.0 {
            Truth::True
        } else {
            unknown_if(room.first <= room.last && self.fits(room))
        }
    }

    /// Whether the event ended before the first day of the period.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let date = Date::parse;
    /// assert_eq!(date("2017-03")?.before_period(&date("2017-03")?), Truth::False);
    /// assert_eq!(date("2017")?.before_period(&date("2017-06")?), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn before_period(&self, period: &Date) -> Truth {
        // The days of a period are around its start, so they decide most cases without it.
        decided(self.hull.end, period.hull.start)
            .unwrap_or_else(|| less(self.hull.end, period.period().start))
    }

    /// Whether the event began after the last day of the period.
    pub fn after_period(&self, period: &Date) -> Truth {
        decided(period.hull.end, self.hull.start)
            .unwrap_or_else(|| less(period.period().end, self.hull.start))
    }

    /// Whether the event began on the first day of the period or later.
    pub fn since(&self, period: &Date) -> Truth {
        !decided(self.hull.start, period.hull.start)
            .unwrap_or_else(|| less(self.hull.start, period.period().start))
    }

    /// Whether the event ended on the last day of the period or earlier.
    pub fn until(&self, period: &Date) -> Truth {
        !decided(period.hull.end, self.hull.end)
            .unwrap_or_else(|| less(period.period().end, self.hull.end))
    }

    /// Whether the event lies in the period, from its start to its end.
    ///
    /// A set `{…}` is the period that its members make together; `[…]` and unspecified digits name one of several
    /// periods. A period `{…}` with a member of unspecified digits gives unknown where it is not plainly true or false.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let date = Date::parse;
    /// assert_eq!(date("2017-03")?.within(&date("2017")?), Truth::True);
    /// assert_eq!(date("2017")?.within(&date("2017-03")?), Truth::Unknown);
    /// assert_eq!(date("2016/2018")?.within(&date("2017")?), Truth::False);
    /// assert_eq!(date("2017-03")?.within(&date("201X")?), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn within(&self, period: &Date) -> Truth {
        if self.hull.start.1 < period.hull.start.0 || period.hull.end.1 < self.hull.end.0 {
            return Truth::False;
        }
        match &period.shape {
            Shape::Simple(date) => match &self.shape {
                Shape::Simple(own) if own.is_apart_from(date) => Truth::False,
                _ => self.within_one(date),
            },
            Shape::Interval(..) => self.lies_in(period.period()),
            Shape::OneOf(members) => members
                .iter()
                .map(|member| self.within_one(member))
                .reduce(|all, next| if all == next { all } else { Truth::Unknown })
                .unwrap_or(Truth::Unknown),
            Shape::AllOf(members) => self.within_all(members, period.period()),
        }
    }

    /// The days that the date covers when it is taken as a period.
    pub(super) fn period(&self) -> Hull {
        self.shape.period().unwrap_or(self.hull)
    }

    /// Whether the event lies between a start and an end of which only bounds are known.
    fn lies_in(&self, period: Hull) -> Truth {
        if self.hull.start.0 >= period.start.1 && self.hull.end.1 <= period.end.0 {
            Truth::True
        } else if self.fits(Unit { first: period.start.0, last: period.end.1 }) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Whether the event lies in the one unit that is meant.
    fn within_one(&self, units: &impl Units) -> Truth {
        match units.single() {
            Some(Unit { first, last }) => {
                self.lies_in(Hull { start: (first, first), end: (last, last) })
            }
            None => unknown_if(self.meets(units)),
        }
    }

    /// Whether some unit holds a completion of the event. The two sides leap over each other, so nothing is listed; when
    /// they have not met after [`MAX_LEAPS`], they may.
    fn meets(&self, units: &impl Units) -> bool {
        let mut from = PAST;
        for _ in 0..MAX_LEAPS {
            let Some(unit) = units.next_unit(from) else { return false };
            match self.shape.reach(unit.first) {
                Some(day) if day <= unit.last => return true,
                Some(day) => from = day,
                None => return false,
            }
        }
        true
    }

    /// Whether the event lies in the period that the members make together.
    fn within_all(&self, members: &[Member], whole: Hull) -> Truth {
        let runs = runs(members);
        if self.always_in(&runs) {
            return Truth::True;
        }
        let vague = members.iter().any(|member| exact(member).is_none());
        let widest = Unit { first: whole.start.0, last: whole.end.1 };
        unknown_if(self.sometimes_in(&runs) || vague && self.fits(widest))
    }

    fn always_in(&self, runs: &[Unit]) -> bool {
        match &self.shape {
            Shape::Interval(..) => {
                runs.iter().any(|run| run.first <= self.hull.start.0 && self.hull.end.1 <= run.last)
            }
            Shape::Simple(date) => gaps(runs).iter().all(|gap| !touches(date, gap)),
            Shape::OneOf(own) | Shape::AllOf(own) => {
                gaps(runs).iter().all(|gap| own.iter().all(|member| !touches(member, gap)))
            }
        }
    }

    fn sometimes_in(&self, runs: &[Unit]) -> bool {
        match &self.shape {
            // The units of a range may lie in different runs: it is enough that one may.
            Shape::AllOf(own) => {
                own.iter().all(|member| runs.iter().any(|run| touches(member, run)))
            }
            _ => runs.iter().any(|run| self.fits(*run)),
        }
    }

    /// Whether some completion of the event lies in the unit.
    fn fits(&self, unit: Unit) -> bool {
        self.shape.reach(unit.first).is_some_and(|day| day <= unit.last)
    }
}

/// Whether a day of the one range is less than one of the other.
fn less(one: (Day, Day), other: (Day, Day)) -> Truth {
    if one.1 < other.0 {
        Truth::True
    } else if one.0 >= other.1 {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// The same where it is known; `None` where it may be either.
fn decided(one: (Day, Day), other: (Day, Day)) -> Option<Truth> {
    Some(less(one, other)).filter(|truth| *truth != Truth::Unknown)
}

fn unknown_if(possible: bool) -> Truth {
    if possible { Truth::Unknown } else { Truth::False }
}

/// Whether a possible day lies in the run.
fn touches(units: &impl Units, run: &Unit) -> bool {
    units.next_day(run.first).is_some_and(|day| day <= run.last)
}

/// The days of a member whose ends are known.
fn exact(member: &Member) -> Option<Unit> {
    let cover = member.cover()?;
    let known = cover.start.0 == cover.start.1 && cover.end.0 == cover.end.1;
    known.then_some(Unit { first: cover.start.0, last: cover.end.0 })
}

/// The days of the exact members, in order, those that touch joined.
fn runs(members: &[Member]) -> Vec<Unit> {
    let mut units: Vec<Unit> = members.iter().filter_map(exact).collect();
    units.sort();
    let mut runs: Vec<Unit> = Vec::new();
    for unit in units {
        match runs.last_mut() {
            Some(run) if unit.first <= run.last.saturating_add(1) => {
                run.last = run.last.max(unit.last)
            }
            _ => runs.push(unit),
        }
    }
    runs
}

/// The days outside the runs.
fn gaps(runs: &[Unit]) -> Vec<Unit> {
    let firsts = std::iter::once(PAST).chain(runs.iter().map(|run| run.last.saturating_add(1)));
    let lasts = runs.iter().map(|run| run.first.saturating_sub(1)).chain([FUTURE]);
    firsts
        .zip(lasts)
        .filter(|(first, last)| first <= last && *last != PAST && *first != FUTURE)
        .map(|(first, last)| Unit { first, last })
        .collect()
}
