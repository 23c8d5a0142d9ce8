//! The rows of an answer, ready to be placed in time.

use super::super::Look;
use super::super::table::{Who, heading};
use super::super::text::{cell_text, date_text, event_date, sources_text};
use super::reach::Reach;
use super::unit::Unit;
use crate::answer::{Answer, AnswerRow, Cell, EventCell};
use crate::diagnostic::visible;
use crate::time::Date;

/// A row of the answer. All texts are safe on a terminal.
pub(in crate::render) struct Entry {
    /// The number of the row in the answer, from 1.
    pub(in crate::render) number: usize,
    /// The date, for people; empty where there is none.
    pub(in crate::render) date: String,
    pub(in crate::render) title: String,
    /// Who took part.
    pub(in crate::render) who: String,
    /// Where it is told; a place in a source holds together by no-break spaces.
    pub(in crate::render) sources: String,
    /// The marks of the row: `?` inferred, `~` only possible.
    pub(in crate::render) marks: String,
}

/// An entry with its place.
pub(in crate::render) struct Placed {
    pub(super) entry: Entry,
    pub(super) reach: Reach,
}

/// The rows that have a place in time, by time, and the others, in the order of the answer.
pub(super) struct Entries {
    pub(super) placed: Vec<Placed>,
    pub(super) others: Vec<Entry>,
    extent: Option<(i64, i64)>,
}

impl Entry {
    /// Title, who, source.
    pub(super) fn text(&self) -> String {
        let mut text = self.title.clone();
        if !self.who.is_empty() {
            text += &format!(" · {}", self.who);
        }
        if !self.sources.is_empty() {
            text += &format!(" {}", self.sources);
        }
        text
    }
}

impl Entries {
    /// The rows of an answer, and how those who took part are shown.
    pub(super) fn of(answer: &Answer, look: &Look<'_>, who: Who) -> Entries {
        let (mut dated, mut others) = (Vec::new(), Vec::new());
        for (index, row) in answer.rows.iter().enumerate() {
            let (cell, date) = place(row);
            let entry = entry(answer, (index, row), cell, (look, who));
            match date.and_then(|date| Some((Reach::of(&date)?, date))) {
                Some((reach, date)) => dated.push((date, Placed { entry, reach })),
                None => others.push(entry),
            }
        }
        dated.sort_by(|(one, _), (other, _)| one.cmp(other));
        let placed: Vec<Placed> = dated.into_iter().map(|(_, placed)| placed).collect();
        let days = || placed.iter().flat_map(|placed| placed.reach.days());
        let extent = days().min().zip(days().max());
        Entries { placed, others, extent }
    }

    /// The first and the last day that bounds any; `None` where nothing is placed.
    pub(super) fn extent(&self) -> Option<(i64, i64)> {
        self.extent
    }

    /// What time is cut into, and the first and the last period.
    pub(super) fn periods(&self) -> Option<(Unit, i64, i64)> {
        let (first, last) = self.extent()?;
        let reaches: Vec<Reach> = self.placed.iter().map(|placed| placed.reach).collect();
        let unit = Unit::fit(&reaches, (first, last));
        Some((unit, unit.index(first), unit.index(last)))
    }
}

/// The cell that places a row: its first event with a date, else its first date. Without any, its first event.
fn place(row: &AnswerRow) -> (Option<usize>, Option<Date>) {
    let cells = || row.cells.iter().enumerate();
    let event = |(index, cell): (usize, &Cell)| match cell {
        Cell::Event(event) => Some((index, Date::parse(event.date.as_ref()?).ok()?)),
        _ => None,
    };
    let date = |(index, cell): (usize, &Cell)| match cell {
        Cell::Date(date) => Some((index, Date::parse(&date.date).ok()?)),
        _ => None,
    };
    match cells().find_map(event).or_else(|| cells().find_map(date)) {
        Some((index, date)) => (Some(index), Some(date)),
        None => (row.cells.iter().position(|cell| matches!(cell, Cell::Event(_))), None),
    }
}

fn entry(
    answer: &Answer,
    (index, row): (usize, &AnswerRow),
    main: Option<usize>,
    (look, who): (&Look<'_>, Who),
) -> Entry {
    let cell = main.and_then(|main| row.cells.get(main));
    let event: Option<&EventCell> = match cell {
        Some(Cell::Event(event)) => Some(event),
        _ => None,
    };
    let date = match cell {
        Some(Cell::Event(event)) => event_date(event, look),
        Some(Cell::Date(date)) => date_text(&date.date, &date.label),
        _ => String::new(),
    };
    let marks = [(!row.certain, "?"), (row.possible_only, "~")];
    Entry {
        number: index + 1,
        date,
        title: title(answer, row, (main, event), look),
        who: event.map_or_else(String::new, |event| who(event, look)),
        sources: event.map_or_else(String::new, sources),
        marks: marks.iter().filter(|(marked, _)| *marked).map(|(_, mark)| *mark).collect(),
    }
}

/// The title of the event, then the other cells: names as they are, anything else behind the name of its column.
fn title(
    answer: &Answer,
    row: &AnswerRow,
    (main, event): (Option<usize>, Option<&EventCell>),
    look: &Look<'_>,
) -> String {
    let rest = row.cells.iter().enumerate().filter(|(index, _)| Some(*index) != main);
    let rest = rest.filter_map(|(index, cell)| match cell {
        Cell::Null => None,
        Cell::Event(_) | Cell::Entity(_) | Cell::String(_) => Some(cell_text(cell)),
        // The date of the event, which is told anyway.
        Cell::Date(date) if event.is_some_and(|event| event.date.as_ref() == Some(&date.date)) => {
            None
        }
        _ => {
            let name = answer.columns.get(index).map_or("", String::as_str);
            Some(format!("{}: {}", heading(answer, name, look), cell_text(cell)))
        }
    });
    let all: Vec<String> =
        event.map(|event| visible(&event.title)).into_iter().chain(rest).collect();
    all.join(", ")
}

fn sources(event: &EventCell) -> String {
    let places = event.sources.iter().map(|source| sources_text(std::slice::from_ref(source)));
    places.map(|place| place.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" ")
}
