//! Items grouped by a dense number, in one array.

/// Items of group 0, those of group 1, and so on; within a group in the order given. There are at most 2³² − 1.
#[derive(Debug, Clone)]
pub(super) struct Groups<T> {
    offsets: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Groups<T> {
    /// Sorts by counting: takes time in proportion to the groups and the items, which are gone through twice.
    pub(super) fn new(groups: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> Groups<T> {
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
        let filler = items.clone().next();
        let mut sorted = filler.map_or(Vec::new(), |(_, item)| vec![item; total as usize]);
        for (group, item) in items {
            if let Some(next) = offsets.get_mut(group) {
                if let Some(place) = sorted.get_mut(*next as usize) {
                    *place = item;
                }
                *next += 1;
            }
        }
        // Each offset has moved to the end of its group, which is the beginning of the next one.
        offsets.rotate_right(1);
        if let Some(start) = offsets.first_mut() {
            *start = 0;
        }
        Groups { offsets, items: sorted }
    }

    /// Groups that are sorted already: where each begins and, last, where all end.
    pub(super) fn from_sorted(offsets: Vec<u32>, items: Vec<T>) -> Groups<T> {
        Groups { offsets, items }
    }

    /// The items of a group.
    pub(super) fn get(&self, group: usize) -> &[T] {
        let range = (self.offsets.get(group), self.offsets.get(group + 1));
        let (Some(start), Some(end)) = range else { return &[] };
        self.items.get(*start as usize..*end as usize).unwrap_or(&[])
    }

    /// How many groups have items.
    pub(super) fn filled(&self) -> usize {
        self.offsets.windows(2).filter(|ends| ends[0] < ends[1]).count()
    }
}
