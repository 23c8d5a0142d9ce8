//! Walks over expressions and what lies within them.

use super::{Clause, Expr, Match, PathPattern, Projection, Query, Var};

impl Expr {
    /// The expressions directly within this one, those in patterns and subqueries included, in order of writing.
    pub fn children(&self) -> Vec<&Expr> {
        match self {
            Expr::Literal(_) | Expr::Parameter(_) | Expr::Var(_) => Vec::new(),
            Expr::Property(of, _) | Expr::Unary(_, of) | Expr::HasLabels(of, _) => vec![of],
            Expr::Index(a, b) | Expr::Binary(_, a, b) => vec![a, b],
            Expr::Slice(of, from, to) => {
                [Some(of), from.as_ref(), to.as_ref()].into_iter().flatten().map(|e| &**e).collect()
            }
            Expr::List(all)
            | Expr::And(all)
            | Expr::Or(all)
            | Expr::Xor(all)
            | Expr::Call(_, all) => all.iter().collect(),
            Expr::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            Expr::Compare(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, expr)| expr)).collect()
            }
            Expr::Aggregate(aggregate) => aggregate.args.iter().collect(),
            Expr::Case { subject, arms, otherwise } => {
                let arms = arms.iter().flat_map(|arm| [&arm.when, &arm.then]);
                subject
                    .iter()
                    .map(|e| &**e)
                    .chain(arms)
                    .chain(otherwise.iter().map(|e| &**e))
                    .collect()
            }
            Expr::ListComprehension { list, filter, map, .. } => {
                [Some(list), filter.as_ref(), map.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(|e| &**e)
                    .collect()
            }
            Expr::Quantified { list, predicate, .. } => vec![list, predicate],
            Expr::Reduce { init, list, step, .. } => vec![init, list, step],
            Expr::PatternComprehension { pattern, filter, map } => {
                let mut all = pattern.exprs();
                all.extend(filter.iter().map(|e| &**e));
                all.push(map);
                all
            }
            Expr::Exists(query) | Expr::Count(query) => query.exprs(),
        }
    }

    /// The expressions directly within this one, but for those in patterns and subqueries.
    pub fn children_mut(&mut self) -> Vec<&mut Expr> {
        match self {
            Expr::Literal(_) | Expr::Parameter(_) | Expr::Var(_) => Vec::new(),
            Expr::Exists(_) | Expr::Count(_) => Vec::new(),
            Expr::Property(of, _) | Expr::Unary(_, of) | Expr::HasLabels(of, _) => vec![of],
            Expr::Index(a, b) | Expr::Binary(_, a, b) => vec![a, b],
            Expr::Slice(of, from, to) => [Some(of), from.as_mut(), to.as_mut()]
                .into_iter()
                .flatten()
                .map(|e| &mut **e)
                .collect(),
            Expr::List(all)
            | Expr::And(all)
            | Expr::Or(all)
            | Expr::Xor(all)
            | Expr::Call(_, all) => all.iter_mut().collect(),
            Expr::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
            Expr::Compare(first, rest) => {
                std::iter::once(&mut **first).chain(rest.iter_mut().map(|(_, expr)| expr)).collect()
            }
            Expr::Aggregate(aggregate) => aggregate.args.iter_mut().collect(),
            Expr::Case { subject, arms, otherwise } => {
                let arms = arms.iter_mut().flat_map(|arm| [&mut arm.when, &mut arm.then]);
                let ends = otherwise.iter_mut().map(|e| &mut **e);
                subject.iter_mut().map(|e| &mut **e).chain(arms).chain(ends).collect()
            }
            Expr::ListComprehension { list, filter, map, .. } => {
                [Some(list), filter.as_mut(), map.as_mut()]
                    .into_iter()
                    .flatten()
                    .map(|e| &mut **e)
                    .collect()
            }
            Expr::Quantified { list, predicate, .. } => vec![list, predicate],
            Expr::Reduce { init, list, step, .. } => vec![init, list, step],
            Expr::PatternComprehension { filter, map, .. } => {
                filter.iter_mut().chain(std::iter::once(map)).map(|e| &mut **e).collect()
            }
        }
    }

    /// Whether an aggregate stands in it.
    pub fn has_aggregate(&self) -> bool {
        let below_subquery = matches!(self, Expr::Exists(_) | Expr::Count(_));
        matches!(self, Expr::Aggregate(_))
            || !below_subquery && self.children().into_iter().any(Expr::has_aggregate)
    }

    /// Calls `see` with each variable that is named or bound in it, once for each time.
    pub fn for_each_var(&self, see: &mut dyn FnMut(Var)) {
        match self {
            Expr::Var(var) => see(*var),
            Expr::ListComprehension { var, .. } | Expr::Quantified { var, .. } => see(*var),
            Expr::Reduce { accumulator, var, .. } => {
                see(*accumulator);
                see(*var);
            }
            Expr::PatternComprehension { pattern, .. } => {
                pattern.vars().into_iter().for_each(&mut *see)
            }
            Expr::Exists(query) | Expr::Count(query) => return query.for_each_var(see),
            _ => {}
        }
        for child in self.children() {
            child.for_each_var(see);
        }
    }
}

impl PathPattern {
    /// The expressions of its property maps and inline filters.
    pub fn exprs(&self) -> Vec<&Expr> {
        let start = self.start.properties.iter().map(|(_, value)| value).chain(&self.start.filter);
        let steps = self.steps.iter().flat_map(|(edge, node)| {
            let edge = edge.properties.iter().map(|(_, value)| value).chain(&edge.filter);
            edge.chain(node.properties.iter().map(|(_, value)| value)).chain(&node.filter)
        });
        start.chain(steps).collect()
    }

    /// The variables of its parts and of itself.
    pub fn vars(&self) -> Vec<Var> {
        let steps = self.steps.iter().flat_map(|(edge, node)| [edge.var, node.var]);
        std::iter::once(self.start.var).chain(steps).chain(self.var).collect()
    }
}

impl Query {
    /// The expressions of its clauses.
    pub fn exprs(&self) -> Vec<&Expr> {
        self.parts.iter().flat_map(|part| &part.clauses).flat_map(Clause::exprs).collect()
    }

    /// Calls `see` with each variable that is named or bound in it, once for each time.
    pub fn for_each_var(&self, see: &mut dyn FnMut(Var)) {
        for clause in self.parts.iter().flat_map(|part| &part.clauses) {
            match clause {
                Clause::Match(clause) => {
                    clause.patterns.iter().flat_map(PathPattern::vars).for_each(&mut *see);
                }
                Clause::Unwind { var, .. } => see(*var),
                Clause::With(projection) | Clause::Return(projection) => {
                    projection.items.iter().for_each(|item| see(item.var));
                }
            }
            for expr in clause.exprs() {
                expr.for_each_var(see);
            }
        }
    }
}

impl Clause {
    /// Its expressions, in order of writing.
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            Clause::Match(Match { patterns, filter, .. }) => {
                patterns.iter().flat_map(PathPattern::exprs).chain(filter).collect()
            }
            Clause::Unwind { list, .. } => vec![list],
            Clause::With(projection) | Clause::Return(projection) => projection.exprs(),
        }
    }
}

impl Projection {
    /// Its expressions, in order of writing.
    pub fn exprs(&self) -> Vec<&Expr> {
        let items = self.items.iter().map(|item| &item.expr);
        let order = self.order.iter().map(|key| &key.expr);
        items.chain(order).chain(&self.skip).chain(&self.limit).chain(&self.filter).collect()
    }

    /// Whether it aggregates: an item contains an aggregate.
    pub fn aggregates(&self) -> bool {
        self.items.iter().any(|item| item.expr.has_aggregate())
    }
}
