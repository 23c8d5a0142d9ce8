//! Which steps of a pipeline several threads may work at.

use super::Builder;
use crate::algebra::Expr;
use crate::exec::context::Context;
use crate::exec::driver::Driver;
use crate::exec::operator::Operator;
use crate::exec::parallel::Parallel;
use crate::exec::{ExecError, Limits};
use crate::plan::{Access, Op, Pipeline, Step};
use std::ops::Range;

/// So many rows must be expected of the step before.
const MANY: f64 = 512.0;

/// Where steps stand in a plan, from which operators are made again for each thread: those that give rows for each row alone,
/// and the step after them, which may gather rows.
pub(in crate::exec) struct Section {
    /// The parts of unions within one another that they stand in.
    parts: Vec<usize>,
    steps: Range<usize>,
    /// How many rows are expected to come to them.
    pub(in crate::exec) rows: f64,
    /// These are gathered first.
    pub(in crate::exec) gathered: bool,
}

impl Section {
    /// The first `most` operators of a thread, that run in its context.
    pub(in crate::exec) fn operators(
        &self,
        most: usize,
        cx: &mut Context<'_>,
    ) -> Result<Vec<Box<dyn Operator>>, ExecError> {
        let mut operators = Vec::with_capacity(most);
        let Some(plan) = cx.plan else { return Ok(operators) };
        let mut pipeline = &plan.root;
        for part in &self.parts {
            let parts = pipeline.steps.iter().find_map(|step| match &step.op {
                Op::Union { parts, .. } => Some(parts),
                _ => None,
            });
            let Some((found, _)) = parts.and_then(|parts| parts.get(*part)) else { break };
            pipeline = found;
        }
        let mut builder = Builder::new(plan.vars.clone(), cx);
        let before = pipeline.steps.iter().take(self.steps.start);
        before.for_each(|step| step.op.scope(&mut builder.bound));
        for step in pipeline.steps.get(self.steps.clone()).unwrap_or_default() {
            if operators.len() < most {
                builder.step(step, &mut operators)?;
            }
        }
        // The last step may be several operators, of which only the first gathers rows.
        operators.truncate(most);
        Ok(operators)
    }
}

impl Builder<'_, '_> {
    /// The steps, which give rows for each row alone, that several threads may work at, perhaps together with the step after
    /// them. At the end of the pipeline where there are none.
    pub(super) fn by_row(&self, pipeline: &Pipeline) -> Range<usize> {
        let steps = &pipeline.steps;
        let Limits { threads, pieces, .. } = self.cx.limits();
        let none = steps.len()..steps.len();
        // A pipeline within another one runs for some rows at a time, on the thread that has these.
        // So are the parts of a union, and the steps after it run as they do: a thread that takes rows from them must not
        // wait for others.
        let union = |step: &Step| matches!(step.op, Op::Union { .. });
        if self.nesting > 0 || *threads == Some(1) || steps.iter().any(union) {
            return none;
        }
        let wherever = |step: &Step| pieces.is_some() && !matches!(step.op, Op::Unit);
        let many = |step: &Step| step.rows >= MANY || wherever(step);
        let before_table = |at: usize| steps.get(at + 1).is_some_and(|next| makes_set(&next.op));
        let last =
            (0..steps.len()).find(|at| steps.get(*at).is_some_and(many) && !before_table(*at));
        let Some(last) = last else { return none };
        let rest = steps.get(last + 1..).unwrap_or_default();
        let by_row = rest.iter().take_while(|step| is_by_row(&step.op)).count();
        last + 1..last + 1 + by_row
    }

    /// Builds a pipeline of whose steps several threads may work at some; `source` are the operators before these.
    pub(super) fn driver(
        &mut self,
        source: Vec<Box<dyn Operator>>,
        pipeline: &Pipeline,
        by_row: Range<usize>,
    ) -> Result<Driver, ExecError> {
        let (mut own, mut rest) = (Vec::new(), Vec::new());
        for (number, step) in pipeline.steps.iter().enumerate().skip(by_row.start) {
            self.step(step, if number < by_row.end { &mut own } else { &mut rest })?;
        }
        let before = pipeline.steps.get(..by_row.start).unwrap_or_default();
        let steps = by_row.start..pipeline.steps.len().min(by_row.end + 1);
        let (parts, rows) = (self.parts.clone(), before.last().map_or(0.0, |last| last.rows));
        let gathered = !before.iter().all(|step| is_by_row(&step.op) || begins(&step.op));
        let section = Section { parts, steps, rows, gathered };
        Ok(Driver::new(Some(Parallel::new(source, own, section)), rest))
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
        op if makes_set(op) => false,
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

/// Whether it makes a set before the first row, as each thread would.
fn makes_set(op: &Op) -> bool {
    matches!(op, Op::Semi { alone: Some(_), .. })
}

/// Whether it gives the first rows of a pipeline, as many at a time as are asked for.
fn begins(op: &Op) -> bool {
    matches!(op, Op::Unit | Op::Scan { .. } | Op::CountNodes { .. })
}

/// Whether a table of nodes is made in a pipeline, which each thread would make.
fn scans(pipeline: &Pipeline) -> bool {
    pipeline.steps.iter().any(|step| match &step.op {
        Op::Scan { access, .. } | Op::CountNodes { access, .. } => match access {
            Access::Property { value, .. } => {
                !matches!(value, Expr::Literal(_) | Expr::Parameter(_))
            }
            _ => false,
        },
        Op::Union { parts, .. } => parts.iter().any(|(part, _)| scans(part)),
        Op::Optional { inner, .. }
        | Op::Semi { inner, .. }
        | Op::Tally { inner, .. }
        | Op::KeepShortest { inner, .. } => scans(inner),
        _ => false,
    })
}
