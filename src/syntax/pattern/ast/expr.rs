//! Expressions.

use super::{LabelExpr, Name, PathPattern, Query};
use crate::diagnostic::Span;
use crate::value::Value;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its place.
    pub span: Span,
    /// How many expressions lie within one another in it, at most.
    pub(in crate::syntax::pattern) depth: u32,
}

impl Expr {
    /// An expression at `span`.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        let depth = kind.inner_depth().saturating_add(1);
        Expr { kind, span, depth }
    }

    /// An expression of known depth: a long chain need not be counted again for each link.
    pub(in crate::syntax::pattern) fn with_depth(kind: ExprKind, span: Span, depth: u32) -> Self {
        Expr { kind, span, depth }
    }

    /// How many expressions lie within one another in it, at most; 1 for a literal.
    pub fn depth(&self) -> u32 {
        self.depth
    }
}

/// The kinds of expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Value),
    /// `$name`.
    Parameter(String),
    /// A variable.
    Variable(String),
    /// `value.key`.
    Property(Box<Expr>, Name),
    /// `value[index]`.
    Index(Box<Expr>, Box<Expr>),
    /// `value[from..to]`.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{key: value}`.
    Map(Vec<(Name, Expr)>),
    /// `NOT`, signs, null tests.
    Unary(UnaryOp, Box<Expr>),
    /// Arithmetic and predicates of two values.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// A chain of comparisons.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// `AND`.
    And(Vec<Expr>),
    /// `OR`.
    Or(Vec<Expr>),
    /// `XOR`.
    Xor(Vec<Expr>),
    /// `value:Label`.
    HasLabels(Box<Expr>, LabelExpr),
    /// `name(arguments)`.
    Call(Call),
    /// `CASE`.
    Case(Box<Case>),
    /// `[x IN list WHERE filter | map]`.
    ListComprehension(Box<Comprehension>),
    /// `all(x IN list WHERE predicate)` and its kin.
    Quantified(Box<Quantified>),
    /// `reduce(acc = init, x IN list | step)`.
    Reduce(Box<Reduce>),
    /// A pattern as a predicate.
    Pattern(Box<PathPattern>),
    /// `[(a)-->(b) WHERE filter | map]`.
    PatternComprehension(Box<PatternComprehension>),
    /// `EXISTS { … }` or `COUNT { … }`.
    Subquery(SubqueryKind, Box<Query>),
}

/// A call of a function or an aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The name as written, without spaces.
    pub name: Name,
    /// `DISTINCT`.
    pub distinct: bool,
    /// The arguments.
    pub args: CallArgs,
}

/// Arguments of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum CallArgs {
    /// `*`.
    Star,
    /// Values.
    Values(Vec<Expr>),
}

/// `CASE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What the arms are compared with.
    pub subject: Option<Expr>,
    /// `WHEN … THEN …`.
    pub arms: Vec<CaseArm>,
    /// `ELSE`.
    pub otherwise: Option<Expr>,
}

/// `WHEN when THEN then`.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseArm {
    /// The condition, or the value compared.
    pub when: Expr,
    /// The result.
    pub then: Expr,
}

/// `[x IN list WHERE filter | map]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    /// The element.
    pub name: Name,
    /// The list.
    pub list: Expr,
    /// Which elements.
    pub filter: Option<Expr>,
    /// What of them.
    pub map: Option<Expr>,
}

/// `all(x IN list WHERE predicate)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantified {
    /// Which one.
    pub quantifier: Quantifier,
    /// The element.
    pub name: Name,
    /// The list.
    pub list: Expr,
    /// The condition.
    pub predicate: Expr,
}

/// `reduce(acc = init, x IN list | step)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// The accumulator.
    pub accumulator: Name,
    /// Its first value.
    pub init: Expr,
    /// The element.
    pub name: Name,
    /// The list.
    pub list: Expr,
    /// Its next value.
    pub step: Expr,
}

/// `[(a)-->(b) WHERE filter | map]`.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternComprehension {
    /// The pattern.
    pub pattern: PathPattern,
    /// Which matches.
    pub filter: Option<Expr>,
    /// What of them.
    pub map: Expr,
}

/// What is asked of a subquery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubqueryKind {
    /// Whether it has a row.
    Exists,
    /// How many rows it has.
    Count,
}

/// Operators on one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// Three-valued negation.
    Not,
    /// Minus.
    Minus,
    /// Plus.
    Plus,
    /// `IS NULL`.
    IsNull,
    /// `IS NOT NULL`.
    IsNotNull,
}

/// Operators on two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `+`: numbers, text, lists.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Modulo,
    /// `^`.
    Power,
    /// `IN`.
    In,
    /// `STARTS WITH`.
    StartsWith,
    /// `ENDS WITH`.
    EndsWith,
    /// `CONTAINS`.
    Contains,
    /// `=~`, a regular expression that must match the whole text.
    Matches,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
}

impl CompareOp {
    /// What says the same when the sides change places: `>` for `<`.
    pub(crate) fn turned(self) -> CompareOp {
        match self {
            CompareOp::Less => CompareOp::Greater,
            CompareOp::LessEqual => CompareOp::GreaterEqual,
            CompareOp::Greater => CompareOp::Less,
            CompareOp::GreaterEqual => CompareOp::LessEqual,
            same => same,
        }
    }
}

/// Quantifiers over lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Every element.
    All,
    /// At least one.
    Any,
    /// None.
    None,
    /// Exactly one.
    Single,
}
