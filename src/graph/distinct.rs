//! Properties that tell nodes apart.

use super::column::Data;
use super::{Graph, KeyId, LabelId, TypeId};
use foldhash::fast::RandomState;
use std::collections::HashSet;
use std::sync::Arc;

impl Graph {
    /// Whether each node with a label has a value of a property that no other of them has: a text, an integer or a date.
    /// It is found out when first asked for, in time linear in the nodes with the label.
    ///
    /// ```
    /// use nenpyo::graph::GraphBuilder;
    ///
    /// let mut builder = GraphBuilder::new();
    /// for (label, name) in [("City", "Dalian"), ("City", "Kyoto"), ("Company", "Kyoto")] {
    ///     builder.add_node(&[label, "Thing"], vec![("name".into(), name.into())]);
    /// }
    /// let graph = builder.build()?;
    /// let name = graph.key_id("name").unwrap();
    /// assert!(graph.tells_apart(graph.label_id("City").unwrap(), name));
    /// assert!(!graph.tells_apart(graph.label_id("Thing").unwrap(), name));
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn tells_apart(&self, label: LabelId, key: KeyId) -> bool {
        self.distinct.get((label, key), || self.is_distinct(label, key))
    }

    /// Whether no two edges of a type have the same source and the same target. It is found out when first asked for, in
    /// time linear in the edges.
    pub fn is_simple(&self, edge_type: TypeId) -> bool {
        self.simple.get(edge_type, || {
            let Some(out) = self.out_of_type(edge_type) else { return true };
            let mut last = vec![u32::MAX; self.node_count()];
            out.steps().all(|(from, next)| {
                let place = last.get_mut(next.node.0 as usize);
                place.is_some_and(|last| std::mem::replace(last, from.0) != from.0)
            })
        })
    }

    /// The labels that all nodes have which edges of a type enter (or, not `targets`, leave). They are found out when first
    /// asked for, in time linear in these nodes.
    pub fn labels_at(&self, edge_type: TypeId, targets: bool) -> Arc<[LabelId]> {
        self.end_labels.get((edge_type, targets), || {
            let ends =
                if targets { self.into_of_type(edge_type) } else { self.out_of_type(edge_type) };
            let mut sets: Vec<u32> = Vec::new();
            for (node, neighbors) in ends.iter().flat_map(|ends| ends.groups()) {
                let set = self.label_set_of.get(node.0 as usize).copied().unwrap_or(u32::MAX);
                if !neighbors.is_empty() && sets.last() != Some(&set) && !sets.contains(&set) {
                    sets.push(set);
                }
            }
            let labels = |set: &u32| self.label_sets.get_index(*set as usize);
            let mut common: Vec<LabelId> =
                sets.first().and_then(labels).cloned().unwrap_or_default();
            for set in &sets {
                common.retain(|label| labels(set).is_some_and(|labels| labels.contains(label)));
            }
            common.into()
        })
    }

    fn is_distinct(&self, label: LabelId, key: KeyId) -> bool {
        let Some(column) = self.node_column(key) else { return false };
        let nodes = self.with_label(label);
        let slots = || nodes.iter().map(|node| column.rows().slot(node.0));
        let codes = |codes: &[u32], distinct: usize| {
            let mut seen = vec![false; distinct];
            distinct >= nodes.len()
                && slots().all(|slot| {
                    let code = slot.and_then(|slot| codes.get(slot));
                    let place = code.and_then(|code| seen.get_mut(*code as usize));
                    place.is_some_and(|seen| !std::mem::replace(seen, true))
                })
        };
        match column.data() {
            Data::String(texts) => codes(&texts.codes, texts.strings.len()),
            Data::Edtf(dates) => codes(&dates.codes, dates.dates().len()),
            Data::Integer(all) => {
                let mut seen: HashSet<i64, RandomState> = HashSet::default();
                slots().all(|slot| {
                    let item = slot.and_then(|slot| all.get(slot));
                    item.is_some_and(|item| seen.insert(*item))
                })
            }
            Data::Boolean(_) | Data::Float(_) | Data::Other(_) => false,
        }
    }
}
