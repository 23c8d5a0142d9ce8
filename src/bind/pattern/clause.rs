//! Parts and clauses.

use super::types::Ty;
use super::{Binder, Result};
use crate::algebra::{Clause, Kind, Match, Part, Projection, Query, Var};
use crate::diagnostic::Span;
use crate::functions::Type;
use crate::syntax::StaticError;
use crate::syntax::pattern::ast;

impl Binder<'_> {
    pub(super) fn bind_query(&mut self, query: &ast::Query) -> Result<Query> {
        self.bind_parts(query, true)
    }

    /// As [`Binder::bind_query`], where `RETURN` may be missing.
    pub(super) fn bind_query_of_subquery(&mut self, query: &ast::Query) -> Result<Query> {
        self.bind_parts(query, false)
    }

    fn bind_parts(&mut self, query: &ast::Query, must_return: bool) -> Result<Query> {
        let union_all = check_unions(query)?;
        let start = self.scope.clone();
        let mut parts: Vec<Part> = Vec::with_capacity(query.parts.len());
        for part in &query.parts {
            self.scope.clone_from(&start);
            let mut bound = self.bind_part(part, must_return || query.parts.len() > 1)?;
            if let Some(first) = parts.first() {
                self.align(first, &mut bound, part.span)?;
            }
            parts.push(bound);
        }
        let as_of = query.as_of.clone();
        Ok(Query { vars: Vec::new(), parts, union_all, as_of })
    }

    fn bind_part(&mut self, part: &ast::Part, must_return: bool) -> Result<Part> {
        let mut clauses = Vec::with_capacity(part.clauses.len());
        for (index, clause) in part.clauses.iter().enumerate() {
            if let (ast::Clause::Return(_), Some(next)) = (clause, part.clauses.get(index + 1)) {
                let message = "nothing can follow `RETURN`";
                let error = StaticError::new("InvalidClauseComposition", head(next), message);
                return Err(error.help("use `WITH` to go on, or `UNION` to add rows"));
            }
            clauses.push(self.bind_clause(clause)?);
        }
        if must_return && !matches!(clauses.last(), Some(Clause::Return(_))) {
            let span = Span::new(part.span.end, part.span.end);
            let error =
                StaticError::new("InvalidClauseComposition", span, "the query returns nothing");
            return Err(error
                .label("expected `RETURN`")
                .help("end it with `RETURN` and what you want to see"));
        }
        Ok(Part { clauses })
    }

    fn bind_clause(&mut self, clause: &ast::Clause) -> Result<Clause> {
        match clause {
            ast::Clause::Match(clause) => self.bind_match(clause).map(Clause::Match),
            ast::Clause::Unwind(clause) => self.bind_unwind(clause),
            ast::Clause::With(projection) => self.bind_with(projection).map(Clause::With),
            ast::Clause::Return(projection) => self.bind_return(projection).map(Clause::Return),
        }
    }

    fn bind_match(&mut self, clause: &ast::Match) -> Result<Match> {
        let patterns = self.bind_paths(&clause.patterns)?;
        let filter = clause.filter.as_ref().map(|expr| self.bind_condition(expr, "`WHERE`"));
        Ok(Match { optional: clause.optional, patterns, filter: filter.transpose()? })
    }

    fn bind_unwind(&mut self, clause: &ast::Unwind) -> Result<Clause> {
        let typed = self.bind_expr(&clause.list)?;
        let item = typed.ty.item();
        // A single value is unwound as a list of itself.
        let list = typed.expr;
        let name = &clause.name;
        self.check_new_row(&name.text, name.span)?;
        let var = self.fresh(Some(&name.text), item.variable(), item);
        self.scope.bind_row(&name.text, var);
        Ok(Clause::Unwind { list, var })
    }

    fn check_new_row(&self, name: &str, span: Span) -> Result<()> {
        if self.scope.find(name).is_none() {
            return Ok(());
        }
        let error =
            StaticError::new("VariableAlreadyBound", span, format!("`{name}` is bound already"));
        Err(error.help("choose another name"))
    }

    /// Checks that the columns of a part are those of the first, and puts them in the same order.
    fn align(&self, first: &Part, part: &mut Part, span: Span) -> Result<()> {
        let (Some(wanted), Some(columns)) = (returned(first), returned_mut(part)) else {
            return Ok(());
        };
        let name = |var: Var| self.vars.get(var.0 as usize).and_then(|info| info.name.as_deref());
        let mut items = std::mem::take(&mut columns.items);
        for item in &wanted.items {
            let Some(index) = items.iter().position(|other| name(other.var) == name(item.var))
            else {
                return Err(different_columns(span));
            };
            columns.items.push(items.remove(index));
        }
        if items.is_empty() { Ok(()) } else { Err(different_columns(span)) }
    }

    /// What a variable that is projected from such a value stands for.
    pub(super) fn projected_kind(&self, var: Option<Var>, ty: Ty) -> Kind {
        let kind = var.and_then(|var| self.vars.get(var.0 as usize)).map(|info| info.kind);
        match kind {
            Some(kind) => kind,
            None if ty.kind == Type::Any => Kind::Value,
            None => ty.variable(),
        }
    }
}

fn different_columns(span: Span) -> StaticError {
    let message = "the parts of a `UNION` have different columns";
    StaticError::new("DifferentColumnsInUnion", span, message)
        .help("give the columns of each `RETURN` the same names with `AS`")
}

fn returned(part: &Part) -> Option<&Projection> {
    match part.clauses.last() {
        Some(Clause::Return(projection)) => Some(projection),
        _ => None,
    }
}

fn returned_mut(part: &mut Part) -> Option<&mut Projection> {
    match part.clauses.last_mut() {
        Some(Clause::Return(projection)) => Some(projection),
        _ => None,
    }
}

/// The first letters of a clause.
fn head(clause: &ast::Clause) -> Span {
    let span = clause.span();
    let length = match clause {
        ast::Clause::With(_) => 4,
        ast::Clause::Match(_) => 5,
        _ => 6,
    };
    Span::new(span.start, span.end.min(span.start + length))
}

fn check_unions(query: &ast::Query) -> Result<bool> {
    let all = query.unions.first().is_some_and(|(all, _)| *all);
    match query.unions.iter().find(|(other, _)| *other != all) {
        None => Ok(all),
        Some((_, span)) => {
            let message = "`UNION` and `UNION ALL` can't be mixed";
            Err(StaticError::new("InvalidClauseComposition", *span, message)
                .help("use one of them throughout"))
        }
    }
}
