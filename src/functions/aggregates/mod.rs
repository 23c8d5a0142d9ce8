//! Aggregate functions. All but `count(*)` skip nulls.

mod deviation;
mod extremes;
mod percentile;
mod sum;

use super::arguments::{at, count};
use super::{Accumulator, AggregateFunction, EvalError, Type};
use crate::value::{Value, check_length};

pub(super) static FUNCTIONS: &[AggregateFunction] = &[
    AggregateFunction {
        name: "count",
        params: &[Type::Any],
        result: Type::Integer,
        doc: "How many values, or with * how many rows: count(n)",
        start: || Box::<Count>::default(),
    },
    AggregateFunction {
        name: "collect",
        params: &[Type::Any],
        result: Type::List,
        doc: "The values as a list, in order of the rows: collect(n.name)",
        start: || Box::<Collect>::default(),
    },
    AggregateFunction {
        name: "sum",
        params: &[Type::Any],
        result: Type::Any,
        doc: "The sum of numbers, or of amounts of one unit: sum(e.amount)",
        start: || Box::new(sum::Sum::new("sum")),
    },
    AggregateFunction {
        name: "avg",
        params: &[Type::Any],
        result: Type::Any,
        doc: "The mean of numbers, or of amounts of one unit: avg(n.age)",
        start: || Box::new(sum::Average(sum::Sum::new("avg"))),
    },
    AggregateFunction {
        name: "min",
        params: &[Type::Any],
        result: Type::Any,
        doc: "The least value, in the order of ORDER BY: min(n.age)",
        start: || Box::new(extremes::Extreme::least()),
    },
    AggregateFunction {
        name: "max",
        params: &[Type::Any],
        result: Type::Any,
        doc: "The greatest value, in the order of ORDER BY: max(n.age)",
        start: || Box::new(extremes::Extreme::greatest()),
    },
    AggregateFunction {
        name: "percentileCont",
        params: &[Type::Number, Type::Number],
        result: Type::Float,
        doc: "The percentile, between two values where need be: percentileCont(n.age, 0.5)",
        start: || Box::new(percentile::Percentile::continuous()),
    },
    AggregateFunction {
        name: "percentileDisc",
        params: &[Type::Number, Type::Number],
        result: Type::Number,
        doc: "The percentile, one of the values: percentileDisc(n.age, 0.5)",
        start: || Box::new(percentile::Percentile::discrete()),
    },
    AggregateFunction {
        name: "stDev",
        params: &[Type::Number],
        result: Type::Float,
        doc: "The standard deviation of a sample: stDev(n.age)",
        start: || Box::new(deviation::Deviation::of_sample()),
    },
    AggregateFunction {
        name: "stDevP",
        params: &[Type::Number],
        result: Type::Float,
        doc: "The standard deviation of a whole population: stDevP(n.age)",
        start: || Box::new(deviation::Deviation::of_population()),
    },
];

/// `count(*)` is called without arguments.
#[derive(Default)]
struct Count(usize);

impl Accumulator for Count {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        if !args.first().is_some_and(Value::is_null) {
            self.0 += 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        Ok(count(self.0))
    }
}

#[derive(Default)]
struct Collect(Vec<Value>);

impl Accumulator for Collect {
    fn add(&mut self, args: &[Value]) -> Result<(), EvalError> {
        let value = at(args, 0);
        if !value.is_null() {
            check_length(self.0.len())?;
            self.0.push(value.clone());
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Value, EvalError> {
        Value::list(self.0)
    }
}

#[cfg(test)]
mod tests;
