//! Where a row lies on the axis.

use super::super::super::xml::Xml;
use super::super::entry::Placed;
use super::super::reach::Reach;
use std::fmt::Display;

pub(super) const COLOR: &str = "#2563eb";
const LIGHT: &str = "#dbeafe";
/// Half the height of a bar.
const HALF: f64 = 5.0;
/// What is narrower is a dot.
const DOT: f64 = 12.0;
/// The fading end of what is about or uncertain is at least so wide.
const FADE: f64 = 16.0;
/// Days beside the first and the last one, as a part of all.
const ASIDE: f64 = 0.04;

/// From days to pixels.
pub(super) struct Scale {
    first: f64,
    days: f64,
    axis: (f64, f64),
}

impl Scale {
    /// The days from the first to the last one, and some beside, on an axis.
    pub(super) fn new((first, last): (i64, i64), axis: (f64, f64)) -> Scale {
        let days = (last - first + 1) as f64;
        Scale { first: first as f64 - ASIDE * days, days: days * (1.0 + 2.0 * ASIDE), axis }
    }

    /// Where a day begins.
    pub(super) fn x(&self, day: i64) -> f64 {
        let (left, right) = self.axis;
        let x = left + (day as f64 - self.first) / self.days * (right - left);
        (x.clamp(left, right) * 10.0).round() / 10.0
    }

    fn from(&self, day: Option<i64>) -> f64 {
        day.map_or(self.axis.0, |day| self.x(day))
    }

    fn to(&self, day: Option<i64>) -> f64 {
        day.map_or(self.axis.1, |day| self.x(day.saturating_add(1)))
    }
}

/// Draws an entry around the height `y`; what is not certain is pale.
pub(super) fn draw(xml: &mut Xml, scale: &Scale, placed: &Placed, y: f64) {
    let opacity: f64 = if placed.entry.marks.is_empty() { 1.0 } else { 0.55 };
    xml.begin("g", &[("opacity", &opacity), ("fill", &COLOR)]);
    let reach = &placed.reach;
    let (from, to) = (scale.from(reach.whole().0), scale.to(reach.whole().1));
    match reach.sure() {
        Some((first, last)) => {
            lasting(xml, reach, [from, scale.from(first), scale.to(last), to], y)
        }
        None if reach.lasting && reach.whole().1.is_none() => {
            bar(xml, from, to, y, "url(#nenpyo-out)")
        }
        None if reach.lasting && reach.whole().0.is_none() => {
            bar(xml, from, to, y, "url(#nenpyo-in)")
        }
        None => moment(xml, reach, (from, to), y),
    }
    xml.end();
}

/// A bar between the surest days, that fades towards the possible ones.
fn lasting(xml: &mut Xml, reach: &Reach, [from, first, last, to]: [f64; 4], y: f64) {
    let (first, last) = if last - first < 4.0 { (first - 2.0, last + 2.0) } else { (first, last) };
    let from = if reach.rough.0 { from.min(first - FADE) } else { from };
    let to = if reach.rough.1 { to.max(last + FADE) } else { to };
    if first - from > 1.0 {
        bar(xml, from, first, y, "url(#nenpyo-in)");
    }
    if to - last > 1.0 {
        bar(xml, last, to, y, "url(#nenpyo-out)");
    }
    bar(xml, first, last, y, COLOR);
    let (past, future) = reach.open;
    for (open, x, tip) in [(past, first, first - 9.0), (future, last, last + 9.0)] {
        if open {
            let (top, bottom) = (y - HALF - 3.0, y + HALF + 3.0);
            xml.empty("path", &[("d", &format!("M{x} {top:.1}L{tip} {y:.1}L{x} {bottom:.1}Z"))]);
        }
    }
}

fn bar(xml: &mut Xml, from: f64, to: f64, y: f64, fill: &str) {
    let (top, width) = (format!("{:.1}", y - HALF), format!("{:.1}", (to - from).max(1.0)));
    let (x, height) = (format!("{from:.1}"), 2.0 * HALF);
    let all: [(&str, &dyn Display); 5] =
        [("x", &x), ("y", &top), ("width", &width), ("height", &height), ("fill", &fill)];
    xml.empty("rect", &all);
}

/// A dot, or an outline around the days of which it is one; hollow where it is about or uncertain.
fn moment(xml: &mut Xml, reach: &Reach, (from, to): (f64, f64), y: f64) {
    let rough = reach.rough != (false, false);
    let dashes = if rough { "3 2" } else { "none" };
    if to - from <= DOT {
        let fill = if rough { "#ffffff" } else { COLOR };
        let (cx, cy) = (format!("{:.1}", (from + to) / 2.0), format!("{y:.1}"));
        let all: [(&str, &dyn Display); 6] = [
            ("cx", &cx),
            ("cy", &cy),
            ("r", &HALF),
            ("fill", &fill),
            ("stroke", &COLOR),
            ("stroke-width", &1.5),
        ];
        return xml.empty("circle", &all);
    }
    let (x, top, width) =
        (format!("{from:.1}"), format!("{:.1}", y - HALF), format!("{:.1}", to - from));
    let all: [(&str, &dyn Display); 8] = [
        ("x", &x),
        ("y", &top),
        ("width", &width),
        ("height", &(2.0 * HALF)),
        ("rx", &HALF),
        ("fill", &LIGHT),
        ("stroke", &COLOR),
        ("stroke-dasharray", &dashes),
    ];
    xml.empty("rect", &all);
}
