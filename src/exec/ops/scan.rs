//! Nodes by label or property.

use super::flat_map::{Results, trace_nodes};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::{Data, Graph, KeyId, LabelId};
use crate::value::{Grouping, NodeId, Value};
use std::collections::HashMap;

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
    Range {
        label: Option<LabelId>,
        equal: Option<(KeyId, BoxEval)>,
        key: KeyId,
        bounds: Vec<(bool, BoxEval)>,
    },
    /// Nowhere: the graph does not know the name.
    Nothing,
}

enum Found {
    All,
    Label(LabelId),
    List(Vec<NodeId>),
}

/// Binds a node to each that is found.
pub(in crate::exec) struct Scan {
    node: Var,
    access: Access,
    table: Option<HashMap<Grouping, Vec<NodeId>>>,
    held: usize,
    found: Found,
    next: usize,
    out: Vec<u32>,
}

impl Scan {
    pub(in crate::exec) fn new(node: Var, access: Access) -> Self {
        let found = Found::List(Vec::new());
        Scan { node, access, table: None, held: 0, found, next: 0, out: Vec::new() }
    }

    /// The nodes by the value of a property, for graphs without an index of it.
    fn make_table(
        label: Option<LabelId>,
        key: KeyId,
        cx: &mut Context<'_>,
    ) -> Result<(HashMap<Grouping, Vec<NodeId>>, usize), ExecError> {
        let mut table: HashMap<Grouping, Vec<NodeId>> = HashMap::new();
        let mut held = 0;
        for node in nodes(cx.graph, label) {
            cx.tick(1)?;
            let value = cx.graph.node_property(node, key);
            if !value.is_null() {
                let bytes = crate::exec::batch::value_bytes(&value) + 48;
                cx.hold(bytes)?;
                held += bytes;
                table.entry(Grouping(value)).or_default().push(node);
            }
        }
        Ok((table, held))
    }
}

fn nodes(graph: &Graph, label: Option<LabelId>) -> Vec<NodeId> {
    label.map_or_else(|| graph.nodes().collect(), |label| graph.with_label(label).to_vec())
}

/// All nodes within bounds, and maybe others; `None` where no list is sorted by the property, or a bound is nothing
/// that such a list knows.
fn within(
    label: Option<LabelId>,
    equal: Option<&mut (KeyId, BoxEval)>,
    key: KeyId,
    bounds: &mut [(bool, BoxEval)],
    batch: &Batch,
    row: usize,
    cx: &mut Context<'_>,
) -> Result<Option<Vec<NodeId>>, ExecError> {
    let (mut first, mut last) = (i64::MIN, i64::MAX);
    for (lower, value) in bounds {
        // A bound that has no value is an error only if there is a node to compare with it: the filter tells.
        let Ok(value) = value.eval(RowRef { batch, row }, cx) else { return Ok(None) };
        let column = cx.graph.node_column(key).map(|column| column.data());
        let span = match (column, &value) {
            (Some(Data::Integer(_)), Value::Integer(n)) => Some((*n, *n)),
            (Some(Data::Edtf(_)), value) => value.as_date().map(|date| {
                let bounds = date.bounds();
                let day = |day: Option<i32>, open| day.map_or(open, i64::from);
                (day(bounds.earliest, i64::MIN), day(bounds.latest, i64::MAX))
            }),
            _ => None,
        };
        let Some((earliest, latest)) = span else { return Ok(None) };
        if *lower {
            first = first.max(earliest);
        } else {
            last = last.min(latest);
        }
    }
    let mut text = None;
    if let Some((key, value)) = equal {
        let value = value.eval(RowRef { batch, row }, cx)?;
        let column = cx.graph.node_column(*key).map(|column| column.data());
        let (Some(Data::String(column)), Value::String(value)) = (column, value) else {
            return Ok(None);
        };
        let Some(code) = column.strings.find(&value) else { return Ok(Some(Vec::new())) };
        text = Some((*key, code));
    }
    let sorted = cx.graph.sorted_where(label, text, key);
    let found = sorted.map(|sorted| sorted.overlapping(first, last).to_vec());
    cx.tick(found.as_ref().map_or(0, Vec::len))?;
    Ok(found)
}

impl Results for Scan {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.next = 0;
        self.found = match &mut self.access {
            Access::All => Found::All,
            Access::Label(label) => Found::Label(*label),
            Access::Nothing => Found::List(Vec::new()),
            Access::Range { label, equal, key, bounds } => {
                let found = within(*label, equal.as_mut(), *key, bounds, batch, row, cx)?;
                found.map_or_else(|| label.map_or(Found::All, Found::Label), Found::List)
            }
            Access::Property { label, key, value, constant } => {
                let value = value.eval(RowRef { batch, row }, cx)?;
                let indexed = cx.graph.nodes_where(*key, &value);
                match indexed {
                    _ if value.is_null() => Found::List(Vec::new()),
                    Some(found) => Found::List(found.to_vec()),
                    None if *constant => label.map_or(Found::All, Found::Label),
                    None => {
                        if self.table.is_none() {
                            let (table, held) = Self::make_table(*label, *key, cx)?;
                            self.held = held;
                            self.table = Some(table);
                        }
                        let table = self.table.as_ref();
                        let found = table.and_then(|table| table.get(&Grouping(value)));
                        Found::List(found.cloned().unwrap_or_default())
                    }
                }
            }
        };
        Ok(())
    }

    fn fill(&mut self, room: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let total = match &self.found {
            Found::All => cx.graph.node_count(),
            Found::Label(label) => cx.graph.with_label(*label).len(),
            Found::List(list) => list.len(),
        };
        let end = total.min(self.next.saturating_add(room));
        let range = self.next..end;
        match &self.found {
            Found::All => self.out.extend(range.map(|node| node as u32)),
            Found::Label(label) => {
                let found = cx.graph.with_label(*label).get(range).unwrap_or_default();
                self.out.extend(found.iter().map(|node| node.0));
            }
            Found::List(list) => {
                self.out.extend(list.get(range).unwrap_or_default().iter().map(|node| node.0));
            }
        }
        let count = end - self.next;
        self.next = end;
        Ok((count, end == total))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        let nodes = std::mem::take(&mut self.out);
        trace_nodes(out, &nodes, cx);
        out.set(self.node, Column::Nodes(nodes));
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.found = Found::List(Vec::new());
        self.next = 0;
        self.out.clear();
    }
}
