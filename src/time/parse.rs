//! EDTF text to [`Date`]: one visitor a grammar rule. The simple dates are visited in [`super::parts`].

use pest::Parser;
use pest::iterators::Pair;

use super::date::Date;
use super::error::DateError;
use super::guess;
use super::parts::{clock, simple};
use super::shape::{End, Member, Shape};
use super::simple::{Rest, Simple, Units};
use crate::diagnostic::Span;

/// Longer texts are refused unread.
const MAX_LENGTH: usize = 10_000;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/date.pest"]
struct DateParser;

/// Reads a whole text.
pub(super) fn date(text: &str) -> Result<Date, DateError> {
    if text.len() > MAX_LENGTH {
        let message = format!("a date is at most {MAX_LENGTH} bytes long");
        return Err(DateError::new(Span::new(0, text.len()), message));
    }
    let mut pairs =
        DateParser::parse(Rule::edtf, text).map_err(|error| guess::cause(text, &error.location))?;
    let root = pairs.next().and_then(|edtf| edtf.into_inner().next());
    root.map_or_else(|| Err(guess::unreadable(text, 0)), visit_form)
}

fn visit_form(pair: Pair<'_, Rule>) -> Result<Date, DateError> {
    match pair.as_rule() {
        Rule::one_of => visit_set(pair, Shape::OneOf),
        Rule::all_of => visit_set(pair, Shape::AllOf),
        Rule::interval => visit_interval(pair),
        _ => visit_single(pair),
    }
}

fn visit_single(pair: Pair<'_, Rule>) -> Result<Date, DateError> {
    let text = pair.as_str();
    let date = match pair.as_rule() {
        Rule::moment => visit_moment(pair)?,
        _ => simple(pair)?,
    };
    Date::new(Shape::Simple(date)).ok_or_else(|| guess::unreadable(text, 0))
}

fn visit_moment(pair: Pair<'_, Rule>) -> Result<Simple, DateError> {
    let at = span(&pair);
    let mut date = None;
    let mut time = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::clock => time = Some(clock(part)?),
            _ => date = Some(simple(part)?),
        }
    }
    match date {
        Some(date) if is_full(&date) => Ok(Simple { clock: time, ..date }),
        _ => Err(DateError::new(
            at,
            "a time of day needs a full day before it, without `X`, `?`, `~` and `%`",
        )
        .help("write the year, the month and the day, as in 2017-03-05T10:30:00")),
    }
}

fn is_full(date: &Simple) -> bool {
    matches!(date.rest, Rest::Day(..)) && date.single().is_some() && date.mark().is_none()
}

fn visit_interval(pair: Pair<'_, Rule>) -> Result<Date, DateError> {
    let at = span(&pair);
    let (mut start, mut end) = (End::Unknown, End::Unknown);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::start => start = visit_end(part)?,
            _ => end = visit_end(part)?,
        }
    }
    if start.date().is_none() && end.date().is_none() {
        return Err(DateError::new(at, "an interval needs a date at one end at least")
            .help("write 2016/.. for `from 2016 on`, ../2016 for `up to 2016`"));
    }
    Date::new(Shape::Interval(start, end)).ok_or_else(|| ends_before_start(at, &start, &end))
}

fn visit_end(pair: Pair<'_, Rule>) -> Result<End, DateError> {
    match pair.into_inner().next() {
        Some(date) if date.as_rule() == Rule::simple => simple(date).map(End::Date),
        _ => Ok(End::Open),
    }
}

fn visit_set(pair: Pair<'_, Rule>, make: impl Fn(Vec<Member>) -> Shape) -> Result<Date, DateError> {
    let (at, text) = (span(&pair), pair.as_str());
    let mut members = Vec::new();
    for member in pair.into_inner() {
        members.push(visit_member(member)?);
    }
    members.sort_by_cached_key(|member| {
        (member.cover().map(|cover| (cover.start.0, cover.end.1)), member.to_string())
    });
    members.dedup();
    Date::new(make(members)).ok_or_else(|| DateError::new(at, format!("no day fits {text}")))
}

fn visit_member(pair: Pair<'_, Rule>) -> Result<Member, DateError> {
    let Some(inner) = pair.clone().into_inner().next() else {
        return Err(guess::unreadable(pair.as_str(), 0));
    };
    let (at, rule) = (span(&inner), inner.as_rule());
    if rule == Rule::simple {
        return simple(inner).map(Member::One);
    }
    let mut dates = Vec::new();
    for date in inner.into_inner() {
        dates.push(simple(date)?);
    }
    let member = match (rule, dates.as_slice()) {
        (Rule::until, [to]) => Member::Until(*to),
        (Rule::since, [from]) => Member::Since(*from),
        (_, [from, to]) => Member::Range(*from, *to),
        _ => return Err(guess::unreadable(pair.as_str(), 0)),
    };
    check_range(at, &member, &dates)?;
    Ok(member)
}

/// A range counts years, months or days from one to the other.
fn check_range(at: Span, member: &Member, dates: &[Simple]) -> Result<(), DateError> {
    if dates.iter().any(|date| date.single().is_none()) {
        return Err(DateError::new(
            at,
            format!("{member} is a range between dates with unknown digits"),
        )
        .help("write its first and its last date without `X` and `S`"));
    }
    if dates.iter().any(|date| matches!(date.rest, Rest::Season(_))) {
        return Err(DateError::new(at, format!("{member} is a range of seasons"))
            .help("write the months, or list the seasons"));
    }
    let Member::Range(from, to) = member else { return Ok(()) };
    if from.parts() != to.parts() {
        return Err(DateError::new(at, format!("{member} is a range between unlike dates"))
            .help("write both as years, as months or as days"));
    }
    match (from.single(), to.single()) {
        (Some(first), Some(last)) if last.last < first.first => {
            Err(ends_before_start(at, from, to))
        }
        _ => Ok(()),
    }
}

/// The error of `2019/2017`.
pub(super) fn ends_before_start(
    span: Span,
    start: &impl ToString,
    end: &impl ToString,
) -> DateError {
    let (start, end) = (start.to_string(), end.to_string());
    DateError::new(span, format!("the end {end} lies before the start {start}"))
        .help(format!("write {end} first, if the two were exchanged"))
}

/// The error of a time of day at an end of an interval.
pub(super) fn time_in_interval(span: Span) -> DateError {
    DateError::new(span, "the ends of an interval have no time of day")
        .help("write the days only, as in 2017-03-05/2017-03-07")
}

/// The place of a pair.
pub(super) fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}
