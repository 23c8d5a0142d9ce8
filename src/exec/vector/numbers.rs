//! Numbers for values.

use super::coded::run;
use super::source::Values;
use crate::exec::batch::{Column, NONE, value_bytes};
use crate::graph::{Data, Graph, Rows};
use crate::value::{Grouping, NodeId, Value};
use foldhash::fast::RandomState;
use indexmap::IndexSet;

/// Integers below this are their own number.
const SMALL: i64 = 1 << 24;

/// Whether a property holds dates: these are told apart by their codes.
pub(super) fn is_dates(key: &str, graph: &Graph) -> bool {
    let column = graph.key_id(key).and_then(|key| graph.node_column(key));
    column.is_some_and(|column| matches!(column.data(), Data::Edtf(_)))
}

/// The number of a value among those met, in order of first occurrence, from 1; 0 for null.
pub(super) fn meet(
    met: &mut IndexSet<Grouping, RandomState>,
    value: Value,
    bytes: &mut usize,
) -> u32 {
    if value.is_null() {
        return 0;
    }
    let size = value_bytes(&value);
    let (index, new) = met.insert_full(Grouping(value));
    if new {
        *bytes += size + 32;
    }
    index as u32 + 1
}

/// Appends small integers plus 1; false where one is not small.
pub(super) fn integers(
    all: impl Iterator<Item = Option<i64>>,
    to: &mut Vec<u32>,
    bound: &mut u32,
) -> bool {
    let (mut small, mut most) = (true, *bound - 1);
    to.extend(all.map(|item| {
        small &= item.is_none_or(|item| (0..SMALL).contains(&item));
        let number = item.map_or(0, |item| (item as u32).wrapping_add(1));
        most = most.max(number);
        number
    }));
    if small {
        *bound = most + 1;
    }
    small
}

/// The first and the last node with a label that all nodes of a column have.
pub(super) fn span(column: Option<&Column>, graph: &Graph) -> Option<(u32, u32)> {
    let Some(Column::Nodes(ids)) = column else { return None };
    let labels = graph.node_labels(NodeId(*ids.first()?)).iter();
    let spans = labels.filter_map(|label| {
        let nodes = graph.with_label(*label);
        Some((nodes.first()?.0, nodes.last()?.0))
    });
    let all = |(first, last): &(u32, u32)| ids.iter().all(|id| (*first..=*last).contains(id));
    // A narrow one would be left by later batches, and then all be numbered again.
    spans.filter(all).max_by_key(|(first, last)| last - first)
}

/// Numbers nodes: all, or those of a span, by their place in it; false where one is outside of that.
pub(super) fn nodes(ids: &[u32], span: Option<(u32, u32)>, to: &mut Vec<u32>) -> bool {
    let Some((first, last)) = span else {
        to.extend(ids.iter().map(|id| id.wrapping_add(1)));
        return true;
    };
    let mut within = true;
    to.extend(ids.iter().map(|id| {
        let at = id.wrapping_sub(first);
        within &= at <= last - first || *id == NONE;
        if *id == NONE { 0 } else { at.wrapping_add(1) }
    }));
    within
}

/// Numbers the integers that a property has; false where it has others, or one is not small.
pub(super) fn property_integers(values: Values<'_>, to: &mut Vec<u32>, bound: &mut u32) -> bool {
    let Data::Integer(all) = values.column.data() else { return false };
    let Rows::All { first, .. } = values.column.rows() else {
        let slots = (0..values.ids.len() as u32).map(|row| values.slot(row));
        let item = |slot: Option<usize>| slot.and_then(|slot| all.get(slot)).copied();
        return integers(slots.map(item), to, bound);
    };
    match run(values.ids, *first, all) {
        Some(all) => integers(all.iter().map(|item| Some(*item)), to, bound),
        None => {
            let item = |id: &u32| all.get(id.wrapping_sub(*first) as usize).copied();
            integers(values.ids.iter().map(item), to, bound)
        }
    }
}
