//! Primaries: literals, lists, maps, calls, `CASE`, subqueries, and what stands in parentheses.

use super::super::ast::{
    Case, CaseArm, Clause, Expr, ExprKind, Match, Name, NodePattern, Part, Query, SubqueryKind,
};
use super::super::{Rule, failure, literals};
use super::arguments::{visit_call, visit_list};
use super::expr::{value, visit_expr};
use super::path::{Detail, visit_map, visit_path_pattern};
use super::yard::build;
use super::{Pair, Result, children, span_of, visit_body, visit_name, visit_where_clause};
use crate::diagnostic::Span;
use crate::syntax::StaticError;
use crate::value::Value;

/// What a primary may turn out to be, by what follows it.
pub(super) enum Primary {
    /// A value.
    Value(Expr),
    /// What stands in parentheses: a node, if an edge follows, else perhaps a value.
    Node(Detail),
}

impl Primary {
    pub(super) fn into_value(self, span: Span) -> Result<Expr> {
        let detail = match self {
            Primary::Value(expr) => return Ok(expr),
            Primary::Node(detail) => detail,
        };
        let Detail { name: Some(name), labels, properties, filter: None, .. } = detail else {
            return Err(lone_node(span));
        };
        if !properties.is_empty() {
            return Err(lone_node(span));
        }
        let variable = build(ExprKind::Variable(name.text), name.span)?;
        match labels {
            Some(labels) => build(ExprKind::HasLabels(Box::new(variable), labels), span),
            None => Ok(variable),
        }
    }

    pub(super) fn into_node(self, span: Span) -> Result<NodePattern> {
        match self {
            Primary::Node(detail) => Ok(detail.node(span)),
            Primary::Value(Expr { kind: ExprKind::Variable(text), span: place, .. }) => {
                let name = Some(Name { text, span: place });
                Ok(Detail { name, ..Detail::default() }.node(span))
            }
            // `({key: 1})`, read as a map.
            Primary::Value(Expr { kind: ExprKind::Map(properties), .. }) => {
                Ok(Detail { properties, ..Detail::default() }.node(span))
            }
            Primary::Value(_) => {
                let message = "a pattern begins with a node";
                Err(StaticError::new("UnexpectedSyntax", span, message)
                    .help("write a node, as in `(a:Label {key: 1})`"))
            }
        }
    }
}

fn lone_node(span: Span) -> StaticError {
    StaticError::new("UnexpectedSyntax", span, "a lone node is no value")
        .label("expected an expression")
        .help("add an edge, as in `(a)-->()`, or test labels with `a:Label`")
}

pub(super) fn visit_primary(pair: Pair<'_>) -> Result<Primary> {
    let span = span_of(&pair);
    let kind = match pair.as_rule() {
        Rule::paren => return visit_paren(pair),
        Rule::string => Value::from(literals::unescape(pair.as_str(), span.start)?).into(),
        Rule::float | Rule::integer => literals::number(pair.as_str(), span)?.into(),
        Rule::literal_true => Value::Boolean(true).into(),
        Rule::literal_false => Value::Boolean(false).into(),
        Rule::literal_null => Value::Null.into(),
        Rule::list => visit_list(pair)?,
        Rule::map => ExprKind::Map(visit_map(pair)?),
        Rule::parameter => visit_parameter(&pair),
        Rule::case => visit_case(pair)?,
        Rule::subquery => visit_subquery(pair)?,
        Rule::call => visit_call(pair)?,
        Rule::variable => ExprKind::Variable(visit_name(pair).text),
        _ => return Err(failure::internal(pair.as_str())),
    };
    value(kind, span)
}

impl From<Value> for ExprKind {
    fn from(value: Value) -> Self {
        ExprKind::Literal(value)
    }
}

fn visit_parameter(pair: &Pair<'_>) -> ExprKind {
    let name = pair.as_str().strip_prefix('$').unwrap_or("");
    ExprKind::Parameter(literals::unquote_name(name))
}

fn visit_paren(pair: Pair<'_>) -> Result<Primary> {
    let span = span_of(&pair);
    let mut detail = Detail::default();
    let mut value = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::expr => value = Some(visit_expr(child)?),
            Rule::node_head => {
                for part in child.into_inner() {
                    detail.add(part)?;
                }
            }
            Rule::op_not => {}
            _ => detail.add(child)?,
        }
    }
    match value {
        None => Ok(Primary::Node(detail)),
        Some(expr) if detail.filter.is_none() => Ok(Primary::Value(expr)),
        Some(Expr { kind: ExprKind::Map(properties), .. }) => {
            Ok(Primary::Node(Detail { properties, ..detail }))
        }
        Some(_) => Err(lone_node(span)),
    }
}

fn visit_case(pair: Pair<'_>) -> Result<ExprKind> {
    let mut case = Case { subject: None, arms: Vec::new(), otherwise: None };
    for child in pair.into_inner() {
        match child.as_rule() {
            Rule::expr => case.subject = Some(visit_expr(child)?),
            Rule::case_arm => case.arms.push(visit_case_arm(child)?),
            Rule::case_else => {
                let expr = child.into_inner().find(|c| c.as_rule() == Rule::expr);
                case.otherwise = expr.map(visit_expr).transpose()?;
            }
            _ => {}
        }
    }
    Ok(ExprKind::Case(Box::new(case)))
}

fn visit_case_arm(pair: Pair<'_>) -> Result<CaseArm> {
    let text = pair.as_str();
    let mut exprs = pair.into_inner().filter(|child| child.as_rule() == Rule::expr);
    match (exprs.next(), exprs.next()) {
        (Some(when), Some(then)) => {
            Ok(CaseArm { when: visit_expr(when)?, then: visit_expr(then)? })
        }
        _ => Err(failure::internal(text)),
    }
}

fn visit_subquery(pair: Pair<'_>) -> Result<ExprKind> {
    let span = span_of(&pair);
    let mut kind = SubqueryKind::Exists;
    let mut parts = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::kw_count => kind = SubqueryKind::Count,
            Rule::kw_exists => {}
            Rule::subquery_patterns => {
                let query = visit_subquery_patterns(child)?;
                return Ok(ExprKind::Subquery(kind, Box::new(query)));
            }
            _ => parts.push(child),
        }
    }
    Ok(ExprKind::Subquery(kind, Box::new(visit_body(parts.into_iter(), span)?)))
}

fn visit_subquery_patterns(pair: Pair<'_>) -> Result<Query> {
    let span = span_of(&pair);
    let mut clause = Match { optional: false, patterns: Vec::new(), filter: None, span };
    for child in children(pair) {
        match child.as_rule() {
            Rule::path_pattern => clause.patterns.push(visit_path_pattern(child)?),
            Rule::where_clause => clause.filter = Some(visit_where_clause(child)?),
            _ => {}
        }
    }
    let part = Part { clauses: vec![Clause::Match(clause)], span };
    Ok(Query { parts: vec![part], unions: Vec::new(), as_of: None, span })
}
