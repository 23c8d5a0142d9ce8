//! The lenient reader on dates that people wrote: the `historicaldate` tables (English Wikipedia, CC BY-SA 4.0), where
//! they lie beside the repository.

#![allow(clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use nenpyo::time::{Date, lenient};

const COLUMNS: [&str; 4] = ["hdate", "hdate_end", "hdate_birth", "hdate_death"];

/// How many texts there are, how many different ones, and how many are refused.
const EXPECTED: (usize, usize, usize) = (1874, 1463, 0);

fn tables(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            tables(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "csv") {
            found.push(entry);
        }
    }
}

/// The rows of a table after RFC 4180.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(char) = chars.next() {
        match (char, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            ('\r', false) => {}
            _ => cell.push(char),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
}

fn texts(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    tables(folder, &mut files);
    let mut texts = Vec::new();
    for file in files {
        let rows = rows(&std::fs::read_to_string(file).unwrap());
        let Some((head, rows)) = rows.split_first() else { continue };
        let places: Vec<usize> =
            (0..head.len()).filter(|at| COLUMNS.contains(&head[*at].trim())).collect();
        for row in rows {
            let cells = places.iter().filter_map(|place| row.get(*place)).map(|cell| cell.trim());
            texts.extend(cells.filter(|cell| !cell.is_empty()).map(str::to_owned));
        }
    }
    texts
}

#[test]
fn historical_dates_are_read() {
    let Some(folder) = shared::folder("data/historicaldate") else { return };
    let texts = texts(&folder);
    let different: BTreeSet<&String> = texts.iter().collect();
    let mut refused = Vec::new();
    let mut lines = Vec::new();
    for text in &different {
        match lenient::read(text, None) {
            Ok(reading) => {
                let bounds = reading.date.as_ref().map(Date::bounds);
                let day =
                    |day: Option<i32>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
                let (first, last) =
                    bounds.map_or((None, None), |bounds| (bounds.earliest, bounds.latest));
                let edtf = reading.date.map_or_else(|| "..".to_owned(), |date| date.to_string());
                lines.push(format!("{text}\t{edtf}\t{}\t{}", day(first), day(last)));
            }
            Err(error) => refused.push(format!("{text}: {error}")),
        }
    }
    if let Some(path) = std::env::var_os("NENPYO_READINGS") {
        std::fs::write(path, lines.join("\n")).unwrap();
    }
    assert_eq!((texts.len(), different.len(), refused.len()), EXPECTED, "{}", refused.join("\n"));
}

/// Each form that occurs in the tables, and what it becomes.
#[test]
fn forms_of_the_tables() {
    let forms = [
        ("1066-12-25", "1066-12-25"),
        ("circa 1367-04", "1367-04~"),
        ("Circa 497 bc", "-0496~"),
        ("c. 205BC", "-0204~"),
        ("Between 250BC and 87BC", "[-0249..-0086]"),
        ("Between 1 and 100", "[0001..0100]"),
        ("Between Jul 1451 and May 1452", "[1451-07..1452-05]"),
        ("Before 20BC", "[..-0020]"),
        ("29 February 888", "0888-02-29"),
        ("circa1m 17 December 1770", "[1770-11-17..1771-01-17]"),
    ];
    for (text, expected) in forms {
        let reading = lenient::read(text, None).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(reading.date.unwrap().to_string(), expected, "{text}");
    }
}
