//! Columns as sections.

use super::SnapshotError;
use super::error::{Reason, inconsistent};
use super::payload::Payload;
use super::reader::{Reader, Section};
use super::values::{self, Bytes};
use crate::graph::column::{Column, Data, StringColumn};
use crate::graph::dates::DateColumn;
use crate::graph::rows::Rows;
use crate::value::Strings;
use std::io::Read;

const ALL: u64 = 0;
const BITS: u64 = 1;
const LIST: u64 = 2;

const BOOLEAN: u64 = 0;
const INTEGER: u64 = 1;
const FLOAT: u64 = 2;
const STRING: u64 = 3;
const EDTF: u64 = 4;
const OTHER: u64 = 5;

pub(super) fn write_rows<'a>(rows: &'a Rows, to: &mut Payload<'a>) {
    match rows {
        Rows::All { first, count } => {
            [ALL, u64::from(*first), u64::from(*count)].into_iter().for_each(|n| to.number(n));
        }
        Rows::Bits { first, count, bits } => {
            [BITS, u64::from(*first), u64::from(*count)].into_iter().for_each(|n| to.number(n));
            to.array(bits);
        }
        Rows::List(rows) => {
            to.number(LIST);
            to.array(rows);
        }
    }
}

/// Reads rows; whether they are sound, [`check_rows`] says.
pub(super) fn read_rows<R: Read>(from: &mut Section<'_, R>) -> Result<Rows, SnapshotError> {
    let kind = from.number()?;
    if kind == LIST {
        return Ok(Rows::List(from.array()?));
    }
    // A number that is too large is out of range as the largest that fits is.
    let mut number = || from.number().map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let (first, count) = (number()?, number()?);
    match kind {
        ALL => Ok(Rows::All { first, count }),
        BITS => Ok(Rows::Bits { first, count, bits: from.array()? }),
        _ => Err(from.wrong("its rows are of an unknown kind")),
    }
}

/// How many slots the rows need. They must be below `limit` and ascend.
pub(super) fn check_rows(rows: &Rows, limit: usize) -> Result<usize, Reason> {
    let (first, slots) = match rows {
        Rows::All { first, count } => (*first, *count as usize),
        Rows::Bits { first, count, bits } => {
            let values: u64 = bits.iter().map(|word| u64::from(word.count_ones())).sum();
            if values != u64::from(*count) {
                return Err("it has more or fewer values than it says".to_owned());
            }
            let last = bits.iter().rposition(|word| *word != 0);
            let slots =
                last.and_then(|at| Some(at * 64 + 64 - bits.get(at)?.leading_zeros() as usize));
            (*first, slots.unwrap_or(0))
        }
        Rows::List(rows) => {
            if !rows.is_sorted_by(|a, b| a < b) {
                return Err("its rows do not ascend".to_owned());
            }
            let end = rows.last().map_or(0, |last| *last as usize + 1);
            return if end <= limit { Ok(rows.len()) } else { Err(beyond()) };
        }
    };
    let end = (first as usize).checked_add(slots).filter(|end| *end <= limit || slots == 0);
    end.map(|_| slots).ok_or_else(beyond)
}

fn beyond() -> Reason {
    "it speaks of nodes or edges that are not there".to_owned()
}

pub(super) fn write_column(column: &Column) -> Result<Payload<'_>, Reason> {
    let mut to = Payload::default();
    write_rows(column.rows(), &mut to);
    match column.data() {
        Data::Boolean(values) => {
            to.number(BOOLEAN);
            to.bytes(values.iter().map(|value| u8::from(*value)).collect());
        }
        Data::Integer(values) => {
            to.number(INTEGER);
            to.array(values);
        }
        Data::Float(values) => {
            to.number(FLOAT);
            to.array(values);
        }
        Data::String(column) => {
            to.number(STRING);
            to.array(&column.codes);
            to.array(column.strings.all().as_bytes());
            to.array(column.strings.ends());
        }
        Data::Edtf(column) => {
            to.number(EDTF);
            to.array(&column.codes);
            let texts: Vec<String> = column.dates().iter().map(|date| date.to_string()).collect();
            to.texts(texts.iter().map(String::as_str));
        }
        Data::Other(values) => {
            to.number(OTHER);
            to.number(values.len() as u64);
            let mut bytes = Vec::new();
            values.iter().try_for_each(|value| values::write(value, 0, &mut bytes))?;
            to.bytes(bytes);
        }
    }
    Ok(to)
}

/// What a section holds of a column, before it is checked.
enum Raw {
    Boolean(Vec<u8>),
    Integer(Vec<i64>),
    Float(Vec<f64>),
    String { codes: Vec<u32>, text: Vec<u8>, ends: Vec<u64> },
    Edtf { codes: Vec<u32>, text: Vec<u8>, ends: Vec<u64> },
    Other { count: u64, bytes: Vec<u8> },
}

/// Reads the column of that section, of a table with so many rows.
pub(super) fn read_column<R: Read>(
    from: &mut Reader<R>,
    name: &str,
    rows_of_table: usize,
) -> Result<Column, SnapshotError> {
    let mut section = from.section(name)?;
    let rows = read_rows(&mut section)?;
    let raw = match section.number()? {
        BOOLEAN => Raw::Boolean(section.array()?),
        INTEGER => Raw::Integer(section.array()?),
        FLOAT => Raw::Float(section.array()?),
        STRING => {
            let codes = section.array()?;
            Raw::String { codes, text: section.array()?, ends: section.array()? }
        }
        EDTF => {
            let codes = section.array()?;
            Raw::Edtf { codes, text: section.array()?, ends: section.array()? }
        }
        OTHER => Raw::Other { count: section.number()?, bytes: section.array()? },
        _ => return Err(section.wrong("its values are of an unknown kind")),
    };
    section.finish()?;
    column(rows, raw, rows_of_table).map_err(|reason| inconsistent(name, reason))
}

fn column(rows: Rows, raw: Raw, rows_of_table: usize) -> Result<Column, Reason> {
    let needed = check_rows(&rows, rows_of_table)?;
    let (data, count) = match raw {
        Raw::Boolean(values) => {
            if values.iter().any(|value| *value > 1) {
                return Err("a value is neither true nor false".to_owned());
            }
            let values: Vec<bool> = values.into_iter().map(|value| value == 1).collect();
            let count = values.len();
            (Data::Boolean(values), count)
        }
        Raw::Integer(values) => {
            let count = values.len();
            (Data::Integer(values), count)
        }
        Raw::Float(values) => {
            let count = values.len();
            (Data::Float(values), count)
        }
        Raw::String { codes, text, ends } => {
            let strings = Strings::from_parts(utf8(text)?, ends)?;
            let count = check_codes(&codes, strings.len())?;
            (Data::String(StringColumn { codes, strings }), count)
        }
        Raw::Edtf { codes, text, ends } => {
            let texts = Strings::from_parts(utf8(text)?, ends)?;
            let count = check_codes(&codes, texts.len())?;
            let dates: Result<Vec<_>, Reason> = texts.iter().map(values::date).collect();
            let column = DateColumn::from_parts(codes, dates?);
            (Data::Edtf(column.ok_or("a date stands there twice")?), count)
        }
        Raw::Other { count, bytes } => {
            let values = other(count, &bytes)?;
            let count = values.len();
            (Data::Other(values), count)
        }
    };
    if count < needed || count > rows.slots() {
        return Err(format!("it has {count} values for {needed} rows"));
    }
    Ok(Column::new(rows, data))
}

fn other(count: u64, bytes: &[u8]) -> Result<Vec<crate::value::Value>, Reason> {
    let mut left = Bytes(bytes);
    let values: Result<Vec<_>, Reason> = (0..count).map(|_| left.read(0)).collect();
    if left.0.is_empty() { values } else { Err("there is something after its values".to_owned()) }
}

fn check_codes(codes: &[u32], distinct: usize) -> Result<usize, Reason> {
    let most = codes.iter().copied().max();
    if most.is_some_and(|most| most as usize >= distinct) {
        return Err("a code is not in its dictionary".to_owned());
    }
    Ok(codes.len())
}

pub(super) fn utf8(text: Vec<u8>) -> Result<String, Reason> {
    String::from_utf8(text).map_err(|_| "a text is not UTF-8".to_owned())
}
