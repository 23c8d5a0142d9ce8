//! Which steps of a pipeline several threads may work at.

use super::Builder;
use crate::algebra::{Var, VarInfo};
use crate::exec::context::Context;
use crate::exec::operator::Operator;
use crate::exec::parallel::Parallel;
use crate::exec::{ExecError, Limits};
use crate::plan::{Op, Pipeline, Step};
use std::collections::HashSet;
use std::ops::Range;

/// So many rows must be expected of the step before: some batches for each thread.
const MANY: f64 = 8192.0;
/// So many rows must be expected of all parallel steps.
const WORTH: f64 = 65_536.0;

/// Steps of a pipeline, from which operators are made again for each thread.
pub(in crate::exec) struct Section {
    steps: Vec<Step>,
    vars: Vec<VarInfo>,
    /// The variables that the rows have before the first step.
    bound: HashSet<Var>,
}

impl Section {
    /// The operators of a thread, that run in its context.
    pub(in crate::exec) fn operators(
        &self,
        cx: &mut Context<'_>,
    ) -> Result<Vec<Box<dyn Operator>>, ExecError> {
        let mut builder = Builder::new(self.vars.clone(), cx);
        builder.bound.clone_from(&self.bound);
        let mut operators = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            builder.step(step, &mut operators)?;
        }
        Ok(operators)
    }
}

impl Builder<'_, '_> {
    /// The steps, which give rows for each row alone, that it pays to let several threads work at, together with the step
    /// after them if that gathers the rows. At the end of the pipeline where there are none.
    pub(super) fn by_row(&self, pipeline: &Pipeline) -> Range<usize> {
        let steps = &pipeline.steps;
        let Limits { threads, pieces, .. } = self.cx.limits();
        let (wherever, none) = (pieces.is_some(), steps.len()..steps.len());
        // A pipeline within another one runs for some rows at a time, on the thread that has these.
        if self.nesting > 0 || *threads == Some(1) {
            return none;
        }
        let many = |step: &Step| step.rows >= MANY || wherever && !matches!(step.op, Op::Unit);
        let Some(last) = steps.iter().position(many) else { return none };
        let rest = steps.get(last + 1..).unwrap_or_default();
        let by_row = rest.iter().take_while(|step| is_by_row(&step.op)).count();
        let taken = steps.iter().skip(last).take(by_row + 1);
        let work: f64 = taken.map(|step| step.rows).sum();
        if wherever || work >= WORTH { last + 1..last + 1 + by_row } else { none }
    }

    /// Builds the last steps of a pipeline, of which several threads may work at the first `by_row`.
    pub(super) fn parallel(
        &mut self,
        steps: &[Step],
        by_row: usize,
        operators: &mut Vec<Box<dyn Operator>>,
    ) -> Result<Option<Parallel>, ExecError> {
        if steps.is_empty() {
            return Ok(None);
        }
        let (start, bound) = (operators.len(), self.bound.clone());
        let mut end = start;
        let mut gathers = false;
        for (number, step) in steps.iter().enumerate() {
            self.step(step, operators)?;
            if number < by_row {
                end = operators.len();
            } else if number == by_row && operators.len() == end + 1 {
                // What groups rest on depends on the order of their rows.
                let alone = self.cx.traced();
                gathers = !alone && operators.last().is_some_and(|last| last.can_unite());
            }
        }
        let shared = steps.get(..by_row + usize::from(gathers)).unwrap_or_default();
        let made = || Section { steps: shared.to_vec(), vars: self.vars.clone(), bound };
        let range = start..end + usize::from(gathers);
        Ok((!shared.is_empty()).then(|| Parallel::new(range, gathers, made())))
    }
}

/// Whether the rows that come of a row depend on no other row, and no table is made first.
fn is_by_row(op: &Op) -> bool {
    match op {
        Op::Expand { .. }
        | Op::Degree { .. }
        | Op::Branches { .. }
        | Op::Ends { .. }
        | Op::Walk { .. }
        | Op::Shortest { .. }
        | Op::BindPath { .. }
        | Op::Filter(_)
        | Op::Project { .. }
        | Op::Unwind { .. } => true,
        Op::Semi { alone: Some(_), .. } => false,
        Op::Optional { inner, .. } | Op::Semi { inner, .. } | Op::Tally { inner, .. } => {
            let scans = |step: &Step| matches!(step.op, Op::Scan { .. });
            !inner.steps.iter().any(scans)
        }
        Op::Unit
        | Op::Argument
        | Op::Union { .. }
        | Op::Scan { .. }
        | Op::CountNodes { .. }
        | Op::KeepShortest { .. }
        | Op::Aggregate { .. }
        | Op::Distinct(_)
        | Op::Sort { .. }
        | Op::Skip(_)
        | Op::Limit(_) => false,
    }
}
