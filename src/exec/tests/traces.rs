use super::make::*;
use crate::algebra::*;
use crate::bind::pattern::bind;
use crate::exec::{Cancel, Limits, Table, View, answer};
use crate::functions;
use crate::graph::{Direction, Graph, GraphBuilder};
use crate::syntax::pattern::parse;
use crate::time::Date;
use crate::value::Value;
use std::collections::HashSet;
use std::sync::Arc;

fn properties(of: &[(&str, Value)]) -> Vec<(String, Value)> {
    of.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

/// An award to two companies, to `b` by inference; a second, dated by the year only, to `a`.
fn chronicle() -> Graph {
    let mut builder = GraphBuilder::new();
    let date = |text: &str| Value::Edtf(Arc::new(Date::parse(text).unwrap()));
    let sources = || Value::from(vec![Value::from("dlhitech 4.3")]);
    let event = |id: &str, when: &str| {
        properties(&[
            ("id", id.into()),
            ("class", "award".into()),
            ("name", "A prize".into()),
            ("date", date(when)),
            ("sources", sources()),
        ])
    };
    let first = builder.add_node(&["Award", "Event"], event("e1", "2017-03"));
    let second = builder.add_node(&["Award", "Event"], event("e2", "2017"));
    let company = |id: &str| {
        properties(&[("id", id.into()), ("class", "company".into()), ("name", id.into())])
    };
    let a = builder.add_node(&["Company"], company("a"));
    let b = builder.add_node(&["Company"], company("b"));
    let edge =
        |certainty: &str| properties(&[("certainty", certainty.into()), ("sources", sources())]);
    builder.add_edge(first, a, "TO", edge("stated"));
    builder.add_edge(first, b, "TO", edge("inferred"));
    builder.add_edge(second, a, "TO", edge("inferred"));
    builder.build().unwrap()
}

fn traced(query: &Query) -> Table {
    run_with(query, &chronicle(), &Limits::default(), &Cancel::new(), true).unwrap()
}

fn edges(table: &Table, row: usize) -> Vec<u32> {
    let trace = table.rows.get(row).and_then(|row| row.trace.as_ref());
    trace.unwrap().edges().iter().map(|edge| edge.0).collect()
}

fn certain(table: &Table) -> Vec<bool> {
    table.rows.iter().map(|row| row.trace.as_ref().unwrap().certain).collect()
}

/// `MATCH (e:Event)-[r]->(c)` and then a projection.
fn awards(projection: impl FnOnce(&mut Make, Var, Var) -> Projection) -> Query {
    let mut make = Make::default();
    let (e, c) = (make.node("e", Some("Event")), make.node("c", None));
    let r = make.edge("r", Direction::Out, None);
    let (ve, vc) = (e.var, c.var);
    let projection = projection(&mut make, ve, vc);
    make.query(vec![matching(vec![path(None, e, vec![(r, c)])], None), Clause::Return(projection)])
}

#[test]
fn each_row_rests_on_its_edge() {
    let query = awards(|_, e, c| Projection {
        items: vec![item(Expr::Var(e), e), item(Expr::Var(c), c)],
        ..Projection::default()
    });
    let table = traced(&query);
    assert_eq!(certain(&table), [true, false, false]);
    assert_eq!([edges(&table, 0), edges(&table, 1), edges(&table, 2)], [[0], [1], [2]]);
}

#[test]
fn a_distinct_row_rests_on_the_most_certain_first() {
    let query = awards(|_, _, c| Projection {
        distinct: true,
        items: vec![item(Expr::Var(c), c)],
        order: vec![SortKey { expr: property(c, "id"), descending: false }],
        ..Projection::default()
    });
    let table = traced(&query);
    assert_eq!(certain(&table), [true, false]);
    assert_eq!(edges(&table, 0), [0, 2]);
    let grouped = awards(|make, _, c| Projection {
        items: vec![
            item(Expr::Var(c), c),
            item(aggregate("count", Vec::new()), make.var("n", Kind::Value)),
        ],
        ..Projection::default()
    });
    assert_eq!(certain(&traced(&grouped)), [false, false]);
}

fn exists(negated: bool, length: Option<(u32, Option<u32>)>) -> Query {
    let mut make = Make::default();
    let (e, c) = (make.node("e", None), make.node("c", Some("Company")));
    let r = make.edge("r", Direction::In, length);
    let (vc, inner_c) = (c.var, NodePattern { labels: None, ..c.clone() });
    let clause = matching(vec![path(None, inner_c, vec![(r, e)])], None);
    let query = Query {
        vars: Vec::new(),
        parts: vec![Part { clauses: vec![clause] }],
        union_all: false,
        as_of: None,
    };
    let mut filter = Expr::Exists(Box::new(query));
    if negated {
        filter = Expr::Unary(UnaryOp::Not, Box::new(filter));
    }
    make.query(vec![
        matching(vec![path(None, c, Vec::new())], Some(filter)),
        returning(vec![item(Expr::Var(vc), vc)]),
    ])
}

#[test]
fn conditions_rest_on_their_witnesses() {
    for length in [None, Some((1, None))] {
        let table = traced(&exists(false, length));
        assert_eq!(certain(&table), [true, false]);
        assert_eq!([edges(&table, 0), edges(&table, 1)], [vec![0, 2], vec![1]]);
    }
    assert!(traced(&exists(true, None)).rows.is_empty());
}

#[test]
fn a_subquery_is_a_ground_of_its_own_row_only() {
    let asked = |text: &str| {
        let graph = chronicle();
        let query = bind(&parse(text).unwrap(), Some(&graph)).unwrap().query;
        let limits = Limits::default().threads(Some(1)).pieces(Some(1));
        let table = run_with(&query, &graph, &limits, &Cancel::new(), true).unwrap();
        (0..table.rows.len()).map(|row| edges(&table, row)).collect::<Vec<_>>()
    };
    let list = "MATCH (c:Company) UNWIND [(c)<-[r]-(e) | e.id] AS id RETURN c.id, id";
    assert_eq!(asked(list), [vec![0, 2], vec![0, 2], vec![1]]);
    let sorted = "MATCH (c:Company) RETURN c.id AS id ORDER BY EXISTS { (c)<--() }, id";
    assert_eq!(asked(sorted), [vec![], vec![]] as [Vec<u32>; 2]);
}

#[test]
fn a_possible_date_marks_the_row() {
    let mut make = Make::default();
    let e = make.node("e", Some("Event"));
    let ve = e.var;
    let call = |name: &str, args: Vec<Expr>| Expr::Call(functions::lookup(name).unwrap(), args);
    let until = call("edtf", vec![Expr::Literal("2017-06".into())]);
    let filter = call("possible", vec![call("until", vec![property(ve, "date"), until])]);
    let query = make.query(vec![
        matching(vec![path(None, e, Vec::new())], Some(filter)),
        returning(vec![item(Expr::Var(ve), ve)]),
    ]);
    let table = traced(&query);
    let dates: Vec<bool> =
        table.rows.iter().map(|row| row.trace.as_ref().unwrap().dates_certain).collect();
    assert_eq!(dates, [true, false]);
}

#[test]
fn an_answer_as_json() {
    let query = awards(|_, e, c| Projection {
        items: vec![
            item(Expr::Var(e), e),
            item(Expr::Var(c), c),
            item(property(e, "date"), Var(9)),
        ],
        limit: Some(Expr::Literal(1.into())),
        ..Projection::default()
    });
    let graph = chronicle();
    let roles = HashSet::from(["TO".to_owned()]);
    let view =
        View { graph: &graph, dataset: None, lang: "en", roles: &roles, why: true, as_of: None };
    let json = serde_json::to_string_pretty(&answer(&traced(&query), &view)).unwrap();
    insta::assert_snapshot!(json);
}
