//! Visitors: what the grammar found, as a syntax tree. One function for each rule.
//!
//! They cannot fail on what the grammar accepts but for what the grammar cannot say: numbers out of range, trees too
//! deep, and the few forms that are read in general and told apart here.

mod arguments;
mod expr;
mod label;
mod path;
mod primary;
mod yard;

pub use yard::MAX_DEPTH;

use super::ast::{Clause, Item, Match, Name, Part, Projection, Query, SortKey, Unwind};
use super::literals::{unescape, unquote_name};
use super::{Rule, failure};
use crate::diagnostic::Span;
use crate::syntax::StaticError;
use crate::time::Date;
use expr::visit_expr;
use path::visit_path_pattern;

pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
type Result<T> = std::result::Result<T, StaticError>;

/// The place of a pair, without the space behind it.
fn span_of(pair: &Pair<'_>) -> Span {
    let span = pair.as_span();
    Span::new(span.start(), span.start() + pair.as_str().trim_end().len())
}

/// The children that carry meaning.
fn children<'t>(pair: Pair<'t>) -> impl Iterator<Item = Pair<'t>> {
    pair.into_inner().filter(|child| !is_punctuation(child.as_rule()))
}

fn is_punctuation(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::open_paren
            | Rule::close_paren
            | Rule::close_bracket
            | Rule::close_brace
            | Rule::comma
            | Rule::colon
            | Rule::bar
            | Rule::equals
            | Rule::semicolon
            | Rule::EOI
    )
}

fn only_child<'t>(pair: Pair<'t>, rule: Rule) -> Result<Pair<'t>> {
    let text = pair.as_str();
    pair.into_inner().find(|child| child.as_rule() == rule).ok_or_else(|| failure::internal(text))
}

pub(super) fn visit_query(pair: Pair<'_>) -> Result<Query> {
    let span = span_of(&pair);
    visit_body(children(pair), span)
}

fn visit_body<'t>(pairs: impl Iterator<Item = Pair<'t>>, span: Span) -> Result<Query> {
    let mut query = Query { parts: Vec::new(), unions: Vec::new(), as_of: None, span };
    for pair in pairs {
        match pair.as_rule() {
            Rule::part => query.parts.push(visit_part(pair)?),
            Rule::union => query.unions.push(visit_union(pair)),
            Rule::as_of => query.as_of = Some(visit_as_of(pair)?),
            _ => {}
        }
    }
    Ok(query)
}

/// The date of `AS OF`.
fn visit_as_of(pair: Pair<'_>) -> Result<Date> {
    let text = only_child(pair, Rule::string)?;
    let span = span_of(&text);
    let date = unescape(text.as_str(), span.start)?;
    Date::parse(&date).map_err(|error| {
        StaticError::new("InvalidDate", span, error.to_diagnostic(0).message)
            .help("write a date in EDTF, as in `AS OF edtf('2017-06')`")
    })
}

fn visit_union(pair: Pair<'_>) -> (bool, Span) {
    let span = span_of(&pair);
    (pair.into_inner().any(|child| child.as_rule() == Rule::kw_all), span)
}

fn visit_part(pair: Pair<'_>) -> Result<Part> {
    let span = span_of(&pair);
    let clauses = pair.into_inner().map(visit_clause).collect::<Result<_>>()?;
    Ok(Part { clauses, span })
}

fn visit_clause(pair: Pair<'_>) -> Result<Clause> {
    match pair.as_rule() {
        Rule::match_clause => visit_match_clause(pair).map(Clause::Match),
        Rule::unwind_clause => visit_unwind_clause(pair).map(Clause::Unwind),
        Rule::with_clause => visit_projection(pair).map(Clause::With),
        Rule::return_clause => visit_projection(pair).map(Clause::Return),
        _ => Err(failure::internal(pair.as_str())),
    }
}

fn visit_match_clause(pair: Pair<'_>) -> Result<Match> {
    let span = span_of(&pair);
    let mut clause = Match { optional: false, patterns: Vec::new(), filter: None, span };
    for child in children(pair) {
        match child.as_rule() {
            Rule::kw_optional => clause.optional = true,
            Rule::path_pattern => clause.patterns.push(visit_path_pattern(child)?),
            Rule::where_clause => clause.filter = Some(visit_where_clause(child)?),
            _ => {}
        }
    }
    Ok(clause)
}

fn visit_where_clause(pair: Pair<'_>) -> Result<super::ast::Expr> {
    visit_expr(only_child(pair, Rule::expr)?)
}

fn visit_unwind_clause(pair: Pair<'_>) -> Result<Unwind> {
    let span = span_of(&pair);
    let name = visit_name(only_child(pair.clone(), Rule::variable)?);
    let list = visit_expr(only_child(pair, Rule::expr)?)?;
    Ok(Unwind { list, name, span })
}

/// `WITH` and `RETURN`.
fn visit_projection(pair: Pair<'_>) -> Result<Projection> {
    let mut projection = Projection {
        distinct: false,
        star: None,
        items: Vec::new(),
        order: Vec::new(),
        skip: None,
        limit: None,
        filter: None,
        span: span_of(&pair),
    };
    for child in children(pair) {
        match child.as_rule() {
            Rule::kw_distinct => projection.distinct = true,
            Rule::star => projection.star = Some(span_of(&child)),
            Rule::item => projection.items.push(visit_item(child)?),
            Rule::order_by => projection.order = visit_order_by(child)?,
            Rule::skip => projection.skip = Some(visit_expr(only_child(child, Rule::expr)?)?),
            Rule::limit => projection.limit = Some(visit_expr(only_child(child, Rule::expr)?)?),
            Rule::where_clause => projection.filter = Some(visit_where_clause(child)?),
            _ => {}
        }
    }
    Ok(projection)
}

fn visit_item(pair: Pair<'_>) -> Result<Item> {
    let alias = pair.clone().into_inner().find(|child| child.as_rule() == Rule::variable);
    let expr = only_child(pair, Rule::expr)?;
    let text = expr.as_str().trim_end().to_owned();
    Ok(Item { expr: visit_expr(expr)?, alias: alias.map(visit_name), text })
}

fn visit_order_by(pair: Pair<'_>) -> Result<Vec<SortKey>> {
    children(pair).filter(|child| child.as_rule() == Rule::sort_key).map(visit_sort_key).collect()
}

fn visit_sort_key(pair: Pair<'_>) -> Result<SortKey> {
    let descending = pair.clone().into_inner().any(|child| child.as_rule() == Rule::descending);
    Ok(SortKey { expr: visit_expr(only_child(pair, Rule::expr)?)?, descending })
}

/// A name, variable or function name.
fn visit_name(pair: Pair<'_>) -> Name {
    Name { text: unquote_name(pair.as_str()), span: span_of(&pair) }
}
