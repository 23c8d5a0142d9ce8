//! The columns of a table that is being read.

use super::cells::{Rows, Slice};
use super::column::ColumnBuilder;
use super::header::Role;

/// The column of a role, which `before` rows have no value of.
pub(super) fn column(role: &Role, before: u32) -> Option<ColumnBuilder> {
    match role {
        Role::Property { key, declared } => Some(ColumnBuilder::new(key, *declared, before)),
        Role::Class { key } => Some(ColumnBuilder::new(key, None, before)),
        _ => None,
    }
}

/// Whether each column takes the cells of the block over as they are.
pub(super) fn takes_all<R: Rows>(columns: &[Option<ColumnBuilder>], rows: &R) -> bool {
    columns.iter().enumerate().all(|(at, column)| {
        let taken =
            |column: &ColumnBuilder| rows.slice(at).is_some_and(|slice| column.takes(&slice));
        column.as_ref().is_none_or(taken)
    })
}

/// Adds the cells of the first rows of the block to each column; see [`takes_all`].
pub(super) fn push_all<R: Rows>(columns: &mut [Option<ColumnBuilder>], rows: &R, count: usize) {
    for (at, column) in columns.iter_mut().enumerate() {
        if let (Some(column), Some(slice)) = (column, rows.slice(at)) {
            column.extend(&slice, count);
        }
    }
}

impl ColumnBuilder {
    /// Whether [`ColumnBuilder::extend`] takes these cells: nothing is declared, and what is there is of their kind.
    pub(super) fn takes(&self, slice: &Slice<'_>) -> bool {
        self.is_free() && self.is_of_kind(slice)
    }
}
