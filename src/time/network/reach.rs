//! How far apart two points may be at the most, by all facts together.

use super::search::{Search, orders};
use super::{Constraint, Edge, EventBounds, Point, edges, place};

/// Events and the constraints between them, of which pairs of points are asked about.
#[derive(Debug, Clone)]
pub struct Network {
    points: usize,
    edges: Vec<Edge>,
    orders: [Vec<usize>; 2],
}

/// How far after one point each other one may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach(Vec<Option<i64>>);

impl Network {
    /// The network of these facts, which do not contradict each other. Constraints that name an event that is not there
    /// are left out.
    ///
    /// ```
    /// use nenpyo::time::network::{Constraint, EventBounds, Network, Point};
    /// use nenpyo::time::Date;
    /// // Both are of 2017, and the second ends before the first begins.
    /// let year = EventBounds::from(&Date::parse("2017")?);
    /// let network = Network::new(&[year, year], &[Constraint::after(0, 0, 1)]);
    /// assert_eq!(network.reach(Point::Start(0)).most(Point::End(1)), Some(-1));
    /// assert_eq!(network.reach(Point::End(1)).most(Point::Start(0)), Some(364));
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn new(events: &[EventBounds], constraints: &[Constraint]) -> Network {
        let (points, edges) = (events.len() * 2 + 1, edges(events, constraints));
        let orders = orders(points, &edges);
        Network { points, edges, orders }
    }

    /// How far after `from` all points may be. Takes time in proportion to the facts where they make chains and trees.
    pub fn reach(&self, from: Point) -> Reach {
        let from = place(from);
        let mut search = Search::new(self.points, &self.edges, |edge| (edge.from, edge.to));
        if from >= self.points {
            return Reach(Vec::new());
        }
        search.enter(from);
        match search.run(&self.orders) {
            Ok(()) => Reach(search.distance),
            Err(_) => Reach(Vec::new()),
        }
    }
}

impl Reach {
    /// At most so many days after; a negative number says that it is so many days before, or more. `None` where nothing
    /// limits it.
    pub fn most(&self, to: Point) -> Option<i64> {
        self.0.get(place(to)).copied().flatten()
    }
}
