//! What rows rest on: why-provenance.

use crate::graph::{Graph, KeyId};
use crate::value::{EdgeId, NodeId, Value};

/// How many edges, and how many nodes, a trace keeps.
pub(super) const CAP: usize = 100;

/// What rows of a table tell of what they rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracing {
    /// Nothing: they have no trace.
    Nothing,
    /// How certain they are; the traces list no edges and no nodes.
    Certainty,
    /// The edges and nodes as well.
    Facts,
}

/// Everything or nothing.
impl From<bool> for Tracing {
    fn from(facts: bool) -> Tracing {
        if facts { Tracing::Facts } else { Tracing::Nothing }
    }
}

/// The edges and nodes that a row rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Made when there are some: most rows that only tell how certain they are have none.
    facts: Option<Box<Facts>>,
    /// All edges and nodes that it rests on are stated (or the graph does not say how certain they are).
    pub certain: bool,
    /// The conditions on dates hold for every completion of the dates.
    pub dates_certain: bool,
    /// There were more edges or nodes than are kept.
    pub truncated: bool,
}

/// What a row rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Facts {
    edges: Vec<EdgeId>,
    nodes: Vec<NodeId>,
}

/// The trace of a row in the making.
pub(super) type RowTrace = Trace;

impl Default for Trace {
    fn default() -> Self {
        Trace { facts: None, certain: true, dates_certain: true, truncated: false }
    }
}

/// Looks up how certain a fact is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    key: Option<KeyId>,
    /// Whether traces list facts.
    listed: bool,
}

/// How a fact is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// It is neither inferred nor doubtful.
    pub stated: bool,
    /// It holds for every completion of the dates.
    pub settled: bool,
    /// The trace lists it.
    pub listed: bool,
}

impl Stated {
    /// `None` where nothing is traced.
    pub(super) fn new(graph: &Graph, tracing: Tracing) -> Option<Self> {
        let stated = Stated { key: graph.key_id("certainty"), listed: tracing == Tracing::Facts };
        (tracing != Tracing::Nothing).then_some(stated)
    }

    fn is(self, value: impl FnOnce(KeyId) -> Value) -> bool {
        match self.key.map(value) {
            None | Some(Value::Null) => true,
            // What is possible as of a day is stated, too.
            Some(Value::String(text)) => matches!(&*text, "stated" | "possible"),
            Some(_) => false,
        }
    }

    /// Whether traces list facts.
    pub(super) fn lists(&self) -> bool {
        self.listed
    }

    /// Whether a fact can change a trace: not where none is listed and all are certain.
    pub(super) fn matters(&self, graph: &Graph) -> bool {
        self.listed || self.key.is_some() || !graph.is_settled()
    }

    /// How an edge is known.
    pub(super) fn edge(self, graph: &Graph, edge: EdgeId) -> Known {
        let stated = self.is(|key| graph.edge_property(edge, key));
        Known { stated, settled: graph.edge_settled(edge), listed: self.listed }
    }

    /// How a node is known.
    pub(super) fn node(self, graph: &Graph, node: NodeId) -> Known {
        let stated = self.is(|key| graph.node_property(node, key));
        Known { stated, settled: graph.node_settled(node), listed: self.listed }
    }
}

impl Trace {
    /// Whether nothing that it rests on is open to doubt.
    pub fn is_certain(&self) -> bool {
        self.certain && self.dates_certain
    }

    /// A trace that only tells how certain a row is.
    pub(super) fn marked(certain: bool, dates_certain: bool) -> Trace {
        Trace { certain, dates_certain, ..Trace::default() }
    }

    /// The edges, those of a certain derivation first.
    pub fn edges(&self) -> &[EdgeId] {
        self.facts.as_ref().map_or(&[], |facts| &facts.edges)
    }

    /// The nodes.
    pub fn nodes(&self) -> &[NodeId] {
        self.facts.as_ref().map_or(&[], |facts| &facts.nodes)
    }

    pub(super) fn bytes(&self) -> usize {
        let facts = self.facts.as_ref().map_or(0, |_| size_of::<Facts>());
        size_of::<Trace>() + facts + (self.edges().len() + self.nodes().len()) * 4
    }

    pub(super) fn add_edge(&mut self, edge: EdgeId, known: Known) {
        self.certain &= known.stated;
        self.dates_certain &= known.settled;
        if known.listed {
            push(&mut self.facts.get_or_insert_default().edges, edge, &mut self.truncated);
        }
    }

    pub(super) fn add_node(&mut self, node: NodeId, known: Known) {
        self.certain &= known.stated;
        self.dates_certain &= known.settled;
        if known.listed {
            push(&mut self.facts.get_or_insert_default().nodes, node, &mut self.truncated);
        }
    }

    fn add_all(&mut self, other: &Trace) {
        self.truncated |= other.truncated;
        let Some(other) = &other.facts else { return };
        let facts = self.facts.get_or_insert_default();
        other.edges.iter().for_each(|edge| push(&mut facts.edges, *edge, &mut self.truncated));
        other.nodes.iter().for_each(|node| push(&mut facts.nodes, *node, &mut self.truncated));
    }

    /// Rests on the other as well.
    pub(super) fn and(&mut self, other: &Trace) {
        self.certain &= other.certain;
        self.dates_certain &= other.dates_certain;
        self.add_all(other);
    }

    /// Rests on this or the other: on the more certain one, whose facts come first.
    pub(super) fn or(&mut self, other: &Trace) {
        let rank = |trace: &Trace| (trace.is_certain(), trace.certain, trace.dates_certain);
        if rank(other) > rank(self) {
            let weaker = std::mem::replace(self, other.clone());
            self.add_all(&weaker);
        } else {
            self.add_all(other);
        }
    }
}

fn push<T: PartialEq>(to: &mut Vec<T>, item: T, truncated: &mut bool) {
    if to.contains(&item) {
        return;
    }
    if to.len() < CAP {
        to.push(item);
    } else {
        *truncated = true;
    }
}
