//! A chronicle, or an answer with the links that made it, as a picture for Graphviz.
//!
//! Shape and colour come from the class, dates from left to right; a link that is inferred is dashed, a doubtful one
//! dotted. Names are escaped, so that whatever a name holds stays a name.

mod escape;
mod write;

use super::picture::Contents;
use super::{Format, Look};
use crate::answer::Answer;

/// How a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DotOptions {
    /// Boxes around events.
    pub cluster: Option<Cluster>,
}

/// What events are put in one box for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cluster {
    /// The month.
    Month,
}

pub(super) const FORMAT: Format = Format {
    name: "dot",
    description: "a picture of the answer and of the links that made it, for Graphviz",
    endings: &["dot", "gv"],
    needs_why: true,
    render,
};

fn render(answer: &Answer, look: &Look<'_>) -> String {
    of_answer(answer, look, &DotOptions::default())
}

/// The rows of an answer, and the links that made them where the answer tells them.
///
/// ```
/// use nenpyo::{AskOptions, Store, render::dot};
/// let store = Store::builtin()?;
/// let answer = store.ask_with("awards to Botao", &AskOptions::new().why(true))?;
/// let text = dot::of_answer(&answer, &store.look("en"), &dot::DotOptions::default());
/// assert!(text.contains(r#""botao" [label="Botao Culture Technology""#), "{text}");
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn of_answer(answer: &Answer, look: &Look<'_>, options: &DotOptions) -> String {
    write::write(&Contents::of_answer(answer, look, usize::MAX), options)
}

/// A whole chronicle.
///
/// ```
/// use nenpyo::{Store, render::dot};
/// let store = Store::builtin()?;
/// assert!(dot::of_dataset(&store.look("ja"), &dot::DotOptions::default()).contains("大連市"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn of_dataset(look: &Look<'_>, options: &DotOptions) -> String {
    write::write(&Contents::of_dataset(look, usize::MAX), options)
}
