//! Where to start a pattern, and in which order to follow its edges.

use super::cost;
use super::matching::{Link, turned};
use crate::algebra::{Expr, Selector, Var};
use crate::graph::Graph;
use indexmap::IndexMap;
use std::collections::HashSet;

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
    let scans = cost::scans(graph, nodes, predicates, bound);
    let open = (0..links.len()).collect();
    let mut state = State { links, scans, graph, bound: bound.clone(), open };
    let mut moves = Vec::new();
    loop {
        let next = if ordered { state.cheapest() } else { state.next_as_written(nodes) };
        let Some(next) = next else { return moves };
        state.make(&next);
        moves.push(next);
    }
}

struct State<'a, 'p> {
    links: &'a [Link<'p>],
    /// How many nodes are found for each variable.
    scans: IndexMap<Var, f64>,
    graph: &'a Graph,
    bound: HashSet<Var>,
    open: Vec<usize>,
}

impl State<'_, '_> {
    fn make(&mut self, next: &Move) {
        match next {
            Move::Scan(node) => {
                self.bound.insert(*node);
            }
            Move::Follow { link, .. } => {
                self.open.retain(|open| open != link);
                if let Some(link) = self.links.get(*link) {
                    self.bound.extend([link.from, link.to, link.edge.var]);
                }
            }
        }
    }

    /// The cheapest link that can be followed; a node is looked for where none can be, or where one node at most is
    /// found and that is fewer than the link finds.
    fn cheapest(&self) -> Option<Move> {
        match (self.cheapest_link(), self.cheapest_node()) {
            (Some((links, _)), Some((nodes, scan))) if nodes <= 1.0 && nodes < links => Some(scan),
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

    /// The rows expected for each row, and whether the link is followed backwards; `None` if it cannot be yet.
    fn link_cost(&self, link: &Link<'_>) -> Option<(f64, bool)> {
        let (from, to) = (self.bound.contains(&link.from), self.bound.contains(&link.to));
        if link.edge.length.is_none() && self.bound.contains(&link.edge.var) {
            return Some((0.0, false));
        }
        let reversed = match (from, to) {
            (false, false) => return None,
            (from, _) => !from,
        };
        let far = if reversed { link.from } else { link.to };
        let direction = turned(link.edge.direction, reversed);
        let degree = cost::degree(self.graph, link.edge.types.as_ref(), direction);
        let reach = cost::reach(degree, link.edge.length);
        let kept = if from && to { cost::into(self.graph) } else { self.selectivity(far) };
        // Chains come after edges, and shortest paths last: both ends may be bound by then.
        let late = match (link.edge.length, link.selector) {
            (None, _) => 1.0,
            (Some(_), Selector::All) => 2.0,
            (Some(_), _) => 1e6,
        };
        Some((reach * kept * late, reversed))
    }

    fn selectivity(&self, node: Var) -> f64 {
        let nodes = self.graph.node_count().max(1) as f64;
        self.scans.get(&node).map_or(1.0, |found| found / nodes)
    }

    fn cheapest_node(&self) -> Option<(f64, Move)> {
        let open = self.scans.iter().filter(|(node, _)| !self.bound.contains(node));
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
