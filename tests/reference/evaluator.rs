//! A reference evaluator: what a query means, as plainly as it can be said.
//!
//! Written from the text of openCypher and GQL, with nested loops and no plan: a match tries every node and every
//! edge, and conditions are looked at when all variables are bound. Slow on purpose; for graphs of a few nodes. It
//! takes the algebra, the comparison of values and the functions from the library, and nothing of its execution.

use super::logic::{and, binary, compare, or, quantified, truth, truths};
use indexmap::{IndexMap, IndexSet};
use nenpyo::algebra::{
    Aggregate, Clause, EdgePattern, Expr, LabelExpr, Length, Match, NodePattern, PathPattern,
    Projection, Query, Selector, UnaryOp, Var,
};
use nenpyo::exec::Params;
use nenpyo::functions::{Env, EvalError};
use nenpyo::graph::{Direction, Graph};
use nenpyo::value::{self, EdgeId, Grouping, NodeId, Path, Value, order};
use std::cell::Cell as Counter;
use std::collections::BTreeMap;

/// The values of the variables that are bound.
type Row = BTreeMap<Var, Value>;
type Fallible<T> = Result<T, EvalError>;

/// The rows of a query.
pub fn answer(query: &Query, graph: &Graph, params: &Params) -> Fallible<Vec<Vec<Value>>> {
    Reference { graph, params, budget: Counter::new(100_000) }.query(query, &Row::new())
}

struct Reference<'a> {
    graph: &'a Graph,
    params: &'a Params,
    /// How many steps of paths may still be taken.
    budget: Counter<usize>,
}

/// What is said when a query takes too many steps for this evaluator.
pub const TOO_MUCH: &str = "too many steps for the reference";

/// A partial match: what is bound, and the edges that are used up.
#[derive(Clone)]
struct Found {
    row: Row,
    used: Vec<EdgeId>,
    path: Path,
}

/// What makes rows equal, for `DISTINCT` and grouping.
fn key(values: &[Value]) -> Vec<Grouping> {
    values.iter().cloned().map(Grouping).collect()
}

/// Binds a variable, or compares it with what it is bound to already.
fn bind(row: &mut Row, var: Var, value: Value) -> bool {
    match row.get(&var) {
        Some(bound) => *bound == value,
        None => row.insert(var, value).is_none(),
    }
}

impl Reference<'_> {
    fn query(&self, query: &Query, outer: &Row) -> Fallible<Vec<Vec<Value>>> {
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

    fn matches(
        &self,
        patterns: &[PathPattern],
        filter: Option<&Expr>,
        row: &Row,
    ) -> Fallible<Vec<Row>> {
        let path = Path { nodes: Vec::new(), edges: Vec::new() };
        let mut found = vec![Found { row: row.clone(), used: Vec::new(), path }];
        for pattern in patterns {
            let mut next = Vec::new();
            for before in found {
                next.extend(self.pattern(pattern, before)?);
            }
            found = next;
        }
        let mut kept = Vec::new();
        for Found { row, .. } in found {
            let mut fits = true;
            for pattern in patterns {
                fits = fits && self.fits(pattern, &row)?;
            }
            if fits && self.holds(filter, &row)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    fn pattern(&self, pattern: &PathPattern, before: Found) -> Fallible<Vec<Found>> {
        let mut found = Vec::new();
        for node in self.graph.nodes() {
            let mut start = before.clone();
            start.path = Path { nodes: vec![node], edges: Vec::new() };
            if self.enter(&pattern.start, node, &mut start.row) {
                found.push(start);
            }
        }
        for (edge, node) in &pattern.steps {
            let walks = found.into_iter().flat_map(|found| self.walks(edge, found));
            let ends = walks.filter_map(|mut found| {
                let end = *found.path.nodes.last()?;
                self.enter(node, end, &mut found.row).then_some(found)
            });
            found = ends.collect();
        }
        self.spend(found.len());
        if self.budget.get() == 0 {
            return Err(EvalError::new(TOO_MUCH));
        }
        found.retain_mut(|found| {
            let path = Value::Path(found.path.clone().into());
            pattern.var.is_none_or(|var| bind(&mut found.row, var, path))
        });
        if pattern.selector == Selector::All { Ok(found) } else { self.shortest(pattern, found) }
    }

    fn shortest(&self, pattern: &PathPattern, found: Vec<Found>) -> Fallible<Vec<Found>> {
        let ends =
            |found: &Found| (found.path.nodes.first().copied(), found.path.nodes.last().copied());
        let (mut fitting, mut least) = (Vec::new(), BTreeMap::new());
        for found in found {
            if self.fits(pattern, &found.row)? {
                let length = least.entry(ends(&found)).or_insert(usize::MAX);
                *length = found.path.edges.len().min(*length);
                fitting.push(found);
            }
        }
        fitting.retain(|found| least.get(&ends(found)) == Some(&found.path.edges.len()));
        if pattern.selector == Selector::AnyShortest {
            fitting.sort_by_key(ends);
            fitting.dedup_by_key(|found| ends(found));
        }
        Ok(fitting)
    }

    /// Whether a node may stand there, by its variable and labels.
    fn enter(&self, pattern: &NodePattern, node: NodeId, row: &mut Row) -> bool {
        self.has(&Value::Node(node), &pattern.labels) && bind(row, pattern.var, Value::Node(node))
    }

    fn has(&self, item: &Value, labels: &Option<LabelExpr>) -> bool {
        let names: Vec<&str> = match item {
            Value::Node(node) => {
                let labels = self.graph.node_labels(*node).iter();
                labels.map(|label| self.graph.label_name(*label)).collect()
            }
            Value::Edge(edge) => vec![self.graph.type_name(self.graph.edge_type(*edge))],
            _ => Vec::new(),
        };
        labels.as_ref().is_none_or(|labels| label_holds(labels, &names))
    }

    /// All ways to take an edge, or a chain of them, from the end of a path.
    fn walks(&self, pattern: &EdgePattern, from: Found) -> Vec<Found> {
        let start = from.path.edges.len();
        let length = pattern.length.unwrap_or(Length { min: 1, max: Some(1) });
        let (mut level, mut all, mut steps) = (vec![from], Vec::new(), 0);
        while !level.is_empty() && length.max.is_none_or(|max| steps <= max) {
            if steps >= length.min {
                all.extend(level.iter().cloned());
            }
            level = level.iter().flat_map(|found| self.step(pattern, found)).collect();
            steps += 1;
        }
        all.retain_mut(|found| {
            let mut edges = found.path.edges.iter().skip(start).map(|edge| Value::Edge(*edge));
            let value = match pattern.length {
                None => edges.next().unwrap_or(Value::Null),
                Some(_) => edges.collect::<Vec<_>>().into(),
            };
            bind(&mut found.row, pattern.var, value)
        });
        all
    }

    fn spend(&self, steps: usize) {
        self.budget.set(self.budget.get().saturating_sub(steps));
    }

    fn step(&self, pattern: &EdgePattern, from: &Found) -> Vec<Found> {
        let Some(at) = from.path.nodes.last().copied() else { return Vec::new() };
        let mut found = Vec::new();
        self.spend(1);
        for edge in self.graph.edges().filter(|_| self.budget.get() > 0) {
            let (source, target) = self.graph.ends(edge);
            let forward = pattern.direction != Direction::In && source == at;
            let backward = pattern.direction != Direction::Out && target == at;
            let end = match (forward, backward) {
                (true, _) => target,
                (false, true) => source,
                (false, false) => continue,
            };
            if from.used.contains(&edge) || !self.has(&Value::Edge(edge), &pattern.types) {
                continue;
            }
            let mut next = from.clone();
            next.used.push(edge);
            next.path.edges.push(edge);
            next.path.nodes.push(end);
            found.push(next);
        }
        found
    }

    /// Whether the properties and inline conditions of a matched pattern hold.
    fn fits(&self, pattern: &PathPattern, row: &Row) -> Fallible<bool> {
        let mut parts = vec![(pattern.start.var, &pattern.start.properties, &pattern.start.filter)];
        for (edge, node) in &pattern.steps {
            parts.push((edge.var, &edge.properties, &edge.filter));
            parts.push((node.var, &node.properties, &node.filter));
        }
        for (var, properties, filter) in parts {
            // A chain is a list of edges, each of which must have the properties.
            let items = match row.get(&var) {
                Some(Value::List(edges)) => edges.to_vec(),
                item => item.cloned().into_iter().collect(),
            };
            for (key, expr) in properties {
                let wanted = self.eval(expr, row)?;
                for item in &items {
                    if value::equals(&self.property(item, key)?, &wanted) != Some(true) {
                        return Ok(false);
                    }
                }
            }
            if !self.holds(filter.as_ref(), row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn holds(&self, condition: Option<&Expr>, row: &Row) -> Fallible<bool> {
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

    fn aggregate(&self, aggregate: &Aggregate, group: &[Row]) -> Fallible<Value> {
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

    fn eval(&self, expr: &Expr, row: &Row) -> Fallible<Value> {
        self.eval_in(expr, row, &[])
    }

    /// The value of an expression; aggregates in it are over `group`.
    fn eval_in(&self, expr: &Expr, row: &Row, group: &[Row]) -> Fallible<Value> {
        let eval = |expr: &Expr| self.eval_in(expr, row, group);
        let all = |exprs: &[Expr]| exprs.iter().map(eval).collect::<Fallible<Vec<Value>>>();
        let missing = || EvalError::new(format!("no value of {expr:?}"));
        Ok(match expr {
            Expr::Literal(value) => value.clone(),
            Expr::Var(var) => row.get(var).cloned().ok_or_else(missing)?,
            Expr::Property(of, key) => self.property(&eval(of)?, key)?,
            Expr::List(items) => all(items)?.into(),
            Expr::Unary(op, of) => match (op, eval(of)?) {
                (UnaryOp::Not, value) => truth(&value)?.map(|truth| !truth).into(),
                (UnaryOp::IsNull, value) => (value == Value::Null).into(),
                (UnaryOp::IsNotNull, value) => (value != Value::Null).into(),
                (UnaryOp::Minus, value) => value::negate(&value)?,
                (UnaryOp::Plus, value) => value::plus(&value)?,
            },
            Expr::Binary(op, a, b) => binary(*op, &eval(a)?, &eval(b)?)?,
            Expr::Compare(first, rest) => {
                let (mut left, mut truths) = (eval(first)?, Vec::new());
                for (op, right) in rest {
                    let right = eval(right)?;
                    truths.push(compare(*op, &left, &right));
                    left = right;
                }
                and(truths).into()
            }
            Expr::And(parts) => and(truths(&all(parts)?)?).into(),
            Expr::Or(parts) => or(truths(&all(parts)?)?).into(),
            Expr::Xor(parts) => {
                let odd = |a: Option<bool>, b: Option<bool>| a.zip(b).map(|(a, b)| a != b);
                truths(&all(parts)?)?.into_iter().fold(Some(false), odd).into()
            }
            Expr::HasLabels(of, labels) => match eval(of)? {
                Value::Null => Value::Null,
                item => self.has(&item, &Some(labels.clone())).into(),
            },
            Expr::Call(function, args) => {
                let values = all(args)?;
                let value = (function.eval)(&Env { graph: self.graph }, &values)?;
                let compared = nenpyo::functions::compared_events(function).unwrap_or(0);
                let event = |arg: &Expr| match arg {
                    Expr::Property(of, key) if key == "date" => eval(of).ok(),
                    _ => None,
                };
                let events: Vec<NodeId> = args[..compared.min(args.len())]
                    .iter()
                    .filter_map(event)
                    .filter_map(|value| match value {
                        Value::Node(node) => Some(node),
                        _ => None,
                    })
                    .collect();
                match value {
                    Value::Null if compared > 0 && events.len() == compared => {
                        nenpyo::functions::by_order(self.graph, function, &events, &values)
                    }
                    value => value,
                }
            }
            Expr::Aggregate(aggregate) => self.aggregate(aggregate, group)?,
            Expr::Case { subject, arms, otherwise } => {
                let subject = subject.as_ref().map(|subject| eval(subject)).transpose()?;
                for arm in arms {
                    let when = eval(&arm.when)?;
                    let chosen = match &subject {
                        Some(subject) => value::equals(subject, &when),
                        None => truth(&when)?,
                    };
                    if chosen == Some(true) {
                        return eval(&arm.then);
                    }
                }
                otherwise.as_ref().map_or(Ok(Value::Null), |otherwise| eval(otherwise))?
            }
            Expr::ListComprehension { var, list, filter, map } => {
                let Some(items) = items(eval(list)?)? else { return Ok(Value::Null) };
                let mut kept = Vec::new();
                for item in items {
                    let row = with(row, *var, item.clone());
                    if self.holds(filter.as_deref(), &row)? {
                        let map = map.as_ref().map(|map| self.eval_in(map, &row, group));
                        kept.push(map.unwrap_or(Ok(item))?);
                    }
                }
                kept.into()
            }
            Expr::Quantified { quantifier, var, list, predicate } => {
                let Some(items) = items(eval(list)?)? else { return Ok(Value::Null) };
                let rows = items.into_iter().map(|item| with(row, *var, item));
                let each = rows.map(|row| self.eval_in(predicate, &row, group));
                quantified(*quantifier, truths(&each.collect::<Fallible<Vec<_>>>()?)?).into()
            }
            Expr::Reduce { accumulator, init, var, list, step } => {
                let Some(items) = items(eval(list)?)? else { return Ok(Value::Null) };
                items.into_iter().try_fold(eval(init)?, |so_far, item| {
                    self.eval_in(step, &with(&with(row, *accumulator, so_far), *var, item), group)
                })?
            }
            Expr::PatternComprehension { pattern, filter, map } => {
                let found = self.matches(std::slice::from_ref(pattern), filter.as_deref(), row)?;
                let values = found.iter().map(|row| self.eval_in(map, row, group));
                values.collect::<Fallible<Vec<Value>>>()?.into()
            }
            Expr::Parameter(name) => self.params.get(name).cloned().ok_or_else(missing)?,
            Expr::Index(of, at) => match (eval(of)?, eval(at)?) {
                (of @ (Value::Node(_) | Value::Edge(_)), Value::String(key)) => {
                    self.property(&of, &key)?
                }
                (of, at) => value::index(&of, &at)?,
            },
            Expr::Slice(of, from, to) => {
                let end = |end: &Option<Box<Expr>>| end.as_deref().map(eval).transpose();
                let from = end(from)?.unwrap_or(Value::Integer(0));
                value::slice(&eval(of)?, &from, end(to)?.as_ref())?
            }
            Expr::Map(entries) => {
                let entry = |(key, of): &(String, Expr)| Ok((key.clone(), eval(of)?));
                Value::map(entries.iter().map(entry).collect::<Fallible<IndexMap<_, _>>>()?)?
            }
            Expr::Exists(query) => (!self.query(query, row)?.is_empty()).into(),
            Expr::Count(query) => Value::Integer(self.query(query, row)?.len() as i64),
        })
    }

    fn property(&self, of: &Value, key: &str) -> Fallible<Value> {
        Ok(match (of, self.graph.key_id(key)) {
            (Value::Node(node), Some(key)) => self.graph.node_property(*node, key),
            (Value::Edge(edge), Some(key)) => self.graph.edge_property(*edge, key),
            (Value::Node(_) | Value::Edge(_), None) => Value::Null,
            _ => value::part(of, key)?,
        })
    }
}

fn with(row: &Row, var: Var, value: Value) -> Row {
    let mut row = row.clone();
    row.insert(var, value);
    row
}

fn items(list: Value) -> Fallible<Option<Vec<Value>>> {
    match list {
        Value::Null => Ok(None),
        Value::List(items) => Ok(Some(items.to_vec())),
        other => Err(EvalError::new(format!("{other:?} is no list"))),
    }
}

/// The variables that a pattern binds.
fn variables(pattern: &PathPattern) -> Vec<Var> {
    let steps = pattern.steps.iter().flat_map(|(edge, node)| [edge.var, node.var]);
    pattern.var.into_iter().chain([pattern.start.var]).chain(steps).collect()
}

fn label_holds(labels: &LabelExpr, names: &[&str]) -> bool {
    match labels {
        LabelExpr::Name(name) => names.contains(&name.as_str()),
        LabelExpr::Any => !names.is_empty(),
        LabelExpr::Not(labels) => !label_holds(labels, names),
        LabelExpr::And(all) => all.iter().all(|labels| label_holds(labels, names)),
        LabelExpr::Or(all) => all.iter().any(|labels| label_holds(labels, names)),
    }
}
