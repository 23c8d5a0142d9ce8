//! In how many ways edges of several kinds can be followed from a node.

use super::compared::compared;
use super::degree::degrees;
use super::lanes::{Lanes, each};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{BATCH, Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::vector::Condition;
use crate::plan::Factor;

/// Edges from a node.
pub(in crate::exec) struct Set {
    pub(in crate::exec) edge: Var,
    pub(in crate::exec) to: Var,
    pub(in crate::exec) lanes: Lanes,
    /// What is asked of the edge and of its end.
    pub(in crate::exec) conditions: Vec<Condition>,
}

/// Counts, for each row, the ways to choose edges of sets; rows without any are left out.
pub(in crate::exec) struct Branches {
    input: Input,
    from: Var,
    sets: Vec<Set>,
    factors: Vec<Factor>,
    count: Var,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl Branches {
    pub(in crate::exec) fn new(
        from: Var,
        sets: Vec<Set>,
        factors: Vec<Factor>,
        count: Var,
        live: Option<Vec<Var>>,
    ) -> Branches {
        Branches { input: Input::default(), from, sets, factors, count, live }
    }

    /// The number of ways for each row.
    fn ways(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<Vec<i64>, ExecError> {
        if let [Factor::Compared { one, other, op, key }] = self.factors.as_slice() {
            return compared(
                &mut self.sets,
                (*one, *other),
                *op,
                key.as_deref(),
                self.from,
                batch,
                cx,
            );
        }
        let mut sizes = Vec::with_capacity(self.sets.len());
        for set in &mut self.sets {
            sizes.push(set.sizes(self.from, batch, cx)?);
        }
        let size = |set: usize| sizes.get(set).map_or(&[][..], Vec::as_slice);
        let mut ways = vec![1i64; batch.len];
        for factor in &self.factors {
            match factor {
                Factor::Falling(sets) => {
                    for (less, set) in (0i64..).zip(sets) {
                        let pairs = ways.iter_mut().zip(size(*set));
                        pairs.for_each(|(ways, size)| {
                            *ways = ways.saturating_mul((size - less).max(0));
                        });
                    }
                }
                Factor::Compared { .. } => {}
                Factor::Two { one, other, both } => {
                    let pairs = size(*one).iter().zip(size(*other)).zip(size(*both));
                    for (ways, ((one, other), both)) in ways.iter_mut().zip(pairs) {
                        *ways = ways.saturating_mul(one.saturating_mul(*other) - both);
                    }
                }
            }
        }
        Ok(ways)
    }
}

impl Set {
    /// How many edges of the set each row has.
    fn sizes(
        &mut self,
        from: Var,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Vec<i64>, ExecError> {
        if self.conditions.is_empty()
            && let Some((sizes, looked_at)) = degrees(&self.lanes, from, batch)
        {
            cx.tick(looked_at)?;
            return Ok(sizes);
        }
        let mut sizes = vec![0; batch.len];
        self.each_end(from, batch, cx, |row, _| {
            if let Some(size) = sizes.get_mut(row as usize) {
                *size += 1;
            }
        })?;
        Ok(sizes)
    }

    /// Calls `see` with each row and the end of each edge of the set that it has, in order of the rows.
    pub(super) fn each_end(
        &mut self,
        from: Var,
        batch: &Batch,
        cx: &mut Context<'_>,
        mut see: impl FnMut(u32, u32),
    ) -> Result<(), ExecError> {
        if self.conditions.is_empty() {
            let mut steps = 0;
            for row in 0..batch.len {
                let Some(node) = batch.node(from, row) else { continue };
                for (lane, no_loops) in &self.lanes.lanes {
                    each(cx.graph, lane, *no_loops, node, |next| {
                        steps += 1;
                        if self.lanes.admits(cx.graph, next.edge, next.node) {
                            see(row as u32, next.node.0);
                        }
                    });
                }
            }
            return cx.tick(steps);
        }
        let mut found = Found::default();
        for row in 0..batch.len {
            let Some(node) = batch.node(from, row) else { continue };
            for (lane, no_loops) in &self.lanes.lanes {
                each(cx.graph, lane, *no_loops, node, |next| {
                    if self.lanes.admits(cx.graph, next.edge, next.node) {
                        found.rows.push(row as u32);
                        found.edges.push(next.edge.0);
                        found.nodes.push(next.node.0);
                    }
                });
            }
            if found.rows.len() >= BATCH {
                self.keep(&mut found, cx, &mut see)?;
            }
        }
        self.keep(&mut found, cx, &mut see)
    }

    /// Shows those of the edges that fulfil the conditions, and forgets them all.
    fn keep(
        &mut self,
        found: &mut Found,
        cx: &mut Context<'_>,
        see: &mut impl FnMut(u32, u32),
    ) -> Result<(), ExecError> {
        let Found { rows, edges, nodes } = std::mem::take(found);
        cx.tick(rows.len())?;
        let mut batch = Batch::blank(rows.len(), None);
        batch.set(self.edge, Column::Edges(edges));
        batch.set(self.to, Column::Nodes(nodes));
        let mut kept: Vec<u32> = (0..rows.len() as u32).collect();
        for condition in &mut self.conditions {
            condition.keep(&batch, &mut kept, cx)?;
        }
        let Some(Column::Nodes(nodes)) = batch.column(self.to) else { return Ok(()) };
        for at in kept {
            if let (Some(row), Some(node)) = (rows.get(at as usize), nodes.get(at as usize)) {
                see(*row, *node);
            }
        }
        Ok(())
    }
}

/// Edges of rows, and their ends.
#[derive(Default)]
struct Found {
    rows: Vec<u32>,
    edges: Vec<u32>,
    nodes: Vec<u32>,
}

impl Operator for Branches {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        let ways = self.ways(&batch, cx)?;
        Ok(Poll::Batch(batch.counted(ways, self.count, self.live.as_deref())))
    }

    fn reset(&mut self, _: &mut Context<'_>) {}
}
