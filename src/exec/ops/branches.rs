//! In how many ways edges of several kinds can be followed from a node.

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
        let (mut rows, mut edges, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..batch.len {
            let Some(node) = batch.node(from, row) else { continue };
            for (lane, no_loops) in &self.lanes.lanes {
                each(cx.graph, lane, *no_loops, node, |next| {
                    if self.lanes.admits(cx.graph, next.edge, next.node) {
                        rows.push(row as u32);
                        edges.push(next.edge.0);
                        nodes.push(next.node.0);
                    }
                });
            }
            if rows.len() >= BATCH {
                self.count(&mut rows, &mut edges, &mut nodes, &mut sizes, cx)?;
            }
        }
        self.count(&mut rows, &mut edges, &mut nodes, &mut sizes, cx)?;
        Ok(sizes)
    }

    /// Counts those of the edges that fulfil the conditions.
    fn count(
        &mut self,
        rows: &mut Vec<u32>,
        edges: &mut Vec<u32>,
        nodes: &mut Vec<u32>,
        sizes: &mut [i64],
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        cx.tick(rows.len())?;
        let mut found = Batch::blank(rows.len(), None);
        found.set(self.edge, Column::Edges(std::mem::take(edges)));
        found.set(self.to, Column::Nodes(std::mem::take(nodes)));
        let mut kept: Vec<u32> = (0..rows.len() as u32).collect();
        for condition in &mut self.conditions {
            condition.keep(&found, &mut kept, cx)?;
        }
        for at in kept {
            let row = rows.get(at as usize).and_then(|row| sizes.get_mut(*row as usize));
            row.into_iter().for_each(|size| *size += 1);
        }
        rows.clear();
        Ok(())
    }
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
