//! What is known of two events together: that one is after the other, or near it, where their dates alone do not tell.

use super::{Graph, KeyId};
use crate::time::network::{Constraint, EventBounds, Network, Point, Reach, groups};
use crate::value::{NodeId, Value};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The property of an event that lists what is said of its time by other events: for each fact the id of the other event,
/// the point that days are counted from and the point that is at most so many days after it (0 and 1 the start and the end
/// of the event itself, 2 and 3 of the other), and the days.
pub(super) const DATE_ORDER: &str = "date_order";

/// Of larger groups of events that hang together, only the dates are known.
const LARGEST_GROUP: usize = 1000;

/// The events of a graph that are dated by one another.
#[derive(Debug)]
pub(super) struct DateOrder {
    /// The group of each event, and its place in it.
    places: HashMap<NodeId, (usize, usize)>,
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    network: Network,
    /// What was asked about, by the place of the point.
    reached: Vec<OnceLock<Arc<Reach>>>,
}

impl Graph {
    /// Whether some events are dated by others.
    pub fn has_date_order(&self) -> bool {
        self.date_order().is_some()
    }

    /// How many days the second point may lie after the first at the most, by all that is said of these events and of
    /// those that they are dated by; a negative number says that it lies so many days before it, or more. `None` where
    /// nothing but their dates is known of them, or nothing limits it. [`Point`]s count the events of the call: 0 and 1.
    ///
    /// ```
    /// use nenpyo::chronicle::{Input, read};
    /// use nenpyo::time::network::Point;
    /// let text = "class event\nclass date\n2017 event a \"A\"\n2017 after a event b \"B\"\n";
    /// let dataset = read(&[Input { name: "x.chron".into(), text }], None).unwrap();
    /// let graph = nenpyo::graph::Graph::from_dataset(&dataset)?;
    /// let [a, b] = ["a", "b"].map(|id| graph.node_by_id(id).unwrap());
    /// assert_eq!(graph.days_apart([b, a], Point::Start(0), Point::End(1)), Some(-1));
    /// # Ok::<(), nenpyo::graph::GraphError>(())
    /// ```
    pub fn days_apart(&self, events: [NodeId; 2], from: Point, to: Point) -> Option<i64> {
        let order = self.date_order()?;
        let place = |event: usize| order.places.get(events.get(event)?).copied();
        let point = |point: Point| {
            Some(match point {
                Point::Start(event) => place(event).map(|(group, at)| (group, Point::Start(at)))?,
                Point::End(event) => place(event).map(|(group, at)| (group, Point::End(at)))?,
            })
        };
        let ((group, from), (other, to)) = (point(from)?, point(to)?);
        if group != other {
            return None;
        }
        order.groups.get(group)?.reach(from)?.most(to)
    }

    fn date_order(&self) -> Option<&DateOrder> {
        let made = || self.key_id(DATE_ORDER).and_then(|key| DateOrder::of(self, key));
        self.date_order.get_or_init(made).as_ref()
    }
}

impl Group {
    fn reach(&self, from: Point) -> Option<&Reach> {
        let place = match from {
            Point::Start(event) => 2 * event,
            Point::End(event) => 2 * event + 1,
        };
        let found = self.reached.get(place)?.get_or_init(|| Arc::new(self.network.reach(from)));
        Some(found)
    }
}

impl DateOrder {
    fn of(graph: &Graph, key: KeyId) -> Option<DateOrder> {
        let column = graph.node_columns.get(key)?;
        let mut facts = Vec::new();
        for (row, slot) in column.rows().pairs() {
            let Value::List(said) = column.data().value(slot) else { continue };
            facts.extend(said.iter().filter_map(|fact| read_fact(graph, NodeId(row), fact)));
        }
        let mut events: Vec<NodeId> =
            facts.iter().flat_map(|(own, other, _)| [*own, *other]).collect();
        events.sort_unstable();
        events.dedup();
        let index = |event: &NodeId| events.binary_search(event).unwrap_or(0);
        let joined: Vec<(usize, usize)> =
            facts.iter().map(|(own, other, _)| (index(own), index(other))).collect();
        let members = groups(events.len(), &joined);
        let mut order = DateOrder { places: HashMap::new(), groups: Vec::new() };
        for members in members.iter().filter(|members| members.len() <= LARGEST_GROUP) {
            for (place, event) in members.iter().enumerate() {
                order.places.insert(events[*event], (order.groups.len(), place));
            }
            order.groups.push(Group {
                network: Network::new(&[], &[]),
                reached: (0..2 * members.len()).map(|_| OnceLock::new()).collect(),
            });
        }
        order.fill(graph, &facts);
        Some(order)
    }

    /// Makes the network of each group.
    fn fill(&mut self, graph: &Graph, facts: &[(NodeId, NodeId, Constraint)]) {
        let date = graph.key_id("date");
        let mut bounds: Vec<Vec<EventBounds>> = self
            .groups
            .iter()
            .map(|group| vec![EventBounds::UNKNOWN_DAY; group.reached.len() / 2])
            .collect();
        for (event, (group, place)) in &self.places {
            if let Some(Value::Edtf(date)) = date.map(|date| graph.node_property(*event, date)) {
                bounds[*group][*place] = EventBounds::from(&*date);
            }
        }
        let mut constraints = vec![Vec::new(); self.groups.len()];
        for (own, other, constraint) in facts {
            let places = (self.places.get(own), self.places.get(other));
            let (Some((group, own)), Some((_, other))) = places else { continue };
            let place = |event: usize| if event == 0 { *own } else { *other };
            let point = |point: Point| match point {
                Point::Start(event) => Point::Start(place(event)),
                Point::End(event) => Point::End(place(event)),
            };
            let (earlier, later) = (point(constraint.earlier), point(constraint.later));
            constraints[*group].push(Constraint { earlier, later, ..*constraint });
        }
        for ((group, bounds), constraints) in self.groups.iter_mut().zip(bounds).zip(constraints) {
            group.network = Network::new(&bounds, &constraints);
        }
    }
}

/// A fact as the property lists it: the event that it is said of is 0, the other one 1.
pub(super) fn write_fact(other: &str, constraint: &Constraint) -> Value {
    let place = |point: Point| match point {
        Point::Start(event) => 2 * event as i64,
        Point::End(event) => 2 * event as i64 + 1,
    };
    let numbers = [place(constraint.earlier), place(constraint.later), constraint.days];
    let numbers = numbers.into_iter().map(Value::Integer);
    std::iter::once(Value::from(other)).chain(numbers).collect::<Vec<Value>>().into()
}

fn read_fact(graph: &Graph, own: NodeId, fact: &Value) -> Option<(NodeId, NodeId, Constraint)> {
    let point = |place: i64| match place {
        0 | 2 => Some(Point::Start(place as usize / 2)),
        1 | 3 => Some(Point::End(place as usize / 2)),
        _ => None,
    };
    let Value::List(fact) = fact else { return None };
    let [
        Value::String(other),
        Value::Integer(earlier),
        Value::Integer(later),
        Value::Integer(days),
    ] = &fact[..]
    else {
        return None;
    };
    let (earlier, later) = (point(*earlier)?, point(*later)?);
    Some((own, graph.node_by_id(other)?, Constraint { id: 0, earlier, later, days: *days }))
}
