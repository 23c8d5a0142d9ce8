//! What is drawn: nodes, links, and when the events are.

use super::super::Look;
use crate::answer::{Answer, AnswerRow, Cell, EdgeCell, End, Fact, NodeCell};
use crate::model::{Certainty, Target};
use crate::time::{Date, Precision};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A node.
#[derive(Debug, Clone)]
pub(in crate::render) struct Node {
    /// The user's id.
    id: String,
    pub(in crate::render) label: String,
    pub(in crate::render) class: String,
    pub(in crate::render) tooltip: String,
    pub(in crate::render) certainty: Certainty,
    /// When it was, of an event.
    pub(in crate::render) date: Option<Date>,
    /// The rows of the answer that it belongs to, from 1.
    pub(in crate::render) rows: Rows,
}

impl Node {
    /// A node of which nothing more is known.
    fn plain(id: &str, class: &str) -> Node {
        Node {
            id: id.to_owned(),
            label: id.to_owned(),
            class: class.to_owned(),
            tooltip: String::new(),
            certainty: Certainty::Stated,
            date: None,
            rows: Rows::new(),
        }
    }

    fn end(&self) -> End {
        End { id: self.id.clone(), class: self.class.clone(), label: self.label.clone() }
    }
}

/// Numbers of rows, from 1.
pub(in crate::render) type Rows = BTreeSet<usize>;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Edge {
    pub(in crate::render) from: String,
    pub(in crate::render) to: String,
    pub(in crate::render) label: String,
    pub(in crate::render) certainty: Certainty,
}

/// Nodes by id, and links between them with the rows that they belong to.
pub(in crate::render) struct Contents<'a> {
    pub(in crate::render) look: Look<'a>,
    pub(in crate::render) nodes: IndexMap<String, Node>,
    pub(in crate::render) edges: IndexMap<Edge, Rows>,
    /// How many rows, or items of a chronicle, are left out since the picture would be too large.
    pub(in crate::render) left_out: usize,
    /// How many there are in all.
    pub(in crate::render) of: usize,
    /// The row that is being added.
    row: Option<usize>,
}

/// Links for each node that a bounded picture may hold.
const LINKS: usize = 4;

impl<'a> Contents<'a> {
    fn new(look: &Look<'a>) -> Self {
        let (nodes, edges) = (IndexMap::new(), IndexMap::new());
        Contents { look: *look, nodes, edges, left_out: 0, of: 0, row: None }
    }

    /// A chronicle: the first `most` items and the links between them.
    pub(in crate::render) fn of_dataset(look: &Look<'a>, most: usize) -> Self {
        let mut all = Contents::new(look);
        let dataset = look.dataset;
        let ids = || dataset.entities.keys().chain(dataset.events.keys());
        for id in ids().take(most) {
            all.add_item(id);
        }
        all.of = ids().count();
        all.left_out = all.of.saturating_sub(most);
        for id in ids().take(most) {
            for link in look.item(id).map_or(&[][..], |item| &item.links) {
                let to = match &link.target {
                    Target::Id(to) if all.nodes.contains_key(to) => to.clone(),
                    Target::Id(_) => continue,
                    Target::Date(date) => all.add_date(date),
                };
                all.add_edge(id.clone(), to, look.role(&link.relation), link.certainty);
            }
        }
        all
    }

    /// The rows of an answer, and the links that made them: the first rows that have together at most `most` nodes.
    pub(in crate::render) fn of_answer(answer: &Answer, look: &Look<'a>, most: usize) -> Self {
        let mut all = Contents { of: answer.rows.len(), ..Contents::new(look) };
        for (index, row) in answer.rows.iter().enumerate() {
            let part = Contents::of_row(row, index + 1, look);
            if !all.has_room(&part, most) {
                all.left_out = answer.rows.len() - index;
                break;
            }
            all.merge(part);
        }
        all
    }

    fn of_row(row: &AnswerRow, number: usize, look: &Look<'a>) -> Self {
        let mut part = Contents { row: Some(number), ..Contents::new(look) };
        row.cells.iter().for_each(|cell| part.add_nodes(cell));
        row.cells.iter().for_each(|cell| part.add_edges(cell));
        row.why.iter().for_each(|fact| part.add_fact(fact));
        if part.edges.is_empty() {
            row.cells.iter().for_each(|cell| part.add_participants(cell));
        }
        part
    }

    /// Who took part in an event, for a row that rests on no links.
    fn add_participants(&mut self, cell: &Cell) {
        let Cell::Event(event) = cell else { return };
        for who in &event.who {
            let (id, class, label) = (who.id.clone(), who.class.clone(), who.label.clone());
            let to = self.add_end(&End { id, class, label });
            let certainty = self.look.certainty(&event.id, &who.role, &who.id);
            let from = self.key(&event.id, &event.class);
            self.add_edge(from, to, self.role(&who.role), certainty);
        }
    }

    /// Whether a part fits below a bound of nodes.
    fn has_room(&self, part: &Contents<'_>, most: usize) -> bool {
        let new = part.nodes.keys().filter(|id| !self.nodes.contains_key(*id)).count();
        let links = self.edges.len() + part.edges.len();
        self.nodes.len() + new <= most && links <= most.saturating_mul(LINKS)
    }

    fn merge(&mut self, part: Contents<'_>) {
        for (id, node) in part.nodes {
            let rows = node.rows.clone();
            self.nodes.entry(id).or_insert(node).rows.extend(rows);
        }
        for (edge, rows) in part.edges {
            self.edges.entry(edge).or_default().extend(rows);
        }
    }

    fn add_nodes(&mut self, cell: &Cell) {
        match cell {
            Cell::Event(event) => {
                let date = event.date.as_ref().and_then(|date| Date::parse(date).ok());
                self.add_found(&event.id, &event.title, &event.class, date, event.certain);
            }
            Cell::Entity(entity) => {
                self.add_found(&entity.id, &entity.label, &entity.class, None, entity.certain);
            }
            Cell::Node(node) => self.add_plain_node(node),
            Cell::Path(path) => path.nodes.iter().for_each(|node| self.add_nodes(node)),
            Cell::List(items) => items.iter().for_each(|item| self.add_nodes(item)),
            _ => {}
        }
    }

    fn add_edges(&mut self, cell: &Cell) {
        match cell {
            Cell::Edge(edge) => self.add_plain_edge(edge),
            Cell::Path(path) => path.edges.iter().for_each(|edge| self.add_plain_edge(edge)),
            Cell::List(items) => items.iter().for_each(|item| self.add_edges(item)),
            _ => {}
        }
    }

    /// What a node is called here: its id, where a chronicle has it or nothing else is known of it. In an imported graph
    /// only the class tells things of one id apart.
    fn key(&self, id: &str, class: &str) -> String {
        match class.is_empty() || self.look.item(id).is_some() {
            true => id.to_owned(),
            // No item has an id with a space in it.
            false => format!("{class} {id}"),
        }
    }

    /// Adds an event or entity, by what the chronicle tells of it, else by what the answer does.
    fn add_found(&mut self, id: &str, label: &str, class: &str, date: Option<Date>, sure: bool) {
        if self.add_item(id) {
            return;
        }
        let certainty = if sure { Certainty::Stated } else { Certainty::Inferred };
        let when = date.as_ref().map(|date| date.to_text(self.look.lang)).unwrap_or_default();
        let tooltip = format!("{when} {}", self.look.class(class)).trim().to_owned();
        let key = self.key(id, class);
        let label = label.to_owned();
        self.insert(&key, Node { label, tooltip, certainty, date, ..Node::plain(id, class) });
    }

    fn add_plain_node(&mut self, node: &NodeCell) {
        let text = |key: &str| match node.properties.get(key) {
            Some(Cell::String(text)) => Some(text.clone()),
            _ => None,
        };
        let label = ["name", "title", "label"].into_iter().find_map(text);
        let class = node.labels.first().cloned().unwrap_or_default();
        let key = self.key(&node.id, &class);
        let known = Node {
            tooltip: node.labels.join(", "),
            label: label.unwrap_or_else(|| node.id.clone()),
            ..Node::plain(&node.id, &class)
        };
        self.insert(&key, known);
    }

    fn add_plain_edge(&mut self, edge: &EdgeCell) {
        // An edge tells only the ids of its ends; their nodes may be there.
        let end = |id: &str| match self.nodes.iter().find(|(_, node)| node.id == id) {
            Some((_, node)) => node.end(),
            None => End { id: id.to_owned(), class: String::new(), label: id.to_owned() },
        };
        let (from, to) = (end(&edge.from), end(&edge.to));
        let certainty = match edge.properties.get("certainty") {
            Some(Cell::String(text)) if text == Certainty::Inferred.as_str() => Certainty::Inferred,
            Some(Cell::String(text)) if text == Certainty::Doubtful.as_str() => Certainty::Doubtful,
            _ => Certainty::Stated,
        };
        let (from, to) = (self.add_end(&from), self.add_end(&to));
        self.add_edge(from, to, self.role(&edge.edge_type), certainty);
    }

    fn add_fact(&mut self, fact: &Fact) {
        let (from, to) = (self.add_end(&fact.from), self.add_end(&fact.to));
        self.add_edge(from, to, self.role(&fact.relation), fact.certainty);
    }

    /// What edges of a type are called.
    fn role(&self, edge_type: &str) -> String {
        self.look.relation(edge_type).map_or_else(
            || edge_type.to_lowercase().replace('_', " "),
            |(id, _)| self.look.role(id),
        )
    }

    fn add_end(&mut self, end: &End) -> String {
        let End { id, class, label } = end;
        let key = self.key(id, class);
        if self.nodes.contains_key(&key) || self.add_item(id) {
            return key;
        }
        let date = Date::parse(id).ok().filter(|_| matches!(&**class, "date" | "Date" | ""));
        if let Some(date) = date {
            return self.add_date(&date);
        }
        let tooltip = if class.is_empty() { id } else { self.look.class(class) };
        let (tooltip, label) = (tooltip.to_owned(), label.clone());
        self.insert(&key, Node { tooltip, label, ..Node::plain(id, class) });
        key
    }

    /// Adds an entity or event; `false` where nothing has the id.
    fn add_item(&mut self, id: &str) -> bool {
        let Some(item) = self.look.item(id) else { return false };
        let when = self.look.dataset.events.get(id).and_then(|event| event.date.as_ref());
        let tooltip = [
            when.map(|date| date.to_text(self.look.lang)).unwrap_or_default(),
            self.look.class(&item.class).to_owned(),
            super::super::sources_text(&item.citations),
        ];
        let node = Node {
            label: self.label(id),
            tooltip: tooltip.join(" ").trim().to_owned(),
            certainty: item.certainty,
            date: when.cloned(),
            ..Node::plain(id, &item.class)
        };
        self.insert(id, node);
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
        let (label, tooltip) = (date.to_text(self.look.lang), date.to_string());
        let plain = Node::plain(&tooltip, "date");
        self.insert(&id, Node { label, tooltip, ..plain });
        id
    }

    fn add_edge(&mut self, from: String, to: String, label: String, certainty: Certainty) {
        let rows = self.edges.entry(Edge { from, to, label, certainty }).or_default();
        rows.extend(self.row);
    }

    fn insert(&mut self, id: &str, node: Node) {
        let known = self.nodes.entry(id.to_owned()).or_insert_with(|| node.clone());
        // Of the end of a link only the id may have been known.
        if known.class.is_empty() {
            *known = Node { rows: std::mem::take(&mut known.rows), ..node };
        }
        known.rows.extend(self.row);
    }

    /// The periods in which events stand, in order, with the events of each.
    pub(in crate::render) fn periods(&self) -> Vec<(Date, Vec<&str>)> {
        let mut periods: IndexMap<Date, Vec<&str>> = IndexMap::new();
        for (id, node) in &self.nodes {
            if let Some(date) = &node.date {
                periods.entry(period(date)).or_default().push(id);
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
