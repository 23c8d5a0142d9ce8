//! Functions of amounts: numbers with a unit.

use super::arguments::{any_null, at, text, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::value::{Quantity, Value, describe, from_decimal, to_decimal};
use std::sync::Arc;

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "quantity",
        &[Type::Any, Type::String],
        Type::Quantity,
        "An amount, of a number (or a text of its digits) and a unit: quantity(1000, 'CNY')",
        quantity,
    ),
    Function::new(
        "unit",
        &[Type::Quantity],
        Type::String,
        "The unit of an amount: unit(e.amount)",
        unit,
    ),
    Function::new(
        "amount",
        &[Type::Quantity],
        Type::Number,
        "The number of an amount: amount(e.amount)",
        amount,
    ),
];

fn quantity(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let number = at(args, 0);
    let value = to_decimal(number).ok_or_else(|| {
        EvalError::new(format!(
            "quantity() takes a number of up to 28 digits, not {}",
            describe(number)
        ))
    })?;
    let unit = text("quantity", at(args, 1))?.into();
    Ok(Value::Quantity(Arc::new(Quantity { value, unit })))
}

fn unit(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Quantity(quantity) => Ok(Value::String(quantity.unit.clone())),
        other => Err(unexpected("unit", Type::Quantity, other)),
    }
}

fn amount(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Quantity(quantity) => Ok(from_decimal(quantity.value)),
        other => Err(unexpected("amount", Type::Quantity, other)),
    }
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;

    #[test]
    fn amounts_have_a_number_and_a_unit() {
        let cases: [(&[Value], &str); 4] = [
            (&[1000.into(), "CNY".into()], "quantity(1000, 'CNY')"),
            (&[0.1.into(), "ha".into()], "quantity(0.1, 'ha')"),
            (
                &["123456789012345678.25".into(), "m".into()],
                "quantity('123456789012345678.25', 'm')",
            ),
            (&[Value::Null, "ha".into()], "null"),
        ];
        for (args, expected) in cases {
            assert_eq!(shown("quantity", args), expected);
        }
        let amount = call("quantity", &[2.5.into(), "ha".into()]).unwrap();
        assert_eq!(shown("unit", std::slice::from_ref(&amount)), "'ha'");
        assert_eq!(shown("amount", &[amount]), "2.5");
        assert!(call("quantity", &["many".into(), "ha".into()]).is_err());
    }
}
