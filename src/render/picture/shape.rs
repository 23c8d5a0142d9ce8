//! The outlines of nodes. The names of shapes are Graphviz's; what is not drawn here is a box.

use super::layout::{Point, Size};

/// Room beside and above a text in a node.
const PADDING: Size = (10.0, 6.0);
// How high the roof of a house is, how wide the sides of a hexagon and the tabs of a component.
const ROOF: f64 = 9.0;
const SIDE: f64 = 10.0;
const TAB: f64 = 4.0;

/// The size of a node around a text of that size.
pub(super) fn around(shape: &str, (width, height): Size) -> Size {
    let (width, height) = (width + 2.0 * PADDING.0, height + 2.0 * PADDING.1);
    match shape {
        "house" => (width, height + ROOF),
        "hexagon" => (width + SIDE, height),
        "component" => (width + 2.0 * TAB, height),
        "note" => (width + TAB, height),
        _ => (width, height),
    }
}

/// How far the text stands below the middle.
pub(super) fn lowered(shape: &str) -> f64 {
    if shape == "house" { ROOF / 2.0 } else { 0.0 }
}

/// The outline of a node around its middle, as the data of an SVG path; `None` where it has none.
pub(super) fn outline(shape: &str, (x, y): Point, (width, height): Size) -> Option<String> {
    let (left, right, top, bottom) =
        (x - width / 2.0, x + width / 2.0, y - height / 2.0, y + height / 2.0);
    Some(match shape {
        "plaintext" | "none" | "plain" => return None,
        "house" => {
            let eaves = top + ROOF;
            let walls = [(x, top), (right, eaves), (right, bottom), (left, bottom), (left, eaves)];
            polygon(&walls)
        }
        "hexagon" => {
            let (from, to) = (left + SIDE, right - SIDE);
            polygon(&[(from, top), (to, top), (right, y), (to, bottom), (from, bottom), (left, y)])
        }
        "note" => {
            let (fold, low) = (right - 8.0, top + 8.0);
            let sheet = [(left, top), (fold, top), (right, low), (right, bottom), (left, bottom)];
            polygon(&sheet) + &format!("M{fold:.1} {top:.1}V{low:.1}H{right:.1}")
        }
        "component" => {
            let tab = |at: f64| rounded(left, at - 3.0, 2.0 * TAB, 6.0, 0.0);
            let body = rounded(left + TAB, top, width - TAB, height, 1.0);
            body + &tab(y - height / 5.0) + &tab(y + height / 5.0)
        }
        "ellipse" | "oval" | "circle" => rounded(left, top, width, height, 14.0),
        _ => rounded(left, top, width, height, 2.0),
    })
}

fn polygon(points: &[Point]) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    format!("M{}Z", points.join("L"))
}

fn rounded(x: f64, y: f64, width: f64, height: f64, radius: f64) -> String {
    let r = radius.min(height / 2.0);
    let (across, down) = (width - 2.0 * r, height - 2.0 * r);
    let corner = |dx: f64, dy: f64| format!("a{r:.1} {r:.1} 0 0 1 {dx:.1} {dy:.1}");
    let (first, second, third, last) = (corner(r, r), corner(-r, r), corner(-r, -r), corner(r, -r));
    format!(
        "M{:.1} {y:.1}h{across:.1}{first}v{down:.1}{second}h{:.1}{third}v{:.1}{last}z",
        x + r,
        -across,
        -down
    )
}
