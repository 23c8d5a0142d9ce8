//! Rows of any format, cell by cell.

use super::error::ImportError;
use super::ids::Key;
use super::infer;
use super::report::Fault;
use std::borrow::Cow;

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Null,
    /// Text that may be a number or anything else: of a CSV file.
    Raw(&'a str),
    /// Text.
    Text(&'a str),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A day, counted from 1970-01-01.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    Day(i32),
    /// A day and a time.
    #[cfg(feature = "parquet")]
    Moment(jiff::civil::DateTime),
    /// A list.
    List(Vec<Cell<'a>>),
}

impl Cell<'_> {
    /// The cell as text.
    pub(super) fn to_text(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => Cow::Borrowed(""),
            Cell::Raw(text) | Cell::Text(text) => Cow::Borrowed(text),
            Cell::Boolean(value) => value.to_string().into(),
            Cell::Integer(value) => value.to_string().into(),
            Cell::Float(value) => value.to_string().into(),
            Cell::Day(day) => infer::day(*day).map_or(String::new(), |d| d.to_string()).into(),
            #[cfg(feature = "parquet")]
            Cell::Moment(moment) => moment.to_string().into(),
            Cell::List(cells) => {
                let cells: Vec<_> = cells.iter().map(Cell::to_text).collect();
                cells.join(";").into()
            }
        }
    }

    /// The cell for a message.
    pub(super) fn shown(&self) -> String {
        shown(&self.to_text())
    }
}

/// Whether a float holds the integer exactly.
pub(super) fn exact(integer: i64) -> bool {
    integer.unsigned_abs() <= 1 << 53
}

/// Why a row is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowFault {
    pub(super) fault: Fault,
    pub(super) reason: String,
}

impl RowFault {
    pub(super) fn new(fault: Fault, reason: impl Into<String>) -> Self {
        RowFault { fault, reason: reason.into() }
    }
}

/// What follows in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Next {
    /// A row, whose cells can be asked for.
    Row,
    /// A row that cannot be read.
    Bad(RowFault),
    /// The end.
    End,
}

/// The cells of a column in a block of rows, of one kind: none is null.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
#[derive(Debug, Clone, Copy)]
pub(super) enum Slice<'a> {
    Integers(&'a [i64]),
    /// Days, counted from 1970-01-01.
    Days(&'a [i32]),
    /// Texts, none of them empty: text `i` goes from `ends[i]` to `ends[i + 1]`.
    Texts {
        text: &'a str,
        ends: &'a [i32],
    },
    /// Texts of few distinct values: of each row the number of its text.
    Coded {
        codes: &'a [i32],
        text: &'a str,
        ends: &'a [i32],
    },
}

/// A text of a slice.
#[inline]
pub(super) fn text_at<'a>(text: &'a str, ends: &[i32], at: usize) -> &'a str {
    match ends.get(at..).unwrap_or(&[]) {
        [start, end, ..] => text.get(*start as usize..*end as usize).unwrap_or(""),
        _ => "",
    }
}

/// A file as rows.
pub(super) trait Rows {
    /// The headers; more may come as rows are read.
    fn headers(&self) -> &[String];

    /// Goes on to the next row.
    ///
    /// # Errors
    /// The file cannot be read any further.
    fn next(&mut self) -> Result<Next, ImportError>;

    /// How many rows come next whose cells can be asked for column by column, by [`Rows::slice`]; 0 where the next row is
    /// to be read by itself.
    ///
    /// # Errors
    /// The file cannot be read any further.
    fn block(&mut self) -> Result<usize, ImportError> {
        Ok(0)
    }

    /// Passes over the first rows of the block.
    fn pass(&mut self, _count: usize) {}

    /// The cells of a column in the rows of the block, if they are of one kind.
    fn slice(&self, _column: usize) -> Option<Slice<'_>> {
        None
    }

    /// The line where the row at hand begins, from 1.
    fn line(&self) -> u64;

    /// How many bytes of the file, about, have been read.
    fn bytes(&self) -> u64;

    /// A cell of the row at hand.
    fn cell(&self, column: usize) -> Cell<'_>;

    /// The id in a cell of the row at hand; `None` where it holds nothing that can be one.
    #[inline]
    fn key(&self, column: usize) -> Option<Key<'_>> {
        Key::of(&self.cell(column))
    }
}

/// The integer that a text is, if it is written as integers are printed.
pub(super) fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let plain = match digits {
        [b'0'] => text.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if plain { text.parse().ok() } else { None }
}

/// A text as it is shown in a message: on one line, not too long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_texts_that_print_back() {
        for text in ["0", "7", "-12", "9223372036854775807", "-9223372036854775808"] {
            assert_eq!(integer(text).map(|i| i.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-", "-0", "007", "+1", "1.0", " 1", "9223372036854775808", "１"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
