//! Parquet files.

use super::cells::{Cell, Next, RowFault, Rows};
use super::error::ImportError;
use super::ids::Key;
use super::report::Fault;
use super::run::Options;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::Offset;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

const BATCH: usize = 8192;

/// How many batches are unpacked ahead.
const AHEAD: usize = 4;

const DAY_IN_MILLISECONDS: i64 = 86_400_000;

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
        let wrong = |error: String| ImportError::in_file(path, format!("cannot be read: {error}"));
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, plain)
            .map_err(|error| wrong(error.to_string()))?;
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
        self.row += 1;
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

    fn line(&self) -> u64 {
        self.before + self.row as u64 + 1
    }

    fn bytes(&self) -> u64 {
        let done = (self.before + self.row as u64) as f64 / self.total.max(1) as f64;
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

/// A column of a batch; those that are met most are unpacked once.
enum Values {
    /// Integers, none of them null.
    Integers(Int64Array),
    /// Texts, none of them null.
    Texts(StringArray),
    /// Any others.
    Others(ArrayRef),
}

impl Values {
    fn new(array: &ArrayRef) -> Values {
        let whole = array.null_count() == 0;
        match (array.as_primitive_opt::<Int64Type>(), array.as_string_opt::<i32>()) {
            (Some(integers), _) if whole => Values::Integers(integers.clone()),
            (_, Some(texts)) if whole => Values::Texts(texts.clone()),
            _ => Values::Others(array.clone()),
        }
    }

    #[inline]
    fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Values::Integers(values) => {
                values.values().get(row).map_or(Cell::Null, |value| Cell::Integer(*value))
            }
            Values::Texts(values) if row < values.len() => Cell::Text(values.value(row)),
            Values::Others(array) if row < array.len() => cell(array, row),
            _ => Cell::Null,
        }
    }

    /// The value of a column of integers that may not fit into 64 bits with a sign.
    fn wide(&self, row: usize) -> Option<i128> {
        let Values::Others(array) = self else { return None };
        match array.data_type() {
            _ if row >= array.len() || array.is_null(row) => None,
            DataType::UInt64 => Some(value::<UInt64Type>(array, row).into()),
            DataType::Decimal128(..) => Some(value::<Decimal128Type>(array, row)),
            _ => None,
        }
    }
}

/// Whether [`cell`] reads the type.
fn is_read(data_type: &DataType) -> bool {
    match data_type {
        DataType::Null
        | DataType::Boolean
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Float32
        | DataType::Float64
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(..) => true,
        DataType::Decimal128(_, scale) => *scale == 0,
        DataType::List(field) => {
            !matches!(field.data_type(), DataType::List(_)) && is_read(field.data_type())
        }
        other => other.is_integer(),
    }
}

/// The cell of a row that the array has.
fn cell(array: &dyn Array, row: usize) -> Cell<'_> {
    match array.data_type() {
        DataType::List(_) if array.is_null(row) => Cell::Null,
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            let offsets = list.value_offsets();
            let end = |at: usize| offsets.get(at).map_or(0, |offset| *offset as usize);
            Cell::List((end(row)..end(row + 1)).map(|at| single(list.values(), at)).collect())
        }
        _ => single(array, row),
    }
}

/// The cell of a row of an array that is not one of lists.
fn single(array: &dyn Array, row: usize) -> Cell<'_> {
    if array.is_null(row) {
        return Cell::Null;
    }
    match array.data_type() {
        DataType::Int64 => Cell::Integer(value::<Int64Type>(array, row)),
        DataType::Utf8 => Cell::Text(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Cell::Text(array.as_string::<i64>().value(row)),
        DataType::Utf8View => Cell::Text(array.as_string_view().value(row)),
        DataType::Int8 => Cell::Integer(value::<Int8Type>(array, row).into()),
        DataType::Int16 => Cell::Integer(value::<Int16Type>(array, row).into()),
        DataType::Int32 => Cell::Integer(value::<Int32Type>(array, row).into()),
        DataType::UInt8 => Cell::Integer(value::<UInt8Type>(array, row).into()),
        DataType::UInt16 => Cell::Integer(value::<UInt16Type>(array, row).into()),
        DataType::UInt32 => Cell::Integer(value::<UInt32Type>(array, row).into()),
        // Those that do not fit are refused with their row.
        DataType::UInt64 => narrow(value::<UInt64Type>(array, row)),
        DataType::Decimal128(..) => narrow(value::<Decimal128Type>(array, row)),
        DataType::Timestamp(TimeUnit::Second, _) => moment::<TimestampSecondType>(array, row, 1),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            moment::<TimestampMillisecondType>(array, row, 1_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            moment::<TimestampMicrosecondType>(array, row, 1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            moment::<TimestampNanosecondType>(array, row, 1_000_000_000)
        }
        DataType::Float32 => Cell::Float(value::<Float32Type>(array, row).into()),
        DataType::Float64 => Cell::Float(value::<Float64Type>(array, row)),
        DataType::Boolean => Cell::Boolean(array.as_boolean().value(row)),
        DataType::Date32 => Cell::Day(value::<Date32Type>(array, row)),
        DataType::Date64 => {
            let days = value::<Date64Type>(array, row).div_euclid(DAY_IN_MILLISECONDS);
            Cell::Day(i32::try_from(days).unwrap_or(i32::MAX))
        }
        _ => Cell::Null,
    }
}

fn value<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
    array.as_primitive::<T>().value(row)
}

fn narrow(value: impl TryInto<i64>) -> Cell<'static> {
    value.try_into().map_or(Cell::Null, Cell::Integer)
}

/// A moment that is counted in `per_second` parts of a second since 1970.
fn moment<T: ArrowPrimitiveType<Native = i64>>(
    array: &dyn Array,
    row: usize,
    per_second: i64,
) -> Cell<'static> {
    let count = value::<T>(array, row);
    let nanoseconds = i128::from(count) * i128::from(1_000_000_000 / per_second);
    let moment = Timestamp::from_nanosecond(nanoseconds);
    moment.map_or(Cell::Integer(count), |moment| Cell::Moment(Offset::UTC.to_datetime(moment)))
}
