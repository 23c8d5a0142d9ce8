//! Trails: walks that use no edge twice.

use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::labels::Follow;
use crate::graph::{Adjacency, Graph, KeyId, Neighbor};
use crate::value::{EdgeId, NodeId, Value, equals};
use std::sync::Arc;

/// Puts the edges that these variables (edges or lists of edges) stand for into `to`.
pub(super) fn used_edges(vars: &[Var], batch: &Batch, row: usize, to: &mut Vec<EdgeId>) {
    to.clear();
    for var in vars {
        match batch.column(*var) {
            Some(Column::Values(_)) => match batch.value(*var, row) {
                Value::List(items) => to.extend(items.iter().filter_map(edge_of)),
                other => to.extend(edge_of(&other)),
            },
            _ => to.extend(batch.edge(*var, row)),
        }
    }
}

/// The edges of the one column that these variables are, where it is one of edges.
pub(super) fn one_column<'b>(vars: &[Var], batch: &'b Batch) -> Option<&'b [u32]> {
    match vars {
        [var] => match batch.column(*var) {
            Some(Column::Edges(ids)) => Some(ids),
            _ => None,
        },
        _ => None,
    }
}

fn edge_of(value: &Value) -> Option<EdgeId> {
    match value {
        Value::Edge(edge) => Some(*edge),
        _ => None,
    }
}

/// A list of edges as a value.
pub(super) fn edge_list(edges: impl Iterator<Item = EdgeId>) -> Value {
    Value::List(edges.map(Value::Edge).collect())
}

/// Which edges a chain may use.
pub(in crate::exec) struct Edges {
    pub(in crate::exec) follow: Follow,
    back: Follow,
    /// Properties that each must have; `None` for a key that no edge has.
    pub(in crate::exec) properties: Vec<(Option<KeyId>, BoxEval)>,
    pub(in crate::exec) apart: Vec<Var>,
    values: Vec<(Option<KeyId>, Value)>,
    used: Vec<EdgeId>,
}

impl Edges {
    pub(in crate::exec) fn new(
        follow: Follow,
        properties: Vec<(Option<KeyId>, BoxEval)>,
        apart: Vec<Var>,
    ) -> Self {
        let back = follow.reversed();
        Edges { follow, back, properties, apart, values: Vec::new(), used: Vec::new() }
    }

    /// Computes what depends on the row.
    pub(super) fn start(
        &mut self,
        batch: &Batch,
        row: usize,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        used_edges(&self.apart, batch, row, &mut self.used);
        self.values.clear();
        for (key, value) in &mut self.properties {
            self.values.push((*key, value.eval(RowRef { batch, row }, cx)?));
        }
        Ok(())
    }

    /// The edges that may be followed from a node.
    pub(super) fn from(&self, graph: &Graph, node: NodeId, to: &mut Vec<Neighbor>) {
        to.clear();
        self.follow.each(graph, node, |next| {
            if self.admits(graph, next.edge) {
                to.push(next);
            }
        });
    }

    /// The adjacency lists that these edges stand in, or (`back`) those against them, without a check of properties.
    pub(super) fn lists(&self, graph: &Graph, back: bool) -> Vec<Arc<Adjacency>> {
        if back { self.back.lists(graph) } else { self.follow.lists(graph) }
    }

    /// Whether every edge of the lists may be used.
    pub(super) fn is_free(&self) -> bool {
        self.used.is_empty() && self.values.is_empty()
    }

    /// Whether an edge may be used.
    pub(super) fn admits(&self, graph: &Graph, edge: EdgeId) -> bool {
        !self.used.contains(&edge) && self.has_properties(graph, edge)
    }

    /// The nodes that may be gone to from a node, where they stand in one list and all are wanted.
    pub(super) fn plain<'g>(&self, graph: &'g Graph, node: NodeId) -> Option<&'g [NodeId]> {
        self.follow.plain(graph, node).filter(|_| self.is_free())
    }

    fn has_properties(&self, graph: &Graph, edge: EdgeId) -> bool {
        self.values.iter().all(|(key, value)| {
            let found = key.map_or(Value::Null, |key| graph.edge_property(edge, key));
            equals(&found, value) == Some(true)
        })
    }
}

/// A step of a trail: where the search goes on from.
struct Frame {
    node: NodeId,
    next: usize,
    edges: Vec<Neighbor>,
}

/// Gives the trails from a node one after the other, in depth-first order, with an explicit stack.
#[derive(Default)]
pub(super) struct TrailSearch {
    frames: Vec<Frame>,
    path: Vec<EdgeId>,
    /// A bit for each edge of the graph: whether the path uses it.
    on_path: Vec<u64>,
    spare: Vec<Vec<Neighbor>>,
    /// The trail that ends where the last frame stands has not been given yet.
    fresh: bool,
    /// The longest trail that was seen since the start.
    pub(super) longest: usize,
}

impl TrailSearch {
    /// Starts at a node.
    pub(super) fn start(
        &mut self,
        node: NodeId,
        edges: &Edges,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        self.clear();
        if self.on_path.is_empty() {
            let words = cx.graph.edge_count() / 64 + 1;
            cx.hold(words * 8)?;
            self.on_path = vec![0; words];
        }
        self.longest = 0;
        self.enter(node, edges, cx)
    }

    /// Forgets the trail at hand.
    pub(super) fn clear(&mut self) {
        while let Some(edge) = self.path.pop() {
            self.mark(edge, false);
        }
        self.spare.extend(self.frames.drain(..).map(|frame| frame.edges));
        self.fresh = false;
    }

    fn mark(&mut self, edge: EdgeId, used: bool) {
        if let Some(word) = self.on_path.get_mut(edge.0 as usize / 64) {
            let bit = 1 << (edge.0 % 64);
            if used { *word |= bit } else { *word &= !bit }
        }
    }

    fn is_used(&self, edge: EdgeId) -> bool {
        self.on_path.get(edge.0 as usize / 64).is_some_and(|word| word & (1 << (edge.0 % 64)) != 0)
    }

    fn enter(
        &mut self,
        node: NodeId,
        edges: &Edges,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let mut list = self.spare.pop().unwrap_or_default();
        let room = list.capacity();
        edges.from(cx.graph, node, &mut list);
        let looked_at = list.len();
        if list.capacity() > room {
            cx.hold((list.capacity() - room) * size_of::<Neighbor>())?;
        }
        self.frames.push(Frame { node, next: 0, edges: list });
        self.fresh = true;
        self.longest = self.longest.max(self.path.len());
        cx.follow(1 + looked_at)
    }

    fn leave(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.spare.push(frame.edges);
        }
        if let Some(edge) = self.path.pop() {
            self.mark(edge, false);
        }
    }

    /// The end of the next trail of `min` to `max` edges; its edges stand in [`TrailSearch::path`].
    pub(super) fn next(
        &mut self,
        min: usize,
        max: usize,
        edges: &Edges,
        cx: &mut Context<'_>,
    ) -> Result<Option<NodeId>, ExecError> {
        loop {
            let length = self.path.len();
            let Some(frame) = self.frames.last_mut() else { return Ok(None) };
            if std::mem::take(&mut self.fresh) && length >= min {
                return Ok(Some(frame.node));
            }
            let next = if length < max { frame.edges.get(frame.next).copied() } else { None };
            frame.next += 1;
            match next {
                None => self.leave(),
                Some(next) if self.is_used(next.edge) => cx.tick(1)?,
                Some(next) => {
                    self.mark(next.edge, true);
                    self.path.push(next.edge);
                    self.enter(next.node, edges, cx)?;
                }
            }
        }
    }

    /// The edges of the trail at hand.
    pub(super) fn path(&self) -> &[EdgeId] {
        &self.path
    }
}
