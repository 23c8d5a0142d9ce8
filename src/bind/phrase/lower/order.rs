//! The order of rows, and the first or last of them.

use super::super::meaning::{NounId, Order};
use super::{Lowering, expr};
use crate::algebra::{Clause, Expr, Item, Projection, SortKey, UnaryOp};
use crate::value::Value;

impl Lowering<'_> {
    /// The order of things: events by date, others by name, with the id to break ties.
    pub(super) fn natural(&self, noun: NounId, order: Option<Order>) -> Vec<SortKey> {
        let var = self.var(noun);
        let (key, descending) = match order {
            Some(Order::Date(descending)) => ("date", descending),
            Some(Order::Name(descending)) => ("name", descending),
            Some(Order::Figure(descending)) => (self.measure_key(noun), descending),
            None if self.is_event(noun) || self.is_date(noun) => ("date", false),
            None => ("name", false),
        };
        let figure = matches!(order, Some(Order::Figure(_)));
        // What has none of it comes last, in either order.
        let missing = figure.then(|| SortKey {
            expr: Expr::Unary(UnaryOp::IsNull, Box::new(expr::property(var, key))),
            descending: false,
        });
        let keys = vec![
            SortKey { expr: expr::property(var, key), descending },
            SortKey { expr: expr::property(var, "id"), descending: descending && key == "date" },
        ];
        missing.into_iter().chain(keys).collect()
    }

    /// The first measure that the noun may have.
    fn measure_key(&self, noun: NounId) -> &str {
        if let Some(measure) = &self.meaning.order_measure {
            return measure;
        }
        let classes = self.classes(noun);
        let mut measures = self.ontology.measures.iter();
        measures
            .find(|(_, measure)| {
                measure.domain.is_empty()
                    || classes.iter().any(|class| self.ontology.is_any(class, &measure.domain))
            })
            .map_or("amount", |(id, _)| id)
    }

    /// Goes on with the first or last of what a noun stands for, and nothing else.
    pub(super) fn only_first(&mut self, noun: NounId, last: bool, count: u64) {
        let var = self.var(noun);
        let order = self.natural(noun, Some(Order::Date(last)));
        let items = vec![Item { expr: Expr::Var(var), var }];
        let limit = Some(expr::number(i64::try_from(count).unwrap_or(i64::MAX)));
        let picked = Projection { distinct: true, items, order, limit, ..Projection::default() };
        self.clauses.push(Clause::With(picked));
        if self.is_rough() && self.is_event(noun) {
            // Another one may be earlier, or later, as well.
            let sure = self.among_first(noun, last, count, true);
            self.filter(match self.meaning.certain {
                true => sure,
                false => {
                    let known = expr::any_of(vec![sure, Expr::Literal(Value::Null)]);
                    expr::call("possible", vec![known])
                }
            });
        }
    }
}
