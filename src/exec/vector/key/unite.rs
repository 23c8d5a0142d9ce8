//! Keys that take over the numbers of others.

use super::{Key, Numbering, meet};
use crate::exec::ExecError;
use crate::exec::context::Context;

impl Key {
    /// Whether the numbers of another key like this are right for this one; if so there is room for them.
    pub(in crate::exec::vector) fn numbers_as(&mut self, other: &Key) -> bool {
        let Some(theirs) = other.numbering else { return true };
        if self.numbering.is_none() {
            self.span = other.span;
        }
        let mine = *self.numbering.get_or_insert(theirs);
        if self.span != other.span {
            return false;
        }
        let same = mine == theirs && mine != Numbering::Met;
        if same {
            self.bound = self.bound.max(other.bound);
        }
        same
    }

    /// Whether all nodes are numbered, and those of another key are nodes too.
    pub(in crate::exec::vector) fn numbers_nodes_as(&self, other: &Key) -> bool {
        let nodes = Some(Numbering::Nodes);
        self.numbering == nodes && self.span.is_none() && other.numbering == nodes
    }

    /// Numbers the values that have these numbers in another key like this, as all nodes or in order of occurrence.
    pub(in crate::exec::vector) fn meet_those_of(
        &mut self,
        other: &Key,
        numbers: &mut [u32],
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        if self.numbers_nodes_as(other) {
            let first = other.first();
            numbers.iter_mut().filter(|n| **n > 0).for_each(|n| *n = n.saturating_add(first));
            return Ok(());
        }
        let mut bytes = 0;
        for number in numbers {
            *number = meet(&mut self.met, other.value(*number, cx.graph), &mut bytes);
        }
        self.bound = self.met.len() as u32 + 1;
        cx.hold(bytes)
    }
}
