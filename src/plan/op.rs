//! The operators of a plan.

use crate::algebra::{Aggregate, CompareOp, Expr, Item, LabelExpr, Length, SortKey, Var};
use crate::graph::Direction;
use std::collections::HashSet;

/// A list of steps; the first needs no input, each other takes the rows of the one before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pipeline {
    /// The steps.
    pub steps: Vec<Step>,
}

/// An operator with what is expected of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is done.
    pub op: Op,
    /// How many rows are expected to come out.
    pub rows: f64,
    /// The variables that later steps use, ascending; `None` for all.
    pub live: Option<Vec<Var>>,
}

impl Step {
    /// A step before anything is known of it.
    pub(crate) fn new(op: Op) -> Step {
        Step { op, rows: 1.0, live: None }
    }
}

/// What an operator does with each row that it is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Gives one row without variables.
    Unit,
    /// Gives the row for whose sake the pipeline is run.
    Argument,
    /// Gives the rows of each pipeline in turn, with the variables of its result renamed to `columns`.
    Union {
        /// The pipelines, with the variables of their results.
        parts: Vec<(Pipeline, Vec<Var>)>,
        /// What they are called from here on.
        columns: Vec<Var>,
    },
    /// Counts the nodes that `access` finds, and binds `count` to their number; rows with none are left out.
    CountNodes {
        /// The node, for the conditions of the access.
        node: Var,
        /// Where it is looked for.
        access: Access,
        /// The number.
        count: Var,
    },
    /// Binds `node` to each node that `access` finds.
    Scan {
        /// The node.
        node: Var,
        /// Where it is looked for.
        access: Access,
    },
    /// Follows one edge from the node `from`.
    Expand {
        /// The edge and its ends.
        chain: Chain,
    },
    /// Counts the edges that [`Op::Expand`] would follow, and binds the variable of the edge to their number; rows with
    /// none are left out.
    Degree {
        /// The edge and its ends.
        chain: Chain,
    },
    /// Counts in how many ways an edge of each branch can be followed from the node `from`, and binds `count` to that
    /// number; rows with none are left out.
    Branches {
        /// Where all start.
        from: Var,
        /// The branches, each with edges [apart](Chain::apart) from those of others before it.
        plain: Vec<Branch>,
        /// Sets of edges, of which the number of ways is made; these are apart from none.
        sets: Vec<Branch>,
        /// The product of these is the number of ways.
        factors: Vec<Factor>,
        /// The number.
        count: Var,
    },
    /// Binds the ends of an edge that is bound already.
    Ends {
        /// The edge and its ends.
        chain: Chain,
        /// `from` is bound already.
        from_bound: bool,
    },
    /// Follows a trail of edges from the node `from`: no edge twice.
    Walk {
        /// The list of edges and its ends.
        chain: Chain,
        /// How many edges.
        length: Length,
        /// One trail to each node is enough.
        once: bool,
    },
    /// Follows one shortest trail, or all of them, from `from` to each node that can be reached.
    Shortest {
        /// The list of edges and its ends.
        chain: Chain,
        /// How many edges.
        length: Length,
        /// All shortest trails, else one.
        all: bool,
    },
    /// Keeps, for each row that `inner` is run for and each pair of ends, one of the rows with the shortest path, or
    /// all of them.
    KeepShortest {
        /// What finds the paths.
        inner: Pipeline,
        /// The path.
        path: Var,
        /// All shortest paths, else one.
        all: bool,
        /// Numbers the rows while `inner` runs.
        row: Var,
    },
    /// Binds `path` to the path through `start` and the edges (or lists of edges).
    BindPath {
        /// The path.
        path: Var,
        /// Its first node.
        start: Var,
        /// Its edges, in order.
        edges: Vec<Var>,
    },
    /// Keeps the rows for which all of these are true.
    Filter(Vec<Expr>),
    /// Computes the items; only they go on, unless `keep`.
    Project {
        /// The columns.
        items: Vec<Item>,
        /// The other variables go on too.
        keep: bool,
    },
    /// Makes one row of each group of rows with equal keys.
    Aggregate {
        /// The keys.
        keys: Vec<Item>,
        /// The aggregates.
        aggregates: Vec<(Aggregate, Var)>,
        /// Only some of the groups are needed.
        best: Option<Best>,
        /// How many times each row counts; only where each aggregate is `count(*)`.
        weight: Option<Var>,
    },
    /// Keeps one of the rows that agree in these variables.
    Distinct(Vec<Var>),
    /// Sorts; keeps the first `limit` rows where that is given.
    Sort {
        /// The keys, the most significant first.
        keys: Vec<SortKey>,
        /// How many of the first rows are needed: the sum of these.
        limit: Vec<Expr>,
    },
    /// Leaves out so many rows.
    Skip(Expr),
    /// Keeps so many rows.
    Limit(Expr),
    /// A row for each element of a list.
    Unwind {
        /// The list.
        list: Expr,
        /// The element.
        var: Var,
    },
    /// The rows of `inner` for each row, or the row with nulls where there are none.
    Optional {
        /// What is looked for.
        inner: Pipeline,
        /// The variables that it binds.
        binds: Vec<Var>,
        /// Numbers the rows while `inner` runs.
        row: Var,
    },
    /// Counts the rows of `inner` for each row.
    Tally {
        /// What is counted.
        inner: Pipeline,
        /// How many times each of its rows counts.
        weight: Option<Var>,
        /// Numbers the rows while `inner` runs; from then on, how many rows were found for each.
        count: Var,
    },
    /// Keeps the rows for which `inner` has a row, or (`anti`) has none.
    Semi {
        /// What is looked for.
        inner: Pipeline,
        /// Keeps those without.
        anti: bool,
        /// Numbers the rows while `inner` runs.
        row: Var,
        /// What finds all nodes that `inner` has a row for, without being given rows; used where rows are not traced.
        alone: Option<Box<Alone>>,
    },
}

/// A pipeline that is run once, and the node of which its rows are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Alone {
    /// The steps; the first needs no input.
    pub pipeline: Pipeline,
    /// The node.
    pub node: Var,
}

/// Edges from a node, and what is asked of them and of their ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The edge and its ends.
    pub chain: Chain,
    /// Conditions on the edge and its end.
    pub filter: Vec<Expr>,
}

/// In how many ways edges of some sets can be chosen, none of them twice. The sets are given by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Factor {
    /// Each set lies within the next one, or is the same.
    Falling(Vec<usize>),
    /// Two sets.
    Two {
        /// One of them.
        one: usize,
        /// The other.
        other: usize,
        /// What they share.
        both: usize,
    },
    /// Two sets of which the ends are compared, so that an edge is never taken twice.
    Compared {
        /// One of them.
        one: usize,
        /// The other.
        other: usize,
        /// Less, greater or not equal.
        op: CompareOp,
        /// The property that is compared, an integer; `None` for the nodes by their numbers.
        key: Option<String>,
    },
}

/// Which groups of an aggregation are needed at most: those with the most, or the least, of a count.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// Which of the aggregates.
    pub aggregate: usize,
    /// Those with the most.
    pub most: bool,
    /// How many: the sum of these. All that are as good as the last of them are given, too.
    pub limit: Vec<Expr>,
}

/// Where nodes are looked for. Unless it says otherwise, an access may find too many nodes, and a filter checks every
/// condition again.
#[derive(Debug, Clone, PartialEq)]
pub enum Access {
    /// All nodes.
    All,
    /// The nodes with a label.
    Label(String),
    /// The nodes (with a label) whose property equals a value: by an index, else by a hash table made on first use.
    Property {
        /// A label that they must have.
        label: Option<String>,
        /// The property.
        key: String,
        /// The value.
        value: Expr,
    },
    /// The nodes (with a label, and a text property that equals a value) whose property, an integer or a date, may lie
    /// within bounds: by a list sorted by the property, where there is one.
    Range {
        /// A label that they must have.
        label: Option<String>,
        /// Another property and its value.
        equal: Option<(String, Expr)>,
        /// The property.
        key: String,
        /// The bounds, each with whether it is a lower one.
        bounds: Vec<(bool, Expr)>,
    },
    /// The nodes (with a label, and a text property that equals a value) for which conditions on a property, a date, are
    /// true: by a list of the nodes by date. No filter needs to check them again.
    Dates {
        /// A label that they must have.
        label: Option<String>,
        /// Another property and its value.
        equal: Option<(String, Expr)>,
        /// The property.
        key: String,
        /// The conditions.
        conditions: Vec<Expr>,
    },
}

/// One edge, or a chain of them, between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Where it starts.
    pub from: Var,
    /// The edge, or the list of edges.
    pub edge: Var,
    /// Where it ends.
    pub to: Var,
    /// `to` is bound already: only chains that end there are wanted.
    pub into: bool,
    /// Types of the edges; `None` for any.
    pub types: Option<LabelExpr>,
    /// Which way they point, seen from `from`.
    pub direction: Direction,
    /// The pattern is written from `to` to `from`: a list of edges is given in that order.
    pub reversed: bool,
    /// Properties that each edge must have; the values are literals or parameters.
    pub properties: Vec<(String, Expr)>,
    /// A label that the node where a single edge ends must have.
    pub to_label: Option<String>,
    /// A text property, of few values, that the node where a single edge ends must have.
    pub to_text: Option<(String, Expr)>,
    /// Edges, and lists of edges, that must not be used again.
    pub apart: Vec<Var>,
}

impl Op {
    /// Updates the set of variables that rows have by what the operator does to them.
    pub(crate) fn scope(&self, bound: &mut HashSet<Var>) {
        match self {
            Op::Unit
            | Op::Argument
            | Op::Filter(_)
            | Op::Distinct(_)
            | Op::Sort { .. }
            | Op::Skip(_)
            | Op::Limit(_)
            | Op::Semi { .. } => {}
            Op::Union { columns, .. } => *bound = columns.iter().copied().collect(),
            Op::Scan { node, .. } => drop(bound.insert(*node)),
            Op::Degree { chain } => drop(bound.insert(chain.edge)),
            Op::CountNodes { count, .. } | Op::Branches { count, .. } | Op::Tally { count, .. } => {
                bound.insert(*count);
            }
            Op::Expand { chain }
            | Op::Ends { chain, .. }
            | Op::Walk { chain, .. }
            | Op::Shortest { chain, .. } => bound.extend([chain.from, chain.edge, chain.to]),
            Op::KeepShortest { inner, .. } => {
                inner.steps.iter().for_each(|step| step.op.scope(bound));
            }
            Op::BindPath { path, .. } => drop(bound.insert(*path)),
            Op::Project { items, keep } => {
                if !keep {
                    bound.clear();
                }
                bound.extend(items.iter().map(|item| item.var));
            }
            Op::Aggregate { keys, aggregates, .. } => {
                *bound = keys.iter().map(|key| key.var).collect();
                bound.extend(aggregates.iter().map(|(_, var)| *var));
            }
            Op::Unwind { var, .. } => drop(bound.insert(*var)),
            Op::Optional { binds, .. } => bound.extend(binds),
        }
    }
}
