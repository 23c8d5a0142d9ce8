//! Constants, variables, properties, labels, and what is made of parts.

use super::{BoxEval, Eval, Evaluated, RowRef};
use crate::algebra::Var;
use crate::exec::context::Context;
use crate::exec::labels::Labels;
use crate::functions::{Env, Function};
use crate::graph::KeyId;
use crate::value::{self, EvalError, Value};
use indexmap::IndexMap;

pub(super) struct Constant(pub(super) Value);

impl Eval for Constant {
    fn eval(&mut self, _: RowRef<'_>, _: &mut Context<'_>) -> Evaluated {
        Ok(self.0.clone())
    }
}

/// A column of the batch.
pub(super) struct ColumnOf(pub(super) Var);

impl Eval for ColumnOf {
    fn eval(&mut self, row: RowRef<'_>, _: &mut Context<'_>) -> Evaluated {
        Ok(row.batch.value(self.0, row.row))
    }
}

/// A variable of a comprehension.
pub(super) struct Local(pub(super) usize);

impl Eval for Local {
    fn eval(&mut self, _: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        Ok(cx.locals.get(self.0).cloned().unwrap_or(Value::Null))
    }
}

/// `of.key`.
pub(super) struct Property {
    pub(super) of: BoxEval,
    pub(super) key: Option<KeyId>,
    pub(super) name: String,
}

impl Eval for Property {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let of = self.of.eval(row, cx)?;
        self.get(&of, cx)
    }
}

impl Property {
    #[inline(never)]
    fn get(&self, of: &Value, cx: &Context<'_>) -> Evaluated {
        match (of, self.key) {
            (Value::Node(node), Some(key)) => Ok(cx.graph.node_property(*node, key)),
            (Value::Edge(edge), Some(key)) => Ok(cx.graph.edge_property(*edge, key)),
            (Value::Node(_) | Value::Edge(_), None) => Ok(Value::Null),
            _ => Ok(value::part(of, &self.name)?),
        }
    }
}

/// `of.key`, where `of` is a column of nodes, without a detour.
pub(super) struct NodeProperty {
    pub(super) of: Var,
    pub(super) slow: Property,
}

impl Eval for NodeProperty {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        match (row.batch.node(self.of, row.row), self.slow.key) {
            (Some(node), Some(key)) => Ok(cx.graph.node_property(node, key)),
            _ => self.slow.eval(row, cx),
        }
    }
}

/// `of:Label`.
pub(super) struct HasLabels {
    pub(super) of: BoxEval,
    pub(super) labels: Labels,
}

impl Eval for HasLabels {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let of = self.of.eval(row, cx)?;
        has_labels(&of, &self.labels, cx)
    }
}

#[inline(never)]
fn has_labels(of: &Value, labels: &Labels, cx: &Context<'_>) -> Evaluated {
    match of {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => Ok(labels.of_node(cx.graph, *node).into()),
        Value::Edge(edge) => Ok(labels.of_type(cx.graph.edge_type(*edge)).into()),
        other => {
            let message =
                format!("only nodes and edges have labels, not {}", value::describe(other));
            Err(EvalError::new(message).into())
        }
    }
}

pub(super) struct List(pub(super) Vec<BoxEval>);

impl Eval for List {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let items = eval_all(&mut self.0, row, cx)?;
        Ok(Value::list(items)?)
    }
}

fn eval_all(
    all: &mut [BoxEval],
    row: RowRef<'_>,
    cx: &mut Context<'_>,
) -> Result<Vec<Value>, crate::exec::ExecError> {
    let mut values = Vec::with_capacity(all.len());
    for item in all {
        values.push(item.eval(row, cx)?);
    }
    Ok(values)
}

pub(super) struct Map(pub(super) Vec<(String, BoxEval)>);

impl Eval for Map {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let mut map = IndexMap::with_capacity(self.0.len());
        for (key, value) in &mut self.0 {
            map.insert(key.clone(), value.eval(row, cx)?);
        }
        Ok(Value::map(map)?)
    }
}

/// A function of values.
pub(super) struct Call {
    pub(super) function: &'static Function,
    pub(super) args: Vec<BoxEval>,
}

impl Eval for Call {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let args = eval_all(&mut self.args, row, cx)?;
        call(self.function, &args, cx)
    }
}

#[inline(never)]
fn call(function: &Function, args: &[Value], cx: &mut Context<'_>) -> Evaluated {
    let value = (function.eval)(&Env { graph: cx.graph }, args)?;
    if let Value::List(items) = &value {
        cx.tick(items.len() / 16)?;
    }
    Ok(value)
}
