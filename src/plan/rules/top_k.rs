//! A sort before a limit keeps no more rows than the limit needs.

use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline};

/// Tells each sort of the limit (and what is left out before it) that follows.
pub(super) fn apply(pipeline: &mut Pipeline, _: &Graph) {
    for i in 0..pipeline.steps.len() {
        let mut counts = Vec::new();
        let mut found = false;
        for step in pipeline.steps.iter().skip(i + 1) {
            match &step.op {
                Op::Skip(count) => counts.push(count.clone()),
                Op::Limit(count) => {
                    counts.push(count.clone());
                    found = true;
                    break;
                }
                _ => break,
            }
        }
        let step = pipeline.steps.get_mut(i).filter(|_| found);
        if let Some(Op::Sort { limit, .. }) = step.map(|step| &mut step.op) {
            *limit = counts;
        }
    }
}
