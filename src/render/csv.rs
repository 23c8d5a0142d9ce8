//! An answer as CSV, safe to open in a spreadsheet.

use super::text::sources_text;
use super::{Format, Look};
use crate::answer::{Answer, AnswerRow, Cell};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    description: "CSV, for spreadsheets",
    endings: &["csv"],
    needs_why: false,
    render,
};

/// A column of the answer that is an event or an entity becomes several: its id, its name, and more for events.
fn render(answer: &Answer, _: &Look<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records(answer) {
        // Writing to memory cannot fail.
        let _ = writer.write_record(record.iter().map(|text| guarded(text)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The headings, and the values of each row.
pub(super) fn records(answer: &Answer) -> impl Iterator<Item = Vec<String>> {
    let kinds: Vec<Kind> = (0..answer.columns.len()).map(|index| Kind::of(answer, index)).collect();
    let names = answer.columns.iter().zip(&kinds);
    let mut heading: Vec<String> = names.flat_map(|(name, kind)| kind.headings(name)).collect();
    heading.extend(["certain".to_owned(), "possible_only".to_owned()]);
    let rows = answer.rows.iter().map(move |row| record(row, &kinds));
    std::iter::once(heading).chain(rows)
}

#[derive(Clone, Copy)]
enum Kind {
    Event,
    Entity,
    Plain,
}

impl Kind {
    fn of(answer: &Answer, index: usize) -> Kind {
        let mut cells = answer.rows.iter().filter_map(|row| row.cells.get(index));
        let kind = cells.find_map(|cell| match cell {
            Cell::Event(_) => Some(Kind::Event),
            Cell::Entity(_) => Some(Kind::Entity),
            _ => None,
        });
        kind.unwrap_or(Kind::Plain)
    }

    fn headings(self, name: &str) -> Vec<String> {
        let parts: &[&str] = match self {
            Kind::Event => &["_id", "_date", "", "_who", "_sources"],
            Kind::Entity => &["_id", ""],
            Kind::Plain => &[""],
        };
        parts.iter().map(|part| format!("{name}{part}")).collect()
    }

    fn values(self, cell: &Cell) -> Vec<String> {
        match (self, cell) {
            (Kind::Event, Cell::Event(event)) => {
                let who: Vec<&str> = event.who.iter().map(|who| who.label.as_str()).collect();
                let date = event.date.clone().unwrap_or_default();
                let sources = sources_text(&event.sources);
                vec![event.id.clone(), date, event.title.clone(), who.join("; "), sources]
            }
            (Kind::Event, other) => {
                let empty = String::new;
                vec![empty(), empty(), value(other), empty(), empty()]
            }
            (Kind::Entity, Cell::Entity(entity)) => vec![entity.id.clone(), entity.label.clone()],
            (Kind::Entity, other) => vec![String::new(), value(other)],
            (Kind::Plain, cell) => vec![value(cell)],
        }
    }
}

fn record(row: &AnswerRow, kinds: &[Kind]) -> Vec<String> {
    let cells = row.cells.iter().zip(kinds);
    let mut record: Vec<String> = cells.flat_map(|(cell, kind)| kind.values(cell)).collect();
    record.extend([row.certain.to_string(), row.possible_only.to_string()]);
    record
}

/// A cell for a program: null is empty, dates are EDTF, numbers have no separators.
fn value(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::String(text) => text.clone(),
        Cell::Date(date) => date.date.clone(),
        Cell::Event(event) => event.title.clone(),
        Cell::Entity(entity) => entity.label.clone(),
        Cell::Amount(amount) => format!("{} {}", amount.value, amount.unit).trim_end().to_owned(),
        Cell::List(items) => items.iter().map(value).collect::<Vec<_>>().join("; "),
        Cell::Boolean(_) | Cell::Integer(_) | Cell::Float(_) => super::cell_text(cell),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

/// A text that a spreadsheet would run as a formula, with an apostrophe before it. Numbers stay numbers.
pub(super) fn guarded(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if risky && text.parse::<f64>().is_err() { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{AnswerRow, EntityCell};
    use crate::model::Dataset;

    #[test]
    fn formulas_are_disarmed_and_numbers_kept() {
        let texts = ["=1+1", "@SUM(A1)", "+x", "-cmd", "\tx", "-12.5", "plain", "a,\"b\"\nc"];
        let rows = texts.map(|text| AnswerRow {
            cells: vec![Cell::String(text.into())],
            certain: true,
            ..AnswerRow::default()
        });
        let answer = Answer { columns: vec!["=x".into()], rows: rows.into(), ..Answer::default() };
        insta::assert_snapshot!(render(&answer, &Look::new(&Dataset::default(), "en")), @r#"
        '=x,certain,possible_only
        '=1+1,true,false
        '@SUM(A1),true,false
        '+x,true,false
        '-cmd,true,false
        '	x,true,false
        -12.5,true,false
        plain,true,false
        "a,""b""
        c",true,false
        "#);
    }

    #[test]
    fn entities_have_their_id() {
        let entity = EntityCell {
            id: "botao".into(),
            class: "company".into(),
            label: "Botao".into(),
            labels: Default::default(),
            certain: true,
        };
        let row = AnswerRow { cells: vec![Cell::Entity(entity)], ..AnswerRow::default() };
        let answer =
            Answer { columns: vec!["company".into()], rows: vec![row], ..Answer::default() };
        insta::assert_snapshot!(render(&answer, &Look::new(&Dataset::default(), "en")), @r"
        company_id,company,certain,possible_only
        botao,Botao,false,false
        ");
    }
}
