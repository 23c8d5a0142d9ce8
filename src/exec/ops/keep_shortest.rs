//! The shortest of the paths that a pattern of several edges finds.

use super::apply::Inner;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::value::{NodeId, Value};
use std::collections::HashMap;

/// Keeps one shortest path, or all of them, for each row and each pair of ends.
pub(in crate::exec) struct KeepShortest {
    input: Input,
    inner: Inner,
    path: Var,
    all: bool,
}

/// A row and the ends of a path.
type Ends = (u32, Option<NodeId>, Option<NodeId>);

impl KeepShortest {
    pub(in crate::exec) fn new(inner: Inner, path: Var, all: bool) -> Self {
        KeepShortest { input: Input::default(), inner, path, all }
    }

    fn ends(&self, batch: &Batch, at: usize, row: u32) -> Option<(Ends, usize)> {
        match batch.value(self.path, at) {
            Value::Path(path) => Some((
                (row, path.nodes.first().copied(), path.nodes.last().copied()),
                path.edges.len(),
            )),
            _ => None,
        }
    }
}

impl Operator for KeepShortest {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        self.inner.start(&batch, cx);
        let mut found = Batch::default();
        let mut held = 0;
        let mut best: HashMap<Ends, (usize, Vec<u32>)> = HashMap::new();
        while let Some((results, rows)) = self.inner.next(cx)? {
            let bytes = results.bytes() + rows.len() * 48;
            held += bytes;
            cx.hold(bytes)?;
            for (at, row) in rows.iter().enumerate() {
                let Some((ends, length)) = self.ends(&results, at, *row) else { continue };
                let number = (found.len + at) as u32;
                let (least, kept) = best.entry(ends).or_insert((length, Vec::new()));
                if length < *least {
                    *least = length;
                    kept.clear();
                }
                if length == *least && (self.all || kept.is_empty()) {
                    kept.push(number);
                }
            }
            found.append(results);
        }
        let mut kept: Vec<u32> = best.into_values().flat_map(|(_, kept)| kept).collect();
        kept.sort_unstable();
        cx.release(held);
        Ok(Poll::Batch(found.gather(&kept)))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.inner.driver.reset(cx);
    }
}
