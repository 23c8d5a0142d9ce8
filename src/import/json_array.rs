//! An array of JSON objects, cut into its elements without reading them.

use super::error::ImportError;
use super::limit::LONGEST_ROW;
use std::io::BufRead;
use std::path::Path;

/// Where in the array the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In front of the bracket.
    Begin,
    /// In front of an element.
    Element,
    /// Behind the array.
    End,
}

/// What is open within an element.
#[derive(Debug, Default)]
struct Nesting {
    /// Braces and brackets.
    depth: usize,
    quoted: bool,
    /// The byte before was a backslash in a text.
    escaped: bool,
}

impl Nesting {
    fn is_none(&self) -> bool {
        !self.quoted && self.depth == 0
    }

    fn pass(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = self.quoted,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// The elements of an array, one after the other.
#[derive(Debug)]
pub(super) struct Elements {
    place: Place,
    /// The line of the byte that comes next, from 1.
    line: u64,
    /// How many bytes were read.
    pub(super) bytes: u64,
}

impl Elements {
    pub(super) fn new() -> Elements {
        Elements { place: Place::Begin, line: 1, bytes: 0 }
    }

    /// Reads the text of the next element, and says in which line it begins; `None` at the end.
    ///
    /// # Errors
    /// A file that cannot be read, an array that has no end, something behind it, and an element that is too long.
    pub(super) fn next(
        &mut self,
        path: &Path,
        reader: &mut impl BufRead,
        text: &mut Vec<u8>,
    ) -> Result<Option<u64>, ImportError> {
        text.clear();
        let (mut nesting, mut begin) = (Nesting::default(), None);
        loop {
            let Some(byte) = self.byte(reader).map_err(|error| ImportError::io(path, &error))?
            else {
                return self.end(path).map(|()| None);
            };
            let begins = begin.is_none();
            match byte {
                b'[' if self.place == Place::Begin => self.place = Place::Element,
                b' ' | b'\t' | b'\r' | b'\n' if begins => {}
                0xef | 0xbb | 0xbf if self.place == Place::Begin => {}
                _ if self.place != Place::Element => {
                    let message = "something stands behind the end of the array";
                    return Err(wrong(path, self.line, message)
                        .help("write one array, or an object a line"));
                }
                b',' if nesting.is_none() && !begins => return Ok(begin),
                b']' if nesting.is_none() => {
                    self.place = Place::End;
                    if !begins {
                        return Ok(begin);
                    }
                }
                byte => {
                    begin.get_or_insert(self.line);
                    text.push(byte);
                    nesting.pass(byte);
                    if text.len() as u64 > LONGEST_ROW {
                        let message = format!("the object is longer than {LONGEST_ROW} bytes");
                        return Err(wrong(path, begin.unwrap_or(self.line), &message)
                            .help("close the quotation mark or the brace that is open"));
                    }
                }
            }
            self.line += u64::from(byte == b'\n');
        }
    }

    /// Whether the file may end here.
    fn end(&self, path: &Path) -> Result<(), ImportError> {
        match self.place {
            Place::Element => Err(wrong(path, self.line, "the array has no end")
                .help("end the file with `]`; the rest of it may be lost")),
            Place::Begin | Place::End => Ok(()),
        }
    }

    fn byte(&mut self, reader: &mut impl BufRead) -> std::io::Result<Option<u8>> {
        let byte = reader.fill_buf()?.first().copied();
        if byte.is_some() {
            reader.consume(1);
            self.bytes += 1;
        }
        Ok(byte)
    }
}

fn wrong(path: &Path, line: u64, message: &str) -> ImportError {
    ImportError::new(format!("{}:{line}", path.display()), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> Result<Vec<(u64, String)>, String> {
        let (mut elements, mut reader) = (Elements::new(), text.as_bytes());
        let (mut found, mut text) = (Vec::new(), Vec::new());
        let path = Path::new("a.json");
        while let Some(line) =
            elements.next(path, &mut reader, &mut text).map_err(|error| error.to_string())?
        {
            found.push((line, String::from_utf8_lossy(&text).into_owned()));
        }
        Ok(found)
    }

    #[test]
    fn an_array_is_cut_at_its_commas() {
        let found = elements("\u{feff}[\n {\"a\": \"},]\\\"\\\\\"},\n{\"b\":\n[1, 2]}, 7 ] \n");
        let expected = [(2, r#"{"a": "},]\"\\"}"#), (3, "{\"b\":\n[1, 2]}"), (4, "7 ")];
        let expected = expected.map(|(line, text)| (line, text.to_owned()));
        assert_eq!(found, Ok(expected.to_vec()));
        assert_eq!(elements("[]"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_whole_array_is_an_error() {
        let error = |text: &str| elements(text).err().unwrap_or_default();
        assert_eq!(error("[{\"a\": 1},\n"), "a.json:2: the array has no end");
        assert_eq!(error("[]\n[]"), "a.json:2: something stands behind the end of the array");
        assert_eq!(error("[{\"a\": \"x]"), "a.json:1: the array has no end");
    }
}
