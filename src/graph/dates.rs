//! A column of EDTF dates.

use crate::time::{Bounds, Date};
use indexmap::IndexSet;
use std::sync::Arc;

/// EDTF dates by their codes in a dictionary.
#[derive(Debug, Clone, Default)]
pub struct DateColumn {
    /// A code a slot.
    pub codes: Vec<u32>,
    dates: IndexSet<Arc<Date>>,
    bounds: Vec<Bounds>,
}

impl DateColumn {
    /// The distinct dates by code.
    pub fn dates(&self) -> &IndexSet<Arc<Date>> {
        &self.dates
    }

    /// The first and the last possible day of each distinct date, by code.
    pub fn bounds(&self) -> &[Bounds] {
        &self.bounds
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
