//! The graph answers as a naive model does that keeps everything in lists.

mod chronicle;

use super::*;
use crate::time::Date;
use proptest::prelude::*;
use std::sync::Arc;

const KEYS: [&str; 5] = ["id", "name", "x", "y", "z"];
const LABELS: [&str; 4] = ["A", "B", "C", "D"];
const TYPES: [&str; 3] = ["R", "S", "T"];

type Properties = Vec<(String, Value)>;

#[derive(Debug, Default)]
struct Model {
    nodes: Vec<(Vec<&'static str>, Properties)>,
    edges: Vec<(u32, u32, &'static str, Properties)>,
}

fn date(text: &str) -> Value {
    let date: Date = serde_json::from_value(text.into()).expect("a date");
    Value::Edtf(Arc::new(date))
}

/// A value of one of seven kinds of columns; kind 6 mixes all, and null.
fn value(kind: u8, seed: u32) -> Value {
    match kind {
        0 => Value::Integer(i64::from(seed % 5) - 1),
        1 => Value::Float(f64::from(seed % 5) / 2.0),
        2 => Value::from(format!("{}", seed % 5)),
        3 => Value::Boolean(seed.is_multiple_of(2)),
        4 => date(["2017", "2017-03", "2018"][seed as usize % 3]),
        5 => value([0, 2][seed as usize % 2], seed / 2),
        6 if seed.is_multiple_of(7) => Value::Null,
        6 if seed % 7 == 1 => Value::from(vec![value(0, seed / 7), value(2, seed / 7)]),
        _ => value((seed % 7 - 2) as u8, seed / 7),
    }
}

fn properties(columns: &[(u8, u32)], seeds: &[u32]) -> Properties {
    let mut properties = Vec::new();
    for ((key, (kind, density)), seed) in KEYS.iter().zip(columns).zip(seeds) {
        if seed % 10 < *density {
            properties.push((key.to_string(), value(*kind, seed / 10)));
        }
        if seed % 97 == 0 {
            properties.push((key.to_string(), Value::from("second")));
        }
    }
    properties
}

prop_compose! {
    fn model()(
        columns in prop::collection::vec((0u8..7, 0u32..=10), 10),
        types in 1usize..=3,
        nodes in prop::collection::vec((0usize..16, prop::collection::vec(any::<u32>(), 5)), 1..60),
        edges in prop::collection::vec(
            (any::<u32>(), any::<u32>(), any::<usize>(), prop::collection::vec(any::<u32>(), 5)), 0..60),
    ) -> Model {
        let count = nodes.len() as u32;
        let labels = |set: usize| (0..4).filter(|l| set >> l & 1 == 1).map(|l| LABELS[l]).collect();
        Model {
            nodes: nodes.iter()
                .map(|(set, seeds)| (labels(*set), properties(&columns[..5], seeds))).collect(),
            edges: edges.iter().map(|(from, to, kind, seeds)| {
                // A quarter of the edges start at one node, so that there are many edges between two nodes.
                let from = if from % 4 == 0 { 0 } else { from % count };
                (from, to % count, TYPES[kind % types], properties(&columns[5..], seeds))
            }).collect(),
        }
    }
}

impl Model {
    fn graph(&self) -> Graph {
        let mut builder = GraphBuilder::new();
        for (labels, properties) in &self.nodes {
            builder.add_node(labels, properties.clone());
        }
        for (from, to, edge_type, properties) in &self.edges {
            builder.add_edge(NodeId(*from), NodeId(*to), edge_type, properties.clone());
        }
        builder.build().expect("a graph")
    }

    fn steps(&self, owner: u32, edge_type: Option<&str>, incoming: bool) -> Vec<Neighbor> {
        let edges = (0..).zip(&self.edges);
        let ends =
            edges.map(
                |(edge, (from, to, kind, _))| {
                    if incoming { (edge, to, from, kind) } else { (edge, from, to, kind) }
                },
            );
        ends.filter(|(_, near, _, kind)| **near == owner && edge_type.is_none_or(|t| t == **kind))
            .map(|(edge, _, far, _)| Neighbor { edge: EdgeId(edge), node: NodeId(*far) })
            .collect()
    }

    fn nodes_where(&self, key: &str, value: &Value) -> Vec<NodeId> {
        let nodes = (0..).map(NodeId).zip(&self.nodes);
        nodes.filter(|(_, (_, p))| get(p, key) == *value).map(|(node, _)| node).collect()
    }
}

/// What a naive list of properties says: the first that is not null counts.
fn get(properties: &Properties, key: &str) -> Value {
    let mut of_key = properties.iter().filter(|(k, v)| k == key && *v != Value::Null);
    of_key.next().map_or(Value::Null, |(_, value)| value.clone())
}

fn check_properties(graph: &Graph, expected: &Properties, row: &[(KeyId, Value)]) {
    let expected: Vec<_> = KEYS.iter().filter(|key| get(expected, key) != Value::Null).collect();
    let mut found: Vec<_> = row.iter().map(|(key, _)| graph.key_name(*key)).collect();
    found.sort_unstable();
    assert_eq!(found, expected.into_iter().copied().collect::<Vec<_>>());
}

fn check_nodes(model: &Model, graph: &Graph) {
    assert_eq!(graph.node_count(), model.nodes.len());
    for (node, (labels, properties)) in graph.nodes().zip(&model.nodes) {
        let mut found: Vec<_> =
            graph.node_labels(node).iter().map(|label| graph.label_name(*label)).collect();
        found.sort_unstable();
        assert_eq!(&found, labels);
        check_properties(graph, properties, &graph.node_properties(node));
        for key in KEYS {
            let Some(id) = graph.key_id(key) else {
                assert_eq!(get(properties, key), Value::Null);
                continue;
            };
            assert_eq!(graph.node_property(node, id), get(properties, key));
            let column = graph.node_column(id).map_or(Value::Null, |column| column.get(node.0));
            assert_eq!(column, get(properties, key));
        }
        for edge_type in TYPES {
            let id = graph.type_id(edge_type).unwrap_or(TypeId(99));
            assert_eq!(
                graph.out(node, id).iter().collect::<Vec<_>>(),
                model.steps(node.0, Some(edge_type), false)
            );
            assert_eq!(
                graph.into(node, id).iter().collect::<Vec<_>>(),
                model.steps(node.0, Some(edge_type), true)
            );
        }
        assert_eq!(graph.out_all(node).collect::<Vec<_>>(), model.steps(node.0, None, false));
        assert_eq!(graph.into_all(node).collect::<Vec<_>>(), model.steps(node.0, None, true));
    }
    for label in LABELS {
        let expected = graph.nodes().zip(&model.nodes).filter(|(_, (l, _))| l.contains(&label));
        let found = graph.label_id(label).map_or(&[][..], |label| graph.with_label(label));
        assert_eq!(found, expected.map(|(node, _)| node).collect::<Vec<_>>());
    }
}

fn check_edges(model: &Model, graph: &Graph) {
    assert_eq!(graph.edge_count(), model.edges.len());
    for (edge, (from, to, edge_type, properties)) in graph.edges().zip(&model.edges) {
        assert_eq!(graph.ends(edge), (NodeId(*from), NodeId(*to)));
        assert_eq!(graph.type_name(graph.edge_type(edge)), *edge_type);
        check_properties(graph, properties, &graph.edge_properties(edge));
        for key in KEYS {
            let found = graph.key_id(key).map_or(Value::Null, |key| graph.edge_property(edge, key));
            assert_eq!(found, get(properties, key));
        }
    }
    for edge_type in TYPES {
        let edges: Vec<_> = model.edges.iter().filter(|edge| edge.2 == edge_type).collect();
        let distinct = |mut ends: Vec<u32>| {
            ends.sort_unstable();
            ends.dedup();
            ends.len()
        };
        let expected = TypeStatistics {
            edges: edges.len(),
            sources: distinct(edges.iter().map(|edge| edge.0).collect()),
            targets: distinct(edges.iter().map(|edge| edge.1).collect()),
        };
        let id = graph.type_id(edge_type).unwrap_or(TypeId(99));
        assert_eq!(graph.type_statistics(id), expected);
    }
}

fn check_lookup(model: &Model, graph: &Graph) {
    for key in KEYS {
        let Some(id) = graph.key_id(key) else { continue };
        let is_key = |value: &Value| matches!(value, Value::Integer(_) | Value::String(_));
        let values = model.nodes.iter().map(|(_, properties)| get(properties, key));
        let indexed = values.filter(|value| *value != Value::Null).all(|value| is_key(&value));
        for wanted in (0..5).flat_map(|kind| (0..5).map(move |seed| value(kind, seed))) {
            let found = graph.nodes_where(id, &wanted);
            assert_eq!(found.is_some(), indexed && is_key(&wanted), "{key} {wanted:?}");
            assert!(found.is_none_or(|nodes| nodes == model.nodes_where(key, &wanted)));
        }
    }
    for id in ["0", "1", "second", "-1", "01", "4"] {
        let text = model.nodes_where("id", &Value::from(id));
        let number = id.parse().map_or(Vec::new(), |n| model.nodes_where("id", &Value::Integer(n)));
        let number = if id == "01" { Vec::new() } else { number };
        assert_eq!(graph.node_by_id(id), text.first().or(number.first()).copied(), "{id}");
    }
}

/// Sorted lists, restricted adjacency and statistics.
fn check_derived(model: &Model, graph: &Graph) {
    for (label, key) in LABELS.iter().flat_map(|label| KEYS.map(|key| (label, key))) {
        let (Some(label_id), Some(key_id)) = (graph.label_id(label), graph.key_id(key)) else {
            continue;
        };
        let Some(sorted) = graph.sorted_by(Some(label_id), key_id) else { continue };
        let nodes = (0..).map(NodeId).zip(&model.nodes);
        let mut expected: Vec<(i64, NodeId)> = nodes
            .filter(|(_, (labels, _))| labels.contains(label))
            .filter_map(|(node, (_, properties))| match get(properties, key) {
                Value::Integer(number) => Some((number, node)),
                Value::Edtf(date) => {
                    Some((date.bounds().earliest.map_or(i64::MIN, i64::from), node))
                }
                _ => None,
            })
            .collect();
        expected.sort_unstable();
        let found: Vec<_> = sorted.keys().iter().copied().zip(sorted.nodes().to_vec()).collect();
        assert_eq!(found, expected);
        let two: Vec<_> = expected.iter().filter(|(n, _)| *n <= 2).map(|(_, n)| *n).collect();
        assert_eq!(sorted.within(..=2), two);
    }
    for (edge_type, label) in TYPES.iter().flat_map(|t| LABELS.map(|label| (*t, label))) {
        let (Some(type_id), Some(label_id)) = (graph.type_id(edge_type), graph.label_id(label))
        else {
            continue;
        };
        let out = graph.out_only(type_id, Only::Label(label_id)).expect("adjacency");
        let into = graph.into_only(type_id, Only::Label(label_id)).expect("adjacency");
        for node in graph.nodes() {
            for (adjacency, incoming) in [(&out, false), (&into, true)] {
                let mut expected = model.steps(node.0, Some(edge_type), incoming);
                expected.retain(|step| graph.has_label(step.node, label_id));
                assert_eq!(adjacency.of(node).iter().collect::<Vec<_>>(), expected);
            }
        }
    }
    for key in KEYS.iter().filter_map(|key| graph.key_id(key)) {
        let Some(column) = graph.node_column(key) else { continue };
        let statistics = column.statistics();
        assert_eq!(statistics.values, column.rows().count());
        for node in graph.nodes() {
            let value = column.get(node.0);
            let Some(part) = column.part_equal(&value) else { continue };
            let equal = graph.nodes().filter(|other| column.get(other.0) == value).count();
            // The 100 most common are counted exactly, and there are fewer here.
            assert!((part * statistics.values as f64 - equal as f64).abs() < 1e-6, "{value:?}");
        }
    }
}

proptest! {
    #[test]
    fn columns_and_adjacency_answer_as_lists_do(model in model()) {
        let graph = model.graph();
        check_nodes(&model, &graph);
        check_edges(&model, &graph);
        check_lookup(&model, &graph);
        check_derived(&model, &graph);
        let bytes = graph.to_snapshot_bytes(&Extra::new()).expect("bytes");
        let graph = Snapshot::from_bytes(&bytes).expect("a snapshot").graph;
        check_nodes(&model, &graph);
        check_edges(&model, &graph);
        check_lookup(&model, &graph);
        check_derived(&model, &graph);
    }
}

#[test]
fn few_edges_of_a_type_among_many_nodes() {
    let mut model = Model::default();
    model.nodes.resize_with(1000, Default::default);
    model.edges = [(900, 3), (5, 3), (900, 900), (5, 3)].map(|(a, b)| (a, b, "R", vec![])).into();
    let graph = model.graph();
    check_nodes(&model, &graph);
    check_edges(&model, &graph);
}

#[test]
fn what_could_not_be_added_is_an_error() {
    let mut builder = GraphBuilder::new();
    let node = builder.add_node(&[], vec![]);
    builder.add_edge(node, NodeId(7), "R", vec![]);
    builder.add_edge(node, NodeId(8), "R", vec![]);
    let error = builder.build().map_err(|error| error.to_string()).err();
    insta::assert_snapshot!(error.unwrap_or_default(), @"edge 0 of type `R` joins node 0 to node 7, but so far the number of nodes is 1; add both nodes before the edge");
}

#[test]
fn what_is_not_there_is_empty() {
    let graph = GraphBuilder::new().build().expect("a graph");
    let (node, edge) = (NodeId(3), EdgeId(3));
    assert_eq!(graph.node_labels(node), &[]);
    assert_eq!(graph.out(node, TypeId(0)), Neighbors::default());
    assert_eq!(graph.out_all(node).count(), 0);
    assert_eq!(graph.ends(edge), (NodeId(u32::MAX), NodeId(u32::MAX)));
    assert_eq!(graph.node_property(node, KeyId(0)), Value::Null);
    assert_eq!(graph.edge_properties(edge), vec![]);
    assert_eq!(graph.nodes_where(KeyId(0), &Value::Integer(1)), None);
    assert_eq!(graph.node_by_id("x"), None);
    assert_eq!(graph.id_of(node), "n3");
}

#[test]
fn threads_may_share_a_graph() {
    fn check(_: &(impl Send + Sync)) {}
    check(&Graph::default());
}
