use super::make::*;
use crate::algebra::*;
use crate::graph::Direction;
use crate::value::Value;

/// The names of the ends of all matches of `(a)-[r]-(b)`.
fn ends(edges: &str, direction: Direction, length: Option<(u32, Option<u32>)>) -> Vec<String> {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let r = make.edge("r", direction, length);
    let (va, vb) = (a.var, b.var);
    let (x, y) = (make.var("x", Kind::Value), make.var("y", Kind::Value));
    let query = make.query(vec![
        matching(vec![path(None, a, vec![(r, b)])], None),
        returning(vec![item(property(va, "name"), x), item(property(vb, "name"), y)]),
    ]);
    rows(&run(&query, &graph(edges)).unwrap())
}

#[test]
fn edges_are_followed_either_way() {
    assert_eq!(ends("ab bc", Direction::Out, None), ["a b", "b c"]);
    assert_eq!(ends("ab bc", Direction::In, None), ["b a", "c b"]);
    assert_eq!(ends("ab bc", Direction::Both, None), ["a b", "b a", "b c", "c b"]);
}

#[test]
fn loops_and_parallel_edges() {
    assert_eq!(ends("aa", Direction::Both, None), ["a a"]);
    assert_eq!(ends("aa", Direction::Out, None), ["a a"]);
    assert_eq!(ends("ab ab", Direction::Out, None), ["a b", "a b"]);
    assert_eq!(ends("ab ab", Direction::Both, Some((2, Some(2)))), ["a a", "a a", "b b", "b b"]);
}

#[test]
fn chains_use_no_edge_twice() {
    assert_eq!(
        ends("ab bc ca", Direction::Out, Some((1, None))),
        ["a a", "a b", "a c", "b a", "b b", "b c", "c a", "c b", "c c"]
    );
    assert_eq!(ends("ab", Direction::Both, Some((1, None))), ["a b", "b a"]);
    assert_eq!(ends("ab bc", Direction::Out, Some((0, Some(0)))), ["a a", "b b", "c c"]);
    assert_eq!(ends("ab", Direction::Out, Some((0, Some(1)))), ["a a", "a b", "b b"]);
    assert_eq!(ends("ab", Direction::Out, Some((2, Some(1)))), [""; 0]);
}

#[test]
fn no_edge_is_used_twice_in_a_match() {
    let mut make = Make::default();
    let (a, b, c) = (make.node("a", None), make.node("b", None), make.node("c", None));
    let (r, s) = (make.edge("r", Direction::Both, None), make.edge("s", Direction::Both, None));
    let (va, vc) = (a.var, c.var);
    let query = make.query(vec![
        matching(vec![path(None, a, vec![(r, b), (s, c)])], None),
        returning(vec![item(Expr::Var(va), va), item(Expr::Var(vc), vc)]),
    ]);
    assert_eq!(rows(&run(&query, &graph("ab bc")).unwrap()), ["n0 n2", "n2 n0"]);
}

#[test]
fn an_edge_may_be_used_again_in_another_match() {
    let mut make = Make::default();
    let (a, b, c) = (make.node("a", None), make.node("b", None), make.node("c", None));
    let (r, s) = (make.edge("r", Direction::Out, None), make.edge("s", Direction::In, None));
    let (b2, vc) = (b.clone(), c.var);
    let query = make.query(vec![
        matching(vec![path(None, a, vec![(r, b)])], None),
        matching(vec![path(None, b2, vec![(s, c)])], None),
        returning(vec![item(Expr::Var(vc), vc)]),
    ]);
    assert_eq!(rows(&run(&query, &graph("ab")).unwrap()), ["n0"]);
}

#[test]
fn an_optional_match_keeps_rows_in_order() {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let r = make.edge("r", Direction::Out, None);
    let (va, vb) = (a.var, b.var);
    let a2 = a.clone();
    let query = make.query(vec![
        matching(vec![path(None, a, Vec::new())], None),
        optional(vec![path(None, a2, vec![(r, b)])], None),
        returning(vec![item(Expr::Var(va), va), item(Expr::Var(vb), vb)]),
    ]);
    let table = run(&query, &graph("ab ca db")).unwrap();
    let found: Vec<String> =
        table.rows.iter().map(|row| format!("{:?}", row.values.last())).collect();
    assert_eq!(rows(&table), ["n0 n1", "n1 null", "n2 n0", "n3 n1"]);
    assert_eq!(found.iter().position(|value| value.contains("Null")), Some(1));
}

#[test]
fn a_null_node_matches_nothing() {
    let mut make = Make::default();
    let (a, b) = (make.node("a", Some("Missing")), make.node("b", None));
    let r = make.edge("r", Direction::Out, None);
    let vb = b.var;
    let a2 = NodePattern { labels: None, ..a.clone() };
    let query = make.query(vec![
        optional(vec![path(None, a, Vec::new())], None),
        matching(vec![path(None, a2, vec![(r, b)])], None),
        returning(vec![item(Expr::Var(vb), vb)]),
    ]);
    assert!(run(&query, &graph("ab")).unwrap().rows.is_empty());
}

fn shortest(edges: &str, selector: Selector, length: (u32, Option<u32>)) -> Vec<String> {
    let mut make = Make::default();
    let (mut a, mut b) = (make.node("a", None), make.node("b", None));
    let name = |name: &str| vec![("name".to_owned(), Expr::Literal(name.into()))];
    (a.properties, b.properties) = (name("a"), name("z"));
    let r = make.edge("r", Direction::Both, Some(length));
    let vr = r.var;
    let pattern = PathPattern { selector, ..path(None, a, vec![(r, b)]) };
    let query =
        make.query(vec![matching(vec![pattern], None), returning(vec![item(Expr::Var(vr), vr)])]);
    rows(&run(&query, &graph(edges)).unwrap())
}

#[test]
fn shortest_paths() {
    let two_ways = "ab bz ac cz az az";
    assert_eq!(shortest(two_ways, Selector::AnyShortest, (1, None)).len(), 1);
    assert_eq!(shortest(two_ways, Selector::AllShortest, (1, None)), ["[e4]", "[e5]"]);
    assert_eq!(shortest(two_ways, Selector::AllShortest, (2, None)), ["[e0,e1]", "[e2,e3]"]);
    assert_eq!(shortest("ab cz", Selector::AnyShortest, (1, None)), [""; 0]);
    assert_eq!(shortest("ab bz", Selector::AnyShortest, (1, Some(1))), [""; 0]);
}

#[test]
fn existence_with_and_without_batches() {
    for length in [None, Some((1, None))] {
        for negated in [false, true] {
            let mut make = Make::default();
            let (a, b) = (make.node("a", None), make.node("b", None));
            let r = make.edge("r", Direction::Out, length);
            let va = a.var;
            let a2 = a.clone();
            let inner = matching(vec![path(None, a2, vec![(r, b)])], None);
            let inner = Query {
                vars: Vec::new(),
                parts: vec![Part { clauses: vec![inner] }],
                union_all: false,
                as_of: None,
            };
            let mut exists = Expr::Exists(Box::new(inner));
            if negated {
                exists = Expr::Unary(UnaryOp::Not, Box::new(exists));
            }
            let query = make.query(vec![
                matching(vec![path(None, a, Vec::new())], Some(exists)),
                returning(vec![item(Expr::Var(va), va)]),
            ]);
            let expected = if negated { ["n1"] } else { ["n0"] };
            assert_eq!(rows(&run(&query, &graph("ab")).unwrap()), expected);
        }
    }
}

#[test]
fn disconnected_patterns_are_joined_on_a_property() {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let (va, vb) = (a.var, b.var);
    let equal = Expr::Compare(
        Box::new(property(va, "name")),
        vec![(CompareOp::Equal, property(vb, "name"))],
    );
    let query = make.query(vec![
        matching(vec![path(None, a, Vec::new()), path(None, b, Vec::new())], Some(equal)),
        returning(vec![item(Expr::Var(va), va), item(Expr::Var(vb), vb)]),
    ]);
    assert_eq!(rows(&run(&query, &graph("ab bc")).unwrap()), ["n0 n0", "n1 n1", "n2 n2"]);
    let plan = crate::plan::plan(&query, &graph("ab bc")).to_string();
    assert!(plan.contains("by name"), "{plan}");
}

#[test]
fn a_bound_edge_gives_its_ends() {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let (c, d) = (make.node("c", None), make.node("d", None));
    let r = make.edge("r", Direction::Out, None);
    let r2 = EdgePattern { direction: Direction::Both, ..r.clone() };
    let (vc, vd) = (c.var, d.var);
    let query = make.query(vec![
        matching(vec![path(None, a, vec![(r, b)])], None),
        matching(vec![path(None, c, vec![(r2, d)])], None),
        returning(vec![item(Expr::Var(vc), vc), item(Expr::Var(vd), vd)]),
    ]);
    assert_eq!(rows(&run(&query, &graph("ab cc")).unwrap()), ["n0 n1", "n1 n0", "n2 n2"]);
}

#[test]
fn paths_have_the_order_of_the_pattern() {
    let mut make = Make::default();
    let (a, mut b) = (make.node("a", None), make.node("b", None));
    b.properties = vec![("name".to_owned(), Expr::Literal(Value::from("c")))];
    let r = make.edge("r", Direction::Out, Some((2, Some(2))));
    let p = make.var("p", Kind::Path);
    let query = make.query(vec![
        matching(vec![path(Some(p), a, vec![(r, b)])], None),
        returning(vec![item(Expr::Var(p), p)]),
    ]);
    let table = run(&query, &graph("ab bc")).unwrap();
    let Some(Value::Path(found)) = table.rows.first().and_then(|row| row.values.first()) else {
        panic!("no path: {table:?}");
    };
    assert_eq!(found.nodes.iter().map(|n| n.0).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(found.edges.iter().map(|e| e.0).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn the_role_of_an_edge_counts_from_either_end() {
    let mut builder = crate::graph::GraphBuilder::new();
    let hub = builder.add_node(&["A"], vec![]);
    let other = builder.add_node(&["B"], vec![]);
    let role = |role: &str| vec![("role".to_owned(), crate::value::Value::from(role))];
    for text in ["x", "x", "x", "y"] {
        let more = builder.add_node(&["B"], vec![]);
        builder.add_edge(hub, more, "R", role(text));
    }
    builder.add_edge(hub, other, "R", role("y"));
    builder.add_edge(hub, other, "S", vec![]);
    let graph = builder.build().unwrap();
    for (text, count) in [
        ("MATCH (a:A)-[:S]->(b:B), (a)-[r:R {role: 'x'}]->(b) RETURN r", 0),
        ("MATCH (a:A)-[:S]->(b:B), (a)-[r:R {role: 'y'}]->(b) RETURN r", 1),
        ("MATCH (a:A)-[:S]->(b:B) WHERE (a)-[:R {role: 'x'}]->(b) RETURN a", 0),
        ("MATCH (a:A)-[:S]->(b:B) WHERE NOT (a)-[:R {role: 'y'}]->(b) RETURN a", 0),
    ] {
        let tree = crate::syntax::pattern::parse(text).unwrap();
        let query = crate::bind::pattern::bind(&tree, Some(&graph)).unwrap().query;
        let plan = crate::plan::plan(&query, &graph);
        let (limits, cancel) = (crate::exec::Limits::default(), crate::exec::Cancel::new());
        let table =
            crate::exec::execute(&plan, &graph, &Default::default(), &limits, &cancel, false);
        assert_eq!(table.unwrap().rows.len(), count, "{text}\n{plan}");
    }
}
