//! Properties that tell nodes apart.

use super::column::Data;
use super::{Graph, KeyId, LabelId};
use foldhash::fast::RandomState;
use std::collections::HashSet;

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
