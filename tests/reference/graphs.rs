//! Small graphs, made from a list of choices: shorter lists and smaller numbers make simpler ones, so that proptest shrinks
//! them well.

use super::extra::DATES;
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::value::Value;

/// Numbers to choose by; zero when they are used up.
pub struct Choices {
    data: Vec<u16>,
    at: usize,
}

impl Choices {
    pub fn new(data: Vec<u16>) -> Choices {
        Choices { data, at: 0 }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let choice = self.data.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % n.max(1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) + percent >= 100
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

type Properties = Vec<(String, Value)>;
/// Labels and properties.
type Node = (Vec<&'static str>, Properties);
/// From, to, type and properties.
type Edge = (usize, usize, &'static str, Properties);

/// What a graph is built from.
#[derive(Debug, Clone)]
pub struct GraphSpec {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

impl GraphSpec {
    /// At most 8 nodes and 12 edges; loops and parallel edges among them.
    pub fn new(c: &mut Choices) -> GraphSpec {
        let count = 1 + [3, 4, 5, 2, 6, 7, 1, 0][c.below(8)];
        let nodes = (0..count).map(|key| {
            let labels = ["A", "B", "C"].into_iter().filter(|_| c.percent(45)).collect();
            (labels, properties(c, key))
        });
        let nodes: Vec<_> = nodes.collect();
        let edges = (0..c.below(13)).map(|key| {
            let from = c.below(count);
            let to = if c.percent(12) { from } else { c.below(count) };
            (from, to, *c.pick(&["R", "S", "T"]), properties(c, key))
        });
        GraphSpec { edges: edges.collect(), nodes }
    }

    /// The graph, with nodes and edges inserted as written.
    pub fn build(&self) -> Graph {
        let mut builder = GraphBuilder::new();
        let nodes: Vec<_> = self
            .nodes
            .iter()
            .map(|(labels, properties)| builder.add_node(labels, properties.clone()))
            .collect();
        for (from, to, name, properties) in &self.edges {
            builder.add_edge(nodes[*from], nodes[*to], name, properties.clone());
        }
        builder.build().expect("edges join nodes")
    }

    /// The graph with nodes and edges inserted the other way round.
    pub fn build_backwards(&self) -> Graph {
        let last = self.nodes.len() - 1;
        let nodes = self.nodes.iter().rev().cloned().collect();
        let edges = self.edges.iter().rev().map(|(from, to, name, properties)| {
            (last - from, last - to, *name, properties.clone())
        });
        GraphSpec { nodes, edges: edges.collect() }.build()
    }
}

/// `k` tells nodes and edges apart; `x` is an integer, `y` a text, `m` anything, `d` a date; each may be missing.
fn properties(c: &mut Choices, key: usize) -> Properties {
    let mut all = vec![("k".to_owned(), Value::Integer(key as i64))];
    if c.percent(75) {
        all.push(("x".to_owned(), Value::Integer(c.below(3) as i64)));
    }
    if c.percent(60) {
        all.push(("y".to_owned(), Value::from(*c.pick(&["a", "b", "ab"]))));
    }
    if c.percent(60) {
        let list = Value::from(vec![Value::Integer(1), Value::from("a")]);
        let values = [1.into(), "a".into(), true.into(), 1.5.into(), 0.into(), list];
        all.push(("m".to_owned(), c.pick(&values).clone()));
    }
    if c.percent(50) {
        let date = c.pick(&DATES).parse().expect("a date");
        all.push(("d".to_owned(), Value::Edtf(std::sync::Arc::new(date))));
    }
    all
}
