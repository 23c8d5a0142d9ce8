//! Operators on one or two values, and what is taken out of lists and maps.

use super::{BoxEval, Eval, Evaluated, RowRef, truth};
use crate::algebra::{BinaryOp, UnaryOp};
use crate::exec::context::Context;
use crate::value::{self, Value};

pub(super) struct Unary {
    pub(super) op: UnaryOp,
    pub(super) of: BoxEval,
}

impl Eval for Unary {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let of = self.of.eval(row, cx)?;
        unary(self.op, of)
    }
}

#[inline(never)]
fn unary(op: UnaryOp, of: Value) -> Evaluated {
    Ok(match op {
        UnaryOp::Not => truth(of)?.map(|value| !value).into(),
        UnaryOp::Minus => value::negate(&of)?,
        UnaryOp::Plus => value::plus(&of)?,
        UnaryOp::IsNull => of.is_null().into(),
        UnaryOp::IsNotNull => (!of.is_null()).into(),
    })
}

pub(super) struct Binary {
    pub(super) op: BinaryOp,
    pub(super) left: BoxEval,
    pub(super) right: BoxEval,
}

impl Eval for Binary {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let left = self.left.eval(row, cx)?;
        let right = self.right.eval(row, cx)?;
        binary(self.op, &left, &right, cx)
    }
}

#[inline(never)]
fn binary(op: BinaryOp, left: &Value, right: &Value, cx: &mut Context<'_>) -> Evaluated {
    Ok(match op {
        BinaryOp::Add => {
            let value = value::add(left, right)?;
            if let Value::List(items) = &value {
                cx.tick(items.len() / 16)?;
            }
            value
        }
        BinaryOp::Subtract => value::subtract(left, right)?,
        BinaryOp::Multiply => value::multiply(left, right)?,
        BinaryOp::Divide => value::divide(left, right)?,
        BinaryOp::Modulo => value::modulo(left, right)?,
        BinaryOp::Power => value::power(left, right)?,
        BinaryOp::In => {
            if let Value::List(items) = right {
                cx.tick(items.len() / 16)?;
            }
            value::is_in(left, right)?.into()
        }
        BinaryOp::StartsWith => value::starts_with(left, right).into(),
        BinaryOp::EndsWith => value::ends_with(left, right).into(),
        BinaryOp::Contains => value::contains(left, right).into(),
        BinaryOp::Matches => value::matches(left, right)?.into(),
    })
}

/// `of[index]`.
pub(super) struct Index {
    pub(super) of: BoxEval,
    pub(super) index: BoxEval,
}

impl Eval for Index {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let of = self.of.eval(row, cx)?;
        let index = self.index.eval(row, cx)?;
        element(&of, &index, cx)
    }
}

#[inline(never)]
fn element(of: &Value, index: &Value, cx: &Context<'_>) -> Evaluated {
    match (of, index) {
        (Value::Node(node), Value::String(key)) => {
            let key = cx.graph.key_id(key);
            Ok(key.map_or(Value::Null, |key| cx.graph.node_property(*node, key)))
        }
        (Value::Edge(edge), Value::String(key)) => {
            let key = cx.graph.key_id(key);
            Ok(key.map_or(Value::Null, |key| cx.graph.edge_property(*edge, key)))
        }
        (Value::Node(_) | Value::Edge(_), Value::Null) => Ok(Value::Null),
        _ => Ok(value::index(of, index)?),
    }
}

/// `of[from..to]`.
pub(super) struct Slice {
    pub(super) of: BoxEval,
    pub(super) from: Option<BoxEval>,
    pub(super) to: Option<BoxEval>,
}

impl Eval for Slice {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let of = self.of.eval(row, cx)?;
        let from = match &mut self.from {
            Some(from) => from.eval(row, cx)?,
            None => Value::Integer(0),
        };
        let to = match &mut self.to {
            Some(to) => Some(to.eval(row, cx)?),
            None => None,
        };
        Ok(value::slice(&of, &from, to.as_ref())?)
    }
}
