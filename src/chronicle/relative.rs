//! How an event is dated: all of a period, and by other events.

use super::cursor::{Cursor, split_mark};
use super::id;
use super::lex::{Kind, Token};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Certainty, Distance, Order};
use crate::time::{Date, TimeUnit};

const NUMBERS: [&str; 13] = [
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// A relative date whose event is still to be found.
#[derive(Debug)]
pub(super) struct OpenRelative<'a> {
    /// Which is first.
    pub order: Order,
    /// How far they are apart.
    pub distance: Option<Distance>,
    /// Where it begins.
    pub at: Span,
    /// The other event.
    pub target: &'a Token,
}

/// `throughout DATE`, if it stands here: the interval from its first day to its last.
pub(super) fn throughout(cursor: &mut Cursor) -> Result<Option<Date>, Diagnostic> {
    let words = match (cursor.is_word("throughout"), cursor.is_word("all")) {
        (true, _) => 1,
        (_, true) if word(cursor, 1) == Some("of") => 2,
        _ => return Ok(None),
    };
    let next = cursor.peek_at(words).filter(|token| token.kind == Kind::Word);
    let Some(date) = next.filter(|token| id::looks_like_date(&token.text)) else {
        return match next.filter(|token| token.text.starts_with(|c: char| c.is_ascii_digit())) {
            Some(token) => {
                let message = format!("`{}` is no date", token.text);
                Err(Diagnostic::error(token.span, message)
                    .help("write a year, a month or an interval, as in `throughout 2017-03`"))
            }
            None => Ok(None),
        };
    };
    let period = Date::parse(&date.text).map_err(|error| error.to_diagnostic(date.span.start))?;
    let Some(found) = period.throughout() else {
        let message = format!("`{period}` is not one period that something can fill");
        return Err(Diagnostic::error(date.span, message)
            .help("write a year, a month, a quarter or an interval without open digits"));
    };
    cursor.skip(words + 1);
    Ok(Some(found))
}

/// `after E`, `before E`, `during E`, `same day as E`, `within 2 months of E`, `2 months after E`, if one stands here.
pub(super) fn time_relation<'a>(
    cursor: &mut Cursor<'a>,
) -> Result<Option<OpenRelative<'a>>, Diagnostic> {
    let start = cursor.clone();
    let _ = cursor.eat_separator(|token| token.kind == Kind::Word);
    let at = cursor.here();
    let Some((order, distance)) = relation(cursor)? else {
        *cursor = start;
        return Ok(None);
    };
    let Some(target) = cursor.peek().filter(|t| matches!(t.kind, Kind::Word | Kind::Text)) else {
        return Err(Diagnostic::error(at.join(cursor.before()), "an event is missing here")
            .help("name an event by its id or its title, as in `after prize`"));
    };
    if split_mark(target)?.1 != Certainty::Stated {
        return Err(Diagnostic::error(
            target.span,
            "a date by another event has no certainty mark",
        )
        .help("write the mark behind the class of the event"));
    }
    cursor.skip(1);
    Ok(Some(OpenRelative { order, distance, at, target }))
}

/// The words of a relation in time, which are passed over.
fn relation(cursor: &mut Cursor) -> Result<Option<(Order, Option<Distance>)>, Diagnostic> {
    let order = match word(cursor, 0) {
        Some("after") => Some(Order::After),
        Some("before") => Some(Order::Before),
        Some("during") => Some(Order::During),
        _ => None,
    };
    if let Some(order) = order {
        cursor.skip(1);
        return Ok(Some((order, None)));
    }
    for words in [&["same", "day", "as"][..], &["on", "the", "same", "day", "as"]] {
        if words.iter().enumerate().all(|(ahead, part)| word(cursor, ahead) == Some(part)) {
            cursor.skip(words.len());
            return Ok(Some((Order::Same, None)));
        }
    }
    let within = word(cursor, 0) == Some("within");
    let begin = usize::from(within);
    let (Some(count), Some(unit)) = (word(cursor, begin), word(cursor, begin + 1)) else {
        return Ok(None);
    };
    let Some(unit) = TimeUnit::named(unit) else {
        let figure = NUMBERS.contains(&count) || count.parse::<u32>().is_ok();
        let joined = matches!(word(cursor, begin + 2), Some("of" | "after" | "before"));
        let Some(token) = cursor.peek_at(begin + 1).filter(|_| within && figure && joined) else {
            return Ok(None);
        };
        return Err(Diagnostic::error(token.span, format!("`{unit}` is no unit of time")).help(
            "write days, weeks, months, quarters or years, as in `within 2 months of prize`",
        ));
    };
    let number = NUMBERS.iter().position(|number| *number == count).map(|at| at.max(1) as u32);
    let order = match word(cursor, begin + 2) {
        Some("after") => Order::After,
        Some("before") => Order::Before,
        Some("of") if within => Order::Near,
        _ => return Ok(None),
    };
    let Some(count) = number.or_else(|| count.parse().ok()).filter(|count| *count > 0) else {
        let place = cursor.peek_at(begin).map_or(cursor.here(), |token| token.span);
        return Err(Diagnostic::error(
            place,
            format!("`{count}` is no number of {}s", unit.name()),
        )
        .help("write a whole number from 1 on, as in `2 months after prize`"));
    };
    cursor.skip(begin + 3);
    Ok(Some((order, Some(Distance { count, unit, within }))))
}

fn word<'a>(cursor: &Cursor<'a>, ahead: usize) -> Option<&'a str> {
    cursor.peek_at(ahead).filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
}
