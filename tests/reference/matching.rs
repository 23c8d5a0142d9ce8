//! Patterns: each node and each edge is tried, and conditions are looked at when all is bound.

use super::evaluator::{Fallible, Reference, Row, TOO_MUCH};
use nenpyo::algebra::{
    EdgePattern, Expr, LabelExpr, Length, NodePattern, PathPattern, Selector, Var,
};
use nenpyo::functions::EvalError;
use nenpyo::graph::Direction;
use nenpyo::value::{self, EdgeId, NodeId, Path, Value};
use std::collections::BTreeMap;

/// A partial match: what is bound, and the edges that are used up.
#[derive(Clone)]
struct Found {
    row: Row,
    used: Vec<EdgeId>,
    path: Path,
}

/// Binds a variable, or compares it with what it is bound to already.
fn bind(row: &mut Row, var: Var, value: Value) -> bool {
    match row.get(&var) {
        Some(bound) => *bound == value,
        None => row.insert(var, value).is_none(),
    }
}

impl Reference<'_> {
    pub(super) fn matches(
        &self,
        patterns: &[PathPattern],
        filter: Option<&Expr>,
        row: &Row,
    ) -> Fallible<Vec<Row>> {
        let path = Path { nodes: Vec::new(), edges: Vec::new() };
        let mut found = vec![Found { row: row.clone(), used: Vec::new(), path }];
        for pattern in patterns {
            let mut next = Vec::new();
            for before in found {
                next.extend(self.pattern(pattern, before)?);
            }
            found = next;
        }
        let mut kept = Vec::new();
        for Found { row, .. } in found {
            let mut fits = true;
            for pattern in patterns {
                fits = fits && self.fits(pattern, &row)?;
            }
            if fits && self.holds(filter, &row)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    fn pattern(&self, pattern: &PathPattern, before: Found) -> Fallible<Vec<Found>> {
        let mut found = Vec::new();
        for node in self.graph.nodes() {
            let mut start = before.clone();
            start.path = Path { nodes: vec![node], edges: Vec::new() };
            if self.enter(&pattern.start, node, &mut start.row) {
                found.push(start);
            }
        }
        for (edge, node) in &pattern.steps {
            let walks = found.into_iter().flat_map(|found| self.walks(edge, found));
            let ends = walks.filter_map(|mut found| {
                let end = *found.path.nodes.last()?;
                self.enter(node, end, &mut found.row).then_some(found)
            });
            found = ends.collect();
        }
        self.spend(found.len());
        if self.budget.get() == 0 {
            return Err(EvalError::new(TOO_MUCH));
        }
        found.retain_mut(|found| {
            let path = Value::Path(found.path.clone().into());
            pattern.var.is_none_or(|var| bind(&mut found.row, var, path))
        });
        if pattern.selector == Selector::All { Ok(found) } else { self.shortest(pattern, found) }
    }

    fn shortest(&self, pattern: &PathPattern, found: Vec<Found>) -> Fallible<Vec<Found>> {
        let ends =
            |found: &Found| (found.path.nodes.first().copied(), found.path.nodes.last().copied());
        let (mut fitting, mut least) = (Vec::new(), BTreeMap::new());
        for found in found {
            if self.fits(pattern, &found.row)? {
                let length = least.entry(ends(&found)).or_insert(usize::MAX);
                *length = found.path.edges.len().min(*length);
                fitting.push(found);
            }
        }
        fitting.retain(|found| least.get(&ends(found)) == Some(&found.path.edges.len()));
        if pattern.selector == Selector::AnyShortest {
            fitting.sort_by_key(ends);
            fitting.dedup_by_key(|found| ends(found));
        }
        Ok(fitting)
    }

    /// Whether a node may stand there, by its variable and labels.
    fn enter(&self, pattern: &NodePattern, node: NodeId, row: &mut Row) -> bool {
        self.has(&Value::Node(node), &pattern.labels) && bind(row, pattern.var, Value::Node(node))
    }

    pub(super) fn has(&self, item: &Value, labels: &Option<LabelExpr>) -> bool {
        let names: Vec<&str> = match item {
            Value::Node(node) => {
                let labels = self.graph.node_labels(*node).iter();
                labels.map(|label| self.graph.label_name(*label)).collect()
            }
            Value::Edge(edge) => vec![self.graph.type_name(self.graph.edge_type(*edge))],
            _ => Vec::new(),
        };
        labels.as_ref().is_none_or(|labels| label_holds(labels, &names))
    }

    /// All ways to take an edge, or a chain of them, from the end of a path.
    fn walks(&self, pattern: &EdgePattern, from: Found) -> Vec<Found> {
        let start = from.path.edges.len();
        let length = pattern.length.unwrap_or(Length { min: 1, max: Some(1) });
        let (mut level, mut all, mut steps) = (vec![from], Vec::new(), 0);
        while !level.is_empty() && length.max.is_none_or(|max| steps <= max) {
            if steps >= length.min {
                all.extend(level.iter().cloned());
            }
            level = level.iter().flat_map(|found| self.step(pattern, found)).collect();
            steps += 1;
        }
        all.retain_mut(|found| {
            let mut edges = found.path.edges.iter().skip(start).map(|edge| Value::Edge(*edge));
            let value = match pattern.length {
                None => edges.next().unwrap_or(Value::Null),
                Some(_) => edges.collect::<Vec<_>>().into(),
            };
            bind(&mut found.row, pattern.var, value)
        });
        all
    }

    fn spend(&self, steps: usize) {
        self.budget.set(self.budget.get().saturating_sub(steps));
    }

    fn step(&self, pattern: &EdgePattern, from: &Found) -> Vec<Found> {
        let Some(at) = from.path.nodes.last().copied() else { return Vec::new() };
        let mut found = Vec::new();
        self.spend(1);
        for edge in self.graph.edges().filter(|_| self.budget.get() > 0) {
            let (source, target) = self.graph.ends(edge);
            let forward = pattern.direction != Direction::In && source == at;
            let backward = pattern.direction != Direction::Out && target == at;
            let end = match (forward, backward) {
                (true, _) => target,
                (false, true) => source,
                (false, false) => continue,
            };
            if from.used.contains(&edge) || !self.has(&Value::Edge(edge), &pattern.types) {
                continue;
            }
            let mut next = from.clone();
            next.used.push(edge);
            next.path.edges.push(edge);
            next.path.nodes.push(end);
            found.push(next);
        }
        found
    }

    /// Whether the properties and inline conditions of a matched pattern hold.
    fn fits(&self, pattern: &PathPattern, row: &Row) -> Fallible<bool> {
        let mut parts = vec![(pattern.start.var, &pattern.start.properties, &pattern.start.filter)];
        for (edge, node) in &pattern.steps {
            parts.push((edge.var, &edge.properties, &edge.filter));
            parts.push((node.var, &node.properties, &node.filter));
        }
        for (var, properties, filter) in parts {
            // A chain is a list of edges, each of which must have the properties.
            let items = match row.get(&var) {
                Some(Value::List(edges)) => edges.to_vec(),
                item => item.cloned().into_iter().collect(),
            };
            for (key, expr) in properties {
                let wanted = self.eval(expr, row)?;
                for item in &items {
                    if value::equals(&self.property(item, key)?, &wanted) != Some(true) {
                        return Ok(false);
                    }
                }
            }
            if !self.holds(filter.as_ref(), row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The variables that a pattern binds.
pub(super) fn variables(pattern: &PathPattern) -> Vec<Var> {
    let steps = pattern.steps.iter().flat_map(|(edge, node)| [edge.var, node.var]);
    pattern.var.into_iter().chain([pattern.start.var]).chain(steps).collect()
}

fn label_holds(labels: &LabelExpr, names: &[&str]) -> bool {
    match labels {
        LabelExpr::Name(name) => names.contains(&name.as_str()),
        LabelExpr::Any => !names.is_empty(),
        LabelExpr::Not(labels) => !label_holds(labels, names),
        LabelExpr::And(all) => all.iter().all(|labels| label_holds(labels, names)),
        LabelExpr::Or(all) => all.iter().any(|labels| label_holds(labels, names)),
    }
}
