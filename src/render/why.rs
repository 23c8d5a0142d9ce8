//! Why each row is there: the links that made it, each with how it is known and where it is said.

use super::Look;
use super::text::{cell_text, sources_text};
use super::words::{certainty, words};
use crate::answer::{Answer, Fact};
use crate::diagnostic::hanging;
use crate::diagnostic::visible;
use crate::time::Date;

/// The links that each row rests on, under its number; empty where no row tells any.
///
/// ```
/// use nenpyo::{AskOptions, Store};
/// let store = Store::builtin()?;
/// let answer = store.ask_with("awards to Botao", &AskOptions::new().why(true))?;
/// let text = nenpyo::render::why(&answer, &store.look("en"));
/// assert!(text.contains("Botao Culture Technology"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn why(answer: &Answer, look: &Look<'_>) -> String {
    if answer.rows.iter().all(|row| row.why.is_empty()) {
        return String::new();
    }
    let mut out = format!("{}:\n", words(look.lang).why);
    for (index, row) in answer.rows.iter().enumerate() {
        let title = row.cells.iter().map(cell_text).collect::<Vec<_>>().join(", ");
        out += &hanging(&format!("{:>3}  ", index + 1), &title, look.width);
        for fact in &row.why {
            out += &hanging("     ", &fact_text(fact, look), look.width);
        }
    }
    out
}

fn fact_text(fact: &Fact, look: &Look<'_>) -> String {
    let role = look.relation(&fact.relation).map(|(id, _)| look.role(id));
    let role = role.unwrap_or_else(|| fact.relation.to_lowercase().replace('_', " "));
    let (from, to) = (visible(&fact.from.label), visible(&fact.to.label));
    // A source stays on one line.
    let sources = sources_text(&fact.sources).replace(' ', "\u{a0}").replace("]\u{a0}[", "] [");
    let known = certainty(fact.certainty, words(look.lang));
    let valid = fact.valid.as_deref().map(|valid| {
        let words = Date::parse(valid).map_or(valid.to_owned(), |date| date.to_text(look.lang));
        format!(", {}", visible(&words))
    });
    let valid = valid.unwrap_or_default();
    format!("{from} —{}→ {to}  ({known}{valid}) {sources}", visible(&role)).trim_end().to_owned()
}
