//! CSV files: fields with commas, semicolons, tabs or vertical bars between.

use super::cells::{Cell, Next, RowFault, Rows};
use super::error::ImportError;
use super::foreign::{encoding, refuse};
use super::limit::{LONGEST_ROW, Limited, Since};
use super::report::Fault;
use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};
use std::fs::File;
use std::io::{Chain, Cursor, Read};
use std::path::{Path, PathBuf};
use std::str;

const BUFFER: usize = 1 << 18;

/// How much of a file is looked at to find out what stands between its fields.
const SAMPLE: u64 = 1 << 16;

type Source = Limited<Chain<Cursor<Vec<u8>>, File>>;

/// A CSV file, row by row.
pub(super) struct Delimited {
    path: PathBuf,
    reader: Reader<Source>,
    since: Since,
    headers: Vec<String>,
    record: ByteRecord,
    /// Lines end with a carriage return and a line feed.
    crlf: bool,
    null: String,
    /// The line up to which was read before the row at hand.
    before: u64,
}

/// What a CSV file is read with.
#[derive(Debug, Clone, Default)]
pub(super) struct Dialect {
    /// The delimiter; found out from the header where it is `None`.
    pub(super) delimiter: Option<u8>,
    /// Text that stands for nothing, besides the empty one.
    pub(super) null: String,
}

impl Delimited {
    pub(super) fn open(path: &Path, dialect: &Dialect) -> Result<Delimited, ImportError> {
        let io = |error: &std::io::Error| ImportError::io(path, error);
        let mut file = File::open(path).map_err(|error| io(&error))?;
        let mut sample = Vec::new();
        file.by_ref().take(SAMPLE).read_to_end(&mut sample).map_err(|error| io(&error))?;
        refuse(path, &sample)?;
        if sample.starts_with(b"\xef\xbb\xbf") {
            sample.drain(..3);
        }
        if sample.starts_with(b"sep=") {
            let line = "line 1 tells Excel what stands between the fields";
            return Err(ImportError::in_file(path, line).help("leave that line out"));
        }
        let delimiter = dialect.delimiter.unwrap_or_else(|| sniff(&sample));
        let since = Since::default();
        let source = Limited::new(Cursor::new(sample).chain(file), since.clone());
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_reader(source);
        let mut record = ByteRecord::new();
        let found = reader.read_byte_record(&mut record);
        found.map_err(|error| unreadable(path, 1, &error))?;
        since.reset();
        let headers = record.iter().map(header).collect::<Option<Vec<String>>>();
        let mut headers = headers.ok_or_else(|| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let from = encoding(record.as_slice());
            ImportError::in_file(path, format!("its header is not UTF-8, but `{from}`, it seems"))
                .help(format!("convert it: `iconv -f {from} -t UTF-8 {name} > utf8-{name}`"))
        })?;
        let crlf = headers.last_mut().is_some_and(strip_return);
        headers.iter_mut().for_each(|header| *header = header.trim().to_owned());
        if headers.iter().any(|header| header.contains('\r')) {
            return Err(ImportError::in_file(path, "its lines end with a carriage return alone")
                .help("save it with line feeds"));
        }
        let (path, null) = (path.to_owned(), dialect.null.clone());
        Ok(Delimited { path, reader, since, headers, record, crlf, null, before: 1 })
    }

    /// Whether the row at hand goes over several lines by a quotation mark that is not closed where it should be: it has
    /// an odd number of them in the file. What the fields lack of the length in the file are quotation marks.
    fn is_torn(&self) -> bool {
        let text = self.record.as_slice();
        if !text.contains(&b'\n') {
            return false;
        }
        let start = self.record.position().map_or(0, csv::Position::byte);
        let length = self.reader.position().byte() - start;
        let empty_lines = self.line() - self.before;
        let ends = self.record.len() as u64 - u64::from(self.since.ended());
        let dropped = length.saturating_sub(text.len() as u64 + ends + empty_lines);
        let kept = text.iter().filter(|byte| **byte == b'"').count() as u64;
        !(dropped + kept).is_multiple_of(2)
    }

    /// Whether the row at hand is an empty line.
    fn is_blank(&self) -> bool {
        self.record.len() == 1 && matches!(self.record.get(0), Some(b"" | b"\r"))
    }
}

/// Takes away the carriage return in front of the end of a line.
fn strip_return(last: &mut String) -> bool {
    let found = last.ends_with('\r');
    if found {
        last.pop();
    }
    found
}

fn header(field: &[u8]) -> Option<String> {
    str::from_utf8(field).ok().map(str::to_owned)
}

/// The delimiter that stands most often in the first line, outside quotation marks.
fn sniff(sample: &[u8]) -> u8 {
    const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut counts = [0usize; 4];
    let mut quoted = false;
    for byte in sample {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(*byte == delimiter);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    DELIMITERS.into_iter().zip(counts).find(|(_, count)| *count == most).map_or(b',', |(d, _)| d)
}

fn unreadable(path: &Path, line: u64, error: &csv::Error) -> ImportError {
    let too_long = matches!(
        error.kind(),
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge
    );
    let place = format!("{}:{line}", path.display());
    if too_long {
        let message = format!("the row that begins here is longer than {LONGEST_ROW} bytes");
        return ImportError::new(place, message).help("close the quotation mark that is open");
    }
    ImportError::new(place, format!("cannot be read: {error}"))
}

impl Rows for Delimited {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next(&mut self) -> Result<Next, ImportError> {
        loop {
            self.before = self.reader.position().line();
            let found = self.reader.read_byte_record(&mut self.record);
            if !found.map_err(|error| unreadable(&self.path, self.before, &error))? {
                return Ok(Next::End);
            }
            self.since.reset();
            if !self.is_blank() {
                break;
            }
        }
        if self.is_torn() {
            let reason =
                "a quotation mark that is opened here is not closed, or one stands in a field";
            return Ok(Next::Bad(RowFault::new(Fault::Unreadable, reason)));
        }
        let (found, expected) = (self.record.len(), self.headers.len());
        if found != expected {
            let fields = if found == 1 { "field" } else { "fields" };
            let reason = format!(
                "{found} {fields} where the header has {expected}; quote fields that hold the delimiter"
            );
            return Ok(Next::Bad(RowFault::new(Fault::FieldCount, reason)));
        }
        // One check for all fields; a character does not reach over the end of a field, since delimiters are ASCII.
        if str::from_utf8(self.record.as_slice()).is_err() {
            let bad = (0..found).find(|i| str::from_utf8(&self.record[*i]).is_err());
            let header = bad.and_then(|i| self.headers.get(i)).map_or("", String::as_str);
            let from = encoding(bad.map_or(&[], |i| &self.record[i]));
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            let reason = format!(
                "`{header}` is not UTF-8, but `{from}`, it seems; if all of the file is, convert it: \
                 `iconv -f {from} -t UTF-8 {name} > utf8-{name}`"
            );
            return Ok(Next::Bad(RowFault::new(Fault::Unreadable, reason)));
        }
        Ok(Next::Row)
    }

    /// Counted from where the row ends, since empty lines in front of it are passed over.
    fn line(&self) -> u64 {
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        let end = u64::from(!self.since.ended());
        let after = self.reader.position().line();
        after.saturating_sub(inside + end).max(self.before)
    }

    fn bytes(&self) -> u64 {
        self.reader.position().byte()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let text = self.record.get(column).and_then(|field| str::from_utf8(field).ok());
        let last = self.crlf && column + 1 == self.headers.len();
        let text =
            if last { text.map(|text| text.strip_suffix('\r').unwrap_or(text)) } else { text };
        match text {
            None | Some("") => Cell::Null,
            Some(text) if text == self.null => Cell::Null,
            Some(text) => Cell::Raw(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_stands_most_often_in_the_header() {
        for (text, delimiter) in [
            ("a,b,c\n1;2;3;4", b','),
            ("a;b;c,d\n", b';'),
            ("a\tb", b'\t'),
            ("a|b|c,d", b'|'),
            ("\"a,b,c\";d\n", b';'),
            ("a", b','),
            ("", b','),
        ] {
            assert_eq!(sniff(text.as_bytes()), delimiter, "{text}");
        }
    }
}
