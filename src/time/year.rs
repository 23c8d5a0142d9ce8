//! The year of a date, with unspecified or insignificant digits.

use std::fmt;

/// A decimal digit, or `None` for an unspecified one (`X`).
pub(super) type Digit = Option<u8>;

/// The year of a date: one year, or the years that its unspecified digits leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Year {
    /// What is written.
    pub form: Form,
    /// How many leading digits count (`1950S2`); `None` for all.
    pub significant: Option<u8>,
}

/// How a year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// Four digits, some perhaps unspecified.
    Digits { negative: bool, digits: [Digit; 4] },
    /// More than four digits, after a `Y`.
    Long(i64),
}

impl Year {
    /// The year itself, all digits known.
    pub fn exact(year: i64) -> Year {
        let form = match u16::try_from(year.unsigned_abs()) {
            Ok(size) if size <= 9999 => {
                let digit = |unit: u16| Some((size / unit % 10) as u8);
                Form::Digits {
                    negative: year < 0,
                    digits: [digit(1000), digit(100), digit(10), digit(1)],
                }
            }
            _ => Form::Long(year),
        };
        Year { form, significant: None }
    }

    /// The first possible year at or after `from`.
    pub fn next(&self, from: i64) -> Option<i64> {
        let (low, high) = self.range();
        if self.is_contiguous() {
            let year = from.max(low);
            return (year <= high).then_some(year);
        }
        (from.max(low)..=high).find(|&year| self.matches(year))
    }

    /// The last possible year at or before `to`.
    pub fn previous(&self, to: i64) -> Option<i64> {
        let (low, high) = self.range();
        if self.is_contiguous() {
            let year = to.min(high);
            return (year >= low).then_some(year);
        }
        (low..=to.min(high)).rev().find(|&year| self.matches(year))
    }

    /// The year, when no other is possible.
    pub fn single(&self) -> Option<i64> {
        let first = self.next(i64::MIN)?;
        (self.previous(i64::MAX) == Some(first)).then_some(first)
    }

    /// How many digits from the right are not known: those from the first unspecified one on, or the insignificant.
    pub fn unknown_digits(&self) -> u32 {
        match (self.form, self.significant) {
            (Form::Digits { digits, .. }, None) => {
                digits.iter().position(Option::is_none).map_or(0, |known| 4 - known as u32)
            }
            (_, Some(significant)) => self.length().saturating_sub(u32::from(significant)),
            (Form::Long(_), None) => 0,
        }
    }

    /// How many digits are written, the sign not counted.
    pub fn length(&self) -> u32 {
        match self.form {
            Form::Digits { .. } => 4,
            Form::Long(year) => year.unsigned_abs().checked_ilog10().unwrap_or(0) + 1,
        }
    }

    /// The years to look at: none outside is possible.
    fn range(&self) -> (i64, i64) {
        let (low, high) = match self.form {
            Form::Digits { digits, .. } => (number(digits, 0), number(digits, 9)),
            Form::Long(year) => (year.unsigned_abs() as i64, year.unsigned_abs() as i64),
        };
        let scale = match self.significant {
            Some(_) => 10_i64.saturating_pow(self.unknown_digits()),
            None => 1,
        };
        let (low, high) = (low - low % scale, high - high % scale + (scale - 1));
        if self.is_negative() { (-high, -low.max(1)) } else { (low, high) }
    }

    fn is_negative(&self) -> bool {
        match self.form {
            Form::Digits { negative, .. } => negative,
            Form::Long(year) => year < 0,
        }
    }

    /// Whether every year of the range is possible: the unspecified digits are the last ones.
    pub fn is_contiguous(&self) -> bool {
        match self.form {
            Form::Digits { digits, .. } => digits.is_sorted_by_key(Option::is_none),
            Form::Long(_) => true,
        }
    }

    fn matches(&self, year: i64) -> bool {
        let Form::Digits { negative, digits } = self.form else { return false };
        let mut size = year.unsigned_abs();
        negative == (year < 0)
            && digits.iter().rev().all(|digit| {
                let last = size % 10;
                size /= 10;
                digit.is_none_or(|digit| u64::from(digit) == last)
            })
    }
}

fn number(digits: [Digit; 4], unspecified: u8) -> i64 {
    digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit.unwrap_or(unspecified)))
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            Form::Digits { negative, digits } => {
                f.write_str(if negative { "-" } else { "" })?;
                digits.iter().try_for_each(|digit| write_digit(f, *digit))?;
            }
            Form::Long(year) => write!(f, "Y{year}")?,
        }
        self.significant.map_or(Ok(()), |significant| write!(f, "S{significant}"))
    }
}

/// Writes the digit, or `X`.
pub(super) fn write_digit(f: &mut fmt::Formatter<'_>, digit: Digit) -> fmt::Result {
    match digit {
        Some(digit) => write!(f, "{digit}"),
        None => f.write_str("X"),
    }
}
