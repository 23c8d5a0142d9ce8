//! Where to start a pattern, and in which order to follow its edges.

use super::cost;
use super::matching::{Link, turned};
use crate::algebra::{Expr, Selector, Var};
use crate::graph::{Direction, Graph};
use indexmap::IndexMap;
use std::collections::HashSet;

/// So few nodes are looked for before a link is followed.
const FEW: f64 = 2.0;

/// The edges of so many nodes do not stay in the cache of a core.
const CACHED: f64 = 500_000.0;

/// The edges of so many nodes do not stay in any cache.
const SHARED: f64 = 8_000_000.0;

/// So many pairs of a start and a node to go on to are looked at.
const TRIALS: usize = 1024;

/// A step of a match.
pub(super) enum Move {
    /// Look for a node.
    Scan(Var),
    /// Follow a link (an index), from its end to its start if `reversed`.
    Follow { link: usize, reversed: bool },
}

/// An order in which the rows stay few: the cheapest move of those that can be made, again and again. Without
/// `ordered`: as the patterns are written.
pub(super) fn moves(
    nodes: &[Var],
    links: &[Link<'_>],
    predicates: &[Expr],
    bound: &HashSet<Var>,
    graph: &Graph,
    ordered: bool,
) -> Vec<Move> {
    let found = nodes.iter().map(|node| (*node, cost::found(graph, *node, predicates, bound)));
    let (found, open) = (found.collect(), (0..links.len()).collect());
    let (bound_now, scanned) = (bound.clone(), HashSet::new());
    let state =
        State { links, found, graph, bound: bound_now, scanned, open, rows: 1.0, work: 0.0 };
    let plan = |first: Option<Var>| {
        let mut state = state.clone();
        let mut moves: Vec<Move> = first.map(Move::Scan).into_iter().collect();
        moves.iter().for_each(|first| state.make(first));
        loop {
            let next = if ordered { state.cheapest() } else { state.next_as_written(nodes) };
            let Some(next) = next else { return (state.work, moves) };
            state.make(&next);
            moves.push(next);
        }
    };
    if !ordered || state.cheapest_link().is_some() {
        return plan(None).1;
    }
    // Where to start decides most, so each start is tried; of a large pattern, the rarest nodes.
    let starts = state.found.iter().filter(|(node, _)| !bound.contains(*node));
    let mut starts: Vec<(Var, f64)> = starts.map(|(node, found)| (*node, *found)).collect();
    let tried = (TRIALS / starts.len().max(1)).max(1);
    if tried < starts.len() {
        starts.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    }
    let plans = starts.into_iter().take(tried).map(|(start, _)| plan(Some(start)));
    plans.min_by(|(a, _), (b, _)| a.total_cmp(b)).map_or(Vec::new(), |(_, moves)| moves)
}

#[derive(Clone)]
struct State<'a, 'p> {
    links: &'a [Link<'p>],
    /// How many nodes are found for each variable.
    found: IndexMap<Var, f64>,
    graph: &'a Graph,
    bound: HashSet<Var>,
    /// The nodes that were looked for in order, not found at the end of an edge.
    scanned: HashSet<Var>,
    open: Vec<usize>,
    /// How many rows are expected by now.
    rows: f64,
    /// How many nodes and edges were looked at.
    work: f64,
}

impl State<'_, '_> {
    fn make(&mut self, next: &Move) {
        match next {
            Move::Scan(node) => {
                self.rows *= self.found.get(node).copied().unwrap_or(1.0);
                self.work += self.rows;
                self.bound.insert(*node);
                self.scanned.insert(*node);
            }
            Move::Follow { link, .. } => {
                self.open.retain(|open| open != link);
                if let Some(link) = self.links.get(*link) {
                    if let Some((reach, kept, reversed)) = self.link_rows(link) {
                        self.work += self.rows * (self.jump(link, reversed) + reach);
                        self.rows *= reach * kept;
                    }
                    self.bound.extend([link.from, link.to, link.edge.var]);
                }
            }
        }
    }

    /// The cheapest link that can be followed; a node is looked for where none can be, or where few are found and these
    /// are fewer than the link finds.
    fn cheapest(&self) -> Option<Move> {
        match (self.cheapest_link(), self.cheapest_node()) {
            (Some((links, _)), Some((nodes, scan))) if nodes <= FEW && nodes < links => Some(scan),
            (Some((_, follow)), _) => Some(follow),
            (None, node) => node.map(|(_, scan)| scan),
        }
    }

    fn cheapest_link(&self) -> Option<(f64, Move)> {
        let options = self.open.iter().filter_map(|&i| {
            let link = self.links.get(i)?;
            let (cost, reversed) = self.link_cost(link)?;
            Some((cost, Move::Follow { link: i, reversed }))
        });
        options.min_by(|(a, _), (b, _)| a.total_cmp(b))
    }

    /// What it costs to turn to the edges of a node: little where nodes come in order, or are so few that their edges
    /// stay in the cache.
    fn jump(&self, link: &Link<'_>, reversed: bool) -> f64 {
        let from = if reversed { link.to } else { link.from };
        if self.scanned.contains(&from) {
            return 1.0;
        }
        let out = (from == link.from) == (link.edge.direction == Direction::Out);
        let ends = cost::ends(self.graph, link.edge.types.as_ref(), !out);
        let ends = ends.unwrap_or(CACHED);
        1.0 + 4.0 * (ends / CACHED).min(1.0) + 8.0 * (ends / SHARED).min(1.0)
    }

    /// What decides which link comes first, and whether it is followed backwards; `None` if it cannot be yet.
    fn link_cost(&self, link: &Link<'_>) -> Option<(f64, bool)> {
        let (reach, kept, reversed) = self.link_rows(link)?;
        // Chains come after edges, and shortest paths last: both ends may be bound by then.
        let late = match (link.edge.length, link.selector) {
            (None, _) => 1.0,
            (Some(_), Selector::All) => 2.0,
            (Some(_), _) => 1e6,
        };
        Some((reach * kept * late, reversed))
    }

    /// How many edges are expected to be followed for each row, the part of these that leads to a row, and whether the
    /// link is followed backwards.
    fn link_rows(&self, link: &Link<'_>) -> Option<(f64, f64, bool)> {
        let (from, to) = (self.bound.contains(&link.from), self.bound.contains(&link.to));
        if link.edge.length.is_none() && self.bound.contains(&link.edge.var) {
            return Some((0.0, 1.0, false));
        }
        let (types, length) = (link.edge.types.as_ref(), link.edge.length);
        let reach = |reversed: bool| {
            let direction = turned(link.edge.direction, reversed);
            cost::reach(self.graph, types, direction, length)
        };
        let reversed = match (from, to) {
            (false, false) => return None,
            // From the end that has fewer edges.
            (true, true) if length.is_none() => reach(true) < reach(false),
            (from, _) => !from,
        };
        let far = if reversed { link.from } else { link.to };
        let reach = reach(reversed);
        let kept = if from && to { cost::into(self.graph) } else { self.selectivity(link, far) };
        Some((reach, kept, reversed))
    }

    /// The part of the nodes at the far end of a link that a variable may stand for.
    fn selectivity(&self, link: &Link<'_>, node: Var) -> f64 {
        let out = (node == link.to) == (link.edge.direction == Direction::Out);
        let ends = match link.edge.direction {
            Direction::Both => None,
            _ => cost::ends(self.graph, link.edge.types.as_ref(), out),
        };
        let nodes = ends.unwrap_or(self.graph.node_count() as f64).max(1.0);
        self.found.get(&node).map_or(1.0, |found| (found / nodes).min(1.0))
    }

    fn cheapest_node(&self) -> Option<(f64, Move)> {
        let open = self.found.iter().filter(|(node, _)| !self.bound.contains(node));
        open.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(node, cost)| (*cost, Move::Scan(*node)))
    }

    /// The first node of the next link, then the link.
    fn next_as_written(&self, nodes: &[Var]) -> Option<Move> {
        let Some(&i) = self.open.first() else {
            return nodes.iter().find(|n| !self.bound.contains(n)).map(|n| Move::Scan(*n));
        };
        let link = self.links.get(i)?;
        let bound_edge = link.edge.length.is_none() && self.bound.contains(&link.edge.var);
        if self.bound.contains(&link.from) || bound_edge {
            Some(Move::Follow { link: i, reversed: false })
        } else {
            Some(Move::Scan(link.from))
        }
    }
}
