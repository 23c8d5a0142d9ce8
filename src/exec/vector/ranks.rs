//! What orders rows as a property or a variable does, without making values.

use super::integers::Integers;
use super::source::{Source, Values, property};
use crate::algebra::Expr;
use crate::exec::batch::Batch;
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::graph::{Data, StringColumn};

/// An order of rows.
pub(in crate::exec) enum Ranks {
    /// That of integers.
    Integers(Integers),
    /// That of texts.
    Texts(TextOf),
}

/// A property of nodes that is a text.
pub(in crate::exec) struct TextOf(Source);

/// The texts of the rows of a batch.
pub(in crate::exec) struct Texts<'a> {
    values: Values<'a>,
    column: &'a StringColumn,
}

impl Ranks {
    /// The order of an expression, where it is a variable or a property.
    pub(in crate::exec) fn new(expr: &Expr, builder: &Builder<'_, '_>) -> Option<Ranks> {
        let Some((var, key)) = property(expr, &builder.locals) else {
            return Integers::new(expr, builder).map(Ranks::Integers);
        };
        let graph = builder.cx.graph;
        let source = Source { var, key: graph.key_id(key) };
        match graph.node_column(source.key?)?.data() {
            Data::String(column) => Some(
                Integers::texts(source, &column.strings)
                    .map_or(Ranks::Texts(TextOf(source)), Ranks::Integers),
            ),
            Data::Edtf(_) => Integers::ranks(expr, builder).map(Ranks::Integers),
            _ => Integers::new(expr, builder).map(Ranks::Integers),
        }
    }
}

impl TextOf {
    /// The texts of a batch; `None` where there are others than those of nodes.
    pub(in crate::exec) fn of<'a>(&self, batch: &'a Batch, cx: &Context<'a>) -> Option<Texts<'a>> {
        let values = self.0.values(batch, cx).filter(|values| !values.of_edges)?;
        match values.column.data() {
            Data::String(column) => Some(Texts { values, column }),
            _ => None,
        }
    }
}

impl<'a> Texts<'a> {
    /// The text of a row.
    #[inline]
    pub(in crate::exec) fn get(&self, row: u32) -> Option<&'a str> {
        let code = self.column.codes.get(self.values.slot(row)?)?;
        Some(self.column.strings.text(*code))
    }
}
