//! Where it is told: beside each row, and all sources at the end.

use super::super::words::words;
use super::super::xml::Xml;
use super::super::{Look, sources_text};
use crate::answer::{Answer, AnswerRow, Cell};
use crate::model::Citation;
use indexmap::IndexSet;

/// Citations of a row that are shown; more are counted.
const MOST: usize = 12;

/// The places that a row is told in: those of its events and things, then those of the links that made it.
pub(super) fn citations<'a>(row: &'a AnswerRow, look: &Look<'a>) -> IndexSet<&'a Citation> {
    let (mut told, mut cells) = (IndexSet::new(), row.cells.iter().rev().collect::<Vec<_>>());
    while let Some(cell) = cells.pop() {
        match cell {
            Cell::Event(event) => told.extend(&event.sources),
            Cell::Entity(entity) => {
                told.extend(look.item(&entity.id).iter().flat_map(|item| &item.citations));
            }
            Cell::List(items) => cells.extend(items.iter().rev()),
            Cell::Path(path) => cells.extend(path.nodes.iter().rev()),
            _ => {}
        }
    }
    told.extend(row.why.iter().flat_map(|fact| &fact.sources));
    told
}

/// An address that is surely one of the web, and so may be a link.
fn address<'a>(look: &Look<'a>, source: &str) -> Option<&'a str> {
    let address = look.dataset.sources.get(source)?.url.as_deref()?;
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    (start.starts_with("https://") || start.starts_with("http://")).then_some(address)
}

/// Writes the sources of a row.
pub(super) fn of_row(page: &mut Xml, row: &AnswerRow, look: &Look<'_>) {
    let all = citations(row, look);
    for citation in all.iter().take(MOST) {
        let text = sources_text(std::slice::from_ref(*citation));
        let source = look.dataset.sources.get(&citation.source);
        let title = source.map_or("", |source| &source.title);
        match address(look, &citation.source) {
            Some(address) => {
                let attributes: [(&str, &dyn std::fmt::Display); 4] = [
                    ("class", &"cite"),
                    ("href", &address),
                    ("rel", &"noopener noreferrer"),
                    ("title", &title),
                ];
                page.text("a", &attributes, &text);
            }
            None => page.text("span", &[("class", &"cite"), ("title", &title)], &text),
        }
    }
    if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
        page.text("span", &[("class", &"cite")], &format!("+{more}"));
    }
}

/// Writes the titles and addresses of all sources of an answer.
pub(super) fn list(page: &mut Xml, answer: &Answer, look: &Look<'_>) {
    let all: IndexSet<&str> = answer
        .rows
        .iter()
        .flat_map(|row| citations(row, look))
        .map(|citation| citation.source.as_str())
        .collect();
    page.begin("footer", &[]);
    if !all.is_empty() {
        page.text("h2", &[], words(look.lang).sources);
        page.begin("ul", &[]);
        for id in all {
            let source = look.dataset.sources.get(id);
            page.begin("li", &[]);
            let title =
                source.map(|source| source.title.as_str()).filter(|title| !title.is_empty());
            page.words(&title.map_or_else(|| id.to_owned(), |title| format!("{id}: {title}")));
            if let Some(url) = source.and_then(|source| source.url.as_deref()) {
                page.words(" ");
                match address(look, id) {
                    Some(url) => {
                        page.text("a", &[("href", &url), ("rel", &"noopener noreferrer")], url);
                    }
                    None => page.text("span", &[], url),
                }
            }
            page.end();
        }
        page.end();
    }
    page.text("p", &[("class", &"note")], concat!("nenpyo ", env!("CARGO_PKG_VERSION")));
    page.end();
}
