//! Values of any type as bytes: a tag, then what the type has.

use super::error::Reason;
use crate::time::Date;
use crate::value::{EdgeId, MAX_NESTING, NodeId, Path, Quantity, Value};
use indexmap::IndexMap;
use jiff::civil;
use rust_decimal::Decimal;
use std::sync::Arc;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INTEGER: u8 = 3;
const FLOAT: u8 = 4;
const STRING: u8 = 5;
const LIST: u8 = 6;
const MAP: u8 = 7;
const NODE: u8 = 8;
const EDGE: u8 = 9;
const PATH: u8 = 10;
const EDTF: u8 = 11;
const QUANTITY: u8 = 12;
const DAY: u8 = 13;
const TIME: u8 = 14;
const DATE_TIME: u8 = 15;

/// Adds a value. Lists and maps nest no deeper than [`MAX_NESTING`].
pub(super) fn write(value: &Value, depth: usize, to: &mut Vec<u8>) -> Result<(), Reason> {
    if depth > MAX_NESTING {
        return Err(format!("a value nests deeper than {MAX_NESTING} levels"));
    }
    match value {
        Value::Null => to.push(NULL),
        Value::Boolean(value) => to.push(if *value { TRUE } else { FALSE }),
        Value::Integer(value) => tagged(INTEGER, &value.to_le_bytes(), to),
        Value::Float(value) => tagged(FLOAT, &value.to_le_bytes(), to),
        Value::String(text) => {
            to.push(STRING);
            write_text(text, to);
        }
        Value::List(items) => {
            tagged(LIST, &(items.len() as u64).to_le_bytes(), to);
            for item in items.iter() {
                write(item, depth + 1, to)?;
            }
        }
        Value::Map(map) => {
            tagged(MAP, &(map.len() as u64).to_le_bytes(), to);
            for (key, value) in map.iter() {
                write_text(key, to);
                write(value, depth + 1, to)?;
            }
        }
        Value::Node(node) => tagged(NODE, &node.0.to_le_bytes(), to),
        Value::Edge(edge) => tagged(EDGE, &edge.0.to_le_bytes(), to),
        Value::Path(path) => {
            tagged(PATH, &(path.edges.len() as u64).to_le_bytes(), to);
            path.nodes.iter().for_each(|node| to.extend_from_slice(&node.0.to_le_bytes()));
            path.edges.iter().for_each(|edge| to.extend_from_slice(&edge.0.to_le_bytes()));
        }
        Value::Edtf(date) => {
            to.push(EDTF);
            write_text(&date.to_string(), to);
        }
        Value::Quantity(quantity) => {
            tagged(QUANTITY, &quantity.value.mantissa().to_le_bytes(), to);
            to.extend_from_slice(&quantity.value.scale().to_le_bytes());
            to.push(u8::from(quantity.value.is_sign_negative()));
            write_text(&quantity.unit, to);
        }
        Value::Day(day) => {
            to.push(DAY);
            write_day(*day, to);
        }
        Value::Time(time) => {
            to.push(TIME);
            write_time(*time, to);
        }
        Value::DateTime(moment) => {
            to.push(DATE_TIME);
            write_day(moment.date(), to);
            write_time(moment.time(), to);
        }
    }
    Ok(())
}

fn tagged(tag: u8, bytes: &[u8], to: &mut Vec<u8>) {
    to.push(tag);
    to.extend_from_slice(bytes);
}

fn write_text(text: &str, to: &mut Vec<u8>) {
    to.extend_from_slice(&(text.len() as u64).to_le_bytes());
    to.extend_from_slice(text.as_bytes());
}

fn write_day(day: civil::Date, to: &mut Vec<u8>) {
    to.extend_from_slice(&day.year().to_le_bytes());
    to.extend_from_slice(&[day.month() as u8, day.day() as u8]);
}

fn write_time(time: civil::Time, to: &mut Vec<u8>) {
    to.extend_from_slice(&[time.hour() as u8, time.minute() as u8, time.second() as u8]);
    to.extend_from_slice(&time.subsec_nanosecond().to_le_bytes());
}

/// The bytes of values, from the front.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Reason> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or("a value is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        let (taken, rest) = self.0.split_first_chunk().ok_or("a value is cut off")?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A length: of what takes at least `size` bytes an element.
    fn length(&mut self, size: usize) -> Result<usize, Reason> {
        let length = usize::try_from(u64::from_le_bytes(self.fixed()?)).ok();
        let fits = length.filter(|l| l.checked_mul(size).is_some_and(|all| all <= self.0.len()));
        fits.ok_or_else(|| "a value is longer than its section".to_owned())
    }

    fn text(&mut self) -> Result<&'a str, Reason> {
        let length = self.length(1)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| "a text is not UTF-8".to_owned())
    }

    fn day(&mut self) -> Result<civil::Date, Reason> {
        let year = i16::from_le_bytes(self.fixed()?);
        let [month, day] = self.fixed()?;
        civil::Date::new(year, month as i8, day as i8).map_err(|error| error.to_string())
    }

    fn time(&mut self) -> Result<civil::Time, Reason> {
        let [hour, minute, second] = self.fixed::<3>()?.map(|part| part as i8);
        let nanosecond = i32::from_le_bytes(self.fixed()?);
        civil::Time::new(hour, minute, second, nanosecond).map_err(|error| error.to_string())
    }

    fn list(&mut self, depth: usize) -> Result<Value, Reason> {
        let length = self.length(1)?;
        let items: Result<Vec<Value>, Reason> = (0..length).map(|_| self.read(depth + 1)).collect();
        Ok(Value::List(items?.into()))
    }

    fn map(&mut self, depth: usize) -> Result<Value, Reason> {
        let length = self.length(9)?;
        let mut map = IndexMap::new();
        for _ in 0..length {
            let key = self.text()?.to_owned();
            let value = self.read(depth + 1)?;
            if map.insert(key, value).is_some() {
                return Err("a key of a map stands there twice".to_owned());
            }
        }
        Ok(Value::Map(Arc::new(map)))
    }

    fn path(&mut self) -> Result<Value, Reason> {
        let edges = self.length(8)?;
        let mut path = Path { nodes: Vec::new(), edges: Vec::new() };
        for _ in 0..=edges {
            path.nodes.push(NodeId(u32::from_le_bytes(self.fixed()?)));
        }
        for _ in 0..edges {
            path.edges.push(EdgeId(u32::from_le_bytes(self.fixed()?)));
        }
        Ok(Value::Path(Arc::new(path)))
    }

    fn quantity(&mut self) -> Result<Value, Reason> {
        let mantissa = i128::from_le_bytes(self.fixed()?);
        let scale = u32::from_le_bytes(self.fixed()?);
        let value = Decimal::try_from_i128_with_scale(mantissa, scale);
        let mut value = value.map_err(|error| error.to_string())?;
        let [negative] = self.fixed()?;
        // Zero has a sign too.
        value.set_sign_negative(negative != 0);
        Ok(Value::Quantity(Arc::new(Quantity { value, unit: self.text()?.into() })))
    }

    /// The next value.
    pub(super) fn read(&mut self, depth: usize) -> Result<Value, Reason> {
        if depth > MAX_NESTING {
            return Err(format!("a value nests deeper than {MAX_NESTING} levels"));
        }
        let [tag] = self.fixed()?;
        Ok(match tag {
            NULL => Value::Null,
            FALSE => Value::Boolean(false),
            TRUE => Value::Boolean(true),
            INTEGER => Value::Integer(i64::from_le_bytes(self.fixed()?)),
            FLOAT => Value::Float(f64::from_le_bytes(self.fixed()?)),
            STRING => Value::from(self.text()?),
            LIST => self.list(depth)?,
            MAP => self.map(depth)?,
            NODE => Value::Node(NodeId(u32::from_le_bytes(self.fixed()?))),
            EDGE => Value::Edge(EdgeId(u32::from_le_bytes(self.fixed()?))),
            PATH => self.path()?,
            EDTF => Value::Edtf(Arc::new(date(self.text()?)?)),
            QUANTITY => self.quantity()?,
            DAY => Value::Day(self.day()?),
            TIME => Value::Time(self.time()?),
            DATE_TIME => {
                let day = self.day()?;
                Value::DateTime(civil::DateTime::from_parts(day, self.time()?))
            }
            tag => return Err(format!("no type of value has the tag {tag}")),
        })
    }
}

/// A date from its canonical text. Plain days and months are most dates, and need no parser.
pub(super) fn date(text: &str) -> Result<Date, Reason> {
    if let Some(date) = plain_date(text) {
        return Ok(date);
    }
    Date::parse(text).map_err(|error| format!("`{text}` is not a date: {error}"))
}

fn plain_date(text: &str) -> Option<Date> {
    let digits = |bytes: &[u8]| {
        let digit = |number: i16, byte: &u8| {
            byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
        };
        bytes.iter().try_fold(0, digit)
    };
    match text.as_bytes() {
        [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
            let (month, day) = (digits(&[*m1, *m2])? as i8, digits(&[*d1, *d2])? as i8);
            Some(Date::day(civil::Date::new(digits(year)?, month, day).ok()?))
        }
        [year @ .., b'-', m1, m2] if year.len() == 4 => {
            let month = u8::try_from(digits(&[*m1, *m2])?).ok()?;
            Date::month(i32::from(digits(year)?), month)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test_values::any_value;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_back(values in prop::collection::vec(any_value(), 0..5)) {
            let mut bytes = Vec::new();
            values.iter().for_each(|value| write(value, 0, &mut bytes).expect("bytes"));
            let mut left = Bytes(&bytes);
            for value in &values {
                // Compared as texts, since NaN does not equal itself.
                let read = left.read(0).expect("a value");
                prop_assert_eq!(format!("{:?}", read), format!("{:?}", value));
            }
            prop_assert!(left.0.is_empty());
        }

        #[test]
        fn any_bytes_are_values_or_errors(mut bytes in prop::collection::vec(0u8..18, 0..60)) {
            let _ = Bytes(&bytes).read(0);
            bytes.insert(0, LIST);
            let _ = Bytes(&bytes).read(0);
        }
    }

    #[test]
    fn plain_dates_are_read_as_the_parser_reads_them() {
        for text in [
            "2017-03-05",
            "0001-01-01",
            "0000-02-29",
            "2016-02-29",
            "9999-12-31",
            "2017-12",
            "0000-01",
        ] {
            assert_eq!(plain_date(text), Date::parse(text).ok(), "{text}");
            assert!(plain_date(text).is_some(), "{text}");
        }
        for text in [
            "2017",
            "2017-02-30",
            "2017-13",
            "2017-00",
            "2017-33",
            "2017-3",
            "201X-03",
            "-017-03-05",
            "2017-03-0?",
            "2017/2018",
            "-2017-03",
            "+017-03",
            "２017-1",
            "",
        ] {
            assert_eq!(plain_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_zero_keeps_its_sign() {
        let mut zero = Decimal::new(0, 2);
        zero.set_sign_negative(true);
        let value = Value::Quantity(Arc::new(Quantity { value: zero, unit: "".into() }));
        let mut bytes = Vec::new();
        write(&value, 0, &mut bytes).expect("bytes");
        let read = Bytes(&bytes).read(0).expect("a value");
        assert_eq!(format!("{read:?}"), format!("{value:?}"));
    }

    #[test]
    fn too_deep_is_an_error() {
        let nest = |levels| (0..levels).fold(Value::Null, |value, _| vec![value].into());
        let mut bytes = Vec::new();
        write(&nest(MAX_NESTING), 0, &mut bytes).expect("bytes");
        assert_eq!(Bytes(&bytes).read(0), Ok(nest(MAX_NESTING)));
        assert!(write(&nest(MAX_NESTING + 1), 0, &mut bytes).is_err());
        let deep = [[LIST, 1, 0, 0, 0, 0, 0, 0, 0]; 100_000].concat();
        assert!(Bytes(&deep).read(0).is_err());
    }
}
