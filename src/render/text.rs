//! Cells as short texts for people.

use super::Look;
use crate::answer::{Cell, EventCell, Participant};
use crate::diagnostic::shown;
use crate::diagnostic::visible;
use crate::model::Citation;
use crate::ontology::{Relation, Word, edge_type};
use indexmap::IndexMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a name may take in a list of names.
const NAME_WIDTH: usize = 30;
/// The role of what an event is about, which needs no word; a type of edges.
const SUBJECT: &str = "SUBJECT";
/// How many names of one role are shown.
const NAMES: usize = 3;

/// A cell as a text without line breaks, safe on a terminal.
///
/// ```
/// let answer = nenpyo::Store::builtin()?.query("RETURN quantity(171000000, 'CNY') AS amount")?;
/// assert_eq!(nenpyo::render::cell_text(&answer.rows[0].cells[0]), "171,000,000 CNY");
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Null => "–".to_owned(),
        Cell::Boolean(value) => value.to_string(),
        Cell::Integer(value) => value.to_string(),
        Cell::Float(value) => float_text(*value),
        Cell::String(text) => visible(text),
        Cell::List(items) => format!("[{}]", joined(items.iter().map(cell_text))),
        Cell::Map(map) => {
            let entry =
                |(key, value): (&String, &Cell)| format!("{}: {}", visible(key), cell_text(value));
            format!("{{{}}}", joined(map.iter().map(entry)))
        }
        Cell::Event(event) => visible(&event.title),
        Cell::Entity(entity) => visible(&entity.label),
        Cell::Date(date) => date_text(&date.date, &date.label),
        Cell::Amount(amount) => {
            format!("{} {}", grouped(&amount.value), visible(&amount.unit)).trim_end().to_owned()
        }
        Cell::Node(node) => format!("({}:{})", visible(&node.id), visible(&node.labels.join(":"))),
        Cell::Edge(edge) => {
            let (from, to) = (visible(&edge.from), visible(&edge.to));
            format!("({from})-[:{}]->({to})", visible(&edge.edge_type))
        }
        Cell::Path(path) => path.nodes.iter().map(cell_text).collect::<Vec<_>>().join(" – "),
    }
}

/// A number that is seen to be no whole one: `1.0`.
fn float_text(value: f64) -> String {
    let text = value.to_string();
    let bare = value.is_finite() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if bare { text + ".0" } else { text }
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}

/// A plain date in figures, any other in words.
pub(super) fn date_text(edtf: &str, words: &str) -> String {
    let parts: Vec<&str> = edtf.split('-').collect();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let plain = digits
        && edtf.starts_with(|c: char| c.is_ascii_digit())
        && parts.get(1).is_none_or(|month| *month <= "12");
    if plain { edtf.to_owned() } else { visible(words) }
}

/// The date of an event.
pub(super) fn event_date(event: &EventCell, look: &Look<'_>) -> String {
    if let Some(written) = &event.written {
        return visible(written);
    }
    let Some(edtf) = &event.date else { return String::new() };
    let date = crate::time::Date::parse(edtf);
    date.map_or_else(|_| visible(edtf), |date| date_text(edtf, &date.to_text(look.lang)))
}

/// A number in figures, in groups of three: `171,000,000`.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return visible(number);
    }
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

/// Places in sources: `[dlhitech 4.3]`.
pub fn sources_text(sources: &[Citation]) -> String {
    let one = |c: &Citation| format!("[{}]", visible(format!("{} {}", c.source, c.at).trim_end()));
    sources.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Who took part, by role: `to Botao; by the ministry`; long names are cut, and many left out.
pub(super) fn who_text(event: &EventCell, look: &Look<'_>) -> String {
    who(event, look, (NAME_WIDTH, NAMES))
}

/// Who took part, by role, whole.
pub(super) fn everyone_text(event: &EventCell, look: &Look<'_>) -> String {
    shown(&who(event, look, (usize::MAX, usize::MAX)))
}

/// Who took part: so many columns of each name, and so many names of a role.
fn who(event: &EventCell, look: &Look<'_>, (width, most): (usize, usize)) -> String {
    let mut roles: IndexMap<&str, Vec<&Participant>> = IndexMap::new();
    for participant in &event.who {
        roles.entry(&participant.role).or_default().push(participant);
    }
    let one = |(role, who): (&str, Vec<&Participant>)| {
        let name = |one: &&Participant| {
            // A mark stays beside its name.
            let stated = look.is_stated(&event.id, &one.role, &one.id);
            shortened(&visible(&one.label), width) + if stated { "" } else { "\u{a0}?" }
        };
        let names = who.iter().take(most).map(name);
        let mut names = names.collect::<Vec<_>>().join(", ");
        if let Some(more) = who.len().checked_sub(most).filter(|more| *more > 0) {
            names += &format!("\u{a0}+{more}");
        }
        let relation = look.relation(&edge_type(role)).map(|(_, relation)| relation);
        let own = |words: fn(&Relation) -> &[Word]| {
            let words = relation.map_or(&[][..], words);
            words.iter().find(|word| word.lang == look.lang).map(|word| visible(&word.form))
        };
        // `to` stands before a name; a language without such words says what the one named is.
        match (own(|relation| &relation.forward), own(|relation| &relation.noun)) {
            (Some(word), _) => format!("{word} {names}"),
            (None, Some(noun)) if edge_type(role) != SUBJECT => format!("{noun}:\u{a0}{names}"),
            _ => names,
        }
    };
    roles.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Whether [`who_text`] does not tell all of who took part in an event.
pub(super) fn is_cut(cell: &Cell) -> bool {
    let Cell::Event(event) = cell else { return false };
    let mut roles: IndexMap<&str, usize> = IndexMap::new();
    event.who.iter().for_each(|who| *roles.entry(&who.role).or_default() += 1);
    roles.values().any(|count| *count > NAMES)
        || event.who.iter().any(|who| visible(&who.label).width() > NAME_WIDTH)
}

/// `text`, cut where it is wider than `width` columns.
pub(super) fn shortened(text: &str, width: usize) -> String {
    let mut used = 0;
    for (index, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        let last = index + c.len_utf8() == text.len();
        if used + wide > width - usize::from(!last) {
            return format!("{}…", text.split_at(index).0.trim_end());
        }
        used += wide;
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_by_columns() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdefg", 6), "abcde…");
        assert_eq!(shortened("大連博涛文化", 7), "大連博…");
        assert_eq!(shortened("", 3), "");
    }

    #[test]
    fn figures_are_grouped() {
        let all = ["0", "999", "1000", "-1234567.25", "1E9"].map(grouped);
        assert_eq!(all, ["0", "999", "1,000", "-1,234,567.25", "1E9"]);
    }

    #[test]
    fn only_plain_dates_stay_figures() {
        let all = ["2017-03", "2017-34", "2017-03~", "2016/2018", "-0044"];
        let shown = all.map(|edtf| date_text(edtf, "words"));
        assert_eq!(shown, ["2017-03", "words", "words", "words", "words"]);
    }
}
