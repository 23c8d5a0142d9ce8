//! The timeline of a page: a text and a bar for each row.

use super::super::Look;
use super::super::timeline::{Entry, Strips};
use super::super::words::{Words, sentence, words};
use super::super::xml::Xml;
use super::{is_long, section, size, table};
use crate::answer::Answer;

/// Writes the rows in the order of time.
pub(super) fn write(page: &mut Xml, answer: &Answer, look: &Look<'_>) {
    let (strips, words) = (Strips::of(answer, look), words(look.lang));
    if answer.rows.is_empty() {
        return;
    }
    section(page, "timeline", words.timeline);
    if !strips.missing(answer, look.lang).is_empty() {
        page.text("p", &[], &sentence(words.no_dates));
        return page.end();
    }
    page.begin("div", &[("class", &"entry axis"), ("aria-hidden", &"true")]);
    page.text("div", &[], "");
    strips.axis(page, look.lang);
    page.end();
    page.begin(
        "div",
        &[
            ("role", &"listbox"),
            ("class", &size(answer)),
            ("aria-labelledby", &"timeline-heading"),
            ("aria-multiselectable", &"true"),
        ],
    );
    for (entry, placed) in strips.placed() {
        begin(page, entry, words);
        strips.bar(page, placed);
        page.end();
        page.tight(false);
    }
    page.end();
    if !strips.others().is_empty() {
        let undated = sentence(words.undated);
        page.text("h3", &[], &undated);
        page.begin(
            "div",
            &[
                ("role", &"listbox"),
                ("class", &size(answer)),
                ("aria-label", &undated),
                ("aria-multiselectable", &"true"),
            ],
        );
        for entry in strips.others() {
            begin(page, entry, words);
            page.end();
            page.tight(false);
        }
        page.end();
    }
    page.end();
}

/// Begins a row with its text; the row stands on one line.
fn begin(page: &mut Xml, entry: &Entry, words: &Words) {
    let attributes: [(&str, &dyn std::fmt::Display); 4] = [
        ("class", &"entry"),
        ("role", &"option"),
        ("aria-selected", &"false"),
        ("data-rows", &entry.number),
    ];
    page.tight(true);
    page.begin("div", &attributes);
    page.begin("div", &[("class", &"text")]);
    page.begin("span", &[("class", &"date")]);
    table::marks(page, &entry.marks, words);
    page.words(&entry.date);
    page.end();
    let class = |class: &str, text: &str| match is_long(text) {
        true => format!("{class} long"),
        false => class.to_owned(),
    };
    page.text("span", &[("class", &class("title", &entry.title))], &entry.title);
    if !entry.who.is_empty() {
        page.text("span", &[("class", &class("who", &entry.who))], &entry.who);
    }
    if !entry.sources.is_empty() {
        page.text("span", &[("class", &"who")], &entry.sources);
    }
    page.end();
}
