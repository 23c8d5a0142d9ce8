//! A reference evaluator: what a query means, as plainly as it can be said.
//!
//! Written from the text of openCypher and GQL, with nested loops and no plan: a match tries every node and every
//! edge, and conditions are looked at when all variables are bound. Slow on purpose; for graphs of a few nodes. It
//! takes the algebra, the comparison of values and the functions from the library, and nothing of its execution.

use indexmap::IndexMap;
use nenpyo::algebra::{
    Aggregate, BinaryOp, Clause, CompareOp, EdgePattern, Expr, LabelExpr, Match, NodePattern,
    PathPattern, Projection, Quantifier, Query, Selector, UnaryOp, Var,
};
use nenpyo::functions::Env;
use nenpyo::graph::{Direction, Graph};
use nenpyo::value::{self, EdgeId, NodeId, Path, Value, order};
use std::cell::Cell as Counter;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The values of the variables that are bound.
type Row = BTreeMap<Var, Value>;
type Fallible<T> = Result<T, String>;

/// The rows of a query.
pub fn answer(
    query: &Query,
    graph: &Graph,
    parameters: &IndexMap<String, Value>,
) -> Fallible<Vec<Vec<Value>>> {
    let budget = Counter::new(100_000);
    Reference { graph, parameters, budget }.query(query, &Row::new())
}

struct Reference<'a> {
    graph: &'a Graph,
    parameters: &'a IndexMap<String, Value>,
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

fn same(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| order(a, b).is_eq())
}

fn distinct<T>(items: Vec<T>, key: impl Fn(&T) -> &[Value]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items {
        if !kept.iter().any(|other| same(key(other), key(&item))) {
            kept.push(item);
        }
    }
    kept
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
        let union = query.parts.len() > 1 && !query.union_all;
        Ok(if union { distinct(rows, |row| row) } else { rows })
    }

    fn part(&self, clauses: &[Clause], outer: &Row) -> Fallible<Vec<Vec<Value>>> {
        let mut rows = vec![outer.clone()];
        for clause in clauses {
            rows = match clause {
                Clause::Match(clause) => self.match_all(clause, rows)?,
                Clause::Unwind { list, var } => self.unwind(list, *var, rows)?,
                Clause::With(projection) => self.project(projection, rows, outer)?,
                Clause::Return(projection) => {
                    let rows = self.project(projection, rows, outer)?;
                    let value = |row: &Row, var| row.get(&var).cloned().unwrap_or(Value::Null);
                    let row = |row: &Row| {
                        projection.items.iter().map(|item| value(row, item.var)).collect()
                    };
                    return Ok(rows.iter().map(row).collect());
                }
            };
        }
        Ok(rows.iter().map(|_| Vec::new()).collect())
    }

    fn unwind(&self, list: &Expr, var: Var, rows: Vec<Row>) -> Fallible<Vec<Row>> {
        let mut unwound = Vec::new();
        for row in rows {
            let items = match self.eval(list, &row)? {
                Value::Null => Vec::new(),
                Value::List(items) => items.to_vec(),
                single => vec![single],
            };
            for item in items {
                let mut row = row.clone();
                row.insert(var, item);
                unwound.push(row);
            }
        }
        Ok(unwound)
    }

    // Matching

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
                if next.len() > 10_000 {
                    return Err(TOO_MUCH.into());
                }
            }
            found = next;
        }
        let mut kept = Vec::new();
        for Found { row, .. } in found {
            if self.fits(patterns, &row)? && self.holds(filter, &row)? {
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
        if self.budget.get() == 0 || found.len() > 10_000 {
            return Err(TOO_MUCH.into());
        }
        if let Some(var) = pattern.var {
            found.retain_mut(|found| {
                let path = Value::Path(found.path.clone().into());
                bind(&mut found.row, var, path)
            });
        }
        if pattern.selector == Selector::All { Ok(found) } else { self.shortest(pattern, found) }
    }

    fn shortest(&self, pattern: &PathPattern, found: Vec<Found>) -> Fallible<Vec<Found>> {
        let mut fitting = Vec::new();
        for found in found {
            if self.fits(std::slice::from_ref(pattern), &found.row)? {
                fitting.push(found);
            }
        }
        let ends =
            |found: &Found| (found.path.nodes.first().copied(), found.path.nodes.last().copied());
        let mut least = BTreeMap::new();
        for found in &fitting {
            let length = least.entry(ends(found)).or_insert(usize::MAX);
            *length = found.path.edges.len().min(*length);
        }
        fitting.retain(|found| least.get(&ends(found)) == Some(&found.path.edges.len()));
        let mut seen = Vec::new();
        if pattern.selector == Selector::AnyShortest {
            fitting.retain(|found| {
                let new = !seen.contains(&ends(found));
                seen.push(ends(found));
                new
            });
        }
        Ok(fitting)
    }

    /// Whether a node may stand there, by its variable and labels.
    fn enter(&self, pattern: &NodePattern, node: NodeId, row: &mut Row) -> bool {
        self.node_has(node, pattern.labels.as_ref()) && bind(row, pattern.var, Value::Node(node))
    }

    fn node_has(&self, node: NodeId, labels: Option<&LabelExpr>) -> bool {
        let names: Vec<&str> = self
            .graph
            .node_labels(node)
            .iter()
            .map(|label| self.graph.label_name(*label))
            .collect();
        labels.is_none_or(|labels| label_holds(labels, &names))
    }

    fn edge_has(&self, edge: EdgeId, types: Option<&LabelExpr>) -> bool {
        let name = self.graph.type_name(self.graph.edge_type(edge));
        types.is_none_or(|types| label_holds(types, &[name]))
    }

    /// All ways to take an edge, or a chain of them, from the end of a path.
    fn walks(&self, pattern: &EdgePattern, from: Found) -> Vec<Found> {
        let Some(length) = pattern.length else {
            let steps = self.step(pattern, &from).into_iter();
            return steps
                .filter_map(|mut found| {
                    let edge = *found.path.edges.last()?;
                    bind(&mut found.row, pattern.var, Value::Edge(edge)).then_some(found)
                })
                .collect();
        };
        let start = from.path.edges.len();
        let (mut level, mut all, mut steps) = (vec![from], Vec::new(), 0);
        while !level.is_empty() && length.max.is_none_or(|max| steps <= max) {
            if steps >= length.min {
                all.extend(level.iter().cloned());
            }
            level = level.iter().flat_map(|found| self.step(pattern, found)).collect();
            steps += 1;
        }
        all.retain_mut(|found| {
            let edges: Vec<Value> =
                found.path.edges.iter().skip(start).map(|edge| Value::Edge(*edge)).collect();
            bind(&mut found.row, pattern.var, edges.into())
        });
        all
    }

    fn step(&self, pattern: &EdgePattern, from: &Found) -> Vec<Found> {
        let Some(at) = from.path.nodes.last().copied() else { return Vec::new() };
        let mut found = Vec::new();
        if self.budget.get() == 0 {
            return found;
        }
        self.budget.set(self.budget.get() - 1);
        for edge in self.graph.edges() {
            let (source, target) = self.graph.ends(edge);
            let forward = pattern.direction != Direction::In && source == at;
            let backward = pattern.direction != Direction::Out && target == at;
            let end = match (forward, backward) {
                (true, _) => target,
                (false, true) => source,
                (false, false) => continue,
            };
            if from.used.contains(&edge) || !self.edge_has(edge, pattern.types.as_ref()) {
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

    /// Whether the properties and inline conditions of matched patterns hold.
    fn fits(&self, patterns: &[PathPattern], row: &Row) -> Fallible<bool> {
        for pattern in patterns {
            let nodes =
                std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|(_, node)| node));
            for node in nodes {
                if !self.has(node.var, &node.properties, row)?
                    || !self.holds(node.filter.as_ref(), row)?
                {
                    return Ok(false);
                }
            }
            for (edge, _) in &pattern.steps {
                if !self.has(edge.var, &edge.properties, row)?
                    || !self.holds(edge.filter.as_ref(), row)?
                {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Whether a node or edge, or each edge of a list, has these properties.
    fn has(&self, var: Var, properties: &[(String, Expr)], row: &Row) -> Fallible<bool> {
        let items = match row.get(&var) {
            Some(Value::List(edges)) => edges.to_vec(),
            Some(single) => vec![single.clone()],
            None => return Err("a pattern without its variable".into()),
        };
        for (key, expr) in properties {
            let wanted = self.eval(expr, row)?;
            for item in &items {
                if value::equals(&self.property(item, key)?, &wanted) != Some(true) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn holds(&self, condition: Option<&Expr>, row: &Row) -> Fallible<bool> {
        condition
            .map_or(Ok(true), |condition| Ok(truth(&self.eval(condition, row)?)? == Some(true)))
    }

    // Projection

    fn project(&self, projection: &Projection, rows: Vec<Row>, outer: &Row) -> Fallible<Vec<Row>> {
        // Each projected row, with the rows that it was made of.
        let mut made: Vec<(Row, Vec<Value>, Vec<Row>)> = Vec::new();
        for group in self.groups(projection, rows, outer)? {
            let first = group.first().cloned().unwrap_or_else(|| outer.clone());
            let mut values = Vec::new();
            let mut row = outer.clone();
            for item in &projection.items {
                let value = self.eval_in(&item.expr, &first, &group)?;
                values.push(value.clone());
                row.insert(item.var, value);
            }
            made.push((row, values, group));
        }
        if projection.distinct {
            made = distinct(made, |(_, values, _)| values);
        }
        if !projection.order.is_empty() {
            made = self.sort(projection, made, outer)?;
        }
        let skip = self.amount(projection.skip.as_ref(), outer)?.unwrap_or(0);
        let limit = self.amount(projection.limit.as_ref(), outer)?.unwrap_or(usize::MAX);
        let mut kept = Vec::new();
        for (row, _, group) in made.into_iter().skip(skip).take(limit) {
            let mut scope = group.first().cloned().unwrap_or_default();
            scope.extend(row.clone());
            if self.holds(projection.filter.as_ref(), &scope)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    /// The rows that make one row each: single ones, or groups with equal keys.
    fn groups(
        &self,
        projection: &Projection,
        rows: Vec<Row>,
        outer: &Row,
    ) -> Fallible<Vec<Vec<Row>>> {
        let exprs = || projection.items.iter().map(|item| &item.expr);
        if !exprs().chain(projection.order.iter().map(|key| &key.expr)).any(aggregates) {
            return Ok(rows.into_iter().map(|row| vec![row]).collect());
        }
        let keys: Vec<&Expr> = exprs().filter(|expr| !aggregates(expr)).collect();
        let mut groups: Vec<(Vec<Value>, Vec<Row>)> = Vec::new();
        if keys.is_empty() && rows.is_empty() {
            let _ = outer;
            return Ok(vec![Vec::new()]);
        }
        for row in rows {
            let key =
                keys.iter().map(|key| self.eval(key, &row)).collect::<Fallible<Vec<Value>>>()?;
            match groups.iter_mut().find(|(other, _)| same(other, &key)) {
                Some((_, group)) => group.push(row),
                None => groups.push((key, vec![row])),
            }
        }
        Ok(groups.into_iter().map(|(_, group)| group).collect())
    }

    #[allow(clippy::type_complexity)]
    fn sort(
        &self,
        projection: &Projection,
        made: Vec<(Row, Vec<Value>, Vec<Row>)>,
        outer: &Row,
    ) -> Fallible<Vec<(Row, Vec<Value>, Vec<Row>)>> {
        let mut keyed = Vec::new();
        for (row, values, group) in made {
            let mut scope = group.first().cloned().unwrap_or_else(|| outer.clone());
            scope.extend(row.clone());
            let keys = projection.order.iter().map(|key| self.eval_in(&key.expr, &scope, &group));
            keyed.push((keys.collect::<Fallible<Vec<Value>>>()?, (row, values, group)));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let pairs = a.iter().zip(b).zip(&projection.order);
            let ordered =
                pairs.map(|((a, b), key)| if key.descending { order(b, a) } else { order(a, b) });
            ordered.fold(Ordering::Equal, Ordering::then)
        });
        Ok(keyed.into_iter().map(|(_, made)| made).collect())
    }

    fn amount(&self, expr: Option<&Expr>, outer: &Row) -> Fallible<Option<usize>> {
        let Some(expr) = expr else { return Ok(None) };
        match self.eval(expr, outer)? {
            Value::Integer(amount) => {
                usize::try_from(amount).map(Some).map_err(|error| error.to_string())
            }
            other => Err(format!("{other:?} rows")),
        }
    }

    fn aggregate(&self, aggregate: &Aggregate, group: &[Row]) -> Fallible<Value> {
        let mut all = Vec::new();
        for row in group {
            let args = aggregate.args.iter().map(|arg| self.eval(arg, row));
            all.push(args.collect::<Fallible<Vec<Value>>>()?);
        }
        if aggregate.distinct {
            all = distinct(all, |args| args);
        }
        let mut state = (aggregate.function.start)();
        for args in &all {
            state.add(args).map_err(|error| error.to_string())?;
        }
        state.finish().map_err(|error| error.to_string())
    }

    // Expressions

    fn eval(&self, expr: &Expr, row: &Row) -> Fallible<Value> {
        self.eval_in(expr, row, &[])
    }

    /// The value of an expression; aggregates in it are over `group`.
    fn eval_in(&self, expr: &Expr, row: &Row, group: &[Row]) -> Fallible<Value> {
        let eval = |expr: &Expr| self.eval_in(expr, row, group);
        let all = |exprs: &[Expr]| exprs.iter().map(eval).collect::<Fallible<Vec<Value>>>();
        let done = |value: Result<Value, nenpyo::functions::EvalError>| {
            value.map_err(|error| error.to_string())
        };
        Ok(match expr {
            Expr::Literal(value) => value.clone(),
            Expr::Parameter(name) => {
                self.parameters.get(name).cloned().ok_or_else(|| format!("no parameter {name}"))?
            }
            Expr::Var(var) => row.get(var).cloned().ok_or_else(|| format!("unbound {var:?}"))?,
            Expr::Property(of, key) => self.property(&eval(of)?, key)?,
            Expr::Index(of, at) => match (eval(of)?, eval(at)?) {
                (of @ (Value::Node(_) | Value::Edge(_)), Value::String(key)) => {
                    self.property(&of, &key)?
                }
                (of, at) => done(value::index(&of, &at))?,
            },
            Expr::Slice(list, from, to) => {
                let from = from.as_ref().map_or(Ok(Value::Integer(0)), |from| eval(from))?;
                let to = to.as_ref().map(|to| eval(to)).transpose()?;
                done(value::slice(&eval(list)?, &from, to.as_ref()))?
            }
            Expr::List(items) => all(items)?.into(),
            Expr::Map(entries) => {
                let entries = entries.iter().map(|(key, expr)| Ok((key.clone(), eval(expr)?)));
                Value::Map(entries.collect::<Fallible<IndexMap<_, _>>>()?.into())
            }
            Expr::Unary(op, of) => match (op, eval(of)?) {
                (UnaryOp::Not, value) => truth(&value)?.map(|truth| !truth).into(),
                (UnaryOp::IsNull, value) => (value == Value::Null).into(),
                (UnaryOp::IsNotNull, value) => (value != Value::Null).into(),
                (UnaryOp::Minus, value) => done(value::negate(&value))?,
                (UnaryOp::Plus, value) => done(value::plus(&value))?,
            },
            Expr::Binary(op, a, b) => done(binary(*op, &eval(a)?, &eval(b)?))?,
            Expr::Compare(first, rest) => {
                let mut left = eval(first)?;
                let mut truths = Vec::new();
                for (op, right) in rest {
                    let right = eval(right)?;
                    truths.push(compare(*op, &left, &right));
                    left = right;
                }
                and(truths).into()
            }
            Expr::And(parts) => and(truths(&all(parts)?)?).into(),
            Expr::Or(parts) => {
                and(truths(&all(parts)?)?.into_iter().map(|t| t.map(|t| !t)).collect())
                    .map(|t| !t)
                    .into()
            }
            Expr::Xor(parts) => {
                let odd = |a: Option<bool>, b: Option<bool>| a.zip(b).map(|(a, b)| a != b);
                truths(&all(parts)?)?.into_iter().fold(Some(false), odd).into()
            }
            Expr::HasLabels(of, labels) => match eval(of)? {
                Value::Node(node) => self.node_has(node, Some(labels)).into(),
                Value::Edge(edge) => self.edge_has(edge, Some(labels)).into(),
                Value::Null => Value::Null,
                other => return Err(format!("{other:?} has no labels")),
            },
            Expr::Call(function, args) => {
                done((function.eval)(&Env { graph: self.graph }, &all(args)?))?
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
                        kept.push(
                            map.as_ref().map_or(Ok(item), |map| self.eval_in(map, &row, group))?,
                        );
                    }
                }
                kept.into()
            }
            Expr::Quantified { quantifier, var, list, predicate } => {
                let Some(items) = items(eval(list)?)? else { return Ok(Value::Null) };
                let each = items
                    .into_iter()
                    .map(|item| self.eval_in(predicate, &with(row, *var, item), group));
                quantified(*quantifier, &truths(&each.collect::<Fallible<Vec<_>>>()?)?).into()
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
            Expr::Exists(query) => (!self.query(query, row)?.is_empty()).into(),
            Expr::Count(query) => Value::Integer(self.query(query, row)?.len() as i64),
        })
    }

    fn property(&self, of: &Value, key: &str) -> Fallible<Value> {
        let id = self.graph.key_id(key);
        match of {
            Value::Node(node) => {
                Ok(id.map_or(Value::Null, |id| self.graph.node_property(*node, id)))
            }
            Value::Edge(edge) => {
                Ok(id.map_or(Value::Null, |id| self.graph.edge_property(*edge, id)))
            }
            other => value::part(other, key).map_err(|error| error.to_string()),
        }
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
        other => Err(format!("{other:?} is no list")),
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

fn truth(value: &Value) -> Fallible<Option<bool>> {
    match value {
        Value::Null => Ok(None),
        Value::Boolean(truth) => Ok(Some(*truth)),
        other => Err(format!("{other:?} is no truth")),
    }
}

fn truths(values: &[Value]) -> Fallible<Vec<Option<bool>>> {
    values.iter().map(truth).collect()
}

fn and(truths: Vec<Option<bool>>) -> Option<bool> {
    match () {
        () if truths.contains(&Some(false)) => Some(false),
        () if truths.contains(&None) => None,
        () => Some(true),
    }
}

fn quantified(quantifier: Quantifier, truths: &[Option<bool>]) -> Option<bool> {
    let any = || and(truths.iter().map(|t| t.map(|t| !t)).collect()).map(|all_false| !all_false);
    match quantifier {
        Quantifier::All => and(truths.to_vec()),
        Quantifier::Any => any(),
        Quantifier::None => any().map(|any| !any),
        Quantifier::Single => match truths.iter().filter(|truth| **truth == Some(true)).count() {
            0 | 1 if truths.contains(&None) => None,
            count => Some(count == 1),
        },
    }
}

fn compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match op {
        CompareOp::Equal => value::equals(a, b),
        CompareOp::NotEqual => value::equals(a, b).map(|equal| !equal),
        CompareOp::Less => value::less(a, b),
        CompareOp::LessEqual => value::less_or_equal(a, b),
        CompareOp::Greater => value::greater(a, b),
        CompareOp::GreaterEqual => value::greater_or_equal(a, b),
    }
}

fn binary(op: BinaryOp, a: &Value, b: &Value) -> Result<Value, nenpyo::functions::EvalError> {
    match op {
        BinaryOp::Add => value::add(a, b),
        BinaryOp::Subtract => value::subtract(a, b),
        BinaryOp::Multiply => value::multiply(a, b),
        BinaryOp::Divide => value::divide(a, b),
        BinaryOp::Modulo => value::modulo(a, b),
        BinaryOp::Power => value::power(a, b),
        BinaryOp::In => value::is_in(a, b).map(Value::from),
        BinaryOp::StartsWith => Ok(value::starts_with(a, b).into()),
        BinaryOp::EndsWith => Ok(value::ends_with(a, b).into()),
        BinaryOp::Contains => Ok(value::contains(a, b).into()),
        BinaryOp::Matches => value::matches(a, b).map(Value::from),
    }
}

/// Whether an aggregate stands in an expression (subqueries aside, which have their own).
fn aggregates(expr: &Expr) -> bool {
    let any = |exprs: &[Expr]| exprs.iter().any(aggregates);
    let maybe = |expr: &Option<Box<Expr>>| expr.as_deref().is_some_and(aggregates);
    match expr {
        Expr::Aggregate(_) => true,
        Expr::Literal(_) | Expr::Parameter(_) | Expr::Var(_) | Expr::Exists(_) | Expr::Count(_) => {
            false
        }
        Expr::Property(of, _) | Expr::Unary(_, of) | Expr::HasLabels(of, _) => aggregates(of),
        Expr::Index(a, b) | Expr::Binary(_, a, b) => aggregates(a) || aggregates(b),
        Expr::Slice(list, from, to) => aggregates(list) || maybe(from) || maybe(to),
        Expr::List(items) | Expr::Call(_, items) => any(items),
        Expr::And(items) | Expr::Or(items) | Expr::Xor(items) => any(items),
        Expr::Map(entries) => entries.iter().any(|(_, expr)| aggregates(expr)),
        Expr::Compare(first, rest) => {
            aggregates(first) || rest.iter().any(|(_, expr)| aggregates(expr))
        }
        Expr::Case { subject, arms, otherwise } => {
            let arm = arms.iter().any(|arm| aggregates(&arm.when) || aggregates(&arm.then));
            maybe(subject) || arm || maybe(otherwise)
        }
        Expr::ListComprehension { list, filter, map, .. } => {
            aggregates(list) || maybe(filter) || maybe(map)
        }
        Expr::Quantified { list, predicate, .. } => aggregates(list) || aggregates(predicate),
        Expr::Reduce { init, list, step, .. } => {
            aggregates(init) || aggregates(list) || aggregates(step)
        }
        Expr::PatternComprehension { filter, map, .. } => maybe(filter) || aggregates(map),
    }
}
