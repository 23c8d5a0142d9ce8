//! A condition on an edge, or the label of the node at its end, is a matter of which edges are followed: the graph keeps
//! adjacency by role and by label.

use crate::algebra::{Expr, LabelExpr};
use crate::graph::Graph;
use crate::plan::cost;
use crate::plan::op::{Chain, Op, Pipeline};

/// Moves conditions from the filter after an expansion into the expansion.
pub(super) fn apply(pipeline: &mut Pipeline, graph: &Graph) {
    for i in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let (Some(expand), Some(filter)) = (before.last_mut(), after.first_mut()) else { continue };
        if let (Op::Expand { chain }, Op::Filter(predicates)) = (&mut expand.op, &mut filter.op) {
            predicates.retain(|predicate| !takes(chain, predicate));
            if chain.properties.is_empty() {
                predicates.retain(|predicate| !takes_text(chain, predicate, graph));
            }
        }
    }
    pipeline.steps.retain(|step| !matches!(&step.op, Op::Filter(all) if all.is_empty()));
}

/// Whether the expansion takes a condition over.
fn takes(chain: &mut Chain, predicate: &Expr) -> bool {
    if let Expr::HasLabels(on, LabelExpr::Name(label)) = predicate {
        let free = !chain.into && chain.to_label.is_none() && **on == Expr::Var(chain.to);
        if free {
            chain.to_label = Some(label.clone());
        }
        return free;
    }
    match cost::equality(predicate, chain.edge) {
        Some((key, value)) if matches!(value, Expr::Literal(_) | Expr::Parameter(_)) => {
            chain.properties.push((key.to_owned(), value.clone()));
            true
        }
        _ => false,
    }
}

/// Whether the expansion takes over that the node at its end has a text.
fn takes_text(chain: &mut Chain, predicate: &Expr, graph: &Graph) -> bool {
    if chain.into || chain.to_text.is_some() {
        return false;
    }
    match cost::equality(predicate, chain.to) {
        Some((key, value))
            if matches!(value, Expr::Literal(_) | Expr::Parameter(_))
                && cost::is_text(key, graph)
                && cost::few_values(key, graph) =>
        {
            chain.to_text = Some((key.to_owned(), value.clone()));
            true
        }
        _ => false,
    }
}
