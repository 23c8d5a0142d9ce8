//! A row for each element of a list.

use super::flat_map::Results;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::value::Value;
use std::sync::Arc;

/// Binds a variable to each element; a value that is not a list is its own only element, null has none.
pub(in crate::exec) struct Unwind {
    list: BoxEval,
    var: Var,
    items: Arc<[Value]>,
    next: usize,
    out: Vec<Value>,
}

impl Unwind {
    pub(in crate::exec) fn new(list: BoxEval, var: Var) -> Self {
        Unwind { list, var, items: Arc::new([]), next: 0, out: Vec::new() }
    }
}

impl Results for Unwind {
    fn start(&mut self, batch: &Batch, row: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        self.next = 0;
        self.items = match self.list.eval(RowRef { batch, row }, cx)? {
            Value::List(items) => items,
            Value::Null => Arc::new([]),
            other => Arc::new([other]),
        };
        Ok(())
    }

    fn fill(&mut self, room: usize, _: &mut Context<'_>) -> Result<(usize, bool), ExecError> {
        let end = self.items.len().min(self.next.saturating_add(room));
        let items = self.items.get(self.next..end).unwrap_or_default();
        self.out.extend(items.iter().cloned());
        let count = end - self.next;
        self.next = end;
        Ok((count, end == self.items.len()))
    }

    fn flush(&mut self, out: &mut Batch, _: &mut Context<'_>) {
        out.set(self.var, Column::Values(std::mem::take(&mut self.out)));
    }

    fn reset(&mut self, _: &mut Context<'_>) {
        self.items = Arc::new([]);
        self.next = 0;
        self.out.clear();
    }
}
