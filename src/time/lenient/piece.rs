//! One date in EDTF, or the first and the last of which it is one; and arithmetic on it.

use super::super::Date;
use super::super::calendar::{self, Day, civil_of};
use super::super::error::DateError;
use super::part::Step;
use crate::diagnostic::Span;

/// One date in EDTF, without qualification, or a range of which one is meant.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub span: Span,
    pub first: String,
    /// The last, when it is a range.
    pub last: Option<String>,
    pub uncertain: bool,
    pub approximate: bool,
}

impl Piece {
    pub fn new(span: Span, text: String) -> Piece {
        Piece { span, first: text, last: None, uncertain: false, approximate: false }
    }

    pub fn range(span: Span, first: String, last: String) -> Piece {
        let last = (first != last).then_some(last);
        Piece { last, ..Piece::new(span, first) }
    }

    pub fn last(&self) -> &str {
        self.last.as_deref().unwrap_or(&self.first)
    }

    /// The sign of the qualification.
    pub fn mark(&self) -> &'static str {
        match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        }
    }

    /// As EDTF, when it is one date.
    pub fn single(&self) -> Option<String> {
        self.last.is_none().then(|| format!("{}{}", self.first, self.mark()))
    }

    /// As a member of a set.
    pub fn member(&self) -> Result<String, DateError> {
        match &self.last {
            None => Ok(format!("{}{}", self.first, self.mark())),
            Some(last) => range(self.span, (&self.first, self.mark()), (last, self.mark())),
        }
    }

    /// Whether the dates exist.
    pub fn check(&self) -> Result<(), DateError> {
        self.days().map(|_| ())
    }

    /// The first and the last day.
    pub fn days(&self) -> Result<(Day, Day), DateError> {
        Ok((days(self.span, &self.first)?.0, days(self.span, self.last())?.1))
    }

    /// The date or the range, so much earlier and later.
    pub fn widen(&self, count: i64, step: Step) -> Result<Piece, DateError> {
        let (first, last) = self.days()?;
        let step_of_last = rank(self.last()).max(step);
        let from = text(shift(first, -count, step), rank(&self.first).max(step));
        let to = text(shift(last, count, step), step_of_last);
        Ok(Piece {
            approximate: false,
            ..Piece { uncertain: self.uncertain, ..Piece::range(self.span, from, to) }
        })
    }
}

/// The first and the last day of an EDTF text.
fn days(span: Span, text: &str) -> Result<(Day, Day), DateError> {
    let date = Date::parse(text).map_err(|error| DateError { span, ..error })?;
    Ok((date.hull.start.0, date.hull.end.1))
}

/// How fine an EDTF text is; seasons are months.
pub(super) fn rank(text: &str) -> Step {
    match text.trim_start_matches('-').matches('-').count() {
        0 => Step::Year,
        1 => Step::Month,
        _ => Step::Day,
    }
}

/// Whether the text is a year, month or day of which all digits are known, so that a range may begin or end with it.
fn is_plain(text: &str) -> bool {
    let season = rank(text) == Step::Month
        && text
            .rsplit('-')
            .next()
            .and_then(|code| code.parse::<u8>().ok())
            .is_none_or(|code| code > 12);
    !season && !text.contains('X')
}

/// The range `[first..last]` without its brackets, each with its mark, both ends made as fine as the finer.
pub(super) fn range(
    span: Span,
    first: (&str, &str),
    last: (&str, &str),
) -> Result<String, DateError> {
    let step = rank(first.0).max(rank(last.0));
    let end = |given: &str, day: Day| {
        if is_plain(given) && rank(given) == step { given.to_owned() } else { text(day, step) }
    };
    let from = end(first.0, days(span, first.0)?.0);
    let to = end(last.0, days(span, last.0)?.1);
    if from == to {
        let mark = if first.1.is_empty() { last.1 } else { first.1 };
        return Ok(format!("{from}{mark}"));
    }
    Ok(format!("{from}{}..{to}{}", first.1, last.1))
}

/// The year, month or day of a day.
pub(super) fn text(day: Day, step: Step) -> String {
    let (year, month, of_month) = civil_of(day);
    let year = year_text(year);
    match step {
        Step::Year => year,
        Step::Month => format!("{year}-{month:02}"),
        Step::Day => format!("{year}-{month:02}-{of_month:02}"),
    }
}

/// A year in EDTF, as astronomers count: 0 is 1 BC.
pub(super) fn year_text(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    match year.unsigned_abs() {
        size @ 0..=9999 => format!("{sign}{size:04}"),
        _ => format!("Y{year}"),
    }
}

fn shift(day: Day, count: i64, step: Step) -> Day {
    match step {
        Step::Day => day.saturating_add(count),
        Step::Month => calendar::add_months(day, count),
        Step::Year => calendar::add_months(day, count.saturating_mul(12)),
    }
}
