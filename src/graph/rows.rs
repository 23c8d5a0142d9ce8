//! Which rows of a table a column has values for, and where each value stands.

/// The rows that have a value. Rows are node or edge numbers; the value of a row stands at its *slot*.
///
/// Nodes of one class mostly come one after another and have the same properties, so a column covers a span of rows
/// and needs no room before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Every row of `first .. first + count`; the slot is the distance from `first`.
    All {
        /// The first row.
        first: u32,
        /// How many rows.
        count: u32,
    },
    /// Those rows of `first ..` whose bit is 1 (the lowest bit of a word comes first); the slot is the distance from
    /// `first`, and there are slots without a value.
    Bits {
        /// The first row.
        first: u32,
        /// How many rows have a value.
        count: u32,
        /// One bit a slot.
        bits: Vec<u64>,
    },
    /// These rows, ascending; the slot is the position in the list.
    List(Vec<u32>),
}

impl Default for Rows {
    fn default() -> Self {
        Rows::All { first: 0, count: 0 }
    }
}

impl Rows {
    /// How many rows have a value.
    pub fn count(&self) -> usize {
        match self {
            Rows::All { count, .. } | Rows::Bits { count, .. } => *count as usize,
            Rows::List(rows) => rows.len(),
        }
    }

    /// Where the value of a row stands; `None` where it has none.
    #[inline]
    pub fn slot(&self, row: u32) -> Option<usize> {
        match self {
            Rows::All { first, count } => row.checked_sub(*first).filter(|s| s < count),
            Rows::Bits { first, bits, .. } => row.checked_sub(*first).filter(|slot| {
                bits.get(*slot as usize / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
            }),
            Rows::List(rows) => return rows.binary_search(&row).ok(),
        }
        .map(|slot| slot as usize)
    }

    /// How many slots there are at most, those without a value included.
    pub fn slots(&self) -> usize {
        match self {
            Rows::All { count, .. } => *count as usize,
            Rows::Bits { bits, .. } => bits.len() * 64,
            Rows::List(rows) => rows.len(),
        }
    }

    /// The rows with their slots, ascending.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, usize)> + Clone {
        (0..self.slots()).filter_map(|slot| Some((self.row(slot)?, slot)))
    }

    /// The row of a slot; `None` where it has none.
    pub fn row(&self, slot: usize) -> Option<u32> {
        match self {
            Rows::All { first, count } => (slot < *count as usize).then(|| *first + slot as u32),
            Rows::Bits { first, bits, .. } => {
                let valid = bits.get(slot / 64)? >> (slot % 64) & 1 == 1;
                valid.then(|| *first + slot as u32)
            }
            Rows::List(rows) => rows.get(slot).copied(),
        }
    }

    /// Adds a row behind all others with the next slot; `false`, and nothing added, where it is not behind them.
    pub(super) fn push(&mut self, row: u32) -> bool {
        match self {
            Rows::All { first, count } if *count == 0 => (*first, *count) = (row, 1),
            Rows::All { first, count } if row == *first + *count => *count += 1,
            Rows::All { first, count } if row > *first + *count => {
                let mut rows: Vec<u32> = (*first..*first + *count).collect();
                rows.push(row);
                *self = Rows::List(rows);
            }
            Rows::List(rows) if rows.last().is_none_or(|last| row > *last) => rows.push(row),
            Rows::All { .. } | Rows::Bits { .. } | Rows::List(_) => return false,
        }
        true
    }

    /// Where a list fills at least a quarter of its span, turns it into bits, and returns the slots that its values
    /// move to.
    pub(super) fn compact(&mut self) -> Option<Vec<u32>> {
        let Rows::List(rows) = self else { return None };
        let (first, last) = (*rows.first()?, *rows.last()?);
        if u64::from(last - first) + 1 > rows.len() as u64 * 4 {
            rows.shrink_to_fit();
            return None;
        }
        let slots: Vec<u32> = rows.iter().map(|row| row - first).collect();
        let mut bits = vec![0u64; (last - first) as usize / 64 + 1];
        for slot in &slots {
            if let Some(word) = bits.get_mut(*slot as usize / 64) {
                *word |= 1 << (slot % 64);
            }
        }
        *self = Rows::Bits { first, count: slots.len() as u32, bits };
        Some(slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pushed: &[u32], expected: fn(&Rows) -> bool) {
        let mut rows = Rows::default();
        assert!(pushed.iter().all(|row| rows.push(*row)));
        let slots = rows.compact();
        assert!(expected(&rows), "{rows:?}");
        assert_eq!(rows.count(), pushed.len());
        assert_eq!(rows.pairs().map(|(row, _)| row).collect::<Vec<_>>(), pushed);
        assert!(rows.pairs().all(|(row, slot)| rows.slot(row) == Some(slot)));
        for row in 0..1200 {
            let position = pushed.iter().position(|p| *p == row);
            let slot = position.map(|p| slots.as_ref().map_or(p, |s| s[p] as usize));
            assert_eq!(rows.slot(row), slot, "row {row}");
        }
    }

    #[test]
    fn a_span_needs_no_bits() {
        check(&[], |rows| matches!(rows, Rows::All { .. }));
        check(&[7, 8, 9], |rows| matches!(rows, Rows::All { first: 7, count: 3 }));
    }

    #[test]
    fn gaps_make_bits_and_scattered_rows_a_list() {
        let thirds: Vec<u32> = (3..300).filter(|row| row % 3 == 0).collect();
        check(&thirds, |rows| matches!(rows, Rows::Bits { first: 3, count: 99, .. }));
        check(&[3, 500, 1000], |rows| matches!(rows, Rows::List(_)));
    }

    #[test]
    fn a_row_has_one_value() {
        let mut rows = Rows::default();
        assert!(rows.push(4) && !rows.push(4) && rows.push(9) && !rows.push(9) && !rows.push(8));
        assert_eq!(rows.count(), 2);
    }
}
