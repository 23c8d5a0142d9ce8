//! The parts of the grammar to one date as written: one visitor a rule.

use pest::iterators::Pair;

use super::super::error::DateError;
use super::Rule;
use super::eras::Era;
use super::part::{Field, Part, Section, Step, Year};
use super::words;
use crate::diagnostic::Span;

type Node<'a> = Pair<'a, Rule>;

pub(super) fn span(node: &Node<'_>) -> Span {
    Span::new(node.as_span().start(), node.as_span().end())
}

/// A date with what qualifies it.
pub(super) fn when(node: Node<'_>) -> Result<Part, DateError> {
    let mut part = Part { span: span(&node), ..Part::default() };
    for inner in node.into_inner() {
        match inner.as_rule() {
            Rule::circa | Rule::about => part.approximate = true,
            Rule::doubtful | Rule::doubt => part.uncertain = true,
            Rule::tolerance => part.tolerance = Some(visit_tolerance(inner)?),
            _ => date(inner, &mut part)?,
        }
    }
    Ok(part)
}

fn visit_tolerance(node: Node<'_>) -> Result<(i64, Step), DateError> {
    let at = span(&node);
    let (mut count, mut step) = (None, Step::Day);
    for inner in node.into_inner() {
        match inner.as_str() {
            "d" | "D" => step = Step::Day,
            "m" | "M" => step = Step::Month,
            "y" | "Y" => step = Step::Year,
            digits => count = digits.parse::<i64>().ok().filter(|count| *count <= 100_000),
        }
    }
    count.map(|count| (count, step)).ok_or_else(|| DateError::new(at, "the tolerance is too large"))
}

fn date(node: Node<'_>, part: &mut Part) -> Result<(), DateError> {
    let at = span(&node);
    match node.as_rule() {
        Rule::masked => part.edtf = Some(node.as_str().to_owned()),
        Rule::six => return Err(visit_six(span(&node), node.as_str())),
        Rule::compact => visit_compact(node.as_str(), part),
        Rule::ymd | Rule::ym | Rule::my | Rule::short => visit_numbers(node, part)?,
        Rule::dmy => visit_day_first(node, part)?,
        Rule::same_year => part.year = Some(Year::Relative(visit_same_year(node))),
        _ => fields(node, part)?,
    }
    part.span = if part.span == Span::default() { at } else { part.span };
    Ok(())
}

fn visit_compact(text: &str, part: &mut Part) {
    let field = |range| text.get(range).unwrap_or_default();
    part.edtf = Some(format!("{}-{}-{}", field(0..4), field(4..6), field(6..8)));
}

/// Six digits are a year and a month, or a year.
fn visit_six(at: Span, text: &str) -> DateError {
    let (year, month) = text.split_at_checked(4).unwrap_or((text, ""));
    ambiguous(at, text, [format!("{year}-{month}"), format!("Y{text}")])
}

fn number<T: std::str::FromStr>(node: &Node<'_>) -> Result<T, DateError> {
    let text = node.as_str();
    text.parse().map_err(|_| DateError::new(span(node), format!("the number {text} is too large")))
}

fn visit_numbers(node: Node<'_>, part: &mut Part) -> Result<(), DateError> {
    let (at, rule, text) = (span(&node), node.as_rule(), node.as_str().to_owned());
    if rule == Rule::short {
        return Err(DateError::new(at, "the year has two digits")
            .help("write all digits of the year, as in 2017-03-05"));
    }
    let mut separator = String::new();
    for inner in node.into_inner() {
        match inner.as_rule() {
            Rule::year4 => part.year = Some(Year::Number(number(&inner)?, 4)),
            Rule::separator if separator.is_empty() => separator.push_str(inner.as_str()),
            Rule::separator if separator != inner.as_str() => {
                return Err(DateError::new(at, format!("{text} mixes separators"))
                    .help("write it as in 2017-03-05"));
            }
            Rule::separator => {}
            _ if part.month.is_none() => part.month = Some(Field::Number(number(&inner)?)),
            _ => part.day = Some(Field::Number(number(&inner)?)),
        }
    }
    match (rule, part.year, part.month) {
        (Rule::ym, Some(Year::Number(year, _)), Some(Field::Number(next)))
            if separator == "/" && i64::from(next) == (year + 1) % 100 && next <= 12 =>
        {
            Err(ambiguous(
                at,
                &text,
                [format!("{year:04}-{next:02}"), format!("{year:04}/{:04}", year + 1)],
            ))
        }
        _ => Ok(()),
    }
}

/// `05/03/2017`: the order of day and month is known only where one of them is more than 12, or from the dots.
fn visit_day_first(node: Node<'_>, part: &mut Part) -> Result<(), DateError> {
    let (at, text) = (span(&node), node.as_str().to_owned());
    let (mut numbers, mut separators) = (Vec::new(), Vec::new());
    for inner in node.into_inner() {
        match inner.as_rule() {
            Rule::separator => separators.push(inner.as_str()),
            _ => numbers.push(number::<u16>(&inner)?),
        }
    }
    let &[one, other, year] = numbers.as_slice() else { return Ok(()) };
    let (day, month) = match separators.first() {
        Some(&".") => (one, other),
        _ if one <= 12 && other <= 12 && one != other => {
            let readings = [(other, one), (one, other)]
                .map(|(month, day)| format!("{year:04}-{month:02}-{day:02}"));
            return Err(ambiguous(at, &text, readings));
        }
        _ if other > 12 => (other, one),
        _ => (one, other),
    };
    let field = |number: u16| u8::try_from(number).ok().map(Field::Number);
    part.year = Some(Year::Number(year.into(), 4));
    (part.month, part.day) = (field(month), field(day));
    Ok(())
}

/// The error of a text with two readings.
pub(super) fn ambiguous(at: Span, text: &str, readings: [String; 2]) -> DateError {
    let help = format!("write {} or {}", readings[0], readings[1]);
    DateError::new(at, format!("{text} has two readings")).help(help).candidates(readings)
}

fn visit_same_year(node: Node<'_>) -> i64 {
    let years = node.into_inner().find_map(|inner| match inner.as_rule() {
        Rule::following | Rule::next_year => Some(1),
        Rule::next_next_year => Some(2),
        Rule::previous | Rule::last_year => Some(-1),
        _ => None,
    });
    years.unwrap_or(0)
}

/// The parts of the forms with words, whatever their order is.
pub(super) fn fields(node: Node<'_>, part: &mut Part) -> Result<(), DateError> {
    let century = matches!(node.as_rule(), Rule::century | Rule::cjk_century);
    // No rule contains itself, so the parts lie at most a few levels deep.
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        if field(&node, part, century)? {
            let mut inner: Vec<Node<'_>> = node.into_inner().collect();
            inner.reverse();
            rest.append(&mut inner);
        }
    }
    Ok(())
}

/// Takes one node; whether its parts are to be taken too.
fn field(node: &Node<'_>, part: &mut Part, century: bool) -> Result<bool, DateError> {
    let text = node.as_str();
    match node.as_rule() {
        Rule::bc | Rule::bc_prefix => part.bc = Some(true),
        Rule::ad | Rule::ad_prefix => part.bc = Some(false),
        Rule::early | Rule::beginning => part.section = Some(Section::Early),
        Rule::middle | Rule::midst => part.section = Some(Section::Middle),
        Rule::late | Rule::ending => part.section = Some(Section::Late),
        Rule::first | Rule::first_half => part.section = Some(Section::FirstHalf),
        Rule::second | Rule::second_half => part.section = Some(Section::SecondHalf),
        Rule::half_digit => part.division = Some(39 + number::<u8>(node)?),
        Rule::quarter_digit | Rule::quarter_nth => {
            part.division = words::quarter(text).map(|quarter| 32 + quarter)
        }
        Rule::cjk_quarter => part.division = Some(32 + visit_quarter(node)?),
        Rule::season_name | Rule::cjk_season => part.division = words::season(text),
        Rule::upper => part.third = Some(1),
        Rule::central => part.third = Some(2),
        Rule::lower => part.third = Some(3),
        Rule::month_name => part.month = words::month(text).map(Field::Number),
        Rule::day => part.day = Some(Field::Number(number(node)?)),
        Rule::tens => part.year = Some(Year::Decade(cjk_number(node)?)),
        Rule::nth => part.year = Some(Year::Century(cjk_number(node)?)),
        Rule::cjk_century => {
            part.year = Some(Year::Century(cjk_number(node)?));
            return Ok(true);
        }
        Rule::cjk_decade => {
            part.year = Some(Year::Decade(cjk_number(node)?));
            return Ok(true);
        }
        Rule::year4 | Rule::year_number | Rule::long_number | Rule::number if !century => {
            part.year = Some(Year::Number(number(node)?, text.len()));
        }
        Rule::cjk_year => visit_cjk_year(node, part)?,
        Rule::era_dotted => visit_dotted(node, part)?,
        Rule::same_year | Rule::relative_year => {
            part.year = Some(Year::Relative(visit_same_year(node.clone())))
        }
        Rule::cjk_month => part.month = Some(relative(node)?),
        Rule::cjk_day => part.day = Some(relative(node)?),
        _ => return Ok(true),
    }
    Ok(false)
}

/// The number in a node, of digits or of kanji.
fn cjk_number(node: &Node<'_>) -> Result<i64, DateError> {
    let inner = node
        .clone()
        .into_inner()
        .find(|inner| matches!(inner.as_rule(), Rule::cjk_number | Rule::number));
    let text = inner.as_ref().map_or("", |inner| inner.as_str());
    words::number(text).ok_or_else(|| DateError::new(span(node), format!("{text} is not a number")))
}

fn small(node: &Node<'_>) -> Result<u8, DateError> {
    let number = cjk_number(node)?;
    u8::try_from(number)
        .map_err(|_| DateError::new(span(node), format!("{} does not exist", node.as_str())))
}

fn visit_quarter(node: &Node<'_>) -> Result<u8, DateError> {
    match small(node)? {
        quarter @ 1..=4 => Ok(quarter),
        _ => Err(DateError::new(span(node), format!("{} does not exist", node.as_str()))
            .help("a year has four quarters")),
    }
}

fn relative(node: &Node<'_>) -> Result<Field, DateError> {
    match node.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::same_month | Rule::same_day) => Ok(Field::Relative(0)),
        Some(Rule::next_month | Rule::next_day) => Ok(Field::Relative(1)),
        _ => small(node).map(Field::Number),
    }
}

/// A year of an era, before or after Christ, perhaps with the other count in parentheses, which must agree.
fn visit_cjk_year(node: &Node<'_>, part: &mut Part) -> Result<(), DateError> {
    let (at, text) = (span(node), node.as_str());
    let mut gloss = None;
    for inner in node.clone().into_inner() {
        match inner.as_rule() {
            Rule::relative_year => part.year = Some(Year::Relative(visit_same_year(inner))),
            Rule::bc_prefix => part.bc = Some(true),
            Rule::ad_prefix => part.bc = Some(false),
            Rule::gloss => gloss = Some(counted(&inner)?),
            Rule::fiscal => {
                let error = DateError::new(
                    at,
                    format!("{text} is a fiscal year, which begins when its country says"),
                );
                return Err(error.help("write its months, as in 2017-04/2018-03"));
            }
            _ => {}
        }
    }
    if part.year.is_none() {
        part.year = Some(counted(node)?);
    }
    let year = |year: Year| match year {
        Year::Era(era, number) => era.year(number),
        Year::Number(number, _) => number,
        _ => 0,
    };
    match (part.year, gloss) {
        (Some(one), Some(other)) if year(one) != year(other) => Err(DateError::new(
            at,
            format!("{text} names the years {} and {}", year(one), year(other)),
        )
        .help("write the right one")),
        (Some(Year::Number(..)), Some(era)) => {
            part.year = Some(era);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A year with its era, if one is named.
fn counted(node: &Node<'_>) -> Result<Year, DateError> {
    let number = cjk_number(node)?;
    let era = node.clone().into_inner().find(|inner| inner.as_rule() == Rule::era);
    match era {
        None => Ok(Year::Number(number, 4)),
        Some(era) => Era::named(era.as_str()).map(|era| Year::Era(era, number)).ok_or_else(|| {
            DateError::new(span(&era), format!("the era {} is not known", era.as_str()))
        }),
    }
}

fn visit_dotted(node: &Node<'_>, part: &mut Part) -> Result<(), DateError> {
    part.year = Some(counted(node)?);
    let mut numbers = node.clone().into_inner().filter(|inner| inner.as_rule() == Rule::two);
    part.month = numbers.next().map(|inner| number(&inner)).transpose()?.map(Field::Number);
    part.day = numbers.next().map(|inner| number(&inner)).transpose()?.map(Field::Number);
    Ok(())
}
