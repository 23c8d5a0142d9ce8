//! `WITH` and `RETURN`: projection, grouping, order, and how much of it.

use super::build::{Draft, Planner};
use super::matching::split;
use super::op::Op;
use super::walk;
use crate::algebra::{Aggregate, Expr, Item, Kind, Projection, SortKey, Var};
use std::collections::HashSet;

impl Planner<'_> {
    /// Appends the steps of a projection.
    pub(super) fn projection(&mut self, projection: &Projection, draft: &mut Draft) {
        let mut order = projection.order.clone();
        let grouped = projection.items.iter().any(|item| item.expr.has_aggregate())
            || order.iter().any(|key| key.expr.has_aggregate());
        let sorted = !order.is_empty();
        let mut items = projection.items.clone();
        for key in &mut order {
            use_items(&mut key.expr, &items);
        }
        for item in &mut items {
            match item.expr.has_aggregate() {
                true => walk::rewrite(&mut item.expr, |e| {
                    if let Expr::Aggregate(aggregate) = e {
                        aggregate.args.iter_mut().for_each(|arg| self.tallies(arg, draft));
                    }
                    matches!(e, Expr::Aggregate(_))
                }),
                false => self.tallies(&mut item.expr, draft),
            }
        }
        if !grouped && !projection.distinct {
            // What a key counts is counted before the columns are there.
            let fresh: Vec<Var> = items.iter().map(|item| item.var).collect();
            let is_fresh =
                |var: &Var, draft: &Draft| fresh.contains(var) && !draft.bound.contains(var);
            for key in &mut order {
                let mut mentioned = HashSet::new();
                walk::mentioned(&key.expr, &mut mentioned);
                if !mentioned.iter().any(|var| is_fresh(var, draft)) {
                    self.tallies(&mut key.expr, draft);
                }
            }
        }
        if grouped {
            self.group(&mut items, &mut order, draft);
        }
        let columns: Vec<Var> = items.iter().map(|item| item.var).collect();
        let keep = !projection.distinct && (sorted || sees_more(projection, grouped, &columns));
        draft.push(Op::Project { items, keep });
        if projection.distinct {
            draft.push(Op::Distinct(columns.clone()));
        }
        self.slice(projection, order, draft);
        if !keep {
            draft.bound.clear();
        }
        draft.bound.extend(&columns);
        if let Some(filter) = &projection.filter {
            let mut predicates = Vec::new();
            split(filter, &mut predicates);
            self.filter(predicates, draft);
        }
        if keep {
            let items = columns.iter().map(|var| Item { expr: Expr::Var(*var), var: *var });
            draft.push(Op::Project { items: items.collect(), keep: false });
        }
        draft.bound = columns.into_iter().collect();
    }

    fn slice(&mut self, projection: &Projection, order: Vec<SortKey>, draft: &mut Draft) {
        if !order.is_empty() {
            draft.push(Op::Sort { keys: order, limit: Vec::new() });
        }
        if let Some(skip) = &projection.skip {
            draft.push(Op::Skip(skip.clone()));
        }
        if let Some(limit) = &projection.limit {
            draft.push(Op::Limit(limit.clone()));
        }
    }

    /// Appends the grouping, and makes the items and the order refer to its results.
    ///
    /// An item without an aggregate is a key. A key that is a mere variable goes on under its own name too, so that
    /// `a.x + count(*)` with the key `a` finds `a`; every other key is found by its expression.
    fn group(&mut self, items: &mut [Item], order: &mut [SortKey], draft: &mut Draft) {
        let mut keys: Vec<Item> = Vec::new();
        for item in items.iter_mut().filter(|item| !item.expr.has_aggregate()) {
            let var = match item.expr {
                Expr::Var(var) => var,
                _ => self.fresh(Kind::Value),
            };
            let expr = std::mem::replace(&mut item.expr, Expr::Var(var));
            if !keys.iter().any(|key| key.var == var) {
                keys.push(Item { expr, var });
            }
        }
        let mut aggregates = Vec::new();
        let exprs = items.iter_mut().map(|item| &mut item.expr);
        for expr in exprs.chain(order.iter_mut().map(|key| &mut key.expr)) {
            walk::rewrite(expr, |e| self.lift(e, &keys, &mut aggregates));
        }
        draft.push(Op::Aggregate { keys, aggregates, best: None, weight: None });
    }

    /// Replaces an aggregate or a key by the variable of its result.
    fn lift(
        &mut self,
        expr: &mut Expr,
        keys: &[Item],
        aggregates: &mut Vec<(Aggregate, Var)>,
    ) -> bool {
        if let Expr::Aggregate(aggregate) = expr {
            let known = aggregates.iter().find(|(a, _)| a == aggregate).map(|(_, var)| *var);
            let var = known.unwrap_or_else(|| self.fresh(Kind::Value));
            if known.is_none() {
                aggregates.push((aggregate.clone(), var));
            }
            *expr = Expr::Var(var);
            return true;
        }
        match keys.iter().find(|key| key.expr == *expr) {
            Some(key) => {
                *expr = Expr::Var(key.var);
                true
            }
            None => matches!(expr, Expr::Exists(_) | Expr::Count(_)),
        }
    }
}

/// Whether the filter names variables from before the projection.
fn sees_more(projection: &Projection, grouped: bool, columns: &[Var]) -> bool {
    let mut mentioned = HashSet::new();
    if let (Some(filter), false) = (&projection.filter, grouped) {
        walk::mentioned(filter, &mut mentioned);
    }
    mentioned.iter().any(|var| !columns.contains(var))
}

/// Replaces what an item computes by the item's variable.
fn use_items(expr: &mut Expr, items: &[Item]) {
    walk::rewrite(expr, |e| match items.iter().find(|item| item.expr == *e) {
        Some(item) => {
            *e = Expr::Var(item.var);
            true
        }
        None => false,
    });
}
