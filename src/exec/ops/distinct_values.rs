//! How many distinct values there are.

use super::pair_set::PairSet;
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::vector::{Groups, Key, Places};

/// Counts the distinct values of each group; null is none.
pub(in crate::exec) struct DistinctValues {
    /// The values so far, numbered.
    values: Groups,
    /// The number of the value of each row of the batch at hand.
    numbers: Vec<u32>,
    /// The number of null, where it came.
    null: Option<u32>,
    /// Groups with the numbers of their values; `None` where all rows are of one group.
    seen: Option<PairSet>,
    counts: Vec<i64>,
}

impl DistinctValues {
    /// With whether there are several groups.
    pub(super) fn new(value: Key, keyed: bool) -> DistinctValues {
        DistinctValues {
            values: Groups::new(vec![value]),
            numbers: Vec::new(),
            null: None,
            seen: keyed.then(PairSet::default),
            counts: Vec::new(),
        }
    }

    /// Makes room for so many groups.
    pub(super) fn grow(&mut self, groups: usize) {
        self.counts.resize(groups, 0);
    }

    /// Gives it the rows of a batch, each with the number of its group; how many bytes it holds for them, about.
    pub(super) fn add(
        &mut self,
        batch: &Batch,
        groups: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        let (known, held) = (self.values.len(), self.values.held());
        self.values.assign(batch, &mut self.numbers, cx)?;
        // Whoever asked counts them, with those below.
        let values = self.values.held() - held;
        cx.release(values);
        self.null = self.null.or_else(|| self.values.null_since(known));
        let numbers = std::mem::take(&mut self.numbers);
        let held = values + self.see(groups.iter().copied().zip(numbers.iter().copied()));
        self.numbers = numbers;
        Ok(held)
    }

    /// Takes over the values of other rows, whose groups are these here; how many bytes it holds for that, about.
    pub(super) fn absorb(
        &mut self,
        other: DistinctValues,
        groups: &[u32],
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        let (known, held) = (self.values.len(), self.values.held());
        let numbers = self.values.absorb(&other.values, Places::default(), cx)?;
        let values = self.values.held() - held;
        cx.release(values);
        self.null = self.null.or_else(|| self.values.null_since(known));
        let theirs = other.seen.unwrap_or_default();
        let here = |(group, number): (u32, u32)| {
            Some((*groups.get(group as usize)?, *numbers.get(number as usize)?))
        };
        Ok(values + self.see(theirs.iter().filter_map(here)))
    }

    /// Counts values (by their numbers) of groups that were not seen there before; how many bytes that takes, about.
    fn see(&mut self, pairs: impl Iterator<Item = (u32, u32)>) -> usize {
        let Some(seen) = &mut self.seen else {
            let count = self.values.len() - usize::from(self.null.is_some());
            self.counts.iter_mut().for_each(|all| *all = count as i64);
            return 0;
        };
        let before = seen.bytes();
        for (group, number) in pairs {
            if Some(number) != self.null
                && seen.insert(group, number)
                && let Some(count) = self.counts.get_mut(group as usize)
            {
                *count += 1;
            }
        }
        seen.bytes().saturating_sub(before)
    }

    /// The counts by group.
    pub(super) fn counts(&self) -> &[i64] {
        &self.counts
    }

    /// Forgets everything.
    pub(super) fn reset(&mut self) {
        self.values.reset();
        self.null = None;
        self.seen.iter_mut().for_each(PairSet::clear);
        self.counts.clear();
    }
}
