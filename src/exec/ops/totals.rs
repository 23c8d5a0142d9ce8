//! Aggregates over the rows of groups.

use super::distinct_values::DistinctValues;
use super::general::General;
use super::pair_set::PairSet;
use crate::algebra::{Aggregate, Expr, Kind, Var};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::node_set::NodeSet;
use crate::exec::vector::{Filled, Key};

/// An aggregate, for each group.
pub(in crate::exec) enum Total {
    /// `count(*)`, and `count(x)` where x is a node or an edge.
    Count(Option<Var>, Vec<i64>),
    /// `count(DISTINCT x)` of nodes or edges, all in one group.
    DistinctOfAll(Var, Option<NodeSet>),
    /// `count(DISTINCT x)` of nodes or edges.
    Distinct(Var, PairSet, Vec<i64>),
    /// `count(DISTINCT x)` of other values.
    DistinctValues(Box<DistinctValues>),
    /// `count(x.key)`.
    Filled(Filled, Vec<i64>),
    /// Anything else.
    General(General),
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
            (Some(var), true) if counts => Total::Distinct(var, PairSet::default(), Vec::new()),
            _ => match aggregate.args.as_slice() {
                [value] if counts && aggregate.distinct => {
                    let value = Key::new(value, builder)?;
                    Total::DistinctValues(Box::new(DistinctValues::new(value, keyed)))
                }
                [value] if counts && let Some(filled) = Filled::new(value, builder)? => {
                    Total::Filled(filled, Vec::new())
                }
                _ => Total::General(General::new(aggregate, builder)?),
            },
        })
    }

    /// Makes room for so many groups.
    pub(in crate::exec) fn grow(&mut self, groups: usize) {
        match self {
            Total::Count(_, counts) | Total::Distinct(_, _, counts) | Total::Filled(_, counts) => {
                counts.resize(groups, 0);
            }
            Total::DistinctOfAll(..) => {}
            Total::DistinctValues(values) => values.grow(groups),
            Total::General(general) => general.grow(groups),
        }
    }

    /// Gives it the rows of a batch, each with the number of its group, and how many times it counts; says how many bytes it
    /// holds for them, about.
    pub(in crate::exec) fn add(
        &mut self,
        batch: &Batch,
        groups: &[u32],
        weights: Option<&[i64]>,
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        match self {
            Total::Count(None, counts) => match weights {
                Some(weights) => {
                    add_all(counts, groups.iter().copied().zip(weights.iter().copied()))
                }
                None => add_all(counts, groups.iter().map(|group| (*group, 1))),
            },
            Total::Count(Some(var), counts) => count_elements(*var, batch, groups, counts),
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
                return Ok((set.items().len() - before) * 4);
            }
            Total::Distinct(var, seen, counts) => {
                let before = seen.bytes();
                each_id(batch, *var, |row, id| {
                    let group = groups.get(row).copied().unwrap_or(NONE);
                    if seen.insert(group, id)
                        && let Some(count) = counts.get_mut(group as usize)
                    {
                        *count += 1;
                    }
                });
                return Ok(seen.bytes().saturating_sub(before));
            }
            Total::Filled(filled, counts) => {
                let rows = filled.rows(batch, cx)?;
                let group = |row: &u32| groups.get(*row as usize).copied().unwrap_or(NONE);
                add_all(counts, rows.iter().map(|row| (group(row), 1)));
            }
            Total::DistinctValues(values) => return values.add(batch, groups, cx),
            Total::General(general) => return general.add(batch, groups, cx),
        }
        Ok(0)
    }

    /// Whether it can be made of totals of parts of the rows.
    pub(in crate::exec) fn can_unite(&self) -> bool {
        match self {
            Total::Count(..)
            | Total::DistinctOfAll(..)
            | Total::Distinct(..)
            | Total::DistinctValues(_)
            | Total::Filled(..) => true,
            Total::General(_) => false,
        }
    }

    /// Takes over what another one has of other rows, whose groups are these here; how many bytes it holds for that, about.
    pub(in crate::exec) fn absorb(
        &mut self,
        other: Total,
        groups: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        match (self, other) {
            (Total::Count(_, counts), Total::Count(_, theirs))
            | (Total::Filled(_, counts), Total::Filled(_, theirs)) => {
                add_all(counts, groups.iter().copied().zip(theirs));
            }
            (Total::DistinctOfAll(_, set), Total::DistinctOfAll(_, Some(theirs))) => match set {
                Some(set) => theirs.items().iter().for_each(|id| {
                    set.insert(*id);
                }),
                None => *set = Some(theirs),
            },
            (Total::Distinct(_, seen, counts), Total::Distinct(_, theirs, _)) => {
                for (group, id) in theirs.iter() {
                    let group = groups.get(group as usize).copied().unwrap_or(NONE);
                    if seen.insert(group, id) {
                        add_all(counts, [(group, 1)].into_iter());
                    }
                }
            }
            (Total::DistinctValues(values), Total::DistinctValues(theirs)) => {
                return values.absorb(*theirs, groups, cx);
            }
            _ => {}
        }
        Ok(0)
    }

    /// The counts by group, where it counts.
    pub(in crate::exec) fn counts(&self) -> Option<&[i64]> {
        match self {
            Total::Count(_, counts) | Total::Distinct(_, _, counts) | Total::Filled(_, counts) => {
                Some(counts)
            }
            Total::DistinctValues(values) => Some(values.counts()),
            _ => None,
        }
    }

    /// The results for these groups. Afterwards it is as new.
    pub(in crate::exec) fn finish(&mut self, groups: &[u32]) -> Result<Column, ExecError> {
        Ok(match self {
            Total::Count(_, counts) | Total::Filled(_, counts) => {
                integers(&std::mem::take(counts), groups)
            }
            Total::Distinct(_, seen, counts) => {
                seen.clear();
                integers(&std::mem::take(counts), groups)
            }
            Total::DistinctOfAll(_, set) => {
                let count = set.take().map_or(0, |set| set.items().len() as i64);
                Column::Integers(vec![count; groups.len()])
            }
            Total::DistinctValues(values) => {
                let counts = integers(values.counts(), groups);
                values.reset();
                counts
            }
            Total::General(general) => general.finish(groups)?,
        })
    }

    /// Forgets everything.
    pub(in crate::exec) fn reset(&mut self) {
        match self {
            Total::Count(_, counts) | Total::Filled(_, counts) => counts.clear(),
            Total::Distinct(_, seen, counts) => {
                seen.clear();
                counts.clear();
            }
            Total::DistinctOfAll(_, set) => *set = None,
            Total::DistinctValues(values) => values.reset(),
            Total::General(general) => general.reset(),
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

/// Counts the rows whose node or edge is there.
fn count_elements(var: Var, batch: &Batch, groups: &[u32], counts: &mut [i64]) {
    let rows = groups.iter().enumerate();
    match ids(batch, var) {
        Some(ids) => {
            let has = |row: usize| ids.get(row).is_some_and(|id| *id != NONE);
            add_all(counts, rows.map(|(row, group)| (*group, i64::from(has(row)))));
        }
        None => {
            let has = |row: usize| !batch.value(var, row).is_null();
            add_all(counts, rows.map(|(row, group)| (*group, i64::from(has(row)))));
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
