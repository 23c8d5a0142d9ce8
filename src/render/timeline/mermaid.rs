//! A timeline in Mermaid, in the fence that Markdown wants: a line for each period, with the entries that begin in it.

use super::super::Look;
use super::super::words::words;
use super::entry::{Entries, Entry};
use super::{nothing, question};
use crate::answer::Answer;
use crate::diagnostic::visible;

pub(super) fn render(answer: &Answer, look: &Look<'_>) -> String {
    let entries = Entries::of(answer, look);
    let mut out = "```mermaid\ntimeline\n".to_owned();
    let title = escaped(question(answer));
    if !title.is_empty() {
        out += &format!("  title {title}\n");
    }
    if let Some((unit, ..)) = entries.periods() {
        let mut last = None;
        for placed in &entries.placed {
            let begin = placed.reach.whole().0.map(|day| unit.index(day));
            let period =
                begin.map_or_else(|| "…".to_owned(), |period| unit.label(period, look.lang));
            if last != Some(begin) {
                out += &format!("  {}\n", escaped(&period));
                last = Some(begin);
            }
            out += &format!("    : {}\n", escaped(&text(&placed.entry, &period)));
        }
    }
    let missing = nothing(answer, !entries.placed.is_empty(), look.lang);
    if !entries.others.is_empty() || !missing.is_empty() {
        let heading = if missing.is_empty() { words(look.lang).undated } else { missing };
        out += &format!("  {}\n", escaped(heading));
    }
    for entry in &entries.others {
        out += &format!("    : {}\n", escaped(&text(entry, "")));
    }
    out + "```\n"
}

/// Marks, the date where the period does not tell it, and the title.
fn text(entry: &Entry, period: &str) -> String {
    let date = if entry.date == period { "" } else { &entry.date };
    let parts = [entry.marks.as_str(), date, &entry.title];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Text in Mermaid: what has a meaning there, in HTML or in Markdown is written as an entity by its number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '#' | ':' | ';' | '%' | '&' | '<' | '>' | '"' | '`' | '{' | '}' | '\\' | '$' | '*'
            | '_' => {
                out += &format!("#{};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}
