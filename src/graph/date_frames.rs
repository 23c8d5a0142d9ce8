//! The bounds of the distinct dates of a column.

use crate::time::{Date, Frame};
use indexmap::IndexSet;
use std::sync::Arc;

/// The bounds of each date, by code; `None` where these do not tell all of it.
pub(super) fn frames(dates: &IndexSet<Arc<Date>>) -> Vec<Option<Frame>> {
    dates.iter().map(|date| date.frame()).collect()
}

/// The codes of dates, so that like dates are close to one another: first those with bounds, along a Z-order curve over the
/// first day and the last.
pub(super) fn z_order(frames: &[Option<Frame>]) -> Vec<u32> {
    let place = |frame: &Option<Frame>| {
        frame.map_or(u64::MAX, |[first, _, _, last]| interleaved(first, last))
    };
    let places = frames.iter().zip(0..).map(|(f, code)| (f.is_none(), place(f), code));
    let mut order: Vec<(bool, u64, u32)> = places.collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, code)| code).collect()
}

/// The bits of two numbers in turn (G. M. Morton, 1966): numbers near one another in both are mostly near here.
fn interleaved(one: i32, other: i32) -> u64 {
    let spread = |number: i32| {
        let mut bits = u64::from(number as u32 ^ 1 << 31);
        for (shift, mask) in [
            (16, 0x0000_ffff_0000_ffff),
            (8, 0x00ff_00ff_00ff_00ff),
            (4, 0x0f0f_0f0f_0f0f_0f0f),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            bits = (bits | bits << shift) & mask;
        }
        bits
    };
    spread(one) << 1 | spread(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_alternate() {
        assert_eq!(interleaved(i32::MIN, i32::MIN), 0);
        assert_eq!(interleaved(i32::MIN + 3, i32::MIN), 0b1010);
        assert_eq!(interleaved(i32::MIN, i32::MIN + 3), 0b0101);
        assert_eq!(interleaved(i32::MAX, i32::MAX), u64::MAX);
    }

    #[test]
    fn dates_with_bounds_come_first() {
        let dates = ["[2015,2017]", "2016", "2015-01-01", "2016-01/2018"];
        let dates = dates.map(|date| Arc::new(Date::parse(date).unwrap())).into_iter().collect();
        assert_eq!(z_order(&frames(&dates)), [2, 1, 3, 0]);
    }
}
