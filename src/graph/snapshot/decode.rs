//! A graph from sections. What the code relies on is checked, or mended when it is unpacked, since a checksum can be forged.

use super::columns::{read_column, utf8};
use super::edges::{self, TypeEdges};
use super::error::{Reason, inconsistent};
use super::reader::{Place, Section, Walk};
use super::source::{Source, read_all};
use super::{Extra, Snapshot, SnapshotError, names, pack};
use crate::graph::adjacency::Owner;
use crate::graph::builder::LIMIT;
use crate::graph::column::Columns;
use crate::graph::lazy::Later;
use crate::graph::names::Interner;
use crate::graph::{Graph, KeyId, LabelId};
use crate::value::Strings;
use indexmap::IndexSet;
use std::sync::Arc;
use std::vec::IntoIter;

/// Reads a snapshot of so many bytes.
pub(super) fn read<S: Source + ?Sized>(source: &S, length: u64) -> Result<Snapshot, SnapshotError> {
    let mut walk = Walk::new(source, length)?;
    let (mut graph, names) = read_names(walk.section(names::NAMES)?.read(source)?)?;
    let places = places(&mut walk, &graph, &names)?;
    let mut sections = read_all(source, &places)?.into_iter();
    // Nodes, then edges, then columns, then the rest: as they are walked.
    let nodes = sections.next().ok_or_else(|| inconsistent(names::NODES, "it is missing"))?;
    read_nodes(nodes, &mut graph, &names)?;
    read_edges(&mut sections, &mut graph, &names)?;
    let (node_count, edge_count) = (graph.node_count(), graph.edge_count());
    graph.node_columns = read_columns(&mut sections, &names.node_keys, node_count)?;
    graph.edge_columns = read_columns(&mut sections, &names.edge_keys, edge_count)?;
    Ok(Snapshot { graph, extra: read_extra(sections)? })
}

/// What the first section says of the others.
struct Names {
    nodes: u64,
    edges: u64,
    /// The keys that nodes have, and whether they are of texts.
    node_keys: Vec<(KeyId, bool)>,
    edge_keys: Vec<(KeyId, bool)>,
}

/// Where all other sections stand, in their order.
fn places<S: Source + ?Sized>(
    walk: &mut Walk<'_, S>,
    graph: &Graph,
    names: &Names,
) -> Result<Vec<Place>, SnapshotError> {
    let mut places = vec![walk.section(names::NODES)?];
    for name in graph.types() {
        places.push(walk.section(&names::edges(name))?);
    }
    let columns = |keys: &[(KeyId, bool)], name: fn(&str) -> String| -> Vec<String> {
        let of = |(key, texts): &(KeyId, bool)| {
            let name = name(graph.key_name(*key));
            let second = texts.then(|| names::texts(&name));
            std::iter::once(name).chain(second)
        };
        keys.iter().flat_map(of).collect()
    };
    let nodes = columns(&names.node_keys, names::node_column);
    for name in nodes.into_iter().chain(columns(&names.edge_keys, names::edge_column)) {
        places.push(walk.section(&name)?);
    }
    loop {
        let before = walk.sections;
        let place = walk.next(names::END)?;
        if place.name == names::END {
            let mut end = place.read(walk.source())?;
            let count = end.number()?;
            end.finish()?;
            if count != before || !walk.is_at_end() {
                return Err(end.wrong("there are other sections than there were"));
            }
            return Ok(places);
        }
        if names::of_extra(&place.name).is_none() {
            return Err(inconsistent(&place.name, "such a section is not known"));
        }
        places.push(place);
    }
}

fn read_names(mut section: Section) -> Result<(Graph, Names), SnapshotError> {
    let (nodes, edges) = (section.number()?, section.number()?);
    let mut texts = || Ok::<_, SnapshotError>((section.array()?, section.array()?));
    let (labels, types, keys) = (texts()?, texts()?, texts()?);
    let (ends, members) = (section.array()?, section.array()?);
    let mut keys_with_texts = || -> Result<(Vec<u32>, Vec<u8>), SnapshotError> {
        Ok((section.array()?, section.array()?))
    };
    let (node_keys, edge_keys) = (keys_with_texts()?, keys_with_texts()?);
    section.finish()?;
    let names = || -> Result<(Graph, Names), Reason> {
        let graph = Graph {
            label_names: interner(labels)?,
            type_names: interner(types)?,
            key_names: interner(keys)?,
            ..Graph::default()
        };
        let label_sets = label_sets(&ends, members, graph.label_names.len())?;
        let (node_keys, edge_keys) = (of_keys(node_keys, &graph)?, of_keys(edge_keys, &graph)?);
        if nodes > u64::from(LIMIT) || edges > u64::from(LIMIT) {
            return Err("there are more nodes or edges than a graph holds".to_owned());
        }
        let names = Names { nodes, edges, node_keys, edge_keys };
        Ok((Graph { label_sets, ..graph }, names))
    };
    names().map_err(|reason| inconsistent(names::NAMES, reason))
}

/// Keys, and whether they are of texts.
fn of_keys(
    (keys, texts): (Vec<u32>, Vec<u8>),
    graph: &Graph,
) -> Result<Vec<(KeyId, bool)>, Reason> {
    let known = keys.last().is_none_or(|last| (*last as usize) < graph.key_names.len());
    if !known || !keys.is_sorted_by(|a, b| a < b) || keys.len() != texts.len() {
        return Err("a property has no name".to_owned());
    }
    Ok(keys.into_iter().map(KeyId).zip(texts.into_iter().map(|texts| texts != 0)).collect())
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

fn read_nodes(mut section: Section, graph: &mut Graph, names: &Names) -> Result<(), SnapshotError> {
    let sets = pack::read(&mut section)?;
    section.finish()?;
    if sets.len() as u64 != names.nodes {
        return Err(section.wrong("the number of nodes is another one"));
    }
    if sets.len() > 0 && graph.label_sets.is_empty() {
        return Err(section.wrong("a node has a set of labels that is not there"));
    }
    graph.label_set_of = sets.below(graph.label_sets.len());
    graph.group_by_label();
    Ok(())
}

fn read_edges(
    sections: &mut IntoIter<Section>,
    graph: &mut Graph,
    names: &Names,
) -> Result<(), SnapshotError> {
    let (nodes, edges) = (graph.node_count(), names.edges as usize);
    let mut types: Vec<Arc<TypeEdges>> = Vec::new();
    for mut section in sections.take(graph.type_names.len()) {
        types.push(Arc::new(edges::read(&mut section, nodes, edges)?));
    }
    let name = graph.types().next().map_or(names::NAMES.to_owned(), names::edges);
    edges::check(&types, edges).map_err(|reason| inconsistent(&name, reason))?;
    for of_type in &types {
        graph.type_statistics.push(of_type.statistics);
        let lists = |owner| {
            let of_type = of_type.clone();
            Later::new(move || Arc::new(of_type.adjacency(owner)))
        };
        graph.out.push(lists(Owner::Source));
        graph.into.push(lists(Owner::Target));
    }
    graph.packed_edges = edges;
    graph.edges = Later::new(move || edges::all(&types, edges));
    Ok(())
}

fn read_columns(
    sections: &mut IntoIter<Section>,
    keys: &[(KeyId, bool)],
    rows: usize,
) -> Result<Columns, SnapshotError> {
    let mut columns = Columns::default();
    for (key, texts) in keys {
        if let Some(section) = sections.next() {
            let texts = texts.then(|| sections.next()).flatten();
            columns.set(*key, read_column(section, rows, texts)?);
        }
    }
    Ok(columns)
}

fn read_extra(sections: IntoIter<Section>) -> Result<Extra, SnapshotError> {
    let mut extra = Extra::new();
    for section in sections {
        let name = section.name.clone();
        let known = names::of_extra(&name).unwrap_or_default().to_owned();
        if extra.insert(known, section.into_bytes()).is_some() {
            return Err(inconsistent(&name, "it stands there twice"));
        }
    }
    Ok(extra)
}
