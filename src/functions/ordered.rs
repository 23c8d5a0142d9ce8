//! What the comparisons of dates give where the dates alone leave it open, and what is said of both events does not: of
//! two events of one year of which the one is known to be after the other.

use super::Function;
use crate::graph::Graph;
use crate::time::network::Point;
use crate::time::{TimeUnit, Truth};
use crate::value::{NodeId, Value};

/// How many of its first arguments, the dates of events, a function compares; nothing for one that is not asked about
/// events.
pub fn compared_events(function: &Function) -> Option<usize> {
    match function.name {
        "before" | "after" | "begins_before" | "inside" | "during" | "overlapping" | "near"
        | "same_day" | "same_month" | "same_quarter" | "same_half" | "same_year" => Some(2),
        "between" => Some(3),
        _ => None,
    }
}

/// What a comparison of the dates of these events gives, whose `args` alone leave it open: null where that stays so.
///
/// An order is known by the facts that the graph was made of, and what follows from them; see [`Graph::days_apart`].
pub fn by_order(graph: &Graph, function: &Function, events: &[NodeId], args: &[Value]) -> Value {
    let truth = match (function.name, events) {
        ("between", [event, first, last]) => {
            let side = |name: &str, other: NodeId, at: usize| {
                let pair = [0, at].map(|at| args.get(at).cloned().unwrap_or(Value::Null));
                let by_date = super::lookup(name)
                    .and_then(|function| (function.eval)(&super::Env { graph }, &pair).ok());
                match by_date {
                    Some(Value::Boolean(known)) => Truth::from(known),
                    _ => Apart { graph, events: [*event, other] }.holds(name, args),
                }
            };
            side("after", *first, 1).and(side("before", *last, 2))
        }
        (name, [one, other]) => Apart { graph, events: [*one, *other] }.holds(name, args),
        _ => Truth::Unknown,
    };
    truth.to_option().into()
}

/// Two events.
struct Apart<'a> {
    graph: &'a Graph,
    events: [NodeId; 2],
}

const BEGIN: Point = Point::Start(0);
const END: Point = Point::End(0);
const OTHER_BEGIN: Point = Point::Start(1);
const OTHER_END: Point = Point::End(1);

impl Apart<'_> {
    /// Whether `later` is at most so many days after `earlier`.
    fn at_most(&self, earlier: Point, later: Point, days: i64) -> Truth {
        let most = |from, to| self.graph.days_apart(self.events, from, to);
        if most(earlier, later).is_some_and(|most| most <= days) {
            return Truth::True;
        }
        match most(later, earlier) {
            Some(most) if most < -days => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Whether the first point is on an earlier day than the second.
    fn less(&self, first: Point, second: Point) -> Truth {
        self.at_most(second, first, -1)
    }

    /// Whether both points are on one day.
    fn same(&self, first: Point, second: Point) -> Truth {
        self.at_most(first, second, 0).and(self.at_most(second, first, 0))
    }

    fn holds(&self, function: &str, args: &[Value]) -> Truth {
        match function {
            "before" => self.less(END, OTHER_BEGIN),
            "after" => self.less(OTHER_END, BEGIN),
            "begins_before" => self.less(BEGIN, OTHER_BEGIN),
            "inside" => self.at_most(BEGIN, OTHER_BEGIN, 0).and(self.at_most(OTHER_END, END, 0)),
            "during" => self.less(OTHER_BEGIN, BEGIN).and(self.less(END, OTHER_END)),
            "overlapping" => {
                self.at_most(END, OTHER_BEGIN, 0).and(self.at_most(OTHER_END, BEGIN, 0))
            }
            "near" => self.near(args),
            "same_day" => self.same(BEGIN, OTHER_BEGIN).and(self.same(END, OTHER_END)),
            // On one day, so in one period; what lies on different days may be, too.
            _ => match self.same(BEGIN, OTHER_BEGIN).and(self.same(END, OTHER_END)) {
                Truth::True => Truth::True,
                _ => Truth::Unknown,
            },
        }
    }

    /// Months and years are as short as the shortest of them for what certainly holds, and as long as the longest for
    /// what certainly does not.
    fn near(&self, args: &[Value]) -> Truth {
        let (Some(Value::Integer(count)), Some(Value::String(unit))) = (args.get(2), args.get(3))
        else {
            return Truth::Unknown;
        };
        let (Ok(count), Some(unit)) = (u32::try_from(*count), TimeUnit::named(unit)) else {
            return Truth::Unknown;
        };
        let within = |days: i64| {
            self.at_most(END, OTHER_BEGIN, days).and(self.at_most(OTHER_END, BEGIN, days))
        };
        match (within(unit.least_days(count)), within(unit.most_days(count))) {
            (Truth::True, _) => Truth::True,
            (_, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}
