//! Lines of text below one another.

use super::super::super::xml::Xml;
use super::super::entry::Entry;
use crate::diagnostic::wrap;

/// A size of text: pixels, pixels from line to line, and columns that fit a line.
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) line: f64,
    columns: usize,
    pub(super) color: &'static str,
    /// Lines of one text; more are cut.
    lines: usize,
    weight: u16,
}

pub(super) const TITLE: Type =
    Type { size: 18.0, line: 26.0, columns: 84, color: "#111827", lines: 3, weight: 600 };
pub(super) const NAME: Type =
    Type { size: 13.5, line: 19.0, columns: 48, color: "#111827", lines: 4, weight: 400 };
pub(super) const SMALL: Type =
    Type { size: 11.0, line: 15.0, columns: 62, color: "#4b5563", lines: 6, weight: 400 };

/// Across the whole width.
pub(super) const NOTE: Type =
    Type { size: 11.0, line: 15.0, columns: 140, color: "#4b5563", lines: 6, weight: 400 };

/// Below each block.
const GAP: f64 = 10.0;

/// Lines, each with its size.
pub(super) struct Block {
    lines: Vec<(&'static Type, String)>,
}

impl Block {
    /// Texts below one another, wrapped; those that are empty take no room.
    pub(super) fn of(texts: &[(&'static Type, &str)]) -> Block {
        let texts = texts.iter().filter(|(_, text)| !text.is_empty());
        let lines = texts.flat_map(|(kind, text)| {
            let mut lines = wrap(text, kind.columns);
            if lines.len() > kind.lines {
                lines.truncate(kind.lines);
                if let Some(last) = lines.last_mut() {
                    last.push('…');
                }
            }
            lines.into_iter().map(|line| (*kind, line))
        });
        Block { lines: lines.collect() }
    }

    /// The marks and the title of an entry; below: when, who, source.
    pub(super) fn entry(entry: &Entry) -> Block {
        let name = format!("{} {}", entry.marks, entry.title);
        let parts = [entry.date.as_str(), &entry.who, &entry.sources];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Block::of(&[(&NAME, name.trim()), (&SMALL, &parts.join(" · "))])
    }

    pub(super) fn height(&self) -> f64 {
        let lines: f64 = self.lines.iter().map(|(kind, _)| kind.line).sum();
        if lines > 0.0 { lines + GAP } else { 0.0 }
    }

    /// Begins the group of an entry, which tells all of it where one points and to a screen reader.
    pub(super) fn begin(&self, xml: &mut Xml, entry: &Entry) {
        let label = format!("{}: {}", entry.date, entry.text());
        xml.begin("g", &[("role", &"listitem"), ("aria-label", &label)]);
        xml.text("title", &[], &label);
    }

    /// The lines, with their upper left corner there.
    pub(super) fn draw(&self, xml: &mut Xml, x: f64, y: f64) {
        let mut bottom = y;
        for (kind, line) in &self.lines {
            bottom += kind.line;
            let baseline = bottom - kind.line * 0.28;
            let attributes: [(&str, &dyn std::fmt::Display); 5] = [
                ("x", &x),
                ("y", &format!("{baseline:.1}")),
                ("font-size", &kind.size),
                ("font-weight", &kind.weight),
                ("fill", &kind.color),
            ];
            xml.text("text", &attributes, line);
        }
    }
}
