//! Types from values, and values from texts.

use super::cells::{Cell, RowFault, exact, integer, shown};
use super::header::Scalar;
use super::report::Fault;
use super::sink::ColumnData;
use crate::time::{Date, DateError, lenient};
use crate::value::{Strings, Value};
use jiff::{Span, civil};
use std::sync::Arc;

/// The date that a text is: EDTF, or a date and a time with a space between, as databases print them.
pub(super) fn date(text: &str) -> Result<Date, DateError> {
    let spaced = text.len() >= 19 && text.as_bytes().get(10) == Some(&b' ');
    match Date::parse(text) {
        Err(_) if spaced => {
            let moment = text.trim_end_matches(['0', '.']).len().max(19);
            let moment = text.get(..moment).unwrap_or(text).replacen(' ', "T", 1);
            Date::parse(&moment)
        }
        parsed => parsed,
    }
}

/// The date that a text is as people write it.
pub(super) fn lenient(text: &str) -> Result<Date, RowFault> {
    read_leniently(text)?.date.ok_or_else(|| {
        let reason = format!("`{}` is an open end, and no date", shown(text));
        RowFault::new(Fault::Value, reason)
    })
}

fn read_leniently(text: &str) -> Result<lenient::Reading, RowFault> {
    lenient::read(text, None).map_err(|error| {
        let mut fault = not_a_date(text, &error);
        if !error.candidates.is_empty() {
            fault.reason = format!("{}: {}?", fault.reason, error.candidates.join(" or "));
        }
        fault
    })
}

/// The same of an end: `None` where it still goes on.
pub(super) fn lenient_end(text: &str) -> Result<Option<Date>, RowFault> {
    Ok(read_leniently(text)?.date)
}

/// The day of that number since 1970-01-01.
pub(super) fn day(number: i32) -> Result<Date, RowFault> {
    let span = Span::new().try_days(number);
    let day = span.and_then(|span| civil::date(1970, 1, 1).checked_add(span));
    day.map(Date::day).map_err(|_| {
        let reason = format!("the day {number} days after 1970-01-01 is beyond the calendar");
        RowFault::new(Fault::Value, reason)
    })
}

/// The number that a text is: digits without leading zeros, a fraction, an exponent. No whole number that a float
/// cannot hold.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain = digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    let too_long = mantissa == unsigned && whole == mantissa && !integer(text).is_some_and(exact);
    if !plain || (too_long && text != "-0") {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The value of a cell of a column that is declared to be of a type, not a date.
pub(super) fn scalar<'a>(scalar: Scalar, cell: &Cell<'a>) -> Result<Cell<'a>, RowFault> {
    let found = match (scalar, cell) {
        (Scalar::Integer, Cell::Integer(value)) => Some(Cell::Integer(*value)),
        (Scalar::Integer, Cell::Raw(text) | Cell::Text(text)) => {
            text.trim().parse().ok().map(Cell::Integer)
        }
        (Scalar::Float, Cell::Float(value)) => Some(Cell::Float(*value)),
        (Scalar::Float, Cell::Integer(value)) if exact(*value) => Some(Cell::Float(*value as f64)),
        (Scalar::Float, Cell::Raw(text) | Cell::Text(text)) => {
            text.trim().parse().ok().map(Cell::Float)
        }
        (Scalar::Boolean, Cell::Boolean(value)) => Some(Cell::Boolean(*value)),
        (Scalar::Boolean, Cell::Raw(text) | Cell::Text(text)) => {
            boolean(text.trim()).map(Cell::Boolean)
        }
        (Scalar::Text, Cell::List(_)) => None,
        (Scalar::Text, cell) => Some(cell.clone()),
        _ => None,
    };
    found.ok_or_else(|| {
        let hint = hint(scalar, cell.to_text().trim());
        RowFault::new(Fault::Value, format!("`{}` is not {}{hint}", cell.shown(), scalar.name()))
    })
}

/// How a value would be written as one of its type, where that can be told.
fn hint(scalar: Scalar, text: &str) -> String {
    let numeric = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let (comma, grouped) = (text.replacen(',', ".", 1), text.replace([',', ' ', '_', '\''], ""));
    let lower = text.to_lowercase();
    match scalar {
        Scalar::Boolean if ["yes", "y", "1", "t", "on"].contains(&&*lower) => {
            "; write `true`".to_owned()
        }
        Scalar::Boolean if ["no", "n", "0", "f", "off"].contains(&&*lower) => {
            "; write `false`".to_owned()
        }
        Scalar::Boolean => "; booleans are `true` and `false`".to_owned(),
        Scalar::Integer | Scalar::Float if thousands(text) && numeric(&grouped) => {
            format!("; write `{grouped}`")
        }
        Scalar::Float if numeric(&comma) => format!("; write `{comma}`"),
        Scalar::Integer if numeric(text) => {
            "; declare `float` for numbers with a fraction".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether the digits of a number stand in groups of three.
pub(super) fn thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches('-').split([',', ' ', '_', '\'']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !rest.is_empty()
        && (1..=3).contains(&first.len())
        && digits(first)
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

/// The list that a cell is, its parts of a type; a text has `;` between them.
pub(super) fn list(of: Scalar, cell: &Cell<'_>) -> Result<Value, RowFault> {
    let parts: Vec<Cell<'_>> = match cell {
        Cell::List(parts) => parts.clone(),
        Cell::Raw(text) | Cell::Text(text) => text.split(';').map(Cell::Raw).collect(),
        single => vec![single.clone()],
    };
    let part = |part: &Cell<'_>| match of {
        Scalar::Date | Scalar::LenientDate => {
            let text = part.to_text();
            let date = match of {
                Scalar::LenientDate => date(&text).or_else(|_| lenient(&text))?,
                _ => date(&text).map_err(|error| not_a_date(&text, &error))?,
            };
            Ok(Value::Edtf(Arc::new(date)))
        }
        Scalar::Text => Ok(Value::from(part.to_text().as_ref())),
        _ => Ok(value(&scalar(of, part)?)),
    };
    parts.iter().map(part).collect::<Result<Vec<Value>, RowFault>>().map(Value::from)
}

pub(super) fn not_a_date(text: &str, error: &DateError) -> RowFault {
    RowFault::new(Fault::Value, format!("`{}` is not a date: {error}", shown(text)))
}

/// The value of a cell.
pub(super) fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Raw(text) | Cell::Text(text) => Value::from(*text),
        #[cfg(feature = "parquet")]
        Cell::Moment(_) => Value::from(cell.to_text().as_ref()),
        Cell::Boolean(value) => Value::Boolean(*value),
        Cell::Integer(value) => Value::Integer(*value),
        Cell::Float(value) => Value::Float(*value),
        Cell::Day(number) => day(*number).map_or(Value::Null, |date| Value::Edtf(Arc::new(date))),
        // Lists hold no lists: see the readers.
        Cell::List(cells) => Value::from(
            cells
                .iter()
                .map(|cell| match cell {
                    Cell::List(_) => Value::Null,
                    single => value(single),
                })
                .collect::<Vec<Value>>(),
        ),
    }
}

/// The values one by one.
pub(super) fn values(data: ColumnData) -> Vec<Value> {
    match data {
        ColumnData::Boolean(values) => values.into_iter().map(Value::Boolean).collect(),
        ColumnData::Integer(values) => values.into_iter().map(Value::Integer).collect(),
        ColumnData::Float(values) => values.into_iter().map(Value::Float).collect(),
        ColumnData::Text { codes, texts } => {
            codes.into_iter().map(|code| Value::from(texts.text(code))).collect()
        }
        ColumnData::Date { codes, dates } => {
            let date = |code: u32| dates.get(code as usize).cloned().map(Value::Edtf);
            codes.into_iter().map(|code| date(code).unwrap_or(Value::Null)).collect()
        }
        ColumnData::Values(values) => values,
    }
}

/// Each value as text, with whether the text tells the type as well as the value did.
pub(super) fn texts(data: ColumnData, mut each: impl FnMut(&str, bool)) {
    match data {
        ColumnData::Integer(values) => values.iter().for_each(|v| each(&v.to_string(), true)),
        ColumnData::Float(values) => values.iter().for_each(|v| each(&v.to_string(), true)),
        ColumnData::Boolean(values) => values.iter().for_each(|v| each(&v.to_string(), true)),
        ColumnData::Text { codes, texts } => {
            codes.iter().for_each(|code| each(texts.text(*code), false));
        }
        ColumnData::Date { codes, dates } => {
            let texts: Vec<String> = dates.iter().map(|date| date.to_string()).collect();
            let text = |code: &u32| texts.get(*code as usize).map_or("", String::as_str);
            codes.iter().for_each(|code| each(text(code), false));
        }
        ColumnData::Values(values) => values.iter().for_each(|v| each(&list_text(v), false)),
    }
}

fn list_text(value: &Value) -> String {
    let part = |value: &Value| match value {
        Value::String(text) => text.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Boolean(value) => value.to_string(),
        _ => String::new(),
    };
    match value {
        Value::List(values) => values.iter().map(part).collect::<Vec<_>>().join(";"),
        single => part(single),
    }
}

/// The type that all values of a finished column have; `raw` texts may be numbers and booleans.
pub(super) fn settle(key: &str, data: ColumnData, raw: bool) -> ColumnData {
    match data {
        ColumnData::Text { codes, texts } => settle_texts(codes, texts, raw),
        ColumnData::Integer(years) if is_date_key(key) && years.iter().all(is_year) => {
            let mut texts = Strings::default();
            let codes = years.iter().map(|year| texts.intern(&year.to_string())).collect();
            settle_texts(codes, texts, false)
        }
        other => other,
    }
}

/// Whether a property is called as dates are, so that its years are dates and no numbers.
pub(super) fn is_date_key(key: &str) -> bool {
    key == "date" || key.ends_with("_date") || key.ends_with("Date")
}

fn is_year(year: &i64) -> bool {
    (1000..=9999).contains(year)
}

fn settle_texts(codes: Vec<u32>, texts: Strings, raw: bool) -> ColumnData {
    if raw {
        if let Some(values) = all(&texts, float) {
            return ColumnData::Float(decode(&codes, &values, 0.0));
        }
        if let Some(values) = all(&texts, boolean) {
            return ColumnData::Boolean(decode(&codes, &values, false));
        }
    }
    match all(&texts, |text| date(text).ok().map(Arc::new)) {
        Some(dates) => ColumnData::Date { codes, dates },
        None => ColumnData::Text { codes, texts },
    }
}

/// What all texts are, if they all are.
fn all<T>(texts: &Strings, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    texts.iter().map(read).collect()
}

fn decode<T: Copy>(codes: &[u32], values: &[T], filler: T) -> Vec<T> {
    codes.iter().map(|code| values.get(*code as usize).copied().unwrap_or(filler)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_only_where_nothing_is_lost() {
        assert_eq!(float("1.50"), Some(1.5));
        assert_eq!(float("-2e3"), Some(-2000.0));
        assert_eq!((float("3"), float("-0")), (Some(3.0), Some(-0.0)));
        for text in ["007", "00.5", "1.", ".5", "+1", "NaN", "inf", "1e999", "", "e5", "1e", "-"] {
            assert_eq!(float(text), None, "{text}");
        }
        assert_eq!(float("12345678901234567890"), None);
    }

    #[test]
    fn dates_of_databases() {
        let moment = date("1996-07-04 00:00:00.000").map(|date| date.to_string());
        assert_eq!(moment.as_deref(), Ok("1996-07-04T00:00:00"));
        assert_eq!(
            date("1996-07-04 10:20:30").map(|d| d.to_string()).as_deref(),
            Ok("1996-07-04T10:20:30")
        );
        assert!(date("1996-07-04 10:20:3x").is_err());
        assert_eq!(day(17_000).map(|date| date.to_string()).as_deref(), Ok("2016-07-18"));
        assert!(day(i32::MAX).is_err());
    }
}
