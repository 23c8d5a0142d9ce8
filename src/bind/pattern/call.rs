//! Calls of functions and aggregates.

use super::dates::as_text;
use super::types::{Ty, Typed};
use super::{Aggregates, Binder, Result};
use crate::algebra::{Aggregate, Expr, UnaryOp};
use crate::catalog::nearest;
use crate::diagnostic::Span;
use crate::functions::{self, AggregateFunction, Function, Type};
use crate::syntax::StaticError;
use crate::syntax::pattern::ast::{self, Call, CallArgs, ExprKind};

impl Binder<'_> {
    pub(super) fn bind_call(&mut self, call: &Call, span: Span) -> Result<Typed> {
        if let Some(function) = functions::lookup_aggregate(&call.name.text) {
            return self.bind_aggregate(function, call, span);
        }
        let name = &call.name.text;
        let values = match &call.args {
            CallArgs::Values(values) if !call.distinct => values,
            CallArgs::Values(_) => return Err(only_aggregates(call, "DISTINCT")),
            CallArgs::Star => return Err(only_aggregates(call, "*")),
        };
        if name.eq_ignore_ascii_case("exists") {
            return self.bind_exists(values, span);
        }
        let function = functions::lookup(name).ok_or_else(|| unknown_function(call))?;
        let least = function.params.len() - function.optional;
        let most = if function.variadic { usize::MAX } else { function.params.len() };
        check_count(values.len(), least, most, function.name, span)?;
        let (args, first) = self.bind_args(function, values)?;
        Ok(Typed::new(Expr::Call(function, args), result(function, first)))
    }

    fn bind_args(&mut self, function: &Function, values: &[ast::Expr]) -> Result<(Vec<Expr>, Ty)> {
        let mut args = Vec::with_capacity(values.len());
        let mut first = Ty::ANY;
        let who = format!("`{}`", function.name);
        for (index, value) in values.iter().enumerate() {
            let param = function.params.get(index).or(function.params.last());
            let param = param.copied().unwrap_or(Type::Any);
            let typed = self.bind_expr(value)?;
            let typed = if param == Type::String { as_text(typed) } else { typed };
            if index == 0 {
                first = typed.ty;
            }
            args.push(Self::expect(typed, param, &who, value.span)?);
        }
        Ok((args, first))
    }

    /// `exists(n.key)`, of older queries: a test against null; of a pattern: whether it is found.
    fn bind_exists(&mut self, values: &[ast::Expr], span: Span) -> Result<Typed> {
        let [value] = values else {
            return Err(wrong_count(values.len(), "exists", "one argument", span));
        };
        let expr = match &value.kind {
            ExprKind::Pattern(pattern) => self.bind_pattern_predicate(pattern)?,
            _ => Expr::Unary(UnaryOp::IsNotNull, self.bind_boxed(value)?),
        };
        Ok(Typed::new(expr, Ty::BOOLEAN))
    }

    fn bind_aggregate(
        &mut self,
        function: &'static AggregateFunction,
        call: &Call,
        span: Span,
    ) -> Result<Typed> {
        self.check_aggregate(function.name, span)?;
        let values: &[ast::Expr] = match &call.args {
            CallArgs::Star if function.name != "count" => return Err(only_aggregates(call, "*")),
            CallArgs::Star if call.distinct => return Err(distinct_star(span)),
            CallArgs::Star => &[],
            CallArgs::Values(values) => {
                let wanted = function.params.len();
                check_count(values.len(), wanted, wanted, function.name, span)?;
                values
            }
        };
        let (mut args, mut first) = (Vec::with_capacity(values.len()), Ty::ANY);
        for (index, (value, param)) in values.iter().zip(function.params).enumerate() {
            let typed =
                self.with_aggregates(Aggregates::Nested, |binder| binder.bind_expr(value))?;
            if index == 0 {
                first = typed.ty;
            }
            let expr = Self::expect(typed, *param, &format!("`{}`", function.name), value.span)?;
            check_constant(&expr, value.span)?;
            args.push(expr);
        }
        let ty = match function.name {
            "collect" => Ty::list(first.kind),
            "min" | "max" => first,
            _ => Ty::of(function.result),
        };
        Ok(Typed::new(Expr::Aggregate(Aggregate { function, distinct: call.distinct, args }), ty))
    }

    fn check_aggregate(&self, name: &str, span: Span) -> Result<()> {
        match self.aggregates {
            Aggregates::Allowed => Ok(()),
            Aggregates::Nested => {
                let message = format!("`{name}` can't stand in another aggregate");
                Err(StaticError::new("NestedAggregation", span, message)
                    .help("aggregate in a `WITH` first, then again"))
            }
            Aggregates::Forbidden(place) => {
                let message = format!("`{name}` can't aggregate {place}");
                Err(StaticError::new("InvalidAggregation", span, message)
                    .help("aggregate in a `WITH` or `RETURN`, then use its name"))
            }
        }
    }
}

/// An aggregate takes the same value of a row each time it is asked.
fn check_constant(expr: &Expr, span: Span) -> Result<()> {
    let volatile = matches!(expr, Expr::Call(function, _) if function.volatile);
    if volatile {
        let message = "a value that changes by itself can't be aggregated";
        let error = StaticError::new("NonConstantExpression", span, message);
        return Err(error.help("name it in a `WITH` first"));
    }
    expr.children().into_iter().try_for_each(|child| check_constant(child, span))
}

fn result(function: &Function, first: Ty) -> Ty {
    match (function.name, first.kind) {
        ("nodes", _) => Ty::list(Type::Node),
        ("relationships" | "edges", _) => Ty::EDGES,
        ("head" | "last", Type::List) => first.item(),
        ("tail" | "reverse", Type::List) => first,
        ("reverse", _) => first,
        _ => Ty::of(function.result),
    }
}

fn unknown_function(call: &Call) -> StaticError {
    let name = &call.name.text;
    let names = functions::all().map(|f| f.name).chain(functions::all_aggregates().map(|f| f.name));
    let error = StaticError::new(
        "UnknownFunction",
        call.name.span,
        format!("there is no function `{name}`"),
    );
    if name.to_ascii_lowercase().ends_with("shortestpath")
        || name.to_ascii_lowercase().ends_with("shortestpaths")
    {
        return error.help("it belongs in a `MATCH`, as in `MATCH p = shortestPath((a)-[*]-(b))`");
    }
    match elsewhere(&name.to_ascii_lowercase()) {
        Some(help) => error.help(help),
        None => error.candidates(nearest(name, names, 3)),
    }
}

/// What stands here for functions of SQL.
fn elsewhere(name: &str) -> Option<&'static str> {
    Some(match name {
        "len" | "length" | "char_length" | "strlen" => "`size(x)` is the length of a text or list",
        "group_concat" | "string_agg" | "array_agg" | "list_agg" | "listagg" => {
            "`collect(x)` makes a list of a group"
        }
        "concat" => "texts are joined by `+`",
        "ifnull" | "nvl" | "isnull" => "`coalesce(x, y)` is `y` where `x` is null",
        "year" | "month" | "day" | "quarter" | "extract" | "date_part" | "strftime" => {
            "a part of a date is a property of it, as in `e.date.year`"
        }
        "date_trunc" | "datetrunc" => {
            "the period that a date lies in is `month_of(e.date)`, `year_of(e.date)` and so on"
        }
        "now" | "current_date" | "getdate" | "today" => {
            "a query knows no clock: write the day, as in `date('2017-03-05')`, or give it as a parameter"
        }
        "row_number" | "rank" | "dense_rank" | "lag" | "lead" => "there are no window functions",
        "instr" | "position" | "strpos" => "`x CONTAINS 'y'` asks whether a text is in another",
        "cast" | "convert" => "write `toInteger(x)`, `toFloat(x)` or `toString(x)`",
        _ => return None,
    })
}

fn only_aggregates(call: &Call, what: &str) -> StaticError {
    let message = format!("`{}` does not take `{what}`", call.name.text);
    let error = StaticError::new("UnexpectedSyntax", call.name.span, message);
    error.help(match what {
        "*" => "`count(*)` counts rows",
        _ => "aggregates take it, as in `count(DISTINCT x)`",
    })
}

fn distinct_star(span: Span) -> StaticError {
    StaticError::new("UnexpectedSyntax", span, "`count(DISTINCT *)` counts nothing in particular")
        .help("count a value, as in `count(DISTINCT x)`, or rows of a `WITH DISTINCT`")
}

fn check_count(found: usize, least: usize, most: usize, name: &str, span: Span) -> Result<()> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let number = |n: usize| match n {
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        _ => format!("{n} arguments"),
    };
    let wanted = match (least, most) {
        _ if least == most => number(least),
        (_, usize::MAX) => format!("at least {}", number(least)),
        _ => format!("{least} to {most} arguments"),
    };
    Err(wrong_count(found, name, &wanted, span))
}

fn wrong_count(found: usize, name: &str, wanted: &str, span: Span) -> StaticError {
    let message = format!("`{name}` takes {wanted}, not {found}");
    let error = StaticError::new("InvalidNumberOfArguments", span, message);
    match functions::lookup(name) {
        Some(function) => error.help(function.doc),
        None => error,
    }
}
