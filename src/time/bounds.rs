//! The first and the last day that a date allows.

use serde::Serialize;

use super::calendar::Day;

/// The first and the last possible day, both included, as days since 1970-01-01 in the proleptic Gregorian calendar.
///
/// `None` is open or unknown in that direction. A day that an `i32` cannot hold (beyond about 5.8 million years) becomes
/// the nearest one that still bounds the date, or `None` where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Bounds {
    /// Nothing happened before this day.
    pub earliest: Option<i32>,
    /// Nothing happened after this day.
    pub latest: Option<i32>,
}

impl Bounds {
    pub(super) fn of((earliest, latest): (Day, Day)) -> Bounds {
        let narrow = |day: Day| day.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        Bounds {
            earliest: (earliest >= i32::MIN.into()).then(|| narrow(earliest)),
            latest: (latest <= i32::MAX.into()).then(|| narrow(latest)),
        }
    }
}
