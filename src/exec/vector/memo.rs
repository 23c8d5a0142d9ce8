//! What an expression of one property gives for each entry of the dictionary of its column.

use super::source::{Source, Values};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::Data;
use crate::value::Value;

/// A small dictionary is always worth remembering.
const SMALL: usize = 1024;

/// An expression of one property, whose results are remembered by the code of the property as numbers other than 0.
pub(super) struct Memo {
    pub(super) source: Source,
    pub(super) expr: BoxEval,
    known: Vec<u32>,
    of_null: u32,
    /// How many rows have come by.
    seen: usize,
}

impl Memo {
    pub(super) fn new(source: Source, expr: BoxEval) -> Memo {
        Memo { source, expr, known: Vec::new(), of_null: 0, seen: 0 }
    }

    /// The codes of the rows of a batch, where it is worth to remember results by code.
    pub(super) fn codes<'a>(
        &mut self,
        batch: &'a Batch,
        cx: &Context<'a>,
    ) -> Option<(Values<'a>, &'a [u32])> {
        let values = self.source.values(batch, cx)?;
        let (codes, distinct) = match values.column.data() {
            Data::String(column) => (column.codes.as_slice(), column.strings.len()),
            Data::Edtf(column) => (column.codes.as_slice(), column.dates().len()),
            _ => return None,
        };
        self.seen = self.seen.saturating_add(batch.len);
        let worth = !self.known.is_empty() || distinct <= SMALL.max(self.seen.saturating_mul(16));
        worth.then_some((values, codes))
    }

    /// The result for a row; `number` makes a number of a value that is new.
    #[inline]
    pub(super) fn get(
        &mut self,
        (values, codes): (Values<'_>, &[u32]),
        row: RowRef<'_>,
        cx: &mut Context<'_>,
        number: impl FnOnce(Value) -> Result<u32, ExecError>,
    ) -> Result<u32, ExecError> {
        let code = values.slot(row.row as u32).and_then(|slot| codes.get(slot)).copied();
        let known = match code {
            Some(code) => self.known.get(code as usize).copied().unwrap_or(0),
            None => self.of_null,
        };
        if known != 0 { Ok(known) } else { self.learn(code, row, cx, number) }
    }

    #[inline(never)]
    fn learn(
        &mut self,
        code: Option<u32>,
        row: RowRef<'_>,
        cx: &mut Context<'_>,
        number: impl FnOnce(Value) -> Result<u32, ExecError>,
    ) -> Result<u32, ExecError> {
        let found = number(self.expr.eval(row, cx)?)?;
        match code.map(|code| code as usize) {
            Some(code) => {
                if self.known.len() <= code {
                    self.known.resize((code + 1).next_power_of_two(), 0);
                }
                if let Some(place) = self.known.get_mut(code) {
                    *place = found;
                }
            }
            None => self.of_null = found,
        }
        Ok(found)
    }
}
