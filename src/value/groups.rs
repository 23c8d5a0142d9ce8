//! Items grouped by a dense number, in one array.

/// Where each group of sorted items begins and, last, where all end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offsets(Vec<u32>);

impl Offsets {
    /// Sorts items by counting: calls `put` with the place of each item, which keep their order within a group. Takes
    /// time in proportion to the groups and the items, which are gone through twice. There are at most 2³² − 1.
    pub(crate) fn sort<T>(
        groups: usize,
        items: impl Iterator<Item = (usize, T)> + Clone,
        mut put: impl FnMut(usize, T),
    ) -> Offsets {
        let mut offsets = vec![0u32; groups + 1];
        for (group, _) in items.clone() {
            if let Some(size) = offsets.get_mut(group) {
                *size += 1;
            }
        }
        let mut total = 0;
        for offset in &mut offsets {
            let size = std::mem::replace(offset, total);
            total += size;
        }
        for (group, item) in items {
            if let Some(next) = offsets.get_mut(group) {
                put(*next as usize, item);
                *next += 1;
            }
        }
        // Each offset has moved to the end of its group, which is the beginning of the next one.
        offsets.rotate_right(1);
        if let Some(start) = offsets.first_mut() {
            *start = 0;
        }
        Offsets(offsets)
    }

    /// Offsets that are known already; they ascend, the first is 0 and the last the number of items.
    pub(crate) fn from_sorted(offsets: Vec<u32>) -> Offsets {
        Offsets(offsets)
    }

    /// Where the items of a group stand.
    #[inline]
    pub(crate) fn range(&self, group: usize) -> std::ops::Range<usize> {
        match self.0.get(group..).unwrap_or(&[]) {
            [start, end, ..] => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// How many groups have items.
    pub(crate) fn filled(&self) -> usize {
        self.0.windows(2).filter(|ends| ends[0] < ends[1]).count()
    }

    /// Where each group begins and, last, where all end.
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.0
    }
}

/// Items of group 0, those of group 1, and so on; within a group in the order given.
#[derive(Debug, Clone)]
pub(crate) struct Groups<T> {
    offsets: Offsets,
    items: Vec<T>,
}

impl<T: Copy> Groups<T> {
    /// Groups the items, of which there are `count`; see [`Offsets::sort`].
    pub(crate) fn new(
        groups: usize,
        count: usize,
        items: impl Iterator<Item = (usize, T)> + Clone,
        filler: T,
    ) -> Groups<T> {
        let mut sorted = vec![filler; count];
        let offsets = Offsets::sort(groups, items, |place, item| {
            if let Some(to) = sorted.get_mut(place) {
                *to = item;
            }
        });
        Groups { offsets, items: sorted }
    }

    /// All items.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of a group.
    pub(crate) fn get(&self, group: usize) -> &[T] {
        self.items.get(self.offsets.range(group)).unwrap_or(&[])
    }
}
