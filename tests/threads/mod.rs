//! Runs each plan on one thread and on several.

use nenpyo::exec::{Cancel, ExecError, Limits, Params, Table, Tracing, execute};
use nenpyo::graph::Graph;
use nenpyo::plan::Plan;

/// Runs a plan on one thread, and again on several that work on pieces of a few rows: the answer must be the same, to the
/// order of the rows, what they rest on, and the error.
pub fn execute_twice(
    plan: &Plan,
    graph: &Graph,
    params: &Params,
    limits: &Limits,
    tracing: impl Into<Tracing>,
) -> Result<Table, ExecError> {
    let tracing = tracing.into();
    let run = |limits: &Limits| execute(plan, graph, params, limits, &Cancel::new(), tracing);
    let alone = run(&limits.clone().threads(Some(1)));
    // The other run takes other steps, so that it may reach a limit that this one does not.
    let is_limit = |found: &Result<_, _>| matches!(found, Err(ExecError::Limit { .. }));
    if is_limit(&alone) || is_random(plan) {
        return alone;
    }
    let together = run(&limits.clone().threads(Some(3)).pieces(Some(2)));
    if !is_limit(&together) {
        // As text, since NaN is not equal to itself, but 1 to 1.0.
        let (alone, together) = (format!("{alone:?}"), format!("{together:?}"));
        assert!(alone == together, "one thread: {alone}\nthree: {together}\n{plan}");
    }
    alone
}

fn is_random(plan: &Plan) -> bool {
    plan.to_string().contains("rand(")
}
