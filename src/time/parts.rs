//! The visitors of the parts of a simple date: year, month or season, day, qualification, time of day.

use pest::iterators::Pair as Node;

use super::calendar::{self, MAX_YEAR};
use super::error::DateError;
use super::guess;
use super::parse::{Rule, span};
use super::simple::{Clock, Mark, Pair, Rest, Simple, numbers};
use super::year::{Digit, Form, Year};
use crate::diagnostic::Span;

/// The divisions of the year that have a code.
const SEASONS: std::ops::RangeInclusive<u8> = 21..=41;

pub(super) fn simple(node: Node<'_, Rule>) -> Result<Simple, DateError> {
    let (at, text) = (span(&node), node.as_str());
    let date = match node.into_inner().next() {
        Some(long) if long.as_rule() == Rule::long_year => visit_long_year(long)?,
        Some(calendar) => visit_calendar(calendar)?,
        None => return Err(guess::unreadable(text, at.start)),
    };
    if date.possible_months() != 0 { Ok(date) } else { Err(impossible_day(at, text, &date)) }
}

fn impossible_day(at: Span, text: &str, date: &Simple) -> DateError {
    let month = match date.rest {
        Rest::Day([Some(tens), Some(ones)], _) => Some(tens * 10 + ones),
        _ => None,
    };
    match (date.year.single(), month) {
        (Some(year), Some(month)) => {
            let days = calendar::days_in_month(year, month);
            DateError::new(at, format!("{text} does not exist"))
                .help(format!("{}-{month:02} has {days} days", date.year))
        }
        _ => DateError::new(at, format!("no day fits {text}")),
    }
}

fn visit_long_year(node: Node<'_, Rule>) -> Result<Simple, DateError> {
    let (at, text) = (span(&node), node.as_str());
    let (mut digits, mut exponent, mut significant, mut mark) = ("", 0, None, Mark::default());
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::integer => digits = part.as_str(),
            Rule::exponent => exponent = visit_number(part),
            Rule::significant => significant = Some(part),
            _ => mark = mark.join(visit_mark(part)?),
        }
    }
    let value = 10_i64.checked_pow(exponent).and_then(|scale| {
        digits.parse::<i64>().ok().and_then(|mantissa| mantissa.checked_mul(scale))
    });
    let value = value.filter(|value| value.unsigned_abs() <= MAX_YEAR.unsigned_abs());
    let Some(value) = value else {
        return Err(DateError::new(at, format!("the year {text} is too far away"))
            .help("years go from Y-1E15 to Y1E15"));
    };
    if value.unsigned_abs() <= 9999 || digits.trim_start_matches('-').starts_with('0') {
        let year = Year::exact(value);
        return Err(DateError::new(at, "`Y` is for years of more than four digits")
            .help(format!("write {year}")));
    }
    let year = with_significant(Year { form: Form::Long(value), significant: None }, significant)?;
    Ok(Simple {
        marks: [mark, Mark::default(), Mark::default()],
        ..Simple::new(year, Rest::Nothing)
    })
}

/// The number behind `E` or `S`; one too large to matter is `u32::MAX`.
fn visit_number(node: Node<'_, Rule>) -> u32 {
    let number = node.into_inner().next().map_or("", |number| number.as_str());
    number.parse().unwrap_or(u32::MAX)
}

fn with_significant(year: Year, node: Option<Node<'_, Rule>>) -> Result<Year, DateError> {
    let Some(node) = node else { return Ok(year) };
    let at = span(&node);
    if year.single().is_none() {
        return Err(DateError::new(
            at,
            "a year has unspecified digits or significant digits, not both",
        ));
    }
    let length = year.length();
    match u8::try_from(visit_number(node)) {
        Ok(count) if (1..=length).contains(&u32::from(count)) => {
            Ok(Year { significant: Some(count), ..year })
        }
        _ => Err(DateError::new(
            at,
            format!("{year} has {length} digits, so 1 to {length} are significant"),
        )),
    }
}

/// `?`, `~`, `%`; `?~` as the draft of 2012 wrote it is refused.
fn visit_mark(node: Node<'_, Rule>) -> Result<Mark, DateError> {
    match node.as_str() {
        "?" => Ok(Mark { uncertain: true, approximate: false }),
        "~" => Ok(Mark { uncertain: false, approximate: true }),
        "%" => Ok(Mark { uncertain: true, approximate: true }),
        several => {
            Err(DateError::new(span(&node), format!("`{several}` is not one qualification"))
                .help("write `?` for uncertain, `~` for approximate, `%` for both"))
        }
    }
}

fn visit_calendar(node: Node<'_, Rule>) -> Result<Simple, DateError> {
    guess::check_lengths(span(&node), node.as_str())?;
    let mut date = Simple::new(Year::exact(0), Rest::Nothing);
    for part in node.into_inner() {
        date = match part.as_rule() {
            Rule::first => visit_first(part)?,
            _ => visit_part(part, date)?,
        };
    }
    Ok(date)
}

fn visit_first(node: Node<'_, Rule>) -> Result<Simple, DateError> {
    let (mut year, mut significant, mut mark) = (Year::exact(0), None, Mark::default());
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::year => year = visit_year(&part)?,
            Rule::significant => significant = Some(part),
            _ => mark = mark.join(visit_mark(part)?),
        }
    }
    let year = with_significant(year, significant)?;
    Ok(Simple {
        marks: [mark, Mark::default(), Mark::default()],
        ..Simple::new(year, Rest::Nothing)
    })
}

fn visit_year(node: &Node<'_, Rule>) -> Result<Year, DateError> {
    let (negative, text) = match node.as_str().strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, node.as_str()),
    };
    if negative && text == "0000" {
        return Err(DateError::new(span(node), "the year -0000 does not exist")
            .help("0000 is the year before 0001, and -0001 the year before 0000"));
    }
    let mut digits: [Digit; 4] = [None; 4];
    digits.iter_mut().zip(text.chars()).for_each(|(digit, char)| *digit = visit_digit(char));
    Ok(Year { form: Form::Digits { negative, digits }, significant: None })
}

/// The digit, `None` for `X`.
fn visit_digit(char: char) -> Digit {
    char.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

fn visit_part(node: Node<'_, Rule>, date: Simple) -> Result<Simple, DateError> {
    let at = span(&node);
    if date.year.significant.is_some() {
        return Err(DateError::new(at, "a year with significant digits has no months and days"));
    }
    let (mut before, mut after) = (Mark::default(), Mark::default());
    let mut rest = None;
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::mark if rest.is_none() => before = visit_mark(part)?,
            Rule::mark => after = visit_mark(part)?,
            _ => rest = Some(visit_rest(&part, &date)?),
        }
    }
    let mut date = Simple { rest: rest.unwrap_or(date.rest), ..date };
    let place = date.parts() - 1;
    date.marks[place] = before;
    date.marks[..=place].iter_mut().for_each(|mark| *mark = mark.join(after));
    Ok(date)
}

fn visit_rest(node: &Node<'_, Rule>, date: &Simple) -> Result<Rest, DateError> {
    let (at, text) = (span(node), node.as_str());
    match (date.rest, node.as_rule()) {
        (Rest::Nothing, Rule::named) => visit_named(at, text),
        (Rest::Nothing, _) => visit_month(at, text),
        (Rest::Month(month), Rule::digits) => visit_day(at, text).map(|day| Rest::Day(month, day)),
        (Rest::Month(_), _) => Err(DateError::new(at, format!("`{text}` stands after a month"))
            .help("write a quarter or a half directly after the year, as in 2017-Q1")),
        (Rest::Season(_), _) => {
            Err(DateError::new(at, "a season, a quarter or a half has no days")
                .help("write the month and the day, or leave the day out"))
        }
        (Rest::Day(..), _) => {
            Err(DateError::new(at, "a date has a year, a month and a day, and no more")
                .help("write `/` between the start and the end of an interval"))
        }
    }
}

fn visit_named(at: Span, text: &str) -> Result<Rest, DateError> {
    match text.to_ascii_uppercase().as_str() {
        "Q1" => Ok(Rest::Season(33)),
        "Q2" => Ok(Rest::Season(34)),
        "Q3" => Ok(Rest::Season(35)),
        "Q4" => Ok(Rest::Season(36)),
        "H1" => Ok(Rest::Season(40)),
        "H2" => Ok(Rest::Season(41)),
        _ => Err(DateError::new(at, format!("{text} does not exist"))
            .help("a year has the quarters Q1 to Q4 and the halves H1 and H2")),
    }
}

fn visit_month(at: Span, text: &str) -> Result<Rest, DateError> {
    let digits = visit_pair(text);
    match text.parse() {
        Ok(code) if SEASONS.contains(&code) => Ok(Rest::Season(code)),
        _ if numbers(&digits, 12) != 0 => Ok(Rest::Month(digits)),
        _ => Err(DateError::new(at, format!("month {text} does not exist; months are 01 to 12"))
            .help("21 to 32 are seasons, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves of the year")),
    }
}

fn visit_day(at: Span, text: &str) -> Result<Pair, DateError> {
    let digits = visit_pair(text);
    match numbers(&digits, 31) {
        0 => Err(DateError::new(at, format!("day {text} does not exist; days are 01 to 31"))),
        _ => Ok(digits),
    }
}

fn visit_pair(text: &str) -> Pair {
    let mut digits = text.chars().map(visit_digit);
    [digits.next().flatten(), digits.next().flatten()]
}

/// A time of day.
pub(super) fn clock(node: Node<'_, Rule>) -> Result<Clock, DateError> {
    let at = span(&node);
    let mut numbers = Vec::new();
    let mut offset = None;
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::zone => offset = Some(visit_zone(&part)?),
            _ => numbers.push(part.as_str().parse::<u8>().unwrap_or(u8::MAX)),
        }
    }
    match numbers.as_slice() {
        &[hour @ 0..=23, minute @ 0..=59, second @ 0..=59]
        | &[hour @ 0..=23, minute @ 59, second @ 60] => Ok(Clock { hour, minute, second, offset }),
        [24, ..] => Err(DateError::new(at, "hours are 00 to 23")
            .help("write the end of a day as T00:00:00 of the next day")),
        _ => Err(DateError::new(at, "this time of day does not exist")
            .help("hours are 00 to 23, minutes and seconds 00 to 59")),
    }
}

/// The offset to UTC in minutes.
fn visit_zone(node: &Node<'_, Rule>) -> Result<i16, DateError> {
    let text = node.as_str();
    let number = |range: std::ops::Range<usize>| {
        text.get(range).map_or(Some(0), |digits| digits.parse::<i16>().ok())
    };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    match (text, number(1..3), number(4..6)) {
        ("Z", ..) => Ok(0),
        (_, Some(hours @ 0..=14), Some(minutes @ 0..=59)) => Ok(sign * (hours * 60 + minutes)),
        _ => Err(DateError::new(span(node), format!("the offset {text} does not exist"))
            .help("offsets to UTC are hours, or hours and minutes, as in +09:00 and -04")),
    }
}
