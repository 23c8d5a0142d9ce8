//! The owned result of a question: rows of cells that carry the user's ids, names and sources, and know nothing of the
//! graph that they were found in.

use crate::diagnostic::Diagnostic;
use crate::model::{Certainty, Citation};
use indexmap::IndexMap;
use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

/// What was asked, and the rows that answer it.
///
/// As JSON: `phrase` (where it was one), `query` (the pattern query that it means), `columns`, `rows` (each a list of
/// cells), `certain` and `possible_only` (a boolean for each row), and, where there are any, `why` (a list of facts for
/// each row), `warnings` and `why_not` (for an answer without rows: `without`, `rows`, `more` and `query` of each).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answer {
    /// The phrase that was asked; empty where it was a pattern query.
    pub phrase: String,
    /// The pattern query that was answered.
    pub query: String,
    /// The format that the phrase asks for (`as json`): a name of [`crate::render::FORMATS`].
    pub format: Option<&'static str>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<AnswerRow>,
    /// What is doubtful in a pattern query: labels, types and properties that the graph does not know.
    pub warnings: Vec<Diagnostic>,
    /// Where there are no rows, and that was asked for: the conditions each of which alone keeps some away.
    pub why_not: Vec<WhyNot>,
}

impl Answer {
    /// The cells of the column of that name, from the first row to the last; `None` where there is no such column.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let answer = store.query("MATCH (a:Award) RETURN a.name AS title, a.date AS date")?;
    /// let titles: Vec<&str> = answer.column("title").into_iter().flatten().filter_map(|cell| cell.as_str()).collect();
    /// assert!(titles.contains(&"Tourism innovation prize for Botao"));
    /// assert!(answer.column("prize").is_none());
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn column(&self, name: &str) -> Option<impl Iterator<Item = &Cell>> {
        let at = self.columns.iter().position(|column| column == name)?;
        Some(self.rows.iter().filter_map(move |row| row.cells.get(at)))
    }

    /// The same with other rows.
    #[must_use]
    pub fn with_rows(&self, rows: Vec<AnswerRow>) -> Answer {
        let Answer { phrase, query, format, columns, warnings, why_not, .. } = self;
        let (phrase, query, format) = (phrase.clone(), query.clone(), *format);
        let (columns, warnings, why_not) = (columns.clone(), warnings.clone(), why_not.clone());
        Answer { phrase, query, format, columns, rows, warnings, why_not }
    }
}

/// A condition that keeps rows away, and what there would be without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WhyNot {
    /// The condition, as it stands in the query.
    pub without: String,
    /// How many rows there would be, or as many as were counted.
    pub rows: usize,
    /// There would be still more.
    pub more: bool,
    /// The query without it.
    pub query: String,
}

impl WhyNot {
    pub(crate) fn new(without: String, rows: usize, more: bool, query: String) -> WhyNot {
        WhyNot { without, rows, more, query }
    }
}

/// A row of an answer.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswerRow {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// All facts that the row rests on are stated.
    pub certain: bool,
    /// A condition on dates holds for some completion of the dates only.
    pub possible_only: bool,
    /// The links that made it a row, where that was asked for.
    pub why: Vec<Fact>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Cell {
    /// Missing or unknown.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number, as counts are.
    Integer(i64),
    /// Any other number; what JSON has no number for (NaN, infinity) is null there.
    Float(f64),
    /// Text; also times of day and date-times, in ISO 8601.
    String(String),
    /// A list.
    List(Vec<Cell>),
    /// A map.
    Map(IndexMap<String, Cell>),
    /// An event of a chronicle.
    Event(EventCell),
    /// Anything else of a chronicle: an organization, a place, a policy.
    Entity(EntityCell),
    /// A date.
    Date(DateCell),
    /// An amount with a unit.
    Amount(AmountCell),
    /// A node of another graph.
    Node(NodeCell),
    /// An edge.
    Edge(EdgeCell),
    /// A path.
    Path(PathCell),
}

impl Cell {
    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Cell::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, whole or not, where it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Cell::Integer(number) => Some(*number as f64),
            Cell::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What it is called in the language asked for, where it is an event, an entity or a date; the text, where it is one.
    ///
    /// ```
    /// let answer = nenpyo::Store::builtin()?.query("MATCH (c:Company {id: 'nec'}) RETURN c, c.name")?;
    /// let [company, name] = answer.rows[0].cells.as_slice() else { unreachable!() };
    /// assert_eq!((company.label(), name.label()), (Some("NEC"), Some("NEC")));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn label(&self) -> Option<&str> {
        match self {
            Cell::Event(event) => Some(&event.title),
            Cell::Entity(entity) => Some(&entity.label),
            Cell::Date(date) => Some(&date.label),
            other => other.as_str(),
        }
    }

    /// The user's id, where it is an event, an entity or a node.
    ///
    /// ```
    /// let answer = nenpyo::Store::builtin()?.ask("companies in Japan")?;
    /// assert_eq!(answer.rows[0].cells[0].id(), Some("nec"));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn id(&self) -> Option<&str> {
        match self {
            Cell::Event(event) => Some(&event.id),
            Cell::Entity(entity) => Some(&entity.id),
            Cell::Node(node) => Some(&node.id),
            _ => None,
        }
    }

    /// The cell as a part of a row: an event or entity is certain only where its row is.
    #[must_use]
    pub fn in_row(mut self, certain: bool) -> Cell {
        match &mut self {
            Cell::Event(event) => event.certain &= certain,
            Cell::Entity(entity) => entity.certain &= certain,
            _ => {}
        }
        self
    }
}

/// An event of a chronicle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EventCell {
    /// The user's id.
    pub id: String,
    /// The class, by id.
    pub class: String,
    /// When, in EDTF: what the chronicle's date and the events that it names leave.
    pub date: Option<String>,
    /// The date as the chronicle has it, where it says something else: `2017 after prize`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The title in the language asked for.
    pub title: String,
    /// Who took part.
    pub who: Vec<Participant>,
    /// Where it is told.
    pub sources: Vec<Citation>,
    /// The event is stated, and so is all that its row rests on.
    pub certain: bool,
}

/// One who takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Participant {
    /// The role, as `recipient`.
    pub role: String,
    /// The user's id.
    pub id: String,
    /// The class, by id, else the label; empty where there is none. In an imported graph things of different classes may have one id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// The name in the language asked for.
    pub label: String,
}

/// Anything of a chronicle that is not an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntityCell {
    /// The user's id.
    pub id: String,
    /// The class, by id.
    pub class: String,
    /// The name in the language asked for.
    pub label: String,
    /// All names by language, the preferred one first.
    pub labels: IndexMap<String, Vec<String>>,
    /// The entity is stated, and so is all that its row rests on.
    pub certain: bool,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DateCell {
    /// In EDTF.
    pub date: String,
    /// In words of the language asked for.
    pub label: String,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AmountCell {
    /// The number in decimal digits.
    pub value: String,
    /// The id of the unit, or what is counted.
    pub unit: String,
}

/// A node of a graph that is no chronicle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NodeCell {
    /// The property `id`, else a number after `n`.
    pub id: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// Its properties.
    pub properties: IndexMap<String, Cell>,
}

/// An edge.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EdgeCell {
    /// Its type.
    #[serde(rename = "type")]
    pub edge_type: String,
    /// The id of the node that it comes from.
    pub from: String,
    /// The id of the node that it points to.
    pub to: String,
    /// Its properties.
    pub properties: IndexMap<String, Cell>,
}

/// A path; it has one node more than edges.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PathCell {
    /// The nodes in order.
    pub nodes: Vec<Cell>,
    /// The edges between them, whichever way each points.
    pub edges: Vec<EdgeCell>,
}

/// A link that a row rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fact {
    /// Where the link comes from.
    pub from: End,
    /// The type of the edge, as `PART_OF`.
    pub relation: String,
    /// Where it points to.
    pub to: End,
    /// How it is known.
    pub certainty: Certainty,
    /// When it holds, an interval in EDTF; always, where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// Where it is said.
    pub sources: Vec<Citation>,
}

/// An end of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct End {
    /// The user's id.
    pub id: String,
    /// The class, by id, else the label; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// The name in the language asked for.
    pub label: String,
}

impl Serialize for AnswerRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_seq(Some(self.cells.len()))?;
        self.cells.iter().try_for_each(|cell| row.serialize_element(cell))?;
        row.end()
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let explained = self.rows.iter().any(|row| !row.why.is_empty());
        let asked = [("phrase", &self.phrase), ("query", &self.query)];
        let asked: Vec<_> = asked.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let warned = !self.warnings.is_empty();
        let empty = !self.why_not.is_empty();
        let more = [explained, warned, empty].into_iter().filter(|has| *has).count();
        let fields = asked.len() + 4 + more;
        let mut answer = serializer.serialize_struct("Answer", fields)?;
        asked.iter().try_for_each(|(key, text)| answer.serialize_field(key, text))?;
        answer.serialize_field("columns", &self.columns)?;
        answer.serialize_field("rows", &self.rows)?;
        let certain: Vec<bool> = self.rows.iter().map(|row| row.certain).collect();
        answer.serialize_field("certain", &certain)?;
        let possible: Vec<bool> = self.rows.iter().map(|row| row.possible_only).collect();
        answer.serialize_field("possible_only", &possible)?;
        if explained {
            let why: Vec<&[Fact]> = self.rows.iter().map(|row| row.why.as_slice()).collect();
            answer.serialize_field("why", &why)?;
        }
        if warned {
            answer.serialize_field("warnings", &self.warnings)?;
        }
        if empty {
            answer.serialize_field("why_not", &self.why_not)?;
        }
        answer.end()
    }
}
