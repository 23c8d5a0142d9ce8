//! How deep expressions lie within one another; kept in each node, so that no count walks down.

use super::{CallArgs, Clause, Expr, ExprKind, PathPattern, Projection, Query};

fn deepest<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> u32 {
    exprs.into_iter().map(|expr| expr.depth).max().unwrap_or(0)
}

impl ExprKind {
    /// The greatest depth of the expressions within.
    pub(super) fn inner_depth(&self) -> u32 {
        match self {
            ExprKind::Literal(_) | ExprKind::Parameter(_) | ExprKind::Variable(_) => 0,
            ExprKind::Property(of, _) | ExprKind::Unary(_, of) | ExprKind::HasLabels(of, _) => {
                of.depth
            }
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => a.depth.max(b.depth),
            ExprKind::Slice(of, from, to) => {
                deepest([Some(of), from.as_ref(), to.as_ref()].into_iter().flatten().map(|e| &**e))
            }
            ExprKind::List(all) | ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Xor(all) => {
                deepest(all)
            }
            ExprKind::Map(entries) => deepest(entries.iter().map(|(_, value)| value)),
            ExprKind::Compare(first, rest) => {
                first.depth.max(deepest(rest.iter().map(|(_, expr)| expr)))
            }
            ExprKind::Call(call) => match &call.args {
                CallArgs::Star => 0,
                CallArgs::Values(args) => deepest(args),
            },
            _ => self.inner_depth_of_blocks(),
        }
    }

    fn inner_depth_of_blocks(&self) -> u32 {
        match self {
            ExprKind::Case(case) => {
                let arms = case.arms.iter().flat_map(|arm| [&arm.when, &arm.then]);
                deepest(arms.chain(&case.subject).chain(&case.otherwise))
            }
            ExprKind::ListComprehension(list) => deepest(
                [Some(&list.list), list.filter.as_ref(), list.map.as_ref()].into_iter().flatten(),
            ),
            ExprKind::Quantified(all) => deepest([&all.list, &all.predicate]),
            ExprKind::Reduce(reduce) => deepest([&reduce.init, &reduce.list, &reduce.step]),
            ExprKind::Pattern(pattern) => pattern.depth(),
            ExprKind::PatternComprehension(list) => {
                list.pattern.depth().max(deepest(list.filter.iter().chain([&list.map])))
            }
            ExprKind::Subquery(_, query) => query.depth(),
            _ => 0,
        }
    }
}

impl PathPattern {
    fn depth(&self) -> u32 {
        let steps = self.steps.iter().flat_map(|(edge, node)| {
            let edge = edge.properties.iter().map(|(_, value)| value).chain(&edge.filter);
            edge.chain(node.properties.iter().map(|(_, value)| value)).chain(&node.filter)
        });
        let start = self.start.properties.iter().map(|(_, value)| value).chain(&self.start.filter);
        deepest(start.chain(steps))
    }
}

impl Projection {
    fn depth(&self) -> u32 {
        let items = self.items.iter().map(|item| &item.expr);
        let order = self.order.iter().map(|key| &key.expr);
        deepest(items.chain(order).chain(&self.skip).chain(&self.limit).chain(&self.filter))
    }
}

impl Query {
    fn depth(&self) -> u32 {
        let clauses = self.parts.iter().flat_map(|part| &part.clauses);
        // A subquery puts more calls on the stack than an expression does.
        3 + clauses.map(Clause::depth).max().unwrap_or(0)
    }
}

impl Clause {
    fn depth(&self) -> u32 {
        match self {
            Clause::Match(clause) => {
                let patterns = clause.patterns.iter().map(PathPattern::depth).max().unwrap_or(0);
                patterns.max(deepest(&clause.filter))
            }
            Clause::Unwind(clause) => clause.list.depth,
            Clause::With(clause) | Clause::Return(clause) => clause.depth(),
        }
    }
}
