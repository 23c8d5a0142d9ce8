//! Conditions on dates as expressions.

use super::super::meaning::{Comparison, Condition, DateArg, DateOp, Kind as Said, NounId, Side};
use super::links::subquery;
use super::rivals::three_valued;
use super::{Lowering, expr};
use crate::algebra::{CompareOp, Expr};
use crate::time::{Date, Precision, TimeUnit};

impl Lowering<'_> {
    /// A condition on the date of a noun that is bound.
    pub(super) fn dated(
        &mut self,
        noun: NounId,
        op: DateOp,
        argument: &DateArg,
        condition: &Condition,
    ) -> Expr {
        let date = expr::property(self.var(noun), "date");
        let certain = condition.certain || self.meaning.certain != self.flipped;
        let reading = |test: Expr| match (condition.negated, condition.denied_certainty) {
            (true, true) => expr::not(expr::call("certain", vec![test])),
            (true, false) => read_as(certain, expr::not(test)),
            _ => read_as(certain, test),
        };
        match argument {
            DateArg::Date(period) => reading(period_test(op, date, period)),
            DateArg::Part(precision, number) => {
                let part = Expr::Property(Box::new(date.clone()), part_name(*precision).to_owned());
                let test = expr::compare(part, part_operator(op), expr::number((*number).into()));
                reading(match self.catalog.interval_dates {
                    // What goes on beyond one such part lies in none.
                    true => {
                        let whole = expr::call(same_function(*precision), vec![date.clone(), date]);
                        expr::all_of(vec![whole, test])
                    }
                    false => test,
                })
            }
            DateArg::Between(first, last) => self.between(noun, *first, *last, condition, certain),
            DateArg::Every(event) => self.for_every(noun, op, *event, condition, certain),
            DateArg::Event(event) => match self.picked_end(*event, op) {
                _ if condition.negated => self.for_every(noun, op, *event, condition, certain),
                Some(true) => self.for_every(noun, op, *event, condition, certain),
                Some(false) => {
                    let outer = self.skipped.replace(*event);
                    self.bind(*event);
                    self.skipped = outer;
                    reading(self.against(noun, op, *event))
                }
                None => {
                    self.bind(*event);
                    reading(self.against(noun, op, *event))
                }
            },
            DateArg::Same(precision, event) => {
                self.bind(*event);
                let other = expr::property(self.var(*event), "date");
                match op {
                    DateOp::Within | DateOp::Overlaps => {
                        reading(expr::call(same_function(*precision), vec![date, other]))
                    }
                    _ => {
                        let period = expr::call(period_function(*precision), vec![other]);
                        reading(compared(op, date, period))
                    }
                }
            }
        }
    }

    /// Whether what is said of the first or last of some events is said of all of them (true), or of any.
    fn picked_end(&self, event: NounId, op: DateOp) -> Option<bool> {
        let last = self.meaning.nouns[event.0].conditions.iter().find_map(|c| match c.kind {
            Said::Picked(last) => Some(last),
            _ => None,
        })?;
        match op {
            DateOp::Before | DateOp::Until => Some(!last),
            DateOp::After | DateOp::Since => Some(last),
            _ => None,
        }
    }

    /// How a noun lies to an event: an event does not lie before, after or near itself.
    fn against(&self, noun: NounId, op: DateOp, event: NounId) -> Expr {
        let (one, other) = (self.var(noun), self.var(event));
        let test = event_test(op, expr::property(one, "date"), expr::property(other, "date"));
        if !self.may_be_same(noun, event) {
            return test;
        }
        match op {
            DateOp::Before | DateOp::After | DateOp::Near(..) => {
                let apart = expr::compare(Expr::Var(one), CompareOp::NotEqual, Expr::Var(other));
                expr::all_of(vec![test, apart])
            }
            _ => {
                let same = expr::compare(Expr::Var(one), CompareOp::Equal, Expr::Var(other));
                expr::any_of(vec![same, test])
            }
        }
    }

    /// As [`Lowering::against`], but an event is near itself.
    fn at_or(&self, noun: NounId, op: DateOp, event: NounId) -> Expr {
        let test = self.against(noun, op, event);
        match test {
            Expr::And(mut all)
                if matches!(op, DateOp::Near(..)) && self.may_be_same(noun, event) =>
            {
                all.pop();
                let (one, other) = (Expr::Var(self.var(noun)), Expr::Var(self.var(event)));
                let same = expr::compare(one, CompareOp::Equal, other);
                expr::any_of(vec![same, expr::all_of(all)])
            }
            test => test,
        }
    }

    /// That something holds against all events that a noun stands for, or, if it is negated, against none.
    fn for_every(
        &mut self,
        noun: NounId,
        op: DateOp,
        event: NounId,
        condition: &Condition,
        certain: bool,
    ) -> Expr {
        let picked = self.picked_end(event, op);
        let denied = condition.negated && condition.denied_certainty;
        let fails = |this: &mut Self, certain: bool| {
            this.without(event, Some(certain), |this| {
                let test = match condition.negated {
                    true => this.at_or(noun, op, event),
                    false => this.against(noun, op, event),
                };
                let test = match (condition.negated, picked) {
                    // Not before the first of them: not before all of them.
                    (true, Some(true)) => test,
                    (true, _) => expr::not(test),
                    _ => test,
                };
                let holds = expr::not(read_as(certain, test));
                match picked {
                    Some(_) => holds,
                    None if this.may_be_same(noun, event) && !condition.negated => {
                        let (one, two) = (Expr::Var(this.var(noun)), Expr::Var(this.var(event)));
                        expr::all_of(vec![holds, expr::compare(one, CompareOp::NotEqual, two)])
                    }
                    None => holds,
                }
            })
        };
        if denied {
            return match fails(self, true) {
                Expr::Unary(_, inner) => *inner,
                other => other,
            };
        }
        if condition.negated && picked == Some(true) {
            return match certain {
                true => expr::not(fails(self, false)),
                false => three_valued(expr::not(fails(self, true)), expr::not(fails(self, false))),
            };
        }
        let all = match certain {
            true => fails(self, true),
            false => three_valued(fails(self, false), fails(self, true)),
        };
        let exists = (picked == Some(true)).then(|| self.any_of(event));
        expr::all_of(exists.into_iter().chain([all]).collect())
    }

    /// That an event begins after one ended and ends before another begins.
    fn between(
        &mut self,
        noun: NounId,
        first: NounId,
        last: NounId,
        condition: &Condition,
        certain: bool,
    ) -> Expr {
        let outer = condition.negated.then(|| std::mem::take(&mut self.clauses));
        let outside = (self.flipped, self.nested);
        self.flipped ^= condition.negated;
        self.nested |= condition.negated;
        self.bind(first);
        self.bind(last);
        (self.flipped, self.nested) = outside;
        let date = |id| expr::property(self.var(id), "date");
        let mut all = vec![expr::call("between", vec![date(noun), date(first), date(last)])];
        for end in [first, last].into_iter().filter(|end| self.may_be_same(noun, *end)) {
            let (one, two) = (Expr::Var(self.var(noun)), Expr::Var(self.var(end)));
            all.push(expr::compare(one, CompareOp::NotEqual, two));
        }
        let test = expr::all_of(all);
        let Some(outer) = outer else { return read_as(certain, test) };
        let sure = certain || condition.denied_certainty;
        self.filter(read_as(if condition.denied_certainty { sure } else { !certain }, test));
        let clauses = std::mem::replace(&mut self.clauses, outer);
        expr::not(Expr::Exists(Box::new(subquery(clauses))))
    }
}

/// That an event lasted so long.
pub(super) fn lasting(date: Expr, comparison: Comparison, count: u32, unit: TimeUnit) -> Expr {
    let call = |name: &str| {
        let args = vec![date.clone(), expr::number(count.into()), expr::text(unit.plural())];
        expr::call(name, args)
    };
    match comparison {
        Comparison::AtLeast => call("lasts"),
        Comparison::More => call("outlasts"),
        Comparison::Less => expr::not(call("lasts")),
        Comparison::AtMost => expr::not(call("outlasts")),
        Comparison::Exactly => expr::all_of(vec![call("lasts"), expr::not(call("outlasts"))]),
    }
}

pub(super) fn read_as(certain: bool, test: Expr) -> Expr {
    expr::call(if certain { "certain" } else { "possible" }, vec![test])
}

fn is_day(period: &Date) -> bool {
    period.bounds().earliest == period.bounds().latest
}

/// How a date compares with a period that is named.
fn period_test(op: DateOp, date: Expr, period: &Date) -> Expr {
    let whole = match op {
        DateOp::Near(..) | DateOp::Overlaps if !is_day(period) => period.throughout(),
        _ => None,
    };
    let text = whole.as_ref().unwrap_or(period).to_string();
    let edtf = expr::call("edtf", vec![expr::text(&text)]);
    match op {
        DateOp::Near(..) => event_test(op, date, edtf),
        _ => compared(op, date, edtf),
    }
}

/// How a date compares with a period.
fn compared(op: DateOp, date: Expr, period: Expr) -> Expr {
    let call = |name: &str| expr::call(name, vec![date.clone(), period.clone()]);
    match op {
        DateOp::Within | DateOp::Inside => call("within"),
        DateOp::Before => call("before_period"),
        DateOp::After => call("after_period"),
        DateOp::Since => call("since"),
        DateOp::Until => call("until"),
        DateOp::Overlaps => call("overlapping"),
        DateOp::Near(..) => event_test(op, date, period),
    }
}

/// How the dates of two events compare.
fn event_test(op: DateOp, date: Expr, other: Expr) -> Expr {
    let call = |name: &str| expr::call(name, vec![date.clone(), other.clone()]);
    match op {
        DateOp::Before => call("before"),
        DateOp::After => call("after"),
        DateOp::Since => expr::not(call("before")),
        DateOp::Until => expr::not(call("after")),
        DateOp::Inside => call("inside"),
        DateOp::Within | DateOp::Overlaps => call("overlapping"),
        DateOp::Near(count, unit, side) => {
            let length = [expr::number(count.into()), expr::text(unit.plural())];
            let near = expr::call(
                "near",
                [date.clone(), other.clone()].into_iter().chain(length).collect(),
            );
            match side {
                Side::Either => near,
                Side::Before => expr::all_of(vec![near, call("before")]),
                Side::After => expr::all_of(vec![near, call("after")]),
            }
        }
    }
}

/// Whether two dates lie in one period, as a function of them.
fn same_function(precision: Precision) -> &'static str {
    match precision {
        Precision::Year => "same_year",
        Precision::Half => "same_half",
        Precision::Quarter => "same_quarter",
        Precision::Month => "same_month",
        _ => "same_day",
    }
}

fn part_operator(op: DateOp) -> CompareOp {
    match op {
        DateOp::Within | DateOp::Overlaps | DateOp::Inside | DateOp::Near(..) => CompareOp::Equal,
        DateOp::Before => CompareOp::Less,
        DateOp::After => CompareOp::Greater,
        DateOp::Since => CompareOp::GreaterEqual,
        DateOp::Until => CompareOp::LessEqual,
    }
}

/// The part of a date, as a property of it.
pub(super) fn part_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Century => "century",
        Precision::Decade => "decade",
        Precision::Year => "year",
        Precision::Half => "half",
        Precision::Quarter => "quarter",
        Precision::Month => "month",
        _ => "day",
    }
}

/// The period around a date, as a function of it.
pub(super) fn period_function(precision: Precision) -> &'static str {
    match precision {
        Precision::Century => "century_of",
        Precision::Decade => "decade_of",
        Precision::Year => "year_of",
        Precision::Half => "half_of",
        Precision::Quarter => "quarter_of",
        Precision::Month => "month_of",
        _ => "day_of",
    }
}
