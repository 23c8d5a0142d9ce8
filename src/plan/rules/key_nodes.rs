//! A grouping by what tells nodes apart is a grouping by the node.

use crate::algebra::{Expr, Item, LabelExpr, Var};
use crate::graph::{Direction, Graph};
use crate::plan::cost;
use crate::plan::op::{Access, Chain, Op, Pipeline, Step};
use std::collections::{HashMap, HashSet};

/// The nodes that are bound, with the labels that they are known to have.
type Nodes<'p> = HashMap<Var, HashSet<&'p str>>;

/// Turns keys that say no more than which node it is into the node; they are computed of the groups.
pub(super) fn apply(pipeline: &mut Pipeline, graph: &Graph) {
    let mut at = 0;
    while at < pipeline.steps.len() {
        count_nodes(&mut pipeline.steps, at, graph);
        if let Some((keys, computed)) = regrouped(&pipeline.steps, at, graph)
            && let Some(Op::Aggregate { keys: place, .. }) =
                pipeline.steps.get_mut(at).map(|step| &mut step.op)
        {
            *place = keys;
            let step = Step::new(Op::Project { items: computed, keep: true });
            pipeline.steps.insert(at + 1, step);
        }
        at += 1;
    }
}

/// Makes a count of the nodes of one of what tells them apart.
fn count_nodes(steps: &mut [Step], at: usize, graph: &Graph) {
    let (before, after) = steps.split_at_mut(at);
    let Some(Op::Aggregate { aggregates, .. }) = after.first_mut().map(|step| &mut step.op) else {
        return;
    };
    let nodes = nodes(before, graph);
    for (aggregate, _) in aggregates.iter_mut().filter(|(a, _)| a.function.name == "count") {
        if let [arg] = aggregate.args.as_mut_slice()
            && let Some(node) = tells(arg, &nodes, graph)
        {
            *arg = Expr::Var(node);
        }
    }
}

/// The keys of a grouping with nodes for what tells them apart, and what is to be computed after it.
fn regrouped(steps: &[Step], at: usize, graph: &Graph) -> Option<(Vec<Item>, Vec<Item>)> {
    let Op::Aggregate { keys, .. } = &steps.get(at)?.op else { return None };
    let nodes = nodes(steps.get(..at)?, graph);
    let mut apart: Vec<Var> = Vec::new();
    for node in keys.iter().filter_map(|key| tells(&key.expr, &nodes, graph)) {
        if !apart.contains(&node) {
            apart.push(node);
        }
    }
    let of_node = |key: &&Item| of(&key.expr).is_some_and(|node| apart.contains(&node));
    let (computed, mut others): (Vec<&Item>, Vec<&Item>) = keys.iter().partition(of_node);
    let is_node = |key: &&Item| key.expr == Expr::Var(key.var);
    let computed: Vec<Item> = computed.into_iter().filter(|key| !is_node(key)).cloned().collect();
    others.retain(|key| of(&key.expr).is_none_or(|node| !apart.contains(&node)));
    let nodes = apart.iter().map(|node| Item { expr: Expr::Var(*node), var: *node });
    let keys = nodes.chain(others.into_iter().cloned()).collect();
    (!computed.is_empty()).then_some((keys, computed))
}

/// The node that a key tells from all others.
fn tells(key: &Expr, nodes: &Nodes<'_>, graph: &Graph) -> Option<Var> {
    let node = of(key)?;
    let labels = nodes.get(&node)?;
    let apart = match key {
        Expr::Property(_, key) => graph.key_id(key).is_some_and(|key| {
            let mut labels = labels.iter().filter_map(|label| graph.label_id(label));
            labels.any(|label| graph.tells_apart(label, key))
        }),
        Expr::Var(_) => true,
        Expr::Call(function, _) => function.name == "id",
        _ => false,
    };
    apart.then_some(node)
}

/// The variable that an expression says something of: itself, one property, or its number.
fn of(expr: &Expr) -> Option<Var> {
    let of = match expr {
        Expr::Var(var) => return Some(*var),
        Expr::Property(of, _) => &**of,
        Expr::Call(function, args) if function.name == "id" => args.first()?,
        _ => return None,
    };
    match of {
        Expr::Var(var) => Some(*var),
        _ => None,
    }
}

/// The labels that the end of an edge has because all ends of edges of its type have them.
fn labels_at_end<'p>(chain: &Chain, graph: &'p Graph) -> Vec<&'p str> {
    let names = chain.types.as_ref().and_then(cost::plain_names);
    let Some([name]) = names.as_deref() else { return Vec::new() };
    let Some(edge_type) = graph.type_id(name) else { return Vec::new() };
    let labels = match chain.direction {
        Direction::Out => graph.labels_at(edge_type, true),
        Direction::In => graph.labels_at(edge_type, false),
        Direction::Both => return Vec::new(),
    };
    labels.iter().map(|label| graph.label_name(*label)).collect()
}

fn nodes<'p>(steps: &'p [Step], graph: &'p Graph) -> Nodes<'p> {
    let mut nodes = Nodes::new();
    for step in steps {
        match &step.op {
            Op::Scan { node, access } => {
                let label = match access {
                    Access::Label(label) => Some(label),
                    Access::Property { label, .. }
                    | Access::Range { label, .. }
                    | Access::Dates { label, .. } => label.as_ref(),
                    Access::All => None,
                };
                nodes.entry(*node).or_default().extend(label.map(String::as_str));
            }
            Op::Expand { chain } => {
                let known = nodes.entry(chain.to).or_default();
                known.extend(chain.to_label.as_deref());
                known.extend(labels_at_end(chain, graph));
            }
            Op::Walk { chain, .. } => {
                nodes.entry(chain.to).or_default().extend(chain.to_label.as_deref());
            }
            Op::Filter(predicates) => predicates.iter().for_each(|predicate| {
                if let Expr::HasLabels(of, LabelExpr::Name(label)) = predicate
                    && let Expr::Var(var) = **of
                    && let Some(labels) = nodes.get_mut(&var)
                {
                    labels.insert(label);
                }
            }),
            Op::Project { items, keep } => {
                let named = items.iter().filter_map(|item| match &item.expr {
                    Expr::Var(from) => Some((item.var, nodes.get(from)?.clone())),
                    _ => None,
                });
                let named: Vec<_> = named.collect();
                if !keep {
                    nodes.clear();
                }
                nodes.extend(named);
            }
            Op::Union { .. } | Op::Aggregate { .. } => nodes.clear(),
            _ => {}
        }
    }
    nodes
}
