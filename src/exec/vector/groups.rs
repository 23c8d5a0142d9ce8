//! Groups of rows with equal keys, numbered in order of first occurrence.

use super::key::Key;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::graph::Graph;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// A table is indexed directly if it has no more places than this for each row that was seen: places that are not used
/// cost next to nothing.
const DENSE: u64 = 64;
/// A table that is indexed directly never has more places than this.
const MOST: u64 = 1 << 22;

/// The group (plus 1, or 0 for none) by the numbers of its keys, which are packed into one number where they fit.
enum Table {
    Dense(Vec<u32>),
    Packed(HashMap<u64, u32, RandomState>),
    Wide(HashMap<Vec<u32>, u32, RandomState>),
}

/// The groups so far.
pub(in crate::exec) struct Groups {
    keys: Vec<Key>,
    /// The numbers of each key, by group.
    numbers: Vec<Vec<u32>>,
    /// How many bits each key takes.
    widths: Vec<u32>,
    table: Table,
    len: usize,
    rows: u64,
    /// The numbers of the batch at hand, by key.
    batch: Vec<Vec<u32>>,
    held: usize,
}

impl Groups {
    pub(in crate::exec) fn new(keys: Vec<Key>) -> Groups {
        let numbers = vec![Vec::new(); keys.len()];
        let batch = numbers.clone();
        let widths = vec![0; keys.len()];
        let table = Table::Dense(vec![0]);
        Groups { keys, numbers, widths, table, len: 0, rows: 0, batch, held: 0 }
    }

    /// How many groups.
    pub(in crate::exec) fn len(&self) -> usize {
        self.len
    }

    /// Forgets all groups; how many bytes it held.
    pub(in crate::exec) fn reset(&mut self) -> usize {
        self.numbers.iter_mut().for_each(Vec::clear);
        self.widths.fill(0);
        self.table = Table::Dense(vec![0]);
        self.len = 0;
        std::mem::take(&mut self.held)
    }

    /// Puts the group of each row into `to`; the first new group has the number that [`Groups::len`] was before.
    pub(in crate::exec) fn assign(
        &mut self,
        batch: &Batch,
        to: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let before = self.len;
        self.rows += batch.len as u64;
        for ((key, numbers), known) in
            self.keys.iter_mut().zip(&mut self.batch).zip(&mut self.numbers)
        {
            if !key.number(batch, numbers, cx)? {
                key.renumber(known, cx)?;
                self.widths.fill(0);
                key.number(batch, numbers, cx)?;
            }
        }
        self.make_room();
        to.clear();
        to.reserve(batch.len);
        match self.batch.len() {
            0 => to.resize(batch.len, 0),
            1 => self.find_one(to),
            _ => self.find_all(batch.len, to),
        }
        self.len = self.len.max(usize::from(self.keys.is_empty() && batch.len > 0));
        let bytes = (self.len - before) * (16 + 8 * self.keys.len());
        self.held += bytes;
        cx.hold(bytes)
    }

    /// Makes a new table where the numbers have outgrown it, or where one with direct access pays by now.
    fn make_room(&mut self) {
        let bits = |key: &Key| u32::BITS - key.bound().leading_zeros();
        let grown = self.keys.iter().zip(&self.widths).any(|(key, width)| bits(key) > *width);
        let total: u32 = self.widths.iter().sum();
        let places = 1u64.checked_shl(total).unwrap_or(u64::MAX);
        let denser =
            matches!(self.table, Table::Packed(_)) && places <= (self.rows * DENSE).min(MOST);
        if !grown && !denser {
            return;
        }
        if grown {
            self.widths = self.keys.iter().map(bits).collect();
        }
        let total: u32 = self.widths.iter().sum();
        let places = 1u64.checked_shl(total).unwrap_or(u64::MAX);
        self.table = if places <= (self.rows * DENSE).min(MOST) {
            Table::Dense(vec![0; places as usize])
        } else if total <= u64::BITS {
            Table::Packed(HashMap::default())
        } else {
            Table::Wide(HashMap::default())
        };
        for group in 0..self.len {
            let numbers = self.numbers.iter().map(|of| of.get(group).copied().unwrap_or(0));
            match &mut self.table {
                Table::Wide(table) => {
                    table.insert(numbers.collect(), group as u32 + 1);
                }
                table => {
                    let packed = pack(numbers, &self.widths);
                    match table {
                        Table::Dense(places) => {
                            if let Some(place) = places.get_mut(packed as usize) {
                                *place = group as u32 + 1;
                            }
                        }
                        Table::Packed(table) => {
                            table.insert(packed, group as u32 + 1);
                        }
                        Table::Wide(_) => {}
                    }
                }
            }
        }
    }

    fn find_one(&mut self, to: &mut Vec<u32>) {
        let ([numbers], [known]) = (self.batch.as_slice(), self.numbers.as_mut_slice()) else {
            return;
        };
        for number in numbers {
            let (group, new) = find(&mut self.table, u64::from(*number), self.len);
            if new {
                known.push(*number);
                self.len += 1;
            }
            to.push(group);
        }
    }

    fn find_all(&mut self, rows: usize, to: &mut Vec<u32>) {
        let mut packed = vec![0u64; rows];
        if !matches!(self.table, Table::Wide(_)) {
            for (numbers, width) in self.batch.iter().zip(&self.widths) {
                packed.iter_mut().zip(numbers).for_each(|(p, n)| *p = *p << width | u64::from(*n));
            }
        }
        for (row, packed) in packed.into_iter().enumerate() {
            let (group, new) = match &mut self.table {
                Table::Wide(table) => {
                    let numbers: Vec<u32> =
                        self.batch.iter().map(|of| of.get(row).copied().unwrap_or(0)).collect();
                    let next = self.len as u32 + 1;
                    let group = *table.entry(numbers).or_insert(next);
                    (group - 1, group == next)
                }
                table => find(table, packed, self.len),
            };
            if new {
                for (known, of) in self.numbers.iter_mut().zip(&self.batch) {
                    known.push(of.get(row).copied().unwrap_or(0));
                }
                self.len += 1;
            }
            to.push(group);
        }
    }

    /// The values of a key, for these groups.
    pub(in crate::exec) fn column(&self, key: usize, groups: &[u32], graph: &Graph) -> Column {
        match (self.keys.get(key), self.numbers.get(key)) {
            (Some(key), Some(numbers)) => {
                let of = groups.iter().map(|g| numbers.get(*g as usize).copied().unwrap_or(0));
                key.column(of, graph)
            }
            _ => Column::Values(Vec::new()),
        }
    }
}

/// The group at a place of a table, and whether it is new: then it is given the number `len`.
#[inline]
fn find(table: &mut Table, packed: u64, len: usize) -> (u32, bool) {
    let mut none = 0;
    let place = match table {
        Table::Dense(places) => places.get_mut(packed as usize).unwrap_or(&mut none),
        Table::Packed(table) => table.entry(packed).or_insert(0),
        Table::Wide(_) => &mut none,
    };
    let new = *place == 0;
    if new {
        *place = len as u32 + 1;
    }
    (*place - 1, new)
}

fn pack(numbers: impl Iterator<Item = u32>, widths: &[u32]) -> u64 {
    let shift = |width: u32| if width >= u64::BITS { 0 } else { width };
    numbers.zip(widths).fold(0, |packed, (n, width)| packed << shift(*width) | u64::from(n))
}
