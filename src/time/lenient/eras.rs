//! The eras by which Japan and the Republic of China count years, all of them in the Gregorian calendar.
//!
//! The first days are those of the edicts that changed the era; the last day of an era may be the first of the next
//! (30 July 1912, 25 December 1926), and both names are used for it. Japan took the Gregorian calendar on 1 January
//! 1873: months and days of 明治 before that are of the lunar calendar and are not read.

use super::super::calendar::{self, Unit};

/// An era.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Era {
    /// As it is written, the usual name first.
    pub names: &'static [&'static str],
    first: (i64, u8, u8),
    last: Option<(i64, u8, u8)>,
}

/// Why a date in an era does not exist, or what to know of it.
pub(super) struct Finding {
    pub message: String,
    pub help: Option<String>,
}

/// The year of the first month that Japan counted in the Gregorian calendar.
const GREGORIAN_IN_JAPAN: i64 = 1873;

static ERAS: [Era; 6] = [
    Era { names: &["明治", "M"], first: (1868, 10, 23), last: Some((1912, 7, 30)) },
    Era { names: &["大正", "T"], first: (1912, 7, 30), last: Some((1926, 12, 25)) },
    Era { names: &["昭和", "S"], first: (1926, 12, 25), last: Some((1989, 1, 7)) },
    Era { names: &["平成", "H"], first: (1989, 1, 8), last: Some((2019, 4, 30)) },
    Era { names: &["令和", "R"], first: (2019, 5, 1), last: None },
    Era {
        names: &["民国", "民國", "中華民国", "中華民國", "中华民国"],
        first: (1912, 1, 1),
        last: None,
    },
];

impl Era {
    pub fn named(name: &str) -> Option<&'static Era> {
        ERAS.iter().find(|era| era.names.iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// The Gregorian year of a year of the era.
    pub fn year(&self, number: i64) -> i64 {
        self.first.0.saturating_add(number).saturating_sub(1)
    }

    /// Checks a year, month or day of the era: refused when no day of it lies within the era.
    ///
    /// # Errors
    /// The cause.
    pub fn check(
        &self,
        number: i64,
        month: Option<u8>,
        day: Option<u8>,
    ) -> Result<Option<String>, Finding> {
        let (name, year) = (self.name(), self.year(number));
        if number < 1 {
            let message = format!("{name} has no year {number}");
            return Err(Finding { message, help: Some(format!("the first year is {name}元年")) });
        }
        if name == "明治" && year < GREGORIAN_IN_JAPAN && month.is_some() {
            return Err(Finding {
                message: format!("the months of {name}{number}年 are those of the lunar calendar"),
                help: Some(
                    "convert it to the Gregorian calendar, or write the year only".to_owned(),
                ),
            });
        }
        if name == "明治" && year < GREGORIAN_IN_JAPAN {
            return Ok(Some(format!(
                "{name}{number}年 is a lunar year, which ended early in {:04}",
                year + 1
            )));
        }
        let Some(unit) = unit(year, month, day) else { return Ok(None) };
        let first = number_of(self.first);
        let last = self.last.and_then(number_of);
        if last.is_some_and(|last| last < unit.first)
            || first.is_some_and(|first| unit.last < first)
        {
            return Err(self.outside(number, year, last.is_some_and(|last| last < unit.first)));
        }
        Ok(self.partly(unit, first, last))
    }

    fn outside(&self, number: i64, year: i64, late: bool) -> Finding {
        let (name, bound) = (self.name(), if late { self.last } else { Some(self.first) });
        let (verb, when) = if late { ("ended", "before") } else { ("began", "after") };
        let day = bound.map_or_else(String::new, |(year, month, day)| {
            format!("{year:04}-{month:02}-{day:02}")
        });
        let message = format!("{name} {verb} on {day}, {when} the date in {name}{number}年");
        Finding { message, help: Some(format!("write {year:04} for the year, if that is meant")) }
    }

    fn partly(&self, unit: Unit, first: Option<i64>, last: Option<i64>) -> Option<String> {
        let text = |(year, month, day): (i64, u8, u8)| format!("{year:04}-{month:02}-{day:02}");
        if first.is_some_and(|first| unit.first < first) {
            return Some(format!("{} began on {}", self.name(), text(self.first)));
        }
        let ended = self.last.filter(|_| last.is_some_and(|last| last < unit.last));
        ended.map(|day| format!("{} ended on {}", self.name(), text(day)))
    }
}

fn number_of((year, month, day): (i64, u8, u8)) -> Option<i64> {
    calendar::day_number(year, month, day)
}

fn unit(year: i64, month: Option<u8>, day: Option<u8>) -> Option<Unit> {
    match (month, day) {
        (Some(month), Some(day)) => {
            let day = calendar::day_number(year, month, day)?;
            Some(Unit { first: day, last: day })
        }
        (Some(month), None) => calendar::months(year, month, 1),
        _ => calendar::months(year, 1, 12),
    }
}
