//! Aggregates of any values.

use crate::algebra::Aggregate;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, value_bytes};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::vector::{Cases, Integers as Source};
use crate::functions::{Accumulator, AggregateFunction, Integers};
use crate::value::{Grouping, Value};
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// An aggregate that is given values one by one, or the integers of a column at once where that will do.
pub(in crate::exec) struct General {
    function: &'static AggregateFunction,
    distinct: bool,
    args: Vec<BoxEval>,
    states: Vec<State>,
    /// Where integers come from, of which a sum or an extreme is wanted.
    source: Option<Source>,
    /// Conditions that integers depend on, instead.
    cases: Option<Cases>,
    /// The integers of each group that its state was not given yet.
    integers: Vec<Integers>,
}

struct State {
    sum: Box<dyn Accumulator>,
    /// What was seen before, where only distinct values count.
    seen: HashSet<Vec<Grouping>, RandomState>,
}

impl General {
    pub(super) fn new(
        aggregate: &Aggregate,
        builder: &mut Builder<'_, '_>,
    ) -> Result<General, ExecError> {
        let Aggregate { function, distinct, args } = aggregate;
        let counts = function.name == "count";
        let sums = matches!(function.name, "sum" | "avg" | "min" | "max") && !distinct;
        let cases = match args.as_slice() {
            [arg] if sums || counts && !distinct => Cases::new(arg, builder)?,
            _ => None,
        };
        let source = match args.as_slice() {
            [arg] if sums && matches!(function.name, "min" | "max") => {
                Source::ranks(arg, builder).or_else(|| Source::new(arg, builder))
            }
            [arg] if sums => Source::new(arg, builder),
            _ => None,
        };
        let (args, states) = (builder.exprs(args)?, Vec::new());
        let (distinct, integers) = (*distinct, Vec::new());
        Ok(General { function, distinct, args, states, source, cases, integers })
    }

    /// Makes room for so many groups.
    pub(super) fn grow(&mut self, groups: usize) {
        if self.source.is_some() || self.cases.is_some() {
            return self.integers.resize(groups.max(self.integers.len()), Integers::NONE);
        }
        let state = || State { sum: (self.function.start)(), seen: HashSet::default() };
        if self.states.len() < groups {
            self.states.resize_with(groups, state);
        }
    }

    /// Gives it the rows of a batch, each with the number of its group; how many bytes it holds for them, about.
    pub(super) fn add(
        &mut self,
        batch: &Batch,
        groups: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        let integers = &mut self.integers;
        let mut push = |row: usize, item| {
            let group = groups.get(row).and_then(|group| integers.get_mut(*group as usize));
            group.into_iter().for_each(|integers| integers.push(item));
        };
        if let Some(cases) = &mut self.cases {
            return cases.each(batch, cx, push).map(|()| 0);
        }
        if let Some(source) = &self.source {
            if source.each(batch, cx, &mut push) {
                return Ok(0);
            }
            self.one_by_one()?;
        }
        let mut held = 0;
        let mut args = Vec::with_capacity(self.args.len());
        for (row, group) in groups.iter().enumerate() {
            cx.tick(1)?;
            args.clear();
            for arg in &mut self.args {
                args.push(arg.eval(RowRef { batch, row }, cx)?);
            }
            let Some(state) = self.states.get_mut(*group as usize) else { continue };
            held += feed(self.function, self.distinct, state, &args)?;
        }
        Ok(held)
    }

    /// From now on values come one by one.
    fn one_by_one(&mut self) -> Result<(), ExecError> {
        let Some(source) = self.source.take() else { return Ok(()) };
        self.grow(self.integers.len());
        for (state, integers) in self.states.iter_mut().zip(self.integers.drain(..)) {
            if integers.count > 0 {
                give(state.sum.as_mut(), self.function, Some(&source), &integers)?;
            }
        }
        Ok(())
    }

    /// The results for these groups. Afterwards it is as new.
    pub(super) fn finish(&mut self, groups: &[u32]) -> Result<Column, ExecError> {
        let mut values = Vec::with_capacity(groups.len());
        if self.source.is_some() || self.cases.is_some() {
            for group in groups {
                if self.function.name == "count" {
                    let count = self.integers.get(*group as usize).map_or(0, |all| all.count);
                    values.push(Value::Integer(count as i64));
                    continue;
                }
                let mut sum = (self.function.start)();
                let integers = self.integers.get(*group as usize).filter(|all| all.count > 0);
                if let Some(integers) = integers {
                    give(sum.as_mut(), self.function, self.source.as_ref(), integers)?;
                }
                values.push(sum.finish()?);
            }
            self.integers.clear();
            return Ok(Column::Values(values));
        }
        let mut states: Vec<Option<State>> = self.states.drain(..).map(Some).collect();
        for group in groups {
            let state = states.get_mut(*group as usize).and_then(Option::take);
            values.push(match state {
                Some(state) => state.sum.finish()?,
                None => Value::Null,
            });
        }
        Ok(Column::Values(values))
    }

    /// Forgets everything.
    pub(super) fn reset(&mut self) {
        self.states.clear();
        self.integers.clear();
    }
}

/// Gives what is known of integers, or of the ranks of dates, to an aggregate.
fn give(
    sum: &mut dyn Accumulator,
    function: &AggregateFunction,
    source: Option<&Source>,
    integers: &Integers,
) -> Result<(), ExecError> {
    let extreme = if function.name == "min" { integers.least } else { integers.greatest };
    match source {
        Some(source @ Source::Dates(..)) => sum.add(&[source.value(extreme)])?,
        _ => sum.add_integers(integers)?,
    }
    Ok(())
}

/// Gives the arguments of a row to an aggregate; how many bytes it holds for that, about.
fn feed(
    function: &AggregateFunction,
    distinct: bool,
    state: &mut State,
    args: &[Value],
) -> Result<usize, ExecError> {
    let size = args.iter().map(value_bytes).sum::<usize>();
    let mut held = if function.name == "count" { 0 } else { size };
    if distinct {
        if !state.seen.insert(args.iter().cloned().map(Grouping).collect()) {
            return Ok(0);
        }
        held += size + 48;
    }
    state.sum.add(args)?;
    Ok(held)
}
