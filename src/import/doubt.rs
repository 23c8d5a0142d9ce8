//! Columns of text that seem to be meant as something else, and the cell that stands against it.

use super::cells::{Next, Rows, shown};
use super::error::ImportError;
use super::infer;
use super::sink::{ColumnData, PropertyColumn};
use crate::value::Strings;

/// How many distinct texts are looked at.
const SAMPLE: usize = 1000;

/// A column whose type may not be the one that was meant.
#[derive(Debug)]
pub(super) struct Doubt {
    column: usize,
    header: String,
    /// The first cell that is not of the type that seems to be meant.
    text: String,
    /// What is wrong with the cell, and how to mend it.
    why: String,
}

impl Doubt {
    /// What is doubtful about a column that no header declares, and whose number this is.
    pub(super) fn of(column: usize, header: &str, found: &PropertyColumn) -> Option<Doubt> {
        let ColumnData::Text { texts, .. } = &found.data else { return None };
        let (text, why) = date(&found.key, header, texts)
            .or_else(|| number(texts))
            .or_else(|| as_people_write(header, texts))?;
        Some(Doubt { column, header: header.to_owned(), text: text.to_owned(), why })
    }

    /// What the report says of these columns; the file is read again up to the cells.
    pub(super) fn notes<R: Rows>(
        mut doubts: Vec<Doubt>,
        open: impl Fn() -> Result<R, ImportError>,
    ) -> Result<Vec<String>, ImportError> {
        let mut notes = Vec::new();
        if doubts.is_empty() {
            return Ok(notes);
        }
        let mut rows = open()?;
        while !doubts.is_empty() {
            match rows.next()? {
                Next::End => break,
                Next::Bad(_) => continue,
                Next::Row => {}
            }
            doubts.retain(|Doubt { column, header, text, why }| {
                let found = rows.cell(*column).to_text() == text.as_str();
                if found {
                    let (line, text) = (rows.line(), shown(text));
                    notes.push(format!(
                        "`{header}` holds text, since in line {line} `{text}` {why}"
                    ));
                }
                !found
            });
        }
        Ok(notes)
    }
}

/// The first text that is no date, in a column that is called as dates are or where nearly all are dates.
fn date<'a>(key: &str, header: &str, texts: &'a Strings) -> Option<(&'a str, String)> {
    let sample = texts.len().min(SAMPLE);
    let dates = texts.iter().take(SAMPLE).filter(|text| infer::date(text).is_ok()).count();
    let dashed = || texts.iter().take(SAMPLE).any(|text| text.contains('-'));
    let nearly_all = || dates >= 3 && dates * 5 >= sample * 4 && dashed();
    if !infer::is_date_key(key) && !nearly_all() {
        return None;
    }
    let text = texts.iter().find(|text| infer::date(text).is_err())?;
    let name = header.split(':').next().unwrap_or(header);
    let lenient = match infer::lenient(text) {
        Ok(date) if infer::is_date_key(key) => {
            format!("read the column with `--dates lenient` (it is {date} then)")
        }
        Ok(date) => {
            format!("declare `{name}:date` and read it with `--dates lenient` (it is {date} then)")
        }
        Err(fault) => {
            let said = format!("`{}` ", shown(text));
            let reason = fault.reason.strip_prefix(&said).unwrap_or(&fault.reason).to_owned();
            let strict = format!("declare `{name}:date`, so that such rows are left out");
            return Some((text, format!("{reason}; correct it, or {strict}")));
        }
    };
    Some((text, format!("is not a date in EDTF; correct it, or {lenient}")))
}

/// The first number with commas, in a column of such.
fn number(texts: &Strings) -> Option<(&str, String)> {
    let plain = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
    };
    let all = texts.iter().take(SAMPLE).all(plain);
    let text = texts.iter().find(|text| text.contains(',')).filter(|_| all)?;
    let decimal = |text: &&str| text.rfind(',') > text.rfind('.') && !infer::thousands(text);
    let written = match texts
        .iter()
        .take(SAMPLE)
        .filter(|text| text.contains(','))
        .any(|text| decimal(&text))
    {
        true => text.replace('.', "").replace(',', "."),
        false => text.replace(',', ""),
    };
    Some((text, format!("has a comma, which numbers do not have; write `{written}`")))
}

/// The first text of a column that holds dates as people write them.
fn as_people_write<'a>(header: &str, texts: &'a Strings) -> Option<(&'a str, String)> {
    const SAMPLE: usize = 50;
    let sample = texts.len().min(SAMPLE);
    let read = |text: &&str| text.chars().any(char::is_numeric) && infer::lenient(text).is_ok();
    let dates = texts.iter().take(SAMPLE).filter(read).count();
    if sample < 3 || dates * 10 < sample * 9 {
        return None;
    }
    let text = texts.iter().find(read)?;
    let date = infer::lenient(text).ok()?;
    let how = format!(
        "declare `{header}:date`, or map `date={header}`, and read it with `--dates lenient`"
    );
    Some((text, format!("is a date as people write them, {date}; {how}")))
}
