//! What a chronicle's graph says of a node or an edge: its name, how it is known, and where.

use super::{Data, Graph, KeyId};
use crate::model::{Certainty, Citation};
use crate::value::{EdgeId, NodeId, Value};
use std::collections::BTreeSet;

/// The property that holds the preferred name in a language: `name` for English, else `name_ja`, `name_zh_Hant`.
pub fn name_key(lang: &str) -> String {
    if lang == "en" { "name".to_owned() } else { format!("name_{}", lang.replace('-', "_")) }
}

/// A citation as the property `sources` holds it: `dlhitech 4.3`.
pub(super) fn citation_text(citation: &Citation) -> String {
    format!("{} {}", citation.source, citation.at).trim_end().to_owned()
}

fn citations(sources: &Value) -> Vec<Citation> {
    let Value::List(sources) = sources else { return Vec::new() };
    let texts = sources.iter().filter_map(|source| match source {
        Value::String(text) => Some(text),
        _ => None,
    });
    texts
        .map(|text| text.split_once(' ').unwrap_or((text, "")))
        .map(|(source, at)| Citation { source: source.to_owned(), at: at.to_owned() })
        .collect()
}

fn is_stated(certainty: &Value) -> bool {
    match certainty {
        Value::String(text) => matches!(&**text, "stated" | "possible"),
        _ => true,
    }
}

impl Graph {
    /// What a node is called in a language: its preferred name there, else its name in English or in any language,
    /// else its id.
    pub fn label_of(&self, node: NodeId, lang: &str) -> String {
        let name = |key: &str| match self.node_property(node, self.key_id(key)?) {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        };
        name(&name_key(lang)).or_else(|| name("name")).unwrap_or_else(|| self.id_of(node))
    }

    /// Where a node is found in its sources.
    pub fn citations(&self, node: NodeId) -> Vec<Citation> {
        self.key_id("sources")
            .map_or_else(Vec::new, |key| citations(&self.node_property(node, key)))
    }

    /// Where an edge is found in its sources.
    pub fn edge_citations(&self, edge: EdgeId) -> Vec<Citation> {
        self.key_id("sources")
            .map_or_else(Vec::new, |key| citations(&self.edge_property(edge, key)))
    }

    /// Whether any node or edge is inferred or doubtful, or holds as of a day for some completions of the dates only.
    pub fn is_doubtful(&self) -> bool {
        if !self.is_settled() {
            return true;
        }
        let Some(key) = self.key_id("certainty") else { return false };
        let columns = [self.node_column(key), self.edge_column(key)];
        columns.into_iter().flatten().any(|column| match column.data() {
            Data::String(texts) => {
                texts.strings.iter().any(|text| text != Certainty::Stated.as_str())
            }
            _ => true,
        })
    }

    /// Whether some date of a node is not exactly one day.
    pub fn has_inexact_dates(&self) -> bool {
        let keys = (0..self.keys().count() as u32).map(KeyId);
        keys.filter_map(|key| self.node_column(key)).any(|column| match column.data() {
            Data::Edtf(dates) => !dates.is_exact(),
            Data::Other(_) => true,
            _ => false,
        })
    }

    /// Whether some date of an event is not exactly one day.
    pub(super) fn has_rough_events(&self) -> bool {
        let dates = self.key_id("date").and_then(|key| self.node_column(key));
        dates.is_some_and(|column| match column.data() {
            Data::Edtf(dates) => !dates.is_exact(),
            Data::Other(_) => true,
            _ => false,
        })
    }

    /// Whether some event is dated by an interval or a set.
    pub(super) fn has_long_events(&self) -> bool {
        let dates = self.key_id("date").and_then(|key| self.node_column(key));
        dates.is_some_and(|column| match column.data() {
            Data::Edtf(dates) => dates.has_intervals(),
            Data::Other(_) => true,
            _ => false,
        })
    }

    /// The measures of which some amount is not stated, or approximate.
    pub(super) fn doubtful_amounts(&self) -> BTreeSet<String> {
        let marked = |key: &str| {
            let measure = key.strip_suffix("_certainty").or(key.strip_suffix("_approximate"))?;
            self.key_id(measure).map(|_| measure.to_owned())
        };
        self.keys().filter_map(marked).collect()
    }

    /// Whether a node is certain: neither inferred nor doubtful.
    pub fn node_certain(&self, node: NodeId) -> bool {
        self.key_id("certainty").is_none_or(|key| is_stated(&self.node_property(node, key)))
    }

    /// Whether an edge is certain: neither inferred nor doubtful.
    pub fn edge_certain(&self, edge: EdgeId) -> bool {
        self.key_id("certainty").is_none_or(|key| is_stated(&self.edge_property(edge, key)))
    }
}
