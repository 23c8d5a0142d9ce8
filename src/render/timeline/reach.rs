//! The days that a date may take, and those that it surely takes.

use crate::time::{Date, Precision};

/// Where a date lies on the line of days (since 1970-01-01). `None` is beyond any day: open, unknown, or very far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    /// The first and the last possible day of the start.
    pub(super) start: Ends,
    /// The first and the last possible day of the end. Of a moment they are those of the start.
    pub(super) end: Ends,
    /// It lasts from its start to its end.
    pub(super) lasting: bool,
    /// It has no limit towards the past, the future.
    pub(super) open: (bool, bool),
    /// The start, the end is uncertain or approximate.
    pub(super) rough: (bool, bool),
}

/// A first and a last possible day.
pub(super) type Ends = (Option<i64>, Option<i64>);

/// What a date does in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// It surely lasts on some day of the period.
    Sure,
    /// So if an end without limit reaches so far.
    Open,
    /// It may.
    Maybe,
}

impl Reach {
    /// The reach of a date; `None` where it has no bound at all, and where not even its millennium is known.
    pub(super) fn of(date: &Date) -> Option<Reach> {
        let day = |day: Option<i32>| day.map(i64::from);
        let (start, end) = (date.start_bounds(), date.end_bounds());
        let rough = |date: &Date| date.uncertain() || date.approximate();
        let ends = date.ends();
        let rough = match &ends {
            Some((start, end)) => {
                (start.as_ref().is_some_and(rough), end.as_ref().is_some_and(rough))
            }
            None => (rough(date), rough(date)),
        };
        let text = date.to_string();
        let open = ends.is_some().then(|| (text.starts_with("../"), text.ends_with("/..")));
        let reach = Reach {
            start: (day(start.earliest), day(start.latest)),
            end: (day(end.earliest), day(end.latest)),
            lasting: ends.is_some(),
            open: open.unwrap_or_default(),
            rough,
        };
        let known = date.precision() != Precision::Unknown && reach.days().next().is_some();
        known.then_some(reach)
    }

    /// The first and the last possible day.
    pub(super) fn whole(&self) -> Ends {
        (self.start.0, self.end.1)
    }

    /// The days that bound it.
    pub(super) fn days(&self) -> impl Iterator<Item = i64> {
        let ((a, b), (c, d)) = (self.start, self.end);
        [a, b, c, d].into_iter().flatten()
    }

    /// Its surest days, from the latest start to the earliest end; an end without limit is beyond any day. `None` where
    /// it is a moment, or may be over before it may begin.
    pub(super) fn sure(&self) -> Option<Ends> {
        let sure = match self.open {
            (false, false) => (self.start.1, self.end.0),
            (past, future) => (self.start.1.filter(|_| !past), self.end.0.filter(|_| !future)),
        };
        let known = |end: Option<i64>, open: bool| open || end.is_some();
        let (past, future) = self.open;
        let ordered = sure.0.zip(sure.1).is_none_or(|(start, end)| start <= end);
        (self.lasting && known(sure.0, past) && known(sure.1, future) && ordered).then_some(sure)
    }

    /// What it does between two days, both included; `None` where it cannot be there.
    pub(super) fn shade(&self, first: i64, last: i64) -> Option<Shade> {
        let (from, to) = self.whole();
        if from.is_some_and(|from| last < from) || to.is_some_and(|to| first > to) {
            return None;
        }
        let Some((from, to)) = self.sure() else { return Some(Shade::Maybe) };
        let within = |day: Option<i64>| day.is_some_and(|day| (first..=last).contains(&day));
        let outside = from.is_some_and(|from| last < from) || to.is_some_and(|to| first > to);
        let rough = (self.rough.0 && within(from)) || (self.rough.1 && within(to));
        Some(match (outside || rough, from.is_none() || to.is_none()) {
            (true, _) => Shade::Maybe,
            (false, true) => Shade::Open,
            (false, false) => Shade::Sure,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shades of the months of 2016 to 2018.
    fn months(date: &str) -> String {
        let reach = Reach::of(&Date::parse(date).unwrap()).unwrap();
        let shade = |index: i64| {
            let day = |index: i64| {
                let month = u8::try_from(index.rem_euclid(12) + 1).unwrap();
                crate::time::day_number(2016 + index.div_euclid(12), month, 1).unwrap()
            };
            match reach.shade(day(index), day(index + 1) - 1) {
                None => '.',
                Some(Shade::Sure) => '#',
                Some(Shade::Open) => '+',
                Some(Shade::Maybe) => '-',
            }
        };
        (0..36).map(shade).collect()
    }

    #[test]
    fn what_is_sure_and_what_may_be() {
        let dates = [
            "2017",
            "2017-03",
            "2016-03/2017-02",
            "2016/2018-03",
            "2016-03~/2017-02?",
            "2016-05/..",
            "../2016-05",
            "2016-05/",
            "/2016-05",
            "2017/2017",
            "[2016-02,2017-02]",
            "{2016-02,2017-02}",
            "201X",
            "2016/2018",
        ];
        let shown: Vec<String> =
            dates.iter().map(|date| format!("{date:18} {}", months(date))).collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        2017               ............------------............
        2017-03            ..............-.....................
        2016-03/2017-02    ..############......................
        2016/2018-03       -----------################.........
        2016-03~/2017-02?  ..-##########-......................
        2016-05/..         ....++++++++++++++++++++++++++++++++
        ../2016-05         +++++...............................
        2016-05/           ....--------------------------------
        /2016-05           -----...............................
        2017/2017          ............------------............
        [2016-02,2017-02]  .-------------......................
        {2016-02,2017-02}  .-------------......................
        201X               ------------------------------------
        2016/2018          -----------##############-----------
        ");
    }

    #[test]
    fn what_has_no_place() {
        assert_eq!(Reach::of(&Date::parse("XXXX-12-25").unwrap()), None);
        assert!(Reach::of(&Date::parse("-0043-03-15").unwrap()).is_some());
    }
}
