//! When a fact holds: `from 2012`, `until 2005`, `from 2012 until 2016`, behind the link or label that it is of.

use super::cursor::Cursor;
use super::id;
use super::lex::{Kind, Token};
use crate::diagnostic::{Diagnostic, Span};
use crate::time::Date;

const FROM: [&str; 2] = ["from", "since"];
const UNTIL: [&str; 2] = ["until", "till"];
/// Behind `from DATE`.
const TO: [&str; 4] = ["until", "till", "to", "through"];
/// An end of which it is not known when it was.
const UNKNOWN: &str = "?";

/// Whether a word begins a valid time, when a date stands behind it.
pub(super) fn begins_valid_time(word: &str) -> bool {
    FROM.contains(&word) || UNTIL.contains(&word)
}

/// The valid time that stands here, if one does: an interval.
pub(super) fn valid_time(cursor: &mut Cursor) -> Result<Option<Date>, Diagnostic> {
    let start = cursor.here();
    let from = end(cursor, &FROM)?;
    let until = match &from {
        Some(_) => end(cursor, &TO)?,
        None => end(cursor, &UNTIL)?,
    };
    if from.is_none() && until.is_none() {
        return Ok(None);
    }
    let place = start.join(cursor.before());
    let text = |end: Option<String>| end.unwrap_or_else(|| "..".to_owned());
    let interval = Date::parse(&format!("{}/{}", text(from), text(until)));
    interval.map(Some).map_err(|error| {
        Diagnostic::error(place, error.to_diagnostic(0).message)
            .help("a valid time has a start, an end or both, as in `from 2012 until 2016`")
    })
}

/// A word of these with the date behind it, as EDTF writes an end of an interval; nothing where no date stands there.
fn end(cursor: &mut Cursor, words: &[&str]) -> Result<Option<String>, Diagnostic> {
    let is_word = |token: &&Token| token.kind == Kind::Word;
    let keyword = cursor.peek().filter(is_word).filter(|token| words.contains(&&*token.text));
    let Some(date) = cursor.peek_at(1).filter(|token| keyword.is_some() && is_word(token)) else {
        return Ok(None);
    };
    if date.text == UNKNOWN {
        cursor.skip(2);
        return Ok(Some(String::new()));
    }
    match Date::parse(&date.text) {
        Ok(found) if found.is_interval() => {
            cursor.skip(2);
            Err(one_date(date.span))
        }
        Ok(found) => {
            cursor.skip(2);
            Ok(Some(found.to_string()))
        }
        Err(error) if id::looks_like_date(&date.text) => {
            let span = date.span;
            cursor.skip(2);
            Err(Diagnostic { span, ..error.to_diagnostic(0) })
        }
        Err(_) => Ok(None),
    }
}

fn one_date(span: Span) -> Diagnostic {
    Diagnostic::error(span, "an end of a valid time is one date, and this is an interval")
        .help("write `from 2012 until 2016`")
}

/// What is wrong with a date as a valid time.
pub(super) fn valid_fault(valid: &Date) -> Option<&'static str> {
    let text = valid.to_string();
    match text.as_str() {
        _ if !valid.is_interval() => Some("a valid time is an interval, as `2012/..`"),
        "../.." => Some("this valid time has no limit"),
        _ => None,
    }
}

/// A valid time as a chronicle writes it.
pub(super) fn valid_text(valid: &Date) -> String {
    let text = valid.to_string();
    let (from, until) = text.split_once('/').unwrap_or((&text, ".."));
    let end = |word: &str, date: &str| match date {
        ".." => None,
        "" => Some(format!("{word} {UNKNOWN}")),
        date => Some(format!("{word} {date}")),
    };
    let ends = end("from", from).into_iter().chain(end("until", until));
    ends.collect::<Vec<_>>().join(" ")
}
