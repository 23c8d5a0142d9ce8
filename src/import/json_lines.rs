//! JSON: an object a line, or an array of objects.

use super::cells::{Cell, Next, RowFault, Rows, shown};
use super::error::ImportError;
use super::foreign::refuse;
use super::json_array::Elements;
use super::limit::LONGEST_ROW;
use super::report::Fault;
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A line, and what is wrong with it.
type Wrong = (u64, String);

/// A file of JSON objects, one after the other. The keys are the columns.
pub(super) struct JsonLines {
    path: PathBuf,
    reader: BufReader<File>,
    headers: Vec<String>,
    text: Vec<u8>,
    object: Map<String, Json>,
    null: String,
    line: u64,
    bytes: u64,
    /// The elements, where the file is an array.
    array: Option<Elements>,
}

impl JsonLines {
    /// Opens a file; the first object gives the first columns.
    pub(super) fn open(path: &Path, null: &str) -> Result<JsonLines, ImportError> {
        let (first, fault) = JsonLines::at_start(path, null)?.peek()?;
        let mut rows = JsonLines::at_start(path, null)?;
        if first.is_empty() {
            return Err(rows.no_objects(fault)?);
        }
        rows.headers = first;
        Ok(rows)
    }

    /// Why the file has no rows, where the first one that is none is so.
    fn no_objects(&mut self, fault: Option<Wrong>) -> Result<ImportError, ImportError> {
        let sample = self.reader.fill_buf().map_err(|error| ImportError::io(&self.path, &error))?;
        if let Some(key) = rows_inside(&String::from_utf8_lossy(sample)) {
            let message = "it is one object, and no array of objects";
            return Ok(ImportError::in_file(&self.path, message).help(format!(
                "if `{key}` holds the rows, write that alone, as by `jq .{key} FILE > rows.json`"
            )));
        }
        let what = match (&self.array, fault) {
            (_, Some((line, reason))) => format!("no row is an object; in line {line}: {reason}"),
            (Some(_), None) => "it holds no objects".to_owned(),
            (None, None) => "no line is an object".to_owned(),
        };
        Ok(ImportError::in_file(&self.path, what)
            .help("write an array of objects, or one object a line"))
    }

    fn at_start(path: &Path, null: &str) -> Result<JsonLines, ImportError> {
        let io = |error: std::io::Error| ImportError::io(path, &error);
        let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(io)?);
        let sample = reader.fill_buf().map_err(io)?;
        refuse(path, sample)?;
        let begin = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
        let array = begin.starts_with(b"[").then(Elements::new);
        Ok(JsonLines {
            path: path.to_owned(),
            reader,
            headers: Vec::new(),
            text: Vec::new(),
            object: Map::new(),
            null: null.to_owned(),
            line: 0,
            bytes: 0,
            array,
        })
    }

    /// The keys of the first object, and what is wrong with the first row that is none.
    fn peek(mut self) -> Result<(Vec<String>, Option<Wrong>), ImportError> {
        let mut fault = None;
        while self.headers.is_empty() {
            match self.next()? {
                Next::End => break,
                Next::Bad(bad) => fault = fault.or(Some((self.line, bad.reason))),
                Next::Row => {}
            }
        }
        Ok((self.headers, fault))
    }

    /// Reads a line, or an element of the array; `false` at the end.
    fn read_object(&mut self) -> Result<bool, ImportError> {
        if let Some(array) = &mut self.array {
            let line = array.next(&self.path, &mut self.reader, &mut self.text)?;
            self.bytes = array.bytes;
            self.line = line.unwrap_or(self.line);
            return Ok(line.is_some());
        }
        self.text.clear();
        let mut limited = self.reader.by_ref().take(LONGEST_ROW + 1);
        let read = limited.read_until(b'\n', &mut self.text);
        let count = read.map_err(|error| ImportError::io(&self.path, &error))?;
        self.line += 1;
        self.bytes += count as u64;
        if count as u64 > LONGEST_ROW {
            let place = format!("{}:{}", self.path.display(), self.line);
            let message = format!("the line is longer than {LONGEST_ROW} bytes");
            return Err(ImportError::new(place, message).help("write one object a line"));
        }
        Ok(count > 0)
    }
}

impl Rows for JsonLines {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next(&mut self) -> Result<Next, ImportError> {
        loop {
            if !self.read_object()? {
                return Ok(Next::End);
            }
            if !self.text.trim_ascii().is_empty() {
                break;
            }
        }
        let bad = |reason: String| Ok(Next::Bad(RowFault::new(Fault::Unreadable, reason)));
        let text = self.text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.text);
        self.object = match serde_json::from_slice(text) {
            Ok(object) => object,
            Err(error) if error.is_eof() && self.array.is_none() => {
                let message = "the object has no end in this line; write each on one line, or all in one array `[…]`";
                return bad(message.to_owned());
            }
            Err(error) => return bad(json_fault(&error, text)),
        };
        for (key, value) in &self.object {
            if let Some(what) = unread(value) {
                return bad(format!("`{}` holds {what}", shown(key)));
            }
        }
        for key in self.object.keys() {
            if !self.headers.contains(key) {
                self.headers.push(key.clone());
            }
        }
        Ok(Next::Row)
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let value = self.headers.get(column).and_then(|key| self.object.get(key));
        match value {
            Some(Json::Array(values)) => Cell::List(values.iter().map(single).collect()),
            Some(Json::String(text)) if text.is_empty() || *text == self.null => Cell::Null,
            Some(value) => single(value),
            None => Cell::Null,
        }
    }
}

/// Why a text is no JSON object, and where.
fn json_fault(error: &serde_json::Error, text: &[u8]) -> String {
    let what = match text.trim_ascii_start().first() {
        Some(b'[') => Some("a list"),
        Some(b'"') => Some("a text"),
        Some(b'-' | b'0'..=b'9') => Some("a number"),
        Some(b't' | b'f' | b'n') => Some("a value"),
        _ => None,
    };
    if let Some(what) = what.filter(|_| error.is_data()) {
        return format!("this is {what}, and no object `{{…}}`");
    }
    let said = error.to_string();
    let (cause, _) = said.rsplit_once(" at line ").unwrap_or((&said, ""));
    let mend = match cause {
        _ if cause.starts_with("trailing comma") => "leave the comma out",
        _ if cause.starts_with("trailing characters") => "write nothing behind the object",
        _ if cause.starts_with("number out of range") => "write it as text, in quotation marks",
        _ if cause.starts_with("recursion limit") => {
            "it nests too deep; write its parts as keys of their own"
        }
        _ if cause.starts_with("key must be a string") => "write keys in double quotation marks",
        _ => "correct the object",
    };
    let row =
        if error.line() > 1 { format!("line {} of it, ", error.line()) } else { String::new() };
    format!("no JSON object: {cause}, at {row}column {}; {mend}", error.column())
}

/// The first key in a text that holds a list of objects.
fn rows_inside(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut rest = text.strip_prefix('{')?;
    while let Some((before, behind)) = rest.split_once(':') {
        let list = behind.trim_start().strip_prefix('[').map(str::trim_start);
        let key = before.trim_end().strip_suffix('"').and_then(|key| key.rsplit('"').next());
        if let Some(key) = key.filter(|_| list.is_some_and(|list| list.starts_with('{'))) {
            return key.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(key);
        }
        rest = behind;
    }
    None
}

/// What a value holds that no property can.
fn unread(value: &Json) -> Option<&'static str> {
    match value {
        Json::Object(_) => Some("an object; write its parts as keys of their own"),
        Json::Array(values) => values.iter().find_map(|value| match value {
            Json::Object(_) | Json::Array(_) => Some("a list of lists or objects"),
            single => unread(single),
        }),
        Json::Number(number)
            if number.as_i64().is_none() && !number.as_f64().is_some_and(f64::is_finite) =>
        {
            Some("a number that is too great")
        }
        Json::Number(number) if number.is_u64() && number.as_i64().is_none() => {
            Some("an integer beyond 64 bits; write it as text")
        }
        _ => None,
    }
}

fn single(value: &Json) -> Cell<'_> {
    match value {
        Json::Bool(value) => Cell::Boolean(*value),
        Json::String(text) => Cell::Text(text),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Cell::Integer(integer),
            (None, Some(float)) => Cell::Float(float),
            (None, None) => Cell::Null,
        },
        Json::Null | Json::Array(_) | Json::Object(_) => Cell::Null,
    }
}
