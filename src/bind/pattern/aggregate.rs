//! What may stand beside an aggregate.

use super::{Binder, Result};
use crate::algebra::{Expr, Item, Var};
use crate::diagnostic::Span;
use crate::syntax::StaticError;

/// A variable, or a property of one, of a property and so on.
pub(super) fn is_simple(expr: &Expr) -> bool {
    let mut expr = expr;
    loop {
        match expr {
            Expr::Var(_) => return true,
            Expr::Property(of, _) => expr = of,
            _ => return false,
        }
    }
}

impl Binder<'_> {
    /// Checks that the items that aggregate use, outside their aggregates, only grouping keys and constants.
    ///
    /// `spans` are those of the last items; the ones before stand for `*`.
    pub(super) fn check_grouping(&self, items: &[Item], spans: Vec<Span>) -> Result<()> {
        let keys: Vec<&Expr> =
            items.iter().map(|item| &item.expr).filter(|expr| !expr.has_aggregate()).collect();
        let written = items.get(items.len().saturating_sub(spans.len())..).unwrap_or(&[]);
        for (item, span) in written.iter().zip(spans) {
            if item.expr.has_aggregate() {
                self.check_grouped(&item.expr, &keys, span)?;
            }
        }
        Ok(())
    }

    fn check_grouped(&self, expr: &Expr, keys: &[&Expr], span: Span) -> Result<()> {
        let key = is_simple(expr) && keys.contains(&expr);
        if key || matches!(expr, Expr::Aggregate(_)) {
            return Ok(());
        }
        match expr {
            Expr::Var(var) => self.check_grouped_var(*var, span),
            Expr::PatternComprehension { .. } | Expr::Exists(_) | Expr::Count(_) => {
                let mut result = Ok(());
                expr.for_each_var(&mut |var| {
                    if result.is_ok() && !keys.contains(&&Expr::Var(var)) {
                        result = self.check_grouped_var(var, span);
                    }
                });
                result
            }
            _ => expr
                .children()
                .into_iter()
                .try_for_each(|child| self.check_grouped(child, keys, span)),
        }
    }

    fn check_grouped_var(&self, var: Var, span: Span) -> Result<()> {
        if !self.scope.has_row(var) {
            return Ok(());
        }
        let name =
            self.vars.get(var.0 as usize).and_then(|info| info.name.as_deref()).unwrap_or("_");
        let message =
            format!("`{name}` stands beside an aggregate, but the rows are not grouped by it");
        Err(ambiguous(span, message))
    }
}

pub(super) fn ambiguous(span: Span, message: String) -> StaticError {
    StaticError::new("AmbiguousAggregationExpression", span, message)
        .help("name what you group by in a `WITH` before, and use that name")
}
