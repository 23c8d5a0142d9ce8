//! How many edges a node has.

use super::lanes::{Lane, Lanes, each};
use super::trail::{one_column, used_edges};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::value::{EdgeId, NodeId};

/// Counts the edges that may be followed from a node; rows without any are left out.
pub(in crate::exec) struct Degree {
    pub(in crate::exec) input: Input,
    pub(in crate::exec) from: Var,
    pub(in crate::exec) count: Var,
    pub(in crate::exec) lanes: Lanes,
    pub(in crate::exec) apart: Vec<Var>,
    /// The variables that later operators use.
    pub(in crate::exec) live: Option<Vec<Var>>,
}

impl Degree {
    /// The number for a node, and how many edges were looked at.
    fn count(&self, from: NodeId, used: &[EdgeId], cx: &Context<'_>) -> (usize, usize) {
        if used.is_empty() && self.lanes.is_free() {
            return (self.lanes.degree(cx.graph, from), 1);
        }
        if let ([(Lane::Type { there, .. }, false)], true) =
            (self.lanes.lanes.as_slice(), self.lanes.is_free())
        {
            let edges = there.of(from).edges;
            let others = edges.iter().filter(|edge| !used.contains(edge)).count();
            return (others, edges.len());
        }
        let (mut count, mut looked_at) = (0, 0);
        for (lane, no_loops) in &self.lanes.lanes {
            each(cx.graph, lane, *no_loops, from, |next| {
                looked_at += 1;
                let wanted =
                    !used.contains(&next.edge) && self.lanes.admits(cx.graph, next.edge, next.node);
                count += usize::from(wanted);
            });
        }
        (count, looked_at)
    }
}

/// The number of each row, and how many edges were looked at, where all edges of one lane from a column of nodes are
/// wanted.
pub(super) fn degrees(lanes: &Lanes, from: Var, batch: &Batch) -> Option<(Vec<i64>, usize)> {
    let (Some(Column::Nodes(nodes)), true) = (batch.column(from), lanes.is_free()) else {
        return None;
    };
    let mut degrees = Vec::with_capacity(nodes.len());
    match lanes.lanes.as_slice() {
        [(Lane::Type { there, .. }, false)] => there.degrees(nodes, &mut degrees),
        _ => return None,
    }
    Some((degrees, nodes.len()))
}

impl Operator for Degree {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        if self.apart.is_empty()
            && let Some((counts, steps)) = degrees(&self.lanes, self.from, &batch)
        {
            cx.tick(steps)?;
            return Ok(Poll::Batch(batch.counted(counts, self.count, self.live.as_deref())));
        }
        let (mut rows, mut counts) = (Vec::with_capacity(batch.len), Vec::with_capacity(batch.len));
        let (mut used, mut steps) = (Vec::new(), 0);
        let used_column = one_column(&self.apart, &batch);
        for row in 0..batch.len {
            let Some(from) = batch.node(self.from, row) else { continue };
            let one = used_column.and_then(|ids| ids.get(row)).map(|id| EdgeId(*id));
            if one.is_none() && !self.apart.is_empty() {
                used_edges(&self.apart, &batch, row, &mut used);
            }
            let used = one.as_ref().map_or(used.as_slice(), std::slice::from_ref);
            let (count, looked_at) = self.count(from, used, cx);
            steps += looked_at;
            if count > 0 {
                rows.push(row as u32);
                counts.push(count as i64);
            }
        }
        cx.tick(steps)?;
        let mut out = batch.gather_live(&rows, self.live.as_deref());
        out.set(self.count, Column::Integers(counts));
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
