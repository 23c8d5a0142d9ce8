//! Numbers that are read from a column of codes in one go.

use super::source::Values;
use crate::graph::Rows;

/// The codes of the rows of a batch, and the number of each code; 0 stands for rows without a value.
#[derive(Clone, Copy)]
pub(super) struct Coded<'a> {
    pub(super) values: Values<'a>,
    /// The code of each slot.
    pub(super) codes: &'a [u32],
    /// The number of each code; `None` where it is the code plus 1.
    pub(super) numbers: Option<&'a [u32]>,
}

impl Coded<'_> {
    /// Whether two are about the same codes of the same rows.
    pub(super) fn same_rows(&self, other: &Coded<'_>) -> bool {
        std::ptr::eq(self.codes, other.codes) && std::ptr::eq(self.values.ids, other.values.ids)
    }

    /// How many numbers by code there are, where they stand in a table.
    pub(super) fn table_len(&self) -> Option<usize> {
        self.numbers.map(<[u32]>::len)
    }

    /// Adds the number of each row, moved up by so many bits, to what stands in `to`.
    pub(super) fn add(&self, to: &mut [u64], shift: u32) {
        match self.numbers {
            None => self.each(to, |code| (u64::from(code) + 1) << shift),
            Some(numbers) => {
                let number = |code: u32| numbers.get(code as usize).copied().unwrap_or(0);
                self.each(to, |code| u64::from(number(code)) << shift);
            }
        }
    }

    /// Adds what `number` makes of the code of each row to what stands in `to`.
    #[inline]
    pub(super) fn each(&self, to: &mut [u64], number: impl Fn(u32) -> u64) {
        let ids = self.values.ids;
        let rows = self.values.column.rows();
        let Rows::All { first, .. } = rows else {
            for (place, id) in to.iter_mut().zip(ids) {
                let code = rows.slot(*id).and_then(|slot| self.codes.get(slot));
                *place |= code.map_or(0, |code| number(*code));
            }
            return;
        };
        if let Some(codes) = run(ids, *first, self.codes) {
            to.iter_mut().zip(codes).for_each(|(place, code)| *place |= number(*code));
            return;
        }
        for (place, id) in to.iter_mut().zip(ids) {
            let code = self.codes.get(id.wrapping_sub(*first) as usize);
            *place |= code.map_or(0, |code| number(*code));
        }
    }
}

/// The items of rows that come one after another, where all of them have one; row `first` has the first item.
pub(super) fn run<'a, T>(ids: &[u32], first: u32, items: &'a [T]) -> Option<&'a [T]> {
    let (start, last) = (*ids.first()?, *ids.last()?);
    let in_order = last.wrapping_sub(start) as usize == ids.len() - 1
        && (0u32..).zip(ids).all(|(at, id)| start.wrapping_add(at) == *id);
    let from = start.checked_sub(first)? as usize;
    items.get(from..from.checked_add(ids.len())?).filter(|_| in_order)
}
