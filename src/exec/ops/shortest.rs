//! Shortest trails, by breadth-first search.
//!
//! A shortest walk between two different nodes uses no edge twice, so breadth-first search finds the shortest trails.
//! It does not where a trail must be longer than that (`*2..`) or come back to its start: there all trails of one
//! length after the other are tried.

use super::flat_map::Results;
use super::meet;
use super::trail::{Edges, TrailSearch};
use super::walk::{ChainVars, Chains};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::graph::Neighbor;
use crate::value::{EdgeId, NodeId};
use std::collections::{HashMap, HashSet, VecDeque};

/// Finds the shortest trails from a node to one node, or to each that can be reached.
pub(in crate::exec) struct Shortest {
    vars: ChainVars,
    min: usize,
    max: usize,
    all: bool,
    edges: Edges,
    search: TrailSearch,
    /// How the search came to each node: the edges of all shortest trails to it, with the node before.
    came: HashMap<NodeId, (usize, Vec<Neighbor>)>,
    held: usize,
    /// Ends whose trails are still to be given.
    ends: VecDeque<NodeId>,
    unroll: Option<Unroll>,
    ready: VecDeque<(Vec<EdgeId>, NodeId)>,
    out: Chains,
}

/// Gives the trails to one end, from there back to the start.
struct Unroll {
    end: NodeId,
    stack: Vec<(NodeId, usize)>,
    path: Vec<EdgeId>,
}

impl Shortest {
    pub(in crate::exec) fn new(
        vars: ChainVars,
        (min, max): (usize, usize),
        all: bool,
        edges: Edges,
    ) -> Self {
        Shortest {
            vars,
            min,
            max,
            all,
            edges,
            search: TrailSearch::default(),
            came: HashMap::new(),
            held: 0,
            ends: VecDeque::new(),
            unroll: None,
            ready: VecDeque::new(),
            out: Chains::new(vars),
        }
    }

    fn clear(&mut self, cx: &mut Context<'_>) {
        self.came.clear();
        cx.release(std::mem::take(&mut self.held));
        self.ends.clear();
        self.unroll = None;
        self.ready.clear();
    }

    /// Counts what is kept of the search.
    fn hold(&mut self, bytes: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.held += bytes;
        cx.hold(bytes)
    }

    /// Searches level by level, until `target` is found or nothing new is.
    fn search(
        &mut self,
        from: NodeId,
        target: Option<NodeId>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        self.came.insert(from, (0, Vec::new()));
        let mut frontier = vec![from];
        let mut list = Vec::new();
        let mut depth = 0;
        while !frontier.is_empty() && depth < self.max {
            depth += 1;
            let mut reached = Vec::new();
            for node in frontier {
                self.edges.from(cx.graph, node, &mut list);
                cx.follow(1 + list.len())?;
                for next in &list {
                    let back = Neighbor { edge: next.edge, node };
                    match self.came.get_mut(&next.node) {
                        None => {
                            self.came.insert(next.node, (depth, vec![back]));
                            reached.push(next.node);
                            self.hold(96, cx)?;
                        }
                        Some((at, backs)) if *at == depth && self.all => {
                            backs.push(back);
                            self.hold(8, cx)?;
                        }
                        Some(_) => {}
                    }
                }
            }
            match target {
                Some(target) if self.came.contains_key(&target) => {
                    self.ends.push_back(target);
                    return Ok(());
                }
                Some(_) => {}
                None => self.ends.extend(&reached),
            }
            frontier = reached;
        }
        Ok(())
    }

    /// Tries all trails of one length after the other, from `from` to `target` or to each node.
    fn deepen(
        &mut self,
        from: NodeId,
        target: Option<NodeId>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let mut resolved: HashSet<NodeId> = HashSet::new();
        for length in self.min..=self.max {
            let mut found = HashSet::new();
            self.search.start(from, &self.edges, cx)?;
            while let Some(end) = self.search.next(length, length, &self.edges, cx)? {
                let wanted = target.is_none_or(|target| target == end) && !resolved.contains(&end);
                if wanted && (found.insert(end) || self.all) {
                    let path = self.search.path().to_vec();
                    self.hold(path.len() * 4 + 48, cx)?;
                    self.ready.push_back((path, end));
                }
            }
            let done = target.is_some() && !found.is_empty();
            if done || self.search.longest < length {
                break;
            }
            resolved.extend(found);
        }
        Ok(())
    }

    /// The next trail, in the order from the start.
    fn next(&mut self, cx: &mut Context<'_>) -> Result<Option<(Vec<EdgeId>, NodeId)>, ExecError> {
        if let Some(ready) = self.ready.pop_front() {
            return Ok(Some(ready));
        }
        loop {
            if self.unroll.is_none() {
                let Some(end) = self.ends.pop_front() else { return Ok(None) };
                self.unroll = Some(Unroll { end, stack: vec![(end, 0)], path: Vec::new() });
            }
            let Some(unroll) = &mut self.unroll else { return Ok(None) };
            let Some((node, at)) = unroll.stack.last_mut() else {
                self.unroll = None;
                continue;
            };
            cx.tick(1)?;
            let backs = self.came.get(node).map_or(&[][..], |(_, backs)| backs);
            let start = backs.is_empty();
            match backs.get(*at) {
                Some(back) => {
                    *at += 1;
                    unroll.path.push(back.edge);
                    unroll.stack.push((back.node, 0));
                }
                None => {
                    let found: Vec<EdgeId> = unroll.path.iter().rev().copied().collect();
                    let end = unroll.end;
                    unroll.stack.pop();
                    unroll.path.pop();
                    if start {
                        if !self.all {
                            self.unroll = None;
                        }
                        return Ok(Some((found, end)));
                    }
                }
            }
        }
    }
}

impl Results for Shortest {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.clear(cx);
        let Some(from) = batch.node(self.vars.from, row) else { return Ok(()) };
        let target = self.vars.into.then(|| batch.node(self.vars.to, row));
        if target == Some(None) {
            return Ok(());
        }
        let target = target.flatten();
        self.edges.start(batch, row, cx)?;
        if self.min > 1 {
            return self.deepen(from, target, cx);
        }
        if target.is_none_or(|target| target == from) {
            if self.min == 0 {
                self.ready.push_back((Vec::new(), from));
            } else {
                self.deepen(from, Some(from), cx)?;
            }
        }
        match target {
            Some(target) if target == from => Ok(()),
            Some(target) if !self.all => {
                let found = meet::shortest(from, target, self.max, &self.edges, cx)?;
                self.ready.extend(found.map(|path| (path, target)));
                Ok(())
            }
            target => self.search(from, target, cx),
        }
    }

    fn fill(&mut self, room: usize, cx: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let before = self.out.len();
        while self.out.len() < before + room && self.out.has_room() {
            let Some((path, end)) = self.next(cx)? else {
                return Ok((self.out.len() - before, true));
            };
            self.out.push(&path, end);
        }
        Ok((self.out.len() - before, false))
    }

    fn flush(&mut self, out: &mut Batch, cx: &mut Context<'_>) {
        self.out.flush(out, cx);
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        self.clear(cx);
        self.search.clear();
        self.out.clear();
    }
}
