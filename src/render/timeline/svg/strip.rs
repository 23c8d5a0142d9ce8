//! The bars of a timeline one by one, for a page that puts each beside a text of its own.

use super::super::super::Look;
use super::super::entry::{Entries, Entry, Placed};
use super::super::ticks::{Tick, ticks};
use super::bar::{self, Scale};
use super::{gradients, nothing};
use crate::answer::Answer;
use crate::render::xml::Xml;

const AXIS: (f64, f64) = (0.0, 560.0);
const HEIGHT: f64 = 18.0;
const AXIS_HEIGHT: f64 = 32.0;
const TICKS: i64 = 5;

/// The rows of an answer along time.
pub(in crate::render) struct Strips(Entries);

impl Strips {
    /// The rows of an answer, in the order of time.
    pub(in crate::render) fn of(answer: &Answer, look: &Look<'_>) -> Strips {
        Strips(Entries::of(answer, look))
    }

    /// The rows that have a place in time.
    pub(in crate::render) fn placed(&self) -> impl Iterator<Item = (&Entry, &Placed)> {
        self.0.placed.iter().map(|placed| (&placed.entry, placed))
    }

    /// The rows that have none.
    pub(in crate::render) fn others(&self) -> &[Entry] {
        &self.0.others
    }

    /// What is missing where no row has a place in time.
    pub(in crate::render) fn missing(&self, answer: &Answer, lang: &str) -> &'static str {
        nothing(answer, !self.0.placed.is_empty(), lang)
    }

    /// Draws the marks of the axis, and what the bars refer to.
    pub(in crate::render) fn axis(&self, xml: &mut Xml, lang: &str) {
        let Some(extent) = self.0.extent() else { return };
        begin(xml, AXIS_HEIGHT);
        gradients(xml);
        let scale = Scale::new(extent, AXIS);
        for Tick { day, label } in &ticks(extent, TICKS, lang) {
            let x = scale.x(*day);
            xml.empty(
                "line",
                &[
                    ("x1", &x),
                    ("x2", &x),
                    ("y1", &24),
                    ("y2", &AXIS_HEIGHT),
                    ("stroke", &"#9ca3af"),
                ],
            );
            xml.text("text", &[("x", &x), ("y", &18), ("text-anchor", &"middle")], label);
        }
        xml.end();
    }

    /// Draws where a row lies.
    pub(in crate::render) fn bar(&self, xml: &mut Xml, placed: &Placed) {
        let Some(extent) = self.0.extent() else { return };
        begin(xml, HEIGHT);
        bar::draw(xml, &Scale::new(extent, AXIS), placed, HEIGHT / 2.0);
        xml.end();
    }
}

fn begin(xml: &mut Xml, height: f64) {
    let view = format!("0 0 {} {height}", AXIS.1);
    xml.begin("svg", &[("class", &"bar"), ("viewBox", &view), ("aria-hidden", &"true")]);
}
