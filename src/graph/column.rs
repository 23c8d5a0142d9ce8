//! A property of all nodes, or of all edges, as a typed column.

use super::KeyId;
use super::column_statistics::ColumnStatistics;
use super::dates::DateColumn;
use super::index::Index;
use super::lazy::Later;
use super::rows::Rows;
use crate::value::{Strings, Value};
use std::sync::OnceLock;

/// Texts by their codes in a dictionary.
#[derive(Debug, Clone, Default)]
pub struct StringColumn {
    /// A code a slot.
    pub codes: Vec<u32>,
    /// The texts of the codes.
    pub strings: Strings,
}

/// The values of a column, one a slot of its [`Rows`]. A slot without a row holds anything.
#[derive(Debug, Clone)]
pub enum Data {
    /// Only booleans.
    Boolean(Vec<bool>),
    /// Only integers.
    Integer(Vec<i64>),
    /// Only floats.
    Float(Vec<f64>),
    /// Only texts.
    String(StringColumn),
    /// Only EDTF dates.
    Edtf(DateColumn),
    /// Values of other types, or of several.
    Other(Vec<Value>),
}

impl Default for Data {
    /// No values.
    fn default() -> Self {
        Data::Other(Vec::new())
    }
}

impl Data {
    fn for_value(value: &Value) -> Data {
        match value {
            Value::Boolean(_) => Data::Boolean(Vec::new()),
            Value::Integer(_) => Data::Integer(Vec::new()),
            Value::Float(_) => Data::Float(Vec::new()),
            Value::String(_) => Data::String(StringColumn::default()),
            Value::Edtf(_) => Data::Edtf(DateColumn::default()),
            _ => Data::Other(Vec::new()),
        }
    }

    /// The value of a slot; null beyond the last.
    pub fn value(&self, slot: usize) -> Value {
        match self {
            Data::Boolean(values) => values.get(slot).copied().map(Value::Boolean),
            Data::Integer(values) => values.get(slot).copied().map(Value::Integer),
            Data::Float(values) => values.get(slot).copied().map(Value::Float),
            Data::String(column) => {
                column.codes.get(slot).map(|code| Value::from(column.strings.text(*code)))
            }
            Data::Edtf(column) => column.date(slot).cloned().map(Value::Edtf),
            Data::Other(values) => values.get(slot).cloned(),
        }
        .unwrap_or(Value::Null)
    }

    fn push(&mut self, value: Value, slots: usize) {
        match (&mut *self, value) {
            (Data::Boolean(values), Value::Boolean(value)) => values.push(value),
            (Data::Integer(values), Value::Integer(value)) => values.push(value),
            (Data::Float(values), Value::Float(value)) => values.push(value),
            (Data::String(column), Value::String(text)) => {
                column.codes.push(column.strings.intern(&text));
            }
            (Data::Edtf(column), Value::Edtf(date)) => column.push(date),
            (Data::Other(values), value) => values.push(value),
            (_, value) => {
                let mut values: Vec<Value> = (0..slots).map(|slot| self.value(slot)).collect();
                values.push(value);
                *self = Data::Other(values);
            }
        }
    }

    /// How many values.
    fn len(&self) -> usize {
        match self {
            Data::Boolean(values) => values.len(),
            Data::Integer(values) => values.len(),
            Data::Float(values) => values.len(),
            Data::String(column) => column.codes.len(),
            Data::Edtf(column) => column.codes.len(),
            Data::Other(values) => values.len(),
        }
    }

    /// Adds other values behind these.
    fn append(&mut self, other: Data) {
        match (&mut *self, other) {
            (Data::Boolean(values), Data::Boolean(more)) => values.extend(more),
            (Data::Integer(values), Data::Integer(more)) => values.extend(more),
            (Data::Float(values), Data::Float(more)) => values.extend(more),
            (Data::String(column), Data::String(more)) => {
                let new: Vec<u32> =
                    more.strings.iter().map(|text| column.strings.intern(text)).collect();
                let code = |code: u32| new.get(code as usize).copied().unwrap_or(0);
                column.codes.extend(more.codes.into_iter().map(code));
            }
            (Data::Edtf(column), Data::Edtf(more)) => {
                let new: Vec<u32> =
                    more.dates().iter().map(|date| column.intern(date.clone())).collect();
                let code = |code: u32| new.get(code as usize).copied().unwrap_or(0);
                column.codes.extend(more.codes.into_iter().map(code));
            }
            (_, more) => {
                for slot in 0..more.len() {
                    self.push(more.value(slot), self.len());
                }
            }
        }
    }

    fn spread(&mut self, slots: &[u32]) {
        match self {
            Data::Boolean(values) => spread(values, slots, &false),
            Data::Integer(values) => spread(values, slots, &0),
            Data::Float(values) => spread(values, slots, &0.0),
            Data::String(column) => spread(&mut column.codes, slots, &0),
            Data::Edtf(column) => spread(&mut column.codes, slots, &0),
            Data::Other(values) => spread(values, slots, &Value::Null),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Data::Boolean(values) => values.shrink_to_fit(),
            Data::Integer(values) => values.shrink_to_fit(),
            Data::Float(values) => values.shrink_to_fit(),
            Data::String(column) => {
                column.codes.shrink_to_fit();
                column.strings.shrink_to_fit();
            }
            Data::Edtf(column) => column.codes.shrink_to_fit(),
            Data::Other(values) => values.shrink_to_fit(),
        }
    }
}

/// Moves the values to their slots; `filler` goes between.
fn spread<T: Clone>(values: &mut Vec<T>, slots: &[u32], filler: &T) {
    let len = slots.last().map_or(0, |last| *last as usize + 1);
    let mut spread = Vec::with_capacity(len);
    for (value, slot) in values.drain(..).zip(slots) {
        spread.resize(*slot as usize, filler.clone());
        spread.push(value);
    }
    *values = spread;
}

/// A column: which rows have a value, and the values by slot.
///
/// ```
/// use nenpyo::graph::{Data, GraphBuilder};
///
/// let mut builder = GraphBuilder::new();
/// for (name, area) in [("Dalian", 12574), ("Kyoto", 4612)] {
///     builder.add_node(&["City"], vec![("name".into(), name.into()), ("area".into(), area.into())]);
/// }
/// let graph = builder.build()?;
/// let column = graph.key_id("area").and_then(|key| graph.node_column(key));
/// let Some(Data::Integer(areas)) = column.map(|column| column.data()) else { unreachable!() };
/// assert_eq!(areas, &[12574, 4612]);
/// # Ok::<(), nenpyo::graph::GraphError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Column {
    rows: Rows,
    data: Later<Data>,
    index: OnceLock<Option<Index>>,
    statistics: OnceLock<ColumnStatistics>,
}

impl Column {
    /// Which rows have a value, and at which slot.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The values by slot.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// Whether a row has a value.
    pub fn has(&self, row: u32) -> bool {
        self.rows.slot(row).is_some()
    }

    /// The value of a row; null where it has none.
    pub fn get(&self, row: u32) -> Value {
        self.rows.slot(row).map_or(Value::Null, |slot| self.data.value(slot))
    }

    /// Whether a row has the text of a code.
    #[inline]
    pub(crate) fn has_code(&self, row: u32, code: u32) -> bool {
        match (self.data(), self.rows.slot(row)) {
            (Data::String(texts), Some(slot)) => texts.codes.get(slot) == Some(&code),
            _ => false,
        }
    }

    /// The text of a row; `None` where it has none or the column holds not only texts.
    pub fn text(&self, row: u32) -> Option<&str> {
        let Data::String(column) = self.data() else { return None };
        let code = column.codes.get(self.rows.slot(row)?)?;
        Some(column.strings.text(*code))
    }

    /// How many distinct values, where the column has a dictionary.
    pub fn distinct(&self) -> Option<usize> {
        match self.data() {
            Data::String(column) => Some(column.strings.len()),
            Data::Edtf(column) => Some(column.dates().len()),
            _ => None,
        }
    }

    /// How the values are spread. It is found out when first asked for, from a sample.
    pub fn statistics(&self) -> &ColumnStatistics {
        self.statistics.get_or_init(|| ColumnStatistics::new(self))
    }

    /// The index, which is made when first asked for; `None` where the column holds something else than integers and
    /// texts.
    pub(super) fn index(&self) -> Option<&Index> {
        self.index.get_or_init(|| Index::new(self)).as_ref()
    }

    /// A column of these values, one a slot.
    pub(super) fn new(rows: Rows, data: Data) -> Column {
        Column::later(rows, Later::from(data))
    }

    /// The same of values that are unpacked when they are first asked for.
    pub(super) fn later(rows: Rows, data: Later<Data>) -> Column {
        Column { rows, data, index: OnceLock::new(), statistics: OnceLock::new() }
    }

    /// The column of some slots of this one, each with its new row; both ascend.
    pub(super) fn picked(&self, left: &[(u32, usize)]) -> Column {
        fn pick<T: Clone>(values: &[T], left: &[(u32, usize)]) -> Vec<T> {
            left.iter().filter_map(|(_, slot)| values.get(*slot).cloned()).collect()
        }
        let data = match self.data() {
            Data::Boolean(values) => Data::Boolean(pick(values, left)),
            Data::Integer(values) => Data::Integer(pick(values, left)),
            Data::Float(values) => Data::Float(pick(values, left)),
            Data::String(column) => {
                let (codes, strings) = (pick(&column.codes, left), column.strings.clone());
                Data::String(StringColumn { codes, strings })
            }
            Data::Edtf(column) => Data::Edtf(column.with_codes(pick(&column.codes, left))),
            Data::Other(values) => Data::Other(pick(values, left)),
        };
        let mut rows = Rows::default();
        left.iter().for_each(|(row, _)| {
            rows.push(*row);
        });
        let mut column = Column::new(rows, data);
        column.finish();
        column
    }

    /// A column for values like `value`.
    pub(super) fn for_value(value: &Value) -> Column {
        Column::new(Rows::default(), Data::for_value(value))
    }

    /// Adds values, one for each of some rows behind all others.
    pub(super) fn extend(&mut self, rows: impl Iterator<Item = u32>, data: Data) {
        let before = self.rows.count();
        for row in rows {
            self.rows.push(row);
        }
        debug_assert!(self.rows.count() - before == data.len(), "rows not behind the others");
        self.data.change(|values| values.append(data));
    }

    /// Adds the value of a row behind all others. A row that has a value keeps it.
    pub(super) fn push(&mut self, row: u32, value: Value) {
        let slots = self.rows.count();
        if self.rows.push(row) {
            self.data.change(|values| values.push(value, slots));
        }
    }

    /// Brings the column into the form in which it is read; after this nothing is pushed.
    pub(super) fn finish(&mut self) {
        let slots = self.rows.compact();
        self.data.change(|values| {
            if let Some(slots) = slots {
                values.spread(&slots);
            }
            values.shrink_to_fit();
        });
    }
}

/// The columns of all nodes, or of all edges, by property key.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    pub(super) fn get_mut(&mut self, key: KeyId) -> Option<&mut Column> {
        self.0.get_mut(key.0 as usize).and_then(Option::as_mut)
    }

    /// Takes the column of a key away.
    pub(super) fn remove(&mut self, key: KeyId) {
        if let Some(place) = self.0.get_mut(key.0 as usize) {
            *place = None;
        }
    }

    /// The columns by key.
    pub(super) fn iter(&self) -> impl Iterator<Item = (KeyId, &Column)> {
        let columns = (0..).map(KeyId).zip(&self.0);
        columns.filter_map(|(key, column)| Some((key, column.as_ref()?)))
    }

    /// Sets the column of a key.
    pub(super) fn set(&mut self, key: KeyId, column: Column) {
        let key = key.0 as usize;
        if self.0.len() <= key {
            self.0.resize_with(key + 1, || None);
        }
        if let Some(place) = self.0.get_mut(key) {
            *place = Some(column);
        }
    }

    pub(super) fn get(&self, key: KeyId) -> Option<&Column> {
        self.0.get(key.0 as usize).and_then(Option::as_ref)
    }

    /// The property of a row; null where it has none.
    pub(super) fn value(&self, key: KeyId, row: u32) -> Value {
        self.get(key).map_or(Value::Null, |column| column.get(row))
    }

    /// The properties of a row, by key.
    pub(super) fn row(&self, row: u32) -> Vec<(KeyId, Value)> {
        self.iter()
            .filter(|(_, column)| column.has(row))
            .map(|(key, column)| (key, column.get(row)))
            .collect()
    }

    pub(super) fn push(&mut self, key: KeyId, row: u32, value: Value) {
        let key = key.0 as usize;
        if self.0.len() <= key {
            self.0.resize_with(key + 1, || None);
        }
        if let Some(column) = self.0.get_mut(key) {
            column.get_or_insert_with(|| Column::for_value(&value)).push(row, value);
        }
    }

    pub(super) fn finish(&mut self) {
        self.0.iter_mut().flatten().for_each(Column::finish);
    }
}
