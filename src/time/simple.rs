//! A simple date: one year, month, season or day, perhaps with unspecified digits; the intervals and sets are made of
//! these.

use std::iter::successors;

use super::calendar::{self, Day, Unit};
use super::year::{Digit, Year};

/// Two digits of a month or a day.
pub(super) type Pair = [Digit; 2];

/// One date that is neither an interval nor a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Simple {
    pub year: Year,
    pub rest: Rest,
    /// How the year, the month (or season) and the day are qualified.
    pub marks: [Mark; 3],
    pub clock: Option<Clock>,
}

/// What follows the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rest {
    /// Nothing.
    Nothing,
    /// A division of the year, 21 to 41.
    Season(u8),
    Month(Pair),
    Day(Pair, Pair),
}

/// A qualification: `?` uncertain, `~` approximate, `%` both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Mark {
    pub uncertain: bool,
    pub approximate: bool,
}

/// A time of day, local or with an offset to UTC in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub offset: Option<i16>,
}

impl Mark {
    /// Both qualifications together.
    pub fn join(self, other: Mark) -> Mark {
        Mark {
            uncertain: self.uncertain || other.uncertain,
            approximate: self.approximate || other.approximate,
        }
    }

    /// Neither uncertain nor approximate.
    pub fn is_none(self) -> bool {
        self == Mark::default()
    }
}

impl Simple {
    /// The date without qualification and time of day.
    pub fn new(year: Year, rest: Rest) -> Simple {
        Simple { year, rest, marks: [Mark::default(); 3], clock: None }
    }

    /// The qualifications of all parts together.
    pub fn mark(&self) -> Mark {
        self.marks.iter().copied().fold(Mark::default(), Mark::join)
    }

    /// How many parts are written: year, month or season, day.
    pub fn parts(&self) -> usize {
        match self.rest {
            Rest::Nothing => 1,
            Rest::Season(_) | Rest::Month(_) => 2,
            Rest::Day(..) => 3,
        }
    }

    /// The months that the date may lie in, as bits; bit 1 is January.
    pub fn possible_months(&self) -> u32 {
        match self.rest {
            Rest::Nothing => numbers(&[None; 2], 12),
            Rest::Season(code) => {
                let (month, count) = season_months(code);
                (0..count).fold(0, |months, step| months | 1 << ((month + step - 1) % 12 + 1))
            }
            Rest::Month(month) => numbers(&month, 12),
            Rest::Day(month, day) => {
                let fits = |month: &u8| numbers(&day, self.longest(*month)) != 0;
                set_bits(numbers(&month, 12)).filter(fits).fold(0, |bits, month| bits | 1 << month)
            }
        }
    }

    /// The days of the month that the date may be, as bits; bit 1 is the first.
    pub fn possible_days(&self) -> u32 {
        let (months, day) = match self.rest {
            Rest::Day(month, day) => (numbers(&month, 12), day),
            _ => (self.possible_months(), [None; 2]),
        };
        numbers(&day, set_bits(months).map(|month| self.longest(month)).max().unwrap_or(0))
    }

    /// Whether no year, month and day is possible for both, as their months and days of the month tell.
    pub fn is_apart_from(&self, other: &Simple) -> bool {
        self.possible_months() & other.possible_months() == 0
            || self.possible_days() & other.possible_days() == 0
    }

    /// The days that the month has in the longest of the possible years.
    fn longest(&self, month: u8) -> u8 {
        let mut years = successors(self.year.next(i64::MIN), |year| self.year.next(year + 1));
        match month {
            2 if years.any(|year| calendar::days_in_month(year, 2) == 29) => 29,
            2 => 28,
            _ => calendar::days_in_month(2000, month),
        }
    }

    /// The possible units (years, months, seasons or days) of one year, in order.
    fn units(&self, year: i64) -> impl DoubleEndedIterator<Item = Unit> {
        let coarse = match self.rest {
            Rest::Nothing => calendar::months(year, 1, 12),
            Rest::Season(code) => {
                let (month, count) = season_months(code);
                calendar::months(year, month, count)
            }
            _ => None,
        };
        let (months, days) = match self.rest {
            Rest::Day(month, day) => (numbers(&month, 12), Some(numbers(&day, 31))),
            Rest::Month(month) => (numbers(&month, 12), None),
            _ => (0, None),
        };
        let fine = set_bits(months)
            .filter_map(move |month| calendar::months(year, month, 1))
            .flat_map(move |month| {
                // Without days the month itself is the unit.
                let picked = days.unwrap_or(2);
                let count = month.last - month.first + 1;
                (1..=count).filter(move |day| picked >> day & 1 == 1).map(move |day| match days {
                    Some(_) => Unit { first: month.first + day - 1, last: month.first + day - 1 },
                    None => month,
                })
            });
        coarse.into_iter().chain(fine)
    }
}

/// Something that stands for units of time: each completion is one of them. They are disjoint and ordered.
pub(super) trait Units {
    /// The first possible unit that ends at or after `from`.
    fn next_unit(&self, from: Day) -> Option<Unit>;

    /// The last possible unit that starts at or before `to`.
    fn previous_unit(&self, to: Day) -> Option<Unit>;

    /// The first possible day at or after `from`.
    fn next_day(&self, from: Day) -> Option<Day> {
        self.next_unit(from).map(|unit| unit.first.max(from))
    }

    /// The last possible day at or before `to`.
    fn previous_day(&self, to: Day) -> Option<Day> {
        self.previous_unit(to).map(|unit| unit.last.min(to))
    }

    /// The unit, when no other is possible.
    fn single(&self) -> Option<Unit> {
        let first = self.next_unit(calendar::PAST)?;
        (self.previous_unit(calendar::FUTURE) == Some(first)).then_some(first)
    }
}

impl Units for Simple {
    fn next_unit(&self, from: Day) -> Option<Unit> {
        // A winter reaches into the next year, so the year before may hold the unit.
        let mut year = self.year.next(calendar::civil_of(from).0 - 1)?;
        loop {
            if let Some(unit) = self.units(year).find(|unit| unit.last >= from) {
                return Some(unit);
            }
            year = self.year.next(year + 1)?;
        }
    }

    fn previous_unit(&self, to: Day) -> Option<Unit> {
        let mut year = self.year.previous(calendar::civil_of(to).0)?;
        loop {
            if let Some(unit) = self.units(year).rev().find(|unit| unit.first <= to) {
                return Some(unit);
            }
            year = self.year.previous(year - 1)?;
        }
    }
}

/// The numbers from 1 to `max` that fit the digits, as bits.
pub(super) fn numbers(pair: &Pair, max: u8) -> u32 {
    (1..=max)
        .filter(|number| {
            pair[0].is_none_or(|tens| tens == number / 10)
                && pair[1].is_none_or(|ones| ones == number % 10)
        })
        .fold(0, |bits, number| bits | 1 << number)
}

/// The months or days whose bits are set, in order.
fn set_bits(bits: u32) -> impl DoubleEndedIterator<Item = u8> {
    (1..=31).filter(move |number| bits >> number & 1 == 1)
}

/// The two digits of a number below 100.
pub(super) fn pair(number: u8) -> Pair {
    [Some(number / 10), Some(number % 10)]
}

/// The first month of a division of the year, and how many months it has. Seasons are the meteorological ones; 21 to
/// 24 name no hemisphere and are taken as northern. The season that spans the turn of the year begins in its year.
pub(super) fn season_months(code: u8) -> (u8, u8) {
    match code {
        21 | 25 | 31 => (3, 3),
        22 | 26 | 32 => (6, 3),
        23 | 27 | 29 => (9, 3),
        24 | 28 | 30 => (12, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        37..=39 => ((code - 37) * 4 + 1, 4),
        40 | 41 => ((code - 40) * 6 + 1, 6),
        _ => (1, 12),
    }
}
