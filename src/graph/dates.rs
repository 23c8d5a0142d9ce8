//! A column of EDTF dates.

use super::date_frames;
use super::date_tests::DateTests;
use crate::time::{Bounds, Date, Frame, Precision};
use crate::value::{Value, part};
use indexmap::IndexSet;
use std::sync::{Arc, OnceLock};

/// The parts that are whole numbers.
const PARTS: [&str; 5] = ["year", "half", "quarter", "month", "day"];

/// A part (as the year) of each distinct date of a column.
#[derive(Debug, Clone, Default)]
pub struct DatePart {
    /// For each date, by code: 1 + the place of its part in `values`, or 0 where it has none.
    pub places: Vec<u32>,
    /// The distinct parts, ascending.
    pub values: Vec<i64>,
}

impl DatePart {
    fn new(dates: &IndexSet<Arc<Date>>, name: &str) -> DatePart {
        let of = |date: &Arc<Date>| match part(&Value::Edtf(date.clone()), name) {
            Ok(Value::Integer(number)) => Some(number),
            _ => None,
        };
        let parts: Vec<Option<i64>> = dates.iter().map(of).collect();
        let mut values: Vec<i64> = parts.iter().copied().flatten().collect();
        values.sort_unstable();
        values.dedup();
        let place = |part: &Option<i64>| {
            part.and_then(|part| values.binary_search(&part).ok()).map_or(0, |at| at as u32 + 1)
        };
        let places = parts.iter().map(place).collect();
        DatePart { places, values }
    }
}

/// The distinct dates of a column in order.
#[derive(Debug)]
pub struct DateOrder {
    /// For each date, by code, its place in `dates`.
    pub ranks: Vec<u32>,
    /// The dates, ascending as `ORDER BY` has them.
    pub dates: Vec<Arc<Date>>,
}

impl DateOrder {
    fn new(dates: &IndexSet<Arc<Date>>) -> DateOrder {
        let mut sorted: Vec<(&Arc<Date>, usize)> = dates.iter().zip(0..).collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, code)) in (0u32..).zip(&sorted) {
            if let Some(place) = ranks.get_mut(*code) {
                *place = rank;
            }
        }
        DateOrder { ranks, dates: sorted.into_iter().map(|(date, _)| date.clone()).collect() }
    }
}

/// How many expressions of a column of dates are remembered.
const EXPRESSIONS: usize = 16;

/// What an expression gives for each distinct date of a column.
#[derive(Debug, Clone, Default)]
pub struct DateValues {
    /// For each date, by code: 1 + the place of its value in `values`, or 0 where it is not known.
    pub places: Vec<u32>,
    /// The distinct values.
    pub values: Vec<Value>,
}

/// Values by the text of their expression, the first places first.
type Remembered = Box<[OnceLock<(String, DateValues)>; EXPRESSIONS]>;

/// EDTF dates by their codes in a dictionary.
#[derive(Debug, Clone, Default)]
pub struct DateColumn {
    /// A code a slot.
    pub codes: Vec<u32>,
    dates: IndexSet<Arc<Date>>,
    bounds: Vec<Bounds>,
    parts: Box<[OnceLock<DatePart>; PARTS.len()]>,
    remembered: Remembered,
    order: OnceLock<Arc<DateOrder>>,
    frames: OnceLock<Arc<[Option<Frame>]>>,
    z_order: OnceLock<Arc<[u32]>>,
    tests: DateTests,
}

impl DateColumn {
    /// The distinct dates by code.
    pub fn dates(&self) -> &IndexSet<Arc<Date>> {
        &self.dates
    }

    /// Whether each date is one day.
    pub fn is_exact(&self) -> bool {
        self.bounds
            .iter()
            .all(|bounds| bounds.earliest.is_some() && bounds.earliest == bounds.latest)
    }

    /// Whether some date is an interval or a set.
    pub fn has_intervals(&self) -> bool {
        let long =
            |date: &Arc<Date>| matches!(date.precision(), Precision::Interval | Precision::Set);
        self.dates.iter().any(long)
    }

    /// The first and the last possible day of each distinct date, by code.
    pub fn bounds(&self) -> &[Bounds] {
        &self.bounds
    }

    /// The year, half, quarter, month or day of each date; `None` for any other name. It is made when it is first asked
    /// for.
    pub fn part(&self, name: &str) -> Option<&DatePart> {
        let at = PARTS.iter().position(|part| *part == name)?;
        Some(self.parts.get(at)?.get_or_init(|| DatePart::new(&self.dates, name)))
    }

    /// The dates in order; they are sorted when this is first asked for.
    pub fn order(&self) -> &Arc<DateOrder> {
        self.order.get_or_init(|| Arc::new(DateOrder::new(&self.dates)))
    }

    /// The bounds of each distinct date, by code, `None` where these do not tell all of it; they are made when this is
    /// first asked for.
    pub fn frames(&self) -> &[Option<Frame>] {
        self.frames.get_or_init(|| date_frames::frames(&self.dates).into())
    }

    /// Whether a condition is true of each date, by code, which `make` finds out where it is not known; the outcomes of the
    /// last conditions are kept. The condition depends on the date alone; `text` tells it from others.
    ///
    /// # Errors
    /// That of `make`; then nothing is kept.
    pub fn tested<E>(
        &self,
        text: &str,
        make: impl FnOnce() -> Result<Vec<bool>, E>,
    ) -> Result<Arc<[bool]>, E> {
        self.tests.get(text, make)
    }

    /// The codes, so that like dates are close to one another, those without bounds last.
    pub(super) fn z_order(&self) -> &[u32] {
        self.z_order.get_or_init(|| date_frames::z_order(self.frames()).into())
    }

    /// The values of an expression, which `make` makes when they are first asked for; `None` where it makes none, or where
    /// too many expressions are remembered already. The expression depends on the date alone; `text` tells it from others.
    pub fn remembered(
        &self,
        text: &str,
        make: impl FnOnce() -> Option<DateValues>,
    ) -> Option<&DateValues> {
        let known = || {
            let mut all = self.remembered.iter().map_while(OnceLock::get);
            all.find(|(known, _)| known == text).map(|(_, values)| values)
        };
        if let Some(values) = known() {
            return Some(values);
        }
        if self.remembered.iter().all(|place| place.get().is_some()) {
            return None;
        }
        let mut made = (text.to_owned(), make()?);
        for place in self.remembered.iter() {
            match place.set(made) {
                Ok(()) => break,
                Err(back) => made = back,
            }
        }
        known()
    }

    /// The date of a slot.
    pub fn date(&self, slot: usize) -> Option<&Arc<Date>> {
        self.dates.get_index(*self.codes.get(slot)? as usize)
    }

    /// The column of these codes and distinct dates; `None` where two dates are equal.
    pub(super) fn from_parts(codes: Vec<u32>, dates: Vec<Date>) -> Option<DateColumn> {
        let mut column = DateColumn { codes, ..DateColumn::default() };
        for date in dates {
            column.bounds.push(date.bounds());
            if !column.dates.insert(Arc::new(date)) {
                return None;
            }
        }
        Some(column)
    }

    /// The column with other codes.
    pub(super) fn with_codes(&self, codes: Vec<u32>) -> DateColumn {
        DateColumn {
            codes,
            dates: self.dates.clone(),
            bounds: self.bounds.clone(),
            parts: self.parts.clone(),
            remembered: Remembered::default(),
            order: self.order.clone(),
            frames: self.frames.clone(),
            z_order: self.z_order.clone(),
            tests: DateTests::default(),
        }
    }

    pub(super) fn push(&mut self, date: Arc<Date>) {
        let code = self.intern(date);
        self.codes.push(code);
    }

    /// The code of a date, which is added where it is new.
    pub(super) fn intern(&mut self, date: Arc<Date>) -> u32 {
        let bounds = date.bounds();
        let (code, new) = self.dates.insert_full(date);
        if new {
            self.bounds.push(bounds);
        }
        code as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_and_so_many_are_kept() {
        let column = DateColumn::default();
        let values =
            |number: i64| Some(DateValues { places: vec![1], values: vec![number.into()] });
        let first = |text: &str, number| {
            column.remembered(text, || values(number)).map(|known| known.values[0].clone())
        };
        assert!(column.remembered("e.date", || None).is_none());
        for number in 0..EXPRESSIONS as i64 {
            assert_eq!(first(&number.to_string(), number), Some(number.into()));
        }
        assert_eq!(first("3", 7), Some(3.into()));
        assert_eq!(first("another", 7), None);
    }
}
