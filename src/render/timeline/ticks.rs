//! The marks of an axis of time.

use super::unit::{Unit, year_label};

/// A mark: the day that it stands before, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) day: i64,
    pub(super) label: String,
}

/// Steps from mark to mark that read well, from the finest to the coarsest; more years follow.
const STEPS: [(Unit, i64); 9] = [
    (Unit::Day, 1),
    (Unit::Day, 2),
    (Unit::Day, 7),
    (Unit::Day, 14),
    (Unit::Month, 1),
    (Unit::Month, 2),
    (Unit::Month, 3),
    (Unit::Month, 6),
    (Unit::Years(1), 1),
];

/// The largest power of ten that years are counted in.
const LARGEST: u32 = 7;

/// At most `most` marks between two days, both included, at the finest step that allows it.
pub(super) fn ticks((first, last): (i64, i64), most: i64, lang: &str) -> Vec<Tick> {
    let years = (0..LARGEST)
        .flat_map(|zeros| [2, 5, 10].map(|factor| (Unit::Years(1), factor * 10_i64.pow(zeros))));
    let count = |(unit, step): (Unit, i64)| {
        let number = |day: i64| unit.index(day).div_euclid(step);
        number(last) - number(first - 1)
    };
    let fits = |step: &(Unit, i64)| count(*step) <= most;
    let (unit, step) =
        STEPS.into_iter().chain(years).find(fits).unwrap_or((Unit::Years(1), 10_i64.pow(LARGEST)));
    let from = unit.index(first - 1).div_euclid(step) + 1;
    let tick = |number: i64| {
        // Round numbers of years before our era, and its first year.
        let before = matches!(unit, Unit::Years(_)) && step > 1 && number <= 0;
        let index = number * step + i64::from(before);
        let label = match unit {
            Unit::Years(_) => year_label(index, lang),
            _ => unit.label(index, lang),
        };
        Tick { day: unit.first_day(index), label }
    };
    let within = |tick: &Tick| (first..=last).contains(&tick.day);
    (from - 1..from + count((unit, step))).map(tick).filter(within).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::day_number;

    #[test]
    fn marks_read_well() {
        let day = |year| day_number(year, 1, 5).unwrap();
        let shown = |first: i64, last: i64| {
            let labels: Vec<String> =
                ticks((first, last), 6, "en").into_iter().map(|tick| tick.label).collect();
            labels.join(", ")
        };
        let spans = [
            (day(2017), day(2017)),
            (day(2017), day(2017) + 4),
            (day(2017), day(2017) + 40),
            (day(2017), day(2018)),
            (day(2017), day(2019)),
            (day(1990), day(2017)),
            (day(-60), day(30)),
            (-2_000_000_000, 2_000_000_000),
        ];
        let all: Vec<String> = spans.iter().map(|(first, last)| shown(*first, *last)).collect();
        insta::assert_snapshot!(all.join("\n"), @r"
        2017-01-05
        2017-01-05, 2017-01-06, 2017-01-07, 2017-01-08, 2017-01-09
        2017-01-05, 2017-01-12, 2017-01-19, 2017-01-26, 2017-02-02, 2017-02-09
        2017-03, 2017-05, 2017-07, 2017-09, 2017-11, 2018-01
        2017-07, 2018-01, 2018-07, 2019-01
        1995, 2000, 2005, 2010, 2015
        60 BC, 40 BC, 20 BC, 1, 20
        4000000 BC, 2000000 BC, 1, 2000000, 4000000
        ");
    }
}
