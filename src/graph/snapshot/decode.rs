//! A graph from sections. Everything that the code relies on is checked, since a checksum can be forged.

use super::columns::{check_rows, read_column, read_rows, utf8};
use super::error::{Reason, inconsistent};
use super::fingerprint::Fingerprint;
use super::reader::{Reader, Section};
use super::{Extra, Snapshot, SnapshotError, names};
use crate::graph::builder::LIMIT;
use crate::graph::column::Columns;
use crate::graph::edges::Edges;
use crate::graph::names::Interner;
use crate::graph::rows::Rows;
use crate::graph::statistics::of_type;
use crate::graph::{Adjacency, Graph, KeyId, LabelId, TypeId};
use crate::value::NodeId;
use crate::value::Strings;
use crate::value::groups::Offsets;
use indexmap::IndexSet;
use std::io::Read;
use std::sync::Arc;

/// Reads a snapshot of so many bytes.
pub(super) fn read<R: Read>(input: R, length: u64) -> Result<Snapshot, SnapshotError> {
    let mut reader = Reader::new(input, length)?;
    let (mut graph, names) = read_names(&mut reader)?;
    read_nodes(&mut reader, &mut graph, &names)?;
    read_edges(&mut reader, &mut graph, &names)?;
    read_adjacency(&mut reader, &mut graph)?;
    let (nodes, edges) = (graph.node_count(), graph.edge_count());
    graph.node_columns =
        read_columns(&mut reader, &graph, &names.node_keys, names::node_column, nodes)?;
    graph.edge_columns =
        read_columns(&mut reader, &graph, &names.edge_keys, names::edge_column, edges)?;
    let extra = read_extra(&mut reader)?;
    Ok(Snapshot { graph, extra })
}

/// What the first section says of the others.
struct Names {
    nodes: u64,
    edges: u64,
    node_keys: Vec<u32>,
    edge_keys: Vec<u32>,
}

fn read_names<R: Read>(reader: &mut Reader<R>) -> Result<(Graph, Names), SnapshotError> {
    let mut section = reader.section(names::NAMES)?;
    let (nodes, edges) = (section.number()?, section.number()?);
    let mut texts = || Ok::<_, SnapshotError>((section.array()?, section.array()?));
    let (labels, types, keys) = (texts()?, texts()?, texts()?);
    let (ends, members) = (section.array()?, section.array()?);
    let (node_keys, edge_keys) = (section.array()?, section.array()?);
    section.finish()?;
    let names = Names { nodes, edges, node_keys, edge_keys };
    let graph = || -> Result<Graph, Reason> {
        let graph = Graph {
            label_names: interner(labels)?,
            type_names: interner(types)?,
            key_names: interner(keys)?,
            ..Graph::default()
        };
        let label_sets = label_sets(&ends, members, graph.label_names.len())?;
        for keys in [&names.node_keys, &names.edge_keys] {
            let known = keys.last().is_none_or(|last| (*last as usize) < graph.key_names.len());
            if !known || !keys.is_sorted_by(|a, b| a < b) {
                return Err("a property has no name".to_owned());
            }
        }
        if names.nodes > u64::from(LIMIT) || names.edges > u64::from(LIMIT) {
            return Err("there are more nodes or edges than a graph holds".to_owned());
        }
        Ok(Graph { label_sets, ..graph })
    };
    let graph = graph().map_err(|reason| inconsistent(names::NAMES, reason))?;
    Ok((graph, names))
}

fn interner((text, ends): (Vec<u8>, Vec<u64>)) -> Result<Interner, Reason> {
    let texts = Strings::from_parts(utf8(text)?, ends)?;
    Interner::from_names(texts.iter()).ok_or_else(|| "a name stands there twice".to_owned())
}

fn label_sets(
    ends: &[u64],
    members: Vec<LabelId>,
    labels: usize,
) -> Result<IndexSet<Vec<LabelId>>, Reason> {
    let mut sets = IndexSet::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let end = usize::try_from(*end).unwrap_or(usize::MAX);
        let set = members.get(start..end).ok_or("a set of labels is cut off")?;
        let known = set.last().is_none_or(|last| (last.0 as usize) < labels);
        if !known || !set.is_sorted_by(|a, b| a < b) || !sets.insert(set.to_vec()) {
            return Err("a set of labels is wrong".to_owned());
        }
        start = end;
    }
    Ok(sets)
}

fn read_nodes<R: Read>(
    reader: &mut Reader<R>,
    graph: &mut Graph,
    names: &Names,
) -> Result<(), SnapshotError> {
    let mut section = reader.section(names::NODES)?;
    graph.label_set_of = section.array()?;
    section.finish()?;
    if graph.label_set_of.len() as u64 != names.nodes {
        return Err(inconsistent(names::NODES, "the number of nodes is another one"));
    }
    let most = graph.label_set_of.iter().copied().max();
    if most.is_some_and(|most| most as usize >= graph.label_sets.len()) {
        return Err(inconsistent(names::NODES, "a node has a set of labels that is not there"));
    }
    graph.group_by_label();
    Ok(())
}

fn read_edges<R: Read>(
    reader: &mut Reader<R>,
    graph: &mut Graph,
    names: &Names,
) -> Result<(), SnapshotError> {
    let mut section = reader.section(names::EDGES)?;
    let edges =
        Edges { sources: section.array()?, targets: section.array()?, types: section.array()? };
    section.finish()?;
    let lengths = [edges.sources.len(), edges.targets.len(), edges.types.len()];
    if lengths.iter().any(|length| *length as u64 != names.edges) {
        return Err(inconsistent(names::EDGES, "the number of edges is another one"));
    }
    let most = |ends: &[NodeId]| ends.iter().copied().max().map_or(0, |end| end.0 as usize + 1);
    if most(&edges.sources).max(most(&edges.targets)) > graph.node_count() {
        return Err(inconsistent(names::EDGES, "an edge joins a node that is not there"));
    }
    let most = edges.types.iter().copied().max();
    if most.is_some_and(|most| most.0 as usize >= graph.type_names.len()) {
        return Err(inconsistent(names::EDGES, "an edge has a type that is not there"));
    }
    graph.edges = edges;
    Ok(())
}

fn read_adjacency<R: Read>(reader: &mut Reader<R>, graph: &mut Graph) -> Result<(), SnapshotError> {
    let fingerprint = Fingerprint::random();
    let expected = fingerprint.of_types(&graph.edges, graph.type_names.len());
    let nodes = graph.node_count();
    for (edge_type, expected) in (0..).map(TypeId).zip(expected) {
        let name = graph.type_names.name(edge_type.0);
        let (out, into) = (names::out(name), names::into(name));
        let mut read = |name: &str, incoming| {
            let mut section = reader.section(name)?;
            let adjacency = adjacency(&mut section)?;
            section.finish()?;
            let sound = check_adjacency(&adjacency, nodes).and_then(|()| {
                let found = fingerprint.of_adjacency(&adjacency, incoming)?;
                (found == expected).then_some(()).ok_or_else(|| "it has other edges".to_owned())
            });
            sound.map_err(|reason| inconsistent(name, reason))?;
            Ok::<_, SnapshotError>(adjacency)
        };
        let (out, into) = (read(&out, false)?, read(&into, true)?);
        graph.type_statistics.push(of_type(&out, &into));
        graph.out.push(Arc::new(out));
        graph.into.push(Arc::new(into));
    }
    Ok(())
}

fn adjacency<R: Read>(section: &mut Section<'_, R>) -> Result<Adjacency, SnapshotError> {
    Ok(Adjacency {
        owners: read_rows(section)?,
        offsets: Offsets::from_sorted(section.array()?),
        nodes: section.array()?,
        edges: section.array()?,
    })
}

fn check_adjacency(adjacency: &Adjacency, nodes: usize) -> Result<(), Reason> {
    let groups = check_rows(&adjacency.owners, nodes)?;
    let offsets = adjacency.offsets.as_slice();
    let ends = (offsets.first(), offsets.last().map(|last| *last as usize));
    let count = adjacency.edges.len();
    if matches!(adjacency.owners, Rows::Bits { .. })
        || offsets.len() != groups + 1
        || ends != (Some(&0), Some(count))
        || adjacency.nodes.len() != count
        || !offsets.is_sorted()
    {
        return Err("its edges are not grouped by node".to_owned());
    }
    Ok(())
}

fn read_columns<R: Read>(
    reader: &mut Reader<R>,
    graph: &Graph,
    keys: &[u32],
    name: fn(&str) -> String,
    rows: usize,
) -> Result<Columns, SnapshotError> {
    let mut columns = Columns::default();
    for key in keys.iter().copied().map(KeyId) {
        columns.set(key, read_column(reader, &name(graph.key_name(key)), rows)?);
    }
    Ok(columns)
}

fn read_extra<R: Read>(reader: &mut Reader<R>) -> Result<Extra, SnapshotError> {
    let mut extra = Extra::new();
    loop {
        let before = reader.sections;
        let mut section = reader.next(names::END)?;
        let name = section.name.clone();
        if name == names::END {
            let count = section.number()?;
            section.finish()?;
            return if count == before && reader.is_at_end() {
                Ok(extra)
            } else {
                Err(inconsistent(&name, "there are other sections than there were"))
            };
        }
        let bytes = section.array()?;
        section.finish()?;
        let added = names::of_extra(&name).map(|name| extra.insert(name.to_owned(), bytes));
        match added {
            Some(None) => {}
            Some(Some(_)) => return Err(inconsistent(&name, "it stands there twice")),
            None => return Err(inconsistent(&name, "such a section is not known")),
        }
    }
}
