//! `WITH` and `RETURN`.

use super::types::{Typed, wrong_type};
use super::{Aggregates, Binder, Result};
use crate::algebra::{Expr, Item, Projection, Var};
use crate::diagnostic::Span;
use crate::functions::Type;
use crate::syntax::StaticError;
use crate::syntax::pattern::ast::{self, ExprKind};
use crate::value::Value;
use indexmap::IndexMap;

/// The columns of a projection, by name.
pub(super) type Columns = IndexMap<String, Var>;

impl Binder<'_> {
    pub(super) fn bind_with(&mut self, clause: &ast::Projection) -> Result<Projection> {
        for item in &clause.items {
            if item.alias.is_none() && bare_variable(item).is_none() {
                let message = "what `WITH` carries on needs a name";
                let error = StaticError::new("NoExpressionAlias", item.expr.span, message);
                return Err(error.help(format!("write `{} AS name`", item.text)));
            }
        }
        self.bind_projection(clause)
    }

    pub(super) fn bind_return(&mut self, clause: &ast::Projection) -> Result<Projection> {
        if let (Some(star), true) = (clause.star, self.scope.rows().is_empty()) {
            let error = StaticError::new(
                "NoVariablesInScope",
                star,
                "there is nothing that `*` could stand for",
            );
            return Err(error.help("name something in the pattern, as in `MATCH (n) RETURN *`"));
        }
        self.bind_projection(clause)
    }

    /// The scope is then that after the projection.
    fn bind_projection(&mut self, clause: &ast::Projection) -> Result<Projection> {
        let mut columns = Columns::new();
        let mut items = self.bind_star(clause, &mut columns);
        for item in &clause.items {
            let bound = self.bind_item(item, &mut columns)?;
            items.push(bound);
        }
        let mut projection =
            Projection { distinct: clause.distinct, items, ..Projection::default() };
        if projection.aggregates() {
            let place = clause.items.iter().map(|item| item.expr.span);
            self.check_grouping(&projection.items, place.collect())?;
        }
        projection.order = self.bind_order(&clause.order, &projection, &columns)?;
        projection.skip = self.bind_row_count(clause.skip.as_ref(), "`SKIP`")?;
        projection.limit = self.bind_row_count(clause.limit.as_ref(), "`LIMIT`")?;
        projection.filter = self.bind_filter(clause.filter.as_ref(), &projection, &columns)?;
        self.scope.replace_rows(columns);
        Ok(projection)
    }

    /// `WHERE` after `WITH` sees the columns and, unless these are groups or distinct, what was there before.
    fn bind_filter(
        &mut self,
        filter: Option<&ast::Expr>,
        projection: &Projection,
        columns: &Columns,
    ) -> Result<Option<Expr>> {
        let Some(filter) = filter else { return Ok(None) };
        let mut rows = columns.clone();
        if !projection.distinct && !projection.aggregates() {
            let before = self.scope.rows().iter().filter(|(name, _)| !columns.contains_key(*name));
            rows.extend(before.map(|(name, var)| (name.clone(), *var)));
        }
        let before = self.scope.replace_rows(rows);
        let place = Aggregates::Forbidden("in `WHERE`");
        let bound = self.with_aggregates(place, |binder| binder.bind_condition(filter, "`WHERE`"));
        self.scope.replace_rows(before);
        bound.map(Some)
    }

    fn bind_star(&mut self, clause: &ast::Projection, columns: &mut Columns) -> Vec<Item> {
        let mut rows: Vec<(String, Var)> = match clause.star {
            Some(_) => self.scope.rows().iter().map(|(name, var)| (name.clone(), *var)).collect(),
            None => Vec::new(),
        };
        rows.sort();
        columns.extend(rows.iter().cloned());
        rows.into_iter().map(|(_, var)| Item { expr: Expr::Var(var), var }).collect()
    }

    fn bind_item(&mut self, item: &ast::Item, columns: &mut Columns) -> Result<Item> {
        let typed =
            self.with_aggregates(Aggregates::Allowed, |binder| binder.bind_expr(&item.expr))?;
        let (name, span) = column_name(item);
        let var = self.column(&typed, &name);
        if columns.insert(name.clone(), var).is_some() {
            let message = format!("two columns are called `{name}`");
            let error = StaticError::new("ColumnNameConflict", span, message);
            return Err(error.help("give one of them another name with `AS`"));
        }
        Ok(Item { expr: typed.expr, var })
    }

    /// The variable of a column: the same that was there before, where it merely goes on.
    fn column(&mut self, typed: &Typed, name: &str) -> Var {
        let source = match typed.expr {
            Expr::Var(var) => Some(var),
            _ => None,
        };
        let same_name = |var: &Var| {
            self.vars.get(var.0 as usize).is_some_and(|info| info.name.as_deref() == Some(name))
        };
        match source.filter(|var| self.scope.has_row(*var) && same_name(var)) {
            Some(var) => var,
            None => {
                let kind = self.projected_kind(source, typed.ty);
                self.fresh(Some(name), kind, typed.ty)
            }
        }
    }

    /// `SKIP` and `LIMIT`: a number that no row changes.
    fn bind_row_count(&mut self, expr: Option<&ast::Expr>, who: &str) -> Result<Option<Expr>> {
        let Some(expr) = expr else { return Ok(None) };
        let place = Aggregates::Forbidden("in the number of rows");
        let typed = self.with_aggregates(place, |binder| binder.bind_expr(expr))?;
        let mut depends = false;
        typed.expr.for_each_var(&mut |_| depends = true);
        if depends {
            return Err(not_constant(who, expr.span));
        }
        let bound = Self::expect(typed, Type::Integer, who, expr.span)?;
        let float = matches!(&bound, Expr::Literal(Value::Float(_)));
        let negative = matches!(&bound, Expr::Literal(Value::Integer(n)) if *n < 0);
        if float {
            return Err(wrong_type(Type::Float, Type::Integer, who, expr.span));
        }
        if negative {
            let message = format!("{who} can't be negative");
            let error = StaticError::new("NegativeIntegerArgument", expr.span, message);
            return Err(error.help("write a number from 0 upwards"));
        }
        Ok(Some(bound))
    }
}

/// The variable that an item is, if it is one without parentheses.
fn bare_variable(item: &ast::Item) -> Option<&str> {
    match &item.expr.kind {
        ExprKind::Variable(name) if !item.text.starts_with('(') => Some(name),
        _ => None,
    }
}

/// What a column is called: its alias, else its variable, else its expression as it was written.
fn column_name(item: &ast::Item) -> (String, Span) {
    match &item.alias {
        Some(alias) => (alias.text.clone(), alias.span),
        None => (bare_variable(item).unwrap_or(&item.text).to_owned(), item.expr.span),
    }
}

fn not_constant(who: &str, span: Span) -> StaticError {
    StaticError::new("NonConstantExpression", span, format!("{who} can't depend on the rows"))
        .label("needs a number or a parameter")
        .help("write a number, or a parameter such as `$n`")
}
