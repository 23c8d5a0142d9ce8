//! Operators.

use super::dates::as_text;
use super::types::{Ty, Typed, wrong_type};
use super::{Binder, Result};
use crate::algebra::{BinaryOp, CompareOp, Expr, UnaryOp};
use crate::diagnostic::Span;
use crate::functions::Type;
use crate::syntax::pattern::ast;
use crate::value::Value;

impl Binder<'_> {
    pub(super) fn bind_conditions(
        &mut self,
        all: &[ast::Expr],
        who: &str,
        join: fn(Vec<Expr>) -> Expr,
    ) -> Result<Typed> {
        let all = all.iter().map(|expr| self.bind_condition(expr, who)).collect::<Result<_>>()?;
        Ok(Typed::new(join(all), Ty::BOOLEAN))
    }

    pub(super) fn bind_unary(&mut self, op: UnaryOp, of: &ast::Expr) -> Result<Typed> {
        let (expr, ty) = match op {
            UnaryOp::Not => (self.bind_condition(of, "`NOT`")?, Ty::BOOLEAN),
            UnaryOp::IsNull | UnaryOp::IsNotNull => (self.bind_expr(of)?.expr, Ty::BOOLEAN),
            UnaryOp::Minus | UnaryOp::Plus => {
                let typed = self.bind_expr(of)?;
                check_number(typed.ty.kind, "a sign", of.span)?;
                (typed.expr, typed.ty)
            }
        };
        Ok(Typed::new(Expr::Unary(op, Box::new(expr)), ty))
    }

    pub(super) fn bind_binary(
        &mut self,
        op: BinaryOp,
        left: &ast::Expr,
        right: &ast::Expr,
    ) -> Result<Typed> {
        let a = self.bind_expr(left)?;
        let b = self.bind_expr(right)?;
        let ty = match op {
            BinaryOp::In if !b.ty.kind.overlaps(Type::List) => {
                return Err(wrong_type(b.ty.kind, Type::List, "`IN`", right.span));
            }
            BinaryOp::In => {
                let item = self.equal_to(b.ty.item(), (Typed::new(a.expr, a.ty), left.span));
                let list = self.among(a.ty, (b, right.span));
                let both = Expr::Binary(op, Box::new(item), Box::new(list));
                return Ok(Typed::new(both, Ty::BOOLEAN));
            }
            BinaryOp::StartsWith | BinaryOp::EndsWith | BinaryOp::Contains | BinaryOp::Matches => {
                let (a, b) = (Box::new(as_text(a).expr), Box::new(as_text(b).expr));
                return Ok(Typed::new(Expr::Binary(op, a, b), Ty::BOOLEAN));
            }
            BinaryOp::Add => sum(a.ty, b.ty),
            _ => {
                let who = format!("`{}`", symbol(op));
                check_number(a.ty.kind, &who, left.span)?;
                check_number(b.ty.kind, &who, right.span)?;
                result(op, a.ty.kind, b.ty.kind)
            }
        };
        Ok(Typed::new(Expr::Binary(op, Box::new(a.expr), Box::new(b.expr)), ty))
    }

    pub(super) fn bind_compare(
        &mut self,
        first: &ast::Expr,
        rest: &[(CompareOp, ast::Expr)],
    ) -> Result<Typed> {
        let ops: Vec<CompareOp> = rest.iter().map(|(op, _)| *op).collect();
        let mut bound = vec![(self.bind_expr(first)?, first.span)];
        for (_, expr) in rest {
            bound.push((self.bind_expr(expr)?, expr.span));
        }
        self.warn_of_comparisons(&bound);
        let mut values = self.compared_as_dates(&ops, bound).into_iter();
        let first = Box::new(values.next().unwrap_or(Expr::Literal(Value::Null)));
        Ok(Typed::new(Expr::Compare(first, ops.into_iter().zip(values).collect()), Ty::BOOLEAN))
    }
}

fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Modulo => "%",
        _ => "^",
    }
}

/// What arithmetic but `+` never takes.
fn check_number(found: Type, who: &str, span: Span) -> Result<()> {
    let never =
        [Type::Boolean, Type::String, Type::List, Type::Map, Type::Node, Type::Edge, Type::Path];
    if never.contains(&found) {
        return Err(wrong_type(found, Type::Number, who, span));
    }
    Ok(())
}

fn is_number(ty: Type) -> bool {
    matches!(ty, Type::Integer | Type::Float | Type::Number)
}

fn sum(a: Ty, b: Ty) -> Ty {
    match (a.kind, b.kind) {
        (Type::String, Type::String) => Ty::of(Type::String),
        (Type::List, Type::List) if a.element == b.element => a,
        (Type::List, Type::List) => Ty::of(Type::List),
        (a, b) => result(BinaryOp::Add, a, b),
    }
}

fn result(op: BinaryOp, a: Type, b: Type) -> Ty {
    let kind = match (a, b) {
        _ if !is_number(a) || !is_number(b) => Type::Any,
        (Type::Integer, Type::Integer) if op != BinaryOp::Power => Type::Integer,
        (Type::Float, _) | (_, Type::Float) => Type::Float,
        _ => Type::Number,
    };
    Ty::of(kind)
}
