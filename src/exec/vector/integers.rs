//! Integers of the rows of a batch, and the ranks of its dates and texts.

use super::source::{Source, Values, property};
use crate::algebra::{Expr, Var};
use crate::exec::batch::{self, Batch};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::graph::{Data, DateOrder};
use crate::value::{Strings, Value};
use std::sync::Arc;

/// More dates than this are not sorted.
const MOST_DATES: usize = 1 << 17;

/// So few texts are sorted for each query.
const FEW_TEXTS: usize = 256;

/// An expression that may be a column of integers.
pub(in crate::exec) enum Integers {
    Column(Var),
    Property(Source),
    /// The rank of each date.
    Dates(Source, Arc<DateOrder>),
    /// The rank of each text, by code, and the code of each rank.
    Texts(Source, Vec<u32>, Vec<Value>),
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

    /// A property of nodes that is one of a few texts: its rank among them.
    pub(super) fn texts(source: Source, texts: &Strings) -> Option<Integers> {
        if texts.len() > FEW_TEXTS {
            return None;
        }
        let mut sorted: Vec<(&str, usize)> = texts.iter().zip(0..).collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, code)) in (0u32..).zip(&sorted) {
            if let Some(place) = ranks.get_mut(*code) {
                *place = rank;
            }
        }
        let values = sorted.into_iter().map(|(text, _)| Value::from(text)).collect();
        Some(Integers::Texts(source, ranks, values))
    }

    /// The value that an integer stands for.
    pub(in crate::exec) fn value(&self, integer: i64) -> Value {
        match self {
            Integers::Dates(_, order) => {
                let date = usize::try_from(integer).ok().and_then(|rank| order.dates.get(rank));
                date.map_or(Value::Null, |date| Value::Edtf(date.clone()))
            }
            Integers::Texts(_, _, values) => {
                let text = usize::try_from(integer).ok().and_then(|rank| values.get(rank));
                text.cloned().unwrap_or(Value::Null)
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
                see_ranks(values, &dates.codes, &order.ranks, &mut see);
                true
            }
            Integers::Texts(source, ranks, _) => {
                let values = source.values(batch, cx).filter(|values| !values.of_edges);
                let Some(values) = values else { return false };
                let Data::String(texts) = values.column.data() else { return false };
                see_ranks(values, &texts.codes, ranks, &mut see);
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

/// Calls `see` with each row that has a code, and the rank of that.
#[inline]
fn see_ranks(values: Values<'_>, codes: &[u32], ranks: &[u32], see: &mut impl FnMut(usize, i64)) {
    for row in 0..values.ids.len() {
        let code = values.slot(row as u32).and_then(|slot| codes.get(slot));
        let rank = code.and_then(|code| ranks.get(*code as usize));
        rank.into_iter().for_each(|rank| see(row, i64::from(*rank)));
    }
}
