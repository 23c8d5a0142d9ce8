//! Comparisons of the dates of two events, of which more may be known than their dates.

use super::{BoxEval, Eval, Evaluated, RowRef};
use crate::algebra::Expr;
use crate::exec::context::Context;
use crate::functions::{self, Env, Function};
use crate::value::Value;

/// A function of the dates of events.
pub(super) struct Ordered {
    pub(super) function: &'static Function,
    pub(super) args: Vec<BoxEval>,
    /// The events.
    pub(super) events: Vec<BoxEval>,
}

/// The events whose dates are compared: `a` and `b` of `before(a.date, b.date)`.
pub(super) fn events<'e>(function: &Function, args: &'e [Expr]) -> Option<Vec<&'e Expr>> {
    let compared = args.get(..functions::compared_events(function)?)?;
    let event = |arg: &'e Expr| match arg {
        Expr::Property(of, key) if key == "date" => Some(&**of),
        _ => None,
    };
    compared.iter().map(event).collect()
}

impl Eval for Ordered {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let mut args = Vec::with_capacity(self.args.len());
        for arg in &mut self.args {
            args.push(arg.eval(row, cx)?);
        }
        let value = (self.function.eval)(&Env { graph: cx.graph }, &args)?;
        if value != Value::Null {
            return Ok(value);
        }
        let mut events = Vec::with_capacity(self.events.len());
        for event in &mut self.events {
            match event.eval(row, cx)? {
                Value::Node(node) => events.push(node),
                _ => return Ok(Value::Null),
            }
        }
        Ok(functions::by_order(cx.graph, self.function, &events, &args))
    }
}
