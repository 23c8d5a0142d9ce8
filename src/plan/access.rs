//! What accesses ask of nodes.

use super::op::Access;
use crate::algebra::{CompareOp, Expr, LabelExpr, Var};

impl Access {
    /// What is true of each node that is found, as conditions; no other conditions are lost when these are checked
    /// instead.
    pub(super) fn conditions(&self, node: Var) -> Vec<Expr> {
        let (label, equal, mut all) = match self {
            Access::All => (None, None, Vec::new()),
            Access::Label(label) => (Some(label), None, Vec::new()),
            Access::Property { label, key, value } => {
                (label.as_ref(), Some((key, value)), Vec::new())
            }
            Access::Range { label, equal, key, bounds } => {
                let bounds = bounds.iter().map(|bound| bound_of(node, key, bound)).collect();
                (label.as_ref(), equal.as_ref().map(|(key, value)| (key, value)), bounds)
            }
            Access::Dates { label, equal, conditions, .. } => {
                let equal = equal.as_ref().map(|(key, value)| (key, value));
                (label.as_ref(), equal, conditions.clone())
            }
        };
        all.extend(equal.map(|(key, value)| compared(node, key, CompareOp::Equal, value)));
        let has = |label: &String| {
            Expr::HasLabels(Box::new(Expr::Var(node)), LabelExpr::Name(label.clone()))
        };
        all.extend(label.map(has));
        all
    }
}

/// A bound as a condition.
pub(super) fn bound_of(node: Var, key: &str, (lower, value): &(bool, Expr)) -> Expr {
    let op = if *lower { CompareOp::GreaterEqual } else { CompareOp::LessEqual };
    compared(node, key, op, value)
}

fn compared(node: Var, key: &str, op: CompareOp, value: &Expr) -> Expr {
    let property = Expr::Property(Box::new(Expr::Var(node)), key.to_owned());
    Expr::Compare(Box::new(property), vec![(op, value.clone())])
}
