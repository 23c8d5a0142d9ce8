//! Expressions.

use super::{BinaryOp, CompareOp, LabelExpr, PathPattern, Quantifier, Query, UnaryOp, Var};
use crate::functions::{AggregateFunction, Function};
use crate::value::Value;

/// An expression; its depth is bounded by the limits on nesting that the parsers keep.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A constant.
    Literal(Value),
    /// `$name`.
    Parameter(String),
    /// A variable.
    Var(Var),
    /// `value.key`, of a node, edge, map or date.
    Property(Box<Expr>, String),
    /// `list[index]`, `map[key]`.
    Index(Box<Expr>, Box<Expr>),
    /// `list[from..to]`.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{key: value}`.
    Map(Vec<(String, Expr)>),
    /// `NOT`, unary minus and plus, `IS NULL`, `IS NOT NULL`.
    Unary(UnaryOp, Box<Expr>),
    /// Arithmetic, `IN`, `STARTS WITH` and so on.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a < b <= c`: true when each neighbouring pair compares so.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// All of these (two or more).
    And(Vec<Expr>),
    /// One of these (two or more).
    Or(Vec<Expr>),
    /// An odd number of these (two or more).
    Xor(Vec<Expr>),
    /// `n:Label`: a node's labels or an edge's type.
    HasLabels(Box<Expr>, LabelExpr),
    /// A function of values.
    Call(&'static Function, Vec<Expr>),
    /// An aggregate; only in the items and order of a projection.
    Aggregate(Aggregate),
    /// `CASE`.
    Case {
        /// Compared with each arm's `when`; `None` where these are conditions.
        subject: Option<Box<Expr>>,
        /// The arms in order.
        arms: Vec<CaseArm>,
        /// `ELSE`.
        otherwise: Option<Box<Expr>>,
    },
    /// `[x IN list WHERE filter | map]`.
    ListComprehension {
        /// The element.
        var: Var,
        /// The list.
        list: Box<Expr>,
        /// Which elements.
        filter: Option<Box<Expr>>,
        /// What of them.
        map: Option<Box<Expr>>,
    },
    /// `all(x IN list WHERE predicate)` and its kin.
    Quantified {
        /// Which one.
        quantifier: Quantifier,
        /// The element.
        var: Var,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        predicate: Box<Expr>,
    },
    /// `reduce(acc = init, x IN list | step)`.
    Reduce {
        /// The accumulator.
        accumulator: Var,
        /// Its first value.
        init: Box<Expr>,
        /// The element.
        var: Var,
        /// The list.
        list: Box<Expr>,
        /// Its next value.
        step: Box<Expr>,
    },
    /// `[(a)-->(b) WHERE filter | map]`: a list with one element a match; with `exists` over the same variables
    /// as the row around it.
    PatternComprehension {
        /// The pattern; variables bound outside are joined.
        pattern: Box<PathPattern>,
        /// Which matches.
        filter: Option<Box<Expr>>,
        /// What of them.
        map: Box<Expr>,
    },
    /// `EXISTS { … }` and pattern predicates: whether the subquery, which sees the variables around it, has a row.
    /// The variables in [`Query::vars`] of a subquery are empty: it numbers its own in the query around it.
    Exists(Box<Query>),
    /// `COUNT { … }`: how many rows it has.
    Count(Box<Query>),
}

/// A condition and its result.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseArm {
    /// The condition, or the value that the subject is compared with.
    pub when: Expr,
    /// The result.
    pub then: Expr,
}

/// An aggregate over the rows of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// Which one.
    pub function: &'static AggregateFunction,
    /// Of distinct values.
    pub distinct: bool,
    /// Its arguments; empty for `count(*)`.
    pub args: Vec<Expr>,
}
