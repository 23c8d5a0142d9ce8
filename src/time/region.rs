//! Dates by their four bounds: which of them stand in a relation to a given date, certainly or possibly.
//!
//! Of a date without gaps (a day, a month, a year, an interval between such) every start and end within its bounds is
//! possible, so that the bounds alone decide each relation, and each asks that some of the bounds lie before or after a
//! day. So the dates that fit can be looked up by their bounds, and need not be compared one by one.

use super::allen::AllenRelation;
use super::calendar::{Day, FUTURE, PAST};
use super::date::Date;
use super::near::TimeUnit;
use super::shape::{End, Hull, Shape};
use super::simple::{Rest, Simple, Units};
use super::year::Form;

/// The bounds of a date without gaps: the first and the last possible day of its start, then of its end, as days since
/// 1970-01-01; `i32::MIN` and `i32::MAX` for no limit.
pub type Frame = [i32; 4];

/// Of how many units (as the years of `19XX`) a date may consist.
const MOST_UNITS: usize = 128;

/// Which of the four bounds is meant.
#[derive(Debug, Clone, Copy)]
enum Bound {
    FirstStart,
    LastStart,
    FirstEnd,
    LastEnd,
}

use Bound::{FirstEnd, FirstStart, LastEnd, LastStart};

/// The frames of which each bound lies in a range, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The ranges, in the order of a [`Frame`].
    pub ranges: [(i32, i32); 4],
}

/// The dates without gaps that stand in a relation to a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// For every completion of both.
    pub certain: Region,
    /// For some completion of both.
    pub possible: Region,
}

/// A relation of a date to another, as the methods of [`Date`] of these names have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// [`Date::before`].
    Before,
    /// [`Date::after`].
    After,
    /// The opposite of [`Date::before`].
    NotBefore,
    /// The opposite of [`Date::after`].
    NotAfter,
    /// [`Date::begins_before`].
    BeginsBefore,
    /// [`Date::before_period`].
    BeforePeriod,
    /// [`Date::after_period`].
    AfterPeriod,
    /// [`Date::since`].
    Since,
    /// [`Date::until`].
    Until,
    /// [`Date::within`].
    Within,
    /// [`Date::overlapping`].
    Overlapping,
    /// [`Date::inside`].
    Inside,
}

impl Region {
    /// All frames.
    pub const ALL: Region = Region { ranges: [(i32::MIN, i32::MAX); 4] };

    /// No frame.
    pub const NONE: Region = Region { ranges: [(i32::MAX, i32::MIN); 4] };

    /// The frames of both.
    #[must_use]
    pub fn and(self, other: Region) -> Region {
        let mut ranges = self.ranges;
        for (range, more) in ranges.iter_mut().zip(other.ranges) {
            *range = (range.0.max(more.0), range.1.min(more.1));
        }
        Region { ranges }
    }

    /// The frames outside, where one limit on one bound tells them.
    pub fn opposite(self) -> Option<Region> {
        let mut ranges = self.ranges;
        let mut limited = ranges.iter_mut().filter(|range| **range != (i32::MIN, i32::MAX));
        let (range, None) = (limited.next()?, limited.next()) else { return None };
        *range = match *range {
            (i32::MIN, high) if high < i32::MAX => (high + 1, i32::MAX),
            (low, i32::MAX) if low > i32::MIN => (i32::MIN, low - 1),
            _ => return None,
        };
        Some(Region { ranges })
    }

    /// Whether a frame is one of them.
    pub fn holds(&self, frame: Frame) -> bool {
        frame.iter().zip(self.ranges).all(|(bound, (low, high))| low <= *bound && *bound <= high)
    }

    fn at_most(self, bound: Bound, day: Day) -> Region {
        let day = if day == FUTURE { i32::MAX } else { day.clamp(LEAST, MOST - 1) as i32 };
        self.ranged(bound, (i32::MIN, day))
    }

    fn at_least(self, bound: Bound, day: Day) -> Region {
        let day = if day == PAST { i32::MIN } else { day.clamp(LEAST + 1, MOST) as i32 };
        self.ranged(bound, (day, i32::MAX))
    }

    fn below(self, bound: Bound, day: Day) -> Region {
        if day == PAST { Region::NONE } else { self.at_most(bound, day - 1) }
    }

    fn above(self, bound: Bound, day: Day) -> Region {
        if day == FUTURE { Region::NONE } else { self.at_least(bound, day + 1) }
    }

    fn ranged(self, bound: Bound, range: (i32, i32)) -> Region {
        let mut more = Region::ALL;
        if let Some(place) = more.ranges.get_mut(bound as usize) {
            *place = range;
        }
        self.and(more)
    }
}

const LEAST: Day = i32::MIN as Day;
const MOST: Day = i32::MAX as Day;

impl Regions {
    fn new(certain: Region, possible: Region) -> Regions {
        Regions { certain, possible }
    }

    /// What lies between two dates, as [`Date::between`] has it.
    pub fn between(first: &Date, last: &Date) -> Regions {
        let (from, to) = (first.hull.end.0.saturating_add(1), last.hull.start.1.saturating_sub(1));
        let possible = Region::ALL.at_least(LastStart, from).at_most(FirstEnd, to);
        Regions {
            certain: Region::ALL
                .above(FirstStart, first.hull.end.1)
                .below(LastEnd, last.hull.start.0),
            possible: if from <= to { possible } else { Region::NONE },
        }
    }

    /// What stands in a relation of Allen's to a date; `None` where bounds do not tell, and for a date with gaps or an open
    /// end.
    pub fn allen(relation: AllenRelation, other: &Date) -> Option<Regions> {
        let (all, Hull { start, end }) = (Region::ALL, other.hull);
        let [first, _, _, last] = other.frame()?;
        if first == i32::MIN || last == i32::MAX {
            return None;
        }
        Some(match relation {
            AllenRelation::Before => {
                Regions::new(all.below(LastEnd, start.0 - 1), all.below(FirstEnd, start.1 - 1))
            }
            AllenRelation::After => {
                Regions::new(all.above(FirstStart, end.1 + 1), all.above(LastStart, end.0 + 1))
            }
            AllenRelation::Meets => Regions::new(
                all.at_least(FirstEnd, start.1 - 1).at_most(LastEnd, start.0 - 1),
                all.at_most(FirstEnd, start.1 - 1).at_least(LastEnd, start.0 - 1),
            ),
            AllenRelation::MetBy => Regions::new(
                all.at_least(FirstStart, end.1 + 1).at_most(LastStart, end.0 + 1),
                all.at_most(FirstStart, end.1 + 1).at_least(LastStart, end.0 + 1),
            ),
            // Nothing lies within one day, known or not, without beginning or ending with it.
            AllenRelation::During if !matches!(other.shape, Shape::Interval(..)) => {
                Regions::new(Region::NONE, Region::NONE)
            }
            AllenRelation::During => {
                let room = end.1.saturating_sub(start.0) >= 2;
                let possible = all.above(LastStart, start.0).below(FirstEnd, end.1);
                Regions::new(
                    all.above(FirstStart, start.1).below(LastEnd, end.0),
                    if room { possible } else { Region::NONE },
                )
            }
            _ => return None,
        })
    }

    /// What is at most so long before or after a date, as [`Date::near`] has it; `None` for a date with gaps.
    pub fn near(other: &Date, count: u32, unit: TimeUnit) -> Option<Regions> {
        other.frame()?;
        let Hull { start, end } = other.hull;
        let (later, earlier) =
            (|day| unit.add(day, i64::from(count)), |day| unit.back(day, i64::from(count)));
        let possible =
            Region::ALL.at_most(FirstStart, later(end.1)).at_least(LastEnd, earlier(start.0));
        let certain =
            Region::ALL.at_most(LastStart, later(end.0)).at_least(FirstEnd, earlier(start.1));
        Some(Regions { certain, possible })
    }
}

impl Relation {
    /// The dates without gaps that stand in this relation to `other`; `None` where they have to be compared one by one.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Relation};
    /// let regions = Relation::Within.regions(&Date::parse("2017-03")?).unwrap();
    /// let frame = |text| Date::parse(text).unwrap().frame().unwrap();
    /// assert!(regions.certain.holds(frame("2017-03-05")));
    /// assert!(!regions.certain.holds(frame("2017")) && regions.possible.holds(frame("2017")));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn regions(self, other: &Date) -> Option<Regions> {
        let (all, Hull { start, end }) = (Region::ALL, other.hull);
        Some(match self {
            Relation::Before => {
                Regions::new(all.below(LastEnd, start.0), all.below(FirstEnd, start.1))
            }
            Relation::After => {
                Regions::new(all.above(FirstStart, end.1), all.above(LastStart, end.0))
            }
            Relation::NotBefore => {
                Regions::new(all.at_least(FirstEnd, start.1), all.at_least(LastEnd, start.0))
            }
            Relation::NotAfter => {
                Regions::new(all.at_most(LastStart, end.0), all.at_most(FirstStart, end.1))
            }
            Relation::BeginsBefore => {
                Regions::new(all.below(LastStart, start.0), all.below(FirstStart, start.1))
            }
            Relation::BeforePeriod => {
                let (first, last) = other.period_start();
                Regions::new(all.below(LastEnd, first), all.below(FirstEnd, last))
            }
            Relation::Since => {
                let (first, last) = other.period_start();
                Regions::new(all.at_least(FirstStart, last), all.at_least(LastStart, first))
            }
            Relation::AfterPeriod => {
                let (first, last) = other.period_end();
                Regions::new(all.above(FirstStart, last), all.above(LastStart, first))
            }
            Relation::Until => {
                let (first, last) = other.period_end();
                Regions::new(all.at_most(LastEnd, first), all.at_most(FirstEnd, last))
            }
            Relation::Within => return other.within_regions(),
            Relation::Overlapping => {
                other.frame()?;
                Regions::new(
                    all.at_most(LastStart, end.0).at_least(FirstEnd, start.1),
                    all.at_most(FirstStart, end.1).at_least(LastEnd, start.0),
                )
            }
            Relation::Inside => {
                other.span()?;
                Regions::new(
                    all.at_least(FirstStart, start.1).at_most(LastEnd, end.0),
                    all.at_least(LastStart, start.0).at_most(FirstEnd, end.1),
                )
            }
        })
    }

    /// The relation that the other date has to this one, where that has a name here.
    pub fn turned(self) -> Option<Relation> {
        Some(match self {
            Relation::Before => Relation::After,
            Relation::After => Relation::Before,
            Relation::NotBefore => Relation::NotAfter,
            Relation::NotAfter => Relation::NotBefore,
            Relation::Overlapping => Relation::Overlapping,
            _ => return None,
        })
    }
}

impl Date {
    /// The bounds of the date, where it has no gaps; `None` too where they are beyond what an `i32` holds.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// assert_eq!(Date::parse("1970-01")?.frame(), Some([0, 30, 0, 30]));
    /// assert_eq!(Date::parse("1970-01-02/1970-02")?.frame(), Some([1, 1, 31, 58]));
    /// assert_eq!(Date::parse("{1970,1972}")?.frame(), None);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn frame(&self) -> Option<Frame> {
        let Hull { start, end } = self.hull;
        let whole = match &self.shape {
            Shape::Simple(date) => has_no_gaps(date, start),
            Shape::Interval(first, last) => {
                let whole = |end: &End, days| end.date().is_none_or(|date| has_no_gaps(date, days));
                whole(first, start) && whole(last, end)
            }
            Shape::OneOf(_) | Shape::AllOf(_) => false,
        };
        let bound = |day: Day| match day {
            PAST => Some(i32::MIN),
            FUTURE => Some(i32::MAX),
            _ => i32::try_from(day).ok().filter(|day| !matches!(*day, i32::MIN | i32::MAX)),
        };
        let frame = || Some([bound(start.0)?, bound(start.1)?, bound(end.0)?, bound(end.1)?]);
        if whole { frame() } else { None }
    }

    /// The first day of the period: the first and the last that it may be.
    fn period_start(&self) -> (Day, Day) {
        let (own, period) = (self.hull.start, self.period().start);
        (own.0.max(period.0), own.1.min(period.1))
    }

    /// The last day of the period: the first and the last that it may be.
    fn period_end(&self) -> (Day, Day) {
        let (own, period) = (self.hull.end, self.period().end);
        (own.0.max(period.0), own.1.min(period.1))
    }

    /// What lies in the period, where it is one unit or an interval.
    fn within_regions(&self) -> Option<Regions> {
        let Hull { start, end } = match &self.shape {
            Shape::Simple(date) => {
                let unit = date.single()?;
                Hull { start: (unit.first, unit.first), end: (unit.last, unit.last) }
            }
            Shape::Interval(..) => self.period(),
            Shape::OneOf(_) | Shape::AllOf(_) => return None,
        };
        Some(Regions {
            certain: Region::ALL.at_least(FirstStart, start.1).at_most(LastEnd, end.0),
            possible: Region::ALL.at_least(LastStart, start.0).at_most(FirstEnd, end.1),
        })
    }

    /// An interval without gaps and without open ends, or a day: its start and its end are independent of each other.
    fn span(&self) -> Option<()> {
        let [first, last, _, end] = self.frame()?;
        let bounded = first != i32::MIN && end != i32::MAX;
        (bounded && (matches!(self.shape, Shape::Interval(..)) || first == last)).then_some(())
    }
}

/// Whether each day in the range is possible.
fn has_no_gaps(date: &Simple, (first, last): (Day, Day)) -> bool {
    if first == last || is_one_unit(date) {
        return true;
    }
    let mut from = first;
    for _ in 0..MOST_UNITS {
        match date.next_unit(from) {
            Some(unit) if unit.first <= from && unit.last >= last => return true,
            Some(unit) if unit.first <= from => from = unit.last.saturating_add(1),
            _ => return false,
        }
    }
    false
}

/// Whether no digit is left open.
fn is_one_unit(date: &Simple) -> bool {
    let known = |digits: &[Option<u8>]| digits.iter().all(Option::is_some);
    let year = match &date.year.form {
        Form::Digits { digits, .. } => known(digits),
        Form::Long(_) => true,
    };
    let rest = match &date.rest {
        Rest::Nothing | Rest::Season(_) => true,
        Rest::Month(month) => known(month),
        Rest::Day(month, day) => known(month) && known(day),
    };
    year && rest && date.year.significant.is_none()
}
