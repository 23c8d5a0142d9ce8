//! How long something lasted: all of a period, and its duration.

use super::calendar::{self, Day, FUTURE, PAST, civil_of};
use super::date::Date;
use super::precision::Precision;
use super::shape::{End, Hull, Member, Shape};
use super::simple::{Rest, Simple, pair};
use super::year::Year;

impl Date {
    /// Whether the event certainly goes on beyond one day, month, quarter, half, year, decade or century.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Precision};
    /// assert!(Date::parse("2012-06/2014")?.goes_beyond(Precision::Month));
    /// assert!(!Date::parse("2012-04/2012-06")?.goes_beyond(Precision::Quarter));
    /// assert!(!Date::parse("2012")?.goes_beyond(Precision::Month));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn goes_beyond(&self, precision: Precision) -> bool {
        let (start, end) = (self.hull.start.1, self.hull.end.0);
        if start == PAST || end == FUTURE || start >= end {
            return false;
        }
        let part = |day: Day| {
            let (year, month, number) = civil_of(day);
            match precision {
                Precision::Century => (year.div_euclid(100), 0, 0),
                Precision::Decade => (year.div_euclid(10), 0, 0),
                Precision::Year => (year, 0, 0),
                Precision::Half => (year, (month - 1) / 6, 0),
                Precision::Quarter => (year, (month - 1) / 3, 0),
                Precision::Month => (year, month, 0),
                _ => (year, month, number),
            }
        };
        part(start) != part(end)
    }

    /// The date of what lasted through all of this period: the interval from its first day to its last.
    ///
    /// A date says that something happened on some day *within* it, and EDTF has no mark for *all of it*; an interval
    /// between two days says just that. Open ends stay open, and a qualification is kept at both ends. `None` when the
    /// period is not one: digits are unspecified, an end is unknown, or it is a set.
    ///
    /// A chronicle writes `throughout 2017-03`, which is read as this interval; see [`Date::as_throughout`] for the way
    /// back.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let date = Date::parse("2017-02")?.throughout();
    /// assert_eq!(date.map(|date| date.to_string()).as_deref(), Some("2017-02-01/2017-02-28"));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn throughout(&self) -> Option<Date> {
        let (start, end) = match &self.shape {
            Shape::Simple(date) => (End::Date(*date), End::Date(*date)),
            Shape::Interval(start, end) => (*start, *end),
            Shape::OneOf(_) | Shape::AllOf(_) => return None,
        };
        let Hull { start: first, end: last } = self.period();
        let start = edge(start, first)?;
        let end = edge(end, last)?;
        Date::new(Shape::Interval(start, end))
    }

    /// Some day of it, which one is not known: of an interval, some day from its beginning to its end. Any other date says
    /// that as it is.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let day = |text| Ok::<_, nenpyo::time::DateError>(Date::parse(text)?.some_day().to_string());
    /// assert_eq!((day("2014/2017")?, day("2017")?), ("[2014..2017]".to_owned(), "2017".to_owned()));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    #[must_use]
    pub fn some_day(&self) -> Date {
        let Shape::Interval(start, end) = &self.shape else { return self.clone() };
        let member = match (start.date(), end.date()) {
            (Some(start), Some(end)) => Member::Range(*start, *end),
            (Some(start), None) => Member::Since(*start),
            (None, Some(end)) => Member::Until(*end),
            (None, None) => return self.clone(),
        };
        Date::new(Shape::OneOf(vec![member])).unwrap_or_else(|| self.clone())
    }

    /// The year, half, quarter, month or day that something with this date lasted through: the opposite of
    /// [`Date::throughout`]. `None` when the date is not an interval that is one such period from its first day to its
    /// last.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let quarter = Date::parse("2017-01-01/2017-03-31")?.as_throughout();
    /// assert_eq!(quarter, Date::quarter(2017, 1));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn as_throughout(&self) -> Option<Date> {
        let (Some(start), Some(_)) = self.ends()? else { return None };
        let mut periods = start.parents();
        periods.push(start);
        periods.into_iter().find(|period| period.throughout().as_ref() == Some(self))
    }
}

/// The end of an interval on a day, with the qualification of the date that it comes from.
fn edge(end: End, (first, last): (Day, Day)) -> Option<End> {
    match end {
        End::Open => Some(End::Open),
        End::Date(date) if first == last && first != PAST && last != FUTURE => {
            let (year, month, day) = calendar::civil_of(first);
            let day = Simple::new(Year::exact(year), Rest::Day(pair(month), pair(day)));
            // A longer year has no months and days in EDTF.
            (year.unsigned_abs() <= 9999)
                .then_some(End::Date(Simple { marks: [date.mark(); 3], ..day }))
        }
        End::Date(_) | End::Unknown => None,
    }
}
