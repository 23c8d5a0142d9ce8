//! What is counted for each row is counted for a batch of rows at once.

use super::anti_optional::bound_by_each;
use super::semi_apply;
use crate::algebra::{Aggregate, Clause, Expr, Match, Part, Query, Var};
use crate::graph::Graph;
use crate::plan::op::{Op, Pipeline};
use crate::plan::walk;
use std::collections::HashSet;

/// Replaces the subqueries `COUNT { … }` that are evaluated for every row by variables; returns them with these. The length of
/// a pattern comprehension is such a count.
///
/// Those under `CASE`, `AND`, `OR` or a comprehension are left alone: not every row comes to them, and one that does not
/// must not be an error. The same goes for `possible`, of which rows that are traced ask twice.
pub(in crate::plan) fn lift(expr: &mut Expr, mut fresh: impl FnMut() -> Var) -> Vec<(Query, Var)> {
    let (mut lifted, mut open) = (Vec::new(), vec![expr]);
    while let Some(next) = open.pop() {
        if let Some(query) = comprehension(next) {
            let var = fresh();
            lifted.push((query, var));
            *next = Expr::Var(var);
            continue;
        }
        match next {
            Expr::Count(query) if is_simple(query) => {
                let var = fresh();
                lifted.push(((**query).clone(), var));
                *next = Expr::Var(var);
            }
            Expr::Compare(_, rest) if rest.len() == 1 => open.extend(next.children_mut()),
            Expr::Binary(..) | Expr::Unary(..) | Expr::List(_) | Expr::Aggregate(_) => {
                open.extend(next.children_mut());
            }
            Expr::Call(function, _) if function.name != "coalesce" => {
                open.extend(next.children_mut());
            }
            _ => {}
        }
    }
    lifted
}

/// Makes counts of the lengths of pattern comprehensions that a condition compares.
pub(in crate::plan) fn sizes(predicate: &mut Expr) {
    if matches!(predicate, Expr::Compare(..)) {
        for side in predicate.children_mut() {
            if let Some(query) = comprehension(side) {
                *side = Expr::Count(Box::new(query));
            }
        }
    }
}

/// What `size([(a)-->(b) WHERE … | …])` counts, where it is no error to make the elements.
fn comprehension(expr: &Expr) -> Option<Query> {
    let Expr::Call(function, args) = expr else { return None };
    let [Expr::PatternComprehension { pattern, filter, map }] = args.as_slice() else {
        return None;
    };
    let nodes = pattern.steps.iter().map(|(_, node)| node.var).chain([pattern.start.var]);
    let nodes: Vec<Var> = nodes.collect();
    let safe = match &**map {
        Expr::Literal(_) | Expr::Var(_) => true,
        Expr::Property(of, _) => matches!(**of, Expr::Var(var) if nodes.contains(&var)),
        _ => false,
    };
    let found = Match {
        optional: false,
        patterns: vec![(**pattern).clone()],
        filter: filter.as_deref().cloned(),
    };
    let part = Part { clauses: vec![Clause::Match(found)] };
    let query = Query { vars: Vec::new(), parts: vec![part], union_all: false, as_of: None };
    (function.name == "size" && safe && is_simple(&query)).then_some(query)
}

fn is_simple(query: &Query) -> bool {
    let [part] = query.parts.as_slice() else { return false };
    let says_possible =
        |e: &Expr| matches!(e, Expr::Call(function, _) if function.name == "possible");
    let plain = |clause: &Clause| semi_apply::is_simple(clause);
    part.clauses.iter().all(plain)
        && !query.exprs().into_iter().any(|expr| walk::any(expr, says_possible))
}

/// Counts the matches of an optional match instead of making rows of them, where the grouping right after it does no
/// more than that.
pub(super) fn optional(pipeline: &mut Pipeline, _: &Graph) {
    for i in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let (Some(optional), Some(group)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let Op::Optional { inner, binds, row } = &mut optional.op else { continue };
        let Op::Aggregate { keys, aggregates, weight: weight @ None, .. } = &mut group.op else {
            continue;
        };
        let matched = bound_by_each(inner, binds);
        let mut of_match: HashSet<Var> = HashSet::new();
        keys.iter().for_each(|key| walk::mentioned(&key.expr, &mut of_match));
        let (counts, others): (Vec<_>, Vec<_>) =
            aggregates.iter_mut().partition(|(a, _)| is_count(a, &matched));
        others.iter().flat_map(|(a, _)| &a.args).for_each(|e| walk::mentioned(e, &mut of_match));
        if counts.is_empty()
            || binds.iter().any(|var| of_match.contains(var))
            || !others.iter().all(|(aggregate, _)| is_of_any_number(aggregate))
        {
            continue;
        }
        counts.into_iter().for_each(|(aggregate, _)| aggregate.args.clear());
        *weight = Some(*row);
        optional.op = Op::Tally { inner: std::mem::take(inner), weight: None, count: *row };
    }
}

/// Whether an aggregate counts the matches.
fn is_count(aggregate: &Aggregate, matched: &[Var]) -> bool {
    let of_match = |arg: &Expr| matches!(arg, Expr::Var(var) if matched.contains(var));
    let counts = aggregate.function.name == "count" && !aggregate.distinct;
    counts && matches!(aggregate.args.as_slice(), [arg] if of_match(arg))
}

/// Whether it does not matter how many times a row comes.
fn is_of_any_number(aggregate: &Aggregate) -> bool {
    aggregate.distinct || matches!(aggregate.function.name, "min" | "max")
}
