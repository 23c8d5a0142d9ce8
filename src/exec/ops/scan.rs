//! Nodes by label or property.

use super::flat_map::{Results, trace_nodes};
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::{Graph, KeyId, LabelId};
use crate::value::{Grouping, NodeId};
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

impl Results for Scan {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.next = 0;
        self.found = match &mut self.access {
            Access::All => Found::All,
            Access::Label(label) => Found::Label(*label),
            Access::Nothing => Found::List(Vec::new()),
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
