//! A chronicle, or an answer with the links that made it, as an SVG picture; nothing else needs to be installed.
//!
//! Shape and colour come from the class; a link that is inferred is dashed, a doubtful one dotted. Text stays text, and
//! whatever a name holds stays a name.

mod contents;
mod drawing;
mod label;
mod layered;
mod layout;
mod legend;
mod pack;
mod route;
mod shape;
mod style;
mod svg;

pub(super) use contents::{Contents, Edge, Node};
pub(super) use label::lines;
pub(super) use style::style;
pub(super) use svg::STYLE;

use super::timeline::question;
use super::{Format, Look};
use crate::answer::Answer;
use drawing::Drawing;
use svg::Purpose;

/// The most nodes that a picture has.
pub const MOST_NODES: usize = 300;

pub(super) const FORMAT: Format = Format {
    name: "picture",
    description: "a picture of the answer and of the links that made it, as SVG",
    endings: &["svg"],
    needs_why: true,
    render: of_answer,
};

/// The rows of an answer, and the links that made them where the answer tells them. Of a large answer the first rows
/// are drawn, with at most [`MOST_NODES`] nodes, and the picture says how many rows are left out.
///
/// ```
/// use nenpyo::{AskOptions, Store, render::picture};
/// let store = Store::builtin()?;
/// let answer = store.ask_with("awards to Botao", &AskOptions::new().why(true))?;
/// let svg = picture::of_answer(&answer, &store.look("en"));
/// assert!(svg.starts_with("<svg") && svg.contains(">Botao Culture Technology</text>"), "{svg}");
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn of_answer(answer: &Answer, look: &Look<'_>) -> String {
    let contents = Contents::of_answer(answer, look, MOST_NODES);
    svg::write(&Drawing::of(&contents), question(answer), Purpose::File)
}

/// A whole chronicle; the first [`MOST_NODES`] entities and events of a large one.
///
/// ```
/// use nenpyo::{Store, render::picture};
/// let store = Store::builtin()?;
/// assert!(picture::of_dataset(&store.look("ja")).contains("大連市"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn of_dataset(look: &Look<'_>) -> String {
    svg::write(&Drawing::of(&Contents::of_dataset(look, MOST_NODES)), "", Purpose::File)
}

/// What a page shows: the picture, and notes of what it leaves out.
pub(super) fn for_page(contents: &Contents<'_>) -> (String, Vec<String>) {
    let drawing = Drawing::of(contents);
    (svg::write(&drawing, "", Purpose::Page), legend::notes(&drawing))
}
