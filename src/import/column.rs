//! A column that grows value by value, and takes a type as it does.

use super::cells::{Cell, RowFault, Slice, exact, integer, text_at};
use super::dates::{Dates, Known};
use super::header::{Declared, Scalar};
use super::infer;
use super::report::{DateForm, Fault};
use super::sink::{ColumnData, PropertyColumn};
use crate::value::{Strings, Value};

/// The values so far.
#[derive(Debug)]
enum Values {
    /// None yet.
    Empty,
    Boolean(Vec<bool>),
    Integer(Vec<i64>),
    Float(Vec<f64>),
    /// Strings; `raw` while each may yet turn out to be a number or a boolean.
    Text {
        codes: Vec<u32>,
        texts: Strings,
        raw: bool,
    },
    Dates(Dates),
    Lists(Vec<Value>),
}

/// A column of a table that is being read.
#[derive(Debug)]
pub(super) struct ColumnBuilder {
    pub(super) key: String,
    declared: Option<Declared>,
    values: Values,
    /// How many rows have been pushed.
    rows: u32,
    /// The rows that have a value, once one has none.
    present: Option<Vec<u32>>,
}

impl ColumnBuilder {
    /// A column of which `before` rows have no value yet.
    pub(super) fn new(key: &str, declared: Option<Declared>, before: u32) -> Self {
        let present = (before > 0).then(Vec::new);
        let key = key.to_owned();
        ColumnBuilder { key, declared, values: Values::Empty, rows: before, present }
    }

    /// Whether [`ColumnBuilder::check`] may refuse a cell.
    pub(super) fn may_refuse(&self) -> bool {
        let dates = matches!(self.values, Values::Empty | Values::Dates(_));
        self.declared.is_some() || dates
    }

    /// Whether the cell is of the declared type; only then may it be pushed.
    pub(super) fn check(&mut self, cell: &Cell<'_>) -> Result<(), RowFault> {
        match (self.declared, cell) {
            (_, Cell::Null) => Ok(()),
            (None, Cell::Day(_)) if matches!(self.values, Values::Empty | Values::Dates(_)) => {
                self.date(cell).map(|_| ())
            }
            (None, _) => Ok(()),
            (Some(Declared { scalar, list: true }), cell) => infer::list(scalar, cell).map(|_| ()),
            (Some(Declared { scalar: Scalar::Date | Scalar::LenientDate, .. }), cell) => {
                self.date(cell).map(|_| ())
            }
            (Some(Declared { scalar, .. }), cell) => infer::scalar(scalar, cell).map(|_| ()),
        }
    }

    /// Adds the value of the next row.
    pub(super) fn push(&mut self, cell: &Cell<'_>) {
        let row = self.rows;
        self.rows += 1;
        if *cell == Cell::Null {
            self.present.get_or_insert_with(|| (0..row).collect());
            return;
        }
        if let Some(present) = &mut self.present {
            present.push(row);
        }
        match self.declared {
            None => self.add(cell),
            Some(Declared { scalar, list: true }) => {
                self.add_list(infer::list(scalar, cell).unwrap_or(Value::Null));
            }
            Some(Declared { scalar: Scalar::Date | Scalar::LenientDate, .. }) => {
                self.add_date(cell);
            }
            Some(Declared { scalar: Scalar::Text, .. }) => self.add_text(&cell.to_text(), false),
            Some(Declared { scalar, .. }) => {
                if let Ok(value) = infer::scalar(scalar, cell) {
                    self.add(&value);
                }
            }
        }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        match (&mut self.values, cell) {
            (Values::Integer(values), Cell::Integer(value)) => values.push(*value),
            (Values::Integer(values), Cell::Raw(text)) => match integer(text) {
                Some(value) => values.push(value),
                None => self.add_text(text, true),
            },
            (Values::Text { codes, texts, raw }, Cell::Raw(text)) if *raw => {
                codes.push(texts.intern(text));
            }
            (Values::Float(values), Cell::Float(value)) => values.push(*value),
            (Values::Float(values), Cell::Integer(value)) if exact(*value) => {
                values.push(*value as f64);
            }
            (Values::Boolean(values), Cell::Boolean(value)) => values.push(*value),
            (Values::Dates(_), Cell::Day(_)) => self.add_date(cell),
            (Values::Integer(values), Cell::Float(value)) if values.iter().all(|i| exact(*i)) => {
                let mut floats: Vec<f64> = values.iter().map(|value| *value as f64).collect();
                floats.push(*value);
                self.values = Values::Float(floats);
            }
            (Values::Lists(_), cell) => self.add_list(infer::value(cell)),
            (_, Cell::List(_)) => self.add_list(infer::value(cell)),
            (Values::Empty, cell) => self.begin(cell),
            (_, cell) => {
                let raw = matches!(cell, Cell::Raw(_));
                self.add_text(&cell.to_text(), raw);
            }
        }
    }

    fn begin(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Integer(value) => self.values = Values::Integer(vec![*value]),
            Cell::Float(value) => self.values = Values::Float(vec![*value]),
            Cell::Boolean(value) => self.values = Values::Boolean(vec![*value]),
            Cell::Day(_) => self.add_date(cell),
            Cell::Raw(text) => match integer(text) {
                Some(value) => self.values = Values::Integer(vec![value]),
                None => self.add_text(text, true),
            },
            Cell::Text(text) => self.add_text(text, false),
            #[cfg(feature = "parquet")]
            Cell::Moment(_) => self.add_text(&cell.to_text(), false),
            Cell::Null | Cell::List(_) => {}
        }
    }

    /// Adds a text, after everything before it has become text.
    fn add_text(&mut self, text: &str, is_raw: bool) {
        if !matches!(self.values, Values::Text { .. }) {
            let before = std::mem::replace(&mut self.values, Values::Empty);
            let (mut codes, mut texts, mut all_raw) = (Vec::new(), Strings::default(), is_raw);
            infer::texts(into_data(before), |text, raw| {
                codes.push(texts.intern(text));
                all_raw &= raw;
            });
            self.values = Values::Text { codes, texts, raw: all_raw };
        }
        if let Values::Text { codes, texts, raw } = &mut self.values {
            codes.push(texts.intern(text));
            *raw &= is_raw;
        }
    }

    fn add_list(&mut self, value: Value) {
        if !matches!(self.values, Values::Lists(_)) {
            let before = std::mem::replace(&mut self.values, Values::Empty);
            self.values = Values::Lists(infer::values(into_data(before)));
        }
        if let Values::Lists(values) = &mut self.values {
            values.push(value);
        }
    }

    /// The dates, where the column has nothing else.
    fn dates(&mut self) -> Option<&mut Dates> {
        if matches!(self.values, Values::Empty) {
            self.values = Values::Dates(Dates::default());
        }
        match &mut self.values {
            Values::Dates(dates) => Some(dates),
            _ => None,
        }
    }

    /// The date that a cell is.
    fn date(&mut self, cell: &Cell<'_>) -> Result<Known, RowFault> {
        let not_here = || RowFault::new(Fault::Value, format!("`{}` is not a date", cell.shown()));
        let lenient = matches!(self.declared, Some(Declared { scalar: Scalar::LenientDate, .. }));
        let dates = self.dates().ok_or_else(not_here)?;
        match cell {
            Cell::Raw(text) | Cell::Text(text) => dates.text(text, lenient),
            Cell::Integer(year) => dates.text(&year.to_string(), lenient),
            Cell::Day(day) => dates.day(*day),
            _ => Err(not_here()),
        }
    }

    fn add_date(&mut self, cell: &Cell<'_>) {
        if let (Ok(known), Values::Dates(dates)) = (self.date(cell), &mut self.values) {
            dates.push(known);
        }
    }

    /// Whether no type is declared.
    pub(super) fn is_free(&self) -> bool {
        self.declared.is_none()
    }

    /// Whether these cells are like those before.
    pub(super) fn is_of_kind(&self, slice: &Slice<'_>) -> bool {
        match (&self.values, slice) {
            (Values::Empty | Values::Integer(_), Slice::Integers(_)) => true,
            (Values::Empty | Values::Dates(_), Slice::Days(days)) => Dates::hold(days),
            (Values::Empty | Values::Text { .. }, Slice::Texts { .. } | Slice::Coded { .. }) => {
                true
            }
            _ => false,
        }
    }

    /// Adds the first `count` cells of a slice of the same kind; see [`ColumnBuilder::is_of_kind`].
    pub(super) fn extend(&mut self, slice: &Slice<'_>, count: usize) {
        if let Some(present) = &mut self.present {
            present.extend(self.rows..self.rows + count as u32);
        }
        self.rows += count as u32;
        if matches!(self.values, Values::Empty) {
            self.values = match slice {
                Slice::Integers(_) => Values::Integer(Vec::new()),
                Slice::Days(_) => Values::Dates(Dates::default()),
                Slice::Texts { .. } | Slice::Coded { .. } => {
                    Values::Text { codes: Vec::new(), texts: Strings::default(), raw: false }
                }
            };
        }
        match (&mut self.values, slice) {
            (Values::Integer(values), Slice::Integers(more)) => {
                values.extend_from_slice(more.get(..count).unwrap_or(more));
            }
            (Values::Dates(dates), Slice::Days(days)) => {
                dates.extend(days.get(..count).unwrap_or(days));
            }
            (Values::Text { codes, texts, raw }, Slice::Texts { text, ends }) => {
                *raw = false;
                codes.extend((0..count).map(|at| texts.intern(text_at(text, ends, at))));
            }
            (Values::Text { codes, texts, raw }, Slice::Coded { codes: places, text, ends }) => {
                *raw = false;
                let mut known = vec![None; ends.len()];
                codes.extend(places.iter().take(count).map(|place| {
                    let place = *place as usize;
                    let mut code = || texts.intern(text_at(text, ends, place));
                    match known.get_mut(place) {
                        Some(known) => *known.get_or_insert_with(code),
                        None => code(),
                    }
                }));
            }
            _ => {}
        }
    }

    /// How the dates are written that are not EDTF, the most frequent form first.
    pub(super) fn date_forms(&self) -> Vec<DateForm> {
        let Values::Dates(dates) = &self.values else { return Vec::new() };
        let mut forms: Vec<DateForm> = dates.forms().to_vec();
        forms.retain(|form| form.values > 0);
        forms.sort_by_key(|form| std::cmp::Reverse(form.values));
        forms
    }

    /// The column; `None` where no row has a value.
    pub(super) fn finish(self) -> Option<PropertyColumn> {
        let ColumnBuilder { key, declared, values, present, .. } = self;
        let raw = matches!(&values, Values::Text { raw: true, .. });
        let data = into_data(values);
        let data = if declared.is_none() { infer::settle(&key, data, raw) } else { data };
        (!data.is_empty()).then_some(PropertyColumn { key, rows: present, data })
    }
}

fn into_data(values: Values) -> ColumnData {
    match values {
        Values::Empty => ColumnData::Values(Vec::new()),
        Values::Boolean(values) => ColumnData::Boolean(values),
        Values::Integer(values) => ColumnData::Integer(values),
        Values::Float(values) => ColumnData::Float(values),
        Values::Text { codes, texts, .. } => ColumnData::Text { codes, texts },
        Values::Dates(Dates { codes, dates, .. }) => ColumnData::Date { codes, dates },
        Values::Lists(values) => ColumnData::Values(values),
    }
}
