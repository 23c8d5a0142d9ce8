//! Shortest trails from a node, or between two nodes, by breadth-first search.

use super::side::Side;
use super::trail::Edges;
use crate::exec::ExecError;
use crate::exec::context::Context;
use crate::value::{EdgeId, NodeId};
use std::collections::HashMap;

/// A search that has ended, and the paths that it has found, given one after the other.
pub(super) struct Paths {
    ahead: Side,
    /// The search from the other end, where there is one.
    behind: Option<Side>,
    /// The places (ahead and behind) of the nodes through which paths are still to be given.
    ends: std::vec::IntoIter<(u32, u32)>,
    stack: Vec<Frame>,
    edges: Vec<EdgeId>,
    /// The place behind of the node that paths go through.
    across: u32,
}

/// A node of a path in the making, from the middle to the start, then from the middle to the target.
struct Frame {
    ahead: bool,
    place: u32,
    /// How many of the ways on have been gone.
    gone: usize,
    /// How many edges the path had before.
    before: usize,
}

impl Paths {
    /// The shortest paths of at most `max` edges from a node to each other one.
    pub(super) fn from(
        start: NodeId,
        max: usize,
        all: bool,
        edges: &Edges,
        cx: &mut Context<'_>,
    ) -> Result<Paths, ExecError> {
        let mut ahead = Side::new(start, edges.lists(cx.graph, false), all, cx)?;
        let mut depth = 0;
        while depth < max && !ahead.last_level().is_empty() {
            depth += 1;
            ahead.grow(edges, None, cx)?;
        }
        let ends: Vec<_> = (1..ahead.len() as u32).map(|place| (place, 0)).collect();
        Ok(Paths::new(ahead, None, ends))
    }

    /// The shortest paths of at most `max` edges between two nodes that differ.
    ///
    /// The side with fewer edges to look at goes on by one level at a time. A node at the new level of one side that the
    /// other side knows stands at the last level of that (else the sides had met before), so every shortest path goes
    /// through just one such node.
    pub(super) fn between(
        from: NodeId,
        to: NodeId,
        max: usize,
        all: bool,
        edges: &Edges,
        cx: &mut Context<'_>,
    ) -> Result<Paths, ExecError> {
        let mut ahead = Side::new(from, edges.lists(cx.graph, false), all, cx)?;
        let mut behind = Side::new(to, edges.lists(cx.graph, true), all, cx)?;
        let (mut cost_ahead, mut cost_behind) = (ahead.cost(), behind.cost());
        let mut ends = Vec::new();
        let mut depth = 0;
        while depth < max && ends.is_empty() && cost_ahead > 0 && cost_behind > 0 {
            depth += 1;
            if cost_ahead <= cost_behind {
                let met = ahead.grow(edges, Some(&behind), cx)?;
                ends = pairs(&met, &ahead, &behind);
                cost_ahead = if ends.is_empty() { ahead.cost() } else { 0 };
            } else {
                let met = behind.grow(edges, Some(&ahead), cx)?;
                let turned = pairs(&met, &behind, &ahead).into_iter();
                ends = turned.map(|(behind, ahead)| (ahead, behind)).collect();
                cost_behind = if ends.is_empty() { behind.cost() } else { 0 };
            }
        }
        Ok(Paths::new(ahead, Some(behind), ends))
    }

    fn new(ahead: Side, behind: Option<Side>, ends: Vec<(u32, u32)>) -> Paths {
        let (stack, edges) = (Vec::new(), Vec::new());
        Paths { ahead, behind, ends: ends.into_iter(), stack, edges, across: 0 }
    }

    /// About how many bytes are held.
    pub(super) fn held(&self) -> usize {
        self.ahead.held() + self.behind.as_ref().map_or(0, Side::held)
    }

    /// The edges of the next path, and where it ends.
    pub(super) fn next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Result<Option<(Vec<EdgeId>, NodeId)>, ExecError> {
        loop {
            cx.tick(1)?;
            let Some(frame) = self.stack.last_mut() else {
                let Some((ahead, behind)) = self.ends.next() else { return Ok(None) };
                self.across = behind;
                self.enter(true, ahead);
                continue;
            };
            let (ahead, place) = (frame.ahead, frame.place);
            let side = if ahead { Some(&self.ahead) } else { self.behind.as_ref() };
            let back = side.and_then(|side| side.back(place, frame.gone));
            frame.gone += 1;
            match back {
                // At an end of the search.
                Some(_) if place == 0 && frame.gone > 1 => self.leave(),
                Some(_) if place == 0 && ahead && self.behind.is_some() => {
                    self.enter(false, self.across);
                }
                Some(_) if place == 0 => {
                    let end = self.behind.as_ref().map_or_else(
                        || self.stack.first().and_then(|frame| self.ahead.node(frame.place)),
                        |behind| behind.node(0),
                    );
                    return Ok(end.map(|end| (self.path(), end)));
                }
                Some((edge, place)) => {
                    self.enter(ahead, place);
                    self.edges.push(edge);
                }
                None => self.leave(),
            }
        }
    }

    fn enter(&mut self, ahead: bool, place: u32) {
        self.stack.push(Frame { ahead, place, gone: 0, before: self.edges.len() });
    }

    fn leave(&mut self) {
        if let Some(frame) = self.stack.pop() {
            self.edges.truncate(frame.before);
        }
    }

    /// The edges of the path at hand, from its start: those ahead were gone backwards.
    fn path(&self) -> Vec<EdgeId> {
        let steps = self.stack.iter().filter(|frame| frame.ahead && frame.place != 0).count();
        let (ahead, behind) = self.edges.split_at(steps.min(self.edges.len()));
        ahead.iter().rev().chain(behind).copied().collect()
    }
}

/// The places of the nodes where a side has met the last level of the other one, on both sides.
fn pairs(met: &[u32], side: &Side, other: &Side) -> Vec<(u32, u32)> {
    let level = (other.level_start() as u32..).zip(other.last_level());
    match met {
        [] => Vec::new(),
        [one] => {
            let node = side.node(*one);
            let mut found = level.filter(|(_, other)| node == Some(NodeId(**other)));
            found.next().map(|(place, _)| (*one, place)).into_iter().collect()
        }
        _ => {
            let places: HashMap<u32, u32> = level.map(|(place, node)| (*node, place)).collect();
            let pair = |place: &u32| Some((*place, *places.get(&side.node(*place)?.0)?));
            met.iter().filter_map(pair).collect()
        }
    }
}
