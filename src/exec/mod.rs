//! Runs plans: operators that pull batches of rows, stored by column, from one another.
//!
//! In go a plan and a graph, out comes a [`Table`] of values over that graph, of which [`answer`] makes the owned answer.
//! `build` makes an operator (`ops`) of each step; these pass on a `batch` of some two thousand rows at once.
//! Conditions, keys and sums that are about one property read its column (`vector`); all others are evaluators of a
//! row (`expr`). Where rows are traced, each carries what it rests on (`trace`). `parallel` hands batches to several
//! threads, and the answer does not show it. The [`Limits`] are counted in `context`.
//!
//! Nothing here recurses on the data or on the number of clauses: a pipeline is a flat list of operators that a loop
//! drives (`driver`, `operator`), paths are searched with explicit stacks, and subqueries nest no deeper than
//! [`Limits::nesting`].

mod answer;
mod batch;
mod build;
mod context;
mod crew;
mod driver;
mod error;
mod expr;
mod labels;
mod limits;
mod locate;
mod node_set;
mod operator;
mod ops;
mod parallel;
mod profile;
mod strict;
mod table;
#[cfg(test)]
mod tests;
mod trace;
mod vector;

pub use answer::{View, answer};
pub use error::ExecError;
pub use limits::{Cancel, Limits};
pub use locate::locate;
pub use operator::Measure;
pub use profile::{Profile, ProfileStep};
pub use table::{Row, Table};
pub use trace::{Trace, Tracing};

use crate::graph::Graph;
use crate::plan::Plan;
use crate::syntax::with_stack;
use crate::value::Value;
use indexmap::IndexMap;

/// The values of the parameters of a query.
pub type Params = IndexMap<String, Value>;

/// Runs a plan over the graph that it was made for. With `tracing` (`true` for all of it), each row carries what
/// it rests on.
///
/// # Errors
/// When an expression has no value, a limit is reached, or `cancel` is set.
pub fn execute(
    plan: &Plan,
    graph: &Graph,
    params: &Params,
    limits: &Limits,
    cancel: &Cancel,
    tracing: impl Into<Tracing>,
) -> Result<Table, ExecError> {
    let spent = context::Spent::default();
    let mut context = context::Context::new(graph, params, limits, cancel, tracing.into(), &spent);
    with_stack(|| run(plan, &mut context, false).map(|(table, _)| table))
}

/// Runs a plan as [`execute`] does, without traces, and measures each step of the plan (those within a step count with
/// it).
///
/// # Errors
/// As [`execute`].
///
/// ```
/// use nenpyo::exec::{Cancel, Limits, Params, profile};
/// let store = nenpyo::Store::builtin()?;
/// let tree = nenpyo::syntax::pattern::parse("MATCH (e:Event) RETURN e.name AS name").unwrap();
/// let query = nenpyo::bind::pattern::bind(&tree, Some(store.graph())).unwrap().query;
/// let plan = nenpyo::plan::plan(&query, store.graph());
/// let (limits, cancel) = (Limits::default(), Cancel::new());
/// let (table, profile) = profile(&plan, store.graph(), &Params::new(), &limits, &cancel)?;
/// assert_eq!(table.rows.len(), 60);
/// assert_eq!(profile.steps[1].measure.map(|scan| scan.rows), Some(60));
/// println!("{profile}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn profile(
    plan: &Plan,
    graph: &Graph,
    params: &Params,
    limits: &Limits,
    cancel: &Cancel,
) -> Result<(Table, Profile), ExecError> {
    let (spent, nothing) = (context::Spent::default(), Tracing::Nothing);
    let mut context = context::Context::new(graph, params, limits, cancel, nothing, &spent);
    let (table, measures) = with_stack(|| run(plan, &mut context, true))?;
    Ok((table, Profile::new(plan, measures)))
}

fn run<'g>(
    plan: &'g Plan,
    context: &mut context::Context<'g>,
    measured: bool,
) -> Result<(Table, Vec<Measure>), ExecError> {
    let on = |rule: &str| !plan.off.iter().any(|off| off == rule);
    context.tricks = context::Tricks { date_tests: on("date_tests"), remember: on("remember") };
    context.plan = Some(plan);
    let mut driver = build::Builder::new(plan.vars.clone(), context).pipeline(&plan.root)?;
    if measured {
        driver.measure();
    }
    let mut rows = Vec::new();
    while let Some(batch) = driver.next(context)? {
        context.result_rows(rows.len() + batch.len)?;
        context.hold(batch.bytes())?;
        rows.extend((0..batch.len).map(|row| Row {
            values: plan.columns.iter().map(|var| batch.value(*var, row)).collect(),
            trace: batch.trace(row).cloned(),
        }));
    }
    Ok((Table { columns: plan.column_names(), rows }, driver.measured()))
}
