//! Parquet files.

mod values;

use super::cells::{Cell, Next, RowFault, Rows, Slice};
use super::error::ImportError;
use super::ids::Key;
use super::report::Fault;
use super::run::Options;
use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ParquetMetaData;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use values::{Values, is_read};

const BATCH: usize = 8192;

/// How many batches are unpacked ahead.
const AHEAD: usize = 4;

/// A column of texts that takes no more bytes a value than this holds few distinct ones.
const BYTES_OF_FEW: i64 = 3;

/// A Parquet file, row by row. Its columns say of what type they are.
pub(super) struct Parquet {
    path: PathBuf,
    /// The batches, which another thread unpacks ahead.
    batches: Receiver<Result<RecordBatch, ArrowError>>,
    headers: Vec<String>,
    columns: Vec<Values>,
    /// The columns whose integers may not fit.
    wide: Vec<usize>,
    /// The row of the batch at hand.
    row: usize,
    rows: usize,
    /// Rows of the batches before.
    before: u64,
    total: u64,
    size: u64,
    null: String,
}

impl Parquet {
    pub(super) fn open(path: &Path, options: &Options) -> Result<Parquet, ImportError> {
        let file = File::open(path).map_err(|error| ImportError::io(path, &error))?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        // Without the Arrow schema that some writers add, the columns have the types of Parquet, which are fewer.
        let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let wrong = |error: String| {
            ImportError::in_file(path, format!("cannot be read: {error}"))
                .help("write it anew; a file of another kind has another name: .csv, .json")
        };
        let metadata = ArrowReaderMetadata::load(&file, plain)
            .and_then(|found| {
                let schema = with_dictionaries(found.schema(), found.metadata());
                let options = ArrowReaderOptions::new().with_schema(schema);
                ArrowReaderMetadata::try_new(found.metadata().clone(), options)
            })
            .map_err(|error| wrong(error.to_string()))?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
        let (mut headers, mut wide) = (Vec::new(), Vec::new());
        for (at, field) in builder.schema().fields().iter().enumerate() {
            if matches!(field.data_type(), DataType::UInt64 | DataType::Decimal128(..)) {
                wide.push(at);
            }
            if !is_read(field.data_type()) {
                let message =
                    format!("the column `{}` is of the type {}", field.name(), field.data_type());
                return Err(ImportError::in_file(path, message)
                    .help("write it as a number, a boolean, a date or a string"));
            }
            headers.push(field.name().clone());
        }
        let total = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let reader = builder.with_batch_size(BATCH).build();
        let reader = reader.map_err(|error| wrong(error.to_string()))?;
        let (sender, batches) = sync_channel(AHEAD);
        thread::Builder::new()
            .spawn(move || reader.into_iter().all(|batch| sender.send(batch).is_ok()))
            .map_err(|error| ImportError::io(path, &error))?;
        Ok(Parquet {
            path: path.to_owned(),
            batches,
            headers,
            columns: Vec::new(),
            wide,
            row: 0,
            rows: 0,
            before: 0,
            total,
            size,
            null: options.null.clone(),
        })
    }

    /// Reads the next batch; `false` at the end.
    fn read_batch(&mut self) -> Result<bool, ImportError> {
        // The sender is gone once the file is at its end, or could not be unpacked.
        let Ok(batch) = self.batches.recv() else {
            let read = self.before + self.rows as u64;
            return match read == self.total {
                true => Ok(false),
                false => {
                    let message = format!("it ends after {read} of {} rows", self.total);
                    Err(ImportError::in_file(&self.path, message))
                }
            };
        };
        let wrong = |error: &dyn std::fmt::Display| {
            let message = format!("cannot be read behind row {}: {error}", self.before);
            ImportError::in_file(&self.path, message)
        };
        let batch: RecordBatch = batch.map_err(|error| wrong(&error))?;
        self.before += self.rows as u64;
        self.rows = batch.num_rows();
        self.columns = batch.columns().iter().map(Values::new).collect();
        self.row = 0;
        Ok(true)
    }
}

impl Rows for Parquet {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next(&mut self) -> Result<Next, ImportError> {
        self.row = self.row.wrapping_add(1);
        while self.row >= self.rows {
            if !self.read_batch()? {
                return Ok(Next::End);
            }
        }
        for column in &self.wide {
            let value = self.columns.get(*column).and_then(|values| values.wide(self.row));
            if let Some(value) = value.filter(|value| i64::try_from(*value).is_err()) {
                let header = self.headers.get(*column).map_or("", String::as_str);
                let reason = format!("{header}: {value} is beyond 64 bits");
                return Ok(Next::Bad(RowFault::new(Fault::Value, reason)));
            }
        }
        Ok(Next::Row)
    }

    fn block(&mut self) -> Result<usize, ImportError> {
        let next = self.row.wrapping_add(1);
        if next < self.rows || !self.wide.is_empty() || !self.null.is_empty() {
            return Ok(0);
        }
        while self.read_batch()? {
            if self.rows > 0 {
                self.row = usize::MAX;
                return Ok(self.rows);
            }
        }
        self.row = self.rows;
        Ok(0)
    }

    fn pass(&mut self, count: usize) {
        self.row = self.row.wrapping_add(count);
    }

    fn slice(&self, column: usize) -> Option<Slice<'_>> {
        self.columns.get(column)?.slice()
    }

    fn line(&self) -> u64 {
        self.before + self.row.wrapping_add(1) as u64
    }

    fn bytes(&self) -> u64 {
        let done =
            (self.before + self.row.wrapping_add(1) as u64) as f64 / self.total.max(1) as f64;
        (done * self.size as f64) as u64
    }

    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        match self.columns.get(column).map_or(Cell::Null, |values| values.cell(self.row)) {
            Cell::Text(text) if text.is_empty() || text == self.null => Cell::Null,
            cell => cell,
        }
    }

    #[inline]
    fn key(&self, column: usize) -> Option<Key<'_>> {
        match self.columns.get(column) {
            Some(Values::Integers(ids)) => ids.values().get(self.row).map(|id| Key::Integer(*id)),
            _ => Key::of(&self.cell(column)),
        }
    }
}

/// The schema in which texts of few distinct values are places of a dictionary.
fn with_dictionaries(schema: &SchemaRef, metadata: &ParquetMetaData) -> SchemaRef {
    let chunks = |at: usize| metadata.row_groups().iter().filter_map(move |g| g.columns().get(at));
    // Where columns nest, they are not the fields.
    let flat = metadata.file_metadata().schema_descr().num_columns() == schema.fields().len();
    let field = |(at, field): (usize, &Arc<Field>)| {
        let few = flat
            && *field.data_type() == DataType::Utf8
            && chunks(at).all(|chunk| {
                chunk.dictionary_page_offset().is_some()
                    && chunk.uncompressed_size() <= chunk.num_values().saturating_mul(BYTES_OF_FEW)
            });
        let coded = || DataType::Dictionary(DataType::Int32.into(), DataType::Utf8.into());
        if few { Arc::new(Field::clone(field).with_data_type(coded())) } else { field.clone() }
    };
    Arc::new(Schema::new(schema.fields().iter().enumerate().map(field).collect::<Vec<_>>()))
}
