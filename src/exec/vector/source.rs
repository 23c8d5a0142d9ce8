//! Where the values of `var.key` lie.

use crate::algebra::{Expr, Var};
use crate::exec::batch::{self, Batch};
use crate::exec::context::Context;
use crate::graph::{Column, Data, DatePart, KeyId, Rows};
pub(super) use crate::plan::walk::is_constant;
use crate::plan::walk::is_opaque;

/// A property of a variable; `None` for a key that the graph does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exec) struct Source {
    pub(super) var: Var,
    pub(super) key: Option<KeyId>,
}

/// A property of the rows of a batch: the numbers of the nodes (or edges) and the column of their values.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) ids: &'a [u32],
    pub(super) column: &'a Column,
    pub(super) of_edges: bool,
}

impl Source {
    /// `None` where the variable has no column of nodes or edges here, or none of them has the property.
    pub(super) fn values<'a>(self, batch: &'a Batch, cx: &Context<'a>) -> Option<Values<'a>> {
        match batch.column(self.var)? {
            batch::Column::Nodes(ids) => {
                Some(Values { ids, column: cx.graph.node_column(self.key?)?, of_edges: false })
            }
            batch::Column::Edges(ids) => {
                Some(Values { ids, column: cx.graph.edge_column(self.key?)?, of_edges: true })
            }
            _ => None,
        }
    }
}

impl<'a> Values<'a> {
    /// The codes of the dates by slot, and a part of each date.
    pub(super) fn part(&self, name: &str) -> Option<(&'a [u32], &'a DatePart)> {
        match self.column.data() {
            Data::Edtf(dates) => Some((&dates.codes, dates.part(name)?)),
            _ => None,
        }
    }

    /// Where the value of a row stands in the column.
    #[inline]
    pub(super) fn slot(&self, row: u32) -> Option<usize> {
        self.column.rows().slot(*self.ids.get(row as usize)?)
    }
}

/// Keeps the rows whose slot has an item for which `test` is true, and those without an item if `missing`.
#[inline]
pub(super) fn keep_items<T: Copy>(
    values: Values<'_>,
    items: &[T],
    rows: &mut Vec<u32>,
    missing: bool,
    test: impl Fn(T) -> bool,
) {
    let Rows::All { first, .. } = values.column.rows() else {
        let item = |row: &u32| values.slot(*row).and_then(|slot| items.get(slot));
        return rows.retain(|row| item(row).map_or(missing, |item| test(*item)));
    };
    // Each row is written, and the next one over it where it is not kept: so there is no branch to mispredict.
    let mut kept = 0;
    for at in 0..rows.len() {
        let row = rows.get(at).copied().unwrap_or(batch::NONE);
        let id = values.ids.get(row as usize).copied().unwrap_or(batch::NONE);
        let item = items.get(id.wrapping_sub(*first) as usize);
        if let Some(place) = rows.get_mut(kept) {
            *place = row;
        }
        kept += usize::from(item.map_or(missing, |item| test(*item)));
    }
    rows.truncate(kept);
}

/// The variable and key of `var.key`, where the variable is a column.
pub(super) fn property<'e>(expr: &'e Expr, locals: &[Var]) -> Option<(Var, &'e str)> {
    let Expr::Property(of, key) = expr else { return None };
    match **of {
        Expr::Var(var) if !locals.contains(&var) => Some((var, key)),
        _ => None,
    }
}

/// The variable, key and part of `var.key.part`, as the year of a date.
pub(super) fn part<'e>(expr: &'e Expr, locals: &[Var]) -> Option<(Var, &'e str, &'e str)> {
    let Expr::Property(of, part) = expr else { return None };
    property(of, locals).map(|(var, key)| (var, key, part.as_str()))
}

/// The one property that an expression depends on, if it depends on nothing else.
pub(super) fn only_property<'e>(expr: &'e Expr, locals: &[Var]) -> Option<(Var, &'e str)> {
    let mut found = None;
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match property(next, locals) {
            Some(one) if found.is_none_or(|found| found == one) => found = Some(one),
            Some(_) => return None,
            None if is_opaque(next) => return None,
            None => open.extend(next.children()),
        }
    }
    found
}
