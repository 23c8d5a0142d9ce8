//! Groups of rows that several threads have gathered, put together.

use super::groups::Groups;
use super::key::{Key, Numbering};
use super::numbers::meet;
use crate::exec::ExecError;
use crate::exec::context::Context;
use crate::value::{Grouping, Value};

/// The places of the groups of two threads in the order of first occurrence.
#[derive(Clone, Copy, Default)]
pub(in crate::exec) struct Places<'p> {
    pub(in crate::exec) mine: &'p [u64],
    pub(in crate::exec) theirs: &'p [u64],
}

impl Groups {
    /// Takes over other groups; which of its own each of them is. Of values that are equal but not the same, as 1 and 1.0, the
    /// one that came first is kept, by the places of the groups.
    pub(in crate::exec) fn absorb(
        &mut self,
        other: &Groups,
        places: Places<'_>,
        cx: &mut Context<'_>,
    ) -> Result<Vec<u32>, ExecError> {
        let rows = other.len();
        let mut to = Vec::with_capacity(rows);
        if rows == 0 || self.keys.is_empty() {
            self.any |= other.any;
            to.resize(rows, 0);
            return Ok(to);
        }
        let before = self.len();
        self.rows += other.rows;
        self.numbers = other.unpack();
        for (at, theirs) in other.keys.iter().enumerate() {
            if self.keys.get_mut(at).is_some_and(|key| key.numbers_as(theirs)) {
                continue;
            }
            self.renumber(at, cx)?;
            if !self.keys.get(at).is_some_and(|key| key.numbers_nodes_as(theirs)) {
                self.renumber(at, cx)?;
            }
            let known = self.unpack();
            let first = firsts(known.get(at).map_or(&[], Vec::as_slice), places.mine);
            if let (Some(key), Some(numbers)) = (self.keys.get_mut(at), self.numbers.get_mut(at)) {
                key.meet_those_of(theirs, numbers, (first, places.theirs), cx)?;
            }
        }
        let coded: Vec<_> = self.keys.iter().map(|_| None).collect();
        self.place(&coded, rows, false, &mut to);
        self.hold_since(before, cx)?;
        Ok(to)
    }
}

/// The first place where each number occurs.
fn firsts(numbers: &[u32], places: &[u64]) -> Vec<u64> {
    let mut firsts = Vec::new();
    for (number, place) in numbers.iter().zip(places) {
        let first = first_of(&mut firsts, *number);
        *first = place.min(first).to_owned();
    }
    firsts
}

fn first_of(firsts: &mut Vec<u64>, number: u32) -> &mut u64 {
    let number = number as usize;
    if firsts.len() <= number {
        firsts.resize(number + 1, u64::MAX);
    }
    &mut firsts[number]
}

/// Whether another value may be equal to it and yet not the same, as 1 and 1.0.
fn may_vary(value: &Value) -> bool {
    matches!(
        value,
        Value::Integer(_) | Value::Float(_) | Value::List(_) | Value::Map(_) | Value::Quantity(_)
    )
}

impl Key {
    /// Whether the numbers of another key like this are right for this one; if so there is room for them.
    fn numbers_as(&mut self, other: &Key) -> bool {
        let Some(theirs) = other.numbering else { return true };
        if self.numbering.is_none() {
            self.span = other.span;
        }
        let mine = *self.numbering.get_or_insert(theirs);
        if self.span != other.span {
            return false;
        }
        let same = mine == theirs && !matches!(mine, Numbering::Met | Numbering::Words);
        if same {
            self.bound = self.bound.max(other.bound);
        }
        same
    }

    /// Whether all nodes are numbered, and those of another key are nodes too.
    fn numbers_nodes_as(&self, other: &Key) -> bool {
        let nodes = Some(Numbering::Nodes);
        self.numbering == nodes && self.span.is_none() && other.numbering == nodes
    }

    /// Numbers the values that have these numbers in another key like this, as all nodes or in order of occurrence. With the first place of
    /// each number here, and that of the groups of the other.
    fn meet_those_of(
        &mut self,
        other: &Key,
        numbers: &mut [u32],
        (mut first, places): (Vec<u64>, &[u64]),
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        if self.numbers_nodes_as(other) {
            let first = other.first();
            numbers.iter_mut().filter(|n| **n > 0).for_each(|n| *n = n.saturating_add(first));
            return Ok(());
        }
        let mut bytes = 0;
        let places = places.iter().copied().chain(std::iter::repeat(u64::MAX));
        for (number, place) in numbers.iter_mut().zip(places) {
            let value = other.value(*number, cx.graph);
            let varies = may_vary(&value).then(|| value.clone());
            *number = meet(&mut self.met, value, &mut bytes);
            let Some(value) = varies else { continue };
            let first = first_of(&mut first, *number);
            if place < *first {
                *first = place;
                self.met.replace_full(Grouping(value));
            }
        }
        self.bound = self.met.len() as u32 + 1;
        cx.hold(bytes)
    }
}
