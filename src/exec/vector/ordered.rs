//! Comparisons of a property with a constant.

use super::source::{Values, keep_items};
use crate::algebra::CompareOp;
use crate::exec::expr::compare;
use crate::graph::{Data, DateColumn, StringColumn};
use crate::value::Value;

/// Whether two numbers compare so.
#[inline]
pub(super) fn holds<T: PartialOrd>(op: CompareOp, a: T, b: T) -> bool {
    match op {
        CompareOp::Equal => a == b,
        CompareOp::NotEqual => a != b,
        CompareOp::Less => a < b,
        CompareOp::LessEqual => a <= b,
        CompareOp::Greater => a > b,
        CompareOp::GreaterEqual => a >= b,
    }
}

/// Keeps the rows whose value compares so with a constant.
pub(super) fn keep_ordered(values: Values<'_>, op: CompareOp, value: &Value, rows: &mut Vec<u32>) {
    match (values.column.data(), value) {
        (Data::Integer(items), Value::Integer(wanted)) => {
            keep_items(values, items, rows, false, |item| holds(op, item, *wanted));
        }
        (Data::String(column), Value::String(text)) => keep_words(values, column, op, text, rows),
        (Data::Edtf(column), _) => keep_dates(values, column, op, value, rows),
        _ => {
            let item = |row: &u32| values.slot(*row).map(|slot| values.column.data().value(slot));
            rows.retain(|row| item(row).and_then(|item| compare(op, &item, value)) == Some(true));
        }
    }
}

fn keep_words(
    values: Values<'_>,
    column: &StringColumn,
    op: CompareOp,
    text: &str,
    rows: &mut Vec<u32>,
) {
    let code = column.strings.find(text);
    match (op, code) {
        (CompareOp::Equal, Some(code)) => {
            keep_items(values, &column.codes, rows, false, |c| c == code)
        }
        (CompareOp::Equal, None) => rows.clear(),
        (CompareOp::NotEqual, _) => {
            keep_items(values, &column.codes, rows, false, |c| Some(c) != code)
        }
        _ => keep_items(values, &column.codes, rows, false, |c| {
            holds(op, column.strings.text(c), text)
        }),
    }
}

/// Days are compared as numbers; what is longer or unknown, as dates.
fn keep_dates(
    values: Values<'_>,
    column: &DateColumn,
    op: CompareOp,
    value: &Value,
    rows: &mut Vec<u32>,
) {
    let ordering = !matches!(op, CompareOp::Equal | CompareOp::NotEqual);
    let bounds = value.as_date().map(|date| date.bounds());
    let day = bounds.filter(|b| ordering && b.earliest == b.latest).and_then(|b| b.earliest);
    let slowly = |code: u32| {
        let date = column.dates().get_index(code as usize).cloned().map(Value::Edtf);
        date.and_then(|date| compare(op, &date, value)) == Some(true)
    };
    let test = |code: u32| match (column.bounds().get(code as usize), day) {
        (Some(bounds), Some(day)) if bounds.earliest == bounds.latest => {
            bounds.earliest.map_or_else(|| slowly(code), |item| holds(op, item, day))
        }
        _ => slowly(code),
    };
    keep_items(values, &column.codes, rows, false, test);
}
