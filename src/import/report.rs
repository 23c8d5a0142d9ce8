//! What was read, what it was taken for, and what is wrong with it.

use super::cells::shown;
use super::infer;
use super::reading::Read;
use std::collections::BTreeMap;
use std::fmt;

/// How many forms of dates are shown.
const SHOWN: usize = 20;

/// What may be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// It cannot be read at all: no UTF-8, no JSON, a quotation mark that is not closed.
    Unreadable,
    /// It has more or fewer fields than the header.
    FieldCount,
    /// A value is not of the type that is declared.
    Value,
    /// It has no id, end, label or type.
    Missing,
    /// Another node of the group has the id.
    DuplicateId,
    /// No node of the group has the id of an end.
    DanglingEnd,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Unreadable => "unreadable",
            Fault::FieldCount => "wrong number of fields",
            Fault::Value => "value not of the declared type",
            Fault::Missing => "id, end, label or type missing",
            Fault::DuplicateId => "id twice",
            Fault::DanglingEnd => "end that is no node",
        })
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadRow {
    /// The file.
    pub file: String,
    /// The line where the row begins, from 1; in a Parquet file the row, from 1.
    pub line: u64,
    /// The kind of fault.
    pub fault: Fault,
    /// What is wrong, a sentence without a full stop.
    pub reason: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnReport {
    /// Its header.
    pub header: String,
    /// `id`, `label`, `from Event`, `ignored`, or its type: `integer`, `date` ….
    pub meaning: String,
    /// How many rows have a value.
    pub values: u64,
    /// Of dates: how those are written that are not EDTF, the most frequent form first.
    pub forms: Vec<DateForm>,
}

/// A way in which dates are written that are not EDTF.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateForm {
    /// The text, in lower case, with a `0` for each run of digits.
    pub shape: String,
    /// The first text of that form, and the EDTF date that it became.
    pub example: (String, String),
    /// How many rows have such a text.
    pub values: u64,
}

/// What was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReport {
    /// The file.
    pub file: String,
    /// `nodes` or `edges`.
    pub kind: &'static str,
    /// Rows read, without the header.
    pub rows: u64,
    /// Rows taken over.
    pub kept: u64,
    /// Rows left out, by fault; none is in `kept`.
    pub bad: BTreeMap<Fault, u64>,
    /// The columns in order.
    pub columns: Vec<ColumnReport>,
    /// What may not be as it was meant, and how to mend it: a sentence each.
    pub notes: Vec<String>,
}

/// What was read from all files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// The files in the order read.
    pub files: Vec<FileReport>,
    /// The first bad rows, as many as were asked for.
    pub bad_rows: Vec<BadRow>,
}

impl Report {
    /// Takes over what is said of a file, of bad rows the first ones up to `shown` of all; gives its table.
    pub(super) fn take<T>(&mut self, read: Read<T>, shown: usize) -> T {
        let left = shown.saturating_sub(self.bad_rows.len());
        self.bad_rows.extend(read.bad_rows.into_iter().take(left));
        let mut report = read.report;
        report.notes.extend(report.columns.first().and_then(header_note));
        self.files.push(report);
        read.table
    }

    /// How many nodes were taken over.
    pub fn nodes(&self) -> u64 {
        self.kept("nodes")
    }

    /// How many edges were taken over.
    pub fn edges(&self) -> u64 {
        self.kept("edges")
    }

    fn kept(&self, kind: &str) -> u64 {
        self.files.iter().filter(|file| file.kind == kind).map(|file| file.kept).sum()
    }

    /// How many rows were left out, by fault.
    pub fn bad(&self) -> BTreeMap<Fault, u64> {
        let mut all = BTreeMap::new();
        for (fault, count) in self.files.iter().flat_map(|file| &file.bad) {
            *all.entry(*fault).or_default() += count;
        }
        all
    }

    /// How many rows were left out.
    pub fn bad_count(&self) -> u64 {
        self.bad().values().sum()
    }
}

/// A header that is no name, but a number or a date, may be a row.
fn header_note(first: &ColumnReport) -> Option<String> {
    let header = &first.header;
    let value = header.parse::<f64>().is_ok() || infer::date(header).is_ok();
    value.then(|| {
        format!(
            "the first row is taken for the header, and begins with `{}`; write a row with the names of the columns above it",
            shown(header)
        )
    })
}

/// The files with their columns, and how much was taken over; bad rows are only counted.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{}: {} {}", file.file, file.kept, file.kind)?;
            for column in &file.columns {
                let ColumnReport { header, meaning, values, .. } = column;
                writeln!(f, "  {}: {meaning}, {values} values", shown(header))?;
                for DateForm { example: (text, date), values, .. } in
                    column.forms.iter().take(SHOWN)
                {
                    writeln!(f, "    {values} as `{}`, which is {date}", shown(text))?;
                }
                let more = column.forms.iter().skip(SHOWN).map(|form| form.values).sum::<u64>();
                if more > 0 {
                    writeln!(f, "    {more} in other forms")?;
                }
            }
            for note in &file.notes {
                writeln!(f, "  note: {note}")?;
            }
            for (fault, count) in &file.bad {
                writeln!(f, "  left out: {count} of {} rows ({fault})", file.rows)?;
            }
        }
        writeln!(f, "{} nodes, {} edges", self.nodes(), self.edges())
    }
}
