//! An answer as a table for people, with the query above it and what its marks mean below.

use super::text::{cell_text, event_date, is_cut, sources_text, who_text};
use super::words::{counted, words};
use super::{Format, Grid, Look, why};
use crate::answer::{Answer, AnswerRow, Cell, EntityCell, EventCell, WhyNot};
use crate::diagnostic::visible;
use crate::diagnostic::{breakable, hanging};

pub(super) const FORMAT: Format = Format {
    name: "table",
    description: "a table, for people",
    endings: &["txt"],
    needs_why: false,
    render,
};

/// Marks a row that rests on facts which are not stated.
const INFERRED: &str = "?";
/// Marks a row whose dates are too rough to be sure.
const POSSIBLE: &str = "~";

fn render(answer: &Answer, look: &Look<'_>) -> String {
    let mut out = String::new();
    if !answer.phrase.is_empty() {
        out += &(means(answer, look) + "\n");
    }
    if answer.rows.is_empty() {
        return out + words(look.lang).no_rows + "\n" + &why_not(answer, look);
    }
    out += &table(answer, look);
    out += &legend(answer, look);
    let explained = why(answer, look);
    if !explained.is_empty() {
        out += &format!("\n{explained}");
    }
    out
}

/// How many rows there would be without each of the conditions that keep some away.
fn why_not(answer: &Answer, look: &Look<'_>) -> String {
    let line = |not: &WhyNot| {
        let words = words(look.lang);
        let text = if not.more { words.more_without } else { words.without };
        let count = format!("  {} ", counted(text, &[("n", not.rows)]));
        hanging(&count, &breakable(&visible(&not.without)), look.width)
    };
    answer.why_not.iter().map(line).collect()
}

/// The pattern query that a phrase means.
pub(super) fn means(answer: &Answer, look: &Look<'_>) -> String {
    let heading = format!("{}: ", words(look.lang).means);
    hanging(&heading, &breakable(&visible(&answer.query)), look.width)
}

/// The text of a cell, by the index of its row and the row.
pub(super) type CellText<'a> = dyn Fn(usize, &AnswerRow) -> String + 'a;

/// A printed column: its heading, and its text for a row.
pub(super) struct Column<'a> {
    pub(super) heading: String,
    pub(super) right: bool,
    pub(super) text: Box<CellText<'a>>,
}

impl<'a> Column<'a> {
    fn new(heading: &str, text: impl Fn(usize, &AnswerRow) -> String + 'a) -> Self {
        Column { heading: visible(heading), right: false, text: Box::new(text) }
    }
}

/// How those who took part in an event are shown.
pub(super) type Who = fn(&EventCell, &Look<'_>) -> String;

/// The printed columns of an answer, without those of the numbers and marks of rows.
pub(super) fn columns<'a>(answer: &'a Answer, look: &Look<'a>, who: Who) -> Vec<Column<'a>> {
    (0..answer.columns.len()).flat_map(|index| printed(answer, index, *look, who)).collect()
}

/// What a column is called in the language of the answer.
pub(super) fn heading<'a>(name: &'a str, look: &Look<'a>) -> &'a str {
    let words = words(look.lang);
    match name {
        "date" => words.date,
        "who" => words.who,
        "class" => words.class,
        "note" => words.note,
        "source" => words.source,
        "count" => words.count,
        "total" => words.total,
        "average" => words.average,
        "minimum" => words.minimum,
        "maximum" => words.maximum,
        _ => look.measure(name).unwrap_or_else(|| look.class(name)),
    }
}

impl Grid {
    /// The table of an answer.
    pub(super) fn of(answer: &Answer, look: &Look<'_>) -> Grid {
        let mut columns = marks(answer, look);
        columns.extend(self::columns(answer, look, who_text));
        let row = |(index, row): (usize, &AnswerRow)| {
            columns.iter().map(|column| (column.text)(index, row)).collect()
        };
        // The columns of a pattern query are called as it calls them.
        let named = |name: &str| match answer.phrase.is_empty() {
            true => name.to_owned(),
            false => visible(heading(name, look)),
        };
        Grid {
            rows: answer.rows.iter().enumerate().map(row).collect(),
            headings: columns.iter().map(|column| named(&column.heading)).collect(),
            right: columns.iter().map(|column| column.right).collect(),
        }
    }
}

fn table(answer: &Answer, look: &Look<'_>) -> String {
    let grid = Grid::of(answer, look);
    let count = look.width.map_or(grid.headings.len(), |width| grid.fitting(width));
    let left = match grid.headings.get(count..) {
        None | Some([]) => String::new(),
        Some(left) => {
            let words = words(look.lang);
            let text = format!("{}; {}", left.join(", "), words.as_json);
            hanging(&format!("{}: ", words.not_shown), &text, look.width)
        }
    };
    grid.first(count, look.width) + &left
}

/// The number of the row, where it is wanted or reasons refer to it, and its marks, where any row has some.
fn marks<'a>(answer: &'a Answer, look: &Look<'_>) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    if look.numbered || answer.rows.iter().any(|row| !row.why.is_empty()) {
        columns.push(Column { right: true, ..Column::new("", |index, _| (index + 1).to_string()) });
    }
    if answer.rows.iter().any(|row| !row.certain || row.possible_only) {
        columns.push(Column::new("", |_, row| {
            let inferred = if row.certain { "" } else { INFERRED };
            inferred.to_owned() + if row.possible_only { POSSIBLE } else { "" }
        }));
    }
    columns
}

/// The printed columns of a column of the answer.
fn printed<'a>(answer: &'a Answer, index: usize, look: Look<'a>, who: Who) -> Vec<Column<'a>> {
    let name = answer.columns.get(index).map_or("", String::as_str);
    let cells = || answer.rows.iter().filter_map(move |row| row.cells.get(index));
    let text = move |row: &AnswerRow| match row.cells.get(index) {
        Some(Cell::String(class)) if name == "class" => visible(look.class(class)),
        cell => cell.map_or_else(String::new, cell_text),
    };
    let plain = Column::new(name, move |_, row| text(row));
    if cells().any(|cell| matches!(cell, Cell::Event(_))) {
        return event(plain, answer, index, (look, who));
    }
    if cells().any(|cell| matches!(cell, Cell::Entity(_))) {
        return entity(plain, answer, index, look);
    }
    let number = |cell: &Cell| matches!(cell, Cell::Integer(_) | Cell::Float(_) | Cell::Amount(_));
    vec![Column { right: cells().any(number), ..plain }]
}

/// Date, title, who, source.
fn event<'a>(
    title: Column<'a>,
    answer: &Answer,
    index: usize,
    (look, who): (Look<'a>, Who),
) -> Vec<Column<'a>> {
    let of = move |row: &AnswerRow, show: &dyn Fn(&EventCell) -> String| match row.cells.get(index)
    {
        Some(Cell::Event(event)) => show(event),
        _ => String::new(),
    };
    let date = Column::new("date", move |_, row| of(row, &|event| event_date(event, &look)));
    let who = Column::new("who", move |_, row| of(row, &|event| who(event, &look)));
    let source =
        Column::new("source", move |_, row| of(row, &|event| sources_text(&event.sources)));
    match answer.columns.iter().take(index).any(|name| name == "date") {
        true => vec![title, who, source],
        false => vec![date, title, who, source],
    }
}

/// Name, class where it differs, and note where there is one.
fn entity<'a>(name: Column<'a>, answer: &Answer, index: usize, look: Look<'a>) -> Vec<Column<'a>> {
    let entities = || answer.rows.iter().filter_map(|row| entity_of(row, index));
    let first = entities().next().map(|entity| &entity.class);
    let mut columns = vec![name];
    if entities().any(|entity| Some(&entity.class) != first) {
        columns.push(Column::new("class", move |_, row| {
            entity_of(row, index)
                .map_or_else(String::new, |entity| visible(look.class(&entity.class)))
        }));
    }
    if entities().any(|entity| !note(entity, &look).is_empty()) {
        columns.push(Column::new("note", move |_, row| {
            entity_of(row, index).map_or_else(String::new, |entity| note(entity, &look))
        }));
    }
    columns
}

fn entity_of(row: &AnswerRow, index: usize) -> Option<&EntityCell> {
    match row.cells.get(index) {
        Some(Cell::Entity(entity)) => Some(entity),
        _ => None,
    }
}

fn note(entity: &EntityCell, look: &Look<'_>) -> String {
    look.item(&entity.id).map_or_else(String::new, |item| visible(&item.notes.join("; ")))
}

/// Whether it is an event and not stated of one of its participants.
fn unsure(cell: &Cell, look: &Look<'_>) -> bool {
    let Cell::Event(event) = cell else { return false };
    event.who.iter().any(|who| !look.is_stated(&event.id, &who.role, &who.id))
}

/// How many rows, and what the marks mean.
pub(super) fn legend(answer: &Answer, look: &Look<'_>) -> String {
    let (mut notes, words) = (Vec::new(), words(look.lang));
    if answer.rows.len() > 1 {
        notes.push(counted(words.counted_rows, &[("n", answer.rows.len())]));
    }
    if answer.rows.iter().any(|row| !row.certain) {
        notes.push(format!("{INFERRED} {}", words.unsure));
    }
    if answer.rows.iter().flat_map(|row| &row.cells).any(|cell| unsure(cell, look)) {
        notes.push(words.took_part.to_owned());
    }
    if answer.rows.iter().flat_map(|row| &row.cells).any(is_cut) {
        notes.push(words.cut.to_owned());
    }
    if answer.rows.iter().any(|row| row.possible_only) {
        notes.push(format!("{POSSIBLE} {}", words.possible));
    }
    if notes.is_empty() { String::new() } else { hanging("", &notes.join("; "), look.width) }
}
