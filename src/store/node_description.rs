//! What is known of a node of a graph that was made of no chronicle.

use super::Store;
use crate::answer::{Cell, Fact};
use crate::catalog::NameEntry;
use crate::exec::View;
use crate::graph::Graph;
use crate::model::Certainty;
use crate::ontology::class_id;
use crate::render::{DescribedAmount, DescribedLink, Description, cell_text};
use crate::time::Date;
use crate::value::{NodeId, Value};
use indexmap::IndexMap;

/// Properties that a description shows in places of their own.
const PLACED: [&str; 8] =
    ["id", "class", "names", "dated_names", "certainty", "sources", "date", "written"];

impl Store {
    /// The description of a thing that has a name, as it stood on a day if there is one; `None` where it was not there then.
    pub(super) fn node_description(
        &self,
        entry: &NameEntry,
        lang: &str,
        as_of: Option<&Date>,
    ) -> Option<Description> {
        let graph = &*self.graph_as_of(as_of);
        let node = node_of(graph, entry)?;
        let view = View { graph, dataset: None, lang, roles: &self.roles, as_of, why: true };
        let look = self.look(lang);
        let (labels, amounts, notes) = properties(&view, node);
        let event = matches!(view.cell(&Value::Node(node)), Cell::Event(_));
        let date =
            |node: NodeId| match graph.key_id("date").map(|key| graph.node_property(node, key)) {
                Some(Value::Edtf(date)) => Some(date.to_string()),
                _ => None,
            };
        let link = |fact: Fact, other: NodeId, out: bool| DescribedLink {
            relation: look.relation(&fact.relation).map_or(fact.relation, |(id, _)| id.to_owned()),
            other: if out { fact.to } else { fact.from },
            date: date(other),
            valid: fact.valid,
            certainty: fact.certainty,
            sources: fact.sources,
        };
        let out = graph.out_all(node).map(|to| link(view.fact(to.edge), to.node, true)).collect();
        let mut into: Vec<DescribedLink> =
            graph.into_all(node).map(|from| link(view.fact(from.edge), from.node, false)).collect();
        into.sort_by(|a, b| (a.date.is_none(), &a.date).cmp(&(b.date.is_none(), &b.date)));
        Some(Description {
            id: entry.id.clone(),
            class: entry.class.clone(),
            label: graph.label_of(node, lang),
            date: date(node).filter(|_| event),
            labels,
            certainty: if graph.node_certain(node) {
                Certainty::Stated
            } else {
                Certainty::Inferred
            },
            amounts,
            notes,
            links: out,
            linked_from: into,
            sources: graph.citations(node),
        })
    }
}

/// The node: things of different classes may have one id.
fn node_of(graph: &Graph, entry: &NameEntry) -> Option<NodeId> {
    let id = entry.number.map_or_else(|| Value::from(&*entry.id), Value::Integer);
    let key = graph.key_id("id")?;
    let labels =
        |node: NodeId| graph.node_labels(node).iter().map(|label| graph.label_name(*label));
    let fits = |node: &NodeId| labels(*node).any(|label| class_id(label) == entry.class);
    match graph.nodes_where(key, &id) {
        Some(nodes) => nodes.iter().copied().find(fits),
        None => graph.nodes().find(|node| graph.node_property(*node, key) == id && fits(node)),
    }
}

type Properties = (IndexMap<String, Vec<String>>, Vec<DescribedAmount>, Vec<String>);

/// Names by language, numbers, and the rest as remarks.
fn properties(view: &View<'_>, node: NodeId) -> Properties {
    let (mut labels, mut amounts, mut notes) = Properties::default();
    for (key, value) in view.graph.node_properties(node) {
        let key = view.graph.key_name(key);
        let lang = if key == "name" { Some("en") } else { key.strip_prefix("name_") };
        let cell = view.cell(&value);
        let amount = |value: String, unit: String| DescribedAmount {
            measure: key.to_owned(),
            value,
            unit,
            approximate: false,
            certainty: Certainty::Stated,
        };
        match (lang, cell) {
            _ if PLACED.contains(&key) => {}
            (Some(lang), Cell::String(text)) => {
                labels.entry(lang.replace('_', "-")).or_default().push(text);
            }
            (_, Cell::Amount(found)) => amounts.push(amount(found.value, found.unit)),
            (_, cell @ (Cell::Integer(_) | Cell::Float(_))) => {
                amounts.push(amount(cell_text(&cell), String::new()));
            }
            (_, cell) => notes.push(format!("{key}: {}", cell_text(&cell))),
        }
    }
    (labels, amounts, notes)
}
