//! What stands where a class should and is none, when its form tells: a date in another spelling, the end of an
//! interval, a time of day, a comment.

use super::cursor::Cursor;
use super::id;
use super::lex::Kind;
use crate::diagnostic::{Diagnostic, Span};
use crate::time::lenient;

/// Most words of a date: `5 March 2017`.
const LONGEST_DATE: usize = 3;

/// Why the next token is no class, and how to mend it; `None` where it may be a misspelt one.
pub(super) fn misplaced(cursor: &Cursor, dated: bool) -> Option<Diagnostic> {
    let token = cursor.peek().filter(|token| token.kind == Kind::Word)?;
    if token.text.starts_with("//") || token.text.starts_with("--") {
        let message = format!("`{}` has no meaning here", token.text);
        return Some(Diagnostic::error(token.span, message).help("a comment begins with `#`"));
    }
    if token.text.bytes().all(|byte| byte == b'?') {
        let finding = Diagnostic::error(token.span, "a question mark is no date and no class");
        return Some(
            finding.help("write what is known of the date, as in `2017`, `201X` or `XXXX`"),
        );
    }
    if dated { behind_a_date(cursor) } else { date_in_words(cursor) }
}

/// The rest of an interval, or a time of day.
fn behind_a_date(cursor: &Cursor) -> Option<Diagnostic> {
    let (token, before) = (cursor.peek()?, cursor.peek_back()?);
    let end = cursor.peek_at(1).filter(|end| id::date(&end.text).is_some());
    if let Some(end) = end
        && matches!(
            token.text.as_str(),
            "to" | "until" | "till" | "-" | "–" | "—" | "/" | "〜" | "～"
        )
    {
        let place = before.span.join(end.span);
        return Some(
            Diagnostic::error(place, "an interval is written as one word")
                .help(format!("write `{}/{}`", before.text, end.text)),
        );
    }
    let clock = token.text.split_once(':').is_some_and(|(hours, rest)| {
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(hours) && rest.split(':').all(digits)
    });
    let seconds = if token.text.len() == 5 { ":00" } else { "" };
    clock.then(|| {
        Diagnostic::error(token.span, "a time of day belongs to the date")
            .help(format!("write `{}T{}{seconds}`, or leave it out", before.text, token.text))
    })
}

/// A date as people write it, in place of EDTF.
fn date_in_words(cursor: &Cursor) -> Option<Diagnostic> {
    let words = (0..LONGEST_DATE)
        .map_while(|ahead| cursor.peek_at(ahead).filter(|token| token.kind == Kind::Word));
    let words: Vec<_> = words.collect();
    (1..=words.len()).rev().find_map(|length| {
        let words = words.get(..length)?;
        let (first, last) = (words.first()?, words.last()?);
        let text: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
        let date = lenient::read(&text.join(" "), None).ok()?.date?;
        let place: Span = first.span.join(last.span);
        let message = format!("`{}` is no date as a chronicle writes it", text.join(" "));
        Some(Diagnostic::error(place, message).help(format!("write `{date}`")))
    })
}
