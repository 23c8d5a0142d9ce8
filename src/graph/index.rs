//! An index of the nodes by the value of one property.

use super::column::{Column, Data};
use crate::value::groups::Groups;
use crate::value::{NodeId, Value};

/// A value that can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Integer(i64),
    Text(&'a str),
}

impl<'a> Key<'a> {
    fn of_value(value: &'a Value) -> Option<Self> {
        match value {
            Value::Integer(integer) => Some(Key::Integer(*integer)),
            Value::String(text) => Some(Key::Text(text)),
            _ => None,
        }
    }

    fn of_slot(data: &'a Data, slot: usize) -> Option<Self> {
        match data {
            Data::Integer(values) => values.get(slot).copied().map(Key::Integer),
            Data::Other(values) => values.get(slot).and_then(Key::of_value),
            _ => None,
        }
    }
}

/// The nodes in an order in which those of equal value stand together, ascending.
#[derive(Debug, Clone)]
pub(super) enum Index {
    /// Of a column of texts: nodes by code; the dictionary of the column hashes.
    Codes(Groups<NodeId>),
    /// Of integers that lie close together: nodes by the distance from the least.
    Dense { least: i64, nodes: Groups<NodeId> },
    /// Of a column of integers, or of integers and texts: nodes sorted by value.
    Sorted(Vec<NodeId>),
}

impl Index {
    /// The index of a column; `None` where it holds something else than integers and texts.
    pub(super) fn new(column: &Column) -> Option<Index> {
        let (rows, count) = (column.rows().pairs(), column.rows().count());
        if let Data::String(strings) = column.data() {
            let coded = rows.filter_map(|(row, slot)| Some((*strings.codes.get(slot)?, row)));
            let nodes = coded.map(|(code, row)| (code as usize, NodeId(row)));
            let groups = strings.strings.len();
            return Some(Index::Codes(Groups::new(groups, count, nodes, NodeId(0))));
        }
        if let Data::Integer(values) = column.data() {
            let values = rows.filter_map(|(row, slot)| Some((row, *values.get(slot)?)));
            if let Some(index) = Index::dense(values, count) {
                return Some(index);
            }
        }
        let mut keys = Vec::with_capacity(count);
        for (row, slot) in column.rows().pairs() {
            keys.push((Key::of_slot(column.data(), slot)?, NodeId(row)));
        }
        keys.sort_unstable();
        Some(Index::Sorted(keys.into_iter().map(|(_, node)| node).collect()))
    }

    fn dense(values: impl Iterator<Item = (u32, i64)> + Clone, count: usize) -> Option<Index> {
        let least = values.clone().map(|(_, value)| value).min()?;
        let most = values.clone().map(|(_, value)| value).max()?;
        let span = usize::try_from(most.checked_sub(least)?).ok()?.checked_add(1)?;
        if span / 4 > count {
            return None;
        }
        let nodes = values.map(|(row, value)| ((value - least) as usize, NodeId(row)));
        Some(Index::Dense { least, nodes: Groups::new(span, count, nodes, NodeId(0)) })
    }

    /// The nodes with a value, ascending; `None` where the index does not know the type of the value.
    pub(super) fn find(&self, column: &Column, value: &Value) -> Option<&[NodeId]> {
        let wanted = Key::of_value(value)?;
        let found = match (self, column.data(), wanted) {
            (Index::Codes(nodes), Data::String(strings), Key::Text(text)) => {
                strings.strings.find(text).map(|code| nodes.get(code as usize))
            }
            (Index::Dense { least, nodes }, _, Key::Integer(wanted)) => {
                let group =
                    wanted.checked_sub(*least).and_then(|group| usize::try_from(group).ok());
                group.map(|group| nodes.get(group))
            }
            (Index::Sorted(nodes), data, _) => {
                let key = |node: &NodeId| Key::of_slot(data, column.rows().slot(node.0)?);
                let start = nodes.partition_point(|node| key(node) < Some(wanted));
                let rest = nodes.get(start..).unwrap_or(&[]);
                rest.get(..rest.partition_point(|node| key(node) == Some(wanted)))
            }
            _ => None,
        };
        Some(found.unwrap_or(&[]))
    }
}
