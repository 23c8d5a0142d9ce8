//! Conditions made of others, and those that ask whether there is a value.

use super::condition::Condition;
use super::source::{Source, property};
use crate::algebra::{Expr, UnaryOp};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::build::Builder;
use crate::exec::context::Context;

/// Keeps the rows for which one of the conditions is true: each is asked of the rows for which those before it are not.
pub(super) fn keep_any(
    conditions: &mut [Condition],
    batch: &Batch,
    rows: &mut Vec<u32>,
    cx: &mut Context<'_>,
) -> Result<(), ExecError> {
    let mut open = std::mem::take(rows);
    for condition in conditions {
        let mut found = open.clone();
        condition.keep(batch, &mut found, cx)?;
        let mut next = found.iter().peekable();
        open.retain(|row| next.next_if_eq(&row).is_none());
        rows.extend(found);
    }
    rows.sort_unstable();
    Ok(())
}

/// Keeps the rows for which all of the conditions are true.
pub(super) fn keep_all(
    conditions: &mut [Condition],
    batch: &Batch,
    rows: &mut Vec<u32>,
    cx: &mut Context<'_>,
) -> Result<(), ExecError> {
    conditions.iter_mut().try_for_each(|condition| condition.keep(batch, rows, cx))
}

/// Keeps the rows that have no value, or (not `null`) have one; false where that cannot be told here.
pub(super) fn keep_null(
    source: Source,
    null: bool,
    batch: &Batch,
    rows: &mut Vec<u32>,
    cx: &Context<'_>,
) -> bool {
    match source.values(batch, cx) {
        Some(values) => {
            let known = values.column.rows();
            let has = |row: &u32| values.ids.get(*row as usize).and_then(|id| known.slot(*id));
            rows.retain(|row| has(row).is_none() == null);
        }
        None => match batch.column(source.var) {
            // No node, or no edge, has the property.
            Some(Column::Nodes(_) | Column::Edges(_)) => rows.retain(|_| null),
            _ => return false,
        },
    }
    true
}

/// The rows that have a property.
pub(in crate::exec) struct Filled(Condition);

impl Filled {
    /// `None` for another kind of expression.
    pub(in crate::exec) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Option<Filled>, ExecError> {
        if property(expr, &builder.locals).is_none() {
            return Ok(None);
        }
        let filled = Expr::Unary(UnaryOp::IsNotNull, Box::new(expr.clone()));
        Ok(Some(Filled(Condition::new(&filled, builder)?)))
    }

    /// Those of a batch.
    pub(in crate::exec) fn rows(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Vec<u32>, ExecError> {
        let mut rows = (0..batch.len as u32).collect();
        self.0.keep(batch, &mut rows, cx)?;
        Ok(rows)
    }
}
