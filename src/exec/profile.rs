//! `PROFILE`: what each step of a plan has done.

use super::operator::Measure;
use crate::plan::Plan;
use std::fmt::Write as _;

/// What each step of a plan has done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// One for each step of the plan.
    pub steps: Vec<Measure>,
}

impl Profile {
    /// The plan as `EXPLAIN` shows it, with the rows that came out of each step and the time that it took.
    pub fn show(&self, plan: &Plan) -> String {
        let text = plan.to_string();
        let mut steps = self.steps.iter();
        let mut shown = String::new();
        for line in text.lines() {
            // Steps within a step are indented; they count with it.
            let step = if line.starts_with(' ') { None } else { steps.next() };
            let _ = match step {
                Some(step) => writeln!(shown, "{line:<70} {:>10} {:>10.1?}", step.rows, step.time),
                None => writeln!(shown, "{line}"),
            };
        }
        shown
    }
}
