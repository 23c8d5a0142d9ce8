//! A reference evaluator: what a query means, as plainly as it can be said.
//!
//! Written from the text of openCypher and GQL, with nested loops and no plan: a match tries every node and every
//! edge, and conditions are looked at when all variables are bound. Slow on purpose; for graphs of a few nodes. It
//! takes the algebra, the comparison of values and the functions from the library, and nothing of its execution.

use super::logic::truth;
use super::matching::variables;
use indexmap::{IndexMap, IndexSet};
use nenpyo::algebra::{Aggregate, Clause, Expr, Match, Projection, Query, Var};
use nenpyo::exec::Params;
use nenpyo::functions::EvalError;
use nenpyo::graph::Graph;
use nenpyo::value::{Grouping, Value, order};
use std::cell::Cell as Counter;
use std::collections::BTreeMap;

/// The values of the variables that are bound.
pub(super) type Row = BTreeMap<Var, Value>;
pub(super) type Fallible<T> = Result<T, EvalError>;

/// The rows of a query.
pub fn answer(query: &Query, graph: &Graph, params: &Params) -> Fallible<Vec<Vec<Value>>> {
    Reference { graph, params, budget: Counter::new(100_000) }.query(query, &Row::new())
}

pub(super) struct Reference<'a> {
    pub(super) graph: &'a Graph,
    pub(super) params: &'a Params,
    /// How many steps of paths may still be taken.
    pub(super) budget: Counter<usize>,
}

/// What is said when a query takes too many steps for this evaluator.
pub const TOO_MUCH: &str = "too many steps for the reference";

/// What makes rows equal, for `DISTINCT` and grouping.
fn key(values: &[Value]) -> Vec<Grouping> {
    values.iter().cloned().map(Grouping).collect()
}

impl Reference<'_> {
    pub(super) fn query(&self, query: &Query, outer: &Row) -> Fallible<Vec<Vec<Value>>> {
        let mut rows = Vec::new();
        for part in &query.parts {
            rows.extend(self.part(&part.clauses, outer)?);
        }
        let mut seen = IndexSet::new();
        let union = query.parts.len() > 1 && !query.union_all;
        rows.retain(|row| !union || seen.insert(key(row)));
        Ok(rows)
    }

    fn part(&self, clauses: &[Clause], outer: &Row) -> Fallible<Vec<Vec<Value>>> {
        let (mut rows, mut columns) = (vec![outer.clone()], Vec::new());
        for clause in clauses {
            rows = match clause {
                Clause::Match(clause) => self.match_all(clause, rows)?,
                Clause::Unwind { list, var } => self.unwind(list, *var, rows)?,
                Clause::With(projection) | Clause::Return(projection) => {
                    columns = projection.items.iter().map(|item| item.var).collect();
                    self.project(projection, rows, outer)?
                }
            };
        }
        let value = |row: &Row, var: &Var| row.get(var).cloned().unwrap_or(Value::Null);
        Ok(rows.iter().map(|row| columns.iter().map(|var| value(row, var)).collect()).collect())
    }

    fn unwind(&self, list: &Expr, var: Var, rows: Vec<Row>) -> Fallible<Vec<Row>> {
        let mut unwound = Vec::new();
        for row in rows {
            let items = match self.eval(list, &row)? {
                Value::Null => Vec::new(),
                Value::List(items) => items.to_vec(),
                single => vec![single],
            };
            unwound.extend(items.into_iter().map(|item| with(&row, var, item)));
        }
        Ok(unwound)
    }

    fn match_all(&self, clause: &Match, rows: Vec<Row>) -> Fallible<Vec<Row>> {
        let mut matched = Vec::new();
        for row in rows {
            let found = self.matches(&clause.patterns, clause.filter.as_ref(), &row)?;
            if clause.optional && found.is_empty() {
                let mut row = row;
                for var in clause.patterns.iter().flat_map(variables) {
                    row.entry(var).or_insert(Value::Null);
                }
                matched.push(row);
            } else {
                matched.extend(found);
            }
        }
        Ok(matched)
    }

    pub(super) fn holds(&self, condition: Option<&Expr>, row: &Row) -> Fallible<bool> {
        let Some(condition) = condition else { return Ok(true) };
        Ok(truth(&self.eval(condition, row)?)? == Some(true))
    }

    fn project(&self, projection: &Projection, rows: Vec<Row>, outer: &Row) -> Fallible<Vec<Row>> {
        let mut made = Vec::new();
        for group in self.groups(projection, rows)? {
            let mut scope = group.first().unwrap_or(outer).clone();
            let (mut row, mut values, mut keys) = (outer.clone(), Vec::new(), Vec::new());
            for item in &projection.items {
                let value = self.eval_in(&item.expr, group.first().unwrap_or(outer), &group)?;
                values.push(value.clone());
                row.insert(item.var, value.clone());
                scope.insert(item.var, value);
            }
            for key in &projection.order {
                keys.push(self.eval_in(&key.expr, &scope, &group)?);
            }
            made.push((values, keys, row, scope));
        }
        let mut seen = IndexSet::new();
        made.retain(|(values, ..)| !projection.distinct || seen.insert(key(values)));
        for (at, key) in projection.order.iter().enumerate().rev() {
            made.sort_by(|(_, a, ..), (_, b, ..)| match key.descending {
                false => order(&a[at], &b[at]),
                true => order(&b[at], &a[at]),
            });
        }
        let skip = self.amount(&projection.skip, 0)?;
        let limit = self.amount(&projection.limit, usize::MAX)?;
        let mut kept = Vec::new();
        for (_, _, row, scope) in made.into_iter().skip(skip).take(limit) {
            if self.holds(projection.filter.as_ref(), &scope)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    /// The rows that make one row each: single ones, or groups with equal keys.
    fn groups(&self, projection: &Projection, rows: Vec<Row>) -> Fallible<Vec<Vec<Row>>> {
        let exprs = || projection.items.iter().map(|item| &item.expr);
        let mut all = exprs().chain(projection.order.iter().map(|key| &key.expr));
        if !all.any(Expr::has_aggregate) {
            return Ok(rows.into_iter().map(|row| vec![row]).collect());
        }
        let keys: Vec<&Expr> = exprs().filter(|expr| !expr.has_aggregate()).collect();
        let mut groups: IndexMap<Vec<Grouping>, Vec<Row>> = IndexMap::new();
        if keys.is_empty() {
            groups.insert(Vec::new(), Vec::new());
        }
        for row in rows {
            let values = keys.iter().map(|key| self.eval(key, &row));
            let values = values.collect::<Fallible<Vec<Value>>>()?;
            groups.entry(key(&values)).or_default().push(row);
        }
        Ok(groups.into_values().collect())
    }

    pub(super) fn aggregate(&self, aggregate: &Aggregate, group: &[Row]) -> Fallible<Value> {
        let (mut state, mut seen) = ((aggregate.function.start)(), IndexSet::new());
        for row in group {
            let args = aggregate.args.iter().map(|arg| self.eval(arg, row));
            let args = args.collect::<Fallible<Vec<Value>>>()?;
            if !aggregate.distinct || seen.insert(key(&args)) {
                state.add(&args)?;
            }
        }
        state.finish()
    }

    fn amount(&self, expr: &Option<Expr>, default: usize) -> Fallible<usize> {
        match expr.as_ref().map(|expr| self.eval(expr, &Row::new())).transpose()? {
            None => Ok(default),
            Some(Value::Integer(amount)) => Ok(amount as usize),
            Some(_) => Err(EvalError::new("no number of rows")),
        }
    }
}

pub(super) fn with(row: &Row, var: Var, value: Value) -> Row {
    let mut row = row.clone();
    row.insert(var, value);
    row
}
