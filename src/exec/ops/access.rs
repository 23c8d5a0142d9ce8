//! Where nodes are looked for.

use super::by_date::ByDate;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, value_bytes};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::{Data, Graph, KeyId, LabelId, Sorted};
use crate::value::{Grouping, NodeId, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Where nodes are looked for.
pub(in crate::exec) enum Access {
    All,
    Label(LabelId),
    /// By an index, else (unless the value is the same for all rows) by a hash table.
    Property {
        label: Option<LabelId>,
        key: KeyId,
        value: BoxEval,
        constant: bool,
    },
    /// By a list sorted by a property, within bounds that are the same for all rows.
    Range(Range),
    /// By conditions on a date.
    Dates(Box<ByDate>),
    /// Nowhere: the graph does not know the name.
    Nothing,
}

/// Bounds on a property, the nodes of a label with a text.
pub(in crate::exec) struct Range {
    pub(in crate::exec) label: Option<LabelId>,
    pub(in crate::exec) equal: Option<(KeyId, BoxEval)>,
    pub(in crate::exec) key: KeyId,
    pub(in crate::exec) bounds: Vec<(bool, BoxEval)>,
}

/// The nodes that are found.
pub(in crate::exec) enum Found {
    All,
    Label(LabelId),
    List(Arc<Vec<NodeId>>),
}

/// Nodes by the value of a property, for graphs without an index of it.
#[derive(Default)]
pub(in crate::exec) struct Table {
    nodes: Option<HashMap<Grouping, Vec<NodeId>>>,
}

impl Found {
    fn list(nodes: &[NodeId]) -> Found {
        Found::List(Arc::new(nodes.to_vec()))
    }

    fn label(label: Option<LabelId>) -> Found {
        label.map_or(Found::All, Found::Label)
    }

    /// How many.
    pub(in crate::exec) fn len(&self, graph: &Graph) -> usize {
        match self {
            Found::All => graph.node_count(),
            Found::Label(label) => graph.with_label(*label).len(),
            Found::List(list) => list.len(),
        }
    }
}

impl Access {
    /// The nodes for a row.
    pub(in crate::exec) fn find(
        &mut self,
        table: &mut Table,
        (batch, row): (&Batch, usize),
        cx: &mut Context<'_>,
    ) -> Result<Found, ExecError> {
        Ok(match self {
            Access::All => Found::All,
            Access::Label(label) => Found::Label(*label),
            Access::Nothing => Found::list(&[]),
            Access::Range(range) => match range.find(batch, row, cx)? {
                Within::Nodes(sorted, (first, last)) => {
                    let found = sorted.overlapping(first, last);
                    cx.tick(found.len())?;
                    Found::list(found)
                }
                Within::None => Found::list(&[]),
                Within::Unknown => Found::label(range.label),
            },
            Access::Dates(dates) => Found::List(dates.nodes(cx)?),
            Access::Property { label, key, value, constant } => {
                let value = value.eval(RowRef { batch, row }, cx)?;
                let indexed = cx.graph.nodes_where(*key, &value);
                match indexed {
                    _ if value.is_null() => Found::list(&[]),
                    Some(found) => Found::list(found),
                    None if *constant => Found::label(*label),
                    None => Found::list(table.get(*label, *key, value, cx)?),
                }
            }
        })
    }

    /// How many nodes there are for a row, and whether all of them are certain.
    pub(in crate::exec) fn count(
        &mut self,
        table: &mut Table,
        (batch, row): (&Batch, usize),
        cx: &mut Context<'_>,
    ) -> Result<(usize, bool), ExecError> {
        if let Access::Dates(dates) = self {
            return dates.count(cx);
        }
        if let Access::Range(range) = self
            && let Within::Nodes(sorted, (first, last)) = range.find(batch, row, cx)?
        {
            return Ok((sorted.overlapping(first, last).len(), true));
        }
        Ok((self.find(table, (batch, row), cx)?.len(cx.graph), true))
    }
}

/// What bounds come to.
enum Within {
    /// Those of the nodes that overlap the bounds, and maybe others.
    Nodes(Arc<Sorted>, (i64, i64)),
    None,
    /// No list is sorted by the property, or a bound is nothing that such a list knows.
    Unknown,
}

impl Range {
    fn find(
        &mut self,
        batch: &Batch,
        row: usize,
        cx: &mut Context<'_>,
    ) -> Result<Within, ExecError> {
        let (mut first, mut last) = (i64::MIN, i64::MAX);
        for (lower, value) in &mut self.bounds {
            // A bound that has no value is an error only if there is a node to compare with it: the filter tells.
            let Ok(value) = value.eval(RowRef { batch, row }, cx) else {
                return Ok(Within::Unknown);
            };
            let column = cx.graph.node_column(self.key).map(|column| column.data());
            let span = match (column, &value) {
                (Some(Data::Integer(_)), Value::Integer(n)) => Some((*n, *n)),
                (Some(Data::Edtf(_)), value) => value.as_date().map(|date| {
                    let bounds = date.bounds();
                    let day = |day: Option<i32>, open| day.map_or(open, i64::from);
                    (day(bounds.earliest, i64::MIN), day(bounds.latest, i64::MAX))
                }),
                _ => None,
            };
            let Some((earliest, latest)) = span else { return Ok(Within::Unknown) };
            if *lower {
                first = first.max(earliest);
            } else {
                last = last.min(latest);
            }
        }
        let mut text = None;
        if let Some((key, value)) = &mut self.equal {
            let value = value.eval(RowRef { batch, row }, cx)?;
            let column = cx.graph.node_column(*key).map(|column| column.data());
            let (Some(Data::String(column)), Value::String(value)) = (column, value) else {
                return Ok(Within::Unknown);
            };
            let Some(code) = column.strings.find(&value) else { return Ok(Within::None) };
            text = Some((*key, code));
        }
        let sorted = cx.graph.sorted_where(self.label, text, self.key);
        Ok(sorted.map_or(Within::Unknown, |sorted| Within::Nodes(sorted, (first, last))))
    }
}

impl Table {
    fn get(
        &mut self,
        label: Option<LabelId>,
        key: KeyId,
        value: Value,
        cx: &mut Context<'_>,
    ) -> Result<&[NodeId], ExecError> {
        if self.nodes.is_none() {
            self.nodes = Some(Self::make(label, key, cx)?);
        }
        let found = self.nodes.as_ref().and_then(|nodes| nodes.get(&Grouping(value)));
        Ok(found.map_or(&[], Vec::as_slice))
    }

    fn make(
        label: Option<LabelId>,
        key: KeyId,
        cx: &mut Context<'_>,
    ) -> Result<HashMap<Grouping, Vec<NodeId>>, ExecError> {
        let mut table: HashMap<Grouping, Vec<NodeId>> = HashMap::new();
        let all: Vec<NodeId> = match label {
            Some(label) => cx.graph.with_label(label).to_vec(),
            None => cx.graph.nodes().collect(),
        };
        for node in all {
            cx.tick(1)?;
            let value = cx.graph.node_property(node, key);
            if !value.is_null() {
                cx.hold(value_bytes(&value) + 48)?;
                table.entry(Grouping(value)).or_default().push(node);
            }
        }
        Ok(table)
    }
}
