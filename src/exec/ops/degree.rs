//! How many edges a node has, and whether it has any.

use super::lanes::{FEW, Lane, Lanes, each, is_shorter};
use super::trail::{one_column, used_edges};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::graph::Adjacency;
use crate::value::{EdgeId, NodeId};

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

/// The edges that may be followed from a node.
pub(in crate::exec) struct Steps {
    pub(in crate::exec) from: Var,
    /// Where they must lead to.
    pub(in crate::exec) to: Option<Var>,
    pub(in crate::exec) lanes: Lanes,
    /// Edges that must not be followed.
    pub(in crate::exec) apart: Vec<Var>,
}

impl Steps {
    /// The number of edges for each row; 0 where a node is missing.
    pub(super) fn counts(
        &self,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Vec<i64>, ExecError> {
        let by_column = self.all(batch).or_else(|| self.all_but_one(batch));
        let by_column = by_column.or_else(|| self.counts_between(batch));
        let (counts, steps) = by_column.unwrap_or_else(|| self.counts_by_row(batch, cx));
        cx.tick(steps)?;
        Ok(counts)
    }

    /// The counts, and how many edges were looked at, where all edges are wanted.
    fn all(&self, batch: &Batch) -> Option<(Vec<i64>, usize)> {
        let all = self.to.is_none() && self.apart.is_empty();
        all.then(|| degrees(&self.lanes, self.from, batch)).flatten()
    }

    /// The counts, and how many edges were looked at, where all edges but one for each row are wanted.
    fn all_but_one(&self, batch: &Batch) -> Option<(Vec<i64>, usize)> {
        let used = one_column(&self.apart, batch)?;
        let Some(Column::Nodes(ids)) = batch.column(self.from) else { return None };
        let [(Lane::Type { there, .. }, false)] = self.lanes.lanes.as_slice() else { return None };
        if self.to.is_some() || !self.lanes.is_free() {
            return None;
        }
        let (mut counts, mut steps) = (Vec::with_capacity(batch.len), 0);
        let spans: Vec<_> = ids.iter().map(|id| there.span(NodeId(*id))).collect();
        for (span, used) in spans.into_iter().zip(used) {
            let edges = there.at(span).edges;
            steps += edges.len();
            counts.push(edges.iter().filter(|edge| edge.0 != *used).count() as i64);
        }
        Some((counts, steps))
    }

    /// The counts, and how many edges were looked at, of the edges between two columns of nodes; each row from the end that
    /// has fewer.
    fn counts_between(&self, batch: &Batch) -> Option<(Vec<i64>, usize)> {
        let (there, back, from, to) = self.between(batch)?;
        let (mut counts, mut steps) = (Vec::with_capacity(batch.len), batch.len);
        let spans: Vec<_> = from.iter().map(|id| there.span(NodeId(*id))).collect();
        for ((from, to), span) in from.iter().zip(to).zip(spans) {
            let turn = span.len() > FEW && back.degree(NodeId(*to)) < span.len();
            let (next, wanted) = match turn {
                true => (back.of(NodeId(*to)), *from),
                false => (there.at(span), *to),
            };
            steps += next.len();
            counts.push(next.nodes.iter().filter(|node| node.0 == wanted).count() as i64);
        }
        Some((counts, steps))
    }

    /// The counts, and how many edges were looked at, row by row.
    fn counts_by_row(&self, batch: &Batch, cx: &Context<'_>) -> (Vec<i64>, usize) {
        let used_column = one_column(&self.apart, batch);
        let (mut counts, mut used, mut steps) = (Vec::with_capacity(batch.len), Vec::new(), 0);
        for row in 0..batch.len {
            let to = self.to.map(|to| batch.node(to, row));
            let (Some(from), false) = (batch.node(self.from, row), to == Some(None)) else {
                counts.push(0);
                continue;
            };
            let one = used_column.and_then(|ids| ids.get(row)).map(|id| EdgeId(*id));
            if one.is_none() && !self.apart.is_empty() {
                used_edges(&self.apart, batch, row, &mut used);
            }
            let used = one.as_ref().map_or(used.as_slice(), std::slice::from_ref);
            let (count, looked_at) = self.count(from, to.flatten(), used, cx);
            steps += looked_at;
            counts.push(count as i64);
        }
        (counts, steps)
    }

    /// The nodes, where all their edges are wanted.
    fn plain<'a>(&self, batch: &'a Batch) -> Option<&'a [u32]> {
        let plain = self.to.is_none() && self.apart.is_empty() && self.lanes.is_free();
        match batch.column(self.from) {
            Some(Column::Nodes(ids)) if plain => Some(ids),
            _ => None,
        }
    }

    /// The rows that have such an edge, or (`anti`) none.
    fn rows(&self, batch: &Batch, anti: bool, cx: &mut Context<'_>) -> Result<Vec<u32>, ExecError> {
        let lanes = self.lanes.lanes.as_slice();
        if let (Some(ids), [(Lane::Type { there, .. }, false)]) = (self.plain(batch), lanes) {
            cx.tick(batch.len)?;
            let kept = (0u32..).zip(ids).filter(|(_, id)| there.has(NodeId(**id)) != anti);
            return Ok(kept.map(|(row, _)| row).collect());
        }
        if self.to.is_none() && self.apart.is_empty() {
            let has = |row: &u32| {
                let from = batch.node(self.from, *row as usize);
                from.is_some_and(|from| self.lanes.has(cx.graph, from))
            };
            let kept: Vec<u32> = (0..batch.len as u32).filter(|row| has(row) != anti).collect();
            cx.tick(batch.len)?;
            return Ok(kept);
        }
        let counts = self.counts(batch, cx)?;
        let kept = (0u32..).zip(&counts).filter(|(_, count)| (**count == 0) == anti);
        Ok(kept.map(|(row, _)| row).collect())
    }

    /// The one list that the edges between two columns of nodes stand in, the same from the other end, and the columns,
    /// where nothing else is to be checked.
    fn between<'a>(
        &'a self,
        batch: &'a Batch,
    ) -> Option<(&'a Adjacency, &'a Adjacency, &'a [u32], &'a [u32])> {
        let ([(Lane::Type { there, back }, false)], true) =
            (self.lanes.lanes.as_slice(), self.apart.is_empty() && self.lanes.is_free())
        else {
            return None;
        };
        match (batch.column(self.from)?, batch.column(self.to?)?) {
            (Column::Nodes(from), Column::Nodes(to)) => Some((there, back, from, to)),
            _ => None,
        }
    }

    /// The number for a node, and how many edges were looked at.
    fn count(
        &self,
        from: NodeId,
        to: Option<NodeId>,
        used: &[EdgeId],
        cx: &Context<'_>,
    ) -> (usize, usize) {
        if used.is_empty() && to.is_none() && self.lanes.is_free() {
            return (self.lanes.degree(cx.graph, from), 1);
        }
        let (mut count, mut looked_at) = (0, 1);
        for (lane, no_loops) in &self.lanes.lanes {
            if let (Lane::Type { there, back }, false, true) =
                (lane, no_loops, self.lanes.is_free())
            {
                // From the end that has fewer edges.
                let (next, wanted) = match to {
                    Some(to) if is_shorter(back, to, there, from) => (back.of(to), Some(from)),
                    _ => (there.of(from), to),
                };
                looked_at += next.len();
                count += match (wanted, used) {
                    (Some(wanted), []) => next.nodes.iter().filter(|n| **n == wanted).count(),
                    (None, used) => next.edges.iter().filter(|edge| !used.contains(edge)).count(),
                    (Some(wanted), used) => {
                        let wanted = next.iter().filter(|n| n.node == wanted);
                        wanted.filter(|n| !used.contains(&n.edge)).count()
                    }
                };
                continue;
            }
            each(cx.graph, lane, *no_loops, from, |next| {
                looked_at += 1;
                let wanted = to.is_none_or(|to| to == next.node)
                    && !used.contains(&next.edge)
                    && self.lanes.admits(cx.graph, next.edge, next.node);
                count += usize::from(wanted);
            });
        }
        (count, looked_at)
    }
}

/// Counts the edges that may be followed from a node; rows without any are left out.
pub(in crate::exec) struct Degree {
    pub(in crate::exec) input: Input,
    pub(in crate::exec) count: Var,
    pub(in crate::exec) steps: Steps,
    /// The variables that later operators use.
    pub(in crate::exec) live: Option<Vec<Var>>,
}

impl Operator for Degree {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let all = self.steps.counts(&batch, cx)?;
        Ok(Poll::Batch(batch.counted(all, self.count, self.live.as_deref())))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}

/// Keeps the rows for which there is such an edge, or (`anti`) none.
pub(in crate::exec) struct HasEdge {
    input: Input,
    steps: Option<Steps>,
    anti: bool,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl HasEdge {
    pub(in crate::exec) fn new(steps: Option<Steps>, anti: bool, live: Option<Vec<Var>>) -> Self {
        HasEdge { input: Input::default(), steps, anti, live }
    }
}

impl Operator for HasEdge {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let Some(steps) = &self.steps else { return Ok(Poll::Batch(batch)) };
        let rows = steps.rows(&batch, self.anti, cx)?;
        let all = rows.len() == batch.len;
        let live = self.live.as_deref();
        Ok(Poll::Batch(if all { batch } else { batch.gather_live(&rows, live) }))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
