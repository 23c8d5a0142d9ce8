//! How a query is answered: pipelines of operators, made from the algebra by rules and costs.
//!
//! In go a query and the graph (its statistics and indexes, not its rows), out comes a [`Plan`]. The algebra says *what* in
//! clauses and patterns; a plan says *how*: where a pattern starts, which way each edge is followed, what is counted instead
//! of listed. A [`Pipeline`] is a flat list of steps, each of which takes the rows of the step before it; only what is run
//! for the sake of a row (an optional match, a subquery) and the parts of a union are pipelines of their own. A plan prints as
//! `EXPLAIN` shows it, with the number of rows that is expected of each step.
//!
//! `build` turns clauses into steps, `matching` and `order` patterns into scans and expansions in the order of least cost;
//! then the [`rules`] are applied, in the order of their table. None changes the rows of an answer, and the tests
//! switch each off to see that.

mod access;
mod build;
mod cache;
mod cost;
pub(crate) mod dates;
mod display;
mod matching;
mod op;
mod order;
mod projection;
pub mod rules;
#[cfg(test)]
mod tests;
pub(crate) mod walk;

pub use cache::PlanCache;
pub use display::Line;
pub(crate) use display::rounded;
pub use op::{Access, Alone, Best, Branch, Chain, Factor, Op, Pipeline, Step};

use crate::algebra::Expr;
use crate::algebra::{PathPattern, Query, Var, VarInfo};
use crate::graph::Graph;
use crate::syntax::with_stack;
use std::collections::HashSet;

/// A plan of a whole query.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// All variables: those of the query, then those that the planner added.
    pub vars: Vec<VarInfo>,
    /// The variables of the result, in order.
    pub columns: Vec<Var>,
    /// The steps.
    pub root: Pipeline,
    /// The rules that are switched off; some are applied when the plan runs.
    pub off: Vec<String>,
}

impl Plan {
    /// The names of the columns of the result.
    pub fn column_names(&self) -> Vec<String> {
        let name = |var: &Var| self.vars.get(var.0 as usize).and_then(|info| info.name.clone());
        self.columns.iter().map(|var| name(var).unwrap_or_default()).collect()
    }
}

/// What the planner may do; all of it by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// Names of the rules (see [`rules::RULES`]) that are switched off.
    pub off: Vec<String>,
}

impl PlanOptions {
    /// With a rule switched off.
    #[must_use]
    pub fn without(mut self, rule: &str) -> Self {
        self.off.push(rule.to_owned());
        self
    }

    /// Whether a rule is on.
    pub fn has(&self, rule: &str) -> bool {
        !self.off.iter().any(|off| off == rule)
    }
}

/// Plans a query over a graph.
pub fn plan(query: &Query, graph: &Graph) -> Plan {
    plan_with(query, graph, &PlanOptions::default())
}

/// Plans a query with some rules switched off.
pub fn plan_with(query: &Query, graph: &Graph, options: &PlanOptions) -> Plan {
    with_stack(|| {
        let mut planner = build::Planner::new(query.vars.clone(), graph, options);
        let (mut root, columns) = planner.query(query, HashSet::new(), Op::Unit);
        let mut vars = planner.vars;
        rules::apply(&mut root, &mut vars, Some(&columns), graph, options);
        Plan { vars, columns, root, off: options.off.clone() }
    })
}

/// Plans a subquery for a row with the variables `bound`; its first step is [`Op::Argument`]. `vars` are the
/// variables of the plan around it, to which those that the planner adds are appended.
pub(crate) fn plan_subquery(
    query: &Query,
    vars: &mut Vec<VarInfo>,
    bound: &HashSet<Var>,
    graph: &Graph,
) -> Pipeline {
    subplan(vars, graph, Some(&[]), |planner| planner.query(query, bound.clone(), Op::Argument).0)
}

/// Plans the pattern of a pattern comprehension.
pub(crate) fn plan_pattern(
    pattern: &PathPattern,
    filter: Option<&Expr>,
    vars: &mut Vec<VarInfo>,
    bound: &HashSet<Var>,
    graph: &Graph,
) -> Pipeline {
    subplan(vars, graph, None, |planner| planner.pattern(pattern, filter, bound.clone()))
}

fn subplan(
    vars: &mut Vec<VarInfo>,
    graph: &Graph,
    used: Option<&[Var]>,
    make: impl FnOnce(&mut build::Planner<'_>) -> Pipeline,
) -> Pipeline {
    let options = PlanOptions::default();
    let mut planner = build::Planner::new(std::mem::take(vars), graph, &options);
    let mut pipeline = make(&mut planner);
    *vars = planner.vars;
    rules::apply(&mut pipeline, vars, used, graph, &options);
    pipeline
}
