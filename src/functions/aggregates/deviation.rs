//! `stDev` and `stDevP`, in one pass with Welford's method (Technometrics 4, 1962).

use crate::functions::arguments::{at, number};
use crate::functions::{Accumulator, EvalError};
use crate::value::Value;

/// The mean so far, and the sum of the squares of the distances to it.
pub(super) struct Deviation {
    function: &'static str,
    /// How many values the divisor leaves out: one of a sample.
    correction: f64,
    count: f64,
    mean: f64,
    squares: f64,
}

impl Deviation {
    pub(super) fn of_sample() -> Self {
        Deviation { function: "stDev", correction: 1.0, count: 0.0, mean: 0.0, squares: 0.0 }
    }

    pub(super) fn of_population() -> Self {
        Deviation { function: "stDevP", correction: 0.0, count: 0.0, mean: 0.0, squares: 0.0 }
    }
}

impl Accumulator for Deviation {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        if at(args, 0).is_null() {
            return Ok(());
        }
        let value = number(self.function, at(args, 0))?;
        self.count += 1.0;
        let distance = value - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (value - self.mean);
        Ok(())
    }

    /// 0 of fewer than two values.
    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        let few = self.count < 2.0;
        let deviation =
            if few { 0.0 } else { (self.squares / (self.count - self.correction)).sqrt() };
        Ok(Value::Float(deviation))
    }
}
