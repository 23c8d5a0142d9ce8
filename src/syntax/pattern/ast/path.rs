//! Patterns of nodes and edges.

use super::{Expr, Name};
use crate::diagnostic::Span;
use crate::graph::Direction;

/// A pattern of one path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    /// `name =`.
    pub name: Option<Name>,
    /// Which of the matching paths are wanted.
    pub selector: Selector,
    /// The first node.
    pub start: NodePattern,
    /// The edges and nodes after it.
    pub steps: Vec<(EdgePattern, NodePattern)>,
    /// The whole.
    pub span: Span,
}

/// Which of the paths that match are kept, for each pair of end nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Selector {
    /// All of them.
    #[default]
    All,
    /// One shortest path (`shortestPath(…)`, `ANY SHORTEST`).
    AnyShortest,
    /// All shortest paths (`allShortestPaths(…)`, `ALL SHORTEST`).
    AllShortest,
}

/// `(name:Labels {key: value} WHERE filter)`.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePattern {
    /// Its variable.
    pub name: Option<Name>,
    /// Its labels.
    pub labels: Option<LabelExpr>,
    /// Its properties.
    pub properties: Vec<(Name, Expr)>,
    /// Its inline `WHERE`.
    pub filter: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// `-[name:TYPES*1..2 {key: value} WHERE filter]->`.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgePattern {
    /// Its variable.
    pub name: Option<Name>,
    /// Its types.
    pub types: Option<LabelExpr>,
    /// Which way it points; [`Direction::Both`] without an arrow head, or with two.
    pub direction: Direction,
    /// For a chain.
    pub length: Option<Length>,
    /// Its properties.
    pub properties: Vec<(Name, Expr)>,
    /// Its inline `WHERE`.
    pub filter: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// How many edges a chain has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// At least.
    pub min: u32,
    /// At most; `None` for no bound.
    pub max: Option<u32>,
}

/// A formula over labels or types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelExpr {
    /// What it is.
    pub kind: LabelKind,
    /// Its place.
    pub span: Span,
}

/// The parts of a formula over labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelKind {
    /// A label.
    Name(String),
    /// `%`.
    Any,
    /// `!`.
    Not(Box<LabelExpr>),
    /// `&` or `:`.
    And(Vec<LabelExpr>),
    /// `|`.
    Or(Vec<LabelExpr>),
}
