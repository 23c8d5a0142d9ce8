//! Text behind a heading.

pub use crate::diagnostic::wrap;
use unicode_width::UnicodeWidthStr;

/// A text behind a heading, its further lines indented below it, each ending in a newline; one line where there is no
/// bound.
pub(super) fn hanging(heading: &str, text: &str, width: Option<usize>) -> String {
    let indent = heading.width();
    // Where there is hardly any room, lines that run on are easier to read.
    let Some(room) = width.and_then(|width| width.checked_sub(indent)).filter(|room| *room >= 20)
    else {
        return format!("{heading}{}\n", text.replace('\u{a0}', " "));
    };
    wrap(text, room).join(&format!("\n{}", " ".repeat(indent))).replacen("", heading, 1) + "\n"
}
