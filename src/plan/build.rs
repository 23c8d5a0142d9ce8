//! From clauses to steps.

use super::PlanOptions;
use super::op::{Alone, Op, Pipeline, Step};
use super::rules::{semi_apply, tally, total};
use crate::algebra::{Clause, Expr, Item, Kind, Match, Part, PathPattern, Query, Var, VarInfo};
use crate::graph::Graph;
use std::collections::HashSet;

/// Builds pipelines and numbers the variables that they need beside those of the query.
pub(super) struct Planner<'a> {
    pub(super) vars: Vec<VarInfo>,
    pub(super) graph: &'a Graph,
    pub(super) options: &'a PlanOptions,
    /// How many subqueries are around the clause at hand.
    nesting: usize,
}

/// How deep subqueries nest that are planned with the query around them; deeper ones are planned when the plan is made
/// ready to run, which bounds their nesting.
const NESTING: usize = 8;

/// A pipeline in the making.
pub(super) struct Draft {
    pub(super) steps: Vec<Step>,
    /// The variables that its rows have.
    pub(super) bound: HashSet<Var>,
}

impl Draft {
    pub(super) fn new(first: Op, bound: HashSet<Var>) -> Self {
        Draft { steps: vec![Step::new(first)], bound }
    }

    /// Appends a step; what is expected of it is estimated when the rules have been applied.
    pub(super) fn push(&mut self, op: Op) {
        self.steps.push(Step::new(op));
    }

    pub(super) fn into_pipeline(self) -> Pipeline {
        Pipeline { steps: self.steps }
    }
}

impl<'a> Planner<'a> {
    pub(super) fn new(vars: Vec<VarInfo>, graph: &'a Graph, options: &'a PlanOptions) -> Self {
        Planner { vars, graph, options, nesting: 0 }
    }

    /// A new variable.
    pub(super) fn fresh(&mut self, kind: Kind) -> Var {
        self.vars.push(VarInfo { name: None, kind });
        Var((self.vars.len() - 1) as u32)
    }

    /// Plans a query whose rows start with the variables `bound`, which `first` gives.
    pub(super) fn query(
        &mut self,
        query: &Query,
        bound: HashSet<Var>,
        first: Op,
    ) -> (Pipeline, Vec<Var>) {
        if let [part] = query.parts.as_slice() {
            return self.part(part, bound, first);
        }
        let parts: Vec<_> =
            query.parts.iter().map(|part| self.part(part, bound.clone(), first.clone())).collect();
        let columns = parts.first().map(|(_, columns)| columns.clone()).unwrap_or_default();
        let mut draft = Draft::new(Op::Union { parts, columns: columns.clone() }, bound);
        if !query.union_all {
            draft.push(Op::Distinct(columns.clone()));
        }
        (draft.into_pipeline(), columns)
    }

    fn part(&mut self, part: &Part, bound: HashSet<Var>, first: Op) -> (Pipeline, Vec<Var>) {
        let mut draft = Draft::new(first, bound);
        let mut columns = Vec::new();
        for clause in &part.clauses {
            match clause {
                Clause::Match(m) => self.match_clause(m, &mut draft),
                Clause::Unwind { list, var } => {
                    draft.push(Op::Unwind { list: list.clone(), var: *var });
                    draft.bound.insert(*var);
                }
                Clause::With(projection) => self.projection(projection, &mut draft),
                Clause::Return(projection) => {
                    self.projection(projection, &mut draft);
                    columns = projection.items.iter().map(|item: &Item| item.var).collect();
                }
            }
        }
        (draft.into_pipeline(), columns)
    }

    /// Appends conditions that must all be true.
    pub(super) fn filter(&mut self, mut predicates: Vec<Expr>, draft: &mut Draft) {
        if self.options.has("count_subqueries") {
            predicates.iter_mut().for_each(tally::sizes);
        }
        let batched = self.options.has("semi_apply") && self.nesting < NESTING;
        let (subqueries, plain): (Vec<_>, Vec<_>) =
            predicates.into_iter().partition(|p| batched && semi_apply::condition(p).is_some());
        let mut plain = plain;
        let alone = plain.len() == 1;
        for predicate in plain.iter_mut().filter(|p| alone || total::is_condition(p, self.graph)) {
            self.tallies(predicate, draft);
        }
        if !plain.is_empty() {
            draft.push(Op::Filter(plain));
        }
        for (query, anti) in subqueries.iter().filter_map(semi_apply::condition) {
            let node = semi_apply::only_node(query, &draft.bound, &self.vars, self.graph);
            let node = node.filter(|_| self.nesting == 0 && self.options.has("semi_join"));
            self.nesting += 1;
            let (inner, _) = self.query(query, draft.bound.clone(), Op::Argument);
            let alone = node.map(|node| {
                let (pipeline, _) = self.query(query, HashSet::new(), Op::Unit);
                Box::new(Alone { pipeline, node })
            });
            self.nesting -= 1;
            let row = self.fresh(Kind::Value);
            draft.push(Op::Semi { inner, anti, row, alone });
        }
    }

    /// Appends steps that count what an expression counts for every row, and makes it refer to their results.
    pub(super) fn tallies(&mut self, expr: &mut Expr, draft: &mut Draft) {
        if !self.options.has("count_subqueries") || self.nesting >= NESTING {
            return;
        }
        for (query, count) in tally::lift(expr, || self.fresh(Kind::Value)) {
            self.nesting += 1;
            let (inner, _) = self.query(&query, draft.bound.clone(), Op::Argument);
            self.nesting -= 1;
            draft.push(Op::Tally { inner, weight: None, count });
        }
    }

    fn match_clause(&mut self, m: &Match, draft: &mut Draft) {
        if !m.optional {
            return self.patterns(&m.patterns, m.filter.as_ref(), draft);
        }
        let mut inner = Draft::new(Op::Argument, draft.bound.clone());
        self.patterns(&m.patterns, m.filter.as_ref(), &mut inner);
        let mut binds: Vec<Var> = inner.bound.difference(&draft.bound).copied().collect();
        binds.sort_unstable();
        draft.bound.extend(&binds);
        let row = self.fresh(Kind::Value);
        draft.push(Op::Optional { inner: inner.into_pipeline(), binds, row });
    }

    /// Plans one pattern for the sake of a row.
    pub(super) fn pattern(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&Expr>,
        bound: HashSet<Var>,
    ) -> Pipeline {
        let mut draft = Draft::new(Op::Argument, bound);
        self.patterns(std::slice::from_ref(pattern), filter, &mut draft);
        draft.into_pipeline()
    }
}
