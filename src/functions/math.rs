//! Functions of numbers.

use super::arguments::{any_null, at, number, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::value::{Value, negate};
use std::collections::hash_map::RandomState;
use std::f64::consts;
use std::hash::{BuildHasher, Hasher};

const NUMBER: &[Type] = &[Type::Number];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "abs",
        &[Type::Any],
        Type::Any,
        "A number or amount without its sign: abs(-5)",
        abs,
    ),
    Function::new("sign", NUMBER, Type::Integer, "-1, 0 or 1: sign(-5)", sign),
    Function::new(
        "ceil",
        NUMBER,
        Type::Float,
        "The least whole number that is not less: ceil(0.1)",
        |_, args| float("ceil", args, f64::ceil),
    ),
    Function::new(
        "floor",
        NUMBER,
        Type::Float,
        "The greatest whole number that is not greater: floor(0.9)",
        |_, args| float("floor", args, f64::floor),
    ),
    Function::new(
        "round",
        NUMBER,
        Type::Float,
        "The nearest whole number, the greater of two: round(2.5)",
        |_, args| float("round", args, round),
    ),
    Function::new("sqrt", NUMBER, Type::Float, "The square root: sqrt(2)", |_, args| {
        float("sqrt", args, f64::sqrt)
    }),
    Function::new("exp", NUMBER, Type::Float, "e to that power: exp(1)", |_, args| {
        float("exp", args, f64::exp)
    }),
    Function::new("log", NUMBER, Type::Float, "The natural logarithm: log(e())", |_, args| {
        float("log", args, f64::ln)
    }),
    Function::new("log10", NUMBER, Type::Float, "The common logarithm: log10(100)", |_, args| {
        float("log10", args, f64::log10)
    }),
    Function::new("sin", NUMBER, Type::Float, "The sine of radians: sin(pi())", |_, args| {
        float("sin", args, f64::sin)
    }),
    Function::new("cos", NUMBER, Type::Float, "The cosine of radians: cos(pi())", |_, args| {
        float("cos", args, f64::cos)
    }),
    Function::new("tan", NUMBER, Type::Float, "The tangent of radians: tan(pi())", |_, args| {
        float("tan", args, f64::tan)
    }),
    Function::new("cot", NUMBER, Type::Float, "The cotangent of radians: cot(1)", |_, args| {
        float("cot", args, |x| x.tan().recip())
    }),
    Function::new("asin", NUMBER, Type::Float, "The arcsine in radians: asin(1)", |_, args| {
        float("asin", args, f64::asin)
    }),
    Function::new("acos", NUMBER, Type::Float, "The arccosine in radians: acos(1)", |_, args| {
        float("acos", args, f64::acos)
    }),
    Function::new("atan", NUMBER, Type::Float, "The arctangent in radians: atan(1)", |_, args| {
        float("atan", args, f64::atan)
    }),
    Function::new(
        "atan2",
        &[Type::Number, Type::Number],
        Type::Float,
        "The angle of a point, given as y and x, in radians: atan2(1, 1)",
        atan2,
    ),
    Function::new(
        "haversin",
        NUMBER,
        Type::Float,
        "Half the versine of radians: haversin(1)",
        |_, args| float("haversin", args, |x| (x / 2.0).sin().powi(2)),
    ),
    Function::new(
        "degrees",
        NUMBER,
        Type::Float,
        "Radians as degrees: degrees(pi())",
        |_, args| float("degrees", args, f64::to_degrees),
    ),
    Function::new("radians", NUMBER, Type::Float, "Degrees as radians: radians(180)", |_, args| {
        float("radians", args, f64::to_radians)
    }),
    Function::new(
        "isNaN",
        NUMBER,
        Type::Boolean,
        "Whether it is not a number: isNaN(0.0 / 0.0)",
        is_nan,
    ),
    Function::new("pi", &[], Type::Float, "The circle constant: pi()", |_, _| {
        Ok(Value::Float(consts::PI))
    }),
    Function::new("e", &[], Type::Float, "The base of natural logarithms: e()", |_, _| {
        Ok(Value::Float(consts::E))
    }),
    Function {
        volatile: true,
        ..Function::new("rand", &[], Type::Float, "A random number from 0 to below 1: rand()", rand)
    },
];

fn float(function: &str, args: &[Value], eval: fn(f64) -> f64) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        other => number(function, other).map(|x| Value::Float(eval(x))),
    }
}

/// Rounds half up; unlike `floor(x + 0.5)`, exact next to a half.
fn round(x: f64) -> f64 {
    let floor = x.floor();
    if x - floor >= 0.5 { floor + 1.0 } else { floor }
}

fn abs(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Float(x) => Ok(Value::Float(x.abs())),
        value @ Value::Integer(x) if *x < 0 => negate(value),
        value @ Value::Quantity(x) if x.value.is_sign_negative() => negate(value),
        value @ (Value::Null | Value::Integer(_) | Value::Quantity(_)) => Ok(value.clone()),
        other => Err(unexpected("abs", Type::Number, other)),
    }
}

fn sign(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Integer(x) => Ok(Value::Integer(x.signum())),
        other => {
            let x = number("sign", other)?;
            Ok(Value::Integer(i64::from(x > 0.0) - i64::from(x < 0.0)))
        }
    }
}

fn is_nan(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        other => number("isNaN", other).map(|x| x.is_nan().into()),
    }
}

fn atan2(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    Ok(Value::Float(number("atan2", at(args, 0))?.atan2(number("atan2", at(args, 1))?)))
}

/// The standard library's random keys, hashed: each new pair of keys differs. The 53 bits that a float holds.
fn rand(_: &Env<'_>, _: &[Value]) -> Result<Value, EvalError> {
    let bits = RandomState::new().build_hasher().finish() >> 11;
    Ok(Value::Float(bits as f64 / (1_u64 << 53) as f64))
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;

    #[test]
    fn numbers_have_the_values_of_the_language() {
        let cases: [(&str, Value, &str); 14] = [
            ("abs", (-5).into(), "5"),
            ("abs", (-5.5).into(), "5.5"),
            ("sign", (-2.5).into(), "-1"),
            ("sign", 0.into(), "0"),
            ("ceil", 0.1.into(), "1.0"),
            ("floor", (-0.1).into(), "-1.0"),
            ("round", 2.5.into(), "3.0"),
            ("round", (-2.5).into(), "-2.0"),
            ("round", 0.499_999_999_999_999_94.into(), "0.0"),
            ("sqrt", 12.96.into(), "3.6"),
            ("sqrt", (-1).into(), "(0.0 / 0.0)"),
            ("log10", 100.into(), "2.0"),
            ("isNaN", f64::NAN.into(), "true"),
            ("sqrt", Value::Null, "null"),
        ];
        for (function, value, expected) in cases {
            assert_eq!(
                shown(function, std::slice::from_ref(&value)),
                expected,
                "{function}({value})"
            );
        }
        assert!(call("abs", &[i64::MIN.into()]).is_err());
        assert_eq!(shown("sqrt", &["4".into()]), "error: sqrt() takes a number, not the text '4'");
    }

    #[test]
    fn random_numbers_are_below_one_and_differ() {
        let numbers: Vec<f64> =
            (0..100).map(|_| call("rand", &[]).unwrap().as_number().unwrap()).collect();
        assert!(numbers.iter().all(|x| (0.0..1.0).contains(x)));
        assert!(numbers.iter().any(|x| *x < 0.5) && numbers.iter().any(|x| *x >= 0.5));
        assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
