//! Which steps of a pipeline several threads may work at.

use super::Builder;
use crate::algebra::{Var, VarInfo};
use crate::exec::context::Context;
use crate::exec::driver::Driver;
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

/// Steps of a pipeline, from which operators are made again for each thread: those that give rows for each row alone, and the
/// step after them if that may gather rows.
pub(in crate::exec) struct Section {
    steps: Vec<Step>,
    vars: Vec<VarInfo>,
    /// The variables that the rows have before the first step.
    bound: HashSet<Var>,
}

impl Section {
    /// The first `most` operators of a thread, that run in its context.
    pub(in crate::exec) fn operators(
        &self,
        most: usize,
        cx: &mut Context<'_>,
    ) -> Result<Vec<Box<dyn Operator>>, ExecError> {
        let mut builder = Builder::new(self.vars.clone(), cx);
        builder.bound.clone_from(&self.bound);
        let mut operators = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            if operators.len() < most {
                builder.step(step, &mut operators)?;
            }
        }
        Ok(operators)
    }
}

impl Builder<'_, '_> {
    /// The steps, which give rows for each row alone, that it pays to let several threads work at, perhaps together with the
    /// step after them. At the end of the pipeline where there are none.
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

    /// Builds a pipeline of whose steps several threads may work at some; `source` are the operators before these.
    pub(super) fn driver(
        &mut self,
        source: Vec<Box<dyn Operator>>,
        pipeline: &Pipeline,
        by_row: Range<usize>,
    ) -> Result<Driver, ExecError> {
        let (vars, bound) = (self.vars.clone(), self.bound.clone());
        let (mut own, mut rest) = (Vec::new(), Vec::new());
        let steps = pipeline.steps.get(by_row.start..).unwrap_or_default();
        for (number, step) in steps.iter().enumerate() {
            self.step(step, if number < by_row.len() { &mut own } else { &mut rest })?;
        }
        // What groups rest on depends on the order of their rows; such steps may be several operators.
        let last = usize::from(!self.cx.traced());
        let steps = steps.iter().take(by_row.len() + last).cloned().collect();
        Ok(Driver::new(Some(Parallel::new(source, own, Section { steps, vars, bound })), rest))
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
            !scans(inner)
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

/// Whether nodes are looked for in a pipeline: that may take a table, which each thread would make.
fn scans(pipeline: &Pipeline) -> bool {
    pipeline.steps.iter().any(|step| match &step.op {
        Op::Scan { .. } | Op::CountNodes { .. } => true,
        Op::Union { parts, .. } => parts.iter().any(|(part, _)| scans(part)),
        Op::Optional { inner, .. }
        | Op::Semi { inner, .. }
        | Op::Tally { inner, .. }
        | Op::KeepShortest { inner, .. } => scans(inner),
        _ => false,
    })
}
