//! Conditions as expressions.

use super::super::meaning::{Comparison, Condition, Kind as Said, NounId, What};
use super::links::subquery;
use super::{Lowering, expr};
use crate::algebra::{
    Clause, CompareOp, EdgePattern, Expr, Kind, Match, NodePattern, PathPattern, Selector, UnaryOp,
};
use crate::graph::Direction;
use crate::ontology::PLAIN_NUMBER;
use crate::value::Value;
use std::sync::Arc;

impl Lowering<'_> {
    /// A condition of a noun that is bound, as an expression.
    pub(super) fn condition(&mut self, noun: NounId, condition: &Condition) -> Expr {
        match &condition.kind {
            Said::Link(link) => self.linked(noun, link, condition),
            Said::Date(op, argument) => self.dated(noun, *op, argument, condition),
            Said::Amount(measures, comparison, value, unit) => {
                let compared = |key: &String| {
                    let amount = expr::property(self.var(noun), key);
                    let wanted = match self.is_plain(key) {
                        true => Expr::Literal(number(*value)),
                        false => {
                            let args = vec![Expr::Literal(decimal(*value)), expr::text(unit)];
                            expr::call("quantity", args)
                        }
                    };
                    let test = expr::compare(amount, operator(*comparison), wanted);
                    self.as_known(noun, key, condition, test)
                };
                expr::any_of(measures.iter().map(compared).collect())
            }
            Said::Differs(other) => {
                self.bind(*other);
                let (one, other) = (Expr::Var(self.var(noun)), Expr::Var(self.var(*other)));
                expr::compare(one, CompareOp::NotEqual, other)
            }
            Said::Same(twin) => self.same(noun, *twin),
            Said::AnyOf(alternatives) => {
                let conjunction = |all: &Vec<Condition>, this: &mut Self| {
                    expr::all_of(
                        all.iter().map(|condition| this.condition(noun, condition)).collect(),
                    )
                };
                let all = alternatives.iter().map(|all| conjunction(all, self)).collect();
                negate(condition, expr::any_of(all))
            }
            Said::NoOther(link, classes, but) => self.no_other(noun, link, classes.as_deref(), but),
            Said::IsA(what) => negate(condition, self.is_a(noun, what)),
            Said::Picked(last) => self.picked(noun, *last, condition.certain),
            Said::Lasts(comparison, count, unit) => {
                let date = expr::property(self.var(noun), "date");
                let test = super::dated::lasting(date, *comparison, *count, *unit);
                let certain = condition.certain || self.meaning.certain != self.flipped;
                match (condition.negated, condition.denied_certainty) {
                    (true, true) => expr::not(expr::call("certain", vec![test])),
                    _ => {
                        let reading = if certain { "certain" } else { "possible" };
                        expr::call(reading, vec![negate(condition, test)])
                    }
                }
            }
            Said::Measured(measure) => negate(condition, self.is_measured(noun, measure)),
        }
    }

    /// Whether the values of a measure are numbers without a unit.
    pub(super) fn is_plain(&self, measure: &str) -> bool {
        let measure = self.ontology.measures.get(measure);
        measure.is_some_and(|measure| measure.dimension == PLAIN_NUMBER)
    }

    /// A test of an amount, or its denial, that holds for certain only where the amount is stated and exact; the test
    /// itself where all amounts of the measure are. Of what has no such amount neither holds.
    fn as_known(&self, noun: NounId, measure: &str, condition: &Condition, test: Expr) -> Expr {
        let Some(exact) = self.exact_amount(noun, measure) else { return negate(condition, test) };
        let known = expr::any_of(vec![exact, Expr::Literal(Value::Null)]);
        let certain = (condition.certain || self.meaning.certain) != self.flipped;
        let reading = |certain: bool, test: Expr| {
            expr::call(if certain { "certain" } else { "possible" }, vec![test])
        };
        let read = match condition.negated && condition.denied_certainty {
            true => expr::not(reading(true, expr::all_of(vec![test, known]))),
            false => reading(certain, expr::all_of(vec![negate(condition, test), known])),
        };
        expr::all_of(vec![expr::is_known(expr::property(self.var(noun), measure)), read])
    }

    /// That the amount of a thing is stated and exact; nothing where all amounts of the measure are.
    pub(super) fn exact_amount(&self, noun: NounId, measure: &str) -> Option<Expr> {
        let unmarked = |mark: &str| {
            let mark = expr::property(self.var(noun), &format!("{measure}_{mark}"));
            Expr::Unary(UnaryOp::IsNull, Box::new(mark))
        };
        let doubtful = self.catalog.doubtful_amounts.contains(measure);
        doubtful.then(|| expr::all_of(vec![unmarked("certainty"), unmarked("approximate")]))
    }

    /// Of amounts that are shown or summed: that they are known, and only for certain where they are exact.
    pub(super) fn with_amount(&mut self, noun: NounId, measure: &str) {
        self.filter(expr::is_known(expr::property(self.var(noun), measure)));
        let Some(exact) = self.exact_amount(noun, measure) else { return };
        self.filter(match self.meaning.certain {
            true => exact,
            false => {
                let known = expr::any_of(vec![exact, Expr::Literal(Value::Null)]);
                expr::call("possible", vec![known])
            }
        });
    }

    /// That a noun is of some class, or one of some things.
    fn is_a(&self, noun: NounId, what: &What) -> Expr {
        let var = self.var(noun);
        match what {
            What::Classes(classes) => match self.labels(classes) {
                Some(labels) => Expr::HasLabels(Box::new(Expr::Var(var)), labels),
                None => expr::all_of(Vec::new()),
            },
            What::Names(names) => self.is_one_of(var, names),
        }
    }

    /// Finds a noun in a clause of its own, unless it is bound.
    pub(super) fn bind(&mut self, noun: NounId) {
        if self.bound[noun.0].is_none() {
            self.found(noun);
        }
    }

    /// Whether two nouns may name one thing.
    pub(super) fn may_be_same(&self, one: NounId, other: NounId) -> bool {
        let others = self.classes(other);
        self.classes(one).iter().any(|class| {
            others.iter().any(|o| self.ontology.is_a(o, class) || self.ontology.is_a(class, o))
        })
    }

    /// The same event, or one that shares the target of an identity relation.
    fn same(&mut self, noun: NounId, twin: NounId) -> Expr {
        self.bind(twin);
        let (one, other) = (self.var(noun), self.var(twin));
        let mut ways = vec![expr::compare(Expr::Var(one), CompareOp::Equal, Expr::Var(other))];
        let classes = self.classes(noun);
        let ontology = self.ontology;
        let identities: Vec<&String> = ontology
            .relations
            .iter()
            .filter(|(_, relation)| {
                relation.identity
                    && classes.iter().any(|class| ontology.is_any(class, &relation.domain))
            })
            .map(|(id, _)| id)
            .collect();
        for relation in identities {
            let types = self.types(std::slice::from_ref(relation));
            let mut edge = |direction| {
                let var = self.unnamed(Kind::Edge);
                let properties = Vec::new();
                EdgePattern {
                    var,
                    types: types.clone(),
                    direction,
                    length: None,
                    properties,
                    filter: None,
                }
            };
            let (out, back) = (edge(Direction::Out), edge(Direction::In));
            let node =
                |var| NodePattern { var, labels: None, properties: Vec::new(), filter: None };
            let shared = self.unnamed(Kind::Node);
            let steps = vec![(out, node(shared)), (back, node(other))];
            let path = PathPattern { var: None, selector: Selector::All, start: node(one), steps };
            let found =
                Clause::Match(Match { optional: false, patterns: vec![path], filter: None });
            ways.push(Expr::Exists(Box::new(subquery(vec![found]))));
        }
        expr::any_of(ways)
    }
}

fn negate(condition: &Condition, test: Expr) -> Expr {
    if condition.negated { expr::not(test) } else { test }
}

/// A decimal as a number of the language: exact where it is whole or short, which all that a phrase can say are.
/// A number without a unit.
fn number(value: rust_decimal::Decimal) -> Value {
    use rust_decimal::prelude::ToPrimitive;
    let integer = value.to_i64().filter(|_| value.is_integer());
    integer.map_or_else(|| value.to_f64().map_or(Value::Null, Value::Float), Value::Integer)
}

fn decimal(value: rust_decimal::Decimal) -> Value {
    use rust_decimal::prelude::ToPrimitive;
    let whole = value.normalize();
    match whole.to_i64().filter(|_| whole.is_integer()) {
        Some(number) => Value::Integer(number),
        None => Value::String(Arc::from(whole.to_string())),
    }
}

pub(super) fn operator(comparison: Comparison) -> CompareOp {
    match comparison {
        Comparison::AtLeast => CompareOp::GreaterEqual,
        Comparison::AtMost => CompareOp::LessEqual,
        Comparison::More => CompareOp::Greater,
        Comparison::Less => CompareOp::Less,
        Comparison::Exactly => CompareOp::Equal,
    }
}
