//! The rows of an answer as a table; each row has its sources beside it.

use super::super::Look;
use super::super::table::{self, heading};
use super::super::text::everyone_text;
use super::super::words::{Words, counted, sentence, words};
use super::super::xml::Xml;
use super::{is_long, section, size, sources};
use crate::answer::{Answer, AnswerRow, Cell};

/// Writes the table, and what its marks mean.
pub(super) fn write(page: &mut Xml, answer: &Answer, look: &Look<'_>) {
    let words = words(look.lang);
    section(page, "table", words.table);
    if answer.rows.is_empty() {
        page.text("p", &[], &sentence(words.no_rows));
        return page.end();
    }
    // Sources have a column of their own.
    let events = answer.rows.iter().flat_map(|row| &row.cells);
    let told = events.clone().any(|cell| matches!(cell, Cell::Event(_)));
    let mut columns = table::columns(answer, look, everyone_text);
    columns.retain(|column| !(told && column.heading == "source"));
    let marked = answer.rows.iter().any(|row| !row.certain || row.possible_only);
    page.begin("div", &[("class", &"scroll")]);
    page.begin(
        "table",
        &[
            ("role", &"grid"),
            ("class", &size(answer)),
            ("aria-labelledby", &"table-heading"),
            ("aria-multiselectable", &"true"),
        ],
    );
    page.begin("thead", &[]);
    page.begin("tr", &[]);
    let head = |page: &mut Xml, key: &str, text: &str| {
        page.text("th", &[("scope", &"col"), ("data-key", &key)], text);
    };
    head(page, "number", words.number);
    if marked {
        head(page, "mark", words.mark);
    }
    for column in &columns {
        head(page, &column.heading, heading(&column.heading, look));
    }
    head(page, "source", words.source);
    page.end();
    page.end();
    page.begin("tbody", &[]);
    for (index, row) in answer.rows.iter().enumerate() {
        let number = index + 1;
        page.tight(true);
        page.begin("tr", &[("data-rows", &number), ("aria-selected", &"false")]);
        page.text("th", &[("scope", &"row")], &number.to_string());
        if marked {
            mark(page, row, look);
        }
        for column in &columns {
            let class = if column.right { "number" } else { "cell" };
            let name = heading(&column.heading, look);
            page.begin("td", &[("data-key", &column.heading), ("data-name", &name)]);
            let text = (column.text)(index, row);
            let class = if is_long(&text) { format!("{class} long") } else { class.to_owned() };
            page.text("div", &[("class", &class)], &text);
            page.end();
        }
        page.begin("td", &[("data-key", &"source"), ("data-name", &words.source)]);
        sources::of_row(page, row, look);
        page.end();
        page.end();
        page.tight(false);
    }
    page.end();
    page.end();
    page.end();
    page.text(
        "p",
        &[("class", &"note")],
        &counted(words.counted_rows, &[("n", answer.rows.len())]),
    );
    page.end();
}

/// The marks of a row, with what they mean for those who cannot see them.
fn mark(page: &mut Xml, row: &AnswerRow, look: &Look<'_>) {
    let words = words(look.lang);
    page.begin("td", &[("data-key", &"mark"), ("data-name", &words.mark)]);
    let signs = [(!row.certain, "?"), (row.possible_only, "~")];
    let signs = signs.into_iter().filter(|(marked, _)| *marked);
    marks(page, &signs.map(|(_, sign)| sign).collect::<String>(), words);
    page.end();
}

/// Marks, each with what it means.
pub(super) fn marks(page: &mut Xml, signs: &str, words: &Words) {
    for sign in signs.chars() {
        let meaning = if sign == '?' { words.unsure } else { words.possible };
        page.text("abbr", &[("class", &"mark"), ("title", &meaning)], &sign.to_string());
    }
}
