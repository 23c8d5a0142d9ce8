//! Conditions on one date and constants, such as `possible(within(e.date, edtf('2017')))`: each distinct date is tested
//! once, most by their bounds, and rows look the outcome up by the code of their date.

use super::source::{Source, keep_items, only_property};
use crate::algebra::{CompareOp, Expr, UnaryOp};
use crate::exec::batch::Batch;
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::RowRef;
use crate::exec::strict::strictly;
use crate::functions::{DateCondition, Env};
use crate::graph::{Data, DateColumn};
use crate::plan::dates::date_condition;
use crate::value::Value;
use std::sync::Arc;

/// A column of fewer distinct dates is always worth testing whole.
const SMALL: usize = 1024;

/// A condition on one date and constants.
pub(super) struct DateTest {
    source: Source,
    condition: DateCondition,
    /// The same with `certain` for `possible`.
    strict: DateCondition,
    outcomes: Option<Outcomes>,
    /// The dates have been tested; without outcomes, some test was an error.
    tested: bool,
    /// How many rows have come by.
    seen: usize,
}

/// What is known of a condition.
struct Outcomes {
    /// Whether it is true of each distinct date, by its code, and of null.
    kept: (Arc<[bool]>, bool),
    /// Whether it is true with `certain` for `possible`.
    certain: (Arc<[bool]>, bool),
}

impl DateTest {
    /// `None` for another kind of condition.
    pub(super) fn new(expr: &Expr, builder: &mut Builder<'_, '_>) -> Option<DateTest> {
        let is_null = matches!(expr, Expr::Unary(UnaryOp::IsNull | UnaryOp::IsNotNull, _));
        if is_null || !builder.cx.tricks.date_tests {
            return None;
        }
        let (var, name) = only_property(expr, &builder.locals)?;
        let graph = builder.cx.graph;
        let key = graph.key_id(name)?;
        let mut columns = graph.node_column(key).into_iter().chain(graph.edge_column(key));
        // Days are put in order as fast as outcomes are looked up.
        let ordering = |expr: &Expr| match expr {
            Expr::Compare(_, rest) => {
                !rest.iter().any(|(op, _)| matches!(op, CompareOp::Equal | CompareOp::NotEqual))
            }
            _ => false,
        };
        let worth = |data: &Data| match data {
            Data::Edtf(dates) => !ordering(expr) || !dates.is_exact(),
            _ => false,
        };
        if !columns.any(|column| worth(column.data())) {
            return None;
        }
        let mut value = |constant: &Expr| value_of(constant, builder);
        let condition = date_condition(expr, (var, name), &mut value)?;
        let strict = date_condition(&strictly(expr), (var, name), &mut value)?;
        let source = Source { var, key: Some(key) };
        Some(DateTest { source, condition, strict, outcomes: None, tested: false, seen: 0 })
    }

    /// Keeps rows, where that is worth testing each distinct date, and no test is an error; whether it did.
    pub(super) fn keep(&mut self, batch: &Batch, rows: &mut Vec<u32>, cx: &Context<'_>) -> bool {
        let Some(values) = self.source.values(batch, cx) else { return false };
        let Data::Edtf(column) = values.column.data() else { return false };
        if !self.tested {
            self.seen = self.seen.saturating_add(batch.len);
            if column.dates().len() <= SMALL.max(self.seen.saturating_mul(16)) {
                self.tested = true;
                self.outcomes = self.test_all(column, cx);
            }
        }
        let outcomes = self.outcomes.as_ref().map(|outcomes| &outcomes.kept);
        look_up(self.source, outcomes, batch, rows, cx)
    }

    /// Keeps those of the rows for which the condition is true with `certain` for `possible`, where the outcomes are
    /// known; whether it did.
    pub(super) fn keep_certain(
        &self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &Context<'_>,
    ) -> bool {
        let outcomes = self.outcomes.as_ref().map(|outcomes| &outcomes.certain);
        look_up(self.source, outcomes, batch, rows, cx)
    }

    /// `None` where some date, that perhaps no row has, is an error: then each row is evaluated.
    fn test_all(&self, column: &DateColumn, cx: &Context<'_>) -> Option<Outcomes> {
        let env = Env { graph: cx.graph };
        let of = |condition: &DateCondition| {
            let by_code = condition.by_code(column, &env).ok()?;
            Some((by_code, condition.holds(&Value::Null, &env).ok()?))
        };
        let kept = of(&self.condition)?;
        let same = !cx.traced() || self.strict == self.condition;
        let certain = if same { kept.clone() } else { of(&self.strict)? };
        Some(Outcomes { kept, certain })
    }
}

#[inline]
fn look_up(
    source: Source,
    outcomes: Option<&(Arc<[bool]>, bool)>,
    batch: &Batch,
    rows: &mut Vec<u32>,
    cx: &Context<'_>,
) -> bool {
    let (Some(values), Some((by_code, of_null))) = (source.values(batch, cx), outcomes) else {
        return false;
    };
    let Data::Edtf(column) = values.column.data() else { return false };
    keep_items(values, &column.codes, rows, *of_null, |code| {
        by_code.get(code as usize).copied().unwrap_or_default()
    });
    true
}

/// The value of a constant, where it has one.
pub(in crate::exec) fn value_of(constant: &Expr, builder: &mut Builder<'_, '_>) -> Option<Value> {
    if let Expr::Literal(value) = constant {
        return Some(value.clone());
    }
    let mut constant = builder.expr(constant).ok()?;
    constant.eval(RowRef { batch: &Batch::unit(false), row: 0 }, builder.cx).ok()
}
