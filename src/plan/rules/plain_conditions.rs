//! Conditions in the form that accesses and batches know.

use crate::algebra::{CompareOp, Expr};
use crate::graph::{Data, Graph};
use crate::plan::walk;
use crate::time::Date;
use crate::value::Value;
use std::sync::Arc;

/// Conditions that must all be true, instead of one: `a <= b <= c` is two comparisons, and a comparison of the year of a
/// day one of days.
pub(in crate::plan) fn plain(predicate: Expr, graph: &Graph) -> Vec<Expr> {
    let parts = pairs(predicate);
    parts.into_iter().flat_map(|part| days(&part, graph).unwrap_or_else(|| vec![part])).collect()
}

/// The comparisons of a chain; an operand between two of them is computed twice, which must give the same.
fn pairs(predicate: Expr) -> Vec<Expr> {
    let volatile = |e: &Expr| matches!(e, Expr::Call(function, _) if function.volatile);
    match predicate {
        Expr::Compare(first, rest)
            if rest.len() > 1 && !rest.iter().any(|(_, e)| walk::any(e, volatile)) =>
        {
            let mut left = *first;
            let pair = |(op, right): (CompareOp, Expr)| {
                let left = std::mem::replace(&mut left, right.clone());
                Expr::Compare(Box::new(left), vec![(op, right)])
            };
            rest.into_iter().map(pair).collect()
        }
        other => vec![other],
    }
}

/// `n.date.year = 2018` as bounds on `n.date`, where each date is one day.
fn days(predicate: &Expr, graph: &Graph) -> Option<Vec<Expr>> {
    let Expr::Compare(left, rest) = predicate else { return None };
    let [(op, right)] = rest.as_slice() else { return None };
    let (date, op, year) = match (year_of(left, graph), year_of(right, graph), &**left, right) {
        (Some(date), None, _, Expr::Literal(Value::Integer(year))) => (date, *op, *year),
        (None, Some(date), Expr::Literal(Value::Integer(year)), _) => (date, op.turned(), *year),
        _ => return None,
    };
    let first = |year: i64| {
        let text = (1..9999).contains(&year).then(|| format!("{year:04}-01-01"))?;
        Some(Expr::Literal(Value::Edtf(Arc::new(Date::parse(&text).ok()?))))
    };
    let (this, next) = (first(year)?, first(year + 1)?);
    let bound = |op, day| Expr::Compare(Box::new(date.clone()), vec![(op, day)]);
    Some(match op {
        CompareOp::Equal => {
            vec![bound(CompareOp::GreaterEqual, this), bound(CompareOp::Less, next)]
        }
        CompareOp::GreaterEqual => vec![bound(op, this)],
        CompareOp::Less => vec![bound(op, this)],
        CompareOp::Greater => vec![bound(CompareOp::GreaterEqual, next)],
        CompareOp::LessEqual => vec![bound(CompareOp::Less, next)],
        CompareOp::NotEqual => return None,
    })
}

/// The date, where an expression is the year of a property that no edge has and that is one day for each node.
fn year_of(expr: &Expr, graph: &Graph) -> Option<Expr> {
    let Expr::Property(date, part) = expr else { return None };
    let (Expr::Property(of, key), "year") = (&**date, part.as_str()) else { return None };
    let key = graph.key_id(key).filter(|_| matches!(**of, Expr::Var(_)))?;
    let Data::Edtf(dates) = graph.node_column(key)?.data() else { return None };
    let days = dates.is_exact() && dates.part(part)?.places.iter().all(|place| *place != 0);
    (days && graph.edge_column(key).is_none()).then(|| (**date).clone())
}
