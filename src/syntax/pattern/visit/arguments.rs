//! What takes a list of expressions, perhaps with a filter and a result: lists, comprehensions and calls.

use super::super::ast::{
    Call, CallArgs, Comprehension, Expr, ExprKind, LabelKind, PathPattern, PatternComprehension,
    Quantified, Quantifier, Reduce,
};
use super::super::{Rule, failure};
use super::expr::{split_binding, visit_expr, visit_operators};
use super::{Pair, Result, children, span_of, visit_name, visit_where_clause};
use crate::diagnostic::Span;
use crate::syntax::StaticError;

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

pub(super) fn visit_list(pair: Pair<'_>) -> Result<ExprKind> {
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

pub(super) fn visit_call(pair: Pair<'_>) -> Result<ExprKind> {
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
