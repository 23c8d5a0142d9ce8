//! What an expression of one property gives for each entry of the dictionary of its column.

use super::source::{Source, Values};
use crate::algebra::{Expr, Var};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::{self, Data, DateColumn, DateValues, Graph};
use crate::plan::walk;
use crate::value::{Grouping, Value};
use foldhash::fast::RandomState;
use indexmap::IndexSet;

/// A small dictionary is always worth remembering.
const SMALL: usize = 1024;

/// So many rows are worth as many dates as this times their number.
const PER_ROW: usize = 16;

/// Of more dates than this no values are remembered with the graph.
const MOST_DATES: usize = 1 << 16;

/// An expression of one property, whose results are remembered by the code of the property as numbers other than 0.
pub(super) struct Memo {
    pub(super) source: Source,
    pub(super) expr: BoxEval,
    known: Vec<u32>,
    of_null: u32,
    /// How many rows have come by.
    seen: usize,
    /// Results are remembered.
    on: bool,
    /// The text of the expression, where it depends on the property alone and is still to be looked for among those that
    /// the graph remembers.
    text: Option<String>,
}

impl Memo {
    pub(super) fn new(
        source: Source,
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Memo, ExecError> {
        let on = builder.cx.tricks.remember;
        let text = text(expr).filter(|_| on);
        let expr = builder.expr(expr)?;
        Ok(Memo { source, expr, known: Vec::new(), of_null: 0, seen: 0, on, text })
    }

    /// Numbers the values that the graph remembers of the expression, before the rows of a batch are asked for. Where a
    /// value has no number, all are numbered as they come.
    pub(super) fn prepare(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
        number: impl FnMut(&Value) -> Result<u32, ExecError>,
    ) {
        let graph = cx.graph;
        let Some((column, of_edges)) = self.column(batch, graph) else { return };
        let Data::Edtf(dates) = column.data() else { return };
        let distinct = dates.dates().len();
        if distinct > self.seen.saturating_mul(PER_ROW).min(MOST_DATES) {
            return;
        }
        let Some(text) = self.text.take() else { return };
        let made = || self.values(column, dates, of_edges, cx);
        let Some(values) = dates.remembered(&text, made) else { return };
        let numbers: Result<Vec<u32>, ExecError> = values.values.iter().map(number).collect();
        let Ok(numbers) = numbers else { return };
        let place = |place: &u32| place.checked_sub(1).and_then(|at| numbers.get(at as usize));
        self.known = values.places.iter().map(|at| place(at).copied().unwrap_or(0)).collect();
    }

    fn column<'g>(&self, batch: &Batch, graph: &'g Graph) -> Option<(&'g graph::Column, bool)> {
        let key = self.source.key.filter(|_| self.text.is_some())?;
        match batch.column(self.source.var)? {
            Column::Nodes(_) => Some((graph.node_column(key)?, false)),
            Column::Edges(_) => Some((graph.edge_column(key)?, true)),
            _ => None,
        }
    }

    /// The value for each date that some node or edge has, of which one stands for all; `None` where one has none.
    fn values(
        &mut self,
        column: &graph::Column,
        dates: &DateColumn,
        of_edges: bool,
        cx: &mut Context<'_>,
    ) -> Option<DateValues> {
        let mut ids = vec![NONE; dates.dates().len()];
        for (id, slot) in column.rows().pairs() {
            if let Some(place) = dates.codes.get(slot).and_then(|c| ids.get_mut(*c as usize)) {
                *place = id;
            }
        }
        let mut batch = Batch::blank(ids.len(), None);
        let column = if of_edges { Column::Edges(ids.clone()) } else { Column::Nodes(ids.clone()) };
        batch.set(self.source.var, column);
        let (mut places, mut met) = (vec![0; ids.len()], IndexSet::<_, RandomState>::default());
        let used = ids.iter().zip(&mut places).enumerate().filter(|(_, (id, _))| **id != NONE);
        for (row, (_, place)) in used {
            let value = self.expr.eval(RowRef { batch: &batch, row }, cx).ok()?;
            *place = met.insert_full(Grouping(value)).0 as u32 + 1;
        }
        Some(DateValues { places, values: met.into_iter().map(|value| value.0).collect() })
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
        let worth =
            !self.known.is_empty() || distinct <= SMALL.max(self.seen.saturating_mul(PER_ROW));
        (worth && self.on).then_some((values, codes))
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

/// What tells an expression of one property from others: its text, with one name for the variable; `None` where it
/// depends on parameters too.
fn text(expr: &Expr) -> Option<String> {
    if walk::any(expr, |e| matches!(e, Expr::Parameter(_))) {
        return None;
    }
    let mut expr = expr.clone();
    walk::rewrite(&mut expr, |e| {
        if let Expr::Var(var) = e {
            *var = Var(0);
        }
        false
    });
    Some(format!("{expr:?}"))
}
