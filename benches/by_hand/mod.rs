//! A loader for one set of files, with nothing checked that need not be.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;

/// The texts of a column in one piece.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }
}

/// A column of few texts.
#[derive(Default)]
struct Codes {
    codes: Vec<u8>,
    known: HashMap<String, u8>,
}

impl Codes {
    fn push(&mut self, text: &str) {
        let code = match self.known.get(text) {
            Some(code) => *code,
            None => {
                let code = self.known.len() as u8;
                self.known.insert(text.to_owned(), code);
                code
            }
        };
        self.codes.push(code);
    }
}

/// Loads all files, and gives the number of rows.
pub fn load(nodes: &[String], edges: &[String]) -> u64 {
    let load = |path: &String| match path.ends_with(".csv") {
        true => csv(path),
        false => parquet(path),
    };
    nodes.iter().chain(edges).map(load).sum()
}

#[derive(Default)]
struct Table {
    integers: [Vec<i64>; 3],
    days: Vec<i32>,
    codes: Codes,
    names: Texts,
}

fn csv(path: &str) -> u64 {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_path(path).unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut table = Table::default();
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        rows += 1;
        for (at, header) in headers.iter().enumerate() {
            let text = std::str::from_utf8(&record[at]).unwrap();
            match header.as_str() {
                "kind" | "role" => table.codes.push(text),
                "name" => table.names.push(text),
                "date" => {
                    let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap());
                    let (y, m, d) =
                        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
                    table.days.push((y * 12 + m) * 31 + d);
                }
                _ => table.integers[at].push(text.parse().unwrap()),
            }
        }
    }
    black_box(&table.names.ends);
    black_box(&table.integers);
    black_box(&table.days);
    black_box(&table.codes.codes);
    rows
}

fn parquet(path: &str) -> u64 {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut table = Table::default();
    let mut rows = 0;
    for batch in builder.with_batch_size(8192).build().unwrap() {
        let batch = batch.unwrap();
        rows += batch.num_rows() as u64;
        for (at, field) in batch.schema().fields().iter().enumerate() {
            let column = batch.column(at);
            match field.name().as_str() {
                "kind" | "role" => {
                    let texts = column.as_string::<i32>();
                    texts.iter().for_each(|text| table.codes.push(text.unwrap()));
                }
                "name" => {
                    let texts = column.as_string::<i32>();
                    texts.iter().for_each(|text| table.names.push(text.unwrap()));
                }
                "date" => table.days.extend(column.as_primitive::<Date32Type>().values()),
                _ => table.integers[at].extend(column.as_primitive::<Int64Type>().values()),
            }
        }
    }
    black_box(&table.names.ends);
    black_box(&table.integers);
    black_box(&table.days);
    black_box(&table.codes.codes);
    rows
}
