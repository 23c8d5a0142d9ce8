//! What is said of one or two dates, in EDTF: between, from and to, before and after, or, and.

use pest::iterators::Pair;

use super::super::Date;
use super::super::calendar::Day;
use super::super::error::DateError;
use super::Rule;
use super::part::{Context, Field, Part, Step, Year};
use super::piece::{self, Piece, rank};
use super::visit::{ambiguous, span, when};
use crate::diagnostic::Span;

type Node<'a> = Pair<'a, Rule>;

/// The EDTF of a whole text; `..` for what still goes on.
pub(super) fn statement(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    match node.as_rule() {
        Rule::ongoing => Ok("..".to_owned()),
        Rule::undated => {
            Err(DateError::new(span(&node), "no date is given").help("leave the date out"))
        }
        Rule::throughout => visit_throughout(node, context),
        Rule::between => visit_between(node, context),
        Rule::short_stretch => visit_short(&node),
        Rule::days_stretch => visit_days(node, context),
        Rule::stretch => visit_stretch(node, context),
        Rule::since => Ok(format!("{}/..", end(&only(node, context)?)?)),
        Rule::until => Ok(format!("../{}", end(&only(node, context)?)?)),
        Rule::bound => visit_bound(node, context),
        Rule::limited => visit_limited(node, context),
        Rule::one_of => Ok(format!("[{}]", members(node, context)?)),
        Rule::all_of => Ok(format!("{{{}}}", members(node, context)?)),
        _ => lone(&when(node)?.resolve(context)?),
    }
}

fn lone(piece: &Piece) -> Result<String, DateError> {
    match piece.single() {
        Some(text) => Ok(text),
        None => Ok(format!("[{}]", piece.member()?)),
    }
}

/// The dates in a node.
fn parts(node: Node<'_>) -> Result<Vec<Part>, DateError> {
    node.into_inner().filter(|inner| inner.as_rule() == Rule::when).map(when).collect()
}

/// The one date in a node.
fn only(node: Node<'_>, context: &mut Context<'_>) -> Result<Piece, DateError> {
    let at = span(&node);
    let part = parts(node)?.into_iter().next();
    part.ok_or_else(|| DateError::new(at, "a date is missing"))?.resolve(context)
}

/// One end of an interval, which EDTF wants to be one date.
fn end(piece: &Piece) -> Result<String, DateError> {
    piece.single().ok_or_else(|| {
        let range = format!("{} to {}", piece.first, piece.last());
        DateError::new(
            piece.span,
            format!("this end of the interval is one of {range}, which EDTF does not write"),
        )
        .help("write one month or year that holds it")
    })
}

/// All of a period, from its first day to its last.
fn visit_throughout(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let piece = only(node, context)?;
    let refused = || {
        DateError::new(piece.span, "this is not one period")
            .help("write a year, a month or an interval")
    };
    let text = piece.single().ok_or_else(refused)?;
    let period = Date::parse(&text).map_err(|error| DateError { span: piece.span, ..error })?;
    period.throughout().map(|date| date.to_string()).ok_or_else(refused)
}

fn visit_between(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let at = span(&node);
    let (first, last) = pair(parts(node)?, at, context)?;
    Ok(format!("[{}]", piece::range(at, (&first.first, first.mark()), (last.last(), last.mark()))?))
}

/// `1914–18`; with a hyphen and a month it would be EDTF.
fn visit_short(node: &Node<'_>) -> Result<String, DateError> {
    let at = span(node);
    let text = node.as_str();
    let number = |rule| {
        let found = node.clone().into_inner().find(|inner| inner.as_rule() == rule);
        found.and_then(|inner| inner.as_str().parse::<u16>().ok()).unwrap_or(0)
    };
    let (year, two) = (number(Rule::year4), number(Rule::two));
    let last = year - year % 100 + two;
    let (month, stretch) = (format!("{year:04}-{two:02}"), format!("{year:04}/{last:04}"));
    match (two > year % 100, (1..=12).contains(&two)) {
        (true, true) => Err(ambiguous(at, text, [month, stretch])),
        (true, false) => Ok(stretch),
        (false, true) => Ok(month),
        (false, false) => Err(DateError::new(at, format!("{text} is neither a month nor years"))
            .help("write all digits of both years, as in 1998/2002")),
    }
}

fn visit_days(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let at = span(&node);
    let mut both = Part { span: at, ..Part::default() };
    let mut days = Vec::new();
    for inner in node.into_inner() {
        match inner.as_rule() {
            Rule::day => days.extend(inner.as_str().parse().ok().map(Field::Number)),
            _ => super::visit::fields(inner, &mut both)?,
        }
    }
    let mut ends = Vec::new();
    for day in days {
        ends.push(end(&Part { day: Some(day), ..both.clone() }.resolve(context)?)?);
    }
    Ok(ends.join("/"))
}

fn visit_stretch(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let at = span(&node);
    let goes_on = node.clone().into_inner().any(|inner| inner.as_rule() == Rule::ongoing);
    if goes_on {
        return Ok(format!("{}/..", end(&only(node, context)?)?));
    }
    let (first, last) = pair(parts(node)?, at, context)?;
    Ok(format!("{}/{}", end(&first)?, end(&last)?))
}

/// Two dates of which one may leave to the other what they share.
fn pair(
    parts: Vec<Part>,
    at: Span,
    context: &mut Context<'_>,
) -> Result<(Piece, Piece), DateError> {
    let Ok([mut first, mut last]) = <[Part; 2]>::try_from(parts) else {
        return Err(DateError::new(at, "two dates are needed"));
    };
    share(&mut first, &mut last);
    share_epoch(&mut first, &mut last)?;
    Ok((first.resolve(context)?, last.resolve(context)?))
}

fn share(first: &mut Part, last: &mut Part) {
    if let (Some(day), true) = (first.as_day(), last.day.is_some()) {
        (first.day, first.year) = (Some(Field::Number(day)), None);
    }
    let complete = |part: &Part| part.year.is_some() || part.edtf.is_some();
    match (complete(first), complete(last)) {
        (false, true) => fill(first, last),
        (true, false) => fill(last, first),
        _ => {}
    }
}

fn fill(part: &mut Part, from: &Part) {
    part.year = from.year;
    part.bc = part.bc.or(from.bc);
    part.month = part.month.or(from.month);
    if let (None, Some(edtf), Some(month)) = (part.year, &from.edtf, part.month) {
        let year = edtf.get(..4).and_then(|year| year.parse().ok());
        part.year = year.map(|year| Year::Number(year, 4));
        part.month = Some(month);
    }
}

/// `500 to 400 BC` is before Christ twice; `500 BC to 400` may be either.
fn share_epoch(first: &mut Part, last: &mut Part) -> Result<(), DateError> {
    let (Some(Year::Number(one, _)), Some(Year::Number(other, _))) = (first.year, last.year) else {
        return Ok(());
    };
    match (first.bc, last.bc) {
        (None, Some(true)) if one >= other => first.bc = Some(true),
        (Some(true), None) if other < one => {
            let readings = [format!("{other} BC"), format!("AD {other}")];
            return Err(ambiguous(last.span, &other.to_string(), readings));
        }
        _ => {}
    }
    Ok(())
}

fn visit_bound(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let rule = bound_rule(&node);
    let piece = only(node, context)?;
    let (first, last) = piece.days()?;
    let mark = piece.mark();
    let outside = |day: Day, text: &str| piece::text(day, rank(text));
    Ok(match rule {
        Rule::before => format!("[..{}{mark}]", outside(first - 1, &piece.first)),
        Rule::after => format!("[{}{mark}..]", outside(last + 1, piece.last())),
        Rule::not_before => format!("[{}{mark}..]", piece::text(first, rank(&piece.first))),
        _ => format!("[..{}{mark}]", piece::text(last, rank(piece.last()))),
    })
}

/// Which bound it is, whatever the language.
fn bound_rule(node: &Node<'_>) -> Rule {
    let mut rules = node.clone().into_inner().map(|inner| inner.as_rule());
    rules.find(|rule| *rule != Rule::when).map_or(Rule::not_after, |rule| match rule {
        Rule::cjk_before => Rule::before,
        Rule::cjk_after => Rule::after,
        Rule::cjk_not_before => Rule::not_before,
        Rule::cjk_not_after => Rule::not_after,
        rule => rule,
    })
}

/// A date and what limits it. An approximate date reaches to its limits, an exact one is cut by them.
fn visit_limited(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let at = span(&node);
    let mut nodes = node.into_inner();
    let base = when(nodes.next().ok_or_else(|| DateError::new(at, "a date is missing"))?)?;
    let piece = base.resolve(context)?;
    let (mut days, mut steps) = (piece.days()?, (rank(&piece.first), rank(piece.last())));
    let (mut low_mark, mut high_mark) = (piece.mark(), piece.mark());
    for limit in nodes {
        let rule = bound_rule(&limit);
        let (from, to, step) = limit_days(limit, &base, context)?;
        let low = match rule {
            Rule::after => Some(to + 1),
            Rule::not_before => Some(from),
            _ => None,
        };
        match (low, rule) {
            (Some(low), _) => {
                days.0 = if piece.approximate { low } else { low.max(days.0) };
                (low_mark, steps.0) = ("", steps.0.max(step));
            }
            (None, rule) => {
                let high = if rule == Rule::before { from - 1 } else { to };
                days.1 = if piece.approximate { high } else { high.min(days.1) };
                (high_mark, steps.1) = ("", steps.1.max(step));
            }
        }
    }
    if days.1 < days.0 {
        return Err(DateError::new(at, "no day is within these limits")
            .help("check the date and its limits"));
    }
    let (first, last) = (piece::text(days.0, steps.0), piece::text(days.1, steps.1));
    let range = piece::range(at, (&first, low_mark), (&last, high_mark))?;
    Ok(if range.contains("..") { format!("[{range}]") } else { range })
}

/// The days of a limit, which counts its years as the date before it does.
fn limit_days(
    node: Node<'_>,
    base: &Part,
    context: &mut Context<'_>,
) -> Result<(Day, Day, Step), DateError> {
    let at = span(&node);
    let part = parts(node)?.into_iter().next();
    let mut part = part.ok_or_else(|| DateError::new(at, "a date is missing"))?;
    part.bc = part.bc.or(base.bc);
    let piece = part.resolve(context)?;
    let (from, to) = piece.days()?;
    Ok((from, to, rank(&piece.first)))
}

fn members(node: Node<'_>, context: &mut Context<'_>) -> Result<String, DateError> {
    let mut texts = Vec::new();
    for part in parts(node)? {
        texts.push(part.resolve(context)?.member()?);
    }
    Ok(texts.join(","))
}
