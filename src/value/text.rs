//! The operators on texts: `STARTS WITH`, `ENDS WITH`, `CONTAINS` and `=~`.

use super::{EvalError, Value, quote};
use regex::Regex;
use std::cell::RefCell;

/// `text STARTS WITH prefix`; null unless both are texts.
pub fn starts_with(text: &Value, prefix: &Value) -> Option<bool> {
    texts(text, prefix).map(|(text, prefix)| text.starts_with(prefix))
}

/// `text ENDS WITH suffix`; null unless both are texts.
pub fn ends_with(text: &Value, suffix: &Value) -> Option<bool> {
    texts(text, suffix).map(|(text, suffix)| text.ends_with(suffix))
}

/// `text CONTAINS part`; null unless both are texts.
pub fn contains(text: &Value, part: &Value) -> Option<bool> {
    texts(text, part).map(|(text, part)| text.contains(part))
}

fn texts<'a>(a: &'a Value, b: &'a Value) -> Option<(&'a str, &'a str)> {
    match (a, b) {
        (Value::String(a), Value::String(b)) => Some((a, b)),
        _ => None,
    }
}

/// `text =~ pattern`: whether the regular expression matches the whole text; null unless both are texts.
///
/// # Errors
/// When the pattern is not a regular expression of the `regex` crate, or compiles to more than it allows.
pub fn matches(text: &Value, pattern: &Value) -> Result<Option<bool>, EvalError> {
    let Some((text, pattern)) = texts(text, pattern) else { return Ok(None) };
    LAST_REGEX.with_borrow_mut(|last| {
        let regex = match last.take() {
            Some((source, regex)) if source == pattern => regex,
            _ => regular_expression(pattern)?,
        };
        let found = regex.is_match(text);
        *last = Some((pattern.to_owned(), regex));
        Ok(Some(found))
    })
}

thread_local! {
    /// The pattern used last: a query mostly matches many texts with one pattern.
    static LAST_REGEX: RefCell<Option<(String, Regex)>> = const { RefCell::new(None) };
}

/// The expression that finds what `pattern` matches as a whole.
///
/// The pattern is checked by itself first, so that its parentheses cannot close the group around it. The newline
/// ends a comment at its end, and is ignored where there can be comments.
///
/// # Errors
/// As [`matches`].
pub(crate) fn regular_expression(pattern: &str) -> Result<Regex, EvalError> {
    Regex::new(pattern)
        .and_then(|_| {
            Regex::new(&format!(r"\A(?:{pattern})\z"))
                .or_else(|_| Regex::new(&format!("\\A(?:{pattern}\n)\\z")))
        })
        .map_err(|error| {
            let error = error.to_string();
            let cause = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
            EvalError::new(format!("{} is not a regular expression: {cause}", quote(pattern)))
                .with_help("to find a plain piece of text, use CONTAINS")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_types_are_unknown() {
        assert_eq!(starts_with(&"abc".into(), &"ab".into()), Some(true));
        assert_eq!(ends_with(&"abc".into(), &"".into()), Some(true));
        assert_eq!(contains(&"abc".into(), &"B".into()), Some(false));
        assert_eq!(contains(&"abc".into(), &Value::Null), None);
        assert_eq!(starts_with(&1.into(), &"1".into()), None);
        assert_eq!(matches(&1.into(), &"1".into()), Ok(None));
    }

    #[test]
    fn a_regular_expression_matches_the_whole_text() {
        let cases = [
            ("ab", "a|ab", true),
            ("abc", "ab", false),
            ("x\n", "x", false),
            ("ab", "(?x) a b # a comment", true),
            ("AB", "(?i)ab", true),
        ];
        for (text, pattern, expected) in cases {
            assert_eq!(matches(&text.into(), &pattern.into()), Ok(Some(expected)), "{pattern}");
        }
        assert!(matches(&"a".into(), &"a)|(b".into()).is_err());
        let error = matches(&"a".into(), &"(".into()).unwrap_err();
        insta::assert_snapshot!(error, @"'(' is not a regular expression: unclosed group");
    }
}
