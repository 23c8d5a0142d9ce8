//! Where to start a pattern, and in which order to follow its edges.

use super::cost;
use super::matching::{Link, turned};
use crate::algebra::{Expr, Length, Selector, Var};
use crate::graph::Graph;
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
    let mut state =
        State { links, predicates, graph, bound: bound.clone(), open: (0..links.len()).collect() };
    let mut moves = Vec::new();
    loop {
        let next = if ordered {
            state.cheapest_link().or_else(|| state.cheapest_node(nodes))
        } else {
            state.next_as_written(nodes)
        };
        let Some(next) = next else { return moves };
        state.make(&next);
        moves.push(next);
    }
}

struct State<'a, 'p> {
    links: &'a [Link<'p>],
    predicates: &'a [Expr],
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

    fn cheapest_link(&self) -> Option<Move> {
        let options = self.open.iter().filter_map(|&i| {
            let link = self.links.get(i)?;
            let (cost, reversed) = self.link_cost(link)?;
            Some((cost, Move::Follow { link: i, reversed }))
        });
        options.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, next)| next)
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
        let late = if link.selector == Selector::All { 1.0 } else { 1e6 };
        let chain = if link.edge.length.is_some_and(|l| l != Length { min: 1, max: Some(1) }) {
            2.0
        } else {
            1.0
        };
        Some((reach * kept * late * chain, reversed))
    }

    fn selectivity(&self, node: Var) -> f64 {
        let nodes = self.graph.node_count().max(1) as f64;
        cost::scan(self.graph, node, self.predicates, &self.bound) / nodes
    }

    fn cheapest_node(&self, nodes: &[Var]) -> Option<Move> {
        let cost = |node: Var| cost::scan(self.graph, node, self.predicates, &self.bound);
        nodes
            .iter()
            .filter(|node| !self.bound.contains(node))
            .map(|node| (cost(*node), *node))
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, node)| Move::Scan(node))
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
