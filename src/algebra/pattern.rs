//! Patterns of nodes and edges.

use super::{Expr, Length, Selector, Var};
use crate::graph::Direction;

/// A pattern of one path: a node, then steps.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    /// The variable of the whole path, if it is named.
    pub var: Option<Var>,
    /// Which of the matching paths are wanted.
    pub selector: Selector,
    /// The first node.
    pub start: NodePattern,
    /// The edges and nodes after it.
    pub steps: Vec<(EdgePattern, NodePattern)>,
}

/// A node of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePattern {
    /// Its variable; one that is bound already must match the same node.
    pub var: Var,
    /// Labels that it must have.
    pub labels: Option<LabelExpr>,
    /// Properties that must be equal (`{key: value}`).
    pub properties: Vec<(String, Expr)>,
    /// An inline `WHERE`.
    pub filter: Option<Expr>,
}

/// An edge of a pattern, or a chain of them.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgePattern {
    /// Its variable: an edge, or the list of edges where `length` is given.
    pub var: Var,
    /// Types, one of which it must have; `None` for any.
    pub types: Option<LabelExpr>,
    /// Which way it points, seen from the node before it.
    pub direction: Direction,
    /// For a chain: how many edges; `None` for exactly one edge (and an edge, not a list).
    pub length: Option<Length>,
    /// Properties that must be equal, on each edge of a chain.
    pub properties: Vec<(String, Expr)>,
    /// An inline `WHERE` (only where `length` is `None`).
    pub filter: Option<Expr>,
}

/// A formula over labels or types. A name that the graph does not know is simply never true.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LabelExpr {
    /// Has this label or type.
    Name(String),
    /// Has any label (`%`).
    Any,
    /// Not.
    Not(Box<LabelExpr>),
    /// All of these.
    And(Vec<LabelExpr>),
    /// One of these.
    Or(Vec<LabelExpr>),
}
