//! Three-valued logic, comparisons and `CASE`.

use super::{BoxEval, Eval, Evaluated, RowRef, truth};
use crate::algebra::CompareOp;
use crate::exec::context::Context;
use crate::value::{self, Value};

/// All, or one (`any`), of several.
pub(super) struct Junction {
    pub(super) parts: Vec<BoxEval>,
    /// The value that decides: false for `AND`, true for `OR`.
    pub(super) decides: bool,
}

impl Eval for Junction {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let mut unknown = false;
        for part in &mut self.parts {
            match truth(part.eval(row, cx)?)? {
                Some(value) if value == self.decides => return Ok(value.into()),
                Some(_) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Null } else { Value::Boolean(!self.decides) })
    }
}

/// An odd number of several.
pub(super) struct Xor(pub(super) Vec<BoxEval>);

impl Eval for Xor {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let mut odd = Some(false);
        for part in &mut self.0 {
            let value = truth(part.eval(row, cx)?)?;
            odd = odd.zip(value).map(|(odd, value)| odd != value);
        }
        Ok(odd.into())
    }
}

/// `a < b <= c`.
pub(super) struct Compare {
    pub(super) first: BoxEval,
    pub(super) rest: Vec<(CompareOp, BoxEval)>,
}

impl Eval for Compare {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let mut left = self.first.eval(row, cx)?;
        let mut unknown = false;
        for (op, right) in &mut self.rest {
            let right = right.eval(row, cx)?;
            match compare(*op, &left, &right) {
                Some(true) => {}
                Some(false) => return Ok(Value::Boolean(false)),
                None => unknown = true,
            }
            left = right;
        }
        Ok(if unknown { Value::Null } else { Value::Boolean(true) })
    }
}

/// Whether two values compare so.
#[inline(never)]
pub(in crate::exec) fn compare(op: CompareOp, left: &Value, right: &Value) -> Option<bool> {
    match op {
        CompareOp::Equal => value::equals(left, right),
        CompareOp::NotEqual => value::equals(left, right).map(|equal| !equal),
        CompareOp::Less => value::less(left, right),
        CompareOp::LessEqual => value::less_or_equal(left, right),
        CompareOp::Greater => value::greater(left, right),
        CompareOp::GreaterEqual => value::greater_or_equal(left, right),
    }
}

/// `CASE`.
pub(super) struct Case {
    pub(super) subject: Option<BoxEval>,
    pub(super) arms: Vec<(BoxEval, BoxEval)>,
    pub(super) otherwise: Option<BoxEval>,
}

impl Eval for Case {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let subject = match &mut self.subject {
            Some(subject) => Some(subject.eval(row, cx)?),
            None => None,
        };
        for (when, then) in &mut self.arms {
            let when = when.eval(row, cx)?;
            let holds = match &subject {
                Some(subject) => value::equals(subject, &when) == Some(true),
                None => truth(when)? == Some(true),
            };
            if holds {
                return then.eval(row, cx);
            }
        }
        match &mut self.otherwise {
            Some(otherwise) => otherwise.eval(row, cx),
            None => Ok(Value::Null),
        }
    }
}
