//! Integers of the rows of a batch, and the ranks of its dates.

use super::source::{Source, property};
use crate::algebra::{Expr, Var};
use crate::exec::batch::{self, Batch};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::graph::{Data, DateOrder};
use crate::value::Value;
use std::sync::Arc;

/// More dates than this are not sorted.
const MOST_DATES: usize = 1 << 17;

/// An expression that may be a column of integers.
pub(in crate::exec) enum Integers {
    Column(Var),
    Property(Source),
    /// The rank of each date.
    Dates(Source, Arc<DateOrder>),
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

    /// A property of nodes that is a date: its rank among all dates of the property.
    pub(in crate::exec) fn ranks(expr: &Expr, builder: &Builder<'_, '_>) -> Option<Integers> {
        let (var, key) = property(expr, &builder.locals)?;
        let key = builder.cx.graph.key_id(key)?;
        let Data::Edtf(dates) = builder.cx.graph.node_column(key)?.data() else { return None };
        let few = dates.dates().len() <= MOST_DATES;
        few.then(|| Integers::Dates(Source { var, key: Some(key) }, dates.order().clone()))
    }

    /// The value that an integer stands for.
    pub(in crate::exec) fn value(&self, integer: i64) -> Value {
        match self {
            Integers::Dates(_, order) => {
                let date = usize::try_from(integer).ok().and_then(|rank| order.dates.get(rank));
                date.map_or(Value::Null, |date| Value::Edtf(date.clone()))
            }
            _ => Value::Integer(integer),
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
            Integers::Dates(source, order) => {
                let values = source.values(batch, cx).filter(|values| !values.of_edges);
                let Some(values) = values else { return false };
                let Data::Edtf(dates) = values.column.data() else { return false };
                for row in 0..batch.len {
                    let code = values.slot(row as u32).and_then(|slot| dates.codes.get(slot));
                    let rank = code.and_then(|code| order.ranks.get(*code as usize));
                    rank.into_iter().for_each(|rank| see(row, i64::from(*rank)));
                }
                true
            }
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
