//! `CASE` with integers for results.

use super::condition::Condition;
use crate::algebra::{CompareOp, Expr};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::value::Value;

/// Conditions, each with the integer where it is the first that is true; `None` stands for null.
pub(in crate::exec) struct Cases {
    arms: Vec<(Condition, Option<i64>)>,
    otherwise: Option<i64>,
}

impl Cases {
    /// `None` for another kind of expression.
    pub(in crate::exec) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Option<Cases>, ExecError> {
        let Expr::Case { subject, arms, otherwise } = expr else { return Ok(None) };
        let otherwise = match otherwise {
            Some(otherwise) => integer(otherwise),
            None => Some(None),
        };
        let results: Option<Vec<_>> = arms.iter().map(|arm| integer(&arm.then)).collect();
        let simple = |subject: &Expr| matches!(subject, Expr::Property(of, _) if matches!(**of, Expr::Var(_)));
        let (Some(otherwise), Some(results)) = (otherwise, results) else { return Ok(None) };
        if !subject.iter().all(|subject| simple(subject)) {
            return Ok(None);
        }
        let mut made = Vec::with_capacity(arms.len());
        for (arm, result) in arms.iter().zip(results) {
            let when = match subject {
                Some(subject) => {
                    &Expr::Compare(subject.clone(), vec![(CompareOp::Equal, arm.when.clone())])
                }
                None => &arm.when,
            };
            made.push((Condition::new(when, builder)?, result));
        }
        Ok(Some(Cases { arms: made, otherwise }))
    }

    /// Calls `see` with each row that has an integer.
    pub(in crate::exec) fn each(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
        mut see: impl FnMut(usize, i64),
    ) -> Result<(), ExecError> {
        let mut open: Vec<u32> = (0..batch.len as u32).collect();
        let mut found = Vec::new();
        for (condition, result) in &mut self.arms {
            found.clone_from(&open);
            condition.keep(batch, &mut found, cx)?;
            if let Some(result) = result {
                found.iter().for_each(|row| see(*row as usize, *result));
            }
            let mut next = found.iter().peekable();
            open.retain(|row| next.next_if_eq(&row).is_none());
        }
        if let Some(otherwise) = self.otherwise {
            open.iter().for_each(|row| see(*row as usize, otherwise));
        }
        Ok(())
    }
}

/// An integer or null.
fn integer(expr: &Expr) -> Option<Option<i64>> {
    match expr {
        Expr::Literal(Value::Integer(integer)) => Some(Some(*integer)),
        Expr::Literal(Value::Null) => Some(None),
        _ => None,
    }
}
