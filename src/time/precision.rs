//! How precisely a date is known, its parts, and the periods that contain it.

use jiff::civil;
use serde::Serialize;

use super::calendar::{self, Day};
use super::date::Date;
use super::shape::{End, Member, Shape};
use super::simple::{Mark, Rest, Simple, Units};

/// The period that a date names, as far as its digits are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Precision {
    /// Not even the millennium, as in `XXXX-12-25`.
    Unknown,
    /// A thousand years: `1XXX`.
    Millennium,
    /// A hundred years: `19XX`, `1950S2`.
    Century,
    /// Ten years: `201X`.
    Decade,
    /// `2017`, and `2017-XX`, of which only the year is known.
    Year,
    /// `2017-40`, `2017-H1`.
    Half,
    /// Four months: `2017-37`.
    Quadrimester,
    /// `2017-21`, spring.
    Season,
    /// `2017-33`, `2017-Q1`.
    Quarter,
    /// `2017-03`, and `2017-03-XX`.
    Month,
    /// `2017-03-05`, with or without a time of day.
    Day,
    /// `2016/2018`.
    Interval,
    /// `[2016,2018]`, `{2016,2018}`.
    Set,
}

/// What all completions have in common: the year, and bit masks of the months (bit 1 is January) and of the days of the
/// month that occur.
struct Common {
    year: Option<i64>,
    months: u32,
    days: u32,
}

const ANY: u32 = u32::MAX;

impl Date {
    /// The period that the date names, as far as its digits are known from the left.
    pub fn precision(&self) -> Precision {
        match &self.shape {
            Shape::Simple(date) => precision(date),
            Shape::Interval(..) => Precision::Interval,
            Shape::OneOf(_) | Shape::AllOf(_) => Precision::Set,
        }
    }

    /// Whether a part is uncertain (`?` or `%`): the source may be wrong.
    pub fn uncertain(&self) -> bool {
        self.qualification().uncertain
    }

    /// Whether a part is approximate (`~` or `%`): near the date given. It does not widen the bounds.
    pub fn approximate(&self) -> bool {
        self.qualification().approximate
    }

    /// Whether the date names one period with a known start and end, neither uncertain nor approximate.
    pub fn is_exact(&self) -> bool {
        let bounded = match &self.shape {
            Shape::Simple(_) => true,
            Shape::Interval(start, end) => start.date().is_some() && end.date().is_some(),
            Shape::OneOf(_) | Shape::AllOf(_) => false,
        };
        bounded
            && self.qualification().is_none()
            && self.shape.dates().iter().all(|date| date.single().is_some())
    }

    /// Whether the date is an interval.
    pub fn is_interval(&self) -> bool {
        matches!(self.shape, Shape::Interval(..))
    }

    /// Whether the date is an interval of which an end is open (`..`), such as what still goes on.
    pub fn is_open(&self) -> bool {
        matches!(self.shape, Shape::Interval(End::Open, _) | Shape::Interval(_, End::Open))
    }

    /// The start and the end, when the date is an interval; one that is open or unknown is `None`.
    pub fn ends(&self) -> Option<(Option<Date>, Option<Date>)> {
        let date = |end: &End| Date::new(Shape::Simple(*end.date()?));
        match &self.shape {
            Shape::Interval(start, end) => Some((date(start), date(end))),
            _ => None,
        }
    }

    /// The day, when no other is possible.
    pub fn to_day(&self) -> Option<civil::Date> {
        if self.hull.start.0 != self.hull.end.1 {
            return None;
        }
        let (year, month, day) = calendar::civil_of(self.hull.start.0);
        civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// The year, when it is the same for every completion.
    pub fn year_of(&self) -> Option<i32> {
        self.common().year.and_then(|year| year.try_into().ok())
    }

    /// The half of the year, 1 or 2, when it is the same for every completion.
    pub fn half_of(&self) -> Option<u8> {
        self.common().division(6)
    }

    /// The quarter, 1 to 4, when it is the same for every completion.
    pub fn quarter_of(&self) -> Option<u8> {
        self.common().division(3)
    }

    /// The month, 1 to 12, when it is the same for every completion: 12 for `XXXX-12-25`.
    pub fn month_of(&self) -> Option<u8> {
        self.common().division(1)
    }

    /// The day of the month, 1 to 31, when it is the same for every completion.
    pub fn day_of(&self) -> Option<u8> {
        let days = self.common().days;
        (days.count_ones() == 1).then(|| days.trailing_zeros() as u8)
    }

    /// The day, month, quarter, half or year that surely contains the date. `None` when none does, for other precisions,
    /// and beyond the years that the constructors take.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Precision};
    /// let quarter = Date::parse("2017-03-XX")?.truncate(Precision::Quarter);
    /// assert_eq!(quarter, Date::quarter(2017, 1));
    /// assert_eq!(Date::parse("2017")?.truncate(Precision::Month), None);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn truncate(&self, precision: Precision) -> Option<Date> {
        match precision {
            Precision::Decade => return self.years_alike(10),
            Precision::Century => return self.years_alike(100),
            _ => {}
        }
        self.containing(&self.common(), precision)
    }

    /// The periods that contain the date, the nearest first: day, month, quarter, half, year, without the date itself.
    /// Each is contained in the next. A qualified date lies in the periods of its digits.
    pub fn parents(&self) -> Vec<Date> {
        let all = [
            Precision::Day,
            Precision::Month,
            Precision::Quarter,
            Precision::Half,
            Precision::Year,
        ];
        let common = self.common();
        let periods = all.into_iter().filter_map(|precision| self.containing(&common, precision));
        periods.filter(|period| period != self).collect()
    }

    /// The decade (10) or century (100) of the calendar's digits in which the whole date lies: `201X`, `19XX`.
    fn years_alike(&self, length: i64) -> Option<Date> {
        let known = |day: &Day| *day != calendar::PAST && *day != calendar::FUTURE;
        let year = |day| Some(day).filter(known).map(|day| calendar::civil_of(day).0);
        let (first, last) = (year(self.hull.start.0)?, year(self.hull.end.1)?);
        if first / length != last / length || (first < 0) != (last < 0) {
            return None;
        }
        let sign = if first < 0 { "-" } else { "" };
        let digits = (first / length).abs();
        let text = match length {
            10 => format!("{sign}{digits:03}X"),
            _ => format!("{sign}{digits:02}XX"),
        };
        Date::parse(&text).ok()
    }

    fn containing(&self, common: &Common, precision: Precision) -> Option<Date> {
        let year = i32::try_from(common.year?).ok()?;
        match precision {
            Precision::Day => self.to_day().map(Date::day),
            Precision::Month => Date::month(year, common.division(1)?),
            Precision::Quarter => Date::quarter(year, common.division(3)?),
            Precision::Half => Date::half(year, common.division(6)?),
            Precision::Year => Some(Date::year(year)),
            _ => None,
        }
    }

    fn qualification(&self) -> Mark {
        let dates = self.shape.dates();
        dates.iter().map(|date| date.mark()).fold(Mark::default(), Mark::join)
    }

    fn common(&self) -> Common {
        match &self.shape {
            Shape::Simple(date) => date.common(self.hull.start),
            Shape::Interval(..) => Common::between(self.hull.start.0, self.hull.end.1),
            Shape::OneOf(members) | Shape::AllOf(members) => members
                .iter()
                .map(Member::common)
                .reduce(Common::join)
                .unwrap_or(Common { year: None, months: ANY, days: ANY }),
        }
    }
}

impl Common {
    /// What all days from `first` to `last` have in common.
    fn between(first: Day, last: Day) -> Common {
        let (from, to) = (calendar::civil_of(first), calendar::civil_of(last));
        let bits = |low: u8, high: u8| (low..=high).fold(0, |bits, number| bits | 1 << number);
        let year = (from.0 == to.0).then_some(from.0);
        let months = if year.is_some() { bits(from.1, to.1) } else { ANY };
        let days = if months.count_ones() == 1 { bits(from.2, to.2) } else { ANY };
        Common { year, months, days }
    }

    /// The number of the division of the year, each of `length` months, when one holds all possible months.
    fn division(&self, length: u8) -> Option<u8> {
        (1..=12 / length).find(|division| {
            let first = (division - 1) * length + 1;
            self.months & !(((1 << length) - 1) << first) == 0
        })
    }

    fn join(self, other: Common) -> Common {
        Common {
            year: self.year.filter(|_| self.year == other.year),
            months: self.months | other.months,
            days: self.days | other.days,
        }
    }
}

impl Member {
    fn common(&self) -> Common {
        match (self, self.cover()) {
            (Member::One(date), Some(cover)) => date.common((cover.start.0, cover.end.1)),
            (_, Some(cover)) => Common::between(cover.start.0, cover.end.1),
            (_, None) => Common { year: None, months: ANY, days: ANY },
        }
    }
}

impl Simple {
    /// `first` and `last` are the possible days at the ends.
    fn common(&self, (first, last): (Day, Day)) -> Common {
        let days = match self.rest {
            Rest::Day(..) => self.possible_days(),
            _ => ANY,
        };
        Common { months: self.possible_months(), days, ..Common::between(first, last) }
    }
}

fn precision(date: &Simple) -> Precision {
    match date.year.unknown_digits() {
        0 => {}
        1 => return Precision::Decade,
        2 => return Precision::Century,
        3 => return Precision::Millennium,
        _ => return Precision::Unknown,
    }
    match date.rest {
        Rest::Season(33..=36) => Precision::Quarter,
        Rest::Season(37..=39) => Precision::Quadrimester,
        Rest::Season(40 | 41) => Precision::Half,
        Rest::Season(_) => Precision::Season,
        Rest::Day([Some(_), Some(_)], [Some(_), Some(_)]) => Precision::Day,
        Rest::Month([Some(_), Some(_)]) | Rest::Day([Some(_), Some(_)], _) => Precision::Month,
        Rest::Nothing | Rest::Month(_) | Rest::Day(..) => Precision::Year,
    }
}
