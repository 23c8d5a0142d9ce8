//! Sets of nodes or edges, by number.

use std::cell::RefCell;

thread_local! {
    /// Empty bitmaps that were used before: clearing a few bits is cheaper than a new bitmap.
    static SPARE: RefCell<Vec<Vec<u64>>> = const { RefCell::new(Vec::new()) };
}

/// How many bitmaps a thread keeps.
const KEPT: usize = 4;

/// A set of numbers: a bitmap, and the numbers in order of insertion.
#[derive(Debug, Default)]
pub(super) struct NodeSet {
    bits: Vec<u64>,
    items: Vec<u32>,
}

impl NodeSet {
    /// An empty set of numbers below `size`.
    pub(super) fn new(size: usize) -> NodeSet {
        let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok().and_then(|mut s| s.pop()));
        let mut bits: Vec<u64> = spare.ok().flatten().unwrap_or_default();
        if bits.len() <= size / 64 {
            bits = vec![0; size / 64 + 1];
        }
        NodeSet { bits, items: Vec::new() }
    }

    /// Adds a number; whether it is new. A number that is too great is never new.
    #[inline]
    pub(super) fn insert(&mut self, item: u32) -> bool {
        let Some(word) = self.bits.get_mut(item as usize / 64) else { return false };
        let bit = 1 << (item % 64);
        if *word & bit != 0 {
            return false;
        }
        *word |= bit;
        self.items.push(item);
        true
    }

    /// Whether a number is there.
    #[inline]
    pub(super) fn contains(&self, item: u32) -> bool {
        self.bits.get(item as usize / 64).is_some_and(|word| word >> (item % 64) & 1 == 1)
    }

    /// The numbers in order of insertion.
    pub(super) fn items(&self) -> &[u32] {
        &self.items
    }

    pub(super) fn clear(&mut self) {
        for item in self.items.drain(..) {
            if let Some(word) = self.bits.get_mut(item as usize / 64) {
                *word = 0;
            }
        }
    }

    /// About how many bytes a set of numbers below `size` takes.
    pub(super) fn bytes(size: usize) -> usize {
        size / 8
    }
}

impl Drop for NodeSet {
    fn drop(&mut self) {
        self.clear();
        let bits = std::mem::take(&mut self.bits);
        // Without a place to keep it (the thread ends) it is dropped.
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && spare.len() < KEPT
                && !bits.is_empty()
            {
                spare.push(bits);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bitmap_is_empty_when_it_is_used_again() {
        for size in [100, 1000, 100] {
            let mut set = NodeSet::new(size);
            assert!(set.insert(7) && !set.insert(7) && set.insert(size as u32));
            assert_eq!(set.items(), [7, size as u32]);
            assert!(!set.insert(u32::MAX));
            set.clear();
            assert!(set.items().is_empty() && set.insert(7));
        }
    }
}
