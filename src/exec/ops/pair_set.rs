//! Sets of pairs of a group and a node (or an edge, or a value), by number.

use foldhash::fast::RandomState;
use std::collections::HashSet;

/// A set of pairs: a hash table as long as they are few, then a bitmap a group where that takes no more room.
#[derive(Debug, Default)]
pub(in crate::exec) struct PairSet {
    bits: Vec<u64>,
    /// The number of the first bit of each group.
    first: u32,
    /// How many words a group has.
    words: usize,
    /// Those that have no bit.
    rest: HashSet<u64, RandomState>,
    len: usize,
    /// With so many pairs it is looked whether bitmaps pay.
    next_look: usize,
}

/// Fewer pairs stay in the hash table.
const FEW: usize = 4096;

/// So many bits a pair are worth it: four times as much room as an entry of the hash table.
const BITS_A_PAIR: usize = 512;

impl PairSet {
    /// Adds a pair; whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, group: u32, item: u32) -> bool {
        let new = match self.place(group, item) {
            Some(place) => set(place),
            None => self.insert_rest(group, item),
        };
        self.len += usize::from(new);
        new
    }

    #[inline]
    fn place(&mut self, group: u32, item: u32) -> Option<(&mut u64, u64)> {
        let at = item.wrapping_sub(self.first) as usize;
        if at / 64 >= self.words {
            return None;
        }
        let word = self.bits.get_mut((group as usize).checked_mul(self.words)? + at / 64)?;
        Some((word, 1 << (at % 64)))
    }

    #[inline(never)]
    fn insert_rest(&mut self, group: u32, item: u32) -> bool {
        if self.rest.len() >= self.next_look.max(FEW) {
            self.next_look = self.rest.len().max(FEW).saturating_mul(2);
            self.spread();
            if let Some(place) = self.place(group, item) {
                return set(place);
            }
        }
        self.rest.insert(pair(group, item))
    }

    /// Gives the pairs bits, if that pays.
    fn spread(&mut self) {
        let (mut least, mut most, mut groups) = (u32::MAX, 0, 0);
        for (group, item) in self.iter() {
            (least, most, groups) = (least.min(item), most.max(item), groups.max(group as usize));
        }
        let words = (most.saturating_sub(least) as usize) / 64 + 1;
        // Room for as many groups again.
        let groups = (groups + 1).saturating_mul(2);
        let Some(all) = words.checked_mul(groups) else { return };
        if all.saturating_mul(64) > self.len.saturating_mul(BITS_A_PAIR) {
            return;
        }
        let pairs: Vec<(u32, u32)> = self.iter().collect();
        (self.first, self.words, self.bits) = (least, words, vec![0; all]);
        self.rest = HashSet::default();
        for (group, item) in pairs {
            match self.place(group, item) {
                Some((word, bit)) => *word |= bit,
                None => drop(self.rest.insert(pair(group, item))),
            }
        }
    }

    /// The pairs.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        let (words, first) = (self.words.max(1), self.first);
        let filled = self.bits.iter().enumerate().filter(|(_, word)| **word != 0);
        let in_bits = filled.flat_map(move |(at, word)| {
            let (group, start) = ((at / words) as u32, first + (at % words * 64) as u32);
            let set = (0..64u32).filter(move |bit| word >> bit & 1 == 1);
            set.map(move |bit| (group, start.wrapping_add(bit)))
        });
        let rest = self.rest.iter().map(|pair| ((pair >> 32) as u32, *pair as u32));
        in_bits.chain(rest)
    }

    /// Forgets all pairs.
    pub(super) fn clear(&mut self) {
        *self = PairSet::default();
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.bits.as_slice()) + self.rest.len() * 16
    }
}

/// Sets a bit; whether it was not set.
#[inline]
fn set((word, bit): (&mut u64, u64)) -> bool {
    let new = *word & bit == 0;
    *word |= bit;
    new
}

fn pair(group: u32, item: u32) -> u64 {
    u64::from(group) << 32 | u64::from(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn pairs_are_the_same_in_a_table_and_in_bitmaps() {
        let (mut set, mut expected) = (PairSet::default(), BTreeSet::new());
        let mut state = 7u64;
        for round in 0..60_000u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Later on there are more groups, and items beyond those before.
            let group = (state >> 33) as u32 % if round < 30_000 { 5 } else { 40 };
            let item = 1000 + (state >> 40) as u32 % if round < 30_000 { 3000 } else { 9000 };
            let item = if round < 59_000 { item } else { item + 50_000 };
            assert_eq!(set.insert(group, item), expected.insert((group, item)), "{group} {item}");
        }
        assert!(!set.bits.is_empty() && !set.rest.is_empty());
        assert_eq!(set.len, expected.len());
        assert_eq!(set.iter().collect::<BTreeSet<_>>(), expected);
        set.clear();
        assert!(set.len == 0 && set.insert(1, u32::MAX) && set.insert(u32::MAX, 1));
    }
}
