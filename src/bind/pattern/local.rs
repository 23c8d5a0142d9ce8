//! Expressions with variables of their own.

use super::path::Place;
use super::types::{Ty, Typed};
use super::{Aggregates, Binder, Result};
use crate::algebra::{Expr, Var};
use crate::functions::Type;
use crate::syntax::pattern::ast::{self, Name};

const IN_COMPREHENSION: Aggregates = Aggregates::Forbidden("for each element of a list");

impl Binder<'_> {
    /// Runs `bind` where the names bound within end with it, and no aggregate may stand.
    fn in_locals<T>(&mut self, bind: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let depth = self.scope.locals();
        let result = self.with_aggregates(IN_COMPREHENSION, bind);
        self.scope.drop_locals(depth);
        result
    }

    fn local(&mut self, name: &Name, ty: Ty) -> Var {
        let var = self.fresh(Some(&name.text), ty.variable(), ty);
        self.scope.push_local(&name.text, var);
        var
    }

    fn bind_source(&mut self, list: &ast::Expr, who: &str) -> Result<(Box<Expr>, Ty)> {
        let typed = self.bind_expr(list)?;
        let item = typed.ty.item();
        Ok((Box::new(Self::expect(typed, Type::List, who, list.span)?), item))
    }

    pub(super) fn bind_list_comprehension(&mut self, node: &ast::Comprehension) -> Result<Typed> {
        let (list, item) = self.bind_source(&node.list, "a list comprehension")?;
        self.in_locals(|binder| {
            let var = binder.local(&node.name, item);
            let filter = node.filter.as_ref().map(|expr| binder.bind_condition(expr, "`WHERE`"));
            let filter = filter.transpose()?.map(Box::new);
            let map = node.map.as_ref().map(|expr| binder.bind_expr(expr)).transpose()?;
            let element = map.as_ref().map_or(item.kind, |typed| typed.ty.kind);
            let map = map.map(|typed| Box::new(typed.expr));
            Ok(Typed::new(Expr::ListComprehension { var, list, filter, map }, Ty::list(element)))
        })
    }

    pub(super) fn bind_quantified(&mut self, node: &ast::Quantified) -> Result<Typed> {
        let (list, item) = self.bind_source(&node.list, "this test of a list")?;
        self.in_locals(|binder| {
            let var = binder.local(&node.name, item);
            let predicate = Box::new(binder.bind_condition(&node.predicate, "`WHERE`")?);
            let expr = Expr::Quantified { quantifier: node.quantifier, var, list, predicate };
            Ok(Typed::new(expr, Ty::BOOLEAN))
        })
    }

    pub(super) fn bind_reduce(&mut self, node: &ast::Reduce) -> Result<Typed> {
        let init = self.bind_boxed(&node.init)?;
        let (list, item) = self.bind_source(&node.list, "`reduce`")?;
        self.in_locals(|binder| {
            let accumulator = binder.local(&node.accumulator, Ty::ANY);
            let var = binder.local(&node.name, item);
            let step = binder.bind_boxed(&node.step)?;
            Ok(Typed::new(Expr::Reduce { accumulator, init, var, list, step }, Ty::ANY))
        })
    }

    pub(super) fn bind_pattern_comprehension(
        &mut self,
        node: &ast::PatternComprehension,
    ) -> Result<Typed> {
        self.in_locals(|binder| {
            let pattern = Box::new(binder.bind_path(&node.pattern, Place::Comprehension)?);
            let filter = node.filter.as_ref().map(|expr| binder.bind_condition(expr, "`WHERE`"));
            let filter = filter.transpose()?.map(Box::new);
            let map = binder.bind_expr(&node.map)?;
            let element = map.ty.kind;
            let map = Box::new(map.expr);
            let expr = Expr::PatternComprehension { pattern, filter, map };
            Ok(Typed::new(expr, Ty::list(element)))
        })
    }
}
