//! Functions of texts. Characters are Unicode scalar values.

use super::arguments::{any_null, at, count, integer, text, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::value::{MAX_TEXT, MAX_VALUES, Value, check_text, describe};
use unicode_normalization::UnicodeNormalization;

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "toUpper",
        &[Type::String],
        Type::String,
        "In capital letters: toUpper('abc')",
        to_upper,
    ),
    Function::new("upper", &[Type::String], Type::String, "As toUpper(): upper('abc')", to_upper),
    Function::new(
        "toLower",
        &[Type::String],
        Type::String,
        "In small letters: toLower('ABC')",
        to_lower,
    ),
    Function::new("lower", &[Type::String], Type::String, "As toLower(): lower('ABC')", to_lower),
    Function::new(
        "trim",
        &[Type::String],
        Type::String,
        "Without space at either end: trim(' a ')",
        trim,
    ),
    Function::new(
        "lTrim",
        &[Type::String],
        Type::String,
        "Without space at the start: lTrim(' a')",
        trim_start,
    ),
    Function::new(
        "rTrim",
        &[Type::String],
        Type::String,
        "Without space at the end: rTrim('a ')",
        trim_end,
    ),
    Function::new(
        "substring",
        &[Type::String, Type::Integer, Type::Integer],
        Type::String,
        "From a place, counted from 0, to the end or for a length: substring('hello', 1, 3)",
        substring,
    )
    .last_optional(),
    Function::new(
        "left",
        &[Type::String, Type::Integer],
        Type::String,
        "The first characters: left('hello', 2)",
        left,
    ),
    Function::new(
        "right",
        &[Type::String, Type::Integer],
        Type::String,
        "The last characters: right('hello', 2)",
        right,
    ),
    Function::new(
        "replace",
        &[Type::String, Type::String, Type::String],
        Type::String,
        "With each of one text replaced by another: replace('hello', 'l', 'w')",
        replace,
    ),
    Function::new(
        "split",
        &[Type::String, Type::Any],
        Type::List,
        "The pieces between a text, or between any of a list of texts: split('a,b', ',')",
        split,
    ),
    Function::new(
        "char_length",
        &[Type::String],
        Type::Integer,
        "How many characters: char_length('abc')",
        char_length,
    ),
    Function::new(
        "character_length",
        &[Type::String],
        Type::Integer,
        "As char_length(): character_length('abc')",
        char_length,
    ),
    Function::new(
        "normalize",
        &[Type::String, Type::String],
        Type::String,
        "In Unicode form NFC, NFD, NFKC or NFKD: normalize('Å', 'NFC')",
        normalize,
    )
    .last_optional(),
];

/// Null if an argument is, else the function of the first argument, a text.
fn on_text(
    function: &str,
    args: &[Value],
    eval: impl FnOnce(&str) -> Result<Value, EvalError>,
) -> Result<Value, EvalError> {
    if any_null(args) { Ok(Value::Null) } else { eval(text(function, at(args, 0))?) }
}

fn to_upper(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("toUpper", args, |text| Value::text(text.to_uppercase()))
}

fn to_lower(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("toLower", args, |text| Value::text(text.to_lowercase()))
}

fn trim(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("trim", args, |text| Ok(text.trim().into()))
}

fn trim_start(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("lTrim", args, |text| Ok(text.trim_start().into()))
}

fn trim_end(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("rTrim", args, |text| Ok(text.trim_end().into()))
}

fn char_length(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("char_length", args, |text| Ok(count(text.chars().count())))
}

/// A number of characters.
fn length(function: &str, value: &Value) -> Result<usize, EvalError> {
    let length = integer(function, value)?;
    usize::try_from(length).map_err(|_| {
        EvalError::new(format!(
            "{function}() takes a number of characters, which cannot be {length}"
        ))
        .with_help("count characters from 0 upwards; `right(x, n)` takes the last ones")
    })
}

/// The byte at which the character of that number starts; the end of the text if it is shorter.
fn byte_at(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

fn substring(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("substring", args, |text| {
        let (_, rest) = text.split_at(byte_at(text, length("substring", at(args, 1))?));
        let end = match args.get(2) {
            Some(characters) => byte_at(rest, length("substring", characters)?),
            None => rest.len(),
        };
        Ok(rest.split_at(end).0.into())
    })
}

fn left(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("left", args, |text| {
        let end = byte_at(text, length("left", at(args, 1))?);
        Ok(text.split_at(end).0.into())
    })
}

fn right(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("right", args, |text| {
        let skipped = text.chars().count().saturating_sub(length("right", at(args, 1))?);
        Ok(text.split_at(byte_at(text, skipped)).1.into())
    })
}

fn replace(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("replace", args, |source| {
        let from = text("replace", at(args, 1))?;
        let to = text("replace", at(args, 2))?;
        let added =
            source.matches(from).count().saturating_mul(to.len().saturating_sub(from.len()));
        check_text(source.len().saturating_add(added))?;
        Ok(source.replace(from, to).into())
    })
}

fn split(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("split", args, |text| match at(args, 1) {
        Value::String(separator) if separator.is_empty() => {
            let mut buffer = [0; 4];
            pieces(text.chars().map(|c| Value::from(&*c.encode_utf8(&mut buffer))))
        }
        Value::String(separator) => pieces(text.split(&**separator).map(Value::from)),
        Value::List(separators) => split_by_any(text, separators),
        other => Err(unexpected("split", Type::String, other)),
    })
}

/// One more than a list may have are taken, so that too many are an error.
fn pieces(pieces: impl Iterator<Item = Value>) -> Result<Value, EvalError> {
    Value::list(pieces.take(MAX_VALUES + 1).collect())
}

/// Where several separators fit, the first in the list is taken.
fn split_by_any(source: &str, separators: &[Value]) -> Result<Value, EvalError> {
    let mut alternatives = Vec::with_capacity(separators.len());
    for separator in separators {
        match text("split", separator)? {
            "" => return Err(EvalError::new("split() has no use for an empty text among several")),
            separator => alternatives.push(regex::escape(separator)),
        }
    }
    if alternatives.is_empty() {
        return Value::list(vec![source.into()]);
    }
    let any = regex::Regex::new(&alternatives.join("|"))
        .map_err(|error| EvalError::new(format!("split(): too many separators: {error}")))?;
    pieces(any.split(source).map(Value::from))
}

fn normalize(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_text("normalize", args, |source| {
        let form = args.get(1).map_or(Ok("NFC"), |form| text("normalize", form))?;
        // A character has at least a byte, so that one more than the limit is too long.
        let limit = MAX_TEXT + 1;
        let normalized: String = match form.to_ascii_uppercase().as_str() {
            "NFC" => source.nfc().take(limit).collect(),
            "NFD" => source.nfd().take(limit).collect(),
            "NFKC" => source.nfkc().take(limit).collect(),
            "NFKD" => source.nfkd().take(limit).collect(),
            _ => {
                return Err(EvalError::new(format!(
                    "normalize() knows the forms NFC, NFD, NFKC and NFKD, not {}",
                    describe(at(args, 1))
                )));
            }
        };
        Value::text(normalized)
    })
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;
    use crate::value::test_values::list;

    #[test]
    fn texts_are_cut_and_changed() {
        let cases: [(&str, &[Value], &str); 21] = [
            ("toUpper", &["straße".into()], "'STRASSE'"),
            ("lower", &["ÀB".into()], "'àb'"),
            ("trim", &[" a\t".into()], "'a'"),
            ("lTrim", &[" a ".into()], "'a '"),
            ("rTrim", &[" a ".into()], "' a'"),
            ("substring", &["0123456789".into(), 1.into()], "'123456789'"),
            ("substring", &["日本語".into(), 1.into(), 1.into()], "'本'"),
            ("substring", &["abc".into(), 9.into()], "''"),
            ("left", &["abc".into(), 2.into()], "'ab'"),
            ("left", &["abc".into(), 9.into()], "'abc'"),
            ("right", &["日本語".into(), 2.into()], "'本語'"),
            ("replace", &["hello".into(), "l".into(), "w".into()], "'hewwo'"),
            ("replace", &["ab".into(), "".into(), "-".into()], "'-a-b-'"),
            ("split", &["one1two".into(), "1".into()], "['one', 'two']"),
            ("split", &["".into(), ",".into()], "['']"),
            ("split", &["ab".into(), "".into()], "['a', 'b']"),
            ("split", &["a,b;c".into(), list([",".into(), ";".into()])], "['a', 'b', 'c']"),
            ("char_length", &["日本".into()], "2"),
            ("normalize", &["①".into(), "NFKC".into()], "'1'"),
            ("toUpper", &[Value::Null], "null"),
            ("left", &["abc".into(), Value::Null], "null"),
        ];
        for (function, args, expected) in cases {
            assert_eq!(shown(function, args), expected, "{function}({args:?})");
        }
    }

    #[test]
    fn wrong_arguments_are_errors() {
        assert_eq!(
            shown("toUpper", &[1.into()]),
            "error: toUpper() takes a text, not the integer 1"
        );
        assert_eq!(
            shown("left", &["a".into(), (-1).into()]),
            "error: left() takes a number of characters, which cannot be -1"
        );
        assert!(call("normalize", &["a".into(), "NFX".into()]).is_err());
        assert!(call("split", &["a".into(), 1.into()]).is_err());
    }

    #[test]
    fn huge_texts_are_errors() {
        let long: Value = "a".repeat(1_000_000).into();
        assert!(call("replace", &[long.clone(), "a".into(), long]).is_err());
    }
}
