//! `percentileCont` and `percentileDisc`.

use crate::functions::arguments::{at, unexpected};
use crate::functions::{Accumulator, EvalError, Type};
use crate::value::{Value, check_length, describe, order};

/// The values, and which percentile of them.
pub(super) struct Percentile {
    function: &'static str,
    pick: fn(&[Value], f64) -> Value,
    values: Vec<Value>,
    /// From 0 to 1; that of the first row.
    percentile: Option<f64>,
}

impl Percentile {
    pub(super) fn continuous() -> Self {
        Percentile {
            function: "percentileCont",
            pick: interpolate,
            values: vec![],
            percentile: None,
        }
    }

    pub(super) fn discrete() -> Self {
        Percentile {
            function: "percentileDisc",
            pick: nearest_rank,
            values: vec![],
            percentile: None,
        }
    }
}

impl Accumulator for Percentile {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        let (value, percentile) = (at(args, 0), at(args, 1));
        if self.percentile.is_none() {
            let fraction = percentile.as_number().filter(|fraction| (0.0..=1.0).contains(fraction));
            self.percentile = Some(fraction.ok_or_else(|| {
                EvalError::new(format!(
                    "{}() takes a percentile from 0.0 to 1.0, not {}",
                    self.function,
                    describe(percentile)
                ))
                .with_help("the median is 0.5")
            })?);
        }
        match value {
            Value::Null => {}
            Value::Integer(_) | Value::Float(_) => {
                check_length(self.values.len())?;
                self.values.push(value.clone());
            }
            other => return Err(unexpected(self.function, Type::Number, other)),
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Value, EvalError> {
        self.values.sort_by(order);
        Ok((self.pick)(&self.values, self.percentile.unwrap_or_default()))
    }
}

/// The value at the rank that the percentile reaches; null of nothing.
fn nearest_rank(sorted: &[Value], percentile: f64) -> Value {
    let rank = (percentile * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).cloned().unwrap_or(Value::Null)
}

/// Between the two values around the percentile, in proportion; null of nothing.
fn interpolate(sorted: &[Value], percentile: f64) -> Value {
    let place = percentile * sorted.len().saturating_sub(1) as f64;
    let number = |index: f64| sorted.get(index as usize).and_then(Value::as_number);
    let (low, high) = (place.floor(), place.ceil());
    match number(low).zip(number(high)) {
        None => Value::Null,
        Some((below, _)) if low == high => Value::Float(below),
        Some((below, above)) => Value::Float(below * (high - place) + above * (place - low)),
    }
}
