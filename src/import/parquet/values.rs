//! The columns of a batch.

use crate::import::cells::{Cell, Slice};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, Date32Array, DictionaryArray, Int64Array, StringArray};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::Offset;

const DAY_IN_MILLISECONDS: i64 = 86_400_000;

/// A column of a batch; those that are met most are unpacked once.
pub(super) enum Values {
    /// Integers, none of them null.
    Integers(Int64Array),
    /// Days, none of them null.
    Days(Date32Array),
    /// Texts, none of them null.
    Texts(StringArray),
    /// Places of a dictionary, none of them null.
    Coded(DictionaryArray<Int32Type>, StringArray),
    /// Any others.
    Others(ArrayRef),
}

impl Values {
    pub(super) fn new(array: &ArrayRef) -> Values {
        let whole = array.null_count() == 0;
        match array.data_type() {
            DataType::Int64 if whole => Values::Integers(array.as_primitive().clone()),
            DataType::Date32 if whole => Values::Days(array.as_primitive().clone()),
            DataType::Utf8 if whole => Values::Texts(array.as_string().clone()),
            DataType::Dictionary(..) => {
                let coded = array.as_dictionary::<Int32Type>();
                match coded.values().as_string_opt::<i32>() {
                    Some(texts) if whole && texts.null_count() == 0 => {
                        Values::Coded(coded.clone(), texts.clone())
                    }
                    _ => Values::Others(array.clone()),
                }
            }
            _ => Values::Others(array.clone()),
        }
    }

    #[inline]
    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Values::Integers(values) => {
                values.values().get(row).map_or(Cell::Null, |value| Cell::Integer(*value))
            }
            Values::Days(values) => {
                values.values().get(row).map_or(Cell::Null, |value| Cell::Day(*value))
            }
            Values::Texts(values) if row < values.len() => Cell::Text(values.value(row)),
            Values::Coded(codes, texts) => match codes.keys().values().get(row) {
                Some(code) if (*code as usize) < texts.len() => {
                    Cell::Text(texts.value(*code as usize))
                }
                _ => Cell::Null,
            },
            Values::Others(array) if row < array.len() => cell(array, row),
            _ => Cell::Null,
        }
    }

    /// The cells of all rows, where none is null and no text is empty.
    pub(super) fn slice(&self) -> Option<Slice<'_>> {
        match self {
            Values::Integers(values) => Some(Slice::Integers(values.values())),
            Values::Days(values) => Some(Slice::Days(values.values())),
            Values::Texts(values) => {
                let (text, ends) = texts(values)?;
                Some(Slice::Texts { text, ends })
            }
            Values::Coded(codes, values) => {
                let (text, ends) = texts(values)?;
                Some(Slice::Coded { codes: codes.keys().values(), text, ends })
            }
            Values::Others(_) => None,
        }
    }

    /// The value of a column of integers that may not fit into 64 bits with a sign.
    pub(super) fn wide(&self, row: usize) -> Option<i128> {
        let Values::Others(array) = self else { return None };
        match array.data_type() {
            _ if row >= array.len() || array.is_null(row) => None,
            DataType::UInt64 => Some(value::<UInt64Type>(array, row).into()),
            DataType::Decimal128(..) => Some(value::<Decimal128Type>(array, row)),
            _ => None,
        }
    }
}

/// All texts of an array, and where each begins and the last ends; `None` where one is empty.
fn texts(array: &StringArray) -> Option<(&str, &[i32])> {
    let ends = array.value_offsets();
    let whole = ends.windows(2).all(|pair| pair[0] < pair[1]);
    whole.then_some(())?;
    Some((std::str::from_utf8(array.value_data()).ok()?, ends))
}

/// Whether [`cell`] reads the type.
pub(super) fn is_read(data_type: &DataType) -> bool {
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
        DataType::Dictionary(_, texts) => **texts == DataType::Utf8,
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
        DataType::Dictionary(..) => {
            let coded = array.as_dictionary::<Int32Type>();
            let code = usize::try_from(coded.keys().value(row)).unwrap_or(usize::MAX);
            if code < coded.values().len() { single(coded.values(), code) } else { Cell::Null }
        }
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
