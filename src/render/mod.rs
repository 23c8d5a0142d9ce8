//! Answers, descriptions and vocabularies as text. A format is a file here and its row in [`FORMATS`].
//!
//! In go an [`Answer`], which knows its names and sources, and a [`Look`]: the language, and the vocabulary for the shapes and
//! colours of classes. [`render`] finds a format by its name; pictures ([`picture`]), pages ([`page`]) and DOT files ([`dot`])
//! of a whole chronicle have functions of their own.
//!
//! What comes from data is escaped for the medium that it goes to: terminals ([`crate::diagnostic::visible`]), CSV,
//! DOT, SVG, HTML, Markdown, Mermaid.

mod chron;
mod csv;
mod description;
mod description_text;
pub mod dot;
mod grid;
mod html;
mod json;
mod jsonl;
mod look;
mod markdown;
pub mod page;
pub mod picture;
mod schema;
mod table;
mod text;
mod timeline;
mod tsv;
mod why;
mod words;
mod xml;

pub use crate::diagnostic::wrap;
pub use description::{DescribedAmount, DescribedLink, Description};
pub use grid::Grid;
pub use json::safe as safe_json;
pub use look::Look;
pub use schema::schema;
pub use text::{cell_text, sources_text};
pub use why::why;
pub use words::counted;

use crate::answer::Answer;

/// A way to show an answer.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Format {
    /// What it is called after `as` and `--format`.
    pub name: &'static str,
    /// What it is, in a line.
    pub description: &'static str,
    /// The endings of files in it; the first is the usual one.
    pub endings: &'static [&'static str],
    /// It shows what rows rest on, so that must be asked for.
    pub needs_why: bool,
    render: fn(&Answer, &Look<'_>) -> String,
}

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[
    table::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    csv::FORMAT,
    tsv::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    dot::FORMAT,
    picture::FORMAT,
    timeline::FORMAT,
    timeline::SVG,
    timeline::MERMAID,
    chron::FORMAT,
];

impl Format {
    /// The format of that name.
    ///
    /// ```
    /// use nenpyo::render::Format;
    /// assert!(Format::named("csv").is_some() && Format::named("xml").is_none());
    /// ```
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of files with that ending.
    ///
    /// ```
    /// use nenpyo::render::Format;
    /// assert_eq!(Format::of_ending("MD").map(|format| format.name), Some("markdown"));
    /// ```
    pub fn of_ending(ending: &str) -> Option<&'static Format> {
        let is = |known: &str| known.eq_ignore_ascii_case(ending);
        FORMATS.iter().find(|format| format.endings.iter().any(|known| is(known)))
    }

    /// An answer in this format, ending in a newline.
    pub fn render(&self, answer: &Answer, look: &Look<'_>) -> String {
        (self.render)(answer, look)
    }
}

/// An answer in the format of that name; `None` where there is none of that name.
///
/// ```
/// let store = nenpyo::Store::builtin()?;
/// let answer = store.ask("how many awards")?;
/// let text = nenpyo::render::render("csv", &answer, &store.look("en"));
/// assert_eq!(text.unwrap().lines().next(), Some("count,certain,possible_only"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn render(format: &str, answer: &Answer, look: &Look<'_>) -> Option<String> {
    Format::named(format).map(|format| format.render(answer, look))
}
