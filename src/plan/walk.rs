//! Walks over expressions, without recursion.

use crate::algebra::{Clause, EdgePattern, Expr, NodePattern, PathPattern, Projection, Query, Var};
use std::collections::HashSet;

macro_rules! walker {
    ($children:ident, $of_query:ident, $of_projection:ident, $of_pattern:ident, $of_node:ident,
     $of_edge:ident, $iter:ident, $deref:ident, $as_ref:ident $(, $m:tt)?) => {
        /// The expressions directly below one, those of subqueries included.
        fn $children<'a>(expr: &'a $($m)? Expr, to: &mut Vec<&'a $($m)? Expr>) {
            match expr {
                Expr::Literal(_) | Expr::Parameter(_) | Expr::Var(_) => {}
                Expr::Property(a, _) | Expr::Unary(_, a) | Expr::HasLabels(a, _) => to.push(a),
                Expr::Index(a, b) | Expr::Binary(_, a, b) => to.extend([&$($m)? **a, &$($m)? **b]),
                Expr::Slice(a, b, c) => {
                    to.push(a);
                    to.extend([b.$deref(), c.$deref()].into_iter().flatten());
                }
                Expr::List(all) | Expr::And(all) | Expr::Or(all) | Expr::Xor(all)
                | Expr::Call(_, all) => to.extend(all),
                Expr::Map(entries) => to.extend(entries.$iter().map(|e| &$($m)? e.1)),
                Expr::Compare(a, rest) => {
                    to.push(a);
                    to.extend(rest.$iter().map(|r| &$($m)? r.1));
                }
                Expr::Aggregate(aggregate) => to.extend(&$($m)? aggregate.args),
                Expr::Case { subject, arms, otherwise } => {
                    to.extend([subject.$deref(), otherwise.$deref()].into_iter().flatten());
                    to.extend(arms.$iter().flat_map(|a| [&$($m)? a.when, &$($m)? a.then]));
                }
                Expr::ListComprehension { list, filter, map, .. } => {
                    to.push(list);
                    to.extend([filter.$deref(), map.$deref()].into_iter().flatten());
                }
                Expr::Quantified { list, predicate, .. } => {
                    to.extend([&$($m)? **list, &$($m)? **predicate]);
                }
                Expr::Reduce { init, list, step, .. } => {
                    to.extend([&$($m)? **init, &$($m)? **list, &$($m)? **step]);
                }
                Expr::PatternComprehension { pattern, filter, map } => {
                    $of_pattern(pattern, to);
                    to.extend(filter.$deref());
                    to.push(map);
                }
                Expr::Exists(query) | Expr::Count(query) => $of_query(query, to),
            }
        }

        fn $of_query<'a>(query: &'a $($m)? Query, to: &mut Vec<&'a $($m)? Expr>) {
            for clause in query.parts.$iter().flat_map(|p| p.clauses.$iter()) {
                match clause {
                    Clause::Match(m) => {
                        m.patterns.$iter().for_each(|p| $of_pattern(p, to));
                        to.extend(&$($m)? m.filter);
                    }
                    Clause::Unwind { list, .. } => to.push(list),
                    Clause::With(p) | Clause::Return(p) => $of_projection(p, to),
                }
            }
        }

        fn $of_projection<'a>(p: &'a $($m)? Projection, to: &mut Vec<&'a $($m)? Expr>) {
            to.extend(p.items.$iter().map(|i| &$($m)? i.expr));
            to.extend(p.order.$iter().map(|k| &$($m)? k.expr));
            to.extend([p.skip.$as_ref(), p.limit.$as_ref(), p.filter.$as_ref()].into_iter().flatten());
        }

        fn $of_pattern<'a>(pattern: &'a $($m)? PathPattern, to: &mut Vec<&'a $($m)? Expr>) {
            $of_node(&$($m)? pattern.start, to);
            for (edge, node) in &$($m)? pattern.steps {
                $of_edge(edge, to);
                $of_node(node, to);
            }
        }

        fn $of_node<'a>(node: &'a $($m)? NodePattern, to: &mut Vec<&'a $($m)? Expr>) {
            to.extend(node.properties.$iter().map(|p| &$($m)? p.1));
            to.extend(&$($m)? node.filter);
        }

        fn $of_edge<'a>(edge: &'a $($m)? EdgePattern, to: &mut Vec<&'a $($m)? Expr>) {
            to.extend(edge.properties.$iter().map(|p| &$($m)? p.1));
            to.extend(&$($m)? edge.filter);
        }
    };
}

walker!(children, of_query, of_projection, of_pattern, of_node, of_edge, iter, as_deref, as_ref);
walker!(
    children_mut,
    of_query_mut,
    of_projection_mut,
    of_pattern_mut,
    of_node_mut,
    of_edge_mut,
    iter_mut,
    as_deref_mut,
    as_mut,
    mut
);

/// Calls `see` for the expression and all below it, until it returns true; whether it did.
pub(crate) fn any(expr: &Expr, mut see: impl FnMut(&Expr) -> bool) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if see(next) {
            return true;
        }
        children(next, &mut open);
    }
    false
}

/// Calls `change` for the expression and all below it; where it returns true, what is below is left alone.
pub(crate) fn rewrite(expr: &mut Expr, mut change: impl FnMut(&mut Expr) -> bool) {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if !change(next) {
            children_mut(next, &mut open);
        }
    }
}

/// Puts the variables that an expression mentions, also in patterns of subqueries, into `to`.
pub(crate) fn mentioned(expr: &Expr, to: &mut HashSet<Var>) {
    any(expr, |e| {
        match e {
            Expr::Var(var) => {
                to.insert(*var);
            }
            Expr::PatternComprehension { pattern, .. } => pattern_vars(pattern, to),
            Expr::Exists(query) | Expr::Count(query) => query_vars(query, to),
            _ => {}
        }
        false
    });
}

fn query_vars(query: &Query, to: &mut HashSet<Var>) {
    for clause in query.parts.iter().flat_map(|p| &p.clauses) {
        if let Clause::Match(m) = clause {
            m.patterns.iter().for_each(|p| pattern_vars(p, to));
        }
    }
}

/// Puts the variables of a pattern into `to`.
pub(crate) fn pattern_vars(pattern: &PathPattern, to: &mut HashSet<Var>) {
    to.extend(pattern.var);
    to.insert(pattern.start.var);
    to.extend(pattern.steps.iter().flat_map(|(edge, node)| [edge.var, node.var]));
}

/// Whether an expression contains an aggregate of its own (not one of a subquery).
pub(crate) fn has_aggregate(expr: &Expr) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            Expr::Aggregate(_) => return true,
            Expr::Exists(_) | Expr::Count(_) => {}
            _ => children(next, &mut open),
        }
    }
    false
}
