//! Nodes and edges of an import, table by table.

use super::builder::LIMIT;
use super::column::{Column, Columns, Data, StringColumn};
use super::dates::DateColumn;
use super::rows::Rows;
use super::{GraphBuilder, GraphError, KeyId, LabelId, TypeId};
use crate::import::{ColumnData, EdgeTable, NodeTable, PropertyColumn, Sink};
use crate::ontology::class_id;
use crate::value::{NodeId, Strings};

/// The property that holds the class of a node.
const CLASS: &str = "class";

impl Sink for GraphBuilder {
    fn nodes(&mut self, mut table: NodeTable) {
        let g = &mut self.graph;
        let (first, count) = (g.node_count(), table.labels.len());
        if first + count > LIMIT as usize {
            self.error.get_or_insert(GraphError::TooMany { what: "nodes", limit: LIMIT });
            return;
        }
        let mut sets = Vec::new();
        for labels in &table.label_sets {
            let mut set: Vec<LabelId> =
                labels.iter().map(|label| LabelId(g.label_names.intern(label))).collect();
            set.sort_unstable();
            set.dedup();
            sets.push(g.label_sets.insert_full(set).0 as u32);
        }
        if !table.columns.iter().any(|column| column.key == CLASS) {
            table.columns.push(classes(&table));
        }
        let set = |set: &u32| sets.get(*set as usize).copied().unwrap_or(0);
        g.label_set_of.extend(table.labels.iter().map(set));
        for column in table.columns {
            let key = KeyId(g.key_names.intern(&column.key));
            add(&mut g.node_columns, key, (first as u32, count as u32), column);
        }
    }

    fn edges(&mut self, table: EdgeTable) {
        let g = &mut self.graph;
        let (first, nodes, count) = (g.edge_count(), g.node_count(), table.from.len());
        if first + count > LIMIT as usize {
            self.error.get_or_insert(GraphError::TooMany { what: "edges", limit: LIMIT });
            return;
        }
        let types: Vec<TypeId> =
            table.type_names.iter().map(|name| TypeId(g.type_names.intern(name))).collect();
        let edge_type =
            |number: &u32| types.get(*number as usize).copied().unwrap_or(TypeId(u32::MAX));
        let there = |node: &NodeId| (node.0 as usize) < nodes;
        let ends = table.from.iter().zip(&table.to).enumerate();
        if let Some((at, (from, to))) = ends.into_iter().find(|(_, (a, b))| !(there(a) && there(b)))
        {
            let of_type = table.types.get(at).map_or(TypeId(u32::MAX), edge_type);
            let edge_type = g.type_names.name(of_type.0).to_owned();
            let (edge, from, to) = (first + at, from.0, to.0);
            let error = GraphError::NoSuchNode { edge, edge_type, from, to, nodes };
            self.error.get_or_insert(error);
            return;
        }
        g.edges.change(|edges| {
            edges.types.extend(table.types.iter().map(edge_type));
            edges.sources.extend(table.from);
            edges.targets.extend(table.to);
        });
        for column in table.columns {
            let key = KeyId(g.key_names.intern(&column.key));
            add(&mut g.edge_columns, key, (first as u32, count as u32), column);
        }
    }
}

/// The class of each node: that of the first of its labels.
fn classes(table: &NodeTable) -> PropertyColumn {
    let mut texts = Strings::default();
    let first = |set: &Vec<String>| set.first().map_or(String::new(), |label| class_id(label));
    let codes: Vec<u32> = table.label_sets.iter().map(|set| texts.intern(&first(set))).collect();
    let code = |set: &u32| codes.get(*set as usize).copied().unwrap_or(0);
    let codes = table.labels.iter().map(code).collect();
    PropertyColumn { key: CLASS.to_owned(), rows: None, data: ColumnData::Text { codes, texts } }
}

/// Adds a column for `count` rows from `first` on.
fn add(columns: &mut Columns, key: KeyId, (first, count): (u32, u32), column: PropertyColumn) {
    let data = data(column.data);
    match (columns.get_mut(key), column.rows) {
        (Some(found), None) => found.extend(first..first + count, data),
        (Some(found), Some(rows)) => found.extend(rows.into_iter().map(|row| first + row), data),
        (None, None) => columns.set(key, Column::new(Rows::All { first, count }, data)),
        (None, Some(mut rows)) => {
            rows.iter_mut().for_each(|row| *row += first);
            columns.set(key, Column::new(Rows::List(rows), data));
        }
    }
}

fn data(data: ColumnData) -> Data {
    match data {
        ColumnData::Boolean(values) => Data::Boolean(values),
        ColumnData::Integer(values) => Data::Integer(values),
        ColumnData::Float(values) => Data::Float(values),
        ColumnData::Text { codes, texts } => Data::String(StringColumn { codes, strings: texts }),
        ColumnData::Date { codes, dates } => {
            let mut column = DateColumn::default();
            let new: Vec<u32> = dates.into_iter().map(|date| column.intern(date)).collect();
            let code = |code: &u32| new.get(*code as usize).copied().unwrap_or(0);
            column.codes = codes.iter().map(code).collect();
            Data::Edtf(column)
        }
        ColumnData::Values(values) => Data::Other(values),
    }
}
