//! One date as written, and the EDTF that it becomes.

use super::super::Date;
use super::super::calendar;
use super::super::error::DateError;
use super::eras::Era;
use super::piece::{Piece, year_text};
use crate::diagnostic::Span;

/// One date as written: what is not there may come from its neighbour or from the date before.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub span: Span,
    /// EDTF as written, if it is.
    pub edtf: Option<String>,
    pub year: Option<Year>,
    /// Whether the year is counted before Christ; `None` where it is not said.
    pub bc: Option<bool>,
    pub section: Option<Section>,
    /// The code of a season, quarter or half.
    pub division: Option<u8>,
    pub month: Option<Field>,
    pub day: Option<Field>,
    /// The first, second or third ten days of the month.
    pub third: Option<u8>,
    pub uncertain: bool,
    pub approximate: bool,
    pub tolerance: Option<(i64, Step)>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Year {
    /// A number, and of how many digits.
    Number(i64, usize),
    Decade(i64),
    Century(i64),
    Era(&'static Era, i64),
    /// So many years after that of the date before.
    Relative(i64),
}

/// A month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Number(u8),
    /// So many after that of the date before.
    Relative(i64),
}

/// A part of a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Early,
    Middle,
    Late,
    FirstHalf,
    SecondHalf,
}

/// What a tolerance is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Year,
    Month,
    Day,
}

/// The date before, and what is to be said of the reading.
pub(super) struct Context<'a> {
    pub previous: Option<&'a Date>,
    pub notes: Vec<String>,
}

impl Section {
    /// The first and the last of so many units, counted from 0.
    fn of(self, count: i64) -> (i64, i64) {
        let (third, half) = (count / 3, count / 2);
        match self {
            Section::Early => (0, third - 1),
            Section::Middle => (third, count - third - 2),
            Section::Late => (count - third - 1, count - 1),
            Section::FirstHalf => (0, half - 1),
            Section::SecondHalf => (half, count - 1),
        }
    }

    fn code(self) -> u8 {
        match self {
            Section::Early => 37,
            Section::Middle => 38,
            Section::Late => 39,
            Section::FirstHalf => 40,
            Section::SecondHalf => 41,
        }
    }

    fn is_vague(self) -> bool {
        !matches!(self, Section::FirstHalf | Section::SecondHalf)
    }
}

impl Part {
    /// Whether it is a number of at most two digits and nothing else, which may be a day.
    pub fn as_day(&self) -> Option<u8> {
        match self.year {
            Some(Year::Number(number @ 1..=31, 1..=2)) if self.bc.is_none() && self.is_bare() => {
                u8::try_from(number).ok()
            }
            _ => None,
        }
    }

    fn is_bare(&self) -> bool {
        self.section.is_none() && self.division.is_none() && self.month.is_none()
    }

    /// The EDTF that it becomes.
    ///
    /// # Errors
    /// What does not exist, and what needs a date before where there is none.
    pub fn resolve(&self, context: &mut Context<'_>) -> Result<Piece, DateError> {
        let mut piece = match &self.edtf {
            Some(text) => Piece::new(self.span, text.clone()),
            None => self.calendar(context)?,
        };
        piece.uncertain |= self.uncertain;
        piece.approximate |= self.approximate || self.section.is_some_and(Section::is_vague);
        piece.check()?;
        context.notes.extend(self.taken(&piece));
        match self.tolerance {
            Some((count, step)) => piece.widen(count, step),
            None => Ok(piece),
        }
    }

    /// What was taken for granted about the words.
    fn taken(&self, piece: &Piece) -> Option<String> {
        match (self.section, self.year, self.division) {
            (Some(section), ..) if section.is_vague() => {
                Some("early, mid and late are taken as thirds of the period".to_owned())
            }
            (_, Some(Year::Century(_)), _) => {
                let (first, last) = piece.days().ok()?;
                let year = |day| year_text(calendar::civil_of(day).0);
                Some(format!("the century is taken as the years {} to {}", year(first), year(last)))
            }
            (_, _, Some(24)) => {
                Some("the winter is taken as that which begins in December of the year".to_owned())
            }
            _ => None,
        }
    }

    fn calendar(&self, context: &mut Context<'_>) -> Result<Piece, DateError> {
        match self.year {
            Some(Year::Century(number)) => self.century(number),
            Some(Year::Decade(first)) => self.decade(first),
            _ => {
                let (year, month, day) = self.numbers(context)?;
                self.of_year(year, month, day)
            }
        }
    }

    fn of_year(&self, year: i64, month: Option<u8>, day: Option<u8>) -> Result<Piece, DateError> {
        let text = year_text(year);
        let Some(month) = month else {
            let code = self.division.or(self.section.map(Section::code));
            let text = code.map_or(text.clone(), |code| format!("{text}-{code}"));
            return Ok(Piece::new(self.span, text));
        };
        if !(1..=12).contains(&month) {
            return Err(DateError::new(self.span, format!("month {month} does not exist")));
        }
        let text = format!("{text}-{month:02}");
        if let Some(day) = day {
            return Ok(Piece::new(self.span, format!("{text}-{day:02}")));
        }
        let days = i64::from(calendar::days_in_month(year, month));
        let (first, last) = match (self.third, self.section) {
            (Some(1), _) | (None, Some(Section::Early)) => (1, 10),
            (Some(2), _) | (None, Some(Section::Middle)) => (11, 20),
            (Some(_), _) | (None, Some(Section::Late)) => (21, days),
            (None, Some(half)) => {
                let (first, last) = half.of(days);
                (first + 1, last + 1)
            }
            (None, None) => return Ok(Piece::new(self.span, text)),
        };
        Ok(Piece::range(self.span, format!("{text}-{first:02}"), format!("{text}-{last:02}")))
    }

    fn century(&self, number: i64) -> Result<Piece, DateError> {
        if !(1..=99).contains(&number) {
            return Err(DateError::new(self.span, format!("there is no century {number}"))
                .help("centuries are counted from 1"));
        }
        let (first, last) = match (self.bc == Some(true), number) {
            (true, 1) => (-99, 0),
            (true, _) => (1 - number * 100, (1 - number) * 100),
            (false, 1) => (1, 100),
            (false, _) => ((number - 1) * 100, number * 100 - 1),
        };
        let range = |(from, to): (i64, i64)| {
            Piece::range(self.span, year_text(first + from), year_text(first + to))
        };
        Ok(match (self.section, number) {
            (Some(section), _) => range(section.of(last - first + 1)),
            (None, 1) => range((0, last - first)),
            (None, _) => {
                let sign = if first < 0 { "-" } else { "" };
                Piece::new(self.span, format!("{sign}{:02}XX", number - 1))
            }
        })
    }

    fn decade(&self, first: i64) -> Result<Piece, DateError> {
        if first % 100 == 0 {
            let error = DateError::new(self.span, "this is a decade or a century");
            let (ten, hundred) = (first / 10, first / 100);
            return Err(error
                .help("write the one that is meant")
                .candidates([format!("{ten:03}X"), format!("{hundred:02}XX")]));
        }
        if first % 10 != 0 || !(10..=9999).contains(&first) {
            return Err(DateError::new(self.span, "a decade begins with a year that ends in 0")
                .help("write it as in 1920s"));
        }
        if first < 100 && self.bc.is_none() {
            let candidates =
                [1900 + first, 1800 + first].map(|first| format!("{:03}X", first / 10));
            return Err(DateError::new(self.span, "the century of this decade is not said")
                .help(format!("write all digits, as in {}s, or AD", 1900 + first))
                .candidates(candidates));
        }
        let bc = self.bc == Some(true);
        let years = if bc { (1 - first - 9, 1 - first) } else { (first, first + 9) };
        match self.section {
            None if bc => Ok(Piece::range(self.span, year_text(years.0), year_text(years.1))),
            None => Ok(Piece::new(self.span, format!("{:03}X", first / 10))),
            Some(section) => {
                let (from, to) = section.of(10);
                Ok(Piece::range(self.span, year_text(years.0 + from), year_text(years.0 + to)))
            }
        }
    }
}
