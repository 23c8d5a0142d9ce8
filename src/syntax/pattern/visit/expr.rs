//! Expressions: the flat list of operands and operators that the grammar reads.

use super::super::ast::{BinaryOp, CompareOp, Expr, ExprKind, Name, PathPattern, UnaryOp};
use super::super::{Rule, failure, literals};
use super::label::visit_labels;
use super::path::visit_step;
use super::primary::{Primary, visit_primary};
use super::yard::{Operator, Yard, build};
use super::{Pair, Result, only_child, span_of, visit_name};
use crate::diagnostic::Span;
use std::iter::Peekable;
use std::vec::IntoIter;

type Pairs<'t> = Peekable<IntoIter<Pair<'t>>>;

pub(super) fn visit_expr(pair: Pair<'_>) -> Result<Expr> {
    visit_operators(pair.into_inner().collect())
}

/// `name IN list` or `name = rest`, as the first words of an expression: the name, and what follows the operator.
pub(super) fn split_binding<'t>(
    pair: &Pair<'t>,
    rule: Rule,
    text: &str,
) -> Option<(Name, Vec<Pair<'t>>)> {
    let mut inner = pair.clone().into_inner();
    let name = inner.next().filter(|child| child.as_rule() == Rule::variable)?;
    inner.next().filter(|op| op.as_rule() == rule && op.as_str().eq_ignore_ascii_case(text))?;
    Some((visit_name(name), inner.collect()))
}

/// The operands and operators of an expression, or of the rest of one.
pub(super) fn visit_operators(pairs: Vec<Pair<'_>>) -> Result<Expr> {
    let mut pairs = pairs.into_iter().peekable();
    let mut yard = Yard::default();
    while let Some(pair) = pairs.next() {
        match pair.as_rule() {
            Rule::op_not => yard.prefix(Operator::Not(span_of(&pair))),
            Rule::op_sign => visit_sign(&pair, &mut pairs, &mut yard)?,
            Rule::null_test => visit_null_test(&pair, &mut yard)?,
            _ => match visit_binary(&pair) {
                Some(operator) => yard.infix(operator)?,
                None => {
                    let operand = visit_operand(pair, &mut pairs)?;
                    yard.operand(operand);
                }
            },
        }
    }
    yard.finish()
}

fn visit_null_test(pair: &Pair<'_>, yard: &mut Yard) -> Result<()> {
    let negated = pair.clone().into_inner().any(|child| child.as_rule() == Rule::kw_not);
    let op = if negated { UnaryOp::IsNotNull } else { UnaryOp::IsNull };
    yard.null_test(op, span_of(pair))
}

/// A sign; before a number it is part of the number.
fn visit_sign(pair: &Pair<'_>, pairs: &mut Pairs<'_>, yard: &mut Yard) -> Result<()> {
    let span = span_of(pair);
    let minus = pair.as_str() == "-";
    let number =
        pairs.next_if(|next| minus && matches!(next.as_rule(), Rule::integer | Rule::float));
    match number {
        Some(number) => {
            let span = span.join(span_of(&number));
            let value = literals::number(&format!("-{}", number.as_str()), span)?;
            let literal = build(ExprKind::Literal(value), span)?;
            yard.operand(visit_access(literal, pairs)?);
        }
        None if minus => yard.prefix(Operator::Sign(UnaryOp::Minus, span)),
        None => yard.prefix(Operator::Sign(UnaryOp::Plus, span)),
    }
    Ok(())
}

fn visit_binary(pair: &Pair<'_>) -> Option<Operator> {
    let operator = match pair.as_rule() {
        Rule::op_or => Operator::Or,
        Rule::op_xor => Operator::Xor,
        Rule::op_and => Operator::And,
        Rule::op_compare => Operator::Compare(visit_op_compare(pair)),
        Rule::op_in => Operator::Predicate(BinaryOp::In),
        Rule::op_starts => Operator::Predicate(BinaryOp::StartsWith),
        Rule::op_ends => Operator::Predicate(BinaryOp::EndsWith),
        Rule::op_contains => Operator::Predicate(BinaryOp::Contains),
        Rule::op_match => Operator::Predicate(BinaryOp::Matches),
        Rule::op_add | Rule::op_multiply | Rule::op_power => Operator::Arithmetic(visit_op(pair)),
        _ => return None,
    };
    Some(operator)
}

fn visit_op_compare(pair: &Pair<'_>) -> CompareOp {
    match pair.as_str() {
        "<>" => CompareOp::NotEqual,
        "<=" => CompareOp::LessEqual,
        ">=" => CompareOp::GreaterEqual,
        "<" => CompareOp::Less,
        ">" => CompareOp::Greater,
        _ => CompareOp::Equal,
    }
}

fn visit_op(pair: &Pair<'_>) -> BinaryOp {
    match pair.as_str() {
        "-" => BinaryOp::Subtract,
        "*" => BinaryOp::Multiply,
        "/" => BinaryOp::Divide,
        "%" => BinaryOp::Modulo,
        "^" => BinaryOp::Power,
        _ => BinaryOp::Add,
    }
}

/// A primary with the steps, accesses and label test that follow it.
fn visit_operand(pair: Pair<'_>, pairs: &mut Pairs<'_>) -> Result<Expr> {
    let start = span_of(&pair);
    let primary = visit_primary(pair)?;
    let mut steps = Vec::new();
    let mut span = start;
    while let Some(step) = pairs.next_if(|next| next.as_rule() == Rule::step) {
        span = span.join(span_of(&step));
        steps.push(visit_step(step)?);
    }
    if steps.is_empty() {
        // Parentheses belong to the place of what they hold.
        let value = Expr { span: start, ..primary.into_value(start)? };
        return visit_access(value, pairs);
    }
    let (name, selector) = (None, Default::default());
    let pattern = PathPattern { name, selector, start: primary.into_node(start)?, steps, span };
    build(ExprKind::Pattern(Box::new(pattern)), span)
}

fn visit_access(mut expr: Expr, pairs: &mut Pairs<'_>) -> Result<Expr> {
    let follows = |next: &Pair<'_>| {
        matches!(next.as_rule(), Rule::property | Rule::subscript | Rule::label_test)
    };
    while let Some(pair) = pairs.next_if(follows) {
        let span = expr.span.join(span_of(&pair));
        let of = Box::new(expr);
        let kind = match pair.as_rule() {
            Rule::property => ExprKind::Property(of, visit_name(only_child(pair, Rule::name)?)),
            Rule::subscript => visit_subscript(of, pair)?,
            _ => ExprKind::HasLabels(of, visit_labels(pair)?),
        };
        expr = build(kind, span)?;
    }
    Ok(expr)
}

fn visit_subscript(of: Box<Expr>, pair: Pair<'_>) -> Result<ExprKind> {
    let text = pair.as_str();
    let (mut from, mut to, mut range) = (None, None, false);
    for child in pair.into_inner() {
        match child.as_rule() {
            Rule::expr => from = Some(Box::new(visit_expr(child)?)),
            Rule::range_to => {
                range = true;
                to = child.into_inner().next().map(visit_expr).transpose()?.map(Box::new);
            }
            _ => {}
        }
    }
    match (from, range) {
        (from, true) => Ok(ExprKind::Slice(of, from, to)),
        (Some(index), false) => Ok(ExprKind::Index(of, index)),
        (None, false) => Err(failure::internal(text)),
    }
}

/// A primary where a value is meant.
pub(super) fn value(kind: ExprKind, span: Span) -> Result<Primary> {
    build(kind, span).map(Primary::Value)
}
