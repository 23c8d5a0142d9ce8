//! `min` and `max`.

use crate::functions::arguments::at;
use crate::functions::{Accumulator, EvalError, Integers};
use crate::value::{Value, order};
use std::cmp::Ordering;

/// The first value that stands on that side of all others.
pub(super) struct Extreme {
    side: Ordering,
    found: Option<Value>,
}

impl Extreme {
    pub(super) fn least() -> Self {
        Extreme { side: Ordering::Less, found: None }
    }

    pub(super) fn greatest() -> Self {
        Extreme { side: Ordering::Greater, found: None }
    }
}

impl Accumulator for Extreme {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        let value = at(args, 0);
        let better = self.found.as_ref().is_none_or(|found| order(value, found) == self.side);
        if better && !value.is_null() {
            self.found = Some(value.clone());
        }
        Ok(())
    }

    fn add_integers(&mut self, all: &Integers) -> Result<(), EvalError> {
        let item = if self.side == Ordering::Less { all.least } else { all.greatest };
        self.add(&[Value::Integer(item)])
    }

    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        Ok(self.found.unwrap_or(Value::Null))
    }
}
