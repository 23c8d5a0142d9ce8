//! What is known of a value before anything runs.

use super::{Binder, Result};
use crate::algebra::{Expr, Kind};
use crate::diagnostic::Span;
use crate::functions::Type;
use crate::syntax::StaticError;
use crate::value::Value;

/// The type of a value, and of the elements where it is a list. Null is of every type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ty {
    pub(super) kind: Type,
    pub(super) element: Type,
}

impl Ty {
    pub(super) const ANY: Ty = Ty::of(Type::Any);
    pub(super) const BOOLEAN: Ty = Ty::of(Type::Boolean);
    pub(super) const EDGES: Ty = Ty::list(Type::Edge);

    pub(super) const fn of(kind: Type) -> Ty {
        Ty { kind, element: Type::Any }
    }

    pub(super) const fn list(element: Type) -> Ty {
        Ty { kind: Type::List, element }
    }

    /// Of a constant.
    pub(super) fn of_value(value: &Value) -> Ty {
        Ty::of(match value {
            Value::Boolean(_) => Type::Boolean,
            Value::Integer(_) => Type::Integer,
            Value::Float(_) => Type::Float,
            Value::String(_) => Type::String,
            _ => Type::Any,
        })
    }

    /// What values of both have in common.
    pub(super) fn either(self, other: Ty) -> Ty {
        if self == other {
            self
        } else if self.kind == other.kind {
            Ty::of(self.kind)
        } else {
            Ty::ANY
        }
    }

    /// What a variable with such values stands for.
    pub(super) fn variable(self) -> Kind {
        match self.kind {
            Type::Node => Kind::Node,
            Type::Edge => Kind::Edge,
            Type::Path => Kind::Path,
            _ => Kind::Value,
        }
    }

    /// The type of its elements, as of a value.
    pub(super) fn item(self) -> Ty {
        if self.kind == Type::List { Ty::of(self.element) } else { Ty::ANY }
    }
}

/// A bound expression and its type.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) ty: Ty,
}

impl Typed {
    pub(super) fn new(expr: Expr, ty: Ty) -> Self {
        Typed { expr, ty }
    }

    pub(super) fn is_null(&self) -> bool {
        self.expr == Expr::Literal(Value::Null)
    }
}

impl Binder<'_> {
    /// The expression, if it may be of the type that `who` needs.
    pub(super) fn expect(typed: Typed, wanted: Type, who: &str, span: Span) -> Result<Expr> {
        if typed.ty.kind.overlaps(wanted) {
            return Ok(typed.expr);
        }
        Err(wrong_type(typed.ty.kind, wanted, who, span))
    }
}

pub(super) fn wrong_type(found: Type, wanted: Type, who: &str, span: Span) -> StaticError {
    let text = found == Type::String;
    let found = match (found, wanted) {
        (Type::Float, Type::Integer) => "a number with a fraction".to_owned(),
        _ => found.to_string(),
    };
    let message = format!("{who} needs {wanted}, but this is {found}");
    let error = StaticError::new("InvalidArgumentType", span, message).label(found);
    match (wanted, text) {
        (Type::Edtf | Type::Date, true) => error.help("`edtf('2017-03')` makes a date of a text"),
        (Type::Integer | Type::Float | Type::Number, true) => {
            error.help("`toInteger(x)` or `toFloat(x)` makes a number of a text")
        }
        (Type::Quantity, _) => error.help("`quantity(5, 'CNY')` makes an amount"),
        _ => error,
    }
}
