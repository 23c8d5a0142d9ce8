//! From a table over the graph at hand to an owned answer.

use super::Table;
use crate::answer::{
    AmountCell, Answer, AnswerRow, Cell, DateCell, EdgeCell, End, EntityCell, EventCell, Fact,
    NodeCell, Participant, PathCell,
};
use crate::graph::{Graph, KeyId};
use crate::model::{Certainty, Dataset, Label};
use crate::time::{Date, Truth};
use crate::value::{EdgeId, NodeId, Path, Value};
use indexmap::IndexMap;
use std::collections::HashSet;

/// How the cells of an answer are shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The graph that the table is about.
    pub graph: &'a Graph,
    /// The chronicle that the graph was made of, for the names by language; without it only preferred names are known.
    pub dataset: Option<&'a Dataset>,
    /// The language of labels.
    pub lang: &'a str,
    /// The types of edges (`TO`, `BETWEEN`) by which someone takes part in an event.
    pub roles: &'a HashSet<String>,
    /// The day as of which the graph is.
    pub as_of: Option<&'a Date>,
    /// Whether rows tell the links that they rest on (the table must have been traced).
    pub why: bool,
}

/// Makes an answer of a table.
pub fn answer(table: &Table, view: &View<'_>) -> Answer {
    let rows = table.rows.iter().map(|row| {
        let trace = row.trace.as_ref();
        let edges = trace.filter(|_| view.why).map_or(&[][..], |trace| trace.edges());
        let certain = trace.is_none_or(|trace| trace.certain);
        let possible_only = trace.is_some_and(|trace| !trace.dates_certain);
        let sure = certain && !possible_only;
        AnswerRow {
            cells: row.values.iter().map(|value| view.cell(value).in_row(sure)).collect(),
            certain,
            possible_only,
            why: edges.iter().map(|edge| view.fact(*edge)).collect(),
        }
    });
    let (columns, rows) = (table.columns.clone(), rows.collect());
    Answer { columns, rows, ..Answer::default() }
}

impl View<'_> {
    /// A value as a cell; lists and maps nest no deeper than [`crate::value::MAX_NESTING`].
    pub fn cell(&self, value: &Value) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Boolean(value) => Cell::Boolean(*value),
            Value::Integer(value) => Cell::Integer(*value),
            Value::Float(value) => Cell::Float(*value),
            Value::String(text) => Cell::String(text.to_string()),
            Value::List(items) => Cell::List(items.iter().map(|item| self.cell(item)).collect()),
            Value::Map(map) => {
                Cell::Map(map.iter().map(|(key, item)| (key.clone(), self.cell(item))).collect())
            }
            Value::Node(node) => self.node(*node),
            Value::Edge(edge) => Cell::Edge(self.edge(*edge)),
            Value::Path(path) => Cell::Path(self.path(path)),
            Value::Edtf(date) => self.date(date),
            Value::Quantity(quantity) => Cell::Amount(AmountCell {
                value: quantity.value.normalize().to_string(),
                unit: quantity.unit.to_string(),
            }),
            Value::Day(day) => self.date(&Date::day(*day)),
            Value::Time(time) => Cell::String(time.to_string()),
            Value::DateTime(time) => Cell::String(time.to_string()),
        }
    }

    fn date(&self, date: &Date) -> Cell {
        Cell::Date(DateCell { date: date.to_string(), label: date.to_text(self.lang) })
    }

    fn text(&self, node: NodeId, key: &str) -> Option<String> {
        match self.graph.node_property(node, self.graph.key_id(key)?) {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        }
    }

    /// The class of a node, else its first label.
    fn class(&self, node: NodeId) -> String {
        let label =
            || self.graph.node_labels(node).first().map(|label| self.graph.label_name(*label));
        self.text(node, "class").or_else(|| label().map(str::to_owned)).unwrap_or_default()
    }

    fn has_label(&self, node: NodeId, label: &str) -> bool {
        self.graph.label_id(label).is_some_and(|label| self.graph.has_label(node, label))
    }

    fn edtf(&self, node: NodeId) -> Option<Date> {
        match self.graph.node_property(node, self.graph.key_id("date")?) {
            Value::Edtf(date) => Some((*date).clone()),
            _ => None,
        }
    }

    fn node(&self, node: NodeId) -> Cell {
        let date = self.edtf(node);
        if let (Some(date), true) = (&date, self.has_label(node, "Date")) {
            return self.date(date);
        }
        let Some(class) = self.text(node, "class") else { return self.plain_node(node) };
        let (id, label) = (self.graph.id_of(node), self.graph.label_of(node, self.lang));
        let certain = self.graph.node_certain(node);
        if self.has_label(node, "Event") {
            return Cell::Event(EventCell {
                id,
                class,
                date: date.map(|date| date.to_string()),
                written: self.text(node, "written"),
                title: label,
                who: self.participants(node),
                sources: self.graph.citations(node),
                certain,
            });
        }
        let labels = self.labels(node, &id);
        Cell::Entity(EntityCell { id, class, label, labels, certain })
    }

    fn participants(&self, event: NodeId) -> Vec<Participant> {
        let edges = self.graph.out_all(event);
        let named = edges.map(|to| (self.type_name(to.edge), to.node));
        named
            .filter(|(role, _)| self.roles.contains(role))
            .map(|(role, node)| Participant {
                role: role.to_lowercase(),
                id: self.graph.id_of(node),
                class: self.class(node),
                label: self.graph.label_of(node, self.lang),
            })
            .collect()
    }

    fn type_name(&self, edge: EdgeId) -> String {
        self.graph.type_name(self.graph.edge_type(edge)).to_owned()
    }

    /// All names of an entity by language.
    fn labels(&self, node: NodeId, id: &str) -> IndexMap<String, Vec<String>> {
        let entity = self.dataset.and_then(|dataset| dataset.entities.get(id));
        let mut labels: IndexMap<String, Vec<String>> = IndexMap::new();
        if let Some(entity) = entity {
            for Label { lang, text, valid, .. } in &entity.item.labels {
                let valid = self.as_of.zip(valid.as_ref());
                if valid.is_some_and(|(date, valid)| valid.holds_on(date) == Truth::False) {
                    continue;
                }
                labels.entry(lang.clone()).or_default().push(text.clone());
            }
            return labels;
        }
        for key in self.graph.keys() {
            let lang = if key == "name" { Some("en") } else { key.strip_prefix("name_") };
            if let (Some(lang), Some(text)) = (lang, self.text(node, key)) {
                labels.entry(lang.replace('_', "-")).or_default().push(text);
            }
        }
        labels
    }

    fn plain_node(&self, node: NodeId) -> Cell {
        let labels = self.graph.node_labels(node).iter();
        Cell::Node(NodeCell {
            id: self.graph.id_of(node),
            labels: labels.map(|label| self.graph.label_name(*label).to_owned()).collect(),
            properties: self.properties(self.graph.node_properties(node)),
        })
    }

    fn properties(&self, properties: Vec<(KeyId, Value)>) -> IndexMap<String, Cell> {
        let cell =
            |(key, value): (KeyId, Value)| (self.graph.key_name(key).to_owned(), self.cell(&value));
        properties.into_iter().map(cell).collect()
    }

    fn edge(&self, edge: EdgeId) -> EdgeCell {
        let (from, to) = self.graph.ends(edge);
        EdgeCell {
            edge_type: self.type_name(edge),
            from: self.graph.id_of(from),
            to: self.graph.id_of(to),
            properties: self.properties(self.graph.edge_properties(edge)),
        }
    }

    fn path(&self, path: &Path) -> PathCell {
        PathCell {
            nodes: path.nodes.iter().map(|node| self.node(*node)).collect(),
            edges: path.edges.iter().map(|edge| self.edge(*edge)).collect(),
        }
    }

    /// An edge as a fact.
    pub fn fact(&self, edge: EdgeId) -> Fact {
        let (from, to) = self.graph.ends(edge);
        let end = |node: NodeId| End {
            id: self.graph.id_of(node),
            class: self.class(node),
            label: self.graph.label_of(node, self.lang),
        };
        Fact {
            from: end(from),
            relation: self.type_name(edge),
            to: end(to),
            certainty: self.certainty(edge),
            valid: self.graph.valid_time(edge).map(|valid| valid.to_string()),
            sources: self.graph.edge_citations(edge),
        }
    }

    fn certainty(&self, edge: EdgeId) -> Certainty {
        let key = self.graph.key_id("certainty");
        match key.map(|key| self.graph.edge_property(edge, key)) {
            Some(Value::String(text)) if &*text == "inferred" => Certainty::Inferred,
            Some(Value::String(text)) if &*text == "doubtful" => Certainty::Doubtful,
            _ => Certainty::Stated,
        }
    }
}
