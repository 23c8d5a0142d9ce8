//! Three-valued logic, comparisons and `CASE`.

use super::{BoxEval, Eval, Evaluated, RowRef, truth};
use crate::algebra::CompareOp;
use crate::exec::context::Context;
use crate::exec::trace::RowTrace;
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

/// `OR` where rows are traced: it rests on the part that is the surest.
pub(super) struct AnyOf(pub(super) Vec<BoxEval>);

impl Eval for AnyOf {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let outer = std::mem::take(&mut cx.witnesses);
        let (mut best, mut unknown) = (None::<Vec<RowTrace>>, false);
        for part in &mut self.0 {
            cx.witnesses.clear();
            let value = match part.eval(row, cx) {
                // One holds: what would not have been asked for cannot fail.
                Err(_) if best.is_some() => continue,
                value => truth(value?)?,
            };
            match value {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    unknown = true;
                    continue;
                }
            }
            let sure = cx.witnesses.iter().all(RowTrace::is_certain);
            if sure || best.is_none() {
                best = Some(std::mem::take(&mut cx.witnesses));
            }
            if sure {
                break;
            }
        }
        cx.witnesses = outer;
        let found = best.is_some();
        cx.witnesses.extend(best.into_iter().flatten());
        Ok(if found || !unknown { Value::Boolean(found) } else { Value::Null })
    }
}

/// A count that is to be small: were something of it not there, it would be smaller, so it rests on nothing.
pub(super) struct AtMost(pub(super) BoxEval);

impl Eval for AtMost {
    fn eval(&mut self, row: RowRef<'_>, cx: &mut Context<'_>) -> Evaluated {
        let before = cx.witnesses.len();
        let value = self.0.eval(row, cx);
        for witness in cx.witnesses.iter_mut().skip(before) {
            (witness.certain, witness.dates_certain) = (true, true);
        }
        value
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
