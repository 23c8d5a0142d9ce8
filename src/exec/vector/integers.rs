//! Integers of the rows of a batch.

use super::source::{Source, property};
use crate::algebra::{Expr, Var};
use crate::exec::batch::{self, Batch};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::graph::Data;

/// An expression that may be a column of integers.
pub(in crate::exec) enum Integers {
    Column(Var),
    Property(Source),
}

impl Integers {
    /// A variable, or a property of one.
    pub(in crate::exec) fn new(expr: &Expr, builder: &Builder<'_, '_>) -> Option<Integers> {
        match (expr, property(expr, &builder.locals)) {
            (Expr::Var(var), _) => Some(Integers::Column(*var)),
            (_, Some((var, key))) => {
                Some(Integers::Property(Source { var, key: builder.cx.graph.key_id(key) }))
            }
            _ => None,
        }
    }

    /// Calls `see` with each row that has an integer; false, and no call, where others than integers may come.
    pub(in crate::exec) fn each(
        &self,
        batch: &Batch,
        cx: &Context<'_>,
        mut see: impl FnMut(usize, i64),
    ) -> bool {
        match self {
            Integers::Column(var) => match batch.column(*var) {
                Some(batch::Column::Integers(all)) => {
                    all.iter().enumerate().for_each(|(row, item)| see(row, *item));
                    true
                }
                _ => false,
            },
            Integers::Property(source) => {
                let Some(values) = source.values(batch, cx) else { return false };
                let Data::Integer(all) = values.column.data() else { return false };
                for row in 0..batch.len {
                    let item = values.slot(row as u32).and_then(|slot| all.get(slot));
                    item.into_iter().for_each(|item| see(row, *item));
                }
                true
            }
        }
    }
}
