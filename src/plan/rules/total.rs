//! Conditions that are no error whatever the row, so that it does not matter of how many rows they are asked.

use crate::algebra::{BinaryOp, Expr, UnaryOp};
use crate::graph::{Data, Graph};
use crate::plan::cost;

/// Whether a condition is true, false or unknown for any nodes and edges.
pub(in crate::plan) fn is_condition(expr: &Expr, graph: &Graph) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            Expr::And(all) | Expr::Or(all) => open.extend(all),
            Expr::Unary(UnaryOp::Not, of) => open.push(of),
            Expr::Unary(UnaryOp::IsNull | UnaryOp::IsNotNull, of) if is_value(of, graph) => {}
            Expr::HasLabels(of, _) if matches!(**of, Expr::Var(_)) => {}
            Expr::Compare(..) | Expr::Binary(..) if is_comparison(next, graph) => {}
            _ => return false,
        }
    }
    true
}

fn is_comparison(expr: &Expr, graph: &Graph) -> bool {
    let compares = match expr {
        Expr::Binary(op, ..) => {
            matches!(op, BinaryOp::StartsWith | BinaryOp::EndsWith | BinaryOp::Contains)
        }
        _ => true,
    };
    compares && expr.children().into_iter().all(|side| is_value(side, graph))
}

/// Whether an expression has a value for any nodes and edges.
pub(in crate::plan) fn is_value(expr: &Expr, graph: &Graph) -> bool {
    match expr {
        Expr::Var(_) | Expr::Literal(_) | Expr::Parameter(_) | Expr::Count(_) => true,
        Expr::Property(of, _) if matches!(**of, Expr::Var(_)) => true,
        Expr::Property(date, part) => match &**date {
            Expr::Property(of, key) if matches!(**of, Expr::Var(_)) => is_part(key, part, graph),
            _ => false,
        },
        Expr::Call(..) => cost::known_value(expr, graph).is_some(),
        _ => false,
    }
}

/// Whether a property is a date wherever it is, and this a part of it.
fn is_part(key: &str, part: &str, graph: &Graph) -> bool {
    let Some(key) = graph.key_id(key) else { return true };
    let column = graph.node_column(key).map(|column| column.data());
    match column {
        Some(Data::Edtf(dates)) => graph.edge_column(key).is_none() && dates.part(part).is_some(),
        _ => false,
    }
}
