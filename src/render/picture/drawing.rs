//! A picture with everything in its place, ready to be written.

use super::super::words::{certainty, words};
use super::contents::{Contents, Edge, Node};
use super::label::{lines, pixels};
use super::layout::{Layout, Link, Size, layout};
use super::shape::around;
use super::style::{Style, style};
use crate::diagnostic::visible;
use indexmap::IndexMap;

/// The size of names, of dates and of labels, and from line to line.
pub(super) const NAME: Font = Font { size: 12.0, line: 16.0 };
pub(super) const SMALL: Font = Font { size: 10.0, line: 13.0 };

/// A size of text, in pixels.
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) line: f64,
}

/// A node that is drawn.
pub(super) struct Figure<'a> {
    pub(super) node: &'a Node,
    pub(super) style: Style,
    /// When it was, of an event.
    pub(super) date: Option<String>,
    pub(super) lines: Vec<String>,
    pub(super) size: Size,
}

/// Nodes and links with their places.
pub(super) struct Drawing<'a> {
    pub(super) contents: &'a Contents<'a>,
    pub(super) figures: Vec<Figure<'a>>,
    pub(super) edges: Vec<(&'a Edge, String)>,
    pub(super) layout: Layout,
}

impl<'a> Drawing<'a> {
    pub(super) fn of(contents: &'a Contents<'a>) -> Drawing<'a> {
        let mut styles: IndexMap<&str, Style> = IndexMap::new();
        let ontology = &contents.look.dataset.ontology;
        let figures: Vec<Figure<'_>> = contents
            .nodes
            .values()
            .map(|node| {
                let style =
                    styles.entry(&node.class).or_insert_with(|| style(ontology, &node.class));
                Figure::of(node, style.clone(), contents.look.lang)
            })
            .collect();
        let label = |edge: &'a Edge| (edge, lines(&edge.label).swap_remove(0));
        let edges: Vec<(&Edge, String)> = contents.edges.keys().map(label).collect();
        let index = |id: &str| contents.nodes.get_index_of(id).unwrap_or(usize::MAX);
        let link = |(edge, label): &(&Edge, String)| Link {
            from: index(&edge.from),
            to: index(&edge.to),
            label: (pixels(label, SMALL.size) + 8.0, SMALL.line),
        };
        let links: Vec<Link> = edges.iter().map(link).collect();
        let sizes: Vec<Size> = figures.iter().map(|figure| figure.size).collect();
        Drawing { contents, figures, edges, layout: layout(&sizes, &links) }
    }
}

impl<'a> Figure<'a> {
    fn of(node: &'a Node, style: Style, lang: &str) -> Figure<'a> {
        let (lines, date) = (lines(&node.label), node.date.as_ref());
        let date = date.map(|date| visible(&date.to_text(lang)));
        let wide = lines.iter().map(|line| pixels(line, NAME.size)).fold(0.0, f64::max);
        let wide = date.as_ref().map_or(wide, |date| wide.max(pixels(date, SMALL.size)));
        let high = lines.len() as f64 * NAME.line + date.as_ref().map_or(0.0, |_| SMALL.line);
        let size = around(&style.shape, (wide, high));
        Figure { node, style, date, lines, size }
    }

    /// All that a screen reader says of it, in the order in which it stands there.
    pub(super) fn described(&self, lang: &str) -> String {
        let Node { label, tooltip, certainty: known, .. } = self.node;
        let when = self.date.as_deref().unwrap_or_default();
        let more = tooltip.strip_prefix(when).unwrap_or(tooltip).trim_start();
        let known = if known.is_stated() { "" } else { certainty(*known, words(lang)) };
        let more: Vec<&str> = [more, known].into_iter().filter(|part| !part.is_empty()).collect();
        let name = format!("{when} {label}");
        match more.is_empty() {
            true => name.trim_start().to_owned(),
            false => format!("{} ({})", name.trim_start(), more.join(", ")),
        }
    }
}
