//! Expressions.

use super::evaluator::{Fallible, Reference, Row, with};
use super::logic::{and, binary, compare, or, quantified, truth, truths};
use indexmap::IndexMap;
use nenpyo::algebra::{CaseArm, Expr, UnaryOp};
use nenpyo::functions::{Env, EvalError, Function};
use nenpyo::value::{self, NodeId, Value};

impl Reference<'_> {
    pub(super) fn eval(&self, expr: &Expr, row: &Row) -> Fallible<Value> {
        self.eval_in(expr, row, &[])
    }

    /// The value of an expression; aggregates in it are over `group`.
    pub(super) fn eval_in(&self, expr: &Expr, row: &Row, group: &[Row]) -> Fallible<Value> {
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
            Expr::Call(function, args) => self.call(function, args, &eval)?,
            Expr::Aggregate(aggregate) => self.aggregate(aggregate, group)?,
            Expr::Case { subject, arms, otherwise } => {
                case(subject.as_deref(), arms, otherwise.as_deref(), &eval)?
            }
            Expr::ListComprehension { .. }
            | Expr::Quantified { .. }
            | Expr::Reduce { .. }
            | Expr::PatternComprehension { .. } => self.scoped(expr, row, group)?,
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

    /// A function; where the dates of events do not tell, what is known of their order may.
    fn call(
        &self,
        function: &'static Function,
        args: &[Expr],
        eval: &dyn Fn(&Expr) -> Fallible<Value>,
    ) -> Fallible<Value> {
        let values = args.iter().map(eval).collect::<Fallible<Vec<Value>>>()?;
        let value = (function.eval)(&Env { graph: self.graph }, &values)?;
        let compared = nenpyo::functions::compared_events(function).unwrap_or(0);
        let event = |arg: &Expr| match arg {
            Expr::Property(of, key) if key == "date" => eval(of).ok(),
            _ => None,
        };
        let node = |value: Value| match value {
            Value::Node(node) => Some(node),
            _ => None,
        };
        let compared_args = args[..compared.min(args.len())].iter();
        let events: Vec<NodeId> = compared_args.filter_map(event).filter_map(node).collect();
        Ok(match value {
            Value::Null if compared > 0 && events.len() == compared => {
                nenpyo::functions::by_order(self.graph, function, &events, &values)
            }
            value => value,
        })
    }

    /// An expression with variables of its own.
    fn scoped(&self, expr: &Expr, row: &Row, group: &[Row]) -> Fallible<Value> {
        let eval = |expr: &Expr| self.eval_in(expr, row, group);
        Ok(match expr {
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
            other => return Err(EvalError::new(format!("{other:?} has no variables of its own"))),
        })
    }

    pub(super) fn property(&self, of: &Value, key: &str) -> Fallible<Value> {
        Ok(match (of, self.graph.key_id(key)) {
            (Value::Node(node), Some(key)) => self.graph.node_property(*node, key),
            (Value::Edge(edge), Some(key)) => self.graph.edge_property(*edge, key),
            (Value::Node(_) | Value::Edge(_), None) => Value::Null,
            _ => value::part(of, key)?,
        })
    }
}

fn items(list: Value) -> Fallible<Option<Vec<Value>>> {
    match list {
        Value::Null => Ok(None),
        Value::List(items) => Ok(Some(items.to_vec())),
        other => Err(EvalError::new(format!("{other:?} is no list"))),
    }
}

fn case(
    subject: Option<&Expr>,
    arms: &[CaseArm],
    otherwise: Option<&Expr>,
    eval: &dyn Fn(&Expr) -> Fallible<Value>,
) -> Fallible<Value> {
    let subject = subject.map(eval).transpose()?;
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
    otherwise.map_or(Ok(Value::Null), eval)
}
