//! Small expressions.

use crate::algebra::{Aggregate, BinaryOp, CompareOp, Expr, UnaryOp, Var};
use crate::catalog::NameEntry;
use crate::functions::{lookup, lookup_aggregate};
use crate::value::Value;

pub(super) fn text(text: &str) -> Expr {
    Expr::Literal(Value::from(text))
}

pub(super) fn number(number: i64) -> Expr {
    Expr::Literal(Value::Integer(number))
}

pub(super) fn property(var: Var, key: &str) -> Expr {
    Expr::Property(Box::new(Expr::Var(var)), key.to_owned())
}

/// A function of the registry. One that is not there gives null; the tests ask for every one that is used here.
pub(super) fn call(name: &str, args: Vec<Expr>) -> Expr {
    lookup(name).map_or(Expr::Literal(Value::Null), |function| Expr::Call(function, args))
}

/// An aggregate of the registry.
pub(super) fn aggregate(name: &str, distinct: bool, args: Vec<Expr>) -> Expr {
    lookup_aggregate(name).map_or(Expr::Literal(Value::Null), |function| {
        Expr::Aggregate(Aggregate { function, distinct, args })
    })
}

pub(super) fn compare(left: Expr, op: CompareOp, right: Expr) -> Expr {
    Expr::Compare(Box::new(left), vec![(op, right)])
}

pub(super) fn is_in(left: Expr, right: Expr) -> Expr {
    Expr::Binary(BinaryOp::In, Box::new(left), Box::new(right))
}

pub(super) fn not(inner: Expr) -> Expr {
    Expr::Unary(UnaryOp::Not, Box::new(inner))
}

pub(super) fn is_known(inner: Expr) -> Expr {
    Expr::Unary(UnaryOp::IsNotNull, Box::new(inner))
}

pub(super) fn all_of(mut all: Vec<Expr>) -> Expr {
    match all.len() {
        1 => all.swap_remove(0),
        0 => Expr::Literal(Value::Boolean(true)),
        _ => Expr::And(all),
    }
}

pub(super) fn any_of(mut all: Vec<Expr>) -> Expr {
    match all.len() {
        1 => all.swap_remove(0),
        0 => Expr::Literal(Value::Boolean(false)),
        _ => Expr::Or(all),
    }
}

/// The id of what a name means, as the data have it.
pub(super) fn id(name: &NameEntry) -> Expr {
    name.number.map_or_else(|| text(&name.id), number)
}
