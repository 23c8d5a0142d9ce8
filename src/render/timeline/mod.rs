//! An answer along time: for the terminal, as SVG, and as Mermaid.
//!
//! Each row is placed by its first event that has a date, else by its first date. A date that is not an interval is one
//! moment on some day within it; an interval lasts from some day of its start to some day of its end. What is drawn as
//! sure holds for every choice of these days.

mod entry;
mod grid;
mod mermaid;
mod reach;
mod svg;
mod terminal;
mod ticks;
mod unit;

pub(super) use entry::Entry;
pub(super) use svg::strip::Strips;

use super::Format;
use super::words::words;
use crate::answer::Answer;

pub(super) const FORMAT: Format = Format {
    name: "timeline",
    description: "a timeline, for people",
    endings: &[],
    needs_why: false,
    render: terminal::render,
};

pub(super) const SVG: Format = Format {
    name: "svg",
    description: "a timeline as a picture",
    endings: &[],
    needs_why: false,
    render: svg::render,
};

pub(super) const MERMAID: Format = Format {
    name: "mermaid",
    description: "a timeline in Mermaid, for a README",
    endings: &["mmd"],
    needs_why: false,
    render: mermaid::render,
};

/// What the answer answers: the phrase without `as timeline`, else the query.
pub(super) fn question(answer: &Answer) -> &str {
    let asked = if answer.phrase.is_empty() { &answer.query } else { &answer.phrase };
    let asked = asked.trim();
    let words = asked
        .rsplit_once(' ')
        .and_then(|(rest, name)| Some((rest.trim().strip_suffix(" as")?, name)));
    match words {
        Some((rest, name)) if !answer.phrase.is_empty() && Format::named(name).is_some() => {
            rest.trim()
        }
        _ => asked,
    }
}

/// What is missing where no row can be placed; nothing where one can.
fn nothing(answer: &Answer, placed: bool, lang: &str) -> &'static str {
    let words = words(lang);
    match (answer.rows.is_empty(), placed) {
        (true, _) => words.no_rows,
        (false, false) => words.no_dates,
        (false, true) => "",
    }
}
