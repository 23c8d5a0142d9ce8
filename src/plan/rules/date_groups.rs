//! Conditions on a date are answered by a list of the nodes by date, instead of being tested for each node.

use crate::algebra::{Expr, LabelExpr, Var};
use crate::graph::{Data, Graph};
use crate::plan::access::bound_of;
use crate::plan::op::{Access, Op, Pipeline};
use crate::plan::{cost, dates, walk};

/// Moves conditions on one date from the filter after a scan into its access, where that is not better already.
pub(super) fn apply(pipeline: &mut Pipeline, graph: &Graph) {
    for at in 0..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(at + 1);
        let Some(Op::Scan { node, access }) = before.last_mut().map(|step| &mut step.op) else {
            continue;
        };
        let mut none = Vec::new();
        let predicates = match after.first_mut().map(|step| &mut step.op) {
            Some(Op::Filter(predicates)) => predicates,
            _ => &mut none,
        };
        if let Some((better, left)) = better(*node, access, predicates, graph) {
            (*access, *predicates) = (better, left);
        }
    }
    pipeline.steps.retain(|step| !matches!(&step.op, Op::Filter(all) if all.is_empty()));
}

/// The access by date, and the predicates that it leaves to the filter.
fn better(
    node: Var,
    access: &Access,
    predicates: &[Expr],
    graph: &Graph,
) -> Option<(Access, Vec<Expr>)> {
    let by_access = match access {
        Access::Range { key, .. } => dates::column(graph, key).map(|_| key.as_str()),
        _ => None,
    };
    let by_filter = || predicates.iter().find_map(|p| dates::dated(p, node, graph));
    let key = by_access.or_else(by_filter)?;
    let (mut conditions, mut left): (Vec<Expr>, Vec<Expr>) = predicates
        .iter()
        .cloned()
        .partition(|predicate| dates::dated(predicate, node, graph) == Some(key));
    let (label, equal) = match access {
        Access::All => (None, None),
        Access::Label(label) => (Some(label), None),
        Access::Range { label, equal, key: by, bounds } if by == key => {
            // Where each date is one day, the filter no longer has the bounds.
            let missing = dates::column(graph, key).is_some_and(|dates| dates.is_exact());
            conditions.extend(bounds.iter().filter(|_| missing).map(|b| bound_of(node, key, b)));
            (label.as_ref(), equal.clone())
        }
        Access::Property { label, key: by, value } if by == key && walk::is_constant(value) => {
            (label.as_ref(), None)
        }
        Access::Property { label, key: by, value } if is_text(by, graph) && is_known(value) => {
            (label.as_ref(), Some((by.clone(), value.clone())))
        }
        Access::Property { .. } | Access::Range { .. } | Access::Dates { .. } => return None,
    };
    left.retain(|predicate| !is_answered(predicate, node, label, equal.as_ref()));
    conditions.iter_mut().for_each(|condition| fold(condition, graph));
    let (key, label) = (key.to_owned(), label.cloned());
    Some((Access::Dates { label, equal, key, conditions }, left))
}

/// Whether each node of an access has the label, or the text, that a predicate asks for.
fn is_answered(
    predicate: &Expr,
    node: Var,
    label: Option<&String>,
    equal: Option<&(String, Expr)>,
) -> bool {
    match predicate {
        Expr::HasLabels(on, LabelExpr::Name(name)) => {
            **on == Expr::Var(node) && Some(name) == label
        }
        _ => match (cost::equality(predicate, node), equal) {
            (Some((by, value)), Some((key, text))) => by == key && value == text,
            _ => false,
        },
    }
}

/// A property that holds only texts, of few values.
fn is_text(key: &str, graph: &Graph) -> bool {
    let column = graph.key_id(key).and_then(|key| graph.node_column(key));
    column.is_some_and(|column| matches!(column.data(), Data::String(_)))
        && cost::few_values(key, graph)
}

fn is_known(value: &Expr) -> bool {
    matches!(value, Expr::Literal(_) | Expr::Parameter(_))
}

/// Computes constants.
fn fold(condition: &mut Expr, graph: &Graph) {
    walk::rewrite(condition, |expr| match (&*expr, cost::known_value(expr, graph)) {
        (Expr::Call(..), Some(value)) => {
            *expr = Expr::Literal(value);
            true
        }
        _ => false,
    });
}
