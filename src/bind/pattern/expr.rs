//! Expressions.

use super::known::Labelled;
use super::types::{Ty, Typed, wrong_type};
use super::{Aggregates, Binder, Result};
use crate::algebra::{CaseArm, Expr};
use crate::diagnostic::Span;
use crate::functions::Type;
use crate::syntax::StaticError;
use crate::syntax::pattern::ast::{self, ExprKind, Name, SubqueryKind};

impl Binder<'_> {
    pub(super) fn bind_expr(&mut self, expr: &ast::Expr) -> Result<Typed> {
        let typed = self.bind_kind(expr)?;
        if let Some(places) = &mut self.places {
            places.push((typed.expr.clone(), expr.span));
        }
        Ok(typed)
    }

    fn bind_kind(&mut self, expr: &ast::Expr) -> Result<Typed> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(value) => {
                Ok(Typed::new(Expr::Literal(value.clone()), Ty::of_value(value)))
            }
            ExprKind::Parameter(name) => Ok(Typed::new(Expr::Parameter(name.clone()), Ty::ANY)),
            ExprKind::Variable(name) => self.bind_variable(name, span),
            ExprKind::Property(of, key) => self.bind_property(of, key),
            ExprKind::Index(of, index) => self.bind_index(of, index),
            ExprKind::Slice(of, from, to) => self.bind_slice(of, from.as_deref(), to.as_deref()),
            ExprKind::List(all) => self.bind_list(all),
            ExprKind::Map(entries) => self.bind_map(entries),
            ExprKind::Unary(op, of) => self.bind_unary(*op, of),
            ExprKind::Binary(op, left, right) => self.bind_binary(*op, left, right),
            ExprKind::Compare(first, rest) => self.bind_compare(first, rest),
            ExprKind::And(all) => self.bind_conditions(all, "`AND`", Expr::And),
            ExprKind::Or(all) => self.bind_conditions(all, "`OR`", Expr::Or),
            ExprKind::Xor(all) => self.bind_conditions(all, "`XOR`", Expr::Xor),
            ExprKind::HasLabels(of, labels) => self.bind_has_labels(of, labels),
            ExprKind::Call(call) => self.bind_call(call, span),
            ExprKind::Case(case) => self.bind_case(case),
            ExprKind::ListComprehension(list) => self.bind_list_comprehension(list),
            ExprKind::Quantified(all) => self.bind_quantified(all),
            ExprKind::Reduce(reduce) => self.bind_reduce(reduce),
            ExprKind::Pattern(_) => Err(pattern_as_value(span)),
            ExprKind::PatternComprehension(list) => self.bind_pattern_comprehension(list),
            ExprKind::Subquery(kind, query) => self.bind_subquery(*kind, query),
        }
    }

    /// An expression of which only the value matters.
    pub(super) fn bind_boxed(&mut self, expr: &ast::Expr) -> Result<Box<Expr>> {
        Ok(Box::new(self.bind_expr(expr)?.expr))
    }

    /// An expression in the place of a condition, where a pattern may stand too.
    pub(super) fn bind_condition(&mut self, expr: &ast::Expr, who: &str) -> Result<Expr> {
        match &expr.kind {
            ExprKind::Pattern(pattern) => self.bind_pattern_predicate(pattern),
            _ => {
                let typed = self.bind_expr(expr)?;
                Self::expect(typed, Type::Boolean, who, expr.span)
            }
        }
    }

    fn bind_variable(&mut self, name: &str, span: Span) -> Result<Typed> {
        let var = self.resolve(name, span)?;
        Ok(Typed::new(Expr::Var(var), self.type_of(var)))
    }

    fn bind_property(&mut self, of: &ast::Expr, key: &Name) -> Result<Typed> {
        let base = self.bind_expr(of)?;
        let kind = base.ty.kind;
        let without = [
            Type::Boolean,
            Type::Integer,
            Type::Float,
            Type::Number,
            Type::String,
            Type::List,
            Type::Path,
        ];
        if without.contains(&kind) {
            let message = format!("{kind} has no properties");
            let error = StaticError::new("InvalidArgumentType", of.span.join(key.span), message);
            return Err(error.help("properties belong to nodes, edges, maps and dates"));
        }
        self.warn_of_key(key, kind);
        let ty = self.type_of_property(kind, &key.text);
        Ok(Typed::new(Expr::Property(Box::new(base.expr), key.text.clone()), ty))
    }

    fn bind_index(&mut self, of: &ast::Expr, index: &ast::Expr) -> Result<Typed> {
        let base = self.bind_expr(of)?;
        let at = self.bind_expr(index)?;
        let (kind, ty) = (base.ty.kind, base.ty.item());
        let indexed = [Type::List, Type::Keyed];
        if !indexed.iter().any(|wanted| kind.overlaps(*wanted)) {
            return Err(wrong_type(kind, Type::List, "an index", of.span));
        }
        if kind == Type::List {
            let at = Self::expect(at, Type::Integer, "an index of a list", index.span)?;
            return Ok(Typed::new(Expr::Index(Box::new(base.expr), Box::new(at)), ty));
        }
        Ok(Typed::new(Expr::Index(Box::new(base.expr), Box::new(at.expr)), ty))
    }

    fn bind_slice(
        &mut self,
        of: &ast::Expr,
        from: Option<&ast::Expr>,
        to: Option<&ast::Expr>,
    ) -> Result<Typed> {
        let base = self.bind_expr(of)?;
        let ty = base.ty;
        let list = Self::expect(base, Type::List, "a slice", of.span)?;
        let mut end = |bound: Option<&ast::Expr>| {
            let Some(bound) = bound else { return Ok(None) };
            let typed = self.bind_expr(bound)?;
            Self::expect(typed, Type::Integer, "an end of a slice", bound.span)
                .map(Box::new)
                .map(Some)
        };
        let (from, to) = (end(from)?, end(to)?);
        Ok(Typed::new(Expr::Slice(Box::new(list), from, to), ty))
    }

    fn bind_list(&mut self, all: &[ast::Expr]) -> Result<Typed> {
        let mut element: Option<Ty> = None;
        let mut bound = Vec::with_capacity(all.len());
        for expr in all {
            let typed = self.bind_expr(expr)?;
            if !typed.is_null() {
                element = Some(element.map_or(typed.ty, |ty| ty.either(typed.ty)));
            }
            bound.push(typed.expr);
        }
        let element = element.map_or(Type::Any, |ty| ty.kind);
        Ok(Typed::new(Expr::List(bound), Ty::list(element)))
    }

    fn bind_map(&mut self, entries: &[(Name, ast::Expr)]) -> Result<Typed> {
        let bound = self.bind_entries(entries)?;
        Ok(Typed::new(Expr::Map(bound), Ty::of(Type::Map)))
    }

    /// The entries of a map, or the properties of a pattern.
    pub(super) fn bind_entries(
        &mut self,
        entries: &[(Name, ast::Expr)],
    ) -> Result<Vec<(String, Expr)>> {
        let mut bound: Vec<(String, Expr)> = Vec::with_capacity(entries.len());
        let mut seen = std::collections::HashSet::new();
        for (key, value) in entries {
            if !seen.insert(key.text.as_str()) {
                let message = format!("`{}` is given twice", key.text);
                let error = StaticError::new("UnexpectedSyntax", key.span, message);
                return Err(error.help("keep one of the two"));
            }
            bound.push((key.text.clone(), self.bind_expr(value)?.expr));
        }
        Ok(bound)
    }

    fn bind_has_labels(&mut self, of: &ast::Expr, labels: &ast::LabelExpr) -> Result<Typed> {
        let typed = self.bind_expr(of)?;
        let kind = Labelled::of(typed.ty.kind);
        let element = Self::expect(typed, Type::Element, "a test of labels", of.span)?;
        let labels = self.bind_labels(labels, kind);
        Ok(Typed::new(Expr::HasLabels(Box::new(element), labels), Ty::BOOLEAN))
    }

    fn bind_case(&mut self, case: &ast::Case) -> Result<Typed> {
        let subject = case.subject.as_ref().map(|expr| self.bind_expr(expr)).transpose()?;
        let mut result: Option<Ty> = None;
        let mut join = |typed: &Typed| {
            if !typed.is_null() {
                result = Some(result.map_or(typed.ty, |ty| ty.either(typed.ty)));
            }
        };
        let mut arms = Vec::with_capacity(case.arms.len());
        for arm in &case.arms {
            let when = match &subject {
                Some(subject) => {
                    let when = self.bind_expr(&arm.when)?;
                    self.equal_to(subject.ty, (when, arm.when.span))
                }
                None => self.bind_condition(&arm.when, "`WHEN`")?,
            };
            let then = self.bind_expr(&arm.then)?;
            join(&then);
            arms.push(CaseArm { when, then: then.expr });
        }
        let otherwise = case.otherwise.as_ref().map(|expr| self.bind_expr(expr)).transpose()?;
        otherwise.iter().for_each(join);
        let otherwise = otherwise.map(|typed| Box::new(typed.expr));
        let subject = subject.map(|typed| Box::new(typed.expr));
        Ok(Typed::new(Expr::Case { subject, arms, otherwise }, result.unwrap_or(Ty::ANY)))
    }

    fn bind_subquery(&mut self, kind: SubqueryKind, query: &ast::Query) -> Result<Typed> {
        let inner = self.scope.inner();
        let outer = std::mem::replace(&mut self.scope, inner);
        let bound = self.with_aggregates(Aggregates::Forbidden("here"), |binder| {
            binder.bind_query_of_subquery(query)
        });
        self.scope = outer;
        let query = Box::new(bound?);
        Ok(match kind {
            SubqueryKind::Exists => Typed::new(Expr::Exists(query), Ty::BOOLEAN),
            SubqueryKind::Count => Typed::new(Expr::Count(query), Ty::of(Type::Integer)),
        })
    }
}

fn pattern_as_value(span: Span) -> StaticError {
    StaticError::new("UnexpectedSyntax", span, "a pattern is a condition, not a value").help(
        "write `EXISTS { … }` or `COUNT { … }` around it, or a pattern comprehension `[… | value]`",
    )
}
