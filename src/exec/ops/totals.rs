//! Aggregates over the rows of groups.

use crate::algebra::{Aggregate, Expr, Kind, Var};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE, value_bytes};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::node_set::NodeSet;
use crate::functions::{Accumulator, AggregateFunction};
use crate::value::{Grouping, Value};
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// An aggregate, for each group.
pub(in crate::exec) enum Total {
    /// `count(*)`, and `count(x)` where x is a node or an edge.
    Count(Option<Var>, Vec<i64>),
    /// `count(DISTINCT x)` of nodes or edges, all in one group.
    DistinctOfAll(Var, Option<NodeSet>),
    /// `count(DISTINCT x)` of nodes or edges.
    Distinct(Var, HashSet<u64, RandomState>, Vec<i64>),
    /// Anything else.
    General(General),
}

/// An aggregate that is given values one by one.
pub(in crate::exec) struct General {
    function: &'static AggregateFunction,
    distinct: bool,
    args: Vec<BoxEval>,
    states: Vec<State>,
}

struct State {
    sum: Box<dyn Accumulator>,
    /// What was seen before, where only distinct values count.
    seen: HashSet<Vec<Grouping>, RandomState>,
}

impl Total {
    pub(in crate::exec) fn new(
        aggregate: &Aggregate,
        keyed: bool,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Total, ExecError> {
        let element = match aggregate.args.as_slice() {
            [Expr::Var(var)] => {
                builder.kind(*var).filter(|k| matches!(k, Kind::Node | Kind::Edge)).map(|_| *var)
            }
            _ => None,
        };
        let counts = aggregate.function.name == "count";
        Ok(match (element, aggregate.distinct) {
            (None, false) if counts && aggregate.args.is_empty() => Total::Count(None, Vec::new()),
            (Some(var), false) if counts => Total::Count(Some(var), Vec::new()),
            (Some(var), true) if counts && !keyed => Total::DistinctOfAll(var, None),
            (Some(var), true) if counts => Total::Distinct(var, HashSet::default(), Vec::new()),
            _ => Total::General(General {
                function: aggregate.function,
                distinct: aggregate.distinct,
                args: builder.exprs(&aggregate.args)?,
                states: Vec::new(),
            }),
        })
    }

    /// Makes room for so many groups.
    pub(in crate::exec) fn grow(&mut self, groups: usize) {
        match self {
            Total::Count(_, counts) | Total::Distinct(_, _, counts) => counts.resize(groups, 0),
            Total::DistinctOfAll(..) => {}
            Total::General(general) => general.grow(groups),
        }
    }

    /// Gives it the rows of a batch, each with the number of its group, and how many times it counts.
    pub(in crate::exec) fn add(
        &mut self,
        batch: &Batch,
        groups: &[u32],
        weights: Option<&[i64]>,
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        match self {
            Total::Count(None, counts) => {
                match weights {
                    Some(weights) => {
                        add_all(counts, groups.iter().copied().zip(weights.iter().copied()))
                    }
                    None => add_all(counts, groups.iter().map(|group| (*group, 1))),
                }
                Ok(0)
            }
            Total::Count(Some(var), counts) => {
                let rows = groups.iter().enumerate();
                match ids(batch, *var) {
                    Some(ids) => add_all(
                        counts,
                        rows.map(|(row, group)| {
                            (*group, i64::from(ids.get(row).is_some_and(|id| *id != NONE)))
                        }),
                    ),
                    None => add_all(
                        counts,
                        rows.map(|(row, group)| {
                            (*group, i64::from(!batch.value(*var, row).is_null()))
                        }),
                    ),
                }
                Ok(0)
            }
            Total::DistinctOfAll(var, set) => {
                let size = cx.graph.node_count().max(cx.graph.edge_count());
                if set.is_none() {
                    cx.hold(NodeSet::bytes(size))?;
                }
                let set = set.get_or_insert_with(|| NodeSet::new(size));
                let before = set.items().len();
                each_id(batch, *var, |_, id| {
                    set.insert(id);
                });
                Ok((set.items().len() - before) * 4)
            }
            Total::Distinct(var, seen, counts) => {
                let before = seen.len();
                each_id(batch, *var, |row, id| {
                    let group = groups.get(row).copied().unwrap_or(NONE);
                    if seen.insert(u64::from(group) << 32 | u64::from(id))
                        && let Some(count) = counts.get_mut(group as usize)
                    {
                        *count += 1;
                    }
                });
                Ok((seen.len() - before) * 16)
            }
            Total::General(general) => general.add(batch, groups, cx),
        }
    }

    /// The counts by group, where it counts.
    pub(in crate::exec) fn counts(&self) -> Option<&[i64]> {
        match self {
            Total::Count(_, counts) | Total::Distinct(_, _, counts) => Some(counts),
            _ => None,
        }
    }

    /// The results for these groups. Afterwards it is as new.
    pub(in crate::exec) fn finish(&mut self, groups: &[u32]) -> Result<Column, ExecError> {
        Ok(match self {
            Total::Count(_, counts) => integers(&std::mem::take(counts), groups),
            Total::Distinct(_, seen, counts) => {
                seen.clear();
                integers(&std::mem::take(counts), groups)
            }
            Total::DistinctOfAll(_, set) => {
                let count = set.take().map_or(0, |set| set.items().len() as i64);
                Column::Integers(vec![count; groups.len()])
            }
            Total::General(general) => general.finish(groups)?,
        })
    }

    /// Forgets everything.
    pub(in crate::exec) fn reset(&mut self) {
        match self {
            Total::Count(_, counts) => counts.clear(),
            Total::Distinct(_, seen, counts) => {
                seen.clear();
                counts.clear();
            }
            Total::DistinctOfAll(_, set) => *set = None,
            Total::General(general) => general.states.clear(),
        }
    }
}

#[inline]
fn add_all(counts: &mut [i64], rows: impl Iterator<Item = (u32, i64)>) {
    for (group, weight) in rows {
        if let Some(count) = counts.get_mut(group as usize) {
            *count = count.saturating_add(weight);
        }
    }
}

fn integers(counts: &[i64], groups: &[u32]) -> Column {
    let count = |group: &u32| counts.get(*group as usize).copied().unwrap_or(0);
    Column::Integers(groups.iter().map(count).collect())
}

fn ids(batch: &Batch, var: Var) -> Option<&[u32]> {
    match batch.column(var) {
        Some(Column::Nodes(ids) | Column::Edges(ids)) => Some(ids),
        _ => None,
    }
}

/// Calls `see` with each row and the number of its node or edge, where it has one.
fn each_id(batch: &Batch, var: Var, mut see: impl FnMut(usize, u32)) {
    if let Some(ids) = ids(batch, var) {
        let all = ids.iter().enumerate().filter(|(_, id)| **id != NONE);
        return all.for_each(|(row, id)| see(row, *id));
    }
    for row in 0..batch.len {
        let id = batch.node(var, row).map(|n| n.0).or(batch.edge(var, row).map(|e| e.0));
        id.into_iter().for_each(|id| see(row, id));
    }
}

impl General {
    fn grow(&mut self, groups: usize) {
        let state = || State { sum: (self.function.start)(), seen: HashSet::default() };
        if self.states.len() < groups {
            self.states.resize_with(groups, state);
        }
    }

    fn add(
        &mut self,
        batch: &Batch,
        groups: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        let mut held = 0;
        let mut args = Vec::with_capacity(self.args.len());
        for (row, group) in groups.iter().enumerate() {
            cx.tick(1)?;
            args.clear();
            for arg in &mut self.args {
                args.push(arg.eval(RowRef { batch, row }, cx)?);
            }
            let Some(state) = self.states.get_mut(*group as usize) else { continue };
            held += feed(self.function, self.distinct, state, &args)?;
        }
        Ok(held)
    }

    fn finish(&mut self, groups: &[u32]) -> Result<Column, ExecError> {
        let mut states: Vec<Option<State>> = self.states.drain(..).map(Some).collect();
        let mut values = Vec::with_capacity(groups.len());
        for group in groups {
            let state = states.get_mut(*group as usize).and_then(Option::take);
            values.push(match state {
                Some(state) => state.sum.finish()?,
                None => Value::Null,
            });
        }
        Ok(Column::Values(values))
    }
}

/// Gives the arguments of a row to an aggregate; how many bytes it holds for that, about.
fn feed(
    function: &AggregateFunction,
    distinct: bool,
    state: &mut State,
    args: &[Value],
) -> Result<usize, ExecError> {
    let size = args.iter().map(value_bytes).sum::<usize>();
    let mut held = if function.name == "count" { 0 } else { size };
    if distinct {
        if !state.seen.insert(args.iter().cloned().map(Grouping).collect()) {
            return Ok(0);
        }
        held += size + 48;
    }
    state.sum.add(args)?;
    Ok(held)
}
