//! Whether there are other such events: none before the first, none later than the last, no exception to *every*.

use super::super::meaning::{DateArg, Kind as Said, NounId};
use super::dated::{period_function, read_as};
use super::links::subquery;
use super::{Lowering, expr};
use crate::algebra::{CompareOp, Expr, UnaryOp};
use crate::time::Precision;
use crate::value::Value;

impl Lowering<'_> {
    /// That there is any such event.
    pub(super) fn any_of(&mut self, event: NounId) -> Expr {
        match self.without(event, None, |_| Expr::Literal(Value::Boolean(true))) {
            Expr::Unary(_, inner) => *inner,
            other => other,
        }
    }

    /// That there is no such event for which `test` holds. What is picked by its order is not picked here.
    /// Where that is to be certain, what is only possibly such an event counts as one.
    pub(super) fn without(
        &mut self,
        event: NounId,
        certain: Option<bool>,
        test: impl FnOnce(&mut Self) -> Expr,
    ) -> Expr {
        self.fewer(event, 1, certain, test)
    }

    /// That there are fewer than `count` such events for which `test` holds, as [`Lowering::without`] has it.
    fn fewer(
        &mut self,
        event: NounId,
        count: u64,
        certain: Option<bool>,
        test: impl FnOnce(&mut Self) -> Expr,
    ) -> Expr {
        let (flipped, nested) = (self.flipped, self.nested);
        self.flipped = certain.map_or(flipped, |certain| self.meaning.certain == certain);
        self.nested = true;
        let clauses = std::mem::take(&mut self.clauses);
        let bound = self.bound.clone();
        self.unbind(event);
        let skipped = self.skipped.replace(event);
        self.found(event);
        self.skipped = skipped;
        let test = test(self);
        if test != Expr::Literal(Value::Boolean(true)) {
            self.filter(test);
        }
        let such = std::mem::replace(&mut self.clauses, clauses);
        let fewer = match count {
            1 => expr::not(Expr::Exists(Box::new(subquery(such)))),
            _ => {
                let number = expr::number(i64::try_from(count).unwrap_or(i64::MAX));
                expr::compare(self.count_of(event, such, Some(&number)), CompareOp::Less, number)
            }
        };
        (self.bound, self.flipped, self.nested) = (bound, flipped, nested);
        fewer
    }

    /// Forgets the variables of a noun and of those that hang on it.
    fn unbind(&mut self, noun: NounId) {
        let meaning = self.meaning;
        let mut all = vec![noun];
        let mut next = 0;
        while let Some(id) = all.get(next).copied() {
            self.bound[id.0] = None;
            for condition in &meaning.nouns[id.0].conditions {
                let target = match &condition.kind {
                    Said::Link(link) => link.target,
                    Said::Date(_, DateArg::Event(event)) => *event,
                    _ => continue,
                };
                if !all.contains(&target) {
                    all.push(target);
                }
            }
            next += 1;
        }
    }

    /// That it is known of each event in which period of that length it lies: with one more, another might have the most.
    pub(super) fn all_placed(&mut self, head: NounId, precision: Precision) -> Expr {
        let dated = self.dated_noun(head);
        self.without(head, Some(true), |this| {
            let date = expr::property(this.var(dated), "date");
            let period = expr::call(period_function(precision), vec![date.clone()]);
            let unknown = Expr::Unary(UnaryOp::IsNull, Box::new(period));
            expr::all_of(vec![expr::is_known(date), unknown])
        })
    }

    /// That no other such event begins before this one; after it, if the last is meant.
    pub(super) fn picked(&mut self, noun: NounId, last: bool, certain: bool) -> Expr {
        let certain = (certain || self.meaning.certain) != self.flipped;
        match certain {
            true => self.among_first(noun, last, 1, true),
            false => three_valued(
                self.among_first(noun, last, 1, false),
                self.among_first(noun, last, 1, true),
            ),
        }
    }

    /// That fewer than `count` other such events begin before this one, or after it: certainly, or for all that is known.
    pub(super) fn among_first(
        &mut self,
        noun: NounId,
        last: bool,
        count: u64,
        certain: bool,
    ) -> Expr {
        let this = self.var(noun);
        self.fewer(noun, count, Some(certain), |lowering| {
            let other = lowering.var(noun);
            let (a, b) = if last { (this, other) } else { (other, this) };
            let dates = vec![expr::property(a, "date"), expr::property(b, "date")];
            let test = expr::call("begins_before", dates);
            let apart = expr::compare(Expr::Var(other), CompareOp::NotEqual, Expr::Var(this));
            expr::all_of(vec![apart, read_as(!certain, test)])
        })
    }
}

/// What possibly holds, and is only possible where the other does not hold: nothing is known of it there.
pub(super) fn three_valued(possibly: Expr, certainly: Expr) -> Expr {
    let known = expr::any_of(vec![certainly, Expr::Literal(Value::Null)]);
    expr::call("possible", vec![expr::all_of(vec![possibly, known])])
}
