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

/// Loads all files, and gives the number of rows. With `index`, so that loops can ask: adjacency of each relation in both
/// directions, and a hash table of names.
pub fn load(nodes: &[String], edges: &[String], index: bool) -> u64 {
    let load = |path: &String| {
        let table = match path.ends_with(".csv") {
            true => csv(path),
            false => parquet(path),
        };
        let [first, second, _] = &table.integers;
        if index && !second.is_empty() && table.names.ends.is_empty() {
            black_box((adjacency(first, second), adjacency(second, first)));
        }
        if index && !table.names.ends.is_empty() {
            black_box(names(&table.names));
        }
        black_box(&table.days);
        black_box(&table.codes.codes);
        first.len() as u64
    };
    nodes.iter().chain(edges).map(load).sum()
}

/// Where the neighbors of each node begin, and the neighbors.
fn adjacency(from: &[i64], to: &[i64]) -> (Vec<u32>, Vec<u32>) {
    let count = from.iter().max().map_or(0, |most| *most as usize + 1);
    let mut starts = vec![0u32; count + 1];
    from.iter().for_each(|node| starts[*node as usize + 1] += 1);
    (0..count).for_each(|node| starts[node + 1] += starts[node]);
    let mut next = starts.clone();
    let mut neighbors = vec![0u32; to.len()];
    for (from, to) in from.iter().zip(to) {
        let place = &mut next[*from as usize];
        neighbors[*place as usize] = *to as u32;
        *place += 1;
    }
    (starts, neighbors)
}

/// The row of each name.
fn names(names: &Texts) -> HashMap<&str, u32> {
    let starts = std::iter::once(&0).chain(&names.ends);
    let texts = starts.zip(&names.ends).map(|(start, end)| &names.text[*start..*end]);
    texts.zip(0..).collect()
}

#[derive(Default)]
struct Table {
    integers: [Vec<i64>; 3],
    days: Vec<i32>,
    codes: Codes,
    names: Texts,
}

fn csv(path: &str) -> Table {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_path(path).unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut table = Table::default();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap() {
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
    table
}

fn parquet(path: &str) -> Table {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut table = Table::default();
    for batch in builder.with_batch_size(8192).build().unwrap() {
        let batch = batch.unwrap();
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
    table
}
