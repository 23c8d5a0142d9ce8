//! `PROFILE`: what each step of a plan has done.

use super::operator::Measure;
use crate::plan::{Line, Plan, rounded};
use std::fmt::{self, Display, Formatter};
use unicode_width::UnicodeWidthStr;

/// What each step of a plan has done. `Display` shows a line a step: what it does, how many rows were expected of it and
/// how many came out, and how long it took.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Profile {
    /// The steps, each before those within it.
    pub steps: Vec<ProfileStep>,
}

/// A step of a plan, and what it has done.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ProfileStep {
    /// How many steps it is within.
    pub depth: usize,
    /// What it does.
    pub step: String,
    /// How many rows were expected of it.
    pub expected: f64,
    /// What it has done; `None` for a step within another one, with which it counts.
    pub measure: Option<Measure>,
}

impl Profile {
    /// The steps of a plan, of which the outermost have done `measures`.
    pub(super) fn new(plan: &Plan, measures: Vec<Measure>) -> Profile {
        let mut measures = measures.into_iter();
        let step = |Line { depth, step, rows }| {
            let measure = if depth == 0 { measures.next() } else { None };
            ProfileStep { depth, step, expected: rows, measure }
        };
        Profile { steps: plan.lines().into_iter().map(step).collect() }
    }
}

impl Display for Profile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = |step: &ProfileStep| format!("{}{}", "  ".repeat(step.depth), step.step);
        let texts: Vec<String> = self.steps.iter().map(text).collect();
        let width = texts.iter().map(|text| text.width()).max().unwrap_or(0).clamp(4, 100);
        let pad = |text: &str| " ".repeat(width.saturating_sub(text.width()));
        writeln!(f, "step{}  {:>12}  {:>12}  {:>10}", pad("step"), "expected", "rows", "time")?;
        for (step, text) in self.steps.iter().zip(&texts) {
            write!(f, "{text}{}  {:>12}", pad(text), format!("~{}", rounded(step.expected)))?;
            match &step.measure {
                Some(Measure { rows, time }) => writeln!(f, "  {rows:>12}  {time:>10.1?}")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}
