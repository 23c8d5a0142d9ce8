//! Several threads: the answer, the limits and the errors of one.

use crate::bind::pattern::bind;
use crate::exec::{Cancel, ExecError, Limits, Params, Table, Tracing, execute, profile};
use crate::graph::{Graph, GraphBuilder};
use crate::plan::{Plan, plan};
use crate::syntax::pattern::parse;
use crate::time::Date;
use crate::value::{NodeId, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Events with participants; kinds, dates and numbers come again and again, some are missing.
fn graph(events: u32) -> Graph {
    let mut builder = GraphBuilder::new();
    let orgs = events / 10 + 1;
    for org in 0..orgs {
        let level = if org % 3 == 0 { Value::Integer(1) } else { Value::Float(1.0) };
        let id = Value::Integer(org.into());
        builder.add_node(&["Org"], vec![("id".into(), id), ("level".into(), level)]);
    }
    for event in 0..events {
        let kind = ["visit", "award", "conference"][(event % 7 * event % 7 % 3) as usize];
        let mut properties = vec![
            ("id".into(), Value::Integer(event.into())),
            ("kind".into(), Value::from(kind)),
            ("weight".into(), Value::Float(0.1 * f64::from(event % 17))),
        ];
        if event % 5 != 0 {
            let text = format!("20{:02}-0{}", event * 31 % 13, event % 7 + 1);
            let date = Date::parse(if event % 11 == 0 { &text[..4] } else { &text }).unwrap();
            properties.push(("date".into(), Value::Edtf(Arc::new(date))));
        }
        let node = builder.add_node(&["Event"], properties);
        for number in 0..event % 4 {
            let org = NodeId((event * 7 + number * 3) % orgs);
            let role = [("role".into(), Value::Integer((event % 2).into()))];
            builder.add_edge(node, org, "WITH", role.into());
        }
    }
    builder.build().unwrap()
}

fn planned(text: &str, graph: &Graph) -> Plan {
    let query = bind(&parse(text).unwrap(), Some(graph)).unwrap().query;
    plan(&query, graph)
}

fn ask(plan: &Plan, graph: &Graph, limits: &Limits, tracing: Tracing) -> Result<Table, ExecError> {
    execute(plan, graph, &Params::default(), limits, &Cancel::new(), tracing)
}

const QUERIES: [&str; 27] = [
    "MATCH (e:Event) RETURN e.kind, e.date.year, count(*) AS n",
    "MATCH (e:Event)-[:WITH]->(o) RETURN e.kind, o, count(*) AS n ORDER BY n DESC LIMIT 7",
    "MATCH (e:Event)-[:WITH]->(o) RETURN o.level AS level, count(*) AS n, count(DISTINCT e) AS m",
    "MATCH (e:Event)-[:WITH]->(o) RETURN o.level + 0 AS a, e.id % 3 * 1.0 AS b, count(DISTINCT e.kind)",
    "MATCH (e:Event)-[:WITH]->(o) RETURN [o.level], count(DISTINCT e.date) AS n",
    "MATCH (e:Event)-[:WITH]->(o) RETURN DISTINCT e.kind, o.level",
    "MATCH (e:Event)-[:WITH]->(o) RETURN count(DISTINCT o), count(o.level), count(DISTINCT o.level)",
    "MATCH (e:Event)-[w:WITH]->(o) RETURN w.role, sum(e.weight), avg(e.weight), collect(e.id)",
    "MATCH (e:Event) RETURN e.kind, sum(e.id), min(e.date), max(e.id), avg(e.id)",
    "MATCH (e:Event) RETURN e.id, e.kind ORDER BY e.kind, e.date DESC LIMIT 20",
    "MATCH (e:Event) RETURN e.id ORDER BY e.kind",
    "MATCH (e:Event) RETURN e.id ORDER BY e.weight DESC, e.kind SKIP 5 LIMIT 11",
    "MATCH (e:Event) WHERE e.kind CONTAINS 'a' RETURN e.id LIMIT 30",
    "MATCH (e:Event) WHERE possible(within(e.date, edtf('2005-03'))) RETURN e.id",
    "MATCH (e:Event) WHERE NOT (e)-[:WITH]->() RETURN e.id",
    "MATCH (e:Event) WHERE EXISTS { (e)-[:WITH]->(o) WHERE o.id > 3 } RETURN count(*)",
    "MATCH (e:Event) OPTIONAL MATCH (e)-[:WITH]->(o) RETURN e.id, o.id",
    "MATCH (o:Org)<-[:WITH]-(e)-[:WITH]->(p) WHERE o.id < p.id RETURN o.id, p.id, count(*) AS n ORDER BY n DESC LIMIT 9",
    "MATCH (o:Org)-[*1..2]-(p:Org) RETURN o.id, count(p)",
    "MATCH (e:Event) WITH e.kind AS kind, count(*) AS n MATCH (f:Event {kind: kind}) RETURN f.id, n LIMIT 40",
    // Groups that begin everywhere, each in several pieces, with values that are equal but not the same.
    "MATCH (e:Event) RETURN e.id / 3000 * 1000 + e.id % 1000 AS a, count(*) AS n",
    "MATCH (e:Event) WITH e, CASE WHEN e.id % 7 < 3 THEN 1 ELSE 1.0 END AS one
     RETURN (e.id / 3000 * 1000 + e.id % 1000) * one AS a, count(DISTINCT e.kind) AS n",
    "MATCH (e:Event) WITH e, CASE WHEN e.id % 7 < 3 THEN 1 ELSE 1.0 END AS one
     RETURN (e.id / 60 * 20 + e.id % 20) * one AS a, e.kind AS b, count(*) AS n",
    "MATCH (e:Event) RETURN e.id AS id UNION ALL MATCH (o:Org) RETURN o.id AS id",
    "UNWIND range(1, 200) AS x WITH x, x % 7 AS y RETURN y, count(*), collect(x) ORDER BY y DESC",
    "UNWIND range(1, 200) AS x RETURN 1000 / (150 - x) AS y",
    "UNWIND range(1, 200) AS x RETURN 1000 / (150 - x) AS y LIMIT 20",
];

#[test]
fn the_answer_is_that_of_one_thread() {
    let graph = graph(150);
    for text in QUERIES {
        let plan = planned(text, &graph);
        for tracing in [Tracing::Nothing, Tracing::Certainty, Tracing::Facts] {
            let ask = |threads, rows| {
                let limits = Limits::none().threads(Some(threads)).pieces(rows);
                // As text: 1 is equal to 1.0.
                format!("{:?}", ask(&plan, &graph, &limits, tracing))
            };
            for (threads, rows) in [(2, 1), (3, 4), (4, 16)] {
                let found = ask(threads, Some(rows));
                assert_eq!(ask(1, Some(rows)), found, "{text}: {threads} threads, {rows} rows");
                // How many rows before an error are given depends on how many are gathered.
                if !found.starts_with("Err") && !text.contains("150 - x) AS y LIMIT") {
                    assert_eq!(ask(1, None), found, "{text}: {threads} threads, {rows} rows");
                }
            }
        }
    }
}

#[test]
fn many_rows_go_to_threads_by_themselves() {
    let graph = graph(70_000);
    for text in QUERIES.iter().filter(|text| text.contains("(e:Event)") && !text.contains("[*")) {
        let plan = planned(text, &graph);
        let alone = ask(&plan, &graph, &Limits::none().threads(Some(1)), Tracing::Nothing);
        let found = ask(&plan, &graph, &Limits::none(), Tracing::Nothing);
        assert!(format!("{alone:?}") == format!("{found:?}"), "{text}");
    }
}

#[test]
fn the_first_error_and_no_later_one() {
    let graph = GraphBuilder::new().build().unwrap();
    let text =
        "UNWIND [1, 2, 3, 4, 5, 6, 'a', 7, true, 8, 'b', 9] AS x WITH x + 1 AS y, x RETURN -x";
    let plan = planned(text, &graph);
    let alone = Limits::none().threads(Some(1)).pieces(Some(1));
    let alone = ask(&plan, &graph, &alone, Tracing::Nothing);
    let limits = Limits::none().threads(Some(4)).pieces(Some(1));
    for _ in 0..50 {
        assert_eq!(alone, ask(&plan, &graph, &limits, Tracing::Nothing));
    }
    assert!(alone.is_err());
}

#[test]
fn limits_are_of_all_threads_together() {
    let graph = graph(2_000);
    let plan = planned("MATCH (e:Event)-[:WITH]->(o)<-[:WITH]-(f) RETURN e.id + f.id", &graph);
    let several = Limits::none().threads(Some(4)).pieces(Some(64));
    let rows = ask(&plan, &graph, &several, Tracing::Nothing).unwrap().rows.len() as u64;
    // Each row is a step of several operators; a thread alone takes about a fourth of them.
    let steps = ask(&plan, &graph, &several.clone().steps(Some(2 * rows)), Tracing::Nothing);
    assert!(matches!(steps, Err(ExecError::Limit { which: "steps", .. })), "{steps:?}");
    let few = ask(&plan, &graph, &several.clone().rows(Some(rows - 1)), Tracing::Nothing);
    assert!(matches!(few, Err(ExecError::Limit { which: "rows", .. })), "{few:?}");

    let plan = planned("MATCH p = (e:Event)-[*1..9]-(f) RETURN count(p)", &graph);
    let start = Instant::now();
    let late = several.clone().time(Some(Duration::from_millis(100)));
    let late = ask(&plan, &graph, &late, Tracing::Nothing);
    assert!(matches!(late, Err(ExecError::Limit { which: "seconds", .. })), "{late:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());

    let cancel = Cancel::new();
    let other = cancel.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        other.cancel();
    });
    let found = execute(&plan, &graph, &Params::default(), &several, &cancel, false);
    assert_eq!(found, Err(ExecError::Cancelled));
}

#[test]
fn a_profile_counts_the_rows_of_all_threads() {
    let graph = graph(400);
    for text in QUERIES.iter().filter(|text| !text.contains("LIMIT") && !text.contains("150 -")) {
        let plan = planned(text, &graph);
        let rows = |threads, pieces| {
            let limits = Limits::none().threads(Some(threads)).pieces(pieces);
            let (_, profile) =
                profile(&plan, &graph, &Params::default(), &limits, &Cancel::new()).unwrap();
            let rows = profile.steps.iter().map(|step| step.measure.map(|measure| measure.rows));
            rows.collect::<Vec<_>>()
        };
        // Where only rows are counted, one row may stand for all of a batch.
        if !plan.to_string().contains("Degree") && !plan.to_string().contains("Branches") {
            assert_eq!(rows(1, Some(5)), rows(3, Some(5)), "{text}\n{plan}");
        }
    }
}
