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

/// The keys beside the columns are those of the format `json`, in the singular of a row.
fn render(answer: &Answer, _: &Look<'_>) -> String {
    let names = keys(&answer.columns);
    answer.rows.iter().map(|row| json::safe(&object(row, &names).to_string()) + "\n").collect()
}

fn object(row: &AnswerRow, names: &[String]) -> Value {
    let mut object = Map::new();
    for (name, cell) in names.iter().zip(&row.cells) {
        object.insert(name.clone(), serde_json::to_value(cell).unwrap_or_default());
    }
    for (name, value) in [("certain", row.certain), ("possible_only", row.possible_only)] {
        object.entry(name).or_insert(value.into());
    }
    if !row.why.is_empty() {
        object.entry("why").or_insert(serde_json::to_value(&row.why).unwrap_or_default());
    }
    Value::Object(object)
}

/// The names of the columns, none of them twice.
fn keys(columns: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(columns.len());
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
        insta::assert_snapshot!(render(&answer, &Look::new(&Dataset::default(), "en")), @"");
    }
}
