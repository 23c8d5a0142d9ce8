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
        let wrong = |line: u64, message: &str| {
            ImportError::new(format!("{}:{line}", path.display()), message)
        };
        let (mut depth, mut quoted, mut escaped, mut begin) = (0usize, false, false, None);
        loop {
            let Some(byte) = self.byte(reader).map_err(|error| ImportError::io(path, &error))?
            else {
                return match self.place {
                    Place::Element => Err(wrong(self.line, "the array has no end")
                        .help("end the file with `]`; the rest of it may be lost")),
                    Place::Begin | Place::End => Ok(None),
                };
            };
            let begins = begin.is_none();
            match byte {
                b'[' if self.place == Place::Begin => self.place = Place::Element,
                b' ' | b'\t' | b'\r' | b'\n' if begins => {}
                0xef | 0xbb | 0xbf if self.place == Place::Begin => {}
                _ if self.place != Place::Element => {
                    let message = "something stands behind the end of the array";
                    return Err(
                        wrong(self.line, message).help("write one array, or an object a line")
                    );
                }
                b',' if !quoted && depth == 0 && !begins => return Ok(begin),
                b']' if !quoted && depth == 0 => {
                    self.place = Place::End;
                    if !begins {
                        return Ok(begin);
                    }
                }
                byte => {
                    begin.get_or_insert(self.line);
                    text.push(byte);
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = quoted,
                        b'"' => quoted = !quoted,
                        b'{' | b'[' if !quoted => depth += 1,
                        b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if text.len() as u64 > LONGEST_ROW {
                        let message = format!("the object is longer than {LONGEST_ROW} bytes");
                        return Err(wrong(begin.unwrap_or(self.line), &message)
                            .help("close the quotation mark or the brace that is open"));
                    }
                }
            }
            self.line += u64::from(byte == b'\n');
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
