//! The graph of a small chronicle.

use crate::graph::{Graph, GraphError};
use crate::model::{Citation, Dataset};
use crate::value::{NodeId, Value};
use std::fmt::Write;

fn dataset(entities: &str, events: &str) -> Dataset {
    let text = format!(
        r#"{{
        "ontology": {{
            "classes": {{"event": {{}}, "honour": {{"parents": ["event"]}}, "award": {{"parents": ["honour"]}},
                         "place": {{}}, "research_base": {{"parents": ["place"]}}}},
            "measures": {{"amount": {{"dimension": "money"}}, "count": {{"dimension": "things"}}}}
        }},
        "sources": {{"d": {{"title": "Chronicle", "url": "https://example.org"}}}},
        "entities": {{{entities}}},
        "events": {{{events}}}
    }}"#
    );
    serde_json::from_str(&text).expect("a dataset")
}

fn small() -> Dataset {
    dataset(
        r#""dalian": {"class": "place", "labels": [{"lang": "ja", "text": "大連"}, {"lang": "zh-Hant", "text": "大連市"},
                                                   {"lang": "ja", "text": "ダイレン"}, {"lang": "en", "text": "Dalian"}]},
           "2017": {"class": "research_base", "certainty": "doubtful", "notes": ["a remark"],
                    "citations": [{"source": "d", "at": "1"}],
                    "links": [{"relation": "part_of", "target": {"id": "dalian"}, "certainty": "inferred"},
                              {"relation": "founded", "target": {"date": "2017-03~"},
                               "citations": [{"source": "d", "at": "see 2"}]}]}"#,
        r#""d:1": {"class": "award", "date": "2017-03-05", "labels": [{"lang": "und", "text": "Prize"}],
                   "citations": [{"source": "d", "at": "1"}, {"source": "d", "at": "3.1"}],
                   "links": [{"relation": "recipient", "target": {"id": "2017"}},
                             {"relation": "follows", "target": {"id": "d:2"}}],
                   "amounts": [{"measure": "amount", "value": "1.50", "unit": "CNY"},
                               {"measure": "count", "value": "3", "unit": "service centres"},
                               {"measure": "count", "value": "4", "unit": "projects", "approximate": true},
                               {"measure": "count", "value": "5", "unit": "projects", "certainty": "inferred",
                                "citations": [{"source": "d", "at": "4"}]}]},
           "d:2": {"class": "event", "date": "2017-03", "certainty": "inferred"}"#,
    )
}

fn show(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::List(values) => {
            format!("[{}]", values.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        Value::Edtf(date) => date.to_string(),
        Value::Quantity(quantity) => format!("{} {}", quantity.value, quantity.unit),
        other => format!("{other:?}"),
    }
}

fn dump(graph: &Graph) -> String {
    let mut text = String::new();
    let row = |properties: Vec<_>| {
        let mut shown: Vec<String> = Vec::new();
        for (key, value) in properties {
            shown.push(format!("{}: {}", graph.key_name(key), show(&value)));
        }
        shown.sort_unstable();
        shown.join(", ")
    };
    for node in graph.nodes() {
        let labels = graph.node_labels(node).iter().map(|label| graph.label_name(*label));
        let labels = labels.collect::<Vec<_>>().join(":");
        writeln!(text, "{} :{labels} {{{}}}", node.0, row(graph.node_properties(node)))
            .expect("text");
    }
    for edge in graph.edges() {
        let (from, to) = graph.ends(edge);
        let edge_type = graph.type_name(graph.edge_type(edge));
        let properties = row(graph.edge_properties(edge));
        writeln!(text, "{} -{edge_type}-> {} {{{properties}}}", from.0, to.0).expect("text");
    }
    text
}

#[test]
fn a_chronicle_becomes_nodes_and_edges() {
    let graph = Graph::from_dataset(&small()).expect("a graph");
    insta::assert_snapshot!(dump(&graph));
}

#[test]
fn facts_of_nodes_and_edges() {
    let graph = Graph::from_dataset(&small()).expect("a graph");
    let node = |id| graph.node_by_id(id).unwrap_or(NodeId(u32::MAX));
    let (dalian, base, award) = (node("dalian"), node("2017"), node("d:1"));
    assert_eq!(base, NodeId(1), "the entity, not the year");
    let names = ["en", "ja", "zh-Hant", "zh"].map(|lang| graph.label_of(dalian, lang));
    assert_eq!(names, ["Dalian", "大連", "大連市", "Dalian"]);
    assert_eq!(graph.label_of(base, "ja"), "2017");
    assert_eq!(graph.label_of(award, "ja"), "Prize");
    let citation = |at: &str| Citation { source: "d".into(), at: at.into() };
    assert_eq!(graph.citations(award), [citation("1"), citation("3.1")]);
    assert_eq!(graph.citations(dalian), []);
    assert!(graph.node_certain(award) && !graph.node_certain(base));
    let edges: Vec<_> = graph.out_all(base).map(|step| step.edge).collect();
    assert_eq!(edges.iter().map(|e| graph.edge_certain(*e)).collect::<Vec<_>>(), [false, true]);
    assert_eq!(graph.edge_citations(edges[0]), [citation("1")]);
    assert_eq!(graph.edge_citations(edges[1]), [citation("see 2")]);
}

#[test]
fn wrong_datasets_are_errors() {
    let errors = [
        dataset(
            r#""a": {"class": "place", "links": [{"relation": "part_of", "target": {"id": "b"}}]}"#,
            "",
        ),
        dataset(r#""a": {"class": "place"}"#, r#""a": {"class": "event", "date": "2017"}"#),
        dataset(r#""a": {"class": "place", "amounts": [{"measure": "names", "value": "1"}]}"#, ""),
    ]
    .map(|dataset| Graph::from_dataset(&dataset).err().map(|error: GraphError| error.to_string()));
    insta::assert_snapshot!(errors.map(Option::unwrap_or_default).join("\n"), @r"
    `a` is linked by `part_of` to `b`, but no entity or event has the id `b`; declare it or correct the id
    the id `a` is both that of an entity and that of an event; rename one of them
    the measure `names` of `a` would hide the property `names` that every item may have; rename the measure
    ");
}
