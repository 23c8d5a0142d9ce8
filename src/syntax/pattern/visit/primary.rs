//! Primaries: literals, lists, maps, calls, `CASE`, subqueries, and what stands in parentheses.

use super::super::ast::{
    Call, CallArgs, Case, CaseArm, Clause, Comprehension, Expr, ExprKind, LabelKind, Match,
    NodePattern, Part, PathPattern, PatternComprehension, Quantified, Quantifier, Query, Reduce,
    SubqueryKind,
};
use super::super::{Rule, failure, literals};
use super::expr::{split_binding, value, visit_expr, visit_operators};
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
                let name = Some(super::super::ast::Name { text, span: place });
                Ok(Detail { name, ..Detail::default() }.node(span))
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
        // `({key: 1})`: a map, or a node with properties.
        Some(Expr { kind: ExprKind::Map(properties), span: at, .. }) if detail.filter.is_none() => {
            value_or_node(properties, at)
        }
        Some(Expr { kind: ExprKind::Map(properties), .. }) => {
            Ok(Primary::Node(Detail { properties, ..detail }))
        }
        Some(expr) if detail.filter.is_none() => Ok(Primary::Value(expr)),
        Some(_) => Err(lone_node(span)),
    }
}

fn value_or_node(properties: Vec<(super::super::ast::Name, Expr)>, at: Span) -> Result<Primary> {
    value(ExprKind::Map(properties), at)
}

/// The parts of what stands in brackets, or in the parentheses of a call.
#[derive(Default)]
struct Arguments<'t> {
    exprs: Vec<Pair<'t>>,
    filter: Option<Pair<'t>>,
    map: Option<Pair<'t>>,
}

impl<'t> Arguments<'t> {
    fn of(pairs: impl Iterator<Item = Pair<'t>>) -> Self {
        let mut arguments = Arguments::default();
        for pair in pairs {
            match pair.as_rule() {
                Rule::expr => arguments.exprs.push(pair),
                Rule::where_clause => arguments.filter = Some(pair),
                Rule::map_to => arguments.map = Some(pair),
                _ => {}
            }
        }
        arguments
    }

    fn map(self) -> Result<Option<Expr>> {
        self.map.and_then(|map| children(map).next()).map(visit_expr).transpose()
    }

    fn filter(&mut self) -> Result<Option<Expr>> {
        self.filter.take().map(visit_where_clause).transpose()
    }
}

fn visit_list(pair: Pair<'_>) -> Result<ExprKind> {
    let span = span_of(&pair);
    let mut arguments = Arguments::of(children(pair));
    if let [element] = arguments.exprs.as_slice()
        && let Some((name, list)) = split_binding(element, Rule::op_in, "in")
    {
        let list = visit_operators(list)?;
        let filter = arguments.filter()?;
        let map = arguments.map()?;
        check_bar(map.is_some(), filter.as_ref().unwrap_or(&list))?;
        let comprehension = Comprehension { name, list, filter, map };
        return Ok(ExprKind::ListComprehension(Box::new(comprehension)));
    }
    if arguments.filter.is_none() && arguments.map.is_none() {
        let all = arguments.exprs.into_iter().map(visit_expr).collect::<Result<_>>()?;
        return Ok(ExprKind::List(all));
    }
    visit_pattern_comprehension(arguments, span)
}

/// `x:A|B` at the end of a filter may be labels, or a label and what each element becomes.
fn check_bar(mapped: bool, last: &Expr) -> Result<()> {
    let mut last = last;
    loop {
        match &last.kind {
            ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Xor(all) => match all.last() {
                Some(expr) => last = expr,
                None => return Ok(()),
            },
            // Labels in parentheses end before the closing one.
            ExprKind::HasLabels(_, labels)
                if !mapped
                    && labels.span.end == last.span.end
                    && matches!(labels.kind, LabelKind::Or(_)) =>
            {
                break;
            }
            _ => return Ok(()),
        }
    }
    Err(StaticError::new("UnexpectedSyntax", last.span, "this `|` can be read in two ways")
        .help("write `x:(A|B)` for labels, or spaces around `|` before what each element becomes"))
}

fn visit_pattern_comprehension(mut arguments: Arguments<'_>, span: Span) -> Result<ExprKind> {
    let [element] = arguments.exprs.as_slice() else {
        return Err(no_comprehension(span));
    };
    let (name, pattern) = match split_binding(element, Rule::op_compare, "=") {
        Some((name, rest)) => (Some(name), visit_operators(rest)?),
        None => (None, visit_expr(element.clone())?),
    };
    let ExprKind::Pattern(pattern) = pattern.kind else { return Err(no_comprehension(span)) };
    let filter = arguments.filter()?;
    let Some(map) = arguments.map()? else {
        let message = "a pattern comprehension says what each match becomes";
        return Err(StaticError::new("UnexpectedSyntax", span, message)
            .help("add it after a bar, as in `[(a)-->(b) | b.name]`"));
    };
    let pattern = PathPattern { name, ..*pattern };
    Ok(ExprKind::PatternComprehension(Box::new(PatternComprehension { pattern, filter, map })))
}

fn no_comprehension(span: Span) -> StaticError {
    StaticError::new("UnexpectedSyntax", span, "this is neither a list nor a comprehension").help(
        "write `[x IN list WHERE condition | value]`, or `[(a)-->(b) WHERE condition | value]`",
    )
}

fn visit_call(pair: Pair<'_>) -> Result<ExprKind> {
    let (mut name, mut distinct, mut star) = (None, false, false);
    let inner: Vec<_> = children(pair.clone()).collect();
    for child in &inner {
        match child.as_rule() {
            Rule::function_name => name = Some(visit_name(child.clone())),
            Rule::kw_distinct => distinct = true,
            Rule::star => star = true,
            _ => {}
        }
    }
    let mut name = name.ok_or_else(|| failure::internal(pair.as_str()))?;
    name.text.retain(|c| !c.is_whitespace());
    let arguments = Arguments::of(inner.into_iter());
    if let Some(quantifier) = quantifier(&name.text) {
        return visit_quantified(quantifier, arguments, span_of(&pair));
    }
    if name.text.eq_ignore_ascii_case("reduce") {
        return visit_reduce(arguments, span_of(&pair));
    }
    if let Some(stray) = arguments.filter.as_ref().or(arguments.map.as_ref()) {
        let message = format!("`{}` takes values only", name.text);
        let error = StaticError::new("UnexpectedSyntax", span_of(stray), message);
        return Err(error.help("filter a list with `[x IN list WHERE condition]`"));
    }
    let values = arguments.exprs.into_iter().map(visit_expr);
    let args = if star { CallArgs::Star } else { CallArgs::Values(values.collect::<Result<_>>()?) };
    Ok(ExprKind::Call(Call { name, distinct, args }))
}

fn quantifier(name: &str) -> Option<Quantifier> {
    match name.to_ascii_lowercase().as_str() {
        "all" => Some(Quantifier::All),
        "any" => Some(Quantifier::Any),
        "none" => Some(Quantifier::None),
        "single" => Some(Quantifier::Single),
        _ => None,
    }
}

fn visit_quantified(
    quantifier: Quantifier,
    mut arguments: Arguments<'_>,
    span: Span,
) -> Result<ExprKind> {
    let filter = arguments.filter()?;
    let binding = match arguments.exprs.as_slice() {
        [element] => split_binding(element, Rule::op_in, "in"),
        _ => None,
    };
    match (binding, filter, arguments.map) {
        (Some((name, list)), Some(predicate), None) => {
            let list = visit_operators(list)?;
            let quantified = Quantified { quantifier, name, list, predicate };
            Ok(ExprKind::Quantified(Box::new(quantified)))
        }
        _ => Err(StaticError::new(
            "UnexpectedSyntax",
            span,
            "this needs an element, a list and a condition",
        )
        .help("write `all(x IN list WHERE condition)`, likewise `any`, `none` and `single`")),
    }
}

fn visit_reduce(mut arguments: Arguments<'_>, span: Span) -> Result<ExprKind> {
    let filter = arguments.filter()?;
    let bindings = match arguments.exprs.as_slice() {
        [first, second] if filter.is_none() => split_binding(first, Rule::op_compare, "=")
            .zip(split_binding(second, Rule::op_in, "in")),
        _ => None,
    };
    match (bindings, arguments.map()?) {
        (Some(((accumulator, init), (name, list))), Some(step)) => {
            let (init, list) = (visit_operators(init)?, visit_operators(list)?);
            Ok(ExprKind::Reduce(Box::new(Reduce { accumulator, init, name, list, step })))
        }
        _ => Err(StaticError::new(
            "UnexpectedSyntax",
            span,
            "`reduce` needs a start, a list and a step",
        )
        .help("write `reduce(total = 0, x IN list | total + x)`")),
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
    Ok(Query { parts: vec![part], unions: Vec::new(), span })
}
