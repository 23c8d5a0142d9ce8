//! Periods of equal kind that time is cut into: days, months, years, and tens, hundreds and thousands of years.

use super::reach::Reach;
use crate::time::{Date, civil_of, day_number};

/// A kind of period. Periods are numbered; the numbers rise with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A day; its number is the day since 1970-01-01.
    Day,
    /// A month, counted from January of year 0.
    Month,
    /// So many years; 1 is a year, 10 a decade. They are counted from the beginning of our era in both directions, so that
    /// 200 BC to 101 BC are a hundred years; the first after it lacks the year 0.
    Years(i64),
}

/// From the finest to the coarsest.
const UNITS: [Unit; 9] = [
    Unit::Day,
    Unit::Month,
    Unit::Years(1),
    Unit::Years(10),
    Unit::Years(100),
    Unit::Years(1_000),
    Unit::Years(10_000),
    Unit::Years(100_000),
    Unit::Years(1_000_000),
];

/// Periods that a timeline has at most.
const PERIODS: i64 = 60;

impl Unit {
    /// The number of the period that a day lies in.
    pub(super) fn index(self, day: i64) -> i64 {
        let (year, month, _) = civil_of(day);
        match self {
            Unit::Day => day,
            Unit::Month => 12 * year + i64::from(month) - 1,
            Unit::Years(count) if count > 1 && year <= 0 => (year - 1).div_euclid(count),
            Unit::Years(count) => year.div_euclid(count),
        }
    }

    /// The first day of a period.
    pub(super) fn first_day(self, index: i64) -> i64 {
        let (year, month) = match self {
            Unit::Day => return index,
            Unit::Month => {
                (index.div_euclid(12), u8::try_from(index.rem_euclid(12) + 1).unwrap_or(1))
            }
            Unit::Years(count) if count > 1 && index <= 0 => (index.saturating_mul(count) + 1, 1),
            Unit::Years(count) => (index.saturating_mul(count), 1),
        };
        day_number(year, month, 1).unwrap_or(i64::MAX)
    }

    /// The last day of a period.
    pub(super) fn last_day(self, index: i64) -> i64 {
        self.first_day(index + 1) - 1
    }

    /// What a period is called: in figures where that is plain, else in words of the language.
    pub(super) fn label(self, index: i64, lang: &str) -> String {
        let (year, month, day) = civil_of(self.first_day(index));
        match self {
            Unit::Day if year > 0 => format!("{year:04}-{month:02}-{day:02}"),
            Unit::Month if year > 0 => format!("{year:04}-{month:02}"),
            Unit::Day => worded(&format!("{}-{month:02}-{day:02}", edtf(year)), lang),
            Unit::Month => worded(&format!("{}-{month:02}", edtf(year)), lang),
            Unit::Years(1) => year_label(year, lang),
            Unit::Years(10) if (1000..10_000).contains(&year) => {
                worded(&format!("{}X", year / 10), lang)
            }
            Unit::Years(_) => {
                let last = civil_of(self.last_day(index)).0;
                format!("{} – {}", year_label(year, lang), year_label(last, lang))
            }
        }
    }

    /// The finest unit that cuts the time of all into few periods, and is not finer than half of the dates are known.
    pub(super) fn fit(all: &[Reach], (first, last): (i64, i64)) -> Unit {
        let few = |unit: &Unit| unit.index(last) - unit.index(first) < PERIODS;
        let known = |unit: &Unit| {
            let ends = || all.iter().flat_map(|reach| [reach.start, reach.end]);
            let ends = || ends().filter_map(|(first, last)| first.zip(last));
            let sharp =
                ends().filter(|(first, last)| unit.index(*first) == unit.index(*last)).count();
            2 * sharp >= ends().count()
        };
        UNITS.into_iter().find(|unit| few(unit) && known(unit)).unwrap_or(Unit::Years(1_000_000))
    }
}

/// A year: figures, in words where it is before year 1.
pub(super) fn year_label(year: i64, lang: &str) -> String {
    if year > 0 { year.to_string() } else { worded(&edtf(year), lang) }
}

fn edtf(year: i64) -> String {
    match year {
        -9999..=9999 => format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs()),
        _ => format!("Y{year}"),
    }
}

fn worded(edtf: &str, lang: &str) -> String {
    Date::parse(edtf).map_or_else(|_| edtf.to_owned(), |date| date.to_text(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_tile_time() {
        for unit in UNITS {
            for day in [-800_000_000, -719_529, -719_528, -1, 0, 17_000, 800_000_000] {
                let index = unit.index(day);
                assert!(
                    (unit.first_day(index)..=unit.last_day(index)).contains(&day),
                    "{unit:?} {day}"
                );
                assert_eq!(unit.index(unit.last_day(index) + 1), index + 1);
            }
        }
    }

    #[test]
    fn labels() {
        let ides = day_number(-43, 3, 15).unwrap();
        let shown =
            |day: i64, lang: &str| UNITS.map(|unit| unit.label(unit.index(day), lang)).join(", ");
        insta::assert_snapshot!(shown(17_250, "en"), @"2017-03-25, 2017-03, 2017, 2010s, 2000 – 2099, 2000 – 2999, 1 – 9999, 1 – 99999, 1 – 999999");
        insta::assert_snapshot!(shown(17_250, "ja"), @"2017-03-25, 2017-03, 2017, 2010年代, 2000 – 2099, 2000 – 2999, 1 – 9999, 1 – 99999, 1 – 999999");
        insta::assert_snapshot!(shown(ides, "en"), @"15 March 44 BC, March 44 BC, 44 BC, 50 BC – 41 BC, 100 BC – 1 BC, 1000 BC – 1 BC, 10000 BC – 1 BC, 100000 BC – 1 BC, 1000000 BC – 1 BC");
    }
}
