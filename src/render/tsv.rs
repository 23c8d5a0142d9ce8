//! An answer as tab-separated values.

use super::csv::{guarded, records};
use super::{Format, Look};
use crate::answer::Answer;

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    description: "tab-separated values, for other programs",
    endings: &["tsv", "tab"],
    needs_why: false,
    render,
};

/// The columns of the format `csv`. A tab, a line break and a backslash in a value are written `\t`, `\n`, `\r`, `\\`
/// (the convention of PostgreSQL's COPY), so that each row is a line; what a spreadsheet would run as a formula has an
/// apostrophe before it, as in CSV.
fn render(answer: &Answer, _: &Look<'_>) -> String {
    let line = |record: Vec<String>| {
        let values: Vec<String> = record.iter().map(|value| guarded(&escaped(value))).collect();
        values.join("\t") + "\n"
    };
    records(answer).map(line).collect()
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\t' => out += "\\t",
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\\' => out += "\\\\",
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{AnswerRow, Cell};
    use crate::model::Dataset;

    #[test]
    fn a_row_is_a_line() {
        let row = AnswerRow {
            cells: vec![
                Cell::String("a\tb\\n\r\n".into()),
                Cell::Null,
                Cell::Float(-2.0),
                Cell::String("=cmd|' /C calc'!A0".into()),
            ],
            ..AnswerRow::default()
        };
        let columns = ["x", "y\tz", "n", "=f"].map(str::to_owned).into();
        let answer = Answer { columns, rows: vec![row], ..Answer::default() };
        let shown = render(&answer, &Look::new(&Dataset::default(), "en"));
        assert_eq!(shown.lines().count(), 2);
        let mut lines = shown.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        assert_eq!(lines.next().unwrap(), ["x", "y\\tz", "n", "'=f", "certain", "possible_only"]);
        assert_eq!(
            lines.next().unwrap(),
            [r"a\tb\\n\r\n", "", "-2.0", "'=cmd|' /C calc'!A0", "false", "false"]
        );
    }
}
