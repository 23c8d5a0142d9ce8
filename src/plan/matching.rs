//! `MATCH`: from patterns to scans and expansions.

use super::build::{Draft, Planner};
use super::cost;
use super::op::{Access, Chain, Op};
use super::order::{self, Move};
use super::rules::plain_conditions as plain;
use crate::algebra::{
    CompareOp, EdgePattern, Expr, Kind, NodePattern, PathPattern, Quantifier, Selector, UnaryOp,
    Var,
};
use crate::graph::Direction;

/// An edge of a pattern with the nodes at its ends.
pub(super) struct Link<'p> {
    pub(super) from: Var,
    pub(super) to: Var,
    pub(super) edge: &'p EdgePattern,
    pub(super) selector: Selector,
}

impl Planner<'_> {
    /// Appends the steps that find patterns which share no edge, and keep what the filter lets through.
    pub(super) fn patterns(
        &mut self,
        patterns: &[PathPattern],
        filter: Option<&Expr>,
        draft: &mut Draft,
    ) {
        let (whole, linked): (Vec<_>, Vec<_>) = patterns.iter().partition(|p| needs_whole(p));
        let mut predicates = Vec::new();
        for pattern in &linked {
            self.inline_predicates(pattern, &mut predicates);
            let start = pattern.start.var;
            if pattern.steps.is_empty() && draft.bound.contains(&start) {
                // A null that an optional match left matches no node.
                predicates.push(Expr::Unary(UnaryOp::IsNotNull, Box::new(Expr::Var(start))));
            }
        }
        if let Some(filter) = filter {
            split(filter, &mut predicates);
        }
        if self.options.has("plain_conditions") {
            predicates = predicates.into_iter().flat_map(|p| plain::plain(p, self.graph)).collect();
        }
        self.links(&linked, &predicates, draft);
        for pattern in whole {
            self.keep_shortest(pattern, draft);
        }
        self.filter(predicates, draft);
    }

    fn links(&mut self, patterns: &[&PathPattern], predicates: &[Expr], draft: &mut Draft) {
        let nodes: Vec<Var> = patterns.iter().flat_map(|p| pattern_nodes(p)).collect();
        let links: Vec<Link<'_>> = patterns.iter().flat_map(|p| pattern_links(p)).collect();
        let ordered = self.options.has("match_order");
        let moves = order::moves(&nodes, &links, predicates, &draft.bound, self.graph, ordered);
        let mut used: Vec<&EdgePattern> = Vec::new();
        for next in moves {
            match next {
                Move::Scan(node) => {
                    draft.push(Op::Scan { node, access: Access::All });
                    draft.bound.insert(node);
                }
                Move::Follow { link, reversed } => {
                    if let Some(link) = links.get(link) {
                        self.follow(link, reversed, &mut used, draft);
                    }
                }
            }
        }
        for pattern in patterns {
            if let Some(path) = pattern.var {
                let edges = pattern.steps.iter().map(|(edge, _)| edge.var).collect();
                draft.push(Op::BindPath { path, start: pattern.start.var, edges });
                draft.bound.insert(path);
            }
        }
    }

    fn follow<'p>(
        &mut self,
        link: &Link<'p>,
        reversed: bool,
        used: &mut Vec<&'p EdgePattern>,
        draft: &mut Draft,
    ) {
        let (from, to) = if reversed { (link.to, link.from) } else { (link.from, link.to) };
        let edge = link.edge;
        let bound_edge = draft.bound.contains(&edge.var);
        let list = bound_edge && edge.length.is_some();
        let var = if list { self.fresh(Kind::EdgeList) } else { edge.var };
        let apart = if link.selector == Selector::All { apart(edge, used) } else { Vec::new() };
        let chain = Chain {
            from,
            edge: var,
            to,
            into: draft.bound.contains(&to) || from == to,
            types: edge.types.clone(),
            direction: turned(edge.direction, reversed),
            reversed,
            properties: chain_properties(edge),
            to_label: None,
            to_text: None,
            apart,
        };
        let from_bound = draft.bound.contains(&from);
        draft.push(match (edge.length, link.selector) {
            (None, _) if bound_edge => Op::Ends { chain, from_bound },
            (None, _) => Op::Expand { chain },
            (Some(length), Selector::All) => Op::Walk { chain, length, once: false },
            (Some(length), selector) => {
                Op::Shortest { chain, length, all: selector == Selector::AllShortest }
            }
        });
        draft.bound.extend([from, to, var]);
        if list {
            draft.push(Op::Filter(vec![equal(Expr::Var(var), Expr::Var(edge.var))]));
        }
        if link.selector == Selector::All {
            used.push(edge);
        }
    }

    /// A selector over a path of several edges: all paths are found, then the shortest are kept.
    fn keep_shortest(&mut self, pattern: &PathPattern, draft: &mut Draft) {
        let path = pattern.var.unwrap_or_else(|| self.fresh(Kind::Path));
        let all = pattern.selector == Selector::AllShortest;
        let plain = PathPattern { var: Some(path), selector: Selector::All, ..pattern.clone() };
        let mut inner = Draft::new(Op::Argument, draft.bound.clone());
        self.patterns(std::slice::from_ref(&plain), None, &mut inner);
        draft.bound.extend(&inner.bound);
        let row = self.fresh(Kind::Value);
        draft.push(Op::KeepShortest { inner: inner.into_pipeline(), path, all, row });
    }

    /// What stands inside a pattern: labels, properties, conditions.
    fn inline_predicates(&mut self, pattern: &PathPattern, to: &mut Vec<Expr>) {
        node_predicates(&pattern.start, to);
        for (edge, node) in &pattern.steps {
            for (key, value) in &edge.properties {
                if edge.length.is_none() {
                    to.push(property_equals(edge.var, key, value));
                } else if !is_constant(value) {
                    let var = self.fresh(Kind::Edge);
                    to.push(Expr::Quantified {
                        quantifier: Quantifier::All,
                        var,
                        list: Box::new(Expr::Var(edge.var)),
                        predicate: Box::new(property_equals(var, key, value)),
                    });
                }
            }
            if let Some(filter) = &edge.filter {
                split(filter, to);
            }
            node_predicates(node, to);
        }
    }
}

/// Whether a pattern cannot be planned edge by edge because the shortest of its whole paths are wanted.
fn needs_whole(pattern: &PathPattern) -> bool {
    let chain = matches!(pattern.steps.as_slice(), [(edge, _)] if edge.length.is_some() && edge.properties.iter().all(|(_, v)| is_constant(v)));
    pattern.selector != Selector::All && !pattern.steps.is_empty() && !chain
}

fn pattern_nodes(pattern: &PathPattern) -> impl Iterator<Item = Var> {
    std::iter::once(pattern.start.var).chain(pattern.steps.iter().map(|(_, node)| node.var))
}

fn pattern_links(pattern: &PathPattern) -> impl Iterator<Item = Link<'_>> {
    let from = pattern_nodes(pattern);
    pattern.steps.iter().zip(from).map(|((edge, node), from)| Link {
        from,
        to: node.var,
        edge,
        selector: pattern.selector,
    })
}

pub(super) fn turned(direction: Direction, reversed: bool) -> Direction {
    match (direction, reversed) {
        (Direction::Out, true) => Direction::In,
        (Direction::In, true) => Direction::Out,
        (same, _) => same,
    }
}

/// Whether a value is the same for all rows.
fn is_constant(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(_) | Expr::Parameter(_))
}

fn chain_properties(edge: &EdgePattern) -> Vec<(String, Expr)> {
    let properties = edge.properties.iter().filter(|(_, value)| is_constant(value));
    if edge.length.is_some() { properties.cloned().collect() } else { Vec::new() }
}

fn equal(a: Expr, b: Expr) -> Expr {
    Expr::Compare(Box::new(a), vec![(CompareOp::Equal, b)])
}

pub(super) fn property_equals(var: Var, key: &str, value: &Expr) -> Expr {
    equal(Expr::Property(Box::new(Expr::Var(var)), key.to_owned()), value.clone())
}

fn node_predicates(node: &NodePattern, to: &mut Vec<Expr>) {
    if let Some(labels) = &node.labels {
        to.push(Expr::HasLabels(Box::new(Expr::Var(node.var)), labels.clone()));
    }
    to.extend(node.properties.iter().map(|(key, value)| property_equals(node.var, key, value)));
    if let Some(filter) = &node.filter {
        split(filter, to);
    }
}

/// Splits a condition into those that must all be true.
pub(super) fn split(filter: &Expr, to: &mut Vec<Expr>) {
    let mut open = vec![filter];
    while let Some(next) = open.pop() {
        match next {
            Expr::And(all) => open.extend(all.iter().rev()),
            other => to.push(other.clone()),
        }
    }
}

/// The edges used already that an edge might be confused with: those whose types are not known to be others.
fn apart(edge: &EdgePattern, used: &[&EdgePattern]) -> Vec<Var> {
    let may_meet = |other: &&&EdgePattern| match (names(edge), names(other)) {
        (Some(a), Some(b)) => a.iter().any(|name| b.contains(name)),
        _ => true,
    };
    used.iter().filter(may_meet).map(|other| other.var).collect()
}

/// The types of an edge, where they are a plain list.
fn names(edge: &EdgePattern) -> Option<Vec<&str>> {
    cost::plain_names(edge.types.as_ref()?)
}
