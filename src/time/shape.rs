//! The forms a date takes, and what each allows: as an event, when it may have begun and ended; as a period, what it
//! may cover.

use super::calendar::{self, Day, FUTURE, PAST, Unit};
use super::simple::{Rest, Simple, Units};

/// What a date is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Simple(Simple),
    Interval(End, End),
    OneOf(Vec<Member>),
    AllOf(Vec<Member>),
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum End {
    Date(Simple),
    Open,
    Unknown,
}

/// A member of a set: one date, or a range of them that may be open at one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Member {
    One(Simple),
    Until(Simple),
    Range(Simple, Simple),
    Since(Simple),
}

/// The first and the last possible day of the start, and of the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Hull {
    pub start: (Day, Day),
    pub end: (Day, Day),
}

impl Shape {
    /// When the event may have begun and ended. `None` when no completion exists: the end would lie before the start.
    pub fn event(&self) -> Option<Hull> {
        match self {
            Shape::Simple(date) => days(date),
            Shape::Interval(start, end) => {
                let earliest = start.next_day(PAST)?;
                let latest = end.previous_day(FUTURE)?;
                let start = (earliest, start.previous_day(latest)?);
                Some(Hull { start, end: (end.next_day(earliest)?, latest) })
            }
            Shape::OneOf(members) => members.iter().map(days).reduce(|all, next| {
                let (all, next) = (all?, next?);
                let start = (all.start.0.min(next.start.0), all.start.1.max(next.start.1));
                Some(Hull { start, end: start })
            })?,
            Shape::AllOf(members) => span(members.iter().map(Member::occurrence)),
        }
    }

    /// When the period that the date names may begin and end. `None` as in [`Shape::event`].
    pub fn period(&self) -> Option<Hull> {
        match self {
            Shape::Simple(date) => units(date),
            Shape::Interval(start, end) => {
                let earliest = start.next_unit(PAST)?.first;
                let latest = end.previous_unit(FUTURE)?.last;
                let start = match start {
                    End::Open => (PAST, PAST),
                    _ => (earliest, start.previous_unit(latest)?.first),
                };
                let end = match end {
                    End::Open => (FUTURE, FUTURE),
                    _ => (end.next_unit(earliest)?.last, latest),
                };
                Some(Hull { start, end })
            }
            Shape::OneOf(members) => members.iter().map(units).reduce(|all, next| {
                let (all, next) = (all?, next?);
                Some(Hull {
                    start: (all.start.0.min(next.start.0), all.start.1.max(next.start.1)),
                    end: (all.end.0.min(next.end.0), all.end.1.max(next.end.1)),
                })
            })?,
            Shape::AllOf(members) => span(members.iter().map(Member::cover)),
        }
    }

    /// The earliest end of a completion, as an event, that begins at or after `from`.
    pub fn reach(&self, from: Day) -> Option<Day> {
        match self {
            Shape::Simple(date) => date.next_day(from),
            Shape::Interval(start, end) => end.next_day(start.next_day(from)?),
            Shape::OneOf(members) => {
                members.iter().filter_map(|member| member.next_day(from)).min()
            }
            Shape::AllOf(members) => members
                .iter()
                .try_fold(from, |latest, member| Some(latest.max(member.reach(from)?))),
        }
    }

    /// The simple dates in it, in the order written.
    pub fn dates(&self) -> Vec<&Simple> {
        match self {
            Shape::Simple(date) => vec![date],
            Shape::Interval(start, end) => [start, end].into_iter().filter_map(End::date).collect(),
            Shape::OneOf(members) | Shape::AllOf(members) => {
                members.iter().flat_map(|member| member.dates()).flatten().collect()
            }
        }
    }
}

impl End {
    /// The date of this end, unless it is open or unknown.
    pub fn date(&self) -> Option<&Simple> {
        match self {
            End::Date(date) => Some(date),
            End::Open | End::Unknown => None,
        }
    }
}

/// An end that is open or unknown may be any day.
impl Units for End {
    fn next_unit(&self, from: Day) -> Option<Unit> {
        self.date().map_or(Some(Unit { first: from, last: from }), |date| date.next_unit(from))
    }

    fn previous_unit(&self, to: Day) -> Option<Unit> {
        self.date().map_or(Some(Unit { first: to, last: to }), |date| date.previous_unit(to))
    }
}

impl Member {
    /// The dates named: one, or the ends of the range.
    pub fn dates(&self) -> [Option<&Simple>; 2] {
        match self {
            Member::One(date) | Member::Until(date) | Member::Since(date) => [Some(date), None],
            Member::Range(from, to) => [Some(from), Some(to)],
        }
    }

    /// When something that happened in every unit of the member began and ended.
    fn occurrence(&self) -> Option<Hull> {
        Some(match self {
            Member::One(date) => days(date)?,
            Member::Range(from, to) => Hull { start: days(from)?.start, end: days(to)?.end },
            Member::Until(to) => Hull { start: (PAST, PAST), end: days(to)?.end },
            Member::Since(from) => Hull { start: days(from)?.start, end: (FUTURE, FUTURE) },
        })
    }

    /// The period that all units of the member make.
    pub fn cover(&self) -> Option<Hull> {
        Some(match self {
            Member::One(date) => units(date)?,
            Member::Range(from, to) => Hull { start: units(from)?.start, end: units(to)?.end },
            Member::Until(to) => Hull { start: (PAST, PAST), end: units(to)?.end },
            Member::Since(from) => Hull { start: units(from)?.start, end: (FUTURE, FUTURE) },
        })
    }

    /// The earliest end of what happened in every unit of the member and began at or after `from`.
    pub fn reach(&self, from: Day) -> Option<Day> {
        match self {
            Member::One(date) => date.next_day(from),
            Member::Range(first, last) => first.next_day(from).and_then(|day| last.next_day(day)),
            Member::Until(last) => (from == PAST).then(|| last.next_day(from)).flatten(),
            Member::Since(first) => first.next_day(from).map(|_| FUTURE),
        }
    }

    /// The days of the range, when it is one.
    fn range(&self) -> Option<(&Simple, Unit)> {
        let first = |date: &Simple| date.single().map(|unit| unit.first);
        let last = |date: &Simple| date.single().map(|unit| unit.last);
        match self {
            Member::One(_) => None,
            Member::Until(to) => Some((to, Unit { first: PAST, last: last(to)? })),
            Member::Range(from, to) => Some((from, Unit { first: first(from)?, last: last(to)? })),
            Member::Since(from) => Some((from, Unit { first: first(from)?, last: FUTURE })),
        }
    }
}

/// One of the units of the member, which one is not known. A range steps by the units of its ends.
impl Units for Member {
    fn next_unit(&self, from: Day) -> Option<Unit> {
        match (self, self.range()) {
            (Member::One(date), _) => date.next_unit(from),
            (_, Some((step, days))) => {
                (from <= days.last).then(|| unit_around(step, from.max(days.first)))
            }
            (_, None) => None,
        }
    }

    fn previous_unit(&self, to: Day) -> Option<Unit> {
        match (self, self.range()) {
            (Member::One(date), _) => date.previous_unit(to),
            (_, Some((step, days))) => {
                (to >= days.first).then(|| unit_around(step, to.min(days.last)))
            }
            (_, None) => None,
        }
    }
}

/// The year, month or day, as `step` is one, that holds the day. Before and after all time it has no length.
fn unit_around(step: &Simple, day: Day) -> Unit {
    let alone = Unit { first: day, last: day };
    if day == PAST || day == FUTURE {
        return alone;
    }
    let (year, month, _) = calendar::civil_of(day);
    match step.rest {
        Rest::Nothing => calendar::months(year, 1, 12).unwrap_or(alone),
        Rest::Month(_) => calendar::months(year, month, 1).unwrap_or(alone),
        Rest::Season(_) | Rest::Day(..) => alone,
    }
}

/// The event that happens on one of the possible days.
fn days(units: &impl Units) -> Option<Hull> {
    let start = (units.next_day(PAST)?, units.previous_day(FUTURE)?);
    Some(Hull { start, end: start })
}

/// The period that is one of the possible units.
fn units(units: &impl Units) -> Option<Hull> {
    let (first, last) = (units.next_unit(PAST)?, units.previous_unit(FUTURE)?);
    Some(Hull { start: (first.first, last.first), end: (first.last, last.last) })
}

/// From the first start to the last end of several, all of which are.
fn span(hulls: impl Iterator<Item = Option<Hull>>) -> Option<Hull> {
    hulls.reduce(|all, next| {
        let (all, next) = (all?, next?);
        Some(Hull {
            start: (all.start.0.min(next.start.0), all.start.1.min(next.start.1)),
            end: (all.end.0.max(next.end.0), all.end.1.max(next.end.1)),
        })
    })?
}
