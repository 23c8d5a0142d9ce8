//! Shortest trails, by breadth-first search.
//!
//! A shortest walk between two different nodes uses no edge twice, so breadth-first search finds the shortest trails.
//! It does not where a trail must be longer than that (`*2..`) or come back to its start: there all trails of one
//! length after the other are tried.

use super::flat_map::Results;
use super::meet::Paths;
use super::trail::{Edges, TrailSearch};
use super::walk::{ChainVars, Chains};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::value::{EdgeId, NodeId};
use std::collections::{HashSet, VecDeque};

/// Finds the shortest trails from a node to one node, or to each that can be reached.
pub(in crate::exec) struct Shortest {
    vars: ChainVars,
    min: usize,
    max: usize,
    all: bool,
    edges: Edges,
    search: TrailSearch,
    held: usize,
    paths: Option<Paths>,
    ready: VecDeque<(Vec<EdgeId>, NodeId)>,
    out: Chains,
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
            held: 0,
            paths: None,
            ready: VecDeque::new(),
            out: Chains::new(vars),
        }
    }

    fn clear(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held));
        cx.release(self.paths.take().map_or(0, |paths| paths.held()));
        self.ready.clear();
    }

    /// Counts what is kept of the search.
    fn hold(&mut self, bytes: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.held += bytes;
        cx.hold(bytes)
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

    /// The next trail.
    fn next(&mut self, cx: &mut Context<'_>) -> Result<Option<(Vec<EdgeId>, NodeId)>, ExecError> {
        match (self.ready.pop_front(), &mut self.paths) {
            (Some(ready), _) => Ok(Some(ready)),
            (None, Some(paths)) => paths.next(cx),
            (None, None) => Ok(None),
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
        self.paths = match target {
            Some(target) if target == from => None,
            Some(target) => {
                Some(Paths::between(from, target, self.max, self.all, &self.edges, cx)?)
            }
            None => Some(Paths::from(from, self.max, self.all, &self.edges, cx)?),
        };
        Ok(())
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
