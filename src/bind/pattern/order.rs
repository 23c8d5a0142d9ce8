//! `ORDER BY`.

use super::aggregate::{ambiguous, is_simple};
use super::projection::Columns;
use super::{Aggregates, Binder, Result};
use crate::algebra::{Expr, Item, Projection, SortKey};
use crate::diagnostic::Span;
use crate::syntax::StaticError;
use crate::syntax::pattern::ast::{self, ExprKind};

impl Binder<'_> {
    /// Binds sort keys; the scope is that before the projection, whose columns are `columns`.
    ///
    /// A key that equals a column is that column. Other keys see the columns and, unless the projection aggregates
    /// or is distinct, what was there before.
    pub(super) fn bind_order(
        &mut self,
        keys: &[ast::SortKey],
        projection: &Projection,
        columns: &Columns,
    ) -> Result<Vec<SortKey>> {
        let aggregates = projection.aggregates();
        let mode = match aggregates {
            true => Aggregates::Allowed,
            false => {
                Aggregates::Forbidden("in the `ORDER BY` of a projection that does not aggregate")
            }
        };
        let mut bound = Vec::with_capacity(keys.len());
        for key in keys {
            let restricted = aggregates || projection.distinct;
            let expr = self.with_aggregates(mode, |binder| {
                binder.bind_key(&key.expr, projection, columns, restricted)
            })?;
            bound.push(SortKey { expr, descending: key.descending });
        }
        Ok(bound)
    }

    fn bind_key(
        &mut self,
        key: &ast::Expr,
        projection: &Projection,
        columns: &Columns,
        restricted: bool,
    ) -> Result<Expr> {
        if let ExprKind::Variable(name) = &key.kind
            && let Some(var) = columns.get(name)
        {
            return Ok(Expr::Var(*var));
        }
        let before = (self.vars.len(), self.warnings.len());
        if let Ok(typed) = self.bind_expr(key)
            && let Some(item) = projection.items.iter().find(|item| item.expr == typed.expr)
        {
            return Ok(Expr::Var(item.var));
        }
        // What the failed attempt numbered and warned of is not part of the query.
        self.vars.truncate(before.0);
        self.types.truncate(before.0);
        self.warnings.truncate(before.1);
        let mut expr = self.bind_over(key, columns)?;
        if restricted {
            let has_aggregate = expr.has_aggregate();
            let projected = Projected {
                binder: self,
                items: &projection.items,
                columns,
                has_aggregate,
                span: key.span,
            };
            projected.replace(&mut expr)?;
        }
        Ok(expr)
    }

    /// Binds where columns hide names from before.
    fn bind_over(&mut self, key: &ast::Expr, columns: &Columns) -> Result<Expr> {
        let mut rows = self.scope.rows().clone();
        rows.extend(columns.iter().map(|(name, var)| (name.clone(), *var)));
        let before = self.scope.replace_rows(rows);
        let bound = self.bind_expr(key);
        self.scope.replace_rows(before);
        bound.map(|typed| typed.expr)
    }
}

/// A sort key that may use what is projected only.
struct Projected<'a, 'b> {
    binder: &'a Binder<'b>,
    items: &'a [Item],
    columns: &'a Columns,
    has_aggregate: bool,
    span: Span,
}

impl Projected<'_, '_> {
    /// Puts columns in the place of the expressions that they are.
    fn replace(&self, expr: &mut Expr) -> Result<()> {
        if let Some(item) = self.items.iter().find(|item| item.expr == *expr) {
            let plain =
                is_simple(expr) || matches!(expr, Expr::Aggregate(_)) || !self.has_aggregate;
            if !plain {
                let message =
                    "a column that is no plain value stands beside an aggregate".to_owned();
                return Err(ambiguous(self.span, message));
            }
            *expr = Expr::Var(item.var);
            return Ok(());
        }
        match expr {
            Expr::Aggregate(aggregate) => {
                let message =
                    format!("this `{}` is not among the columns", aggregate.function.name);
                Err(self.not_projected(message))
            }
            Expr::Var(_) | Expr::PatternComprehension { .. } | Expr::Exists(_) | Expr::Count(_) => {
                self.check_vars(expr)
            }
            _ => expr.children_mut().into_iter().try_for_each(|child| self.replace(child)),
        }
    }

    fn check_vars(&self, expr: &Expr) -> Result<()> {
        let mut hidden = None;
        expr.for_each_var(&mut |var| {
            let projected = self.columns.values().any(|column| *column == var);
            if !projected && self.binder.scope.has_row(var) {
                hidden = Some(var);
            }
        });
        let Some(var) = hidden else { return Ok(()) };
        let name = self.binder.vars.get(var.0 as usize).and_then(|info| info.name.as_deref());
        Err(self.not_projected(format!("`{}` is not among the columns", name.unwrap_or("_"))))
    }

    fn not_projected(&self, message: String) -> StaticError {
        StaticError::new("UndefinedVariable", self.span, message).help(
            "after an aggregate or `DISTINCT`, `ORDER BY` sees the columns only: add it to them",
        )
    }
}
