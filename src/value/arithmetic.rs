//! The operators `+ - * / % ^` and unary minus.

use super::limits::{check_length, check_text};
use super::{EvalError, Quantity, Value, describe, quote, to_decimal};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::sync::Arc;

/// `a + b`: a sum, texts one after the other, a list with elements added.
///
/// A number beside a text is written out; a value beside a list becomes its first or last element.
///
/// # Errors
/// When the types do not add, the sum does not fit, or the text or list is too large.
pub fn add(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(a), Value::List(b)) => concatenate(a, b),
        (Value::List(a), b) => concatenate(a, std::slice::from_ref(b)),
        (a, Value::List(b)) => concatenate(std::slice::from_ref(a), b),
        (Value::String(a), Value::String(b)) => join(a, b),
        (Value::String(a), Value::Integer(_) | Value::Float(_)) => join(a, &number_text(b)),
        (Value::Integer(_) | Value::Float(_), Value::String(b)) => join(&number_text(a), b),
        (Value::Quantity(x), Value::Quantity(y)) => {
            quantities("add", x, y, |x, y| x.checked_add(y))
        }
        _ => numbers("add", a, b, i64::checked_add, |a, b| a + b),
    }
}

/// `a - b`, of numbers or of amounts of one unit.
///
/// # Errors
/// When the types do not subtract or the difference does not fit.
pub fn subtract(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Quantity(x), Value::Quantity(y)) => {
            quantities("subtract", x, y, |x, y| x.checked_sub(y))
        }
        _ => numbers("subtract", a, b, i64::checked_sub, |a, b| a - b),
    }
}

/// `a * b`, of numbers or of a number and an amount.
///
/// # Errors
/// When the types do not multiply or the product does not fit.
pub fn multiply(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Quantity(q), Value::Integer(_) | Value::Float(_)) => {
            scale(q, b, Decimal::checked_mul)
        }
        (Value::Integer(_) | Value::Float(_), Value::Quantity(q)) => {
            scale(q, a, Decimal::checked_mul)
        }
        _ => numbers("multiply", a, b, i64::checked_mul, |a, b| a * b),
    }
}

/// `a / b`: integers divide without remainder; an amount divides by a number, or by an amount of its unit.
///
/// # Errors
/// When the types do not divide, an integer is divided by zero, or the quotient does not fit.
pub fn divide(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Integer(_), Value::Integer(0)) => Err(by_zero(a)),
        (Value::Quantity(q), Value::Integer(_) | Value::Float(_)) => {
            scale(q, b, Decimal::checked_div)
        }
        (Value::Quantity(x), Value::Quantity(y)) => {
            same_unit("divide", x, y)?;
            let ratio = x.value.checked_div(y.value).and_then(|ratio| ratio.to_f64());
            ratio.map(Value::Float).ok_or_else(|| by_zero(a))
        }
        _ => numbers("divide", a, b, i64::checked_div, |a, b| a / b),
    }
}

/// `a % b`: the remainder, with the sign of `a`.
///
/// # Errors
/// When one is not a number, or an integer is divided by zero.
pub fn modulo(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Integer(_), Value::Integer(0)) => Err(by_zero(a)),
        _ => numbers("take the remainder of", a, b, |a, b| Some(a.wrapping_rem(b)), |a, b| a % b),
    }
}

/// `a ^ b`, always a float.
///
/// # Errors
/// When one is not a number.
pub fn power(a: &Value, b: &Value) -> Result<Value, EvalError> {
    match (a.as_number(), b.as_number()) {
        (Some(x), Some(y)) => Ok(Value::Float(x.powf(y))),
        _ if a.is_null() || b.is_null() => Ok(Value::Null),
        _ => Err(wrong_types("raise to a power", a, b)),
    }
}

/// `-a`, of a number or an amount.
///
/// # Errors
/// When it is neither, or the smallest integer.
pub fn negate(a: &Value) -> Result<Value, EvalError> {
    match a {
        Value::Null => Ok(Value::Null),
        Value::Float(a) => Ok(Value::Float(-a)),
        Value::Integer(value) => {
            value.checked_neg().map(Value::Integer).ok_or_else(|| overflow("negate", a, a))
        }
        Value::Quantity(q) => Ok(quantity(-q.value, q)),
        other => Err(EvalError::new(format!("cannot negate {}", describe(other)))),
    }
}

/// `+a`: a number or amount itself.
///
/// # Errors
/// When it is neither.
pub fn plus(a: &Value) -> Result<Value, EvalError> {
    match a {
        Value::Null | Value::Float(_) | Value::Integer(_) | Value::Quantity(_) => Ok(a.clone()),
        other => Err(EvalError::new(format!("unary plus needs a number, not {}", describe(other)))),
    }
}

fn numbers(
    verb: &str,
    a: &Value,
    b: &Value,
    integers: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Integer(x), Value::Integer(y)) => {
            integers(*x, *y).map(Value::Integer).ok_or_else(|| overflow(verb, a, b))
        }
        _ => match (a.as_number(), b.as_number()) {
            (Some(x), Some(y)) => Ok(Value::Float(floats(x, y))),
            _ => Err(wrong_types(verb, a, b)),
        },
    }
}

fn quantities(
    verb: &str,
    a: &Arc<Quantity>,
    b: &Arc<Quantity>,
    operation: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<Value, EvalError> {
    same_unit(verb, a, b)?;
    let value = operation(a.value, b.value);
    value
        .map(|value| quantity(value, a))
        .ok_or_else(|| overflow(verb, &Value::Quantity(a.clone()), &Value::Quantity(b.clone())))
}

fn same_unit(verb: &str, a: &Quantity, b: &Quantity) -> Result<(), EvalError> {
    if a.unit == b.unit {
        return Ok(());
    }
    Err(EvalError::new(format!(
        "cannot {verb} amounts of different units, {} and {}",
        quote(&a.unit),
        quote(&b.unit)
    ))
    .with_help("keep to one unit, for example with WHERE unit(x) = 'CNY'"))
}

fn scale(
    amount: &Quantity,
    factor: &Value,
    operation: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<Value, EvalError> {
    let value = to_decimal(factor).and_then(|factor| operation(amount.value, factor));
    value.map(|value| quantity(value, amount)).ok_or_else(|| {
        EvalError::new(format!(
            "an amount of {} {} scaled by {} has no value",
            amount.value,
            amount.unit,
            describe(factor)
        ))
    })
}

fn quantity(value: Decimal, like: &Quantity) -> Value {
    Value::Quantity(Arc::new(Quantity { value, unit: like.unit.clone() }))
}

fn concatenate(a: &[Value], b: &[Value]) -> Result<Value, EvalError> {
    check_length(a.len().saturating_add(b.len()))?;
    Value::list([a, b].concat())
}

fn join(a: &str, b: &str) -> Result<Value, EvalError> {
    check_text(a.len().saturating_add(b.len()))?;
    Ok(Value::from([a, b].concat()))
}

fn number_text(number: &Value) -> String {
    number.to_text().unwrap_or_default()
}

fn wrong_types(verb: &str, a: &Value, b: &Value) -> EvalError {
    let error = EvalError::new(format!("cannot {verb} {} and {}", describe(a), describe(b)));
    match (a, b) {
        (Value::Quantity(_), Value::Integer(_) | Value::Float(_))
        | (Value::Integer(_) | Value::Float(_), Value::Quantity(_)) => {
            error.with_help("give the number a unit with quantity(number, unit), or take amount(x)")
        }
        (Value::String(_), _) | (_, Value::String(_)) => {
            error.with_help("`toInteger(x)` or `toFloat(x)` makes a number of a text")
        }
        (Value::Edtf(_), _) | (_, Value::Edtf(_)) => error.with_help(
            "take a part of the date, as in `x.year - 1`, or compare dates, as in `before(x, y)`",
        ),
        _ => error.with_help("only numbers and amounts can be reckoned with"),
    }
}

fn overflow(verb: &str, a: &Value, b: &Value) -> EvalError {
    let what = match verb {
        "negate" => describe(a),
        _ => format!("{} and {}", describe(a), describe(b)),
    };
    EvalError::new(format!("the result does not fit: cannot {verb} {what}"))
        .with_help("use floats, for example toFloat(x), where an approximate result will do")
}

fn by_zero(a: &Value) -> EvalError {
    EvalError::new(format!("cannot divide {} by zero", describe(a)))
        .with_help("guard it, as in `CASE WHEN y <> 0 THEN x / y END`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::{list, quantity};

    type Operator = fn(&Value, &Value) -> Result<Value, EvalError>;

    #[test]
    fn operators_have_the_values_of_the_language() {
        let cases: [(Operator, Value, Value, Value); 18] = [
            (add, 1.into(), 2.into(), 3.into()),
            (add, 1.into(), 0.5.into(), 1.5.into()),
            (add, "a".into(), 1.into(), "a1".into()),
            (add, 1.5.into(), "a".into(), "1.5a".into()),
            (add, list([1.into()]), list([2.into()]), list([1.into(), 2.into()])),
            (add, list([1.into()]), "a".into(), list([1.into(), "a".into()])),
            (add, false.into(), list([4.into()]), list([false.into(), 4.into()])),
            (add, list([1.into()]), Value::Null, Value::Null),
            (divide, 7.into(), (-2).into(), (-3).into()),
            (divide, 1.into(), 0.0.into(), f64::INFINITY.into()),
            (modulo, (-7).into(), 2.into(), (-1).into()),
            (modulo, i64::MIN.into(), (-1).into(), 0.into()),
            (power, 2.into(), 3.into(), 8.0.into()),
            (power, "a".into(), Value::Null, Value::Null),
            (add, quantity(1, "ha"), quantity(2, "ha"), quantity(3, "ha")),
            (multiply, 3.into(), quantity(2, "ha"), quantity(6, "ha")),
            (divide, quantity(6, "ha"), 2.0.into(), quantity(3, "ha")),
            (divide, quantity(6, "ha"), quantity(4, "ha"), 1.5.into()),
        ];
        for (operator, a, b, expected) in cases {
            assert_eq!(operator(&a, &b), Ok(expected), "{a:?}, {b:?}");
        }
    }

    #[test]
    fn what_has_no_value_is_an_error() {
        let cases: [(Operator, Value, Value); 11] = [
            (add, i64::MAX.into(), 1.into()),
            (subtract, i64::MIN.into(), 1.into()),
            (multiply, i64::MAX.into(), 2.into()),
            (divide, i64::MIN.into(), (-1).into()),
            (divide, 1.into(), 0.into()),
            (modulo, 1.into(), 0.into()),
            (add, true.into(), 1.into()),
            (subtract, "a".into(), "b".into()),
            (add, quantity(1, "ha"), quantity(1, "CNY")),
            (add, quantity(1, "ha"), 1.into()),
            (divide, quantity(1, "ha"), 0.into()),
        ];
        for (operator, a, b) in cases {
            assert!(operator(&a, &b).is_err(), "{a:?}, {b:?}");
        }
        assert!(negate(&i64::MIN.into()).is_err());
        assert_eq!(negate(&5.into()), Ok((-5).into()));
    }

    #[test]
    fn errors_name_both_values() {
        let error = add(&true.into(), &1.into()).unwrap_err();
        insta::assert_snapshot!(error, @"cannot add the boolean true and the integer 1");
        let error = add(&quantity(1, "ha"), &quantity(1, "CNY")).unwrap_err();
        insta::assert_snapshot!(error, @"cannot add amounts of different units, 'ha' and 'CNY'");
    }
}
