//! Comprehensions, quantifiers and `reduce`.

use super::{BoxEval, Eval, Evaluated, RowRef, truth};
use crate::algebra::Quantifier;
use crate::exec::ExecError;
use crate::exec::context::Context;
use crate::value::{EvalError, Value, describe};
use std::sync::Arc;

/// The elements of a list; `None` for null.
fn elements(value: Value) -> Result<Option<Arc<[Value]>>, ExecError> {
    match value {
        Value::List(items) => Ok(Some(items)),
        Value::Null => Ok(None),
        other => Err(EvalError::new(format!("a list is needed, not {}", describe(&other)))
            .with_help("`[x]` makes a list of one value")
            .into()),
    }
}

/// Gives a variable of a comprehension its value.
fn set(cx: &mut Context<'_>, slot: usize, value: Value) {
    if cx.locals.len() <= slot {
        cx.locals.resize(slot + 1, Value::Null);
    }
    if let Some(place) = cx.locals.get_mut(slot) {
        *place = value;
    }
}

/// `[x IN list WHERE filter | map]`.
pub(super) struct Comprehension {
    pub(super) slot: usize,
    pub(super) list: BoxEval,
    pub(super) filter: Option<BoxEval>,
    pub(super) map: Option<BoxEval>,
}

impl Eval for Comprehension {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let Some(items) = elements(self.list.eval(row, cx)?)? else { return Ok(Value::Null) };
        let mut out = Vec::new();
        for item in items.iter() {
            cx.tick(1)?;
            set(cx, self.slot, item.clone());
            if let Some(filter) = &mut self.filter
                && truth(filter.eval(row, cx)?)? != Some(true)
            {
                continue;
            }
            out.push(match &mut self.map {
                Some(map) => map.eval(row, cx)?,
                None => item.clone(),
            });
        }
        Ok(Value::list(out)?)
    }
}

/// `all(x IN list WHERE predicate)` and its kin.
pub(super) struct Quantified {
    pub(super) quantifier: Quantifier,
    pub(super) slot: usize,
    pub(super) list: BoxEval,
    pub(super) predicate: BoxEval,
}

impl Eval for Quantified {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let Some(items) = elements(self.list.eval(row, cx)?)? else { return Ok(Value::Null) };
        let (mut yes, mut no, mut unknown) = (0usize, 0usize, 0usize);
        for item in items.iter() {
            cx.tick(1)?;
            set(cx, self.slot, item.clone());
            match truth(self.predicate.eval(row, cx)?)? {
                Some(true) => yes += 1,
                Some(false) => no += 1,
                None => unknown += 1,
            }
        }
        Ok(match self.quantifier {
            Quantifier::All if no > 0 => Some(false),
            Quantifier::Any if yes > 0 => Some(true),
            Quantifier::None if yes > 0 => Some(false),
            Quantifier::Single if yes > 1 => Some(false),
            _ if unknown > 0 => None,
            Quantifier::All | Quantifier::None => Some(true),
            Quantifier::Any => Some(false),
            Quantifier::Single => Some(yes == 1),
        }
        .into())
    }
}

/// `reduce(acc = init, x IN list | step)`.
pub(super) struct Reduce {
    pub(super) accumulator: usize,
    pub(super) init: BoxEval,
    pub(super) slot: usize,
    pub(super) list: BoxEval,
    pub(super) step: BoxEval,
}

impl Eval for Reduce {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let Some(items) = elements(self.list.eval(row, cx)?)? else { return Ok(Value::Null) };
        let mut total = self.init.eval(row, cx)?;
        for item in items.iter() {
            cx.tick(1)?;
            set(cx, self.accumulator, total);
            set(cx, self.slot, item.clone());
            total = self.step.eval(row, cx)?;
        }
        Ok(total)
    }
}
