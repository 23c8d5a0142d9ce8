//! The chronicle format: `.chron` and JSON ⇄ [`Dataset`](crate::model::Dataset). `docs/chronicle.md` describes it.
//!
//! A file becomes tokens line by line (`lex`, by pest), lines become statements (`statement`), and the vocabulary tells what
//! the words of a statement mean (`parts`). [`read()`] does so in two passes: what there is, then what it says of one another
//! (`resolve`). `check`, `facts` and `dates` say what must hold of a dataset, wherever it comes from. [`write()`] is the way back.
//! Nothing nests, so nothing recurses. A statement that is wrong does not keep the others from being read: all errors of
//! all files come at once, as [`Errors`].

mod amount;
mod builder;
mod check;
mod cursor;
mod dates;
pub(crate) mod encoding;
mod errors;
mod explain;
mod facts;
mod header;
mod id;
mod item;
mod json;
mod language;
mod lex;
mod misplaced;
mod numeral;
mod parts;
mod read;
mod relative;
mod resolve;
mod source;
mod statement;
mod valid;
mod vocabulary;
mod write;

pub use builder::{DatasetBuilder, ItemBuilder};
pub use errors::{Errors, Finding, Omitted};
pub use json::{check, from_json, json_schema, to_json};
pub use read::read;
pub use write::write;

use crate::diagnostic::{Diagnostic, Span};

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// What it is called in errors, as a rule its path.
    pub name: String,
    /// Its text.
    pub text: &'a str,
}

impl<'a> Input<'a> {
    /// The input that the bytes of a file are.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8; the error tells line and column.
    ///
    /// ```
    /// use nenpyo::chronicle::Input;
    /// let error = Input::from_bytes("x.chron", b"a\nb \xff").unwrap_err();
    /// assert!(error.to_string().contains("x.chron:2:3"));
    /// ```
    pub fn from_bytes(name: &str, bytes: &'a [u8]) -> Result<Input<'a>, Errors> {
        let refused = |what: &str, mend: &str| {
            let finding = Diagnostic::error(Span::new(0, 0), what).help(mend);
            Err(Errors::one(name, "", finding))
        };
        let text = std::str::from_utf8(bytes);
        match (text, encoding::packed(bytes, file_name(name))) {
            _ if bytes.starts_with(SNAPSHOT) => refused(
                "this is a snapshot",
                "ask it with `--data`; only a chronicle has its facts as text",
            ),
            (_, Some((what, mend))) => refused(what, &mend),
            (Ok(text), None) => Ok(Input { name: name.to_owned(), text }),
            (Err(_), None) => Err(not_utf8(name, bytes)),
        }
    }
}

/// The file in a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The first byte of each line that is no UTF-8, in the text with a mark for it. Where more is none
/// than is, beside ASCII, the file is written in something else, and that is told once.
fn not_utf8(name: &str, bytes: &[u8]) -> Errors {
    let (mut text, mut findings) = (String::new(), Vec::new());
    let wide = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let (known, unknown) = bytes.utf8_chunks().fold((0, 0), |(known, unknown), chunk| {
        (known + wide(chunk.valid()), unknown + usize::from(!chunk.invalid().is_empty()))
    });
    let foreign = unknown > known;
    let mut line = usize::MAX;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let Some(byte) = chunk.invalid().first() {
            let at = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            let start = text.rfind('\n').map_or(0, |end| end + 1);
            if line == start || (foreign && !findings.is_empty()) {
                continue;
            }
            line = start;
            let message = format!("the byte 0x{byte:02X} is no UTF-8");
            let finding = Diagnostic::error(Span::new(at, text.len()), message);
            findings.push(match foreign {
                true => {
                    let (from, file) = (encoding::encoding(bytes), file_name(name));
                    finding.help(format!(
                        "the file seems to be in `{from}`: `iconv -f {from} -t UTF-8 {file} > utf8-{file}` converts it"
                    ))
                }
                false => finding.help("write the character anew; the rest of the file is UTF-8"),
            });
        }
    }
    Errors::all(name, &text, findings)
}

/// How a snapshot begins.
const SNAPSHOT: &[u8] = b"\x89NENPYO";

/// Line and column of a byte, both from 1, the column in characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.bytes().filter(|b| *b == b'\n').count() + 1, line.chars().count() + 1)
}
