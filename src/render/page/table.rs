//! The rows of an answer as a table; each row has its sources beside it.

use super::super::Look;
use super::super::table::{self, Column, heading};
use super::super::text::everyone_text;
use super::super::words::{Words, counted, sentence, words};
use super::super::xml::Xml;
use super::{bounded, section, size, sources};
use crate::answer::{Answer, AnswerRow, Cell};

/// Rows from which on there is a field to find some.
const FIND: usize = 12;

/// Writes the table, and what its marks mean.
pub(super) fn write(page: &mut Xml, answer: &Answer, look: &Look<'_>) {
    let words = words(look.lang);
    section(page, "table", words.table);
    if answer.rows.is_empty() {
        page.text("p", &[], &sentence(words.no_rows));
        return page.end();
    }
    // Sources have a column of their own.
    let told = answer.rows.iter().flat_map(|row| &row.cells);
    let told = told.clone().any(|cell| matches!(cell, Cell::Event(_)));
    let mut columns: Vec<Shown> = table::columns(answer, look, everyone_text)
        .iter()
        .filter(|column| !(told && column.heading == "source"))
        .map(|column| Shown::of(column, answer, look))
        .collect();
    // Nothing is said by a column in which nothing stands, unless it is the only one.
    if columns.iter().any(|column| !column.is_empty()) {
        columns.retain(|column| !column.is_empty());
    }
    let cited = answer.rows.iter().any(|row| !sources::citations(row, look).is_empty());
    let marked = answer.rows.iter().any(|row| !row.certain || row.possible_only);
    find(page, answer, words);
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
    let head = |page: &mut Xml, key: &str, class: &str, text: &str| {
        page.text("th", &[("scope", &"col"), ("data-key", &key), ("class", &class)], text);
    };
    head(page, "number", "", words.number);
    if marked {
        head(page, "mark", "", words.mark);
    }
    for column in &columns {
        head(page, &column.key, if column.right { "number" } else { "" }, &column.name);
    }
    if cited {
        head(page, "source", "", words.source);
    }
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
            column.cell(page, index);
        }
        if cited {
            page.begin("td", &[("data-key", &"source"), ("data-name", &words.source)]);
            sources::of_row(page, row, look);
            page.end();
        }
        page.end();
        page.tight(false);
    }
    page.end();
    page.end();
    page.end();
    let rows = counted(words.counted_rows, &[("n", answer.rows.len())]);
    page.text("p", &[("id", &"rows"), ("class", &"note")], &rows);
    for (sign, told, meaning) in [
        ("?", answer.rows.iter().any(|row| !row.certain), words.unsure),
        ("~", answer.rows.iter().any(|row| row.possible_only), words.possible),
    ] {
        if told {
            page.text("p", &[("class", &"note")], &format!("{sign} {meaning}"));
        }
    }
    page.end();
}

/// A column with its texts.
struct Shown {
    key: String,
    name: String,
    right: bool,
    texts: Vec<String>,
}

impl Shown {
    fn of(column: &Column<'_>, answer: &Answer, look: &Look<'_>) -> Shown {
        let rows = answer.rows.iter().enumerate();
        Shown {
            key: column.heading.clone(),
            name: heading(answer, &column.heading, look),
            right: column.right,
            texts: rows.map(|(index, row)| (column.text)(index, row)).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.texts.iter().all(String::is_empty)
    }

    fn cell(&self, page: &mut Xml, row: usize) {
        let text = self.texts.get(row).map_or("", String::as_str);
        let class = if self.right { "number" } else { "cell" };
        page.begin("td", &[("data-key", &self.key), ("data-name", &self.name)]);
        bounded(page, "div", &[], class, text);
        page.end();
    }
}

/// Where rows are found by a part of their text.
fn find(page: &mut Xml, answer: &Answer, words: &Words) {
    if answer.rows.len() < FIND {
        return;
    }
    page.begin("p", &[("class", &"find"), ("hidden", &"hidden")]);
    page.text("label", &[("for", &"find")], words.find);
    page.empty("input", &[("id", &"find"), ("type", &"search"), ("autocomplete", &"off")]);
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
        let attributes: [(&str, &dyn std::fmt::Display); 3] =
            [("class", &"mark"), ("title", &meaning), ("aria-hidden", &"true")];
        page.text("span", &attributes, &sign.to_string());
        page.text("span", &[("class", &"spoken")], &format!("({meaning}) "));
    }
}
