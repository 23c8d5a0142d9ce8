//! Three-valued logic, and operators on values, for the reference evaluator.

use nenpyo::algebra::{BinaryOp, CompareOp, Quantifier};
use nenpyo::functions::EvalError;
use nenpyo::value::{self, Value};

type Fallible<T> = Result<T, EvalError>;

pub fn truth(value: &Value) -> Fallible<Option<bool>> {
    match value {
        Value::Null => Ok(None),
        Value::Boolean(truth) => Ok(Some(*truth)),
        other => Err(EvalError::new(format!("{other:?} is no truth"))),
    }
}

pub fn truths(values: &[Value]) -> Fallible<Vec<Option<bool>>> {
    values.iter().map(truth).collect()
}

pub fn and(truths: Vec<Option<bool>>) -> Option<bool> {
    match () {
        () if truths.contains(&Some(false)) => Some(false),
        () if truths.contains(&None) => None,
        () => Some(true),
    }
}

pub fn or(truths: Vec<Option<bool>>) -> Option<bool> {
    and(truths.into_iter().map(|truth| truth.map(|truth| !truth)).collect()).map(|none| !none)
}

pub fn quantified(quantifier: Quantifier, truths: Vec<Option<bool>>) -> Option<bool> {
    match quantifier {
        Quantifier::All => and(truths),
        Quantifier::Any => or(truths),
        Quantifier::None => or(truths).map(|any| !any),
        Quantifier::Single => match truths.iter().filter(|truth| **truth == Some(true)).count() {
            0 | 1 if truths.contains(&None) => None,
            count => Some(count == 1),
        },
    }
}

pub fn compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match op {
        CompareOp::Equal => value::equals(a, b),
        CompareOp::NotEqual => value::equals(a, b).map(|equal| !equal),
        CompareOp::Less => value::less(a, b),
        CompareOp::LessEqual => value::less_or_equal(a, b),
        CompareOp::Greater => value::greater(a, b),
        CompareOp::GreaterEqual => value::greater_or_equal(a, b),
    }
}

pub fn binary(op: BinaryOp, a: &Value, b: &Value) -> Fallible<Value> {
    match op {
        BinaryOp::Add => value::add(a, b),
        BinaryOp::Subtract => value::subtract(a, b),
        BinaryOp::Multiply => value::multiply(a, b),
        BinaryOp::Divide => value::divide(a, b),
        BinaryOp::Modulo => value::modulo(a, b),
        BinaryOp::Power => value::power(a, b),
        BinaryOp::In => value::is_in(a, b).map(Value::from),
        BinaryOp::StartsWith => Ok(value::starts_with(a, b).into()),
        BinaryOp::EndsWith => Ok(value::ends_with(a, b).into()),
        BinaryOp::Contains => Ok(value::contains(a, b).into()),
        BinaryOp::Matches => value::matches(a, b).map(Value::from),
    }
}
