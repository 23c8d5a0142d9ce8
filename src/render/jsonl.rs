//! An answer as JSON Lines: an object a row, under the names of the columns.

use super::{Format, Look, json};
use crate::answer::{Answer, AnswerRow};
use serde_json::{Map, Value};

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    description: "a JSON object a row, for programs",
    endings: &["jsonl", "ndjson"],
    needs_why: false,
    render,
};

/// Behind the columns stand `certain`, `possible_only` and, where it was asked for, `why`, as in the format `json`.
/// A name that is taken already gets a number behind it.
fn render(answer: &Answer, _: &Look<'_>) -> String {
    let marks = ["certain", "possible_only", "why"].map(str::to_owned);
    let names = keys(answer.columns.iter().chain(&marks));
    answer.rows.iter().map(|row| json::safe(&object(row, &names).to_string()) + "\n").collect()
}

fn object(row: &AnswerRow, names: &[String]) -> Value {
    let mut object = Map::new();
    for (name, cell) in names.iter().zip(&row.cells) {
        object.insert(name.clone(), serde_json::to_value(cell).unwrap_or_default());
    }
    let mut marks = vec![row.certain.into(), row.possible_only.into()];
    if !row.why.is_empty() {
        marks.push(serde_json::to_value(&row.why).unwrap_or_default());
    }
    object.extend(names.iter().skip(row.cells.len()).cloned().zip(marks));
    Value::Object(object)
}

/// The names of the columns, none of them twice.
fn keys<'a>(columns: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for name in columns {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut tried = std::iter::once(name.clone()).chain(numbered);
        keys.extend(tried.find(|key| !keys.contains(key)));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Cell;
    use crate::model::Dataset;

    #[test]
    fn a_row_is_a_line_and_loses_no_column() {
        let row = AnswerRow {
            cells: vec![Cell::Float(1.0), Cell::String("a\n\u{202e}b".into()), Cell::Null],
            ..AnswerRow::default()
        };
        let columns = ["n", "n", "certain"].map(str::to_owned).into();
        let answer = Answer { columns, rows: vec![row.clone(), row], ..Answer::default() };
        insta::assert_snapshot!(render(&answer, &Look::new(&Dataset::default(), "en")), @r##"
        {"n":1.0,"n_2":"a\n\u202eb","certain":null,"certain_2":false,"possible_only":false}
        {"n":1.0,"n_2":"a\n\u202eb","certain":null,"certain_2":false,"possible_only":false}
        "##);
    }
}
