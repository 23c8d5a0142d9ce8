//! Pure functions of the query language, a registry row beside each.
//!
//! A family of functions is a file: the rows of its `FUNCTIONS` above, the functions below. To add one, write the
//! function and its row.

mod aggregates;
mod amounts;
mod arguments;
mod conversion;
mod date_condition;
mod dates;
mod elements;
mod intervals;
mod lists;
mod math;
mod ordered;
mod periods;
mod registry;
mod temporal;
#[cfg(test)]
mod testing;
mod texts;
mod types;

pub use crate::value::EvalError;
pub use date_condition::{DateCall, DateCondition};
pub use ordered::{by_order, compared_events};
pub(crate) use registry::lookup_aggregate;
pub use registry::{all, all_aggregates, lookup};
pub use types::Type;

use crate::graph::Graph;
use crate::value::Value;

/// What a function may see beside its arguments.
pub struct Env<'a> {
    /// The graph at hand, for functions of nodes and edges.
    pub graph: &'a Graph,
}

/// A function of values.
pub struct Function {
    /// Its name as printed; looked up without regard to case.
    pub name: &'static str,
    /// Types of its arguments; the last one repeats if `variadic`.
    pub params: &'static [Type],
    /// How many of them may be left out, from the right.
    pub optional: usize,
    /// Whether the last parameter repeats.
    pub variadic: bool,
    /// Type of its result.
    pub result: Type,
    /// Not a function of its arguments alone (`rand()`).
    pub volatile: bool,
    /// One line on what it does, and an example.
    pub doc: &'static str,
    /// The function.
    pub eval: fn(&Env<'_>, &[Value]) -> Result<Value, EvalError>,
}

impl Function {
    /// A row for a function that takes exactly `params`.
    const fn new(
        name: &'static str,
        params: &'static [Type],
        result: Type,
        doc: &'static str,
        eval: fn(&Env<'_>, &[Value]) -> Result<Value, EvalError>,
    ) -> Self {
        Function { name, params, optional: 0, variadic: false, result, volatile: false, doc, eval }
    }

    /// The same, where the last parameter may be left out.
    const fn last_optional(self) -> Self {
        Function { optional: 1, ..self }
    }
}

/// What is known of some integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integers {
    /// How many; at least one.
    pub count: usize,
    /// Their sum; so many that it would not fit never come.
    pub sum: i128,
    /// The least.
    pub least: i64,
    /// The greatest.
    pub greatest: i64,
}

impl Integers {
    /// None, to which others are added.
    pub const NONE: Integers = Integers { count: 0, sum: 0, least: i64::MAX, greatest: i64::MIN };

    /// Adds one.
    #[inline]
    pub fn push(&mut self, item: i64) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(item.into());
        self.least = self.least.min(item);
        self.greatest = self.greatest.max(item);
    }
}

/// A state that takes the values of a group, one row at a time, and gives the aggregate.
pub trait Accumulator: Send {
    /// Takes the arguments of a row.
    ///
    /// # Errors
    /// When a value is of the wrong type.
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError>;
    /// Takes integers, as if one row had come after the other with each of them.
    ///
    /// # Errors
    /// When integers are of the wrong type, or this aggregate cannot be made of what is known of them: only sums, means
    /// and extremes can.
    fn add_integers(&mut self, _: &Integers) -> Result<(), EvalError> {
        Err(EvalError::new("this aggregate needs each value for itself"))
    }
    /// The aggregate.
    ///
    /// # Errors
    /// When it has no value (overflow, mixed units).
    fn finish(self: Box<Self>) -> Result<Value, EvalError>;
}

/// An aggregate function.
pub struct AggregateFunction {
    /// Its name as printed; looked up without regard to case.
    pub name: &'static str,
    /// Types of its arguments; `count(*)` has none.
    pub params: &'static [Type],
    /// Type of its result.
    pub result: Type,
    /// One line on what it does.
    pub doc: &'static str,
    /// An empty state.
    pub start: fn() -> Box<dyn Accumulator>,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for AggregateFunction {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for AggregateFunction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
