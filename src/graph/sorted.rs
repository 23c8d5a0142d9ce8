//! The nodes with a label, sorted by a property.

use super::column::Data;
use super::{Graph, KeyId, LabelId};
use crate::value::NodeId;
use std::ops::{Range, RangeBounds};
use std::sync::Arc;

/// Nodes in the order of a number each has: of an integer property the integer, of a date the earliest day that it
/// allows, in days since 1970-01-01.
///
/// Nodes with equal numbers ascend. Nodes without the property are not there. A date without an earliest day counts as
/// `i64::MIN`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sorted {
    nodes: Vec<NodeId>,
    keys: Vec<i64>,
    /// The latest day of all dates up to a place; empty where each date is one day.
    reach: Vec<i64>,
}

impl Sorted {
    /// The nodes.
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// The numbers of the nodes.
    pub fn keys(&self) -> &[i64] {
        &self.keys
    }

    /// The nodes whose number is in a range.
    pub fn within(&self, range: impl RangeBounds<i64>) -> &[NodeId] {
        let from = self.keys.partition_point(|key| match range.start_bound() {
            std::ops::Bound::Included(start) => key < start,
            std::ops::Bound::Excluded(start) => key <= start,
            std::ops::Bound::Unbounded => false,
        });
        let to = self.keys.partition_point(|key| match range.end_bound() {
            std::ops::Bound::Included(end) => key <= end,
            std::ops::Bound::Excluded(end) => key < end,
            std::ops::Bound::Unbounded => true,
        });
        self.slice(from..to)
    }

    /// All nodes whose dates allow a day from `first` to `last`, both included, and maybe others: where dates are longer
    /// than a day, whoever asks compares once more.
    pub fn overlapping(&self, first: i64, last: i64) -> &[NodeId] {
        let reach = if self.reach.is_empty() { &self.keys } else { &self.reach };
        let from = reach.partition_point(|latest| *latest < first);
        self.slice(from..self.keys.partition_point(|earliest| *earliest <= last))
    }

    /// Whether each date is one day, so that [`Sorted::overlapping`] gives no others.
    pub fn is_exact(&self) -> bool {
        self.reach.is_empty()
    }

    fn slice(&self, range: Range<usize>) -> &[NodeId] {
        self.nodes.get(range).unwrap_or(&[])
    }

    fn new(mut rows: Vec<(i64, i64, NodeId)>) -> Sorted {
        rows.sort_unstable_by_key(|(key, _, node)| (*key, *node));
        let mut sorted = Sorted {
            nodes: rows.iter().map(|row| row.2).collect(),
            keys: rows.iter().map(|row| row.0).collect(),
            reach: Vec::new(),
        };
        if rows.iter().any(|(earliest, latest, _)| earliest != latest) {
            let mut most = i64::MIN;
            let reach = rows.iter().map(|(_, latest, _)| {
                most = most.max(*latest);
                most
            });
            sorted.reach = reach.collect();
        }
        sorted
    }
}

impl Graph {
    /// The nodes with a label (or all nodes), sorted by an integer property or by a date; `None` where the property is
    /// something else. It is made when first asked for, and kept.
    ///
    /// ```
    /// use nenpyo::graph::GraphBuilder;
    /// use nenpyo::{time::Date, value::Value};
    /// use std::sync::Arc;
    ///
    /// let mut builder = GraphBuilder::new();
    /// for date in ["2018-05-01", "2017-03-04", "2017-03-05"] {
    ///     let date = Value::Edtf(Arc::new(Date::parse(date)?));
    ///     builder.add_node(&["Award"], vec![("date".into(), date)]);
    /// }
    /// let graph = builder.build()?;
    /// let sorted = graph.sorted_by(graph.label_id("Award"), graph.key_id("date").unwrap()).unwrap();
    /// assert_eq!(sorted.nodes().iter().map(|node| node.0).collect::<Vec<_>>(), [1, 2, 0]);
    /// assert_eq!(sorted.overlapping(17_230, 17_300).len(), 1); // 2017-03-05 is the day 17230
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sorted_by(&self, label: Option<LabelId>, key: KeyId) -> Option<Arc<Sorted>> {
        self.sorted_where(label, None, key)
    }

    /// The same, of the nodes that have a text (by its code in the dictionary of the column) as another property.
    pub fn sorted_where(
        &self,
        label: Option<LabelId>,
        text: Option<(KeyId, u32)>,
        key: KeyId,
    ) -> Option<Arc<Sorted>> {
        self.sorted.get((label, text, key), || self.sort(label, text, key).map(Arc::new))
    }

    fn sort(
        &self,
        label: Option<LabelId>,
        text: Option<(KeyId, u32)>,
        key: KeyId,
    ) -> Option<Sorted> {
        let column = self.node_column(key)?;
        let span = |slot: usize| match column.data() {
            Data::Integer(values) => values.get(slot).map(|value| (*value, *value)),
            Data::Edtf(dates) => {
                let bounds = dates.bounds().get(*dates.codes.get(slot)? as usize)?;
                let earliest = bounds.earliest.map_or(i64::MIN, i64::from);
                Some((earliest, bounds.latest.map_or(i64::MAX, i64::from)))
            }
            _ => None,
        };
        if !matches!(column.data(), Data::Integer(_) | Data::Edtf(_)) {
            return None;
        }
        let meant = |node: u32| {
            text.is_none_or(|(key, code)| {
                let texts = self.node_column(key);
                texts.is_some_and(|texts| match (texts.data(), texts.rows().slot(node)) {
                    (Data::String(texts), Some(slot)) => texts.codes.get(slot) == Some(&code),
                    _ => false,
                })
            })
        };
        let row = |node: u32, slot| {
            let (first, last) = span(slot).filter(|_| meant(node))?;
            Some((first, last, NodeId(node)))
        };
        Some(Sorted::new(match label {
            None => column.rows().pairs().filter_map(|(node, slot)| row(node, slot)).collect(),
            Some(label) => {
                let nodes = self.with_label(label).iter();
                nodes.filter_map(|node| row(node.0, column.rows().slot(node.0)?)).collect()
            }
        }))
    }
}
