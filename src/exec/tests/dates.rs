//! Conditions on dates, tested by distinct date and row by row.

use crate::bind::pattern::bind;
use crate::exec::{Cancel, Limits, Table, Tracing, execute};
use crate::graph::{Graph, GraphBuilder};
use crate::plan::plan;
use crate::syntax::pattern::parse;
use crate::time::Date;
use crate::value::Value;
use std::sync::Arc;

/// Nodes with dates of many kinds, and one without.
fn graph() -> Graph {
    let mut builder = GraphBuilder::new();
    let dates = [
        "2014-12-31",
        "2015-01-01",
        "2015-06-15",
        "2015-12-31",
        "2016-01-01",
        "2015",
        "2015-06",
        "201X",
        "2015-XX-01",
        "2015-06-15~",
        "2014/2016",
        "2015-02~/2015-09-03",
        "../2015-03",
        "2015-03/..",
        "[2014,2016]",
        "{2015-01,2015-03}",
    ];
    for (id, text) in (0..).zip(dates) {
        let date = Value::Edtf(Arc::new(Date::parse(text).unwrap()));
        builder
            .add_node(&["Event"], vec![("id".into(), Value::Integer(id)), ("date".into(), date)]);
    }
    builder.add_node(&["Event"], vec![("id".into(), Value::Integer(99))]);
    builder.build().unwrap()
}

fn ask(graph: &Graph, filter: &str, returned: &str, tracing: Tracing) -> Table {
    let text = format!("MATCH (e:Event) WHERE {filter} RETURN {returned}");
    let query = bind(&parse(&text).unwrap(), Some(graph)).unwrap().query;
    let plan = plan(&query, graph);
    let (limits, cancel) = (Limits::default(), Cancel::new());
    execute(&plan, graph, &Default::default(), &limits, &cancel, tracing).unwrap()
}

/// The rows, and whether each holds for every completion of the dates.
fn rows(table: &Table) -> Vec<(Vec<Value>, Option<bool>)> {
    let mark = |row: &crate::exec::Row| row.trace.as_ref().map(|trace| trace.dates_certain);
    table.rows.iter().map(|row| (row.values.clone(), mark(row))).collect()
}

fn conditions() -> Vec<String> {
    let period = "edtf('2015')";
    let two = [
        "before",
        "after",
        "before_period",
        "after_period",
        "within",
        "since",
        "until",
        "overlapping",
        "same_month",
    ];
    let mut calls: Vec<String> = two.map(|name| format!("{name}(e.date, {period})")).into();
    calls.extend(two.map(|name| format!("{name}({period}, e.date)")));
    calls.push("near(e.date, edtf('2015-06-01'), 3, 'months')".into());
    let moods = |call: String| [format!("possible({call})"), format!("certain({call})"), call];
    calls.into_iter().flat_map(moods).collect()
}

#[test]
fn a_test_by_date_is_that_of_each_row() {
    let graph = graph();
    let mut kept = 0;
    for condition in conditions() {
        // A second property makes the condition one that is evaluated row by row.
        let slow = format!("({condition} OR e.id IS NULL)");
        for tracing in [Tracing::Nothing, Tracing::Certainty, Tracing::Facts] {
            let table = ask(&graph, &condition, "e.id AS id", tracing);
            kept += table.rows.len();
            assert_eq!(
                rows(&table),
                rows(&ask(&graph, &slow, "e.id AS id", tracing)),
                "{condition}, {tracing:?}"
            );
        }
    }
    assert!(kept > 500, "{kept}");
}

#[test]
fn a_count_is_certain_when_all_its_rows_are() {
    let graph = graph();
    for condition in conditions() {
        let listed = rows(&ask(&graph, &condition, "e.id AS id", Tracing::Facts));
        let certain = listed.iter().all(|(_, mark)| *mark == Some(true));
        for tracing in [Tracing::Certainty, Tracing::Facts] {
            let count = rows(&ask(&graph, &condition, "count(e) AS n", tracing));
            let n = Value::Integer(listed.len() as i64);
            assert_eq!(count, [(vec![n], Some(certain))], "{condition}, {tracing:?}");
        }
    }
}
