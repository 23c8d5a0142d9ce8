//! `ORDER BY`.

use super::slice::Amount;
use crate::exec::ExecError;
use crate::exec::batch::{BATCH, Batch};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::operator::{Input, Operator, Poll};
use crate::value::{Value, order};
use std::any::Any;
use std::cmp::Ordering;

/// Sorts all rows, or the first so many of them.
pub(in crate::exec) struct Sort {
    input: Input,
    keys: Vec<(BoxEval, bool)>,
    limit: Vec<Amount>,
    rows: Batch,
    /// The keys of each row.
    values: Vec<Vec<Value>>,
    /// The morsel of each row: those of equal keys stand in this order, which is that in which they came.
    morsels: Vec<u32>,
    /// The keys of the last row that is needed of those that were sorted: later rows must come before it.
    last: Option<Vec<Value>>,
    held: usize,
    sorted: bool,
    given: usize,
}

impl Sort {
    /// Keys with whether the greatest comes first, and the numbers of rows whose sum is needed.
    pub(in crate::exec) fn new(keys: Vec<(BoxEval, bool)>, limit: Vec<BoxEval>) -> Self {
        Sort {
            input: Input::default(),
            keys,
            limit: limit.into_iter().map(|expr| Amount::new("LIMIT", expr)).collect(),
            rows: Batch::default(),
            values: Vec::new(),
            morsels: Vec::new(),
            last: None,
            held: 0,
            sorted: false,
            given: 0,
        }
    }

    fn needed(&mut self, cx: &mut Context<'_>) -> Result<usize, ExecError> {
        if self.limit.is_empty() {
            return Ok(usize::MAX);
        }
        self.limit.iter_mut().try_fold(0usize, |sum, part| Ok(sum.saturating_add(part.get(cx)?)))
    }

    fn add(&mut self, mut batch: Batch, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let mut kept = Vec::new();
        for row in 0..batch.len {
            let mut values = Vec::with_capacity(self.keys.len());
            for (key, _) in &mut self.keys {
                values.push(key.eval(RowRef { batch: &batch, row }, cx)?);
            }
            cx.tick(1)?;
            if self.last.as_ref().is_none_or(|last| self.compare(&values, last).is_lt()) {
                self.values.push(values);
                self.morsels.push(cx.morsel);
                kept.push(row as u32);
            }
        }
        if kept.len() < batch.len {
            batch = batch.gather(&kept);
        }
        let bytes = batch.bytes() + batch.len * (24 + self.keys.len() * size_of::<Value>());
        cx.hold(bytes)?;
        self.held += bytes;
        self.rows.append(batch);
        let needed = self.needed(cx)?;
        if self.rows.len > needed.saturating_mul(2).saturating_add(BATCH) {
            self.sort(needed);
            let bytes = self.rows.bytes() + self.rows.len * 24;
            cx.release(self.held.saturating_sub(bytes));
            self.held = self.held.min(bytes);
        }
        Ok(())
    }

    /// Sorts the rows that are there (stably), and keeps the first.
    fn sort(&mut self, needed: usize) {
        let mut rows: Vec<u32> = (0..self.rows.len as u32).collect();
        let keys = |row: &u32| self.values.get(*row as usize).map_or(&[][..], Vec::as_slice);
        let morsel = |row: &u32| self.morsels.get(*row as usize);
        rows.sort_by(|a, b| self.compare(keys(a), keys(b)).then_with(|| morsel(a).cmp(&morsel(b))));
        rows.truncate(needed);
        self.last = rows.last().filter(|_| rows.len() == needed).map(|row| keys(row).to_vec());
        let mut values = std::mem::take(&mut self.values);
        self.rows = self.rows.gather(&rows);
        self.morsels = rows.iter().filter_map(|row| morsel(row).copied()).collect();
        self.values = rows
            .iter()
            .map(|row| values.get_mut(*row as usize).map(std::mem::take).unwrap_or_default())
            .collect();
    }

    fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
        let pairs =
            a.iter().zip(b).zip(&self.keys).map(|((a, b), (_, descending))| {
                if *descending { order(b, a) } else { order(a, b) }
            });
        pairs.into_iter().find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl Operator for Sort {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if let Some(batch) = self.input.batch.take() {
            self.add(batch, cx)?;
        }
        if !self.input.ended {
            return Ok(Poll::Input);
        }
        if !self.sorted {
            let needed = self.needed(cx)?;
            self.sort(needed);
            self.sorted = true;
        }
        if self.given >= self.rows.len {
            cx.release(std::mem::take(&mut self.held));
            return Ok(Poll::Done);
        }
        let end = self.rows.len.min(self.given + BATCH);
        let rows: Vec<u32> = (self.given as u32..end as u32).collect();
        self.given = end;
        Ok(Poll::Batch(self.rows.gather(&rows)))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held));
        self.rows = Batch::default();
        self.values.clear();
        self.morsels.clear();
        self.last = None;
        self.sorted = false;
        self.given = 0;
    }

    fn can_unite(&self, _: &Context<'_>) -> bool {
        true
    }

    fn unite(
        &mut self,
        others: Vec<Box<dyn Operator>>,
        _: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        for mut other in others {
            let other: &mut dyn Any = other.as_mut();
            if let Some(other) = other.downcast_mut::<Sort>() {
                self.rows.append(std::mem::take(&mut other.rows));
                self.values.append(&mut other.values);
                self.morsels.append(&mut other.morsels);
                self.held += other.held;
            }
        }
        Ok(())
    }
}
