//! Subqueries in expressions, run for one row.

use super::{BoxEval, Eval, Evaluated, RowRef};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::driver::Driver;
use crate::exec::trace::{CAP, RowTrace};
use crate::value::Value;

/// What is wanted of the rows of a subquery.
pub(super) enum Wanted {
    /// Whether there is one.
    Exists,
    /// How many there are.
    Count,
    /// A value of each.
    Collect(BoxEval),
}

/// A subquery in an expression.
pub(super) struct Subquery {
    pub(super) driver: Driver,
    pub(super) argument: usize,
    /// Variables of comprehensions around it, with their slots.
    pub(super) locals: Vec<(Var, usize)>,
    pub(super) wanted: Wanted,
}

impl Eval for Subquery {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        self.start(row, cx);
        let batch = cx.batch;
        if matches!(self.wanted, Wanted::Exists) {
            cx.batch = if cx.traced() { CAP } else { 1 };
        }
        let found = self.run(cx);
        cx.batch = batch;
        found
    }
}

impl Subquery {
    #[inline(never)]
    fn start(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) {
        let mut argument = row.batch.gather(&[row.row as u32]);
        argument.traces = cx.traced().then(|| vec![RowTrace::default()]);
        for (var, slot) in &self.locals {
            let value = cx.locals.get(*slot).cloned().unwrap_or(Value::Null);
            argument.set(*var, Column::Values(vec![value]));
        }
        if let Some(place) = cx.arguments.get_mut(self.argument) {
            *place = Some(argument);
        }
        self.driver.reset(cx);
    }

    #[inline(never)]
    fn run(&mut self, cx: &mut Context<'_>) -> Evaluated {
        let outer = std::mem::take(&mut cx.witnesses);
        let mut witness: Option<RowTrace> = None;
        let value = self.rows(&mut witness, cx);
        cx.witnesses = outer;
        cx.witnesses.extend(witness);
        value
    }

    fn rows(&mut self, witness: &mut Option<RowTrace>, cx: &mut Context<'_>) -> Evaluated {
        let mut count = 0;
        let mut collected = Vec::new();
        while let Some(batch) = self.driver.next(cx)? {
            count += batch.len;
            let exists = matches!(self.wanted, Wanted::Exists);
            batch.traces.iter().flatten().for_each(|trace| match witness {
                Some(witness) if exists => witness.or(trace),
                Some(witness) => witness.and(trace),
                None => *witness = Some(trace.clone()),
            });
            match &mut self.wanted {
                Wanted::Exists => return Ok(Value::Boolean(true)),
                Wanted::Count => {}
                Wanted::Collect(map) => collect(map, &batch, &mut collected, cx)?,
            }
        }
        Ok(match self.wanted {
            Wanted::Exists => Value::Boolean(false),
            Wanted::Count => Value::Integer(count as i64),
            Wanted::Collect(_) => Value::list(collected)?,
        })
    }
}

fn collect(
    map: &mut BoxEval,
    batch: &Batch,
    to: &mut Vec<Value>,
    cx: &mut Context<'_>,
) -> Result<(), ExecError> {
    crate::value::check_length(to.len() + batch.len)?;
    for row in 0..batch.len {
        cx.tick(1)?;
        to.push(map.eval(RowRef { batch, row }, cx)?);
    }
    Ok(())
}
