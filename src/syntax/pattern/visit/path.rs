//! Patterns of nodes and edges.

use super::super::ast::{EdgePattern, Expr, Length, Name, NodePattern, PathPattern, Selector};
use super::super::{Rule, failure};
use super::expr::visit_expr;
use super::label::visit_labels;
use super::{Pair, Result, children, only_child, span_of, visit_name, visit_where_clause};
use crate::diagnostic::Span;
use crate::graph::Direction;
use crate::syntax::StaticError;

pub(super) fn visit_path_pattern(pair: Pair<'_>) -> Result<PathPattern> {
    let span = span_of(&pair);
    let text = pair.as_str();
    let (mut name, mut selector, mut chain) = (None, Selector::All, Vec::new());
    for child in pair.into_inner() {
        match child.as_rule() {
            Rule::path_name => name = Some(visit_name(only_child(child, Rule::variable)?)),
            Rule::selector => selector = visit_selector(child),
            Rule::shortest => (selector, chain) = visit_shortest(child, selector)?,
            _ => chain.push(child),
        }
    }
    let (start, steps) =
        visit_chain(chain.into_iter()).ok_or_else(|| failure::internal(text))??;
    Ok(PathPattern { name, selector, start, steps, span })
}

fn visit_selector(pair: Pair<'_>) -> Selector {
    let all = pair.into_inner().any(|child| child.as_rule() == Rule::all_shortest);
    if all { Selector::AllShortest } else { Selector::AnyShortest }
}

fn visit_shortest<'t>(pair: Pair<'t>, outer: Selector) -> Result<(Selector, Vec<Pair<'t>>)> {
    if outer != Selector::All {
        let message = "two ways to ask for shortest paths at once";
        return Err(StaticError::new("UnexpectedSyntax", span_of(&pair), message)
            .help("keep `ANY SHORTEST`, or the function, but not both"));
    }
    let mut selector = Selector::AnyShortest;
    let mut chain = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::shortest_name if child.as_str().to_lowercase().starts_with("all") => {
                selector = Selector::AllShortest;
            }
            Rule::shortest_name => {}
            _ => chain.push(child),
        }
    }
    match chain.get(2) {
        Some(second) => Err(several_edges(second, selector)),
        None => Ok((selector, chain)),
    }
}

/// `shortestPath(…)` is about one edge pattern, in openCypher; that the parts of a longer one are shortest, or the whole,
/// are both readings of it.
fn several_edges(second: &Pair<'_>, selector: Selector) -> StaticError {
    let (name, whole) = match selector {
        Selector::AllShortest => ("allShortestPaths", "ALL SHORTEST"),
        _ => ("shortestPath", "ANY SHORTEST"),
    };
    let message = format!("`{name}(…)` takes one edge between two nodes");
    StaticError::new("UnexpectedSyntax", span_of(second), message)
        .label("a second edge")
        .help(format!("for the shortest of the whole paths write `{whole} (a)-[…]-(b)-[…]-(c)`"))
}

type Chain = (NodePattern, Vec<(EdgePattern, NodePattern)>);

/// A node and steps.
pub(super) fn visit_chain<'t>(mut pairs: impl Iterator<Item = Pair<'t>>) -> Option<Result<Chain>> {
    let start = visit_node(pairs.next()?);
    Some(start.and_then(|start| Ok((start, pairs.map(visit_step).collect::<Result<_>>()?))))
}

pub(super) fn visit_step(pair: Pair<'_>) -> Result<(EdgePattern, NodePattern)> {
    let edge = visit_edge(only_child(pair.clone(), Rule::edge)?)?;
    Ok((edge, visit_node(only_child(pair, Rule::node)?)?))
}

/// What stands in the parentheses of a node or the brackets of an edge.
#[derive(Default)]
pub(super) struct Detail {
    pub(super) name: Option<Name>,
    pub(super) labels: Option<super::super::ast::LabelExpr>,
    pub(super) length: Option<Length>,
    pub(super) properties: Vec<(Name, Expr)>,
    pub(super) filter: Option<Expr>,
}

impl Detail {
    pub(super) fn add(&mut self, pair: Pair<'_>) -> Result<()> {
        match pair.as_rule() {
            Rule::variable => self.name = Some(visit_name(pair)),
            Rule::labels => self.labels = Some(visit_labels(pair)?),
            Rule::hops => self.length = Some(visit_hops(pair)?),
            Rule::map => self.properties = visit_map(pair)?,
            Rule::where_clause => self.filter = Some(visit_where_clause(pair)?),
            Rule::parameter => return Err(parameter_as_properties(&pair)),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn node(self, span: Span) -> NodePattern {
        let Detail { name, labels, properties, filter, .. } = self;
        NodePattern { name, labels, properties, filter, span }
    }
}

fn parameter_as_properties(pair: &Pair<'_>) -> StaticError {
    let text = pair.as_str();
    StaticError::new(
        "InvalidParameterUse",
        span_of(pair),
        "a parameter can't be the properties of a pattern",
    )
    .help(format!("write each property, as in `{{name: {text}.name}}`"))
}

fn visit_detail(pair: Pair<'_>) -> Result<Detail> {
    let mut detail = Detail::default();
    for child in children(pair) {
        detail.add(child)?;
    }
    Ok(detail)
}

fn visit_node(pair: Pair<'_>) -> Result<NodePattern> {
    let span = span_of(&pair);
    Ok(visit_detail(pair)?.node(span))
}

fn visit_edge(pair: Pair<'_>) -> Result<EdgePattern> {
    let span = span_of(&pair);
    let (mut left, mut right) = (false, false);
    let mut detail = Detail::default();
    for child in pair.into_inner() {
        match child.as_rule() {
            Rule::edge_start => left = child.as_str().starts_with('<'),
            Rule::edge_end => right = child.as_str().ends_with('>'),
            Rule::edge_detail => detail = visit_detail(child)?,
            Rule::quantifier if detail.length.is_some() => return Err(two_lengths(&child)),
            Rule::quantifier => detail.length = Some(visit_quantifier(child)?),
            _ => {}
        }
    }
    let direction = match (left, right) {
        (true, false) => Direction::In,
        (false, true) => Direction::Out,
        _ => Direction::Both,
    };
    let Detail { name, labels: types, length, properties, filter } = detail;
    Ok(EdgePattern { name, types, direction, length, properties, filter, span })
}

fn two_lengths(pair: &Pair<'_>) -> StaticError {
    StaticError::new("UnexpectedSyntax", span_of(pair), "this edge has two lengths")
        .help("keep either the `*` in the brackets or what follows the arrow")
}

fn visit_hops(pair: Pair<'_>) -> Result<Length> {
    length_of(pair, Some(1))
}

fn visit_quantifier(pair: Pair<'_>) -> Result<Length> {
    match pair.clone().into_inner().next().map(|child| child.as_rule()) {
        Some(Rule::one_or_more) => Ok(Length { min: 1, max: None }),
        Some(Rule::zero_or_more) => Ok(Length { min: 0, max: None }),
        Some(Rule::close_brace) | None => {
            Err(StaticError::new("UnexpectedSyntax", span_of(&pair), "how many edges?")
                .help("write for example `{2}` or `{1,3}`"))
        }
        Some(_) => length_of(pair, Some(0)),
    }
}

/// Reads `min`, `min..max`, `..max`, `min..`; `least` is the lower bound where none is given.
fn length_of(pair: Pair<'_>, least: Option<u32>) -> Result<Length> {
    let (mut min, mut max, mut open) = (None, None, false);
    for child in children(pair) {
        match child.as_rule() {
            Rule::hop_min => min = Some(hop_count(&child)?),
            Rule::hop_max => max = Some(hop_count(&child)?),
            _ => open = true,
        }
    }
    let exact = if open { max } else { min };
    Ok(Length { min: min.or(least).unwrap_or(0), max: exact })
}

fn hop_count(pair: &Pair<'_>) -> Result<u32> {
    pair.as_str().parse().map_err(|_| {
        let message = "this number of edges is out of range";
        StaticError::new("IntegerOverflow", span_of(pair), message)
            .help("leave it out for no bound")
    })
}

pub(super) fn visit_map(pair: Pair<'_>) -> Result<Vec<(Name, Expr)>> {
    children(pair).map(visit_entry).collect()
}

fn visit_entry(pair: Pair<'_>) -> Result<(Name, Expr)> {
    let key = visit_name(only_child(pair.clone(), Rule::name)?);
    Ok((key, visit_expr(only_child(pair, Rule::expr)?)?))
}
