//! `ORDER BY`.

use super::slice::Amount;
use super::sort_keys::{Bound, SortColumn, is_before};
use crate::exec::ExecError;
use crate::exec::batch::{BATCH, Batch};
use crate::exec::context::Context;
use crate::exec::expr::BoxEval;
use crate::exec::operator::{Input, Operator, Poll};
use std::any::Any;
use std::cmp::Ordering;

/// Sorts all rows, or the first so many of them.
pub(in crate::exec) struct Sort {
    input: Input,
    keys: Vec<SortColumn>,
    limit: Vec<Amount>,
    rows: Batch,
    /// The morsel of each row: rows with equal keys stay in this order, which is that in which they came.
    morsels: Vec<u32>,
    /// The keys of the last row that is needed of those that were sorted: later rows must come before it.
    last: Option<Vec<Bound>>,
    held: usize,
    sorted: bool,
    given: usize,
}

/// So many rows more than twice those that are needed are gathered before they are sorted.
const SPARE: usize = 64;

impl Sort {
    /// The keys, and the numbers of rows whose sum is needed.
    pub(in crate::exec) fn new(keys: Vec<SortColumn>, limit: Vec<BoxEval>) -> Self {
        Sort {
            input: Input::default(),
            keys,
            limit: limit.into_iter().map(|expr| Amount::new("LIMIT", expr)).collect(),
            rows: Batch::default(),
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
        cx.tick(batch.len)?;
        let needed = self.needed(cx)?;
        if needed < usize::MAX {
            let rows = self.candidates(&batch, needed, cx);
            if rows.len() < batch.len {
                batch = batch.gather(&rows);
            }
        }
        let mut bytes = batch.bytes();
        for key in &mut self.keys {
            let integers = key.is_integers();
            bytes += key.append(&batch, cx)?;
            if integers != key.is_integers() {
                // The bound is none for values.
                self.last = None;
            }
        }
        // No row rests on what it is sorted by.
        cx.witnesses.clear();
        cx.hold(bytes)?;
        self.held += bytes;
        let before = self.rows.len;
        self.rows.append(batch);
        self.morsels.resize(self.rows.len, cx.morsel);
        if let Some(last) = &self.last {
            let all = 0..self.rows.len as u32;
            let kept: Vec<u32> = all
                .filter(|row| (*row as usize) < before || is_before(&self.keys, *row, last))
                .collect();
            self.keep(&kept);
        }
        if self.rows.len > needed.saturating_mul(2).saturating_add(SPARE) {
            self.sort(needed);
            let keys = self.keys.iter().map(SortColumn::bytes).sum::<usize>();
            let bytes = self.rows.bytes() + keys;
            cx.release(self.held.saturating_sub(bytes));
            self.held = self.held.min(bytes);
        }
        Ok(())
    }

    /// The rows of a batch that may be among the first, by what is known of their keys without making values of them.
    fn candidates(&self, batch: &Batch, needed: usize, cx: &Context<'_>) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..batch.len as u32).collect();
        if let Some(last) = &self.last {
            let mut before = Vec::new();
            let mut keys = self.keys.iter().zip(last);
            if keys.all(|(key, last)| {
                !rows.is_empty() && key.part(batch, last, &mut rows, &mut before, cx)
            }) {
                // What is as good as the last row comes after it.
                rows.clear();
            }
            rows.extend(before);
            rows.sort_unstable();
        }
        if let Some(first) = self.keys.first() {
            first.keep_first(batch, needed, &mut rows, cx);
        }
        rows
    }

    fn keep(&mut self, rows: &[u32]) {
        if rows.len() < self.rows.len {
            self.gather(rows);
        }
    }

    fn gather(&mut self, rows: &[u32]) {
        self.keys.iter_mut().for_each(|key| key.gather(rows));
        let morsel = |row: &u32| self.morsels.get(*row as usize).copied();
        self.morsels = rows.iter().filter_map(morsel).collect();
        self.rows = self.rows.gather(rows);
    }

    /// Sorts the rows that are there (stably), and keeps the first.
    fn sort(&mut self, needed: usize) {
        let mut rows: Vec<u32> = (0..self.rows.len as u32).collect();
        let morsel = |row: &u32| self.morsels.get(*row as usize);
        rows.sort_by(|a, b| self.compare(*a, *b).then_with(|| morsel(a).cmp(&morsel(b))));
        rows.truncate(needed);
        let last = rows.last().filter(|_| rows.len() == needed);
        self.last = last.map(|row| self.keys.iter().map(|key| key.bound(*row)).collect());
        self.gather(&rows);
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        let mut orderings = self.keys.iter().map(|key| key.compare(a, b));
        orderings.find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
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
        self.keys.iter_mut().for_each(SortColumn::clear);
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
            if let Some(other) = other.downcast_mut::<Sort>().filter(|other| other.rows.len > 0) {
                self.rows.append(std::mem::take(&mut other.rows));
                self.morsels.append(&mut other.morsels);
                let pairs = self.keys.iter_mut().zip(&mut other.keys);
                pairs.for_each(|(mine, theirs)| mine.append_all(theirs));
                self.held += other.held;
            }
        }
        Ok(())
    }
}
