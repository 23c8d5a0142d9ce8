//! Operators by precedence, with stacks of their own (Dijkstra's shunting yard), so that precedence costs no calls.

use super::super::ast::{BinaryOp, CompareOp, Expr, ExprKind, UnaryOp};
use super::super::failure;
use super::Result;
use crate::diagnostic::Span;
use crate::syntax::StaticError;

/// How deep expressions may lie within one another, chains of operators included.
pub const MAX_DEPTH: u32 = 300;

/// An expression, unless its tree would be too deep to walk.
pub(super) fn build(kind: ExprKind, span: Span) -> Result<Expr> {
    bounded(Expr::new(kind, span))
}

fn bounded(expr: Expr) -> Result<Expr> {
    if expr.depth() <= MAX_DEPTH {
        return Ok(expr);
    }
    let message =
        format!("this expression is too deep: more than {MAX_DEPTH} operators on one another");
    Err(StaticError::new("NestingTooDeep", expr.span, message)
        .help("split it with `WITH`, or use a list and `reduce`"))
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Or,
    Xor,
    And,
    Not(Span),
    Compare(CompareOp),
    /// `IN`, `STARTS WITH` and the like.
    Predicate(BinaryOp),
    Arithmetic(BinaryOp),
    Sign(UnaryOp, Span),
}

/// How tight a null test binds.
const PREDICATE: u8 = 6;

impl Operator {
    fn power(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::Xor => 2,
            Operator::And => 3,
            Operator::Not(_) => 4,
            Operator::Compare(_) => 5,
            Operator::Predicate(_) => PREDICATE,
            Operator::Arithmetic(BinaryOp::Add | BinaryOp::Subtract) => 7,
            Operator::Arithmetic(BinaryOp::Power) => 9,
            Operator::Arithmetic(_) => 8,
            Operator::Sign(..) => 10,
        }
    }
}

/// A read operand; a chain is `closed` when parentheses end it.
struct Operand {
    expr: Expr,
    closed: bool,
}

#[derive(Default)]
pub(super) struct Yard {
    operands: Vec<Operand>,
    operators: Vec<Operator>,
}

impl Yard {
    pub(super) fn operand(&mut self, expr: Expr) {
        self.operands.push(Operand { expr, closed: true });
    }

    pub(super) fn prefix(&mut self, operator: Operator) {
        self.operators.push(operator);
    }

    pub(super) fn infix(&mut self, operator: Operator) -> Result<()> {
        self.reduce_down_to(operator.power())?;
        self.operators.push(operator);
        Ok(())
    }

    pub(super) fn null_test(&mut self, op: UnaryOp, end: Span) -> Result<()> {
        self.reduce_down_to(PREDICATE)?;
        let operand = self.pop()?;
        let span = operand.expr.span.join(end);
        self.push(ExprKind::Unary(op, Box::new(operand.expr)), span)
    }

    pub(super) fn finish(mut self) -> Result<Expr> {
        self.reduce_down_to(0)?;
        self.pop().map(|operand| operand.expr)
    }

    fn reduce_down_to(&mut self, power: u8) -> Result<()> {
        while let Some(top) = self.operators.pop_if(|top| top.power() >= power) {
            self.reduce(top)?;
        }
        Ok(())
    }

    fn pop(&mut self) -> Result<Operand> {
        self.operands.pop().ok_or_else(|| failure::internal(""))
    }

    fn push(&mut self, kind: ExprKind, span: Span) -> Result<()> {
        let expr = build(kind, span)?;
        self.operands.push(Operand { expr, closed: false });
        Ok(())
    }

    fn reduce(&mut self, operator: Operator) -> Result<()> {
        let right = self.pop()?.expr;
        let (op, start) = match operator {
            Operator::Not(start) => (UnaryOp::Not, start),
            Operator::Sign(op, start) => (op, start),
            Operator::Predicate(op) | Operator::Arithmetic(op) => {
                let left = self.pop()?.expr;
                let span = left.span.join(right.span);
                return self.push(ExprKind::Binary(op, Box::new(left), Box::new(right)), span);
            }
            _ => return self.reduce_chain(operator, right),
        };
        let span = start.join(right.span);
        self.push(ExprKind::Unary(op, Box::new(right)), span)
    }

    /// Joins two operands of an operator of any number of them.
    fn reduce_chain(&mut self, operator: Operator, right: Expr) -> Result<()> {
        let Operand { expr: left, closed } = self.pop()?;
        let span = left.span.join(right.span);
        let (left_depth, right_depth) = (left.depth(), right.depth() + 1);
        let left = if closed { Err(left) } else { open_chain(operator, left) };
        let depth = right_depth.max(if left.is_ok() { left_depth } else { left_depth + 1 });
        let kind = match operator {
            Operator::Compare(op) => compare(left, op, right),
            Operator::And => ExprKind::And(all_of(left, right)),
            Operator::Xor => ExprKind::Xor(all_of(left, right)),
            _ => ExprKind::Or(all_of(left, right)),
        };
        let expr = bounded(Expr::with_depth(kind, span, depth))?;
        self.operands.push(Operand { expr, closed: false });
        Ok(())
    }
}

/// `Ok` for a chain that `operator` continues, else `Err`, with the expression.
fn open_chain(operator: Operator, expr: Expr) -> std::result::Result<ExprKind, Expr> {
    match (operator, &expr.kind) {
        (Operator::Compare(_), ExprKind::Compare(..))
        | (Operator::And, ExprKind::And(_))
        | (Operator::Or, ExprKind::Or(_))
        | (Operator::Xor, ExprKind::Xor(_)) => Ok(expr.kind),
        _ => Err(expr),
    }
}

fn compare(left: std::result::Result<ExprKind, Expr>, op: CompareOp, right: Expr) -> ExprKind {
    match left {
        Ok(ExprKind::Compare(first, mut rest)) => {
            rest.push((op, right));
            ExprKind::Compare(first, rest)
        }
        Ok(kind) => kind,
        Err(left) => ExprKind::Compare(Box::new(left), vec![(op, right)]),
    }
}

fn all_of(left: std::result::Result<ExprKind, Expr>, right: Expr) -> Vec<Expr> {
    let mut all = match left {
        Ok(ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Xor(all)) => all,
        Ok(_) => Vec::new(),
        Err(left) => vec![left],
    };
    all.push(right);
    all
}
