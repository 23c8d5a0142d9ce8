//! The syntax tree of a pattern query: what was written, with its places.

mod depth;
mod expr;
mod path;

pub use expr::{
    BinaryOp, Call, CallArgs, Case, CaseArm, CompareOp, Comprehension, Expr, ExprKind,
    PatternComprehension, Quantified, Quantifier, Reduce, SubqueryKind, UnaryOp,
};
pub use path::{EdgePattern, LabelExpr, LabelKind, Length, NodePattern, PathPattern, Selector};

use crate::diagnostic::Span;
use crate::time::Date;

/// A name, without its backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A query: parts joined by `UNION`.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// One or more.
    pub parts: Vec<Part>,
    /// Between each two parts: whether it is `UNION ALL`, and its place.
    pub unions: Vec<(bool, Span)>,
    /// `AS OF`.
    pub as_of: Option<Date>,
    /// The whole.
    pub span: Span,
}

/// Clauses in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// One or more.
    pub clauses: Vec<Clause>,
    /// The whole.
    pub span: Span,
}

/// A clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `MATCH`.
    Match(Match),
    /// `UNWIND`.
    Unwind(Unwind),
    /// `WITH`.
    With(Projection),
    /// `RETURN`.
    Return(Projection),
}

impl Clause {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Clause::Match(clause) => clause.span,
            Clause::Unwind(clause) => clause.span,
            Clause::With(clause) | Clause::Return(clause) => clause.span,
        }
    }
}

/// `MATCH` or `OPTIONAL MATCH`.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// `OPTIONAL`.
    pub optional: bool,
    /// One or more.
    pub patterns: Vec<PathPattern>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// `UNWIND list AS name`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unwind {
    /// The list.
    pub list: Expr,
    /// The element.
    pub name: Name,
    /// The whole.
    pub span: Span,
}

/// What follows `WITH` or `RETURN`.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// `DISTINCT`.
    pub distinct: bool,
    /// The place of `*`.
    pub star: Option<Span>,
    /// The columns beside `*`.
    pub items: Vec<Item>,
    /// `ORDER BY`.
    pub order: Vec<SortKey>,
    /// `SKIP` or `OFFSET`.
    pub skip: Option<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `WHERE` after `WITH`.
    pub filter: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its value.
    pub expr: Expr,
    /// `AS`.
    pub alias: Option<Name>,
    /// The expression as it was written.
    pub text: String,
}

/// A key of `ORDER BY`.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    /// What is compared.
    pub expr: Expr,
    /// `DESC`.
    pub descending: bool,
}
