//! The nodes of a group by id.

use super::cells::{Cell, integer};
use crate::value::Strings;
use foldhash::HashMap;

/// Marks an id that no node has.
const NONE: u32 = u32::MAX;

/// An id. A text that is an integer is that integer, so that `7` in one file is `"7"` in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key<'a> {
    Integer(i64),
    Text(&'a str),
}

impl<'a> Key<'a> {
    /// The id that a cell holds; `None` where it holds nothing that can be one.
    pub(super) fn of(cell: &Cell<'a>) -> Option<Key<'a>> {
        match cell {
            Cell::Integer(id) => Some(Key::Integer(*id)),
            Cell::Raw(text) | Cell::Text(text) => {
                Some(integer(text).map_or(Key::Text(text), Key::Integer))
            }
            _ => None,
        }
    }
}

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Key::Integer(id) => write!(f, "{id}"),
            Key::Text(id) => f.write_str(&super::cells::shown(id)),
        }
    }
}

/// The node of each id of a group. Small integers are places of an array; it grows no further than some times the
/// number of ids.
#[derive(Debug, Default)]
pub(super) struct Ids {
    dense: Vec<u32>,
    sparse: HashMap<i64, u32>,
    texts: Strings,
    by_code: Vec<u32>,
    count: usize,
}

impl Ids {
    /// The node of an id.
    #[inline]
    pub(super) fn find(&self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Integer(id) => {
                let dense = usize::try_from(id).ok().and_then(|id| self.dense.get(id)).copied();
                match dense {
                    Some(node) if node != NONE => Some(node),
                    _ if self.sparse.is_empty() => None,
                    _ => self.sparse.get(&id).copied(),
                }
            }
            Key::Text(id) => self.by_code.get(self.texts.find(id)? as usize).copied(),
        }
    }

    /// Gives an id to a node; `false` where another node has it.
    pub(super) fn insert(&mut self, key: Key<'_>, node: u32) -> bool {
        match key {
            Key::Integer(id) => {
                if self.find(key).is_some() {
                    return false;
                }
                match usize::try_from(id).ok().filter(|id| *id < self.count * 4 + 1024) {
                    Some(id) => {
                        if id >= self.dense.len() {
                            self.dense.resize((id + 1).max(self.dense.len() * 2), NONE);
                        }
                        if let Some(place) = self.dense.get_mut(id) {
                            *place = node;
                        }
                    }
                    None => {
                        self.sparse.insert(id, node);
                    }
                }
            }
            Key::Text(id) => {
                let code = self.texts.intern(id) as usize;
                if code < self.by_code.len() {
                    return false;
                }
                self.by_code.push(node);
            }
        }
        self.count += 1;
        true
    }
}

impl Ids {
    /// Gives each of these ids to a node, which are numbered from `first`, up to the first id that another node has; says
    /// how many.
    pub(super) fn extend(&mut self, ids: &[i64], first: u32) -> usize {
        let mut nodes = (first..).zip(ids);
        let taken = nodes.position(|(node, id)| !self.insert(Key::Integer(*id), node));
        taken.unwrap_or(ids.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_id_has_the_node_that_came_first(
            ids in prop::collection::vec(prop_oneof![-5i64..50, 0i64..100_000, any::<i64>()], 0..200)
        ) {
            let (mut found, mut expected) = (Ids::default(), std::collections::HashMap::new());
            for (node, id) in (0..).zip(&ids) {
                let new = !expected.contains_key(id);
                prop_assert_eq!(found.insert(Key::Integer(*id), node), new);
                expected.entry(*id).or_insert(node);
            }
            prop_assert_eq!(found.count, expected.len());
            for (id, node) in expected {
                prop_assert_eq!(found.find(Key::Integer(id)), Some(node));
            }
            prop_assert_eq!(found.find(Key::Integer(-6)), None);
        }
    }

    #[test]
    fn a_text_that_is_a_number_is_that_number() {
        let mut ids = Ids::default();
        assert!(ids.insert(Key::Integer(7), 0) && ids.insert(Key::Text("007"), 1));
        assert!(!ids.insert(Key::Text("007"), 2));
        let found = |text| Key::of(&Cell::Text(text)).and_then(|key| ids.find(key));
        assert_eq!((found("7"), found("007"), found("x")), (Some(0), Some(1), None));
        assert_eq!(Key::of(&Cell::Float(7.0)), None);
    }
}
