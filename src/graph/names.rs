//! Names of labels, types and property keys, interned as dense numbers.

use bytemuck::{Pod, Zeroable};
use indexmap::IndexSet;

/// A label of the graph at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroable, Pod)]
#[repr(transparent)]
pub struct LabelId(pub u32);

/// An edge type of the graph at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroable, Pod)]
#[repr(transparent)]
pub struct TypeId(pub u32);

/// A property key of the graph at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub u32);

/// Names and their numbers, in order of first use.
#[derive(Debug, Clone, Default)]
pub(super) struct Interner(IndexSet<String>);

impl Interner {
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        match self.0.get_index_of(name) {
            Some(index) => index as u32,
            None => self.0.insert_full(name.to_owned()).0 as u32,
        }
    }

    /// Names that are known already; `None` where two are equal.
    pub(super) fn from_names<'a>(names: impl Iterator<Item = &'a str>) -> Option<Interner> {
        let mut interner = Interner::default();
        for name in names {
            if !interner.0.insert(name.to_owned()) {
                return None;
            }
        }
        Some(interner)
    }

    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.0.get_index_of(name).map(|index| index as u32)
    }

    pub(super) fn name(&self, id: u32) -> &str {
        self.0.get_index(id as usize).map_or("", String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
