//! What is asked, with every name resolved: the one form in which phrases and pattern queries meet.
//!
//! A query is a sequence of clauses over a working table, as in GQL's linear queries: each clause takes the table of
//! the one before it. Variables are numbered over the whole query ([`Var`]); a name that is bound anew gets a new
//! number, so that an expression never means two things. [`Query`]'s `Display` is the pattern query.

mod expr;
mod pattern;
mod print;
mod relax;
mod walk;

use crate::time::Date;

pub(crate) use print::expr_text;

pub use crate::syntax::pattern::ast::{BinaryOp, CompareOp, Length, Quantifier, Selector, UnaryOp};
pub use expr::{Aggregate, CaseArm, Expr};
pub use pattern::{EdgePattern, LabelExpr, NodePattern, PathPattern};
pub use relax::Relaxed;

/// A variable: an index into [`Query::vars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub u32);

/// What a variable stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A node (or null, after an optional match).
    Node,
    /// An edge.
    Edge,
    /// The list of edges of a pattern of variable length.
    EdgeList,
    /// A path.
    Path,
    /// Any other value.
    Value,
}

/// A variable's name and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VarInfo {
    /// The name in the query; `None` for the unnamed parts of a pattern.
    pub name: Option<String>,
    /// What it stands for.
    pub kind: Kind,
}

/// A whole query: one or more parts joined by `UNION`.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// All variables, of all parts and subqueries.
    pub vars: Vec<VarInfo>,
    /// The parts; all have the same column names, in the same order.
    pub parts: Vec<Part>,
    /// `UNION ALL` keeps duplicates.
    pub union_all: bool,
    /// `AS OF`: asks the graph as it stood on that day. A subquery has none.
    pub as_of: Option<Date>,
}

/// A linear query: clauses, the last of which is [`Clause::Return`] (in a subquery it may be missing).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// The clauses in order.
    pub clauses: Vec<Clause>,
}

/// A step over the working table.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `MATCH` or `OPTIONAL MATCH`, with its `WHERE`.
    Match(Match),
    /// `UNWIND list AS var`: a row for each element; no row for null or an empty list.
    Unwind {
        /// The list.
        list: Expr,
        /// What each element is called.
        var: Var,
    },
    /// `WITH`: only the projected variables go on.
    With(Projection),
    /// `RETURN`.
    Return(Projection),
}

/// Patterns that must all be found, with no edge used twice among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Keeps the row, with nulls, where nothing is found.
    pub optional: bool,
    /// The patterns, joined on the variables that they share with each other and with the table.
    pub patterns: Vec<PathPattern>,
    /// `WHERE`.
    pub filter: Option<Expr>,
}

/// `WITH` or `RETURN`: what to keep, in which order, and how much of it.
///
/// If any item contains an aggregate, the items without one are the grouping keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Projection {
    /// Keeps one of equal rows.
    pub distinct: bool,
    /// The columns. A variable that merely goes on is an item `Expr::Var(v)` with `var == v`.
    pub items: Vec<Item>,
    /// `ORDER BY`; may name the variables before the projection (unless it aggregates or is distinct) and after it.
    pub order: Vec<SortKey>,
    /// `SKIP`.
    pub skip: Option<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `WHERE` after `WITH`, over the projected variables and, unless it aggregates or is distinct, those before it.
    /// Applies after `SKIP` and `LIMIT`.
    pub filter: Option<Expr>,
}

/// A column of a projection.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its value.
    pub expr: Expr,
    /// What it is called from here on; the name of the column stands in [`Query::vars`].
    pub var: Var,
}

/// A key of `ORDER BY`.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    /// What is compared.
    pub expr: Expr,
    /// Greatest first.
    pub descending: bool,
}
