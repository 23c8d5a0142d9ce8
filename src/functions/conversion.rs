//! Conversions between types, `coalesce` and the tests for null.

use super::arguments::at;
use super::{Env, EvalError, Function, Type};
use crate::value::{Value, describe};

pub(super) static FUNCTIONS: &[Function] = &[
    Function {
        variadic: true,
        ..Function::new(
            "coalesce",
            &[Type::Any],
            Type::Any,
            "The first value that is not null: coalesce(n.name, '?')",
            coalesce,
        )
    },
    Function::new(
        "exists",
        &[Type::Any],
        Type::Boolean,
        "Whether a property is not null: exists(n.name)",
        exists,
    ),
    Function::new(
        "toInteger",
        &[Type::Any],
        Type::Integer,
        "A number, boolean or text as an integer; null if the text is none: toInteger('42')",
        to_integer,
    ),
    Function::new(
        "toFloat",
        &[Type::Any],
        Type::Float,
        "A number or text as a float; null if the text is none: toFloat('2.5')",
        to_float,
    ),
    Function::new(
        "toBoolean",
        &[Type::Any],
        Type::Boolean,
        "A boolean, integer or text as a boolean; null if the text is none: toBoolean('true')",
        to_boolean,
    ),
    Function::new(
        "toString",
        &[Type::Any],
        Type::String,
        "A scalar as a text: toString(42)",
        to_text,
    ),
    Function::new(
        "toIntegerOrNull",
        &[Type::Any],
        Type::Integer,
        "As toInteger(), with null for an error: toIntegerOrNull([])",
        |_, args| or_null(integer_of(at(args, 0))),
    ),
    Function::new(
        "toFloatOrNull",
        &[Type::Any],
        Type::Float,
        "As toFloat(), with null for an error: toFloatOrNull([])",
        |_, args| or_null(float_of(at(args, 0))),
    ),
    Function::new(
        "toBooleanOrNull",
        &[Type::Any],
        Type::Boolean,
        "As toBoolean(), with null for an error: toBooleanOrNull([])",
        |_, args| or_null(boolean_of(at(args, 0))),
    ),
    Function::new(
        "toStringOrNull",
        &[Type::Any],
        Type::String,
        "As toString(), with null for an error: toStringOrNull([])",
        |_, args| or_null(text_of(at(args, 0))),
    ),
];

fn coalesce(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    Ok(args.iter().find(|value| !value.is_null()).cloned().unwrap_or(Value::Null))
}

fn exists(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    Ok(Value::Boolean(!at(args, 0).is_null()))
}

fn to_integer(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    integer_of(at(args, 0))
}

fn to_float(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    float_of(at(args, 0))
}

fn to_boolean(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    boolean_of(at(args, 0))
}

fn to_text(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    text_of(at(args, 0))
}

fn or_null(result: Result<Value, EvalError>) -> Result<Value, EvalError> {
    Ok(result.unwrap_or(Value::Null))
}

/// A fraction is cut off.
fn integer_of(value: &Value) -> Result<Value, EvalError> {
    match value {
        Value::Null | Value::Integer(_) => Ok(value.clone()),
        Value::Boolean(value) => Ok(Value::Integer((*value).into())),
        Value::Float(float) => whole(*float),
        Value::String(text) => {
            let text = text.trim();
            match (text.parse(), number_in(text)) {
                (Ok(integer), _) => Ok(Value::Integer(integer)),
                (Err(_), Some(float)) => whole(float),
                (Err(_), None) => Ok(Value::Null),
            }
        }
        other => Err(inconvertible("toInteger", "a number, boolean or text", other)),
    }
}

fn whole(float: f64) -> Result<Value, EvalError> {
    // The bounds are exact: -2⁶³ and 2⁶³.
    if (i64::MIN as f64..-(i64::MIN as f64)).contains(&float) {
        Ok(Value::Integer(float as i64))
    } else {
        Err(EvalError::new(format!("toInteger(): {float:?} does not fit a 64-bit integer")))
    }
}

/// The number that a text writes in decimal digits; not the words for infinity and NaN.
fn number_in(text: &str) -> Option<f64> {
    if text.ends_with(|c: char| c.is_ascii_alphabetic()) { None } else { text.parse().ok() }
}

fn float_of(value: &Value) -> Result<Value, EvalError> {
    match value {
        Value::Null | Value::Float(_) => Ok(value.clone()),
        Value::Integer(integer) => Ok(Value::Float(*integer as f64)),
        Value::String(text) => Ok(number_in(text.trim()).map_or(Value::Null, Value::Float)),
        other => Err(inconvertible("toFloat", "a number or text", other)),
    }
}

fn boolean_of(value: &Value) -> Result<Value, EvalError> {
    match value {
        Value::Null | Value::Boolean(_) => Ok(value.clone()),
        Value::Integer(integer) => Ok(Value::Boolean(*integer != 0)),
        Value::String(text) => Ok(match text.trim().to_ascii_lowercase().as_str() {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => Value::Null,
        }),
        other => Err(inconvertible("toBoolean", "a boolean, integer or text", other)),
    }
}

fn text_of(value: &Value) -> Result<Value, EvalError> {
    match value {
        Value::Null | Value::String(_) => Ok(value.clone()),
        other => match other.to_text() {
            Ok(text) => Value::text(text),
            Err(_) => {
                Err(inconvertible("toString", "a text, number, boolean, date or amount", other))
            }
        },
    }
}

fn inconvertible(function: &str, wanted: &str, given: &Value) -> EvalError {
    EvalError::new(format!("{function}() takes {wanted}, not {}", describe(given))).with_help(
        "take a single value first, as in `x[0]` of a list or `x.key` of a map, node or edge",
    )
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;
    use crate::value::test_values::list;

    #[test]
    fn scalars_are_converted() {
        let cases: [(&str, Value, &str); 20] = [
            ("toInteger", 2.9.into(), "2"),
            ("toInteger", (-2.9).into(), "-2"),
            ("toInteger", "1.7".into(), "1"),
            ("toInteger", "9223372036854775807".into(), "9223372036854775807"),
            ("toInteger", "foo".into(), "null"),
            ("toInteger", "".into(), "null"),
            ("toInteger", true.into(), "1"),
            ("toFloat", 4.into(), "4.0"),
            ("toFloat", " 2.5 ".into(), "2.5"),
            ("toFloat", "1e3".into(), "1000.0"),
            ("toFloat", "inf".into(), "null"),
            ("toFloat", "".into(), "null"),
            ("toBoolean", "TRUE".into(), "true"),
            ("toBoolean", "yes".into(), "null"),
            ("toBoolean", 0.into(), "false"),
            ("toString", 2.3.into(), "'2.3'"),
            ("toString", true.into(), "'true'"),
            ("toString", Value::Null, "null"),
            ("toIntegerOrNull", list([]), "null"),
            ("toBooleanOrNull", 1.5.into(), "null"),
        ];
        for (function, value, expected) in cases {
            assert_eq!(
                shown(function, std::slice::from_ref(&value)),
                expected,
                "{function}({value})"
            );
        }
    }

    #[test]
    fn other_types_are_errors() {
        for (function, value) in [
            ("toInteger", list([])),
            ("toInteger", 1e19.into()),
            ("toFloat", true.into()),
            ("toBoolean", 1.0.into()),
            ("toString", list([])),
        ] {
            assert!(call(function, std::slice::from_ref(&value)).is_err(), "{function}({value})");
        }
        assert_eq!(
            shown("toFloat", &[true.into()]),
            "error: toFloat() takes a number or text, not the boolean true"
        );
    }

    #[test]
    fn coalesce_takes_the_first_value() {
        assert_eq!(shown("coalesce", &[Value::Null, 1.into(), 2.into()]), "1");
        assert_eq!(shown("coalesce", &[Value::Null]), "null");
    }
}
