//! Building a graph node by node and edge by edge.

use super::adjacency::{Adjacency, Owner};
use super::column::Columns;
use super::edges::Edges;
use super::lazy::Later;
use super::names::Interner;
use super::rows::Rows;
use super::statistics::of_type;
use super::{Graph, GraphError, KeyId, LabelId, TypeId};
use crate::value::{EdgeId, NodeId, Value};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

/// How many nodes, and how many edges, a graph holds at most: numbers have 32 bits, and two of them are needed for
/// *none* and for the end of a span.
pub(super) const LIMIT: u32 = u32::MAX - 1;

/// From how many edges on it is worth while to start threads.
const MANY_EDGES: usize = 100_000;

/// Collects nodes and edges; [`GraphBuilder::build`] makes the graph of them.
///
/// Adding never fails. The first thing that could not be added (a node or edge beyond 2³² − 2 of them, an edge between
/// nodes that are not there) is the error of [`GraphBuilder::build`], and no graph lacks it silently.
///
/// ```
/// use nenpyo::graph::GraphBuilder;
///
/// let mut builder = GraphBuilder::new();
/// let award = builder.add_node(&["Award", "Event"], vec![("name".into(), "Innovation award".into())]);
/// let company = builder.add_node(&["Company"], vec![("name".into(), "Botao".into())]);
/// builder.add_edge(award, company, "RECIPIENT", vec![]);
/// let graph = builder.build()?;
/// assert_eq!((graph.node_count(), graph.edge_count()), (2, 1));
/// # Ok::<(), nenpyo::graph::GraphError>(())
/// ```
#[derive(Debug, Default)]
pub struct GraphBuilder {
    pub(super) graph: Graph,
    pub(super) error: Option<GraphError>,
}

impl GraphBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node. Properties that are null are left out; of several with one key the first counts.
    ///
    /// Returns a number that no node has when the graph is full; see [`GraphBuilder`].
    pub fn add_node(&mut self, labels: &[&str], properties: Vec<(String, Value)>) -> NodeId {
        let g = &mut self.graph;
        if g.node_count() >= LIMIT as usize {
            return self
                .fail(GraphError::TooMany { what: "nodes", limit: LIMIT }, NodeId(u32::MAX));
        }
        let mut set: Vec<LabelId> =
            labels.iter().map(|label| LabelId(g.label_names.intern(label))).collect();
        set.sort_unstable();
        set.dedup();
        let labels = match g.label_sets.get_index_of(&set) {
            Some(index) => index,
            None => g.label_sets.insert_full(set).0,
        };
        let node = NodeId(g.label_set_of.len() as u32);
        g.label_set_of.push(labels as u32);
        Self::add_properties(&mut g.key_names, &mut g.node_columns, node.0, properties);
        node
    }

    /// Adds an edge between nodes of this builder. Properties as with [`GraphBuilder::add_node`].
    ///
    /// Returns a number that no edge has when the graph is full or one of the nodes is not there; see [`GraphBuilder`].
    pub fn add_edge(
        &mut self,
        from: NodeId,
        to: NodeId,
        edge_type: &str,
        properties: Vec<(String, Value)>,
    ) -> EdgeId {
        let g = &mut self.graph;
        let (nodes, edge) = (g.node_count(), g.edge_count());
        if edge >= LIMIT as usize {
            return self
                .fail(GraphError::TooMany { what: "edges", limit: LIMIT }, EdgeId(u32::MAX));
        }
        if from.0 as usize >= nodes || to.0 as usize >= nodes {
            let edge_type = edge_type.to_owned();
            let error = GraphError::NoSuchNode { edge, edge_type, from: from.0, to: to.0, nodes };
            return self.fail(error, EdgeId(u32::MAX));
        }
        let edge_type = TypeId(g.type_names.intern(edge_type));
        let edge = EdgeId(edge as u32);
        g.edges.change(|edges| edges.push(from, to, edge_type));
        Self::add_properties(&mut g.key_names, &mut g.edge_columns, edge.0, properties);
        edge
    }

    /// The graph, with its adjacency and indexes.
    ///
    /// # Errors
    /// The first node or edge that could not be added.
    pub fn build(self) -> Result<Graph, GraphError> {
        let GraphBuilder { mut graph, error } = self;
        if let Some(error) = error {
            return Err(error);
        }
        graph.node_columns.finish();
        graph.edge_columns.finish();
        graph.label_set_of.shrink_to_fit();
        graph.edges.change(Edges::shrink_to_fit);
        graph.finish_edges();
        Ok(graph)
    }

    fn add_properties(
        names: &mut Interner,
        columns: &mut Columns,
        row: u32,
        properties: Vec<(String, Value)>,
    ) {
        for (key, value) in properties {
            if !matches!(value, Value::Null) {
                columns.push(KeyId(names.intern(&key)), row, value);
            }
        }
    }

    fn fail<T>(&mut self, error: GraphError, nothing: T) -> T {
        self.error.get_or_insert(error);
        nothing
    }
}

impl Graph {
    /// Lists nodes by label and edges by node.
    pub(super) fn finish_edges(&mut self) {
        self.group_by_label();
        for [out, into] in adjacency_by_type(self) {
            self.type_statistics.push(of_type(&out, &into));
            self.out.push(Later::from(Arc::new(out)));
            self.into.push(Later::from(Arc::new(into)));
        }
    }
}

/// The adjacency of each type of edge from the sources and from the targets, where there is much of it on several threads.
fn adjacency_by_type(graph: &Graph) -> Vec<[Adjacency; 2]> {
    let (groups, ends): (_, &Edges) = (group_by_type(graph), &graph.edges);
    let make = |edges: &Rows, owner| {
        let steps = edges.pairs().map(|(edge, _)| EdgeId(edge));
        Adjacency::new(steps.filter_map(|edge| ends.step(edge, owner)))
    };
    if graph.edge_count() < MANY_EDGES {
        let both = |edges: &Rows| [Owner::Source, Owner::Target].map(|o| make(edges, o));
        return groups.iter().map(both).collect();
    }
    let work: Vec<_> =
        groups.iter().flat_map(|edges| [(edges, Owner::Source), (edges, Owner::Target)]).collect();
    let (next, made) = (AtomicUsize::new(0), work.iter().map(|_| OnceLock::new()));
    let made: Vec<OnceLock<Adjacency>> = made.collect();
    let run = || {
        while let Some(((edges, owner), place)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            work.get(at).zip(made.get(at))
        } {
            place.get_or_init(|| make(edges, *owner));
        }
    };
    thread::scope(|scope| {
        for _ in 1..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(run);
        }
        run();
    });
    let mut made = made.into_iter().map(|made| made.into_inner());
    let nothing = || Adjacency::new(std::iter::empty());
    groups.iter().map(|_| [(); 2].map(|()| made.next().flatten().unwrap_or_else(nothing))).collect()
}

/// The edges of each type; mostly those of one type come one after another.
fn group_by_type(graph: &Graph) -> Vec<Rows> {
    let mut groups = vec![Rows::default(); graph.types().count()];
    for (edge, _, _, edge_type) in graph.edges.iter() {
        if let Some(group) = groups.get_mut(edge_type.0 as usize) {
            group.push(edge.0);
        }
    }
    groups
}
