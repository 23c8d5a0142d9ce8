//! What shapes, colours and lines mean, below a picture.

use super::super::words::{counted, words};
use super::super::xml::Xml;
use super::drawing::{Drawing, SMALL};
use super::label::pixels;
use super::layout::Point;
use super::svg::Purpose;
use super::{shape, style::Style, style::safe};
use crate::diagnostic::visible;
use crate::diagnostic::wrap;
use crate::model::Certainty;
use indexmap::IndexSet;

/// The size of a sample, and how far it is from what follows.
const SAMPLE: (f64, f64) = (26.0, 14.0);
const GAP: f64 = 18.0;
const LINE: f64 = 22.0;
/// Most classes that are told.
const MOST: usize = 14;
const SIZE: f64 = 11.0;

/// A sample with what it means.
struct Entry {
    sample: Sample,
    text: String,
    at: Point,
}

enum Sample {
    Class(Style),
    Link(Certainty),
}

/// Samples on lines, and notes below them.
pub(super) struct Legend {
    entries: Vec<Entry>,
    notes: Vec<String>,
    lines: usize,
}

/// The legend of a picture, in so many pixels.
pub(super) fn of(drawing: &Drawing<'_>, purpose: Purpose, width: f64) -> Legend {
    let look = &drawing.contents.look;
    let styles: IndexSet<&Style> = drawing.figures.iter().map(|figure| &figure.style).collect();
    let classes = styles.into_iter().filter(|style| !style.class.is_empty()).take(MOST);
    let classes = classes.map(|style| {
        let text = visible(look.class(&style.class)).chars().take(40).collect();
        (Sample::Class(style.clone()), text)
    });
    let words = words(look.lang);
    let known = [
        (Certainty::Stated, words.stated),
        (Certainty::Inferred, words.inferred),
        (Certainty::Doubtful, words.doubtful),
    ];
    let unsure = |certainty: Certainty| {
        let nodes = drawing.figures.iter().any(|figure| figure.node.certainty == certainty);
        nodes || drawing.edges.iter().any(|(edge, _)| edge.certainty == certainty)
    };
    let told = known.iter().skip(1).any(|(certainty, _)| unsure(*certainty));
    let known = known.into_iter().filter(|(certainty, _)| told && unsure(*certainty));
    let known = known.map(|(certainty, text)| (Sample::Link(certainty), text.to_owned()));
    let mut legend = Legend { entries: Vec::new(), notes: Vec::new(), lines: 0 };
    legend.place(classes.chain(known), width);
    if purpose == Purpose::File {
        let columns = (width / (SMALL.size * 0.62)) as usize;
        legend.notes = notes(drawing).iter().flat_map(|note| wrap(note, columns)).collect();
    }
    legend
}

/// What the picture does not show.
pub(super) fn notes(drawing: &Drawing<'_>) -> Vec<String> {
    let (words, contents) = (words(drawing.contents.look.lang), drawing.contents);
    match (drawing.figures.is_empty(), contents.left_out) {
        (true, 0) => vec![words.nothing.to_owned()],
        (true, _) => vec![words.too_large.to_owned()],
        (false, 0) => Vec::new(),
        (false, left) => vec![counted(words.left_out, &[("n", left), ("of", contents.of)])],
    }
}

impl Legend {
    fn place(&mut self, entries: impl Iterator<Item = (Sample, String)>, width: f64) {
        let (mut x, mut line) = (0.0, 0);
        for (sample, text) in entries {
            let wide = SAMPLE.0 + 6.0 + pixels(&text, SIZE);
            if x > 0.0 && x + wide > width {
                (x, line) = (0.0, line + 1);
            }
            self.entries.push(Entry { sample, text, at: (x, f64::from(line) * LINE) });
            x += wide + GAP;
            self.lines = usize::try_from(line).unwrap_or_default() + 1;
        }
    }

    pub(super) fn height(&self) -> f64 {
        self.lines as f64 * LINE + self.notes.len() as f64 * 16.0
    }

    /// Draws it with its upper left corner there.
    pub(super) fn draw(&self, xml: &mut Xml, (left, top): Point) {
        let hidden = |xml: &mut Xml| {
            let place = format!("translate({left:.1} {top:.1})");
            xml.begin("g", &[("class", &"np-legend"), ("transform", &place)]);
        };
        hidden(xml);
        for entry in &self.entries {
            entry.draw(xml);
        }
        let below = self.lines as f64 * LINE;
        for (index, note) in self.notes.iter().enumerate() {
            let y = below + 16.0 * index as f64 + 11.0;
            xml.text(
                "text",
                &[("class", &"np-note"), ("x", &0), ("y", &y), ("font-size", &SIZE)],
                note,
            );
        }
        xml.end();
    }
}

impl Entry {
    fn draw(&self, xml: &mut Xml) {
        let (x, y) = self.at;
        let middle = (x + SAMPLE.0 / 2.0, y + LINE / 2.0 - 3.0);
        match &self.sample {
            Sample::Class(style) => {
                xml.begin("g", &[("class", &"np-node")]);
                if let Some(outline) = shape::outline(&style.shape, middle, SAMPLE) {
                    xml.empty("path", &[("d", &outline), ("fill", &safe(&style.color))]);
                }
            }
            Sample::Link(certainty) => {
                let class = format!("np-link{}", super::svg::certainty(*certainty));
                xml.begin("g", &[("class", &class)]);
                let path = format!("M{x:.1} {:.1}h{:.1}", middle.1, SAMPLE.0);
                xml.empty("path", &[("d", &path)]);
            }
        }
        xml.end();
        let (at, y) = (format!("{:.1}", x + SAMPLE.0 + 6.0), format!("{:.1}", middle.1 + 4.0));
        let attributes: [(&str, &dyn std::fmt::Display); 4] =
            [("class", &"np-note"), ("x", &at), ("y", &y), ("font-size", &SIZE)];
        xml.text("text", &attributes, &self.text);
    }
}
