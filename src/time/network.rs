//! A simple temporal network: what constraints between events say of the bounds of their dates.
//!
//! After R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991). The start
//! and the end of each event are points in days; every fact says that one point is at most so many days after another,
//! and the bounds of dates are such facts about the point *day 0*. The shortest paths from and to that point are the
//! narrowest bounds that all facts together allow, and a cycle of negative length is a contradiction: the facts along it.
//! The paths are found by the algorithm of Bellman and Ford, which looks at the points forwards and backwards in turn (Yen
//! 1970), by two orders that suit chains and trees of facts, so that few rounds suffice; after 1, 2, 4, 8 … rounds the
//! paths are searched for a cycle.

mod reach;
mod search;

pub use reach::{Network, Reach};

use super::bounds::Bounds;
use super::date::Date;
use super::near::TimeUnit;
use search::Search;

/// The start or the end of an event, which is named by its place in the list of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// Its first day.
    Start(usize),
    /// Its last day.
    End(usize),
}

/// What is known of when an event began and ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventBounds {
    /// The first and the last possible day of its start.
    pub start: Bounds,
    /// The first and the last possible day of its end.
    pub end: Bounds,
    /// Whether it begins and ends on the same day, whichever that is.
    pub one_day: bool,
}

/// That `later` is at most `days` after `earlier`; a negative number says that it is so many days before it, or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraint {
    /// What the caller knows the fact by; several constraints may share it.
    pub id: usize,
    /// The point that the days are counted from.
    pub earlier: Point,
    /// The point that is at most so many days after it.
    pub later: Point,
    /// The number of days.
    pub days: i64,
}

/// A link in the chain of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The date of the event.
    Date(usize),
    /// That the event does not end before it begins.
    Order(usize),
    /// The constraint with this id.
    Constraint(usize),
}

/// Facts that cannot all be true, in the order in which each leads to the next, the last one to the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} facts about dates contradict each other", chain.len())]
pub struct Contradiction {
    /// The facts, each once where it follows itself.
    pub chain: Vec<Fact>,
}

impl EventBounds {
    /// Some one day, of which nothing is known.
    pub const UNKNOWN_DAY: EventBounds = {
        let open = Bounds { earliest: None, latest: None };
        EventBounds { start: open, end: open, one_day: true }
    };
}

impl From<&Date> for EventBounds {
    fn from(date: &Date) -> Self {
        let one_day = date.duration_days() == (1, Some(1));
        EventBounds { start: date.start_bounds(), end: date.end_bounds(), one_day }
    }
}

impl Constraint {
    /// That event `a` ends before event `b` begins.
    pub fn before(id: usize, a: usize, b: usize) -> Constraint {
        Constraint { id, earlier: Point::Start(b), later: Point::End(a), days: -1 }
    }

    /// That event `a` begins after event `b` ends.
    pub fn after(id: usize, a: usize, b: usize) -> Constraint {
        Constraint::before(id, b, a)
    }

    /// That at most so many units lie between the events, whichever is first. Months and years are taken as long as the
    /// longest of them, so the bounds are never too narrow.
    pub fn near(id: usize, a: usize, b: usize, count: u32, unit: TimeUnit) -> [Constraint; 2] {
        let days = unit.most_days(count);
        [(a, b), (b, a)].map(|(one, other)| Constraint {
            id,
            earlier: Point::End(one),
            later: Point::Start(other),
            days,
        })
    }

    /// That event `a` begins at most so many days after event `b` ends, and (`least`) not before so many.
    pub fn follows(id: usize, a: usize, b: usize, least: i64, most: i64) -> [Constraint; 2] {
        let (begins, ends) = (Point::Start(a), Point::End(b));
        [
            Constraint { id, earlier: ends, later: begins, days: most },
            Constraint { id, earlier: begins, later: ends, days: -least },
        ]
    }

    /// That event `a` begins just so many units after event `b` ends. Months and years count as long as the shortest of
    /// them or the longest, so the bounds are never too narrow.
    pub fn distance(id: usize, a: usize, b: usize, count: u32, unit: TimeUnit) -> [Constraint; 2] {
        Constraint::follows(id, a, b, unit.least_days(count), unit.most_days(count))
    }

    /// That both events begin on one day and end on one day.
    pub fn same(id: usize, a: usize, b: usize) -> [Constraint; 4] {
        let [one, two] = Constraint::during(id, a, b);
        let [three, four] = Constraint::during(id, b, a);
        [one, two, three, four]
    }

    /// That event `a` lies within event `b`, from its start to its end.
    pub fn during(id: usize, a: usize, b: usize) -> [Constraint; 2] {
        [
            Constraint { id, earlier: Point::Start(a), later: Point::Start(b), days: 0 },
            Constraint { id, earlier: Point::End(b), later: Point::End(a), days: 0 },
        ]
    }
}

/// An edge of the distance graph: `to` is at most `days` after `from`.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    days: i64,
    fact: Fact,
}

/// Narrows the bounds of the events to what all constraints allow. Constraints that name an event that is not there are
/// left out. Takes time in proportion to the constraints where they make chains and trees. Where they are so entangled
/// that it would take very long, the bounds are left wider than they might be.
///
/// ```
/// use nenpyo::time::network::{Constraint, EventBounds, narrow};
/// use nenpyo::time::Date;
/// let events = [EventBounds::from(&Date::parse("2017")?), EventBounds::from(&Date::parse("2017-06-05")?)];
/// let narrowed = narrow(&events, &[Constraint::after(0, 0, 1)])?;
/// assert_eq!(narrowed[0].start.earliest, Date::parse("2017-06-06")?.bounds().earliest);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the facts contradict each other: the chain of facts that does.
pub fn narrow(
    events: &[EventBounds],
    constraints: &[Constraint],
) -> Result<Vec<EventBounds>, Contradiction> {
    let edges = edges(events, constraints);
    let orders = search::orders(events.len() * 2 + 1, &edges);
    let latest = distances(events.len(), &edges, &orders, |edge| (edge.from, edge.to))?;
    let earliest = distances(events.len(), &edges, &orders, |edge| (edge.to, edge.from))?;
    let day = |days: Option<i64>, sign: i64| days.and_then(|days| i32::try_from(sign * days).ok());
    let bounds = |point: usize| Bounds {
        earliest: day(earliest.get(point).copied().flatten(), -1),
        latest: day(latest.get(point).copied().flatten(), 1),
    };
    let narrowed = events.iter().enumerate().map(|(index, event)| EventBounds {
        start: bounds(start(index)),
        end: bounds(end(index)),
        one_day: event.one_day,
    });
    Ok(narrowed.collect())
}

/// The events that constraints join, in groups that have nothing to do with each other; events that no constraint names
/// are in none. Both the groups and the events in them ascend.
pub fn groups(events: usize, joined: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..events).collect();
    let find = |root: &mut Vec<usize>, mut event: usize| {
        while root[event] != event {
            root[event] = root[root[event]];
            event = root[event];
        }
        event
    };
    let mut named = vec![false; events];
    for &(one, other) in joined.iter().filter(|(one, other)| (*one).max(*other) < events) {
        (named[one], named[other]) = (true, true);
        let (one, other) = (find(&mut root, one), find(&mut root, other));
        root[one.max(other)] = one.min(other);
    }
    let (mut place, mut groups) = (vec![usize::MAX; events], Vec::<Vec<usize>>::new());
    for event in (0..events).filter(|event| named[*event]) {
        let first = find(&mut root, event);
        if place[first] == usize::MAX {
            place[first] = groups.len();
            groups.push(Vec::new());
        }
        groups[place[first]].push(event);
    }
    groups
}

/// The places of the points in the graph: day 0, then start and end of each event.
const ORIGIN: usize = 0;

fn start(event: usize) -> usize {
    event.saturating_mul(2).saturating_add(1)
}

fn end(event: usize) -> usize {
    event.saturating_mul(2).saturating_add(2)
}

fn place(point: Point) -> usize {
    match point {
        Point::Start(event) => start(event),
        Point::End(event) => end(event),
    }
}

fn edges(events: &[EventBounds], constraints: &[Constraint]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let fact = Fact::Date(index);
        for (point, bounds) in [(start(index), event.start), (end(index), event.end)] {
            let latest = bounds.latest.map(|day| (ORIGIN, point, i64::from(day)));
            let earliest = bounds.earliest.map(|day| (point, ORIGIN, -i64::from(day)));
            let both = latest.into_iter().chain(earliest);
            edges.extend(both.map(|(from, to, days)| Edge { from, to, days, fact }));
        }
        let order = Edge { from: end(index), to: start(index), days: 0, fact: Fact::Order(index) };
        edges.push(order);
        if event.one_day {
            edges.push(Edge { from: start(index), to: end(index), days: 0, fact });
        }
    }
    let last = end(events.len()) - 2;
    edges.extend(constraints.iter().filter_map(|constraint| {
        let (from, to) = (place(constraint.earlier), place(constraint.later));
        // Longer than all of time: sums of these stay far from the limits of an `i64`.
        let days = constraint.days.clamp(-(1 << 34), 1 << 34);
        (from.max(to) <= last).then_some(Edge {
            from,
            to,
            days,
            fact: Fact::Constraint(constraint.id),
        })
    }));
    edges
}

/// The shortest distances from day 0, along the edges in the direction given. Points that no path reaches are `None`;
/// those are entered later, at no distance, only to find contradictions among them.
fn distances(
    events: usize,
    edges: &[Edge],
    orders: &[Vec<usize>; 2],
    direction: fn(&Edge) -> (usize, usize),
) -> Result<Vec<Option<i64>>, Contradiction> {
    let points = events * 2 + 1;
    let mut search = Search::new(points, edges, direction);
    search.enter(ORIGIN);
    search.run(orders)?;
    let reached = search.distance.clone();
    for point in 0..points {
        if reached.get(point).copied().flatten().is_none() {
            search.enter(point);
        }
    }
    search.run(orders)?;
    Ok(reached)
}

#[cfg(test)]
#[path = "tests/network.rs"]
mod tests;
