//! The graph as it stood on a day: without what did not hold then.

use super::column::{Column, Columns};
use super::edges::Edges;
use super::facts::name_key;
use super::lazy::Later;
use super::{Graph, KeyId};
use crate::time::{Date, Truth};
use crate::value::{EdgeId, NodeId, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// The property of an edge that says when it holds.
pub(super) const VALID: &str = "valid";
/// The property of a node that says when its names were used.
pub(super) const DATED_NAMES: &str = "dated_names";
/// The certainty of what is stated, and holds for some completions of the dates only.
const POSSIBLE: &str = "possible";

/// What holds as of a day only for some completions of the dates.
#[derive(Debug, Clone, Default)]
pub(super) struct Unsettled {
    nodes: HashSet<NodeId>,
    edges: HashSet<EdgeId>,
}

impl Graph {
    /// When an edge holds, where that is said.
    pub fn valid_time(&self, edge: EdgeId) -> Option<Arc<Date>> {
        match self.edge_property(edge, self.key_id(VALID)?) {
            Value::Edtf(valid) => Some(valid),
            _ => None,
        }
    }

    /// Whether all that is in the graph is there for every completion of the dates.
    pub(crate) fn is_settled(&self) -> bool {
        let settled =
            |unsettled: &Unsettled| unsettled.nodes.is_empty() && unsettled.edges.is_empty();
        self.unsettled.as_ref().is_none_or(settled)
    }

    /// Whether a node is in the graph for every completion of the dates: always, unless it was made by [`Graph::as_of`].
    pub fn node_settled(&self, node: NodeId) -> bool {
        self.unsettled.as_ref().is_none_or(|unsettled| !unsettled.nodes.contains(&node))
    }

    /// Whether an edge is in the graph for every completion of the dates: always, unless it was made by
    /// [`Graph::as_of`].
    pub fn edge_settled(&self, edge: EdgeId) -> bool {
        self.unsettled.as_ref().is_none_or(|unsettled| !unsettled.edges.contains(&edge))
    }

    /// The graph as it stood on a day; if `date` is not one day, on some day of it, which one is not known
    /// ([`Date::some_day`]).
    ///
    /// Edges whose valid time does not cover the day are not in it, nor are names that were not used then, nor events that
    /// begin after it. What is in it only for some completions of the dates stays and is not settled
    /// ([`Graph::node_settled`], [`Graph::edge_settled`]); where it is `stated`, its `certainty` is `possible`. Everything
    /// else stays as it is, in its order; nodes and edges are numbered anew.
    ///
    /// It takes time and memory in proportion to the graph.
    ///
    /// ```
    /// use nenpyo::graph::GraphBuilder;
    /// use nenpyo::time::Date;
    /// use nenpyo::value::Value;
    /// let mut builder = GraphBuilder::new();
    /// let [company, park] = ["Company", "Park"].map(|label| builder.add_node(&[label], vec![]));
    /// let valid = Value::Edtf(Date::parse("2012/2016")?.into());
    /// builder.add_edge(company, park, "PART_OF", vec![("valid".into(), valid)]);
    /// let graph = builder.build()?;
    /// let edges = |date| Ok::<_, Box<dyn std::error::Error>>(graph.as_of(&Date::parse(date)?).edge_count());
    /// assert_eq!((edges("2011")?, edges("2014-06")?, edges("2017")?), (0, 1, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn as_of(&self, date: &Date) -> Graph {
        let date = &date.some_day();
        let nodes: Vec<Truth> = self.nodes().map(|node| self.has_begun(node, date)).collect();
        let known = |node: NodeId| nodes.get(node.0 as usize).copied().unwrap_or(Truth::False);
        let edges: Vec<Truth> = self
            .edges()
            .map(|edge| {
                let (from, to) = self.ends(edge);
                let holds = self.valid_time(edge).map_or(Truth::True, |valid| valid.holds_on(date));
                match (known(from), known(to)) {
                    (Truth::False, _) | (_, Truth::False) => Truth::False,
                    _ => holds,
                }
            })
            .collect();
        let (node_numbers, nodes_left) = numbers(&nodes);
        let (edge_numbers, edges_left) = numbers(&edges);
        let mut graph = Graph {
            label_names: self.label_names.clone(),
            type_names: self.type_names.clone(),
            key_names: self.key_names.clone(),
            label_sets: self.label_sets.clone(),
            ..Graph::default()
        };
        let sets = self.label_set_of.iter().zip(&node_numbers);
        graph.label_set_of = sets.filter_map(|(set, number)| number.map(|_| *set)).collect();
        let mut left = Edges::default();
        for (edge, from, to, edge_type) in self.edges.iter() {
            let number = |node: NodeId| node_numbers.get(node.0 as usize).copied().flatten();
            if let (Some(Some(_)), Some(from), Some(to)) =
                (edge_numbers.get(edge.0 as usize), number(from), number(to))
            {
                left.push(NodeId(from), NodeId(to), edge_type);
            }
        }
        graph.edges = Later::from(left);
        graph.node_columns = self.node_columns.renumbered(&node_numbers);
        graph.edge_columns = self.edge_columns.renumbered(&edge_numbers);
        graph.unsettle(&nodes_left, &edges_left);
        graph.forget_names(date);
        graph.finish_edges();
        graph
    }

    /// Whether a node is there on a day: an event that begins after it is not.
    fn has_begun(&self, node: NodeId, date: &Date) -> Truth {
        let event = self.label_id("Event").is_some_and(|event| self.has_label(node, event));
        let when = self.key_id("date").filter(|_| event).map(|key| self.node_property(node, key));
        match when {
            Some(Value::Edtf(when)) => !when.begins_after(date),
            _ => Truth::True,
        }
    }

    /// Notes what holds for some completions only.
    fn unsettle(&mut self, nodes: &[Truth], edges: &[Truth]) {
        let open = |all: &[Truth]| -> Vec<u32> {
            let all = (0..).zip(all).filter(|(_, truth)| **truth == Truth::Unknown);
            all.map(|(number, _)| number).collect()
        };
        let (nodes, edges) = (open(nodes), open(edges));
        if let Some(key) = self.key_id("certainty") {
            self.node_columns.weaken(key, &nodes);
            self.edge_columns.weaken(key, &edges);
        }
        let (nodes, edges) = (nodes.into_iter().map(NodeId), edges.into_iter().map(EdgeId));
        self.unsettled = Some(Unsettled { nodes: nodes.collect(), edges: edges.collect() });
    }

    /// Takes away the names that were not used on a day.
    fn forget_names(&mut self, date: &Date) {
        let Some(key) = self.key_id(DATED_NAMES) else { return };
        let Some(column) = self.node_columns.get(key) else { return };
        let mut changes = Vec::new();
        for (row, slot) in column.rows().pairs() {
            let left = names_on(&column.data().value(slot), date);
            let preferred = left.iter().find(|(lang, _)| lang == "en").or(left.first());
            let name = preferred.map_or(Value::Null, |(_, name)| Value::from(name.as_str()));
            changes.push((name_key("en"), row, name));
            let all: Vec<Value> = left.iter().map(|(_, name)| name.as_str().into()).collect();
            let all = if all.is_empty() { Value::Null } else { all.into() };
            changes.push(("names".to_owned(), row, all));
            for key in self.keys().filter(|key| key.starts_with("name_")) {
                let name = left.iter().find(|(lang, _)| lang != "und" && name_key(lang) == *key);
                let name = name.map_or(Value::Null, |(_, name)| Value::from(name.as_str()));
                changes.push((key.to_owned(), row, name));
            }
        }
        for name in self.keys().map(str::to_owned).collect::<Vec<_>>() {
            let of_key = changes.iter().filter(|(key, ..)| *key == name);
            let new: Vec<(u32, Value)> =
                of_key.map(|(_, row, value)| (*row, value.clone())).collect();
            if let (false, Some(key)) = (new.is_empty(), self.key_id(&name)) {
                self.node_columns.replace(key, &new);
            }
        }
    }
}

/// The new number of each that is left, and what is known of those.
fn numbers(all: &[Truth]) -> (Vec<Option<u32>>, Vec<Truth>) {
    let (mut numbers, mut left) = (Vec::with_capacity(all.len()), Vec::new());
    for truth in all {
        let stays = *truth != Truth::False;
        numbers.push(stays.then_some(left.len() as u32));
        if stays {
            left.push(*truth);
        }
    }
    (numbers, left)
}

/// Language and text of the names that may have been used on a day.
fn names_on(names: &Value, date: &Date) -> Vec<(String, String)> {
    let Value::List(names) = names else { return Vec::new() };
    let used = names.iter().filter_map(|name| match name {
        Value::List(name) => match &name[..] {
            [Value::String(lang), Value::String(text), valid] => {
                let holds = match valid {
                    Value::Edtf(valid) => valid.holds_on(date),
                    _ => Truth::True,
                };
                (holds != Truth::False).then(|| (lang.to_string(), text.to_string()))
            }
            _ => None,
        },
        _ => None,
    });
    used.collect()
}

impl Columns {
    /// The columns of the rows that have a new number; these ascend.
    fn renumbered(&self, numbers: &[Option<u32>]) -> Columns {
        let mut columns = Columns::default();
        for (key, column) in self.iter() {
            let left: Vec<(u32, usize)> = column
                .rows()
                .pairs()
                .filter_map(|(row, slot)| {
                    Some((numbers.get(row as usize).copied().flatten()?, slot))
                })
                .collect();
            if !left.is_empty() {
                columns.set(key, column.picked(&left));
            }
        }
        columns
    }

    /// Makes `stated` in some rows, which ascend, `possible`.
    fn weaken(&mut self, key: KeyId, rows: &[u32]) {
        let stated = Value::from("stated");
        let stated = rows.iter().filter(|row| self.value(key, **row) == stated);
        let new: Vec<(u32, Value)> = stated.map(|row| (*row, POSSIBLE.into())).collect();
        self.replace(key, &new);
    }

    /// Gives some rows, which ascend, other values; null for none.
    fn replace(&mut self, key: KeyId, new: &[(u32, Value)]) {
        if new.is_empty() {
            return;
        }
        let Some(column) = self.get(key) else { return };
        let mut changed: Option<Column> = None;
        let mut push = |row: u32, value: Value| {
            if value != Value::Null {
                changed.get_or_insert_with(|| Column::for_value(&value)).push(row, value);
            }
        };
        let mut new = new.iter().peekable();
        for (row, slot) in column.rows().pairs() {
            while let Some((other, value)) = new.next_if(|(other, _)| *other < row) {
                push(*other, value.clone());
            }
            match new.next_if(|(other, _)| *other == row) {
                Some((_, value)) => push(row, value.clone()),
                None => push(row, column.data().value(slot)),
            }
        }
        new.for_each(|(row, value)| push(*row, value.clone()));
        match changed {
            Some(mut changed) => {
                changed.finish();
                self.set(key, changed);
            }
            None => self.remove(key),
        }
    }
}
