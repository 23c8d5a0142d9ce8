//! From plans to operators.

mod access;
mod chains;
mod section;

use super::ExecError;
use super::context::{Context, reached};
use super::driver::Driver;
use super::expr::BoxEval;
use super::operator::Operator;
use super::ops::{self, FlatMap, Inner, Source};
use super::strict::{says_possible, strictly};
use super::vector::{Condition, Groups, Key, Ranks};
use crate::algebra::{Aggregate, Expr, Item, Kind, Length, Var, VarInfo};
use crate::functions;
use crate::plan::{Best, Op, Pipeline, Step, walk};
use chains::one_edge;
use std::collections::HashSet;

pub(super) use section::Section;

/// Builds the operators of a plan.
pub(super) struct Builder<'b, 'g> {
    pub(super) vars: Vec<VarInfo>,
    pub(super) cx: &'b mut Context<'g>,
    /// The variables of the rows at the step that is being built.
    pub(super) bound: HashSet<Var>,
    /// The variables of the comprehensions that are being compiled.
    pub(super) locals: Vec<Var>,
    nesting: usize,
    /// The parts of unions that the pipeline that is being built is in.
    parts: Vec<usize>,
    /// The number of the argument of the pipeline that is being built.
    argument: usize,
}

impl<'b, 'g> Builder<'b, 'g> {
    pub(super) fn new(vars: Vec<VarInfo>, cx: &'b mut Context<'g>) -> Self {
        let (bound, locals, parts) = Default::default();
        Builder { vars, cx, bound, locals, nesting: 0, parts, argument: 0 }
    }

    /// All variables that an expression may see.
    pub(super) fn visible(&self) -> HashSet<Var> {
        self.bound.iter().chain(&self.locals).copied().collect()
    }

    /// Builds a pipeline.
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline) -> Result<Driver, ExecError> {
        let mut operators: Vec<Box<dyn Operator>> = Vec::with_capacity(pipeline.steps.len());
        let by_row = self.by_row(pipeline);
        for step in pipeline.steps.get(..by_row.start).unwrap_or_default() {
            self.step(step, &mut operators)?;
        }
        if by_row.start == pipeline.steps.len() {
            return Ok(Driver::new(None, operators));
        }
        self.driver(operators, pipeline, by_row)
    }

    /// Builds the operators of a step.
    fn step(
        &mut self,
        step: &Step,
        operators: &mut Vec<Box<dyn Operator>>,
    ) -> Result<(), ExecError> {
        match &step.op {
            Op::Branches { plain, .. } if self.cx.traced() => {
                for branch in plain {
                    operators.push(Box::new(self.expand(&branch.chain, None)?));
                    operators.push(self.filter(&branch.filter, None)?);
                }
            }
            Op::Aggregate { keys, aggregates, .. } if aggregates.is_empty() && self.cx.traced() => {
                operators.push(Box::new(ops::Project::new(self.items(keys)?, false)));
                let vars = keys.iter().map(|key| key.var).collect();
                operators.push(Box::new(ops::TracedDistinct::new(vars)));
            }
            op => operators.push(self.operator(op, step.live.as_deref())?),
        }
        step.op.scope(&mut self.bound);
        Ok(())
    }

    /// Builds a pipeline that is run for the sake of rows, and reserves its argument.
    pub(super) fn inner(&mut self, pipeline: &Pipeline) -> Result<(Driver, usize), ExecError> {
        let limit = self.cx.limits().nesting;
        if self.nesting >= limit {
            return Err(reached("levels of subqueries", limit, "nest fewer of them"));
        }
        let argument = self.cx.arguments.len();
        self.cx.arguments.push(None);
        let outer = std::mem::replace(&mut self.argument, argument);
        self.nesting += 1;
        let driver = self.pipeline(pipeline)?;
        self.nesting -= 1;
        self.argument = outer;
        Ok((driver, argument))
    }

    /// As [`Builder::inner`], for an operator.
    fn nested(&mut self, pipeline: &Pipeline, row: Var) -> Result<Inner, ExecError> {
        let bound = self.bound.clone();
        let (driver, argument) = self.inner(pipeline)?;
        self.bound = bound;
        let live = pipeline.steps.first().and_then(|first| first.live.clone());
        Ok(Inner { driver, argument, row, live })
    }

    fn operator(&mut self, op: &Op, live: Option<&[Var]>) -> Result<Box<dyn Operator>, ExecError> {
        let kept = live.map(<[Var]>::to_vec);
        Ok(match op {
            Op::Unit => Box::new(ops::Unit::default()),
            Op::Argument => Box::new(ops::Argument::new(self.argument)),
            Op::Union { parts, columns } => self.union(parts, columns)?,
            Op::Scan { node, access } => {
                let access = self.access(*node, access)?;
                Box::new(FlatMap::new(ops::Scan::new(*node, access), kept))
            }
            Op::CountNodes { node, access, count } => {
                let access = self.access(*node, access)?;
                if self.cx.stated.is_some_and(|stated| stated.matters(self.cx.graph)) {
                    return Ok(Box::new(FlatMap::new(ops::Scan::new(*node, access), kept)));
                }
                Box::new(FlatMap::new(ops::CountNodes::new(access, *count), kept))
            }
            Op::Expand { chain } => Box::new(self.expand(chain, kept)?),
            Op::Degree { chain } if self.cx.traced() => Box::new(self.expand(chain, kept)?),
            Op::Degree { chain } => Box::new(ops::Degree {
                input: Default::default(),
                count: chain.edge,
                steps: self.steps(chain)?,
                live: kept,
            }),
            Op::Branches { from, sets, factors, count, .. } => {
                let sets: Result<Vec<_>, _> = sets.iter().map(|set| self.set(set)).collect();
                let factors = factors.clone();
                Box::new(ops::Branches::new(*from, sets?, factors, *count, kept))
            }
            Op::Ends { chain, from_bound } => {
                Box::new(FlatMap::new(self.ends(chain, *from_bound), kept))
            }
            Op::Walk { chain, length, once } => {
                let (min, max) = bounds(*length);
                let edges = self.edges(chain)?;
                let vars = self.chain_vars(chain, live);
                if *once && !self.cx.traced() {
                    return Ok(Box::new(FlatMap::new(
                        ops::Reach::new(vars, min, max, edges),
                        kept,
                    )));
                }
                Box::new(FlatMap::new(ops::Walk::new(vars, min, max, edges), kept))
            }
            Op::Shortest { chain, length, all } => {
                let edges = self.edges(chain)?;
                let vars = self.chain_vars(chain, live);
                let shortest = ops::Shortest::new(vars, bounds(*length), *all, edges);
                Box::new(FlatMap::new(shortest, kept))
            }
            Op::KeepShortest { inner, path, all, row } => {
                Box::new(ops::KeepShortest::new(self.nested(inner, *row)?, *path, *all))
            }
            Op::BindPath { path, start, edges } => {
                Box::new(ops::BindPath::new(*path, *start, edges.clone()))
            }
            Op::Filter(predicates) => self.filter(predicates, kept)?,
            Op::Project { items, keep } => Box::new(ops::Project::new(self.items(items)?, *keep)),
            Op::Aggregate { keys, aggregates, best, weight } => {
                self.aggregate(keys, aggregates, best.as_ref(), *weight)?
            }
            Op::Distinct(vars) if self.cx.traced() => {
                Box::new(ops::TracedDistinct::new(vars.clone()))
            }
            Op::Distinct(vars) => Box::new(ops::Distinct::new(vars.clone())),
            Op::Sort { keys, limit } => {
                let mut compiled = Vec::with_capacity(keys.len());
                for key in keys {
                    let ranks = Ranks::new(&key.expr, self);
                    let expr = self.expr(&key.expr)?;
                    compiled.push(ops::SortColumn::new(expr, key.descending, ranks));
                }
                Box::new(ops::Sort::new(compiled, self.exprs(limit)?))
            }
            Op::Skip(count) => Box::new(ops::Skip::new(self.expr(count)?)),
            Op::Limit(count) => Box::new(ops::Limit::new(self.expr(count)?)),
            Op::Unwind { list, var } => {
                Box::new(FlatMap::new(ops::Unwind::new(self.expr(list)?, *var), kept))
            }
            Op::Optional { inner, row, .. } => {
                Box::new(ops::Optional::new(self.nested(inner, *row)?, kept))
            }
            Op::Tally { inner, count, .. } if !self.cx.traced() && one_edge(inner).is_some() => {
                let steps = one_edge(inner).map(|chain| self.steps(chain)).transpose()?;
                Box::new(ops::Tallied::new(steps, *count))
            }
            Op::Tally { inner, weight, count } => {
                let weight = weight.filter(|_| !self.cx.traced());
                Box::new(ops::Tally::new(self.nested(inner, *count)?, weight))
            }
            Op::Semi { alone: Some(alone), anti, .. } if !self.cx.traced() => {
                let bound = std::mem::take(&mut self.bound);
                self.nesting += 1;
                let driver = self.pipeline(&alone.pipeline);
                self.nesting -= 1;
                self.bound = bound;
                Box::new(ops::Among::new(driver?, alone.node, *anti, kept))
            }
            Op::Semi { inner, anti, .. } if !self.cx.traced() && one_edge(inner).is_some() => {
                let chain = one_edge(inner).map(|chain| self.steps(chain)).transpose()?;
                Box::new(ops::HasEdge::new(chain, *anti, kept))
            }
            Op::Semi { inner, anti, row, .. } => {
                Box::new(ops::Semi::new(self.nested(inner, *row)?, *anti))
            }
        })
    }

    fn union(
        &mut self,
        parts: &[(Pipeline, Vec<Var>)],
        columns: &[Var],
    ) -> Result<Box<dyn Operator>, ExecError> {
        let bound = self.bound.clone();
        let mut drivers = Vec::with_capacity(parts.len());
        for (number, (part, vars)) in parts.iter().enumerate() {
            self.parts.push(number);
            drivers.push((self.pipeline(part)?, vars.clone()));
            self.parts.pop();
            self.bound.clone_from(&bound);
        }
        Ok(Box::new(ops::Union::new(drivers, columns.to_vec())))
    }

    fn filter(
        &mut self,
        predicates: &[Expr],
        live: Option<Vec<Var>>,
    ) -> Result<Box<dyn Operator>, ExecError> {
        if !self.cx.traced() {
            let conditions: Result<Vec<_>, _> =
                predicates.iter().map(|predicate| Condition::new(predicate, self)).collect();
            return Ok(Box::new(ops::Filter::new(conditions?, live)));
        }
        let plain = |expr: &&Expr| !has_subquery(expr);
        let (plain, others): (Vec<&Expr>, Vec<&Expr>) = predicates.iter().partition(plain);
        let compiled = |all: Vec<Expr>, this: &mut Self| -> Result<Vec<Condition>, ExecError> {
            all.iter().map(|predicate| Condition::new(predicate, this)).collect()
        };
        let strict = |all: &[&Expr]| -> Vec<Expr> {
            all.iter().filter(|expr| says_possible(expr)).map(|expr| strictly(expr)).collect()
        };
        let plain = compiled(plain.into_iter().cloned().collect(), self)?;
        let others_strict = self.exprs(&strict(&others))?;
        let others: Vec<Expr> = others.into_iter().cloned().collect();
        let others = self.exprs(&others)?;
        Ok(Box::new(ops::TracedFilter::new(plain, (others, others_strict), live)))
    }

    fn items(&mut self, items: &[Item]) -> Result<Vec<(Source, Var)>, ExecError> {
        let mut compiled = Vec::with_capacity(items.len());
        for item in items {
            let source = match item.expr {
                Expr::Var(var) => Source::Column(var),
                _ => Source::Expr(self.expr(&item.expr)?),
            };
            compiled.push((source, item.var));
        }
        Ok(compiled)
    }

    fn aggregate(
        &mut self,
        keys: &[Item],
        aggregates: &[(Aggregate, Var)],
        best: Option<&Best>,
        weight: Option<Var>,
    ) -> Result<Box<dyn Operator>, ExecError> {
        let traced = self.cx.traced();
        let subquery = |(aggregate, _): &(Aggregate, Var)| aggregate.args.iter().any(has_subquery);
        // Where rows are traced, each stands for itself, but for those that were counted on their own.
        let counted = weight.filter(|weight| traced && self.kind(*weight) == Some(Kind::Value));
        let lists = self.cx.stated.is_some_and(|stated| stated.lists());
        let subkey = || keys.iter().any(|key| has_subquery(&key.expr));
        let by_group = !keys.is_empty() && (lists || counted.is_some() || subkey());
        if traced && (by_group || aggregates.iter().any(subquery)) {
            return self.traced_aggregate(keys, aggregates, counted);
        }
        let numbered: Result<Vec<_>, _> =
            keys.iter().map(|key| Key::new(&key.expr, self)).collect();
        let mut totals = Vec::with_capacity(aggregates.len());
        for (aggregate, var) in aggregates {
            totals.push((ops::Total::new(aggregate, !keys.is_empty(), self)?, *var));
        }
        let best = match best {
            Some(best) => {
                let limit = self.exprs(&best.limit)?.into_iter();
                let limit = limit.map(|expr| ops::Amount::new("LIMIT", expr)).collect();
                Some(ops::Best { total: best.aggregate, most: best.most, limit })
            }
            None => None,
        };
        let keys = keys.iter().map(|key| key.var).collect();
        let groups = Groups::new(numbered?);
        Ok(Box::new(ops::Aggregation::new(keys, groups, totals, weight, best)))
    }

    fn traced_aggregate(
        &mut self,
        keys: &[Item],
        aggregates: &[(Aggregate, Var)],
        counted: Option<Var>,
    ) -> Result<Box<dyn Operator>, ExecError> {
        let keys = self.items(keys)?;
        let mut columns = Vec::with_capacity(aggregates.len());
        for (aggregate, var) in aggregates {
            let (mut function, distinct) = (aggregate.function, aggregate.distinct);
            let mut args: Vec<BoxEval> = self.exprs(&aggregate.args)?;
            if let (Some(count), Some(sum), []) =
                (counted, functions::lookup_aggregate("sum"), aggregate.args.as_slice())
            {
                function = sum;
                args.push(self.expr(&Expr::Var(count))?);
            }
            columns.push(ops::Computed { function, distinct, args, var: *var });
        }
        Ok(Box::new(ops::TracedAggregation::new(keys, columns)))
    }

    /// What a variable stands for, by the plan.
    pub(super) fn kind(&self, var: Var) -> Option<Kind> {
        self.vars.get(var.0 as usize).map(|info| info.kind)
    }
}

/// Whether an expression asks the graph for a pattern.
fn has_subquery(expr: &Expr) -> bool {
    walk::any(expr, |e| {
        matches!(e, Expr::Exists(_) | Expr::Count(_) | Expr::PatternComprehension { .. })
    })
}

fn bounds(length: Length) -> (usize, usize) {
    (length.min as usize, length.max.map_or(usize::MAX, |max| max as usize))
}
