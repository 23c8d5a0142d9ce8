//! A graph as sections.

use super::columns::write_column;
use super::pack;
use super::payload::Payload;
use super::writer::Writer;
use super::{Extra, SnapshotError, edges, names};
use crate::graph::column::{Column, Columns, Data};
use crate::graph::{Graph, KeyId, TypeId};
use std::io::{self, Write};

/// Why writing failed: the output, or the graph.
pub(super) enum Failure {
    Output(io::Error),
    Graph(SnapshotError),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// Writes a graph and what goes with it.
pub(super) fn write<W: Write>(graph: &Graph, extra: &Extra, output: W) -> Result<W, Failure> {
    let mut writer = Writer::new(output)?;
    writer.section(names::NAMES, &names_of(graph))?;
    let mut nodes = Payload::default();
    pack::write(graph.label_set_of.iter().map(|set| i64::from(*set)), &mut nodes);
    writer.section(names::NODES, &nodes)?;
    for (edge_type, name) in (0..).map(TypeId).zip(graph.types()) {
        writer.section(&names::edges(name), &edges::write(graph, edge_type))?;
    }
    columns(graph, &graph.node_columns, names::node_column, &mut writer)?;
    columns(graph, &graph.edge_columns, names::edge_column, &mut writer)?;
    for (name, bytes) in extra {
        let mut payload = Payload::default();
        payload.borrowed(bytes);
        writer.section(&names::extra(name), &payload)?;
    }
    Ok(writer.end()?)
}

fn columns<W: Write>(
    graph: &Graph,
    columns: &Columns,
    name: fn(&str) -> String,
    writer: &mut Writer<W>,
) -> Result<(), Failure> {
    for (key, column) in columns.iter() {
        let key = graph.key_name(key);
        let (payload, texts) = write_column(column).map_err(|reason| {
            Failure::Graph(SnapshotError::Unwritable { key: key.to_owned(), reason })
        })?;
        let name = name(key);
        writer.section(&name, &payload)?;
        if let Some(texts) = texts {
            writer.section(&names::texts(&name), &texts)?;
        }
    }
    Ok(())
}

fn names_of(graph: &Graph) -> Payload<'_> {
    let mut to = Payload::default();
    to.number(graph.node_count() as u64);
    to.number(graph.edge_count() as u64);
    to.texts(graph.labels());
    to.texts(graph.types());
    to.texts(graph.keys());
    let mut ends = Vec::new();
    let mut labels = Vec::new();
    for set in &graph.label_sets {
        labels.extend(set.iter().flat_map(|label| label.0.to_le_bytes()));
        ends.extend((labels.len() as u64 / 4).to_le_bytes());
    }
    for (array, size) in [(ends, 8), (labels, 4)] {
        to.number(array.len() as u64 / size);
        to.made(array);
    }
    for columns in [&graph.node_columns, &graph.edge_columns] {
        let keys: Vec<KeyId> = columns.iter().map(|(key, _)| key).collect();
        to.number(keys.len() as u64);
        to.made(keys.iter().flat_map(|key| key.0.to_le_bytes()).collect());
        // Which of them hold texts, and so have a second section.
        let has_texts = |(_, column): (_, &Column)| matches!(column.data(), Data::String(_));
        to.bytes(columns.iter().map(has_texts).map(u8::from).collect());
    }
    to
}
