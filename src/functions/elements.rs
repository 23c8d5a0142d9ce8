//! Functions of nodes, edges and paths.

use super::arguments::{at, count, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::graph::KeyId;
use crate::time::Date;
use crate::value::{NodeId, Value};
use indexmap::IndexMap;

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "id",
        &[Type::Element],
        Type::Integer,
        "The number of a node or edge in this graph: id(n)",
        id,
    ),
    Function::new(
        "elementId",
        &[Type::Element],
        Type::String,
        "The id of a node or edge: elementId(n)",
        element_id,
    ),
    Function::new("labels", &[Type::Node], Type::List, "The labels of a node: labels(n)", labels),
    Function::new("type", &[Type::Edge], Type::String, "The type of an edge: type(r)", edge_type),
    Function::new(
        "startNode",
        &[Type::Edge],
        Type::Node,
        "The node an edge comes from: startNode(r)",
        start_node,
    ),
    Function::new(
        "endNode",
        &[Type::Edge],
        Type::Node,
        "The node an edge points to: endNode(r)",
        end_node,
    ),
    Function::new(
        "valid_from",
        &[Type::Edge],
        Type::Edtf,
        "When an edge began to hold; null where that is not said: valid_from(r)",
        |env, args| valid_time("valid_from", env, args, |(from, _)| from),
    ),
    Function::new(
        "valid_until",
        &[Type::Edge],
        Type::Edtf,
        "When an edge ceased to hold; null where that is not said: valid_until(r)",
        |env, args| valid_time("valid_until", env, args, |(_, until)| until),
    ),
    Function {
        variadic: true,
        optional: 1,
        ..Function::new(
            "settled",
            &[Type::Path, Type::Node],
            Type::Boolean,
            "Whether all of a path is there on the day of AS OF, if these nodes are; null where that is only possible: settled(p)",
            settled,
        )
    },
    Function::new("keys", &[Type::Keyed], Type::List, "The names of its properties: keys(n)", keys),
    Function::new(
        "properties",
        &[Type::Keyed],
        Type::Map,
        "Its properties as a map: properties(n)",
        properties,
    ),
    Function::new("nodes", &[Type::Path], Type::List, "The nodes of a path: nodes(p)", nodes),
    Function::new(
        "relationships",
        &[Type::Path],
        Type::List,
        "The edges of a path: relationships(p)",
        edges,
    ),
    Function::new("edges", &[Type::Path], Type::List, "The edges of a path: edges(p)", edges),
    Function::new(
        "length",
        &[Type::Path],
        Type::Integer,
        "How many edges a path has: length(p)",
        length,
    ),
];

fn id(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => Ok(Value::Integer(node.0.into())),
        Value::Edge(edge) => Ok(Value::Integer(edge.0.into())),
        other => Err(unexpected("id", Type::Element, other)),
    }
}

fn element_id(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => Ok(env.graph.id_of(*node).into()),
        Value::Edge(edge) => Ok(format!("e{}", edge.0).into()),
        other => Err(unexpected("elementId", Type::Element, other)),
    }
}

fn labels(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => {
            let labels = env.graph.node_labels(*node).iter();
            Value::list(labels.map(|label| env.graph.label_name(*label).into()).collect())
        }
        other => Err(unexpected("labels", Type::Node, other)),
    }
}

fn edge_type(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Edge(edge) => Ok(env.graph.type_name(env.graph.edge_type(*edge)).into()),
        other => Err(unexpected("type", Type::Edge, other)),
    }
}

/// The start and the end of an interval, where they are given.
type Ends = (Option<Date>, Option<Date>);

/// An end of the valid time of an edge.
fn valid_time(
    function: &str,
    env: &Env<'_>,
    args: &[Value],
    end: fn(Ends) -> Option<Date>,
) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Edge(edge) => {
            let ends = env.graph.valid_time(*edge).and_then(|valid| valid.ends());
            Ok(ends.and_then(end).map_or(Value::Null, |date| Value::Edtf(date.into())))
        }
        other => Err(unexpected(function, Type::Edge, other)),
    }
}

/// Whether the graph has all of a path for every completion of the dates; it has none that it cannot have.
fn settled(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => {
            let given = |node: &NodeId| args.contains(&Value::Node(*node));
            let there = |node: &NodeId| env.graph.node_settled(*node) || given(node);
            let settled = path.nodes.iter().all(there)
                && path.edges.iter().all(|edge| env.graph.edge_settled(*edge));
            Ok(if settled { Value::Boolean(true) } else { Value::Null })
        }
        other => Err(unexpected("settled", Type::Path, other)),
    }
}

fn start_node(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Edge(edge) => Ok(Value::Node(env.graph.ends(*edge).0)),
        other => Err(unexpected("startNode", Type::Edge, other)),
    }
}

fn end_node(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Edge(edge) => Ok(Value::Node(env.graph.ends(*edge).1)),
        other => Err(unexpected("endNode", Type::Edge, other)),
    }
}

/// The properties of a node or edge; `None` for other values.
fn rows(env: &Env<'_>, value: &Value) -> Option<Vec<(KeyId, Value)>> {
    match value {
        Value::Node(node) => Some(env.graph.node_properties(*node)),
        Value::Edge(edge) => Some(env.graph.edge_properties(*edge)),
        _ => None,
    }
}

fn keys(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Map(map) => Value::list(map.keys().map(|key| key.as_str().into()).collect()),
        other => {
            let rows = rows(env, other).ok_or_else(|| unexpected("keys", Type::Keyed, other))?;
            Value::list(rows.iter().map(|(key, _)| env.graph.key_name(*key).into()).collect())
        }
    }
}

fn properties(env: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        map @ Value::Map(_) => Ok(map.clone()),
        other => {
            let rows =
                rows(env, other).ok_or_else(|| unexpected("properties", Type::Keyed, other))?;
            let name = |(key, value): (KeyId, Value)| (env.graph.key_name(key).to_owned(), value);
            Value::map(rows.into_iter().map(name).collect::<IndexMap<_, _>>())
        }
    }
}

fn nodes(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => Value::list(path.nodes.iter().copied().map(Value::Node).collect()),
        other => Err(unexpected("nodes", Type::Path, other)),
    }
}

fn edges(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => Value::list(path.edges.iter().copied().map(Value::Edge).collect()),
        other => Err(unexpected("relationships", Type::Path, other)),
    }
}

fn length(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => Ok(count(path.edges.len())),
        other => Err(unexpected("length", Type::Path, other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::lookup;
    use crate::graph::{Graph, GraphBuilder};
    use crate::value::{EdgeId, NodeId, Path};
    use std::sync::Arc;

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new();
        let properties = vec![("id".to_owned(), "b".into()), ("name".to_owned(), "Botao".into())];
        let company = builder.add_node(&["Company", "Agent"], properties);
        let award = builder.add_node(&["Award"], vec![]);
        builder.add_edge(
            award,
            company,
            "RECIPIENT",
            vec![("certainty".to_owned(), "stated".into())],
        );
        builder.build().unwrap()
    }

    fn shown(name: &str, value: Value) -> String {
        let graph = graph();
        let result = (lookup(name).unwrap().eval)(&Env { graph: &graph }, &[value]);
        result.map_or_else(|error| format!("error: {error}"), |value| value.to_string())
    }

    #[test]
    fn nodes_and_edges_have_parts() {
        let (node, edge) = (Value::Node(NodeId(0)), Value::Edge(EdgeId(0)));
        let cases = [
            ("id", &node, "0"),
            ("elementId", &node, "'b'"),
            ("labels", &node, "['Company', 'Agent']"),
            ("keys", &node, "['id', 'name']"),
            ("properties", &node, "{id: 'b', name: 'Botao'}"),
            ("properties", &edge, "{certainty: 'stated'}"),
            ("type", &edge, "'RECIPIENT'"),
            ("startNode", &edge, "(#1)"),
            ("endNode", &edge, "(#0)"),
            ("type", &Value::Null, "null"),
            ("type", &node, "error: type() takes an edge, not a node"),
            (
                "properties",
                &1.into(),
                "error: properties() takes a node, edge or map, not the integer 1",
            ),
        ];
        for (function, value, expected) in cases {
            assert_eq!(shown(function, value.clone()), expected, "{function}");
        }
    }

    #[test]
    fn paths_have_nodes_and_edges() {
        let path = Path { nodes: vec![NodeId(0), NodeId(1)], edges: vec![EdgeId(0)] };
        let path = Value::Path(Arc::new(path));
        assert_eq!(shown("nodes", path.clone()), "[(#0), (#1)]");
        assert_eq!(shown("relationships", path.clone()), "[[#0]]");
        assert_eq!(shown("length", path), "1");
    }
}
