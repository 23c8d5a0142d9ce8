//! Adjacency of a part of the edges of a type.

use super::adjacency::Adjacency;
use super::{Graph, KeyId, LabelId, TypeId};
use std::sync::Arc;

/// Which edges of a type are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Only {
    /// Those whose other end has a label.
    Label(LabelId),
    /// Those with a text property (as a role), given by its code in the dictionary of the column.
    Text(KeyId, u32),
    /// Those whose other end has a text property (as a kind), given by its code in the dictionary of the column.
    EndText(KeyId, u32),
}

impl Graph {
    /// The adjacency of a type along the edges; `None` for a type that is not there.
    pub fn out_of_type(&self, edge_type: TypeId) -> Option<&Arc<Adjacency>> {
        self.out.get(edge_type.0 as usize).map(|out| &**out)
    }

    /// The adjacency of a type against the edges; `None` for a type that is not there.
    pub fn into_of_type(&self, edge_type: TypeId) -> Option<&Arc<Adjacency>> {
        self.into.get(edge_type.0 as usize).map(|into| &**into)
    }

    /// The adjacency along those edges of a type that are meant. It is made when first asked for, and kept; where all
    /// edges of the type are meant, it is that of the type.
    ///
    /// ```
    /// use nenpyo::graph::{Data, GraphBuilder, Only};
    ///
    /// let mut builder = GraphBuilder::new();
    /// let award = builder.add_node(&["Award"], vec![]);
    /// let park = builder.add_node(&["Park"], vec![]);
    /// let company = builder.add_node(&["Company"], vec![]);
    /// for (node, role) in [(park, "giver"), (company, "recipient")] {
    ///     builder.add_edge(award, node, "PARTICIPANT", vec![("role".into(), role.into())]);
    /// }
    /// let graph = builder.build()?;
    /// let participant = graph.type_id("PARTICIPANT").unwrap();
    /// let companies = graph.out_only(participant, Only::Label(graph.label_id("Company").unwrap()));
    /// assert_eq!(companies.unwrap().of(award).nodes, [company]);
    ///
    /// let role = graph.key_id("role").unwrap();
    /// let Some(Data::String(roles)) = graph.edge_column(role).map(|c| c.data()) else { unreachable!() };
    /// let givers = graph.out_only(participant, Only::Text(role, roles.strings.find("giver").unwrap()));
    /// assert_eq!(givers.unwrap().of(award).nodes, [park]);
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn out_only(&self, edge_type: TypeId, only: Only) -> Option<Arc<Adjacency>> {
        self.restricted(self.out_of_type(edge_type)?, (edge_type, false, only))
    }

    /// The adjacency against those edges of a type that are meant; see [`Graph::out_only`].
    pub fn into_only(&self, edge_type: TypeId, only: Only) -> Option<Arc<Adjacency>> {
        self.restricted(self.into_of_type(edge_type)?, (edge_type, true, only))
    }

    fn restricted(
        &self,
        all: &Arc<Adjacency>,
        key: (TypeId, bool, Only),
    ) -> Option<Arc<Adjacency>> {
        let made = self.restricted.get(key, || {
            let meant = match key.2 {
                Only::Label(label) => {
                    let sets: Vec<bool> =
                        self.label_sets.iter().map(|set| set.contains(&label)).collect();
                    all.kept(|step| {
                        let set = self.label_set_of.get(step.node.0 as usize);
                        set.and_then(|set| sets.get(*set as usize)).is_some_and(|has| *has)
                    })
                }
                Only::Text(key, code) => {
                    let column = self.edge_column(key);
                    all.kept(|step| column.is_some_and(|column| column.has_code(step.edge.0, code)))
                }
                Only::EndText(key, code) => {
                    let column = self.node_column(key);
                    all.kept(|step| column.is_some_and(|column| column.has_code(step.node.0, code)))
                }
            };
            if meant.edge_count() == all.edge_count() {
                return all.clone();
            }
            Arc::new(meant)
        });
        Some(made)
    }
}
