//! Tables from the numbers of keys, packed into one number, to groups.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// A table is indexed directly if it has no more places than this for each row that was seen: places that are not used
/// cost next to nothing.
const DENSE: u64 = 64;
/// A table that is indexed directly never has more places than this.
const MOST: u64 = 1 << 22;

/// How many bits the number of each key takes, and where they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    widths: Vec<u32>,
    shifts: Vec<u32>,
    /// How many bits all take; more than 64 do not fit.
    pub(super) total: u32,
}

impl Layout {
    /// The layout of keys of these widths, the first of which is the most significant.
    pub(super) fn new(widths: Vec<u32>) -> Layout {
        let total = widths.iter().sum();
        let mut left = total;
        let shifts = widths.iter().map(|width| {
            left -= width;
            left
        });
        Layout { shifts: shifts.collect(), widths, total }
    }

    /// How far the number of a key is moved up; 0 where the layout does not fit, or nothing else than 0 fits there.
    pub(super) fn shift(&self, key: usize) -> u32 {
        self.shifts.get(key).copied().filter(|shift| *shift < u64::BITS).unwrap_or(0)
    }

    /// How many bits the number of a key takes.
    pub(super) fn width(&self, key: usize) -> u32 {
        self.widths.get(key).copied().unwrap_or(0)
    }

    /// The number of a key.
    pub(super) fn number(&self, packed: u64, key: usize) -> u32 {
        (packed >> self.shift(key) & mask(self.width(key))) as u32
    }

    /// How many places a table has that is indexed by it.
    fn places(&self) -> u64 {
        1u64.checked_shl(self.total).unwrap_or(u64::MAX)
    }

    /// Whether a table that is indexed directly pays for so many rows.
    fn is_dense(&self, rows: u64) -> bool {
        self.places() <= rows.saturating_mul(DENSE).min(MOST)
    }
}

fn mask(width: u32) -> u64 {
    1u64.checked_shl(width).map_or(u64::MAX, |bit| bit - 1)
}

/// The group (plus 1, or 0 for none) by the packed numbers.
pub(super) enum Table {
    Dense(Vec<u32>),
    Packed(HashMap<u64, u32, RandomState>),
    Run(Run),
    /// The numbers do not fit into one.
    Wide(HashMap<Vec<u32>, u32, RandomState>),
}

/// A table for rows that come in order of one key: it holds the groups of one number of that key at a time. What it
/// holds of another number is left there, and known by its lesser groups.
pub(super) struct Run {
    shift: u32,
    mask: u64,
    /// The number of the key at hand.
    last: u64,
    /// How many groups there were before it.
    start: u32,
    /// The group (plus 1) by the other numbers.
    places: Vec<u32>,
}

impl Table {
    /// A table for this layout, after so many rows.
    pub(super) fn new(layout: &Layout, rows: u64) -> Table {
        if layout.is_dense(rows) {
            Table::Dense(vec![0; layout.places() as usize])
        } else if layout.total <= u64::BITS {
            Table::Packed(HashMap::default())
        } else {
            Table::Wide(HashMap::default())
        }
    }

    /// A table for rows in order of the key `lead`, where that pays.
    pub(super) fn in_order_of(layout: &Layout, lead: usize, rows: u64) -> Option<Table> {
        let width = layout.width(lead);
        let others = Layout::new(vec![layout.total - width]);
        let fits = layout.total <= u64::BITS && others.is_dense(rows);
        fits.then(|| {
            let places = vec![0; others.places() as usize];
            let (shift, mask) = (layout.shift(lead), mask(width));
            Table::Run(Run { shift, mask, last: 0, start: 0, places })
        })
    }

    /// Whether a table that is indexed directly pays by now, and this is none.
    pub(super) fn is_sparse(&self, layout: &Layout, rows: u64) -> bool {
        matches!(self, Table::Packed(_)) && layout.is_dense(rows)
    }

    /// Puts in a group.
    pub(super) fn put(&mut self, packed: u64, group: u32) {
        match self {
            Table::Dense(places) => {
                if let Some(place) = places.get_mut(packed as usize) {
                    *place = group + 1;
                }
            }
            Table::Packed(table) => drop(table.insert(packed, group + 1)),
            Table::Run(_) | Table::Wide(_) => {}
        }
    }

    /// Appends the group of each row to `to`; new groups are appended to `known`. Returns how many rows it could find
    /// the groups of: fewer than all where they are not in order any more.
    pub(super) fn find(
        &mut self,
        packed: &[u64],
        known: &mut Vec<u64>,
        to: &mut Vec<u32>,
    ) -> usize {
        match self {
            Table::Dense(places) => {
                for packed in packed {
                    let Some(place) = places.get_mut(*packed as usize) else { continue };
                    if *place == 0 {
                        known.push(*packed);
                        *place = known.len() as u32;
                    }
                    to.push(*place - 1);
                }
                packed.len()
            }
            Table::Packed(table) => {
                for packed in packed {
                    let place = table.entry(*packed).or_insert(0);
                    if *place == 0 {
                        known.push(*packed);
                        *place = known.len() as u32;
                    }
                    to.push(*place - 1);
                }
                packed.len()
            }
            Table::Run(run) => run.find(packed, known, to),
            Table::Wide(_) => 0,
        }
    }
}

impl Run {
    fn find(&mut self, packed: &[u64], known: &mut Vec<u64>, to: &mut Vec<u32>) -> usize {
        let low = (1u64 << self.shift) - 1;
        let above = self.shift + self.mask.count_ones();
        let high = if above < u64::BITS { u64::MAX << above } else { 0 };
        let down = self.mask.count_ones() % u64::BITS;
        for (row, packed) in packed.iter().enumerate() {
            let lead = packed >> self.shift & self.mask;
            if lead != self.last {
                if lead < self.last {
                    return row;
                }
                self.last = lead;
                self.start = known.len() as u32;
            }
            let others = (packed & high) >> down | packed & low;
            let Some(place) = self.places.get_mut(others as usize) else { return row };
            if *place <= self.start {
                known.push(*packed);
                *place = known.len() as u32;
            }
            to.push(*place - 1);
        }
        packed.len()
    }
}
