//! The adjacency lists that a step along an edge goes through.

use crate::algebra::LabelExpr;
use crate::exec::labels::Labels;
use crate::graph::{Adjacency, Data, Direction, Graph, KeyId, LabelId, Neighbor, Only, TypeId};
use crate::value::{EdgeId, NodeId, Value, equals};
use std::sync::Arc;

/// Edges of one type in one direction, or of any type.
pub(super) enum Lane {
    /// Those of a type (or a part of them), and the same seen from the other end.
    Type { there: Arc<Adjacency>, back: Arc<Adjacency> },
    /// Those of any type, along the edges or against them.
    Any { against: bool },
}

/// What a step may go through, and what is still to be checked of an edge and of the node at its end.
pub(in crate::exec) struct Lanes {
    pub(super) lanes: Vec<(Lane, bool)>,
    label: Option<Option<LabelId>>,
    /// A property of the node at the end, and the code of its text.
    text: Option<(KeyId, u32)>,
    properties: Vec<(Option<KeyId>, Value)>,
}

/// What an edge and the node at its end must have.
pub(in crate::exec) struct Wanted<'a> {
    pub(in crate::exec) label: Option<&'a str>,
    /// A property of the node, and its text.
    pub(in crate::exec) text: Option<(Option<KeyId>, Value)>,
    /// Properties of the edge.
    pub(in crate::exec) properties: Vec<(Option<KeyId>, Value)>,
    /// Both ends are known, so edges are looked for from either.
    pub(in crate::exec) into: bool,
}

impl Lanes {
    /// The lanes of these types.
    pub(in crate::exec) fn new(
        graph: &Graph,
        types: Option<&LabelExpr>,
        direction: Direction,
        wanted: Wanted<'_>,
    ) -> Lanes {
        let label = wanted.label.map(|label| graph.label_id(label));
        let code = wanted.text.as_ref().map(|(key, text)| code(graph, *key, text));
        let (text, properties, into) = (code.flatten(), wanted.properties, wanted.into);
        let mut lanes = Lanes { lanes: Vec::new(), label, text, properties };
        if code == Some(None) {
            // No node has the text.
            return lanes;
        }
        let Some(types) = types else {
            lanes.turn(direction, |against, _| vec![Lane::Any { against }]);
            return lanes;
        };
        let labels = Labels::new(graph, types);
        let types = (0..graph.types().count() as u32).map(TypeId);
        let types: Vec<TypeId> = types.filter(|t| labels.of_type(*t)).collect();
        let only = lanes.restriction(graph, &types);
        lanes.turn(direction, |against, only_to| {
            let lane = |edge_type: &TypeId| {
                lane(graph, *edge_type, (against, into), only.filter(|_| only_to))
            };
            types.iter().filter_map(lane).collect()
        });
        if direction != Direction::Both {
            lanes.drop_checks(only, graph, &types, direction);
        }
        lanes
    }

    /// Adds the lanes along the edges, and those against them, in which loops are left out where both are gone through.
    fn turn(&mut self, direction: Direction, make: impl Fn(bool, bool) -> Vec<Lane>) {
        let one_way = direction != Direction::Both;
        if direction != Direction::In {
            self.lanes.extend(make(false, one_way).into_iter().map(|lane| (lane, false)));
        }
        if direction != Direction::Out {
            self.lanes.extend(make(true, one_way).into_iter().map(|lane| (lane, !one_way)));
        }
    }

    /// The condition for which there is an adjacency of its own: a text property, else a text at the end, else the label.
    fn restriction(&self, graph: &Graph, types: &[TypeId]) -> Option<Only> {
        if let ([(Some(key), Value::String(text))], [_]) = (self.properties.as_slice(), types)
            && let Some(Data::String(column)) = graph.edge_column(*key).map(|column| column.data())
            && let Some(code) = column.strings.find(text)
        {
            return Some(Only::Text(*key, code));
        }
        let end = self.text.map(|(key, code)| Only::EndText(key, code));
        end.or(self.label.flatten().map(Only::Label))
    }

    /// What the lanes keep need not be checked again, nor a label that all ends have.
    fn drop_checks(
        &mut self,
        only: Option<Only>,
        graph: &Graph,
        types: &[TypeId],
        direction: Direction,
    ) {
        match only {
            Some(Only::Label(_)) => self.label = None,
            Some(Only::Text(..) | Only::EndText(..)) => {
                if let Some(Only::Text(..)) = only {
                    self.properties.clear();
                } else {
                    self.text = None;
                }
                let against = direction == Direction::In;
                let known = self.label.flatten().map(Only::Label);
                let everywhere = |edge_type: &TypeId| {
                    let (all, some) = if against {
                        (graph.into_of_type(*edge_type), graph.into_only(*edge_type, known?))
                    } else {
                        (graph.out_of_type(*edge_type), graph.out_only(*edge_type, known?))
                    };
                    Some(all?.edge_count() == some?.edge_count())
                };
                if known.is_some() && types.iter().all(|t| everywhere(t) == Some(true)) {
                    self.label = None;
                }
            }
            None => {}
        }
    }

    /// Whether every edge of a lane is wanted.
    pub(super) fn is_free(&self) -> bool {
        self.label.is_none() && self.text.is_none() && self.properties.is_empty()
    }

    /// Whether an edge to a node may be gone along.
    pub(super) fn admits(&self, graph: &Graph, edge: EdgeId, node: NodeId) -> bool {
        let label = self.label.is_none_or(|label| label.is_some_and(|l| graph.has_label(node, l)));
        let text = self.text.is_none_or(|(key, code)| {
            graph.node_column(key).is_some_and(|column| column.has_code(node.0, code))
        });
        label
            && text
            && self.properties.iter().all(|(key, value)| {
                let found = key.map_or(Value::Null, |key| graph.edge_property(edge, key));
                equals(&found, value) == Some(true)
            })
    }

    /// Whether an edge may be gone along from a node.
    pub(super) fn has(&self, graph: &Graph, node: NodeId) -> bool {
        let of = |(lane, no_loops): &(Lane, bool)| {
            let wanted = |next: Neighbor| {
                (!no_loops || next.node != node)
                    && (self.is_free() || self.admits(graph, next.edge, next.node))
            };
            match lane {
                Lane::Type { there, .. } => there.of(node).iter().any(wanted),
                Lane::Any { against: false } => graph.out_all(node).any(wanted),
                Lane::Any { against: true } => graph.into_all(node).any(wanted),
            }
        };
        self.lanes.iter().any(of)
    }

    /// How many edges may be gone along from a node, where all are wanted.
    pub(super) fn degree(&self, graph: &Graph, node: NodeId) -> usize {
        let of = |(lane, no_loops): &(Lane, bool)| match (lane, no_loops) {
            (Lane::Type { there, .. }, false) => there.degree(node),
            _ => {
                let mut count = 0;
                each(graph, lane, *no_loops, node, |_| count += 1);
                count
            }
        };
        self.lanes.iter().map(of).sum()
    }
}

/// The code of a text in the dictionary of a property.
fn code(graph: &Graph, key: Option<KeyId>, text: &Value) -> Option<(KeyId, u32)> {
    let (key, Value::String(text)) = (key?, text) else { return None };
    match graph.node_column(key)?.data() {
        Data::String(column) => Some((key, column.strings.find(text)?)),
        _ => None,
    }
}

fn lane(
    graph: &Graph,
    edge_type: TypeId,
    (against, both_ends): (bool, bool),
    only: Option<Only>,
) -> Option<Lane> {
    let (out, into) = (graph.out_of_type(edge_type)?, graph.into_of_type(edge_type)?);
    let (there, back) = if against { (into, out) } else { (out, into) };
    let there = match only {
        Some(only) if against => graph.into_only(edge_type, only)?,
        Some(only) => graph.out_only(edge_type, only)?,
        None => there.clone(),
    };
    let back = match only {
        // An edge has its role as seen from either end.
        Some(role @ Only::Text(..)) if both_ends && against => graph.out_only(edge_type, role)?,
        Some(role @ Only::Text(..)) if both_ends => graph.into_only(edge_type, role)?,
        _ => back.clone(),
    };
    Some(Lane::Type { there, back })
}

/// So few edges are looked at without a look at how many the other end has.
pub(super) const FEW: usize = 8;

/// Whether an edge is better looked for in the list of `to`.
#[inline]
pub(super) fn is_shorter(back: &Adjacency, to: NodeId, there: &Adjacency, from: NodeId) -> bool {
    let edges = there.degree(from);
    edges > FEW && back.degree(to) < edges
}

/// Calls `see` for each edge of a lane from a node.
#[inline]
pub(super) fn each(
    graph: &Graph,
    lane: &Lane,
    no_loops: bool,
    node: NodeId,
    mut see: impl FnMut(Neighbor),
) {
    let wanted = |next: &Neighbor| !no_loops || next.node != node;
    match lane {
        Lane::Type { there, .. } => there.of(node).iter().filter(wanted).for_each(&mut see),
        Lane::Any { against: false } => graph.out_all(node).filter(wanted).for_each(&mut see),
        Lane::Any { against: true } => graph.into_all(node).filter(wanted).for_each(&mut see),
    }
}
