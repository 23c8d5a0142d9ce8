//! Calling functions by name in tests.

use super::{Env, EvalError, lookup, lookup_aggregate};
use crate::graph::Graph;
use crate::value::Value;

/// Calls a function on an empty graph.
pub(super) fn call(name: &str, args: &[Value]) -> Result<Value, EvalError> {
    let function = lookup(name).unwrap_or_else(|| panic!("no function {name}"));
    (function.eval)(&Env { graph: &Graph::default() }, args)
}

/// The result of a function as a literal, or its error.
pub(super) fn shown(name: &str, args: &[Value]) -> String {
    match call(name, args) {
        Ok(value) => value.to_string(),
        Err(error) => format!("error: {error}"),
    }
}

/// Calls an aggregate function of one argument.
pub(super) fn aggregate(name: &str, values: &[Value]) -> Result<Value, EvalError> {
    let function = lookup_aggregate(name).unwrap_or_else(|| panic!("no aggregate {name}"));
    let mut state = (function.start)();
    values.iter().try_for_each(|value| state.add(std::slice::from_ref(value)))?;
    state.finish()
}
