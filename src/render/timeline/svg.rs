//! A timeline as a picture: time runs to the right, each row has its line, its text at the left.

mod bar;
mod block;
pub(super) mod strip;

use super::super::words::{counted, sentence, words};
use super::super::xml::Xml;
use super::super::{Look, table};
use super::entry::Entries;
use super::ticks::{Tick, ticks};
use super::{nothing, question};
use crate::answer::Answer;
use bar::Scale;
use block::{Block, NAME, NOTE, SMALL, TITLE};

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 20.0;
/// Where the axis begins and ends.
const AXIS: (f64, f64) = (400.0, 930.0);
/// The height of the names of the marks of the axis.
const MARKS: f64 = 26.0;
/// Marks of the axis.
const TICKS: i64 = 7;
const FONTS: &str = "'Noto Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', \
                     'Microsoft YaHei', 'PingFang SC', 'Segoe UI', sans-serif";

pub(super) fn render(answer: &Answer, look: &Look<'_>) -> String {
    let entries = Entries::of(answer, look);
    let title = Block::of(&[(&TITLE, question(answer))]);
    let words = words(look.lang);
    let missing = nothing(answer, !entries.placed.is_empty(), look.lang);
    let legend = table::legend(answer, look);
    let signs = if entries.placed.is_empty() { "" } else { words.bars };
    let foot = Block::of(&[(&NOTE, missing), (&NOTE, signs), (&NOTE, legend.trim_end())]);
    let placed: Vec<Block> =
        entries.placed.iter().map(|placed| Block::entry(&placed.entry)).collect();
    let mut others: Vec<Block> = entries.others.iter().map(Block::entry).collect();
    if !placed.is_empty() && !others.is_empty() {
        let title = format!("{}:", sentence(words.undated));
        others.insert(0, Block::of(&[(&NAME, &title)]));
    }
    let rows: f64 = placed.iter().map(Block::height).sum();
    let top = MARGIN + title.height() + if placed.is_empty() { 0.0 } else { MARKS };
    let below: f64 = others.iter().chain([&foot]).map(Block::height).sum();
    let height = top + rows + below + MARGIN;

    let mut xml =
        begin(height, look.lang, question(answer), &described(answer, &entries, look.lang));
    title.draw(&mut xml, MARGIN, MARGIN);
    let mut y = top;
    if let Some(extent) = entries.extent() {
        axis(
            &mut xml,
            &Scale::new(extent, AXIS),
            &ticks(extent, TICKS, look.lang),
            (top, top + rows),
        );
        xml.begin("g", &[("role", &"list")]);
        for (block, placed) in placed.iter().zip(&entries.placed) {
            block.begin(&mut xml, &placed.entry);
            block.draw(&mut xml, MARGIN, y);
            bar::draw(&mut xml, &Scale::new(extent, AXIS), placed, y + NAME.line / 2.0);
            xml.end();
            y += block.height();
        }
        xml.end();
    }
    for block in others.iter().chain([&foot]) {
        block.draw(&mut xml, MARGIN, y);
        y += block.height();
    }
    xml.finish()
}

/// What a screen reader says of the whole.
fn described(answer: &Answer, entries: &Entries, lang: &str) -> String {
    let words = words(lang);
    let dates = entries.placed.first().zip(entries.placed.last());
    let span = dates.map(|(first, last)| {
        let text = words.from_to.replace("{first}", &first.entry.date);
        text.replace("{last}", &last.entry.date)
    });
    match nothing(answer, !entries.placed.is_empty(), lang) {
        "" => counted(words.timeline_of, &[("n", answer.rows.len())]) + &span.unwrap_or_default(),
        missing => missing.to_owned(),
    }
}

/// The document with its title, description, colours and ground.
fn begin(height: f64, lang: &str, title: &str, description: &str) -> Xml {
    let mut xml = Xml::default();
    let view = format!("0 0 {WIDTH} {height}");
    xml.begin(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("width", &WIDTH),
            ("height", &height),
            ("viewBox", &view),
            ("xml:lang", &lang),
            ("role", &"group"),
            ("aria-labelledby", &"nenpyo-title"),
            ("aria-describedby", &"nenpyo-description"),
            ("font-family", &FONTS),
        ],
    );
    xml.text("title", &[("id", &"nenpyo-title")], title);
    xml.text("desc", &[("id", &"nenpyo-description")], description);
    gradients(&mut xml);
    xml.empty("rect", &[("width", &WIDTH), ("height", &height), ("fill", &"#ffffff")]);
    xml
}

/// What bars that fade refer to.
fn gradients(xml: &mut Xml) {
    xml.begin("defs", &[]);
    for (id, from, to) in [("nenpyo-in", 0, 1), ("nenpyo-out", 1, 0)] {
        xml.begin("linearGradient", &[("id", &id)]);
        for (offset, opacity) in [(0, from), (1, to)] {
            let color: &dyn std::fmt::Display = &bar::COLOR;
            xml.empty(
                "stop",
                &[("offset", &offset), ("stop-color", color), ("stop-opacity", &opacity)],
            );
        }
        xml.end();
    }
    xml.end();
}

/// The marks of the axis, with lines down through the rows.
fn axis(xml: &mut Xml, scale: &Scale, ticks: &[Tick], (top, bottom): (f64, f64)) {
    xml.begin(
        "g",
        &[("aria-hidden", &"true"), ("font-size", &SMALL.size), ("text-anchor", &"middle")],
    );
    for tick in ticks {
        let x = scale.x(tick.day);
        let line: [(&str, &dyn std::fmt::Display); 6] = [
            ("x1", &x),
            ("x2", &x),
            ("y1", &(top - 6.0)),
            ("y2", &bottom),
            ("stroke", &"#e5e7eb"),
            ("stroke-width", &1),
        ];
        xml.empty("line", &line);
        xml.text("text", &[("x", &x), ("y", &(top - 11.0)), ("fill", &SMALL.color)], &tick.label);
    }
    xml.end();
}
