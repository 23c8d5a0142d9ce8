//! A picture as SVG: text stays text, colours are classes of a style sheet for light and dark grounds.

use super::super::words::{counted, words};
use super::super::xml::{Attributes, Xml};
use super::contents::{Edge, Rows};
use super::drawing::{Drawing, Figure, NAME, SMALL};
use super::layout::{Point, Way};
use super::{legend, shape, style::safe};
use crate::diagnostic::wrap;
use crate::model::Certainty;

pub(in crate::render) const STYLE: &str = include_str!("picture.css");
pub(in crate::render) const FONTS: &str = "'Noto Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', 'Microsoft YaHei', \
     'PingFang SC', 'Segoe UI', sans-serif";
const MARGIN: f64 = 16.0;
/// The least width, so that the legend has room.
const LEAST: f64 = 420.0;
const TITLE: (f64, f64) = (15.0, 21.0);
/// About how wide a column of the title is.
const COLUMN: f64 = 8.2;
/// How long the tip of an arrow is.
const TIP: f64 = 7.0;

/// What a picture is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Purpose {
    /// A file of its own.
    File,
    /// A page, whose script picks nodes, and whose style sheet and headings are its own.
    Page,
}

/// Writes the picture.
pub(super) fn write(drawing: &Drawing<'_>, title: &str, purpose: Purpose) -> String {
    let (wide, high) = drawing.layout.size;
    let width = wide.max(LEAST) + 2.0 * MARGIN;
    let columns = ((width - 2.0 * MARGIN) / COLUMN) as usize;
    let mut heading = if title.is_empty() { Vec::new() } else { wrap(title, columns) };
    if purpose == Purpose::Page {
        heading.clear();
    }
    heading.truncate(3);
    let gap = if heading.is_empty() { 0.0 } else { 10.0 };
    let top = MARGIN + heading.len() as f64 * TITLE.1 + gap;
    let foot = top + high + if high > 0.0 { 18.0 } else { 0.0 };
    let legend = legend::of(drawing, purpose, width - 2.0 * MARGIN);
    let height = (foot + legend.height() + MARGIN).ceil();

    let mut xml = begin(drawing, title, (width.ceil(), height), purpose);
    for (index, line) in heading.iter().enumerate() {
        let y = MARGIN + TITLE.1 * index as f64 + TITLE.0;
        let attributes: Attributes<'_> =
            &[("class", &"np-title"), ("x", &MARGIN), ("y", &y), ("font-size", &TITLE.0)];
        xml.text("text", attributes, line);
    }
    let move_by = format!("translate({:.1} {top:.1})", (width - wide) / 2.0);
    if purpose == Purpose::Page {
        xml.begin("g", &[("class", &"np-view")]);
    }
    xml.begin("g", &[("transform", &move_by), ("text-anchor", &"middle")]);
    links(&mut xml, drawing, purpose);
    nodes(&mut xml, drawing, purpose);
    xml.end();
    if purpose == Purpose::Page {
        xml.end();
    }
    legend.draw(&mut xml, (MARGIN, foot));
    xml.finish()
}

fn begin(drawing: &Drawing<'_>, title: &str, (width, height): (f64, f64), purpose: Purpose) -> Xml {
    let mut xml = Xml::default();
    let (lang, view) = (drawing.contents.look.lang, format!("0 0 {width} {height}"));
    let numbers = [("n", drawing.figures.len()), ("of", drawing.edges.len())];
    let count = counted(words(lang).graph_of, &numbers);
    let shared: [(&str, &dyn std::fmt::Display); 5] = [
        ("xmlns", &"http://www.w3.org/2000/svg"),
        ("viewBox", &view),
        ("width", &width),
        ("height", &height),
        ("font-family", &FONTS),
    ];
    if purpose == Purpose::Page {
        let own: [(&str, &dyn std::fmt::Display); 3] =
            [("id", &"np-graph"), ("role", &"group"), ("aria-label", &count)];
        xml.begin("svg", &[&shared[..], &own].concat());
        return xml;
    }
    let own: [(&str, &dyn std::fmt::Display); 4] = [
        ("xml:lang", &lang),
        ("role", &"img"),
        ("aria-labelledby", &"np-name"),
        ("aria-describedby", &"np-description"),
    ];
    xml.begin("svg", &[&shared[..], &own].concat());
    xml.text("title", &[("id", &"np-name")], if title.is_empty() { &count } else { title });
    xml.text("desc", &[("id", &"np-description")], &count);
    xml.raw("style", STYLE);
    xml.empty("rect", &[("class", &"np-ground"), ("width", &width), ("height", &height)]);
    xml
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "",
        Certainty::Inferred => " np-inferred",
        Certainty::Doubtful => " np-doubtful",
    }
}

fn rows(rows: &Rows) -> String {
    rows.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

fn nodes(xml: &mut Xml, drawing: &Drawing<'_>, purpose: Purpose) {
    let label = words(drawing.contents.look.lang).graph_nodes;
    match purpose {
        Purpose::File => xml.begin("g", &[]),
        Purpose::Page => xml.begin(
            "g",
            &[("role", &"listbox"), ("aria-label", &label), ("aria-multiselectable", &"true")],
        ),
    }
    for (figure, at) in drawing.figures.iter().zip(&drawing.layout.nodes) {
        node(xml, figure, *at, purpose);
    }
    xml.end();
}

fn node(xml: &mut Xml, figure: &Figure<'_>, (x, y): Point, purpose: Purpose) {
    let outline = shape::outline(&figure.style.shape, (x, y), figure.size);
    let plain = if outline.is_none() { " np-plain" } else { "" };
    let class = format!("np-node{}{plain}", certainty(figure.node.certainty));
    let (rows, described) = (rows(&figure.node.rows), figure.described());
    match purpose {
        Purpose::File => xml.begin("g", &[("class", &class)]),
        Purpose::Page => {
            let attributes: Attributes<'_> = &[
                ("class", &class),
                ("data-rows", &rows),
                ("role", &"option"),
                ("aria-selected", &"false"),
                ("aria-label", &described),
            ];
            xml.begin("g", attributes);
        }
    }
    xml.text("title", &[], &described);
    if let Some(outline) = outline {
        xml.empty("path", &[("d", &outline), ("fill", &safe(&figure.style.color))]);
    }
    let date = figure.date.iter().map(|date| (&SMALL, "np-date", date));
    let lines: Vec<_> = date.chain(figure.lines.iter().map(|line| (&NAME, "", line))).collect();
    let high: f64 = lines.iter().map(|(font, ..)| font.line).sum();
    let mut bottom = y - high / 2.0 + shape::lowered(&figure.style.shape);
    for (font, class, line) in lines {
        bottom += font.line;
        let (x, y) = (format!("{x:.1}"), format!("{:.1}", bottom - font.line * 0.27));
        let own: [(&str, &dyn std::fmt::Display); 1] = [("class", &class)];
        let shared: Attributes<'_> = &[("x", &x), ("y", &y), ("font-size", &font.size)];
        xml.text("text", &[if class.is_empty() { &[] } else { &own[..] }, shared].concat(), line);
    }
    xml.end();
}

fn links(xml: &mut Xml, drawing: &Drawing<'_>, purpose: Purpose) {
    let hidden: [(&str, &dyn std::fmt::Display); 1] = [("aria-hidden", &"true")];
    xml.begin("g", if purpose == Purpose::Page { &hidden } else { &[] });
    let all = drawing.edges.iter().zip(&drawing.layout.ways).zip(drawing.contents.edges.values());
    for (((edge, label), way), rows) in all {
        link(xml, (edge, label), way, (rows, purpose));
    }
    xml.end();
}

fn link(xml: &mut Xml, (edge, label): (&Edge, &str), way: &Way, (of, purpose): (&Rows, Purpose)) {
    let [.., before, end] = way.points.as_slice() else { return };
    let class = format!("np-link{}", certainty(edge.certainty));
    let numbers = rows(of);
    let own: [(&str, &dyn std::fmt::Display); 1] = [("data-rows", &numbers)];
    let class: [(&str, &dyn std::fmt::Display); 1] = [("class", &class)];
    let own = if purpose == Purpose::Page { &own[..] } else { &[] };
    xml.begin("g", &[&class[..], own].concat());
    xml.empty("path", &[("d", &curve(way, label))]);
    xml.empty("path", &[("class", &"np-tip"), ("d", &tip(*before, *end))]);
    let (x, y) = (format!("{:.1}", way.label.0), format!("{:.1}", way.label.1 + 3.5));
    xml.text("text", &[("x", &x), ("y", &y), ("font-size", &SMALL.size)], label);
    xml.end();
}

/// A line through the points with rounded corners, level where its label stands.
fn curve(way: &Way, label: &str) -> String {
    let half = super::label::pixels(label, SMALL.size) / 2.0 + 2.0;
    let mut points: Vec<Point> = Vec::new();
    for (index, point) in way.points.iter().enumerate() {
        let inner = index > 0 && index + 1 < way.points.len();
        let beside = way.points.get(index + 1).map_or(0.0, |next| next.0 - point.0);
        match inner && *point == way.label && beside.abs() > half {
            true => {
                let step = half.copysign(beside);
                points.extend([(point.0 - step, point.1), (point.0 + step, point.1)]);
            }
            false => points.push(*point),
        }
    }
    let [first, inner @ .., last] = points.as_slice() else { return String::new() };
    let mut path = format!("M{:.1} {:.1}", first.0, first.1);
    for (index, point) in inner.iter().enumerate() {
        let next = inner.get(index + 1);
        let end = next.map_or(*last, |next| ((point.0 + next.0) / 2.0, (point.1 + next.1) / 2.0));
        path += &format!("Q{:.1} {:.1} {:.1} {:.1}", point.0, point.1, end.0, end.1);
    }
    if inner.is_empty() {
        path += &format!("L{:.1} {:.1}", last.0, last.1);
    }
    path
}

/// The tip of an arrow that ends in `end`.
fn tip(before: Point, end: Point) -> String {
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = dx.hypot(dy).max(0.001);
    let (dx, dy) = (dx / length * TIP, dy / length * TIP);
    let corner = |side: f64| (end.0 - dx - side * dy * 0.45, end.1 - dy + side * dx * 0.45);
    let (one, other) = (corner(1.0), corner(-1.0));
    format!("M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z", end.0, end.1, one.0, one.1, other.0, other.1)
}
