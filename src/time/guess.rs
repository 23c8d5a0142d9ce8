//! What was meant by a text that is not a date.

use pest::error::InputLocation;

use super::error::DateError;
use super::parse::time_in_interval;
use crate::diagnostic::Span;

const FORMS: &str =
    "a date looks like 2017, 2017-03, 2017-03-05, 2017-Q1, 201X, 2017~ or 2016/2018";

/// The error for a text that the grammar refuses at `location`.
pub(super) fn cause(text: &str, location: &InputLocation) -> DateError {
    let whole = Span::new(0, text.len());
    let place = match location {
        InputLocation::Pos(place) | InputLocation::Span((place, _)) => *place,
    };
    if text.is_empty() {
        return DateError::new(whole, "the date is empty").help(FORMS);
    }
    if text.trim() != text {
        return DateError::new(whole, "there are spaces around the date")
            .help(format!("write {}", text.trim()));
    }
    if text.contains('/') && text.contains('T') {
        return time_in_interval(whole);
    }
    old_style(text, whole).unwrap_or_else(|| unreadable(text, place))
}

/// What other styles and the draft of 2012 write differently.
fn old_style(text: &str, whole: Span) -> Option<DateError> {
    let lower = text.to_ascii_lowercase();
    let separated = |separator| {
        text.contains(separator)
            && text.chars().all(|char| char.is_ascii_digit() || char == separator)
    };
    if separated('/') || separated('.') {
        return Some(
            DateError::new(whole, format!("{text} is not written with hyphens"))
                .help("write the year, the month and the day, as in 2017-03-05"),
        );
    }
    if lower.contains("unknown") || lower.contains("open") {
        return Some(DateError::new(whole, "`unknown` and `open` are not EDTF")
            .help("write nothing for an unknown end, as in 2016/, and `..` for an open one, as in 2016/.."));
    }
    if lower.contains("-w") && !lower.contains("wx") {
        return Some(
            DateError::new(whole, format!("{text} counts weeks, which EDTF does not"))
                .help("write the days, as in 2017-03-06/2017-03-12"),
        );
    }
    if let Some((day, _)) = text.split_once('T').filter(|(day, _)| super::parse::date(day).is_ok())
    {
        let span = Span::new(day.len(), whole.end);
        return Some(DateError::new(span, "a time of day has hours, minutes and seconds").help(
            format!(
                "write it as in {day}T10:30:00, then nothing, `Z`, or an offset such as +09:00"
            ),
        ));
    }
    let digits = text.replace(['x', 'u'], "X").replace('y', "Y");
    (digits != text && super::parse::date(&digits).is_ok()).then(|| {
        DateError::new(whole, "`X` and `Y` are capital letters").help(format!("write {digits}"))
    })
}

/// The plain error: `place` is where reading stopped.
pub(super) fn unreadable(text: &str, place: usize) -> DateError {
    let place = place.min(text.len());
    match text.get(place..).and_then(|rest| rest.chars().next()) {
        Some(char) => {
            let span = Span::new(place, place + char.len_utf8());
            DateError::new(span, format!("`{char}` is not expected here")).help(FORMS)
        }
        None => DateError::new(Span::new(place, place), "the date ends too early").help(FORMS),
    }
}

/// Refuses a year of other than four digits and a month or day of other than two, and says how to write it.
pub(super) fn check_lengths(at: Span, text: &str) -> Result<(), DateError> {
    let plain: String = text.chars().filter(|char| !"?~%".contains(*char)).collect();
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let is_digit = |char: char| char.is_ascii_digit() || char == 'X';
    let end = unsigned.find(|char| !is_digit(char)).unwrap_or(unsigned.len());
    let (year, rest) = unsigned.split_at(end);
    if year.len() != 4 {
        return Err(wrong_year(at, sign, year, rest));
    }
    let parts: Vec<&str> = rest.split('-').skip(1).collect();
    let wrong = |part: &&str| part.starts_with(is_digit) && part.len() != 2;
    match parts.as_slice() {
        [day] if day.len() == 3 && wrong(day) => Err(DateError::new(
            at,
            format!("{text} counts the days of the year, which EDTF does not"),
        )
        .help("write the month and the day, as in 2017-03-05")),
        [month, ..] if wrong(month) => Err(two_digits(at, "month", sign, year, &parts)),
        [_, day, ..] if wrong(day) => Err(two_digits(at, "day", sign, year, &parts)),
        _ => Ok(()),
    }
}

fn wrong_year(at: Span, sign: &str, year: &str, rest: &str) -> DateError {
    let error = DateError::new(at, "a year has four digits");
    let part = |range| year.get(range).unwrap_or_default();
    match year.len() {
        8 if rest.is_empty() => {
            error.help(format!("write {sign}{}-{}-{}", part(0..4), part(4..6), part(6..8)))
        }
        6 if rest.is_empty() => error.help(format!(
            "write {sign}{}-{}; a longer year is written Y{sign}{year}",
            part(0..4),
            part(4..6)
        )),
        5.. if rest.is_empty() => error.help(format!("write Y{sign}{year}")),
        5.. => error.help("a longer year is written with `Y`, and without month and day"),
        _ => error.help(format!("write {sign}{year:0>4}{rest}")),
    }
}

fn two_digits(at: Span, part: &str, sign: &str, year: &str, parts: &[&str]) -> DateError {
    let error = DateError::new(at, format!("a {part} has two digits"));
    if parts.iter().any(|part| part.len() > 2) {
        return error.help("write the year, the month and the day, as in 2017-03-05");
    }
    let padded: String = parts.iter().map(|part| format!("-{part:0>2}")).collect();
    error.help(format!("write {sign}{year}{padded}"))
}
