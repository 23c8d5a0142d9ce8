//! Parts of a picture in columns, so that it is neither a tower nor a ribbon.

use super::layout::{Point, Size};

/// Room between columns, and between the parts of one.
const GAPS: (f64, f64) = (40.0, 18.0);
/// How wide a picture should be for its height.
const ASPECT: f64 = 1.3;
/// Most columns.
const MOST: u32 = 12;

/// Where the upper left corner of each part stands, from above to below, column by column; and the size of the whole. Of
/// several numbers of columns the one is taken that comes nearest to the wished shape.
pub(super) fn columns(parts: &[Size]) -> (Vec<Point>, Size) {
    let all: f64 = parts.iter().map(|(_, height)| height + GAPS.1).sum();
    let tallest = parts.iter().map(|(_, height)| *height).fold(0.0, f64::max);
    let heights = (1..=MOST)
        .flat_map(|count| [1.0, 1.05, 1.1, 1.2].map(|more| all * more / f64::from(count)));
    let placed = heights.map(|height| place(parts, height.max(tallest)));
    let best = placed.min_by(|one, other| cost(one, all).total_cmp(&cost(other, all)));
    best.map(|placed| (placed.corners, placed.size)).unwrap_or_default()
}

/// How far the shape is from the wished one, and how much of the columns is empty.
fn cost(placed: &Placed, all: f64) -> f64 {
    let (width, height) = (placed.size.0.max(1.0), placed.size.1.max(1.0));
    (width / height / ASPECT).ln().abs()
        + (placed.columns as f64 * height / all.max(1.0)).ln().abs()
}

struct Placed {
    corners: Vec<Point>,
    size: Size,
    columns: usize,
}

/// Fills columns of about that height.
fn place(parts: &[Size], most: f64) -> Placed {
    let mut columns: Vec<Vec<Size>> = Vec::new();
    let mut used = f64::MAX;
    for part in parts {
        if used + part.1 > most + GAPS.1 {
            columns.push(Vec::new());
            used = 0.0;
        }
        if let Some(column) = columns.last_mut() {
            column.push(*part);
        }
        used += part.1 + GAPS.1;
    }
    let (mut corners, mut left, mut size) = (Vec::new(), 0.0, (0.0, 0.0_f64));
    let count = columns.len();
    for column in columns {
        let wide = column.iter().map(|(width, _)| *width).fold(0.0, f64::max);
        let mut top = 0.0;
        for (width, height) in column {
            corners.push((left + (wide - width) / 2.0, top));
            top += height + GAPS.1;
        }
        size = (left + wide, size.1.max(top - GAPS.1));
        left += wide + GAPS.0;
    }
    Placed { corners, size, columns: count }
}
