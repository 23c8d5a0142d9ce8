//! Other ways to ask the same give the same, with each rule on or off.

use crate::exec::{Cancel, Limits, execute};
use crate::graph::{Graph, GraphBuilder};
use crate::plan::rules::RULES;
use crate::plan::{PlanOptions, plan_with};
use crate::time::Date;
use crate::value::Value;
use std::sync::Arc;

fn text(value: &str) -> Value {
    Value::from(value)
}

/// Events around the turns of years, at places or nowhere; `vague` makes one date a month.
fn graph(vague: bool) -> Graph {
    let mut b = GraphBuilder::new();
    let places = ["p", "q"].map(|id| b.add_node(&["Place"], vec![("id".into(), text(id))]));
    let days = ["2017-12-31", "2018-01-01", "2018-06-15", "2018-12-31", "2019-01-01", "", ""];
    let names = ["Quantum", "quantum leap", "a Quantum\nday", "KELVIN \u{212a}", "", "Quant", "x"];
    let mut before = None;
    for (at, (day, name)) in days.into_iter().zip(names).enumerate() {
        let mut properties = vec![
            ("id".to_owned(), Value::Integer(at as i64)),
            ("kind".to_owned(), text(["a", "b"][at % 2])),
            ("name".to_owned(), text(name)),
        ];
        let day = if vague && at == 6 { "2018-01" } else { day };
        if !day.is_empty() {
            let day = Date::parse(day).unwrap();
            properties.push(("date".into(), Value::Edtf(Arc::new(day))));
        }
        let event = b.add_node(&["Event"], properties);
        if at % 3 != 0 {
            let role = vec![("role".to_owned(), text(["host", "guest"][at % 2]))];
            b.add_edge(event, places[at % 2], "AT", role);
        }
        if let Some(before) = before.replace(event) {
            b.add_edge(event, before, "FOLLOWS", vec![]);
        }
    }
    b.build().unwrap()
}

fn rows(text: &str, graph: &Graph, options: &PlanOptions) -> Vec<String> {
    let tree = crate::syntax::pattern::parse(text).unwrap();
    let query = crate::bind::pattern::bind(&tree, Some(graph)).unwrap().query;
    let plan = plan_with(&query, graph, options);
    let (limits, cancel) = (Limits::default(), Cancel::new());
    let table = execute(&plan, graph, &Default::default(), &limits, &cancel, false).unwrap();
    let mut rows: Vec<String> = table.rows.iter().map(|row| format!("{:?}", row.values)).collect();
    rows.sort();
    rows
}

/// All give the same, whichever rule is off.
fn same(texts: &[&str]) {
    for graph in [graph(false), graph(true)] {
        let expected = rows(texts[0], &graph, &PlanOptions::default());
        for text in texts {
            let all = RULES.iter().map(|rule| PlanOptions::default().without(rule.name));
            for options in all.chain([PlanOptions::default()]) {
                assert_eq!(rows(text, &graph, &options), expected, "{text} {options:?}");
            }
        }
    }
}

#[test]
fn years_and_bounds() {
    for op in ["=", "<>", "<", "<=", ">", ">="] {
        for year in [2017, 2018, 2019, 9999, 0, -5] {
            // The second is evaluated row by row.
            let fast = format!("MATCH (e:Event) WHERE e.date.year {op} {year} RETURN e.id AS id");
            let slow = format!(
                "MATCH (e:Event) WITH e, e.date.year AS year WHERE year {op} {year} RETURN e.id AS id"
            );
            same(&[&fast, &slow]);
        }
    }
    same(&[
        "MATCH (e:Event) WITH e.date AS d, e.id AS id WHERE d > date('2018-01-01') AND d <= date('2018-12-31') RETURN id",
        "MATCH (e:Event) WHERE date('2018-01-01') < e.date <= date('2018-12-31') RETURN e.id AS id",
        "MATCH (e:Event) WHERE date('2018-12-31') >= e.date AND e.date > date('2018-01-01') RETURN e.id AS id",
    ]);
    same(&[
        "MATCH (e:Event) WITH e.id AS id, e.kind AS k WHERE id > 1 AND id < 5 AND k = 'a' RETURN id",
        "MATCH (e:Event {kind: 'a'}) WHERE 1 < e.id < 5 RETURN e.id AS id",
        "MATCH (e:Event {kind: 'a'}) WHERE e.id > 1 AND e.id < 5 AND e.id > 0.5 RETURN e.id AS id",
    ]);
}

#[test]
fn without_a_match() {
    same(&[
        "MATCH (e:Event) WHERE NOT (e)-[:AT {role: 'host'}]->() RETURN e.id AS id",
        "MATCH (e:Event) WHERE NOT EXISTS { (e)-[r:AT]->(p:Place) WHERE r.role = 'host' } RETURN e.id AS id",
        "MATCH (e:Event) WHERE COUNT { (e)-[:AT {role: 'host'}]->() } = 0 RETURN e.id AS id",
        "MATCH (e:Event) WHERE COUNT { (e)-[:AT {role: 'host'}]->() } < 1 RETURN e.id AS id",
        "MATCH (e:Event) OPTIONAL MATCH (e)-[r:AT {role: 'host'}]->(p) WITH e, r WHERE r IS NULL RETURN e.id AS id",
        "MATCH (e:Event) OPTIONAL MATCH (e)-[:AT {role: 'host'}]->(p:Place) WITH *, p AS q WHERE q IS NULL AND e.id >= 0 \
         RETURN e.id AS id",
    ]);
    same(&[
        "MATCH (e:Event) WHERE EXISTS { (e)-[:AT]->(:Place {id: 'q'}) } RETURN e.id AS id, NULL AS p",
        "MATCH (e:Event) WHERE COUNT { (e)-[:AT]->({id: 'q'}) } > 0 OPTIONAL MATCH (e)-[:NONE]->(p) WITH e, p WHERE p IS \
         NULL RETURN e.id AS id, p AS p",
    ]);
}

#[test]
fn parts_of_texts() {
    for (fast, slow) in [
        ("toLower(e.name) CONTAINS 'quantum'", "toLower(n) CONTAINS 'quantum'"),
        ("toUpper(e.name) STARTS WITH 'QUANT'", "toUpper(n) STARTS WITH 'QUANT'"),
        ("lower(e.name) ENDS WITH 'k'", "lower(n) ENDS WITH 'k'"),
        ("e.name =~ '.*Quantum.*'", "n =~ '.*Quantum.*'"),
        ("e.name =~ 'Quant.*'", "n =~ 'Quant.*'"),
        ("e.name =~ '.*leap'", "n =~ '.*leap'"),
        ("e.name =~ 'Quant'", "n =~ 'Quant'"),
        ("e.name =~ '.*'", "n =~ '.*'"),
        ("e.name =~ '.*u.n.*'", "n =~ '.*u.n.*'"),
    ] {
        let fast = format!("MATCH (e:Event) WHERE {fast} RETURN e.id AS id");
        let slow = format!("MATCH (e:Event) WITH e, e.name AS n WHERE {slow} RETURN e.id AS id");
        same(&[&fast, &slow]);
    }
}

#[test]
fn kinds_at_the_end_of_an_edge() {
    same(&[
        "MATCH (p:Place)<-[:AT]-(e) WITH p, e, e.kind AS k WHERE k = 'a' RETURN p.id AS p, e.id AS e",
        "MATCH (p:Place)<-[:AT]-(e:Event {kind: 'a'}) RETURN p.id AS p, e.id AS e",
        "MATCH (p:Place)-[:AT]-(e {kind: 'a'}) RETURN p.id AS p, e.id AS e",
    ]);
    same(&[
        "MATCH (p:Place)<-[:AT]-(e {kind: 'none'}) RETURN p.id AS p, e.id AS e",
        "MATCH (p:Place)<-[:AT]-(e {kind: 1}) RETURN p.id AS p, e.id AS e",
        "MATCH (p:Place)<-[:AT]-(e {kind: NULL}) RETURN p.id AS p, e.id AS e",
    ]);
    same(&[
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event)-[:AT]->(p)<-[:AT]-(a) RETURN count(*) AS n",
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event) WITH a, b MATCH (a)-[:AT]->(p), (b)-[:AT]->(q) WHERE p = q RETURN count(*) AS n",
    ]);
}

#[test]
fn shortest_paths_from_both_ends() {
    let ways = ["FOLLOWS", "FOLLOWS|AT"];
    for way in ways {
        for (a, b) in [(0, 5), (5, 0), (2, 4), (1, 6)] {
            for bound in ["", "..3", "1..2", "0..9"] {
                let ends = format!("(a:Event {{id: {a}}})-[:{way}*{bound}]-(b:Event {{id: {b}}})");
                let of = |p: &str| format!("MATCH p = {p}({ends}) RETURN length(p) AS n");
                let all =
                    format!("MATCH p = {ends} WITH min(length(p)) AS n WHERE n >= 0 RETURN n");
                same(&[&of("shortestPath"), &all]);
                let one = "WITH DISTINCT nodes(p)[0] AS a, length(p) AS n RETURN n";
                let all_shortest = format!("MATCH p = allShortestPaths({ends}) {one}");
                same(&[&all_shortest, &all]);
                let counted = format!("MATCH p = allShortestPaths({ends}) RETURN count(p) AS n");
                let by_hand = format!(
                    "MATCH p = {ends} WITH collect(length(p)) AS all, min(length(p)) AS least \
                     RETURN size([n IN all WHERE n = least]) AS n"
                );
                same(&[&counted, &by_hand]);
            }
        }
    }
}

#[test]
fn a_star_that_is_followed_from_its_center_keeps_what_its_first_nodes_are_asked() {
    let mut builder = GraphBuilder::new();
    let ends: Vec<_> = (0..4).map(|_| builder.add_node(&["O"], vec![])).collect();
    for at in 0..200usize {
        let date = Date::parse(&format!("20{:02}-05-01", at % 100)).unwrap();
        let properties = vec![
            ("n".to_owned(), Value::Integer(at as i64)),
            ("date".to_owned(), Value::Edtf(Arc::new(date))),
            ("kind".to_owned(), text(["a", "b"][at % 2])),
        ];
        let event = builder.add_node(&["E"], properties);
        builder.add_edge(event, ends[at % 4], "R", vec![]);
    }
    let graph = builder.build().unwrap();
    let conditions = [
        ("e.n >= 197", 3 * 49),
        ("e.n >= 193 AND e.kind = 'a'", 3 * 49),
        ("e.date >= edtf('2098-01-01')", 4 * 49),
        ("certain(since(e.date, edtf('2098')))", 4 * 49),
    ];
    for (condition, expected) in conditions {
        let text = format!("MATCH (e:E)-[:R]->(o:O)<-[:R]-(f:E) WHERE {condition} RETURN count(*)");
        let expected = [format!("{:?}", [Value::Integer(expected)])];
        for rule in ["", "branches", "date_groups", "match_order"] {
            let options = PlanOptions::default().without(rule);
            assert_eq!(rows(&text, &graph, &options), expected, "{condition} without {rule}");
        }
    }
}
