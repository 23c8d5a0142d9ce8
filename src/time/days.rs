//! The days on which an event may begin and end, as pairs: for comparisons that bounds do not decide.
//!
//! Every date is one or several [`Pairs`]. Of two sets of days one asks for the next day at or after another; the sides
//! leap over each other, so nothing is listed.

use super::calendar::{Day, FUTURE, PAST};
use super::shape::{End, Member, Shape};
use super::simple::{Simple, Units};

/// So many leaps are made before what is not decided counts as possible. Patterns of unspecified digits that never meet
/// would take hundreds of thousands.
pub(super) const MAX_LEAPS: usize = 10_000;

/// A set of days.
#[derive(Debug, Clone, Copy)]
pub(super) enum Days<'a> {
    Simple(&'a Simple),
    End(&'a End),
    Members(&'a [Member]),
    /// The one day before or after all time.
    Only(Day),
}

/// How an event may have happened.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pairs<'a> {
    /// It began and ended on one and the same day.
    Point(Days<'a>),
    /// It began on a day of `starts` and ended on one of `ends`, not before what `shape` reaches from the start.
    Spread { starts: Days<'a>, ends: Days<'a>, shape: &'a Shape },
}

impl Days<'_> {
    /// Whether the two have no day in common, as their months or days of the month tell.
    pub fn are_apart(&self, other: &Days<'_>) -> bool {
        match (self, other) {
            (Days::Simple(one), Days::Simple(two)) => one.is_apart_from(two),
            _ => false,
        }
    }

    /// The first day at or after `from`.
    pub fn next(&self, from: Day) -> Option<Day> {
        match self {
            Days::Simple(date) => date.next_day(from),
            Days::End(end) => end.next_day(from),
            Days::Members(members) => {
                members.iter().filter_map(|member| member.next_day(from)).min()
            }
            Days::Only(day) => (from <= *day).then_some(*day),
        }
    }

    /// The last day at or before `to`.
    pub fn previous(&self, to: Day) -> Option<Day> {
        match self {
            Days::Simple(date) => date.previous_day(to),
            Days::End(end) => end.previous_day(to),
            Days::Members(members) => {
                members.iter().filter_map(|member| member.previous_day(to)).max()
            }
            Days::Only(day) => (*day <= to).then_some(*day),
        }
    }

    pub fn first(&self) -> Option<Day> {
        self.next(PAST)
    }

    pub fn last(&self) -> Option<Day> {
        self.previous(FUTURE)
    }
}

impl Pairs<'_> {
    pub fn starts(&self) -> Days<'_> {
        match self {
            Pairs::Point(days) | Pairs::Spread { starts: days, .. } => *days,
        }
    }

    pub fn ends(&self) -> Days<'_> {
        match self {
            Pairs::Point(days) | Pairs::Spread { ends: days, .. } => *days,
        }
    }

    pub fn is_point(&self) -> bool {
        matches!(self, Pairs::Point(_))
    }

    /// Whether there is a way at all: the members of a set may exclude it.
    pub fn exist(&self) -> bool {
        self.reach(PAST).is_some()
    }

    /// Whether what begins on `start` may end on `end`, which is one of the ends.
    pub fn can_end_at(&self, start: Day, end: Day) -> Option<bool> {
        self.least(start).map(|least| least <= end)
    }

    /// The earliest end of what begins at or after `from`; it grows with `from`.
    pub fn reach(&self, from: Day) -> Option<Day> {
        match self {
            Pairs::Point(days) => days.next(from),
            Pairs::Spread { starts, .. } => self.end_from(starts.next(from)?),
        }
    }

    /// The earliest end of what begins on the day `start`, which is one of the starts.
    pub fn end_from(&self, start: Day) -> Option<Day> {
        match self {
            Pairs::Point(_) => Some(start),
            Pairs::Spread { ends, .. } => ends.next(self.least(start)?),
        }
    }

    /// The day that the end of what begins on `start` is not before.
    pub fn least(&self, start: Day) -> Option<Day> {
        match self {
            Pairs::Point(_) => Some(start),
            Pairs::Spread { shape, .. } => shape.least(start),
        }
    }
}

impl Shape {
    /// The ways in which the event may have happened.
    pub fn pairs(&self) -> Vec<Pairs<'_>> {
        match self {
            Shape::Simple(date) => vec![Pairs::Point(Days::Simple(date))],
            Shape::OneOf(members) => vec![Pairs::Point(Days::Members(members))],
            Shape::Interval(start, end) => {
                vec![Pairs::Spread { starts: Days::End(start), ends: Days::End(end), shape: self }]
            }
            Shape::AllOf(members) => self.spreads(members),
        }
    }

    /// One member begins and another ends; the others lie between. A range may be both.
    fn spreads<'a>(&'a self, members: &'a [Member]) -> Vec<Pairs<'a>> {
        if let [Member::One(date)] = members {
            return vec![Pairs::Point(Days::Simple(date))];
        }
        let alone = |member: &Member| matches!(member, Member::One(_));
        let mut spreads = Vec::new();
        for (index, from) in members.iter().enumerate() {
            for (other, to) in members.iter().enumerate() {
                if index != other || !alone(from) {
                    spreads.push(Pairs::Spread {
                        starts: from.starts(),
                        ends: to.ends(),
                        shape: self,
                    });
                }
            }
        }
        spreads
    }

    /// The day that the end of what begins on `start` is not before: the start itself, and for a set what the members
    /// reach from it.
    fn least(&self, start: Day) -> Option<Day> {
        match self {
            Shape::AllOf(_) => self.reach(start),
            _ => Some(start),
        }
    }
}

impl Member {
    fn starts(&self) -> Days<'_> {
        match self {
            Member::One(date) | Member::Since(date) | Member::Range(date, _) => Days::Simple(date),
            Member::Until(_) => Days::Only(PAST),
        }
    }

    fn ends(&self) -> Days<'_> {
        match self {
            Member::One(date) | Member::Until(date) | Member::Range(_, date) => Days::Simple(date),
            Member::Since(_) => Days::Only(FUTURE),
        }
    }
}

/// The first day at or after `from` that all the sides have: each gives its next day at or after another, and none that
/// it skips. When it takes too long, the last day looked at, so that what is not known is possible.
pub(super) fn meeting(from: Day, sides: &[&dyn Fn(Day) -> Option<Day>]) -> Option<Day> {
    let (mut day, mut agreed) = (from, 0);
    for side in sides.iter().cycle().take(MAX_LEAPS) {
        match side(day)? {
            next if next == day => agreed += 1,
            next => (day, agreed) = (next, 1),
        }
        if agreed >= sides.len() {
            return Some(day);
        }
    }
    Some(day)
}
