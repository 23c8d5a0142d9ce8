//! What is drawn: nodes, links, and when the events are.

use super::super::Look;
use crate::answer::{Answer, Cell, End, Fact};
use crate::model::{Certainty, Target};
use crate::time::{Date, Precision};
use indexmap::{IndexMap, IndexSet};

/// How a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DotOptions {
    /// Boxes around events.
    pub cluster: Option<Cluster>,
}

/// What events are put in one box for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cluster {
    /// The month.
    Month,
}

/// A node.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) label: String,
    pub(super) class: String,
    pub(super) tooltip: String,
    pub(super) certainty: Certainty,
    /// The period in which it stands, of an event.
    pub(super) when: Option<Date>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
    pub(super) certainty: Certainty,
}

/// Nodes by id, and links between them.
pub(super) struct Picture<'a> {
    pub(super) look: Look<'a>,
    pub(super) nodes: IndexMap<String, Node>,
    pub(super) edges: IndexSet<Edge>,
}

impl<'a> Picture<'a> {
    pub(super) fn new(look: &Look<'a>) -> Self {
        Picture { look: *look, nodes: IndexMap::new(), edges: IndexSet::new() }
    }

    /// The whole chronicle.
    pub(super) fn add_dataset(&mut self) {
        let dataset = self.look.dataset;
        let ids = || dataset.entities.keys().chain(dataset.events.keys());
        for id in ids() {
            self.add_item(id);
        }
        for id in ids() {
            let links = self.look.item(id).map_or(&[][..], |item| &item.links);
            for link in links {
                let to = match &link.target {
                    Target::Id(to) => to.clone(),
                    Target::Date(date) => self.add_date(date),
                };
                self.add_edge(id.clone(), to, self.look.role(&link.relation), link.certainty);
            }
        }
    }

    /// The rows of an answer, and the links that made them.
    pub(super) fn add_answer(&mut self, answer: &Answer) {
        for row in &answer.rows {
            row.cells.iter().for_each(|cell| self.add_cell(cell));
            row.why.iter().for_each(|fact| self.add_fact(fact));
        }
    }

    fn add_cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Event(event) => {
                self.add_item(&event.id);
            }
            Cell::Entity(entity) => {
                self.add_item(&entity.id);
            }
            Cell::Path(path) => path.nodes.iter().for_each(|node| self.add_cell(node)),
            Cell::List(items) => items.iter().for_each(|item| self.add_cell(item)),
            _ => {}
        }
    }

    fn add_fact(&mut self, fact: &Fact) {
        let relation = self.look.relation(&fact.relation);
        let role = relation.map_or_else(
            || fact.relation.to_lowercase().replace('_', " "),
            |(id, _)| self.look.role(id),
        );
        let (from, to) = (self.add_end(&fact.from), self.add_end(&fact.to));
        self.add_edge(from, to, role, fact.certainty);
    }

    fn add_end(&mut self, end: &End) -> String {
        if self.add_item(&end.id) {
            return end.id.clone();
        }
        match Date::parse(&end.id) {
            Ok(date) => self.add_date(&date),
            Err(_) => self.add_plain(&end.id, &end.label),
        }
    }

    /// Adds an entity or event; `false` where nothing has the id.
    fn add_item(&mut self, id: &str) -> bool {
        let Some(item) = self.look.item(id) else { return false };
        let when = self.look.dataset.events.get(id).and_then(|event| event.date.as_ref());
        let (class, certainty) = (item.class.clone(), item.certainty);
        let tooltip = [
            when.map(|date| date.to_text(self.look.lang)).unwrap_or_default(),
            self.look.class(&class).to_owned(),
            super::super::sources_text(&item.citations),
        ];
        let node = Node {
            label: self.label(id),
            class,
            tooltip: tooltip.join(" ").trim().to_owned(),
            certainty,
            when: when.map(period),
        };
        self.nodes.entry(id.to_owned()).or_insert(node);
        true
    }

    fn label(&self, id: &str) -> String {
        let known = self.look.dataset.entities.get_key_value(id).map(|(id, _)| id);
        let known = known.or_else(|| self.look.dataset.events.get_key_value(id).map(|(id, _)| id));
        known.map_or(id, |id| self.look.label(id)).to_owned()
    }

    fn add_date(&mut self, date: &Date) -> String {
        // No item has an id with a space in it.
        let id = format!("date {date}");
        let (label, certainty) = (date.to_text(self.look.lang), Certainty::Stated);
        let (class, tooltip) = ("date".to_owned(), date.to_string());
        let node = Node { label, class, tooltip, certainty, when: None };
        self.nodes.entry(id.clone()).or_insert(node);
        id
    }

    fn add_plain(&mut self, id: &str, label: &str) -> String {
        let (class, tooltip) = (String::new(), id.to_owned());
        let (label, certainty) = (label.to_owned(), Certainty::Stated);
        let node = Node { label, class, tooltip, certainty, when: None };
        self.nodes.entry(id.to_owned()).or_insert(node);
        id.to_owned()
    }

    fn add_edge(&mut self, from: String, to: String, label: String, certainty: Certainty) {
        self.edges.insert(Edge { from, to, label, certainty });
    }

    /// The periods in which events stand, in order, with the events of each.
    pub(super) fn periods(&self) -> Vec<(&Date, Vec<&str>)> {
        let mut periods: IndexMap<&Date, Vec<&str>> = IndexMap::new();
        for (id, node) in &self.nodes {
            if let Some(when) = &node.when {
                periods.entry(when).or_default().push(id);
            }
        }
        let mut periods: Vec<_> = periods.into_iter().collect();
        periods.sort_by_key(|(date, _)| {
            let bounds = date.bounds();
            (bounds.earliest, bounds.latest)
        });
        periods
    }
}

/// The month of a date, or what is longer than a month as it is.
fn period(date: &Date) -> Date {
    date.truncate(Precision::Month).unwrap_or_else(|| date.clone())
}
