//! `sum` and `avg`.

use crate::functions::arguments::at;
use crate::functions::{Accumulator, EvalError, Integers};
use crate::value::{Quantity, Value, describe, divide, quote};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A sum of numbers, or of amounts of one unit.
pub(super) struct Sum {
    function: &'static str,
    count: usize,
    /// What the integers add to: 128 bits hold any number of them that there is time to add.
    integers: i128,
    /// What the floats add to, if there are any.
    floats: Option<f64>,
    /// What the amounts add to, if there are any.
    amount: Option<Quantity>,
}

impl Sum {
    pub(super) fn new(function: &'static str) -> Self {
        Sum { function, count: 0, integers: 0, floats: None, amount: None }
    }

    fn error(&self, message: &str) -> EvalError {
        EvalError::new(format!("{}(): {message}", self.function))
    }

    fn add_amount(&mut self, added: &Quantity) -> Result<(), EvalError> {
        let sum = match &self.amount {
            None => added.clone(),
            Some(sum) if sum.unit == added.unit => {
                let value = sum.value.checked_add(added.value);
                let value =
                    value.ok_or_else(|| self.error("the sum of the amounts is too large"))?;
                Quantity { value, unit: added.unit.clone() }
            }
            Some(sum) => {
                let message = format!(
                    "the amounts have different units, {} and {}",
                    quote(&sum.unit),
                    quote(&added.unit)
                );
                return Err(self
                    .error(&message)
                    .with_help("group by unit(x), or keep one unit with WHERE"));
            }
        };
        self.amount = Some(sum);
        Ok(())
    }

    fn total(self) -> Result<Value, EvalError> {
        match (&self.amount, self.floats) {
            (Some(amount), _) => Ok(Value::Quantity(Arc::new(amount.clone()))),
            (None, Some(floats)) => Ok(Value::Float(floats + self.integers as f64)),
            (None, None) => i64::try_from(self.integers).map(Value::Integer).map_err(|_| {
                self.error("the sum does not fit a 64-bit integer")
                    .with_help("sum floats: toFloat(x)")
            }),
        }
    }
}

impl Accumulator for Sum {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        let numbers_before = self.count > 0 && self.amount.is_none();
        match at(args, 0) {
            Value::Null => return Ok(()),
            Value::Quantity(amount) if !numbers_before => self.add_amount(amount)?,
            Value::Integer(integer) if self.amount.is_none() => {
                self.integers = self.integers.saturating_add(i128::from(*integer));
            }
            Value::Float(float) if self.amount.is_none() => {
                self.floats = Some(self.floats.unwrap_or_default() + float);
            }
            Value::Quantity(_) | Value::Integer(_) | Value::Float(_) => {
                return Err(self
                    .error("numbers and amounts with a unit do not add")
                    .with_help("give all a unit with quantity(x, unit), or take amount(x)"));
            }
            other => {
                let error =
                    self.error(&format!("takes numbers or amounts, not {}", describe(other)));
                return Err(error.with_help(
                    "`toInteger(x)` or `toFloat(x)` makes a number of a text; `count(x)` counts",
                ));
            }
        }
        self.count += 1;
        Ok(())
    }

    fn add_integers(&mut self, all: &Integers) -> Result<(), EvalError> {
        // One of them tells whether integers may come.
        self.add(&[Value::Integer(0)])?;
        self.integers = self.integers.saturating_add(all.sum);
        self.count += all.count - 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        self.total()
    }
}

/// The sum divided by the count; null of nothing.
pub(super) struct Average(pub(super) Sum);

impl Accumulator for Average {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        self.0.add(args)
    }

    fn add_integers(&mut self, all: &Integers) -> Result<(), EvalError> {
        self.0.add_integers(all)
    }

    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        let Sum { count, integers, floats, amount, .. } = self.0;
        match (count, amount) {
            (0, _) => Ok(Value::Null),
            (_, Some(amount)) => divide(&Value::Quantity(Arc::new(amount)), &super::count(count)),
            (_, None) => Ok(Value::Float(mean(integers, floats, count))),
        }
    }
}

/// A sum of integers is divided exactly where 28 digits allow.
fn mean(integers: i128, floats: Option<f64>, count: usize) -> f64 {
    let exact = || {
        let mean = Decimal::try_from_i128_with_scale(integers, 0)
            .ok()?
            .checked_div(Decimal::from(count))?;
        mean.to_string().parse().ok()
    };
    match floats {
        None => exact().unwrap_or(integers as f64 / count as f64),
        Some(floats) => (floats + integers as f64) / count as f64,
    }
}
