//! The ways of links: level within the columns in which nodes and labels stand, and curved only between these, so that no
//! link runs through a node or a label.

use super::layout::{Layout, Link, Point, Size};
use std::collections::BTreeMap;

/// How far before its end a link is level, for the tip of its arrow.
const STUB: f64 = 10.0;

/// The left and the right end of each column, by where its middle is.
struct Columns(BTreeMap<i64, (f64, f64)>);

/// Makes the ways level within columns, but for links from a node to itself.
pub(super) fn level(layout: &mut Layout, sizes: &[Size], links: &[Link]) {
    let columns = Columns::of(layout, sizes, links);
    let Layout { nodes, ways, .. } = layout;
    for (way, link) in ways.iter_mut().zip(links) {
        let node = |index: usize| nodes.get(index).copied().zip(sizes.get(index).copied());
        let (Some((from, before)), Some((to, after))) = (node(link.from), node(link.to)) else {
            continue;
        };
        if from.0 == to.0 {
            continue;
        }
        let ahead = (to.0 - from.0).signum();
        let mut points = vec![(from.0 + ahead * before.0 / 2.0, from.1)];
        points.push((columns.end(from.0, ahead), from.1));
        let inner = way.points.len().saturating_sub(2);
        for (x, y) in way.points.iter().skip(1).take(inner) {
            points.extend([(columns.end(*x, -ahead), *y), (columns.end(*x, ahead), *y)]);
        }
        points.push((columns.end(to.0, -ahead) - ahead * STUB, to.1));
        points.push((to.0 - ahead * after.0 / 2.0, to.1));
        points.dedup();
        way.points = points;
    }
}

impl Columns {
    fn of(layout: &Layout, sizes: &[Size], links: &[Link]) -> Columns {
        let mut columns = Columns(BTreeMap::new());
        for ((x, _), (width, _)) in layout.nodes.iter().zip(sizes) {
            columns.widen(*x, width / 2.0);
        }
        for (way, link) in layout.ways.iter().zip(links).filter(|(_, link)| link.from != link.to) {
            columns.widen(way.label.0, link.label.0 / 2.0);
        }
        columns
    }

    fn key(x: f64) -> i64 {
        (x * 4.0).round() as i64
    }

    fn widen(&mut self, x: f64, half: f64) {
        let (left, right) = self.0.entry(Self::key(x)).or_insert((x, x));
        (*left, *right) = (left.min(x - half), right.max(x + half));
    }

    /// The end of the column around `x` that lies ahead.
    fn end(&self, x: f64, ahead: f64) -> f64 {
        let (left, right) = self.0.get(&Self::key(x)).copied().unwrap_or((x, x));
        if ahead > 0.0 { right } else { left }
    }
}

/// A curve from one point to another that is level at both ends, as two points that pull it.
pub(super) fn pulls((x, y): Point, (to_x, to_y): Point) -> [Point; 2] {
    let middle = (x + to_x) / 2.0;
    [(middle, y), (middle, to_y)]
}
