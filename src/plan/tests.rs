use super::{PlanOptions, plan_with};
use crate::bind::pattern::bind;
use crate::graph::{Graph, GraphBuilder};
use crate::syntax::pattern::parse;
use crate::value::Value;

/// Twenty people in two towns; each knows the next.
fn graph() -> Graph {
    let mut builder = GraphBuilder::new();
    let id = |text: String| vec![("id".to_owned(), Value::from(text))];
    let towns = [0, 1].map(|n| builder.add_node(&["Town"], id(format!("t{n}"))));
    let mut before = None;
    for (n, town) in (0..20).zip(towns.iter().cycle()) {
        let person = builder.add_node(&["Person"], id(format!("p{n}")));
        builder.add_edge(person, *town, "IN", Vec::new());
        if let Some(before) = before.replace(person) {
            builder.add_edge(before, person, "KNOWS", Vec::new());
        }
    }
    builder.build().unwrap()
}

/// What `EXPLAIN` shows, without the trailing blanks.
fn explain(text: &str, off: &[&str]) -> String {
    let graph = graph();
    let query = bind(&parse(text).unwrap(), Some(&graph)).unwrap().query;
    let options = off.iter().fold(PlanOptions::default(), |options, rule| options.without(rule));
    plan_with(&query, &graph, &options).to_string()
}

#[test]
fn a_pattern_starts_at_its_rarest_node() {
    let text = "MATCH (p:Person)-[:IN]->(t:Town) WHERE p.age > 30 RETURN p.id AS who";
    insta::assert_snapshot!(explain(text, &[]));
    insta::assert_snapshot!(explain(text, &["match_order"]));
}

#[test]
fn an_id_is_looked_up() {
    let text = "MATCH (p:Person)-[:KNOWS*1..3]-(q:Person {id: 'p7'}) RETURN count(p) AS n";
    insta::assert_snapshot!(explain(text, &[]));
}

#[test]
fn conditions_are_checked_early() {
    let text = "MATCH (t:Town), (p:Person) WHERE t.id <> 't0' AND p.id = t.id RETURN p AS p";
    insta::assert_snapshot!(explain(text, &[]));
    insta::assert_snapshot!(explain(text, &["push_down", "access_path"]));
}

#[test]
fn groups_and_the_first_rows() {
    let text = "MATCH (p:Person)-[:IN]->(t) WHERE NOT EXISTS { (p)-[:KNOWS]->() } \
                RETURN t.id AS town, count(*) AS n ORDER BY n DESC LIMIT 2";
    insta::assert_snapshot!(explain(text, &[]));
    insta::assert_snapshot!(explain(text, &["semi_apply", "top_k"]));
}

#[test]
fn optional_and_shortest() {
    let text = "MATCH (a:Person {id: 'p1'}) OPTIONAL MATCH p = shortestPath((a)-[:KNOWS*]-(b:Town)) \
                RETURN length(p) AS n UNION RETURN 1 AS n";
    insta::assert_snapshot!(explain(text, &[]));
}

#[test]
fn the_length_of_a_comprehension_is_a_count() {
    let size =
        "MATCH (p:Person) WHERE size([(p)-[:KNOWS]->(q) WHERE q.id > 'p3' | q.id]) > 0 RETURN p";
    let count = "MATCH (p:Person) WHERE COUNT { (p)-[:KNOWS]->(q) WHERE q.id > 'p3' } > 0 RETURN p";
    assert_eq!(explain(size, &[]), explain(count, &[]));
    assert!(explain(size, &["count_subqueries"]).contains("size("));
}

#[test]
fn what_an_order_counts_by_columns_is_not_counted_before_them() {
    let size =
        "MATCH (p:Person) RETURN p AS q ORDER BY size([(p)-[:KNOWS]->(w) WHERE w.id > p.id | 1])";
    let count =
        "MATCH (p:Person) RETURN p.id AS id ORDER BY COUNT { (p)-[:KNOWS]->(w) WHERE w.id > id }";
    assert!(!explain(size, &[]).contains("Tally"));
    assert!(!explain(count, &[]).contains("Tally"));
}
