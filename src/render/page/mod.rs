//! An answer as one HTML page that needs no network: a table, a graph and a timeline, linked, with the sources beside
//! each row.
//!
//! Whatever comes from data is escaped text. The page carries its own Content Security Policy: only its two scripts and
//! its two style sheets run, by their SHA-256, and nothing is fetched. Without scripts the page can still be read.

mod asset;
mod graph;
mod sources;
mod table;
mod timeline;

use super::Look;
use super::timeline::question;
use super::words::{Words, words};
use super::xml::{Attributes, Xml};
use crate::answer::Answer;
use asset::{PAGE_SCRIPT, PAGE_STYLE, PANZOOM, PICTURE_STYLE};

/// The most nodes that the graph of a page has.
pub const MOST_NODES: usize = 150;

/// Rows that are laid out at once.
const MANY: usize = 300;

/// Bytes of a text that is shown whole.
const LONG: usize = 300;

/// An answer as a page; ask with reasons, so that the graph has links.
///
/// ```
/// use nenpyo::{AskOptions, Store, render::page};
/// let store = Store::builtin()?;
/// let answer = store.ask_with("awards to Botao", &AskOptions::new().why(true))?;
/// let html = page::of_answer(&answer, &store.look("en"));
/// assert!(html.starts_with("<!DOCTYPE html>") && html.contains("awards to Botao"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn of_answer(answer: &Answer, look: &Look<'_>) -> String {
    let (title, words) = (question(answer), words(look.lang));
    let mut page = Xml::default();
    page.begin("html", &[("lang", &look.lang)]);
    head(&mut page, title);
    page.begin("body", &[]);
    page.text("a", &[("class", &"skip"), ("href", &"#answer")], words.skip);
    header(&mut page, answer, title, words);
    page.begin("main", &[("id", &"answer")]);
    page.text("p", &[("class", &"hint"), ("hidden", &"hidden")], words.hint);
    status(&mut page, words);
    table::write(&mut page, answer, look);
    page.begin("div", &[("class", &"pair")]);
    graph::write(&mut page, answer, look);
    timeline::write(&mut page, answer, look);
    page.end();
    page.end();
    sources::list(&mut page, answer, look);
    page.raw("script", PANZOOM.text);
    page.raw("script", PAGE_SCRIPT.text);
    format!("<!DOCTYPE html>\n{}", page.finish())
}

fn head(page: &mut Xml, title: &str) {
    page.begin("head", &[]);
    page.empty("meta", &[("charset", &"utf-8")]);
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}'; style-src '{}' '{}'; base-uri 'none'; form-action 'none'",
        PANZOOM.hash, PAGE_SCRIPT.hash, PICTURE_STYLE.hash, PAGE_STYLE.hash
    );
    page.empty("meta", &[("http-equiv", &"Content-Security-Policy"), ("content", &policy)]);
    page.empty(
        "meta",
        &[("name", &"viewport"), ("content", &"width=device-width, initial-scale=1")],
    );
    page.empty("meta", &[("name", &"color-scheme"), ("content", &"light dark")]);
    page.empty("meta", &[("name", &"referrer"), ("content", &"no-referrer")]);
    page.text("title", &[], title);
    page.raw("style", PICTURE_STYLE.text);
    page.raw("style", PAGE_STYLE.text);
    page.end();
}

/// What was asked, the pattern query that it means, and what is doubtful in it.
fn header(page: &mut Xml, answer: &Answer, title: &str, words: &Words) {
    page.begin("header", &[]);
    // Questions are English, but for the names in them.
    let english: Attributes<'_> = if title.is_ascii() { &[("lang", &"en")] } else { &[] };
    bounded(page, "h1", english, if answer.phrase.is_empty() { "query" } else { "phrase" }, title);
    if answer.query != title {
        page.begin("p", &[("class", &"echo")]);
        page.text("span", &[], words.means);
        page.text("code", &[("translate", &"no")], &answer.query);
        page.end();
    }
    if !answer.warnings.is_empty() {
        page.begin("section", &[("class", &"warnings"), ("aria-label", &words.warnings)]);
        page.begin("ul", &[]);
        answer.warnings.iter().for_each(|warning| page.text("li", &[], &warning.message));
        page.end();
        page.end();
    }
    page.end();
}

/// Where the script tells what is picked; its words come with it.
fn status(page: &mut Xml, words: &Words) {
    page.text(
        "p",
        &[
            ("id", &"status"),
            ("role", &"status"),
            ("aria-live", &"polite"),
            ("hidden", &"hidden"),
            ("data-picked", &words.picked),
            ("data-cleared", &words.cleared),
            ("data-rows", &words.rows),
            ("data-found", &words.found),
            ("data-not-drawn", &words.not_drawn),
        ],
        words.cleared,
    );
}

/// The class of a view: where there are many rows, those that are not seen are not laid out, and the columns of a table are
/// not as wide as what is in them.
fn size(answer: &Answer) -> &'static str {
    if answer.rows.len() > MANY { "many" } else { "few" }
}

/// Whether a text gets a bound on its height. Not every text has one, for a box that can be scrolled costs time.
fn is_long(text: &str) -> bool {
    text.len() > LONG
}

/// Writes a text; one that is long in a box that can be scrolled, by keyboard too.
fn bounded(page: &mut Xml, name: &'static str, own: Attributes<'_>, class: &str, text: &str) {
    let long = format!("{class} long");
    let shared: Attributes<'_> = match is_long(text) {
        true => &[("class", &long), ("tabindex", &0)],
        false => &[("class", &class)],
    };
    page.text(name, &[own, shared].concat(), text);
}

/// Begins a part of the page with its heading.
fn section(page: &mut Xml, id: &'static str, heading: &str) {
    let name = format!("{id}-heading");
    page.begin("section", &[("id", &id), ("aria-labelledby", &name)]);
    page.text("h2", &[("id", &name)], heading);
}
