//! Comparisons of two properties.

use super::ordered::holds;
use super::source::Values;
use crate::algebra::CompareOp;
use crate::exec::expr::compare;
use crate::graph::{Data, DateColumn};

/// Keeps the rows whose values compare so.
pub(super) fn keep_pairs(a: Values<'_>, op: CompareOp, b: Values<'_>, rows: &mut Vec<u32>) {
    let slots = |row: &u32| Some((a.slot(*row)?, b.slot(*row)?));
    let slowly =
        |at: usize, bt: usize| compare(op, &a.column.data().value(at), &b.column.data().value(bt));
    match (a.column.data(), b.column.data()) {
        (Data::Integer(x), Data::Integer(y)) => {
            let pair = |row: &u32| {
                let (at, bt) = slots(row)?;
                Some(holds(op, x.get(at)?, y.get(bt)?))
            };
            rows.retain(|row| pair(row) == Some(true));
        }
        (Data::String(x), Data::String(y)) => {
            let same = std::ptr::eq(x, y) && matches!(op, CompareOp::Equal | CompareOp::NotEqual);
            let pair = |row: &u32| {
                let (at, bt) = slots(row)?;
                let (at, bt) = (*x.codes.get(at)?, *y.codes.get(bt)?);
                Some(match same {
                    true => holds(op, at, bt),
                    false => holds(op, x.strings.text(at), y.strings.text(bt)),
                })
            };
            rows.retain(|row| pair(row) == Some(true));
        }
        (Data::Edtf(x), Data::Edtf(y)) => {
            let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
            let pair = |row: &u32| {
                let (at, bt) = slots(row)?;
                match (day(x, at), day(y, bt)) {
                    // What is written of one day may differ.
                    (Some(a), Some(b)) if !equality || a != b => Some(holds(op, a, b)),
                    _ => slowly(at, bt),
                }
            };
            rows.retain(|row| pair(row) == Some(true));
        }
        _ => {
            let pair = |row: &u32| slots(row).and_then(|(at, bt)| slowly(at, bt));
            rows.retain(|row| pair(row) == Some(true));
        }
    }
}

/// The day of a slot, where its date is one.
fn day(column: &DateColumn, slot: usize) -> Option<i32> {
    let bounds = column.bounds().get(*column.codes.get(slot)? as usize)?;
    bounds.earliest.filter(|_| bounds.earliest == bounds.latest)
}
