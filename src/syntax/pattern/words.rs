//! The words of the language: which are reserved, and what each rule of the grammar is called in messages.

use super::Rule;
use super::grammar::PatternParser;
use pest::Parser as _;

/// Whether a name must stand in backticks where a variable is meant.
///
/// ```
/// assert!(nenpyo::syntax::pattern::is_reserved("order"));
/// assert!(nenpyo::syntax::pattern::is_reserved("two words"));
/// assert!(!nenpyo::syntax::pattern::is_reserved("people"));
/// ```
pub fn is_reserved(name: &str) -> bool {
    name.starts_with('`') || !reads_whole(Rule::variable, name)
}

/// Whether a label, type or key must stand in backticks.
pub fn needs_quotes(name: &str) -> bool {
    name.starts_with('`') || !reads_whole(Rule::name, name)
}

fn reads_whole(rule: Rule, name: &str) -> bool {
    PatternParser::parse(rule, name).is_ok_and(|pairs| pairs.as_str().len() == name.len())
}

/// The keywords, for those who type them.
pub const KEYWORDS: [&str; 40] = [
    "ALL",
    "AND",
    "ANY",
    "AS",
    "ASC",
    "ASCENDING",
    "BY",
    "CASE",
    "CONTAINS",
    "COUNT",
    "DESC",
    "DESCENDING",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS",
    "EXISTS",
    "FALSE",
    "IN",
    "IS",
    "LIMIT",
    "MATCH",
    "NOT",
    "NULL",
    "OFFSET",
    "OPTIONAL",
    "OR",
    "ORDER",
    "RETURN",
    "SHORTEST",
    "SKIP",
    "STARTS",
    "THEN",
    "TRUE",
    "UNION",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
];

/// What a rule is called in a message: a keyword in capitals, or a description.
pub(super) fn describe(rule: Rule) -> &'static str {
    match rule {
        Rule::part | Rule::query => "a clause (`MATCH`, `UNWIND`, `WITH` or `RETURN`)",
        Rule::expr | Rule::item | Rule::sort_key => "an expression",
        Rule::path_pattern | Rule::shortest | Rule::subquery_patterns => {
            "a pattern, as in `(a)-->(b)`"
        }
        Rule::node | Rule::open_paren => "a node, as in `(a:Label)`",
        Rule::edge | Rule::step | Rule::edge_start => "an edge, as in `-[r:TYPE]->`",
        Rule::edge_end => "the end of the edge, `-` or `->`",
        Rule::edge_detail => "the detail of the edge, as in `[r:TYPE]`",
        Rule::labels | Rule::label_or | Rule::label_and | Rule::label_not | Rule::label_test => {
            "a label"
        }
        Rule::label_group | Rule::label_any | Rule::bang => "a label",
        Rule::variable | Rule::name | Rule::path_name | Rule::node_head => "a name",
        Rule::map | Rule::entry => "a map, as in `{key: value}`",
        Rule::case_arm => "`WHEN`",
        Rule::case_else => "`ELSE`",
        Rule::where_clause => "`WHERE`",
        Rule::order_by => "`ORDER BY`",
        Rule::skip => "`SKIP`",
        Rule::limit => "`LIMIT`",
        Rule::union => "`UNION`",
        Rule::match_clause => "`MATCH`",
        Rule::unwind_clause => "`UNWIND`",
        Rule::with_clause => "`WITH`",
        Rule::return_clause => "`RETURN`",
        Rule::close_paren => "`)`",
        Rule::close_bracket => "`]`",
        Rule::close_brace => "`}`",
        Rule::comma | Rule::hop_comma => "`,`",
        Rule::colon => "`:`",
        Rule::bar | Rule::map_to => "`|`",
        Rule::equals => "`=`",
        Rule::star => "`*`",
        Rule::hop_min | Rule::hop_max => "a number of edges",
        Rule::EOI | Rule::semicolon => "the end of the query",
        _ if !keyword(rule).is_empty() => keyword(rule),
        _ if is_operator(rule) => "an operator",
        _ => "",
    }
}

fn is_operator(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::op_or
            | Rule::op_xor
            | Rule::op_and
            | Rule::op_match
            | Rule::op_compare
            | Rule::op_in
            | Rule::op_starts
            | Rule::op_ends
            | Rule::op_contains
            | Rule::op_add
            | Rule::op_multiply
            | Rule::op_power
            | Rule::null_test
    )
}

fn keyword(rule: Rule) -> &'static str {
    match rule {
        Rule::kw_all => "`ALL`",
        Rule::kw_as => "`AS`",
        Rule::kw_by => "`BY`",
        Rule::kw_count => "`COUNT`",
        Rule::kw_end => "`END`",
        Rule::kw_exists => "`EXISTS`",
        Rule::kw_limit => "`LIMIT`",
        Rule::kw_match => "`MATCH`",
        Rule::kw_null => "`NULL`",
        Rule::kw_offset => "`OFFSET`",
        Rule::kw_optional => "`OPTIONAL`",
        Rule::kw_order => "`ORDER`",
        Rule::kw_return => "`RETURN`",
        Rule::kw_shortest => "`SHORTEST`",
        Rule::kw_skip => "`SKIP`",
        Rule::kw_then => "`THEN`",
        Rule::kw_union => "`UNION`",
        Rule::kw_unwind => "`UNWIND`",
        Rule::kw_when => "`WHEN`",
        Rule::kw_where => "`WHERE`",
        Rule::kw_with => "`WITH`",
        _ => "",
    }
}

/// Keywords that may follow where a rule was tried, for the nearest to a misspelt one.
pub(super) fn keywords_of(rule: Rule) -> Vec<&'static str> {
    match rule {
        Rule::part | Rule::query => vec!["MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"],
        Rule::order_by => vec!["ORDER"],
        Rule::skip => vec!["SKIP", "OFFSET"],
        Rule::kw_distinct => vec!["DISTINCT"],
        Rule::ascending | Rule::descending => vec!["ASCENDING", "DESCENDING"],
        Rule::op_starts | Rule::op_ends => vec!["STARTS", "ENDS"],
        Rule::op_contains => vec!["CONTAINS"],
        Rule::op_and | Rule::op_or | Rule::op_xor => vec!["AND", "OR", "XOR"],
        Rule::case_arm => vec!["WHEN"],
        Rule::case_else => vec!["ELSE"],
        Rule::where_clause => vec!["WHERE"],
        Rule::limit => vec!["LIMIT"],
        Rule::union => vec!["UNION"],
        Rule::match_clause => vec!["MATCH", "OPTIONAL"],
        Rule::unwind_clause => vec!["UNWIND"],
        Rule::with_clause => vec!["WITH"],
        Rule::return_clause => vec!["RETURN"],
        _ => match keyword(rule).trim_matches('`') {
            "" => Vec::new(),
            word => vec![word],
        },
    }
}

/// Whether a rule may go on after something complete: that it was tried says little.
pub(super) fn goes_on(rule: Rule) -> bool {
    is_operator(rule)
        || matches!(
            rule,
            Rule::EOI
                | Rule::semicolon
                | Rule::comma
                | Rule::edge
                | Rule::step
                | Rule::edge_start
                | Rule::match_clause
                | Rule::unwind_clause
                | Rule::with_clause
                | Rule::return_clause
                | Rule::kw_match
                | Rule::kw_optional
                | Rule::kw_unwind
                | Rule::kw_with
                | Rule::kw_return
                | Rule::kw_union
                | Rule::union
                | Rule::kw_where
                | Rule::where_clause
                | Rule::order_by
                | Rule::kw_order
                | Rule::skip
                | Rule::kw_skip
                | Rule::kw_offset
                | Rule::limit
                | Rule::kw_limit
                | Rule::ascending
                | Rule::descending
                | Rule::property
                | Rule::subscript
                | Rule::label_test
                | Rule::access
                | Rule::bar
                | Rule::map_to
                | Rule::range_to
        )
}

/// Whether a rule is one of those that begin an expression.
pub(super) fn begins_expression(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::list
            | Rule::call
            | Rule::case
            | Rule::subquery
            | Rule::string
            | Rule::integer
            | Rule::float
            | Rule::literal_null
            | Rule::literal_true
            | Rule::literal_false
            | Rule::op_sign
            | Rule::op_not
            | Rule::paren
    )
}
