//! Nodes that are among those that a pipeline finds.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE};
use crate::exec::context::Context;
use crate::exec::driver::Driver;
use crate::exec::node_set::NodeSet;
use crate::exec::operator::{Input, Operator, Poll};

/// Keeps the rows whose node a pipeline finds, or (`anti`) does not find. The pipeline is run before the first row.
pub(in crate::exec) struct Among {
    input: Input,
    driver: Driver,
    node: Var,
    anti: bool,
    found: Option<NodeSet>,
    /// The variables that later operators use.
    live: Option<Vec<Var>>,
}

impl Among {
    pub(in crate::exec) fn new(
        driver: Driver,
        node: Var,
        anti: bool,
        live: Option<Vec<Var>>,
    ) -> Self {
        Among { input: Input::default(), driver, node, anti, found: None, live }
    }

    fn find(&mut self, cx: &mut Context<'_>) -> Result<NodeSet, ExecError> {
        let size = cx.graph.node_count();
        cx.hold(NodeSet::bytes(size))?;
        let mut found = NodeSet::new(size);
        while let Some(batch) = self.driver.next(cx)? {
            let before = found.items().len();
            match batch.column(self.node) {
                Some(Column::Nodes(ids)) => ids.iter().for_each(|id| {
                    found.insert(*id);
                }),
                _ => (0..batch.len).filter_map(|row| batch.node(self.node, row)).for_each(|node| {
                    found.insert(node.0);
                }),
            }
            cx.hold((found.items().len() - before) * 4)?;
        }
        Ok(found)
    }

    fn keep(&self, batch: Batch, found: &NodeSet) -> Batch {
        let has = |row: usize| match batch.column(self.node) {
            Some(Column::Nodes(ids)) => found.contains(ids.get(row).copied().unwrap_or(NONE)),
            _ => batch.node(self.node, row).is_some_and(|node| found.contains(node.0)),
        };
        let rows: Vec<u32> =
            (0..batch.len).filter(|row| has(*row) != self.anti).map(|row| row as u32).collect();
        let all = rows.len() == batch.len;
        if all { batch } else { batch.gather_live(&rows, self.live.as_deref()) }
    }
}

impl Operator for Among {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        let Some(batch) = self.input.batch.take() else { return Ok(self.input.missing()) };
        cx.tick(batch.len)?;
        let found = match self.found.take() {
            Some(found) => found,
            None => self.find(cx)?,
        };
        let kept = self.keep(batch, &found);
        self.found = Some(found);
        Ok(Poll::Batch(kept))
    }

    /// What was found stays: it does not depend on rows.
    fn reset(&mut self, _: &mut Context<'_>) {}
}
