//! What may be an id.

use crate::time::Date;
use rust_decimal::Decimal;
use unicode_normalization::char::is_combining_mark;

/// What is wrong with `id` as an id, if anything; the rest of a sentence that begins with it.
pub(super) fn fault(id: &str) -> Option<&'static str> {
    let inside = |c: char| c.is_alphanumeric() || c == '_' || is_combining_mark(c);
    let shaped = id.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && id.ends_with(inside)
        && id.chars().all(|c| inside(c) || matches!(c, '-' | '.' | '/' | ':'));
    if !shaped {
        Some("is no id: an id has letters, digits and `_`, and `-`, `.`, `/`, `:` inside")
    } else if is_decimal(id) {
        Some("is no id: it reads as a number")
    } else if date(id).is_some() {
        Some("is no id: it reads as a date")
    } else {
        None
    }
}

/// The date that a text is, if it is one. Most texts are told from dates by their letters.
pub(super) fn date(text: &str) -> Option<Date> {
    let inside = |b: u8| b.is_ascii_digit() || b"XYESQHTZqh-.?~%{}[]/:+, ".contains(&b);
    text.bytes().all(inside).then(|| Date::parse(text).ok()).flatten()
}

/// A decimal number with an optional sign; `_` may group its digits. `None` for more than 28 digits, too.
pub(super) fn number(text: &str) -> Option<Decimal> {
    is_decimal(text).then(|| Decimal::from_str_exact(&text.replace('_', "")).ok()).flatten()
}

/// Whether a text is written as a decimal number is, of any length.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let grouped = |part: &str| {
        part.split('_').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()))
    };
    grouped(whole) && fraction.is_none_or(grouped)
}

/// Whether a word begins as a number does.
pub(super) fn is_numeric(text: &str) -> bool {
    text.strip_prefix(['-', '+']).unwrap_or(text).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word may be meant as a date.
pub(super) fn looks_like_date(id: &str) -> bool {
    id.len() >= 4
        && id
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b'X' | b'~' | b'%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for id in ["a", "3com", "_x", "dlhitech:4.3/2", "大連", "a-b", "हिन्दी"] {
            assert_eq!(fault(id), None, "{id}");
        }
        for id in ["", "-a", "a.", "a b", "360", "2017", "2017-03", "1_000", "a?", "1.5"] {
            assert!(fault(id).is_some(), "{id}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(number("171_000_000").map(|n| n.to_string()).as_deref(), Some("171000000"));
        assert_eq!(number("-1.50").map(|n| n.to_string()).as_deref(), Some("-1.50"));
        for text in
            ["", "-", "1.", ".5", "1__0", "1e3", "1.2.3", "９", "99999999999999999999999999999999"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
