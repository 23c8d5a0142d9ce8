//! Conditions on one date and constants, such as `possible(within(e.date, edtf('2017')))`: each distinct date is tested
//! once, and rows look the outcome up by the code of their date.

use super::condition::Constant;
use super::source::{Source, is_constant, keep_items, property};
use crate::algebra::{Expr, Var};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::truth;
use crate::exec::strict::says_possible;
use crate::functions::{self, Env, Function};
use crate::graph::{Data, DateColumn, Graph};
use crate::value::Value;

/// A column of fewer distinct dates is always worth testing whole.
const SMALL: usize = 1024;

/// A function of a date and constants, in functions of one argument.
pub(super) struct DateTest {
    source: Source,
    /// The functions around it, the innermost first: `possible`, `certain`.
    around: Vec<&'static Function>,
    /// The same with `certain` for `possible`.
    strict: Vec<&'static Function>,
    function: &'static Function,
    /// The constants; `None` stands for the date.
    args: Vec<Option<Constant>>,
    outcomes: Option<Outcomes>,
    /// The dates have been tested; without outcomes, some test was an error.
    tested: bool,
    /// How many rows have come by.
    seen: usize,
}

/// What is known of the condition.
struct Outcomes {
    /// For each distinct date, by its code.
    by_code: Vec<Outcome>,
    of_null: Outcome,
}

#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    /// It is true.
    kept: bool,
    /// It is true with `certain` for `possible`.
    certain: bool,
}

impl DateTest {
    /// `None` for another kind of condition.
    pub(super) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Option<DateTest>, ExecError> {
        let Some((around, function, args)) = calls(expr) else { return Ok(None) };
        let Some((var, key)) = only_date(args, &builder.locals) else { return Ok(None) };
        if args.iter().any(says_possible) {
            return Ok(None);
        }
        let source = Source { var, key: builder.cx.graph.key_id(key) };
        let strict = around.iter().map(|function| strict(function)).collect();
        let mut compiled = Vec::with_capacity(args.len());
        for arg in args {
            let constant = is_constant(arg);
            compiled.push(if constant { Some(Constant::new(builder.expr(arg)?)) } else { None });
        }
        let args = compiled;
        let (outcomes, tested, seen) = (None, false, 0);
        Ok(Some(DateTest { source, around, strict, function, args, outcomes, tested, seen }))
    }

    /// Keeps rows, where that is worth testing each distinct date, and no test is an error; whether it did.
    pub(super) fn keep(
        &mut self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<bool, ExecError> {
        let Some(values) = self.source.values(batch, cx) else { return Ok(false) };
        let Data::Edtf(column) = values.column.data() else { return Ok(false) };
        if !self.tested {
            self.seen = self.seen.saturating_add(batch.len);
            if column.dates().len() <= SMALL.max(self.seen.saturating_mul(16)) {
                self.tested = true;
                self.outcomes = self.test_all(column, batch, cx)?;
            }
        }
        Ok(self.look_up(batch, rows, cx, |outcome| outcome.kept))
    }

    /// Keeps those of the rows for which the condition is true with `certain` for `possible`, where the outcomes are
    /// known; whether it did.
    pub(super) fn keep_certain(
        &self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &Context<'_>,
    ) -> bool {
        self.look_up(batch, rows, cx, |outcome| outcome.certain)
    }

    #[inline]
    fn look_up(
        &self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &Context<'_>,
        of: impl Fn(Outcome) -> bool,
    ) -> bool {
        let (Some(values), Some(outcomes)) = (self.source.values(batch, cx), &self.outcomes) else {
            return false;
        };
        let Data::Edtf(column) = values.column.data() else { return false };
        keep_items(values, &column.codes, rows, of(outcomes.of_null), |code| {
            of(outcomes.by_code.get(code as usize).copied().unwrap_or_default())
        });
        true
    }

    /// `None` where some date, that perhaps no row has, is an error: then each row is evaluated.
    fn test_all(
        &mut self,
        column: &DateColumn,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Option<Outcomes>, ExecError> {
        let mut args = Vec::with_capacity(self.args.len());
        for arg in &mut self.args {
            args.push(arg.as_mut().map_or(Ok(Value::Null), |constant| constant.get(batch, cx))?);
        }
        let Ok(of_null) = self.test(&args, cx.graph) else { return Ok(None) };
        let Some(at) = self.args.iter().position(Option::is_none) else { return Ok(None) };
        let mut by_code = Vec::with_capacity(column.dates().len());
        for date in column.dates() {
            cx.tick(1)?;
            if let Some(arg) = args.get_mut(at) {
                *arg = Value::Edtf(date.clone());
            }
            let Ok(outcome) = self.test(&args, cx.graph) else { return Ok(None) };
            by_code.push(outcome);
        }
        Ok(Some(Outcomes { by_code, of_null }))
    }

    fn test(&self, args: &[Value], graph: &Graph) -> Result<Outcome, ExecError> {
        let env = Env { graph };
        let inner = (self.function.eval)(&env, args)?;
        let within = |around: &[&'static Function]| {
            let call = |value: Value, function: &&'static Function| (function.eval)(&env, &[value]);
            let value = around.iter().try_fold(inner.clone(), call)?;
            Ok::<_, ExecError>(truth(value)? == Some(true))
        };
        Ok(Outcome { kept: within(&self.around)?, certain: within(&self.strict)? })
    }
}

/// `certain` for `possible`.
fn strict(function: &'static Function) -> &'static Function {
    let certain = (function.name == "possible").then(|| functions::lookup("certain"));
    certain.flatten().unwrap_or(function)
}

type Calls<'e> = (Vec<&'static Function>, &'static Function, &'e [Expr]);

/// The innermost call and its arguments, and the functions of one argument around it, the innermost first.
fn calls(expr: &Expr) -> Option<Calls<'_>> {
    let mut around = Vec::new();
    let mut next = expr;
    loop {
        let Expr::Call(function, args) = next else { return None };
        if function.volatile {
            return None;
        }
        match args.as_slice() {
            [inner @ Expr::Call(..)] => {
                around.push(*function);
                next = inner;
            }
            args => {
                around.reverse();
                return Some((around, function, args));
            }
        }
    }
}

/// The property that is one of the arguments, where all others are constant.
fn only_date<'e>(args: &'e [Expr], locals: &[Var]) -> Option<(Var, &'e str)> {
    let mut changing = args.iter().filter(|arg| !is_constant(arg));
    let found = property(changing.next()?, locals)?;
    changing.next().is_none().then_some(found)
}
