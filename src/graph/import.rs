//! Nodes and edges of an import, table by table.

use super::builder::LIMIT;
use super::column::{Column, Columns, Data, StringColumn};
use super::dates::DateColumn;
use super::rows::Rows;
use super::{EdgeRow, GraphBuilder, GraphError, KeyId, LabelId, NodeRow, Strings, TypeId};
use crate::import::{ColumnData, EdgeTable, NodeTable, PropertyColumn, Sink};

impl Sink for GraphBuilder {
    fn nodes(&mut self, table: NodeTable) {
        let g = &mut self.graph;
        let first = g.petgraph.node_count();
        if first + table.labels.len() > LIMIT as usize {
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
        g.petgraph.reserve_exact_nodes(table.labels.len());
        for set in &table.labels {
            let labels = sets.get(*set as usize).copied().unwrap_or(0);
            g.petgraph.add_node(NodeRow { labels });
        }
        let rows = (first as u32, table.labels.len() as u32);
        for column in table.columns {
            let key = KeyId(g.key_names.intern(&column.key));
            add(&mut g.node_columns, key, rows, column);
        }
    }

    fn edges(&mut self, table: EdgeTable) {
        let g = &mut self.graph;
        let (first, nodes) = (g.petgraph.edge_count(), g.petgraph.node_count());
        if first + table.from.len() > LIMIT as usize {
            self.error.get_or_insert(GraphError::TooMany { what: "edges", limit: LIMIT });
            return;
        }
        let types: Vec<TypeId> =
            table.type_names.iter().map(|name| TypeId(g.type_names.intern(name))).collect();
        g.petgraph.reserve_exact_edges(table.from.len());
        let ends = table.from.iter().zip(&table.to);
        for ((from, to), edge_type) in ends.zip(&table.types) {
            let edge_type = types.get(*edge_type as usize).copied().unwrap_or(TypeId(0));
            if *from as usize >= nodes || *to as usize >= nodes {
                let name = g.type_names.name(edge_type.0).to_owned();
                let edge = g.petgraph.edge_count();
                let error =
                    GraphError::NoSuchNode { edge, edge_type: name, from: *from, to: *to, nodes };
                self.error.get_or_insert(error);
                return;
            }
            g.petgraph.add_edge((*from).into(), (*to).into(), EdgeRow { edge_type });
        }
        let rows = (first as u32, table.from.len() as u32);
        for column in table.columns {
            let key = KeyId(g.key_names.intern(&column.key));
            add(&mut g.edge_columns, key, rows, column);
        }
    }
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
        ColumnData::Text { codes, texts } => {
            let mut strings = Strings::default();
            texts.iter().for_each(|text| {
                strings.intern(text);
            });
            Data::String(StringColumn { codes, strings })
        }
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
