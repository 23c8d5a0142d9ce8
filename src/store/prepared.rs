//! What is kept of a question that was asked before.

use crate::algebra::{Expr, Query};
use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::plan::{Plan, plan, walk};
use crate::render::Format;
use crate::time::Date;

/// A question from its text to its plan.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) asked: Query,
    /// The pattern query that it means.
    pub(super) query: String,
    pub(super) warnings: Vec<Diagnostic>,
    /// The format that a phrase asks for.
    pub(super) format: Option<&'static Format>,
    /// Rows may rest on something inferred or doubtful, or be merely possible, and must tell.
    pub(super) doubtful: bool,
    /// The day that it asks about.
    pub(super) as_of: Option<Date>,
}

impl Prepared {
    pub(super) fn new(query: &Query, graph: &Graph) -> Prepared {
        let possible = |expr: &Expr| {
            walk::any(expr, |e| matches!(e, Expr::Call(called, _) if called.name == "possible"))
        };
        let dates = query.exprs().into_iter().any(possible) && graph.has_inexact_dates();
        Prepared {
            plan: plan(query, graph),
            query: query.to_string(),
            asked: query.clone(),
            warnings: Vec::new(),
            format: None,
            doubtful: dates || graph.is_doubtful(),
            as_of: query.as_of.clone(),
        }
    }
}
