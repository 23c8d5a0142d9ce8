//! Columns as sections.

use super::SnapshotError;
use super::error::{Reason, inconsistent};
use super::pack;
use super::payload::Payload;
use super::reader::Section;
use super::values::{self, Bytes};
use crate::graph::column::{Column, Data, StringColumn};
use crate::graph::dates::DateColumn;
use crate::graph::lazy::Later;
use crate::graph::rows::Rows;
use crate::value::Strings;

const ALL: u64 = 0;
const BITS: u64 = 1;
const LIST: u64 = 2;

const BOOLEAN: u64 = 0;
const INTEGER: u64 = 1;
const FLOAT: u64 = 2;
const STRING: u64 = 3;
const EDTF: u64 = 4;
const OTHER: u64 = 5;

pub(super) fn write_rows(rows: &Rows, to: &mut Payload<'_>) {
    match rows {
        Rows::All { first, count } => {
            [ALL, u64::from(*first), u64::from(*count)].into_iter().for_each(|n| to.number(n));
        }
        Rows::Bits { first, count, bits } => {
            [BITS, u64::from(*first), u64::from(*count)].into_iter().for_each(|n| to.number(n));
            to.number(bits.len() as u64);
            to.made(bits.iter().flat_map(|word| word.to_le_bytes()).collect());
        }
        Rows::List(rows) => {
            to.number(LIST);
            pack::write(rows.iter().map(|row| i64::from(*row)), to);
        }
    }
}

/// Reads rows; whether they are sound, [`check_rows`] says.
pub(super) fn read_rows(from: &mut Section) -> Result<Rows, SnapshotError> {
    let kind = from.number()?;
    if kind == LIST {
        return Ok(Rows::List(pack::read(from)?.below(u32::MAX as usize)));
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

/// The section of a column, and that of its texts, if it has any.
pub(super) fn write_column(column: &Column) -> Result<(Payload<'_>, Option<Payload<'_>>), Reason> {
    let mut to = Payload::default();
    write_rows(column.rows(), &mut to);
    let codes = |codes: &[u32], to: &mut Payload<'_>| {
        pack::write(codes.iter().map(|code| i64::from(*code)), to);
    };
    let mut texts = None;
    match column.data() {
        Data::Boolean(values) => {
            to.number(BOOLEAN);
            pack::write(values.iter().map(|value| i64::from(*value)), &mut to);
        }
        Data::Integer(values) => {
            to.number(INTEGER);
            pack::write(values.iter().copied(), &mut to);
        }
        Data::Float(values) => {
            to.number(FLOAT);
            to.array(values);
        }
        Data::String(column) => {
            to.number(STRING);
            codes(&column.codes, &mut to);
            let starts = std::iter::once(&0).chain(column.strings.ends());
            let lengths = column.strings.ends().iter().zip(starts).map(|(end, start)| end - start);
            pack::write(lengths.map(|length| length as i64), &mut to);
            let mut text = Payload::default();
            text.borrowed(column.strings.all().as_bytes());
            texts = Some(text);
        }
        Data::Edtf(column) => {
            to.number(EDTF);
            codes(&column.codes, &mut to);
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
    Ok((to, texts))
}

/// The column of a section, of a table with so many rows; `texts` is the section of its texts, if it has any.
pub(super) fn read_column(
    mut section: Section,
    rows_of_table: usize,
    texts: Option<Section>,
) -> Result<Column, SnapshotError> {
    let rows = read_rows(&mut section)?;
    let needed = check_rows(&rows, rows_of_table).map_err(|reason| section.wrong(reason))?;
    let (count, data) = match section.number()? {
        BOOLEAN => {
            let values = pack::read(&mut section)?;
            (values.len(), Later::new(move || Data::Boolean(values.map(|value| value == 1))))
        }
        INTEGER => {
            let values = pack::read(&mut section)?;
            (values.len(), Later::new(move || Data::Integer(values.map(|value| value))))
        }
        FLOAT => {
            let values: Vec<f64> = section.array()?;
            (values.len(), Later::from(Data::Float(values)))
        }
        STRING => strings(&mut section, texts)?,
        EDTF => dates(&mut section)?,
        OTHER => {
            let (count, bytes): (u64, Vec<u8>) = (section.number()?, section.array()?);
            let values = other(count, &bytes).map_err(|reason| section.wrong(reason))?;
            (values.len(), Later::from(Data::Other(values)))
        }
        _ => return Err(section.wrong("its values are of an unknown kind")),
    };
    section.finish()?;
    if count < needed || count > rows.slots() {
        return Err(section.wrong(format!("it has {count} values for {needed} rows")));
    }
    Ok(Column::later(rows, data))
}

/// Texts: the codes, and the lengths in the section; the texts themselves in another.
fn strings(
    section: &mut Section,
    texts: Option<Section>,
) -> Result<(usize, Later<Data>), SnapshotError> {
    let (codes, lengths) = (pack::read(section)?, pack::read(section)?);
    let Some(texts) = texts else { return Err(section.wrong("it has no texts")) };
    let name = texts.name.clone();
    let text = utf8(texts.into_bytes()).map_err(|reason| inconsistent(&name, reason))?;
    let mut end = 0u64;
    let ends = lengths.map(|length| {
        end = end.saturating_add(length as u64);
        end
    });
    let strings = Strings::from_parts(text, ends).map_err(|reason| section.wrong(reason))?;
    if codes.len() > 0 && lengths.len() == 0 {
        return Err(section.wrong("a code is not in its dictionary"));
    }
    let count = codes.len();
    let data = Later::new(move || {
        let codes = codes.below(strings.len());
        Data::String(StringColumn { codes, strings })
    });
    Ok((count, data))
}

/// Dates: the codes, and the texts of the dates.
fn dates(section: &mut Section) -> Result<(usize, Later<Data>), SnapshotError> {
    let codes = pack::read(section)?;
    let (text, ends): (Vec<u8>, Vec<u64>) = (section.array()?, section.array()?);
    let count = codes.len();
    let column = || -> Result<DateColumn, Reason> {
        let texts = Strings::from_parts(utf8(text)?, ends)?;
        let dates: Result<Vec<_>, Reason> = texts.iter().map(values::date).collect();
        Ok(DateColumn::from_parts(Vec::new(), dates?).ok_or("a date stands there twice")?)
    };
    let mut column = column().map_err(|reason| section.wrong(reason))?;
    if count > 0 && column.dates().is_empty() {
        return Err(section.wrong("a code is not in its dictionary"));
    }
    let data = Later::new(move || {
        column.codes = codes.below(column.dates().len());
        Data::Edtf(column)
    });
    Ok((count, data))
}

fn other(count: u64, bytes: &[u8]) -> Result<Vec<crate::value::Value>, Reason> {
    let mut left = Bytes(bytes);
    let values: Result<Vec<_>, Reason> = (0..count).map(|_| left.read(0)).collect();
    if left.0.is_empty() { values } else { Err("there is something after its values".to_owned()) }
}

pub(super) fn utf8(text: Vec<u8>) -> Result<String, Reason> {
    String::from_utf8(text).map_err(|_| "a text is not UTF-8".to_owned())
}
