//! Shortest paths from one point to all others, and a cycle of negative length where there is one.

use super::{Contradiction, Edge, ORIGIN};
use std::collections::VecDeque;

/// So many edges are looked at before a search is left.
const MOST_WORK: usize = 200_000_000;
/// So many rounds are always made.
const LEAST_ROUNDS: usize = 64;

/// Two orders of the points, in which few rounds reach all: one in which the points of a tree of facts come from its root
/// to its leaves, and one in which those of a sequence come in its order.
pub(super) fn orders(points: usize, edges: &[Edge]) -> [Vec<usize>; 2] {
    [spread(points, edges), sequence(points, edges)]
}

/// From one point of each part of the graph to all others, nearest first. The point that all dates hang on comes first
/// and joins nothing.
fn spread(points: usize, edges: &[Edge]) -> Vec<usize> {
    let mut neighbors = vec![Vec::new(); points];
    for edge in edges.iter().filter(|edge| edge.from != ORIGIN && edge.to != ORIGIN) {
        neighbors[edge.from].push(edge.to);
        neighbors[edge.to].push(edge.from);
    }
    let (mut order, mut seen) = (Vec::with_capacity(points), vec![false; points]);
    let mut queue = VecDeque::new();
    for root in 0..points {
        queue.push_back(root);
        while let Some(point) = queue.pop_front() {
            if !std::mem::replace(&mut seen[point], true) {
                order.push(point);
                queue.extend(neighbors[point].iter().filter(|next| !seen[**next]));
            }
        }
    }
    order
}

/// The points by the facts that one comes before another; those that such facts lead in a circle come last.
fn sequence(points: usize, edges: &[Edge]) -> Vec<usize> {
    let before = |edge: &&Edge| {
        edge.from != ORIGIN && edge.to != ORIGIN && edge.days <= 0 && edge.from != edge.to
    };
    let (mut after, mut missing) = (vec![Vec::new(); points], vec![0_usize; points]);
    for edge in edges.iter().filter(before) {
        after[edge.to].push(edge.from);
        missing[edge.from] += 1;
    }
    let mut order: Vec<usize> = (0..points).filter(|point| missing[*point] == 0).collect();
    let mut next = 0;
    while let Some(point) = order.get(next).copied() {
        next += 1;
        for &later in &after[point] {
            missing[later] -= 1;
            if missing[later] == 0 {
                order.push(later);
            }
        }
    }
    order.extend((0..points).filter(|point| missing[*point] > 0));
    order
}

pub(super) struct Search<'a> {
    edges: &'a [Edge],
    direction: fn(&Edge) -> (usize, usize),
    /// The edges that leave each point.
    leaving: Vec<Vec<usize>>,
    pub(super) distance: Vec<Option<i64>>,
    /// The edge that the shortest path to each point ends with.
    last: Vec<Option<usize>>,
    /// Whether the point has come nearer since its edges were looked at.
    nearer: Vec<bool>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        points: usize,
        edges: &'a [Edge],
        direction: fn(&Edge) -> (usize, usize),
    ) -> Self {
        let mut leaving = vec![Vec::new(); points];
        for (index, edge) in edges.iter().enumerate() {
            leaving[direction(edge).0].push(index);
        }
        Search {
            edges,
            direction,
            leaving,
            distance: vec![None; points],
            last: vec![None; points],
            nearer: vec![false; points],
        }
    }

    pub(super) fn enter(&mut self, point: usize) {
        self.distance[point] = Some(0);
        self.nearer[point] = true;
    }

    /// Looks at the points in turn, by both orders, forwards and backwards, until no path becomes shorter, or so much
    /// work is done that it is left: what is known by then is not the narrowest, but right.
    pub(super) fn run(&mut self, orders: &[Vec<usize>; 2]) -> Result<(), Contradiction> {
        let mut rounds = 0_usize;
        let most = MOST_WORK / self.edges.len().max(1) + LEAST_ROUNDS;
        while self.nearer.contains(&true) && rounds < most {
            let order = &orders[rounds / 2 % 2];
            let points = order.len();
            for place in 0..points {
                let place = if rounds.is_multiple_of(2) { place } else { points - 1 - place };
                self.relax_from(order[place]);
            }
            rounds += 1;
            if rounds.is_power_of_two()
                && let Some(contradiction) = self.contradiction()
            {
                return Err(contradiction);
            }
        }
        Ok(())
    }

    fn relax_from(&mut self, point: usize) {
        let (true, Some(reached)) = (self.nearer[point], self.distance[point]) else { return };
        self.nearer[point] = false;
        for &index in &self.leaving[point] {
            let edge = &self.edges[index];
            let to = (self.direction)(edge).1;
            let distance = reached.saturating_add(edge.days);
            if self.distance[to].is_none_or(|known| distance < known) {
                self.distance[to] = Some(distance);
                self.last[to] = Some(index);
                self.nearer[to] = true;
            }
        }
    }

    /// The edge that the path to the point ends with, and where it comes from.
    fn before(&self, point: usize) -> Option<(usize, usize)> {
        self.last[point].map(|index| (index, (self.direction)(&self.edges[index]).0))
    }

    /// A cycle among the paths, if there is one: its length is negative.
    fn contradiction(&self) -> Option<Contradiction> {
        // From which point each was first visited, walking the paths backwards.
        let mut visited = vec![None; self.distance.len()];
        for start in 0..self.distance.len() {
            let mut at = start;
            while visited[at].is_none() {
                visited[at] = Some(start);
                match self.before(at) {
                    Some((_, point)) => at = point,
                    None => break,
                }
            }
            if visited[at] == Some(start) && self.before(at).is_some() {
                return Some(self.cycle(at));
            }
        }
        None
    }

    fn cycle(&self, start: usize) -> Contradiction {
        let (mut chain, mut at) = (Vec::new(), start);
        while let Some((index, point)) = self.before(at) {
            chain.push(self.edges[index].fact);
            at = point;
            if at == start {
                break;
            }
        }
        chain.reverse();
        chain.dedup();
        if chain.len() > 1 && chain.first() == chain.last() {
            chain.pop();
        }
        Contradiction { chain }
    }
}
