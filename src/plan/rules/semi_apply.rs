//! `EXISTS` as a condition is answered for a batch of rows at once.

use super::{total, within};
use crate::algebra::{
    Clause, CompareOp, EdgePattern, Expr, Kind, NodePattern, Query, Selector, UnaryOp, Var, VarInfo,
};
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline};
use crate::value::Value;
use std::collections::HashSet;

/// The subquery of a condition `EXISTS { … }` or `NOT EXISTS { … }` (then true beside it), also as `COUNT { … } > 0` or
/// `COUNT { … } = 0`, if it only matches
/// patterns of single edges: those with chains are searched row by row, to stop at the first that is found.
pub(in crate::plan) fn condition(expr: &Expr) -> Option<(&Query, bool)> {
    let (query, anti) = match expr {
        Expr::Exists(query) => (query, false),
        Expr::Unary(UnaryOp::Not, inner) => match &**inner {
            Expr::Exists(query) => (query, true),
            _ => return None,
        },
        Expr::Compare(count, rest) => match (&**count, rest.as_slice()) {
            (Expr::Count(query), [(op, Expr::Literal(Value::Integer(n)))]) => match (op, n) {
                (CompareOp::Equal | CompareOp::LessEqual, 0) | (CompareOp::Less, 1) => {
                    (query, true)
                }
                (CompareOp::Greater | CompareOp::NotEqual, 0) | (CompareOp::GreaterEqual, 1) => {
                    (query, false)
                }
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    let [part] = query.parts.as_slice() else { return None };
    part.clauses.iter().all(is_simple).then_some((&**query, anti))
}

pub(super) fn is_simple(clause: &Clause) -> bool {
    let Clause::Match(m) = clause else { return false };
    let single = |p: &crate::algebra::PathPattern| {
        p.selector == Selector::All && p.steps.iter().all(|(edge, _)| edge.length.is_none())
    };
    m.patterns.iter().all(single)
}

/// The one node by which the subquery of a condition and the rows that it is asked of hang together, where it is no
/// error to look for all nodes that it is true of.
pub(in crate::plan) fn only_node(
    query: &Query,
    bound: &HashSet<Var>,
    vars: &[VarInfo],
    graph: &Graph,
) -> Option<Var> {
    let mut shared = HashSet::new();
    query.for_each_var(&mut |var| {
        if bound.contains(&var) {
            shared.insert(var);
        }
    });
    let node = shared.iter().next().filter(|_| shared.len() == 1).copied()?;
    let is_node = vars.get(node.0 as usize).is_some_and(|info| info.kind == Kind::Node);
    let clauses = query.parts.iter().flat_map(|part| &part.clauses);
    let mut on_pattern = false;
    for clause in clauses {
        let Clause::Match(m) = clause else { return None };
        if m.optional || !m.filter.iter().all(|filter| total::is_condition(filter, graph)) {
            return None;
        }
        for pattern in &m.patterns {
            let nodes = std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|(_, n)| n));
            let mut nodes = nodes.map(|of| {
                on_pattern |= of.var == node;
                is_plain_node(of, graph)
            });
            let plain = nodes.by_ref().all(|plain| plain);
            if !plain || !pattern.steps.iter().all(|(edge, _)| is_plain_edge(edge, graph)) {
                return None;
            }
        }
    }
    (is_node && on_pattern).then_some(node)
}

fn is_plain_node(node: &NodePattern, graph: &Graph) -> bool {
    node.properties.iter().all(|(_, value)| total::is_value(value, graph))
        && node.filter.iter().all(|filter| total::is_condition(filter, graph))
}

fn is_plain_edge(edge: &EdgePattern, graph: &Graph) -> bool {
    edge.properties.iter().all(|(_, value)| total::is_value(value, graph))
        && edge.filter.iter().all(|filter| total::is_condition(filter, graph))
}

/// A node that is looked for by its number in a set costs so much less than a step.
const LOOK: f64 = 0.25;

/// Decides of each condition whether it is asked of rows, or all nodes that it is true of are looked for.
pub(super) fn choose(root: &mut Pipeline) {
    let mut open = vec![root];
    while let Some(pipeline) = open.pop() {
        let mut rows = 1.0;
        for step in &mut pipeline.steps {
            if let Op::Semi { inner, alone, .. } = &mut step.op {
                let work =
                    |pipeline: &Pipeline| pipeline.steps.iter().map(|step| step.rows).sum::<f64>();
                let cheap = |alone: f64| alone + rows * LOOK < rows * work(inner);
                if is_edge(inner)
                    || !alone.as_ref().is_some_and(|alone| cheap(work(&alone.pipeline)))
                {
                    *alone = None;
                }
            }
            rows = step.rows;
            open.extend(within(&mut step.op));
        }
    }
}

/// Whether it is just one edge that is looked for: that is the same as to look at where the edges of a node begin.
fn is_edge(inner: &Pipeline) -> bool {
    let ops: Vec<&Op> = inner.steps.iter().map(|step| &step.op).collect();
    match ops.as_slice() {
        [Op::Argument, Op::Expand { chain } | Op::Degree { chain }] => !chain.into,
        _ => false,
    }
}
