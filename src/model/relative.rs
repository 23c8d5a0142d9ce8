//! Dates relative to other events, and what they leave of the dates of a chronicle.

use super::Dataset;
use crate::time::network::{Constraint, EventBounds, Fact, groups, narrow};
use crate::time::{Date, TimeUnit};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// How the time of an event stands to that of another one. `Display` writes it as a chronicle does: `2 months after E`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// Which is first.
    pub order: Order,
    /// The other event, by id.
    pub event: String,
    /// How far they are apart; only for `after` and `before`, and for `near`, which has one at the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
}

/// How two events follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// It begins after the other ends.
    After,
    /// It ends before the other begins.
    Before,
    /// It lies within the other, from its start to its end.
    During,
    /// It begins and ends on the same days.
    Same,
    /// It lies near the other, before or after it.
    Near,
}

/// How far two events are apart: from the end of the one to the start of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// So many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
    /// So many at the most; else just so many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
}

impl fmt::Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Distance { count, unit, within }) = self.distance {
            let plural = if count == 1 { "" } else { "s" };
            let within = if within { "within " } else { "" };
            write!(f, "{within}{count} {}{plural} ", unit.name())?;
        }
        let word = match self.order {
            Order::After => "after",
            Order::Before => "before",
            Order::During => "during",
            Order::Same => "same day as",
            Order::Near => "of",
        };
        write!(f, "{word} {}", self.event)
    }
}

impl Relative {
    /// Whether it has a distance where it needs one, and none where it can have none.
    pub fn is_sound(&self) -> bool {
        match (self.order, self.distance) {
            (Order::Near, distance) => distance.is_some_and(|distance| distance.within),
            (Order::During | Order::Same, distance) => distance.is_none(),
            (Order::After | Order::Before, _) => true,
        }
    }

    /// What it says of the events `own` and `other`, under the number `id`.
    pub fn constraints(&self, id: usize, own: usize, other: usize) -> Vec<Constraint> {
        let far = i64::from(i32::MAX);
        let follows = |later, earlier| match self.distance {
            None => vec![Constraint::after(id, later, earlier)],
            Some(Distance { count, unit, within: false }) => {
                Constraint::distance(id, later, earlier, count, unit).to_vec()
            }
            Some(Distance { count, unit, .. }) => {
                let mut both = Constraint::near(id, later, earlier, count, unit).to_vec();
                both.extend(Constraint::follows(id, later, earlier, 1, far));
                both
            }
        };
        match self.order {
            Order::After => follows(own, other),
            Order::Before => follows(other, own),
            Order::During => Constraint::during(id, own, other).to_vec(),
            Order::Same => Constraint::same(id, own, other).to_vec(),
            Order::Near => self.distance.map_or_else(Vec::new, |distance| {
                Constraint::near(id, own, other, distance.count, distance.unit).to_vec()
            }),
        }
    }
}

/// Something that is said of when an event was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateFact {
    /// The date of the event with this id.
    Date(String),
    /// The relative date with this index of the event with this id.
    Relative(String, usize),
}

/// Facts about dates that cannot all be true, each of which leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateConflict(pub Vec<DateFact>);

/// The dates that all facts together leave of the events that are dated relative to others, and of those others, by id;
/// `None` where nothing is known.
pub type NarrowedDates<'a> = HashMap<&'a str, Option<Date>>;

impl Dataset {
    /// What relative dates leave of the dates of events; empty where there are none. Events that nothing is said to be
    /// before, after or near are left out. Relative dates to an event that does not exist say nothing.
    ///
    /// # Errors
    /// Of each group of events that hang together, facts that contradict each other, if there are any.
    ///
    /// ```
    /// use nenpyo::chronicle::{Input, read};
    /// let text = "class event\nclass date\n2017 event a \"A\"\n2017-06 after a event b \"B\"\nafter b event c \"C\"\n";
    /// let dataset = read(&[Input { name: "x.chron".into(), text }], None).unwrap();
    /// let dates = dataset.narrowed_dates().unwrap();
    /// assert_eq!(dates["a"].as_ref().unwrap().to_string(), "[2017-01-01..2017-06-29]");
    /// assert_eq!(dates["c"].as_ref().unwrap().to_string(), "[2017-06-02..]");
    /// ```
    pub fn narrowed_dates(&self) -> Result<NarrowedDates<'_>, Vec<DateConflict>> {
        let mut facts = Vec::new();
        for (own, event) in self.events.values().enumerate() {
            for (index, relative) in event.relative.iter().enumerate() {
                let other = self.events.get_index_of(&relative.event);
                facts.extend(other.map(|other| (own, other, index)));
            }
        }
        let joined: Vec<_> = facts.iter().map(|(own, other, _)| (*own, *other)).collect();
        let groups = groups(self.events.len(), &joined);
        let mut place = vec![(0, 0); self.events.len()];
        for (number, group) in groups.iter().enumerate() {
            for (index, event) in group.iter().enumerate() {
                place[*event] = (number, index);
            }
        }
        let mut of_group = vec![Vec::new(); groups.len()];
        facts.iter().for_each(|fact| of_group[place[fact.0].0].push(*fact));
        let (mut narrowed, mut conflicts) = (HashMap::new(), Vec::new());
        for (group, facts) in groups.iter().zip(of_group) {
            match self.narrow_group(group, &facts, |event| place[event].1) {
                Ok(dates) => narrowed.extend(dates),
                Err(conflict) => conflicts.push(conflict),
            }
        }
        if conflicts.is_empty() { Ok(narrowed) } else { Err(conflicts) }
    }

    /// The dates of one group, with the facts that join it: event, other event, and which relative date says so.
    fn narrow_group(
        &self,
        group: &[usize],
        facts: &[(usize, usize, usize)],
        place: impl Fn(usize) -> usize,
    ) -> Result<Vec<(&str, Option<Date>)>, DateConflict> {
        let events: Vec<_> =
            group.iter().filter_map(|event| self.events.get_index(*event)).collect();
        let bounds: Vec<EventBounds> = events
            .iter()
            .map(|(_, event)| {
                event.date.as_ref().map_or(EventBounds::UNKNOWN_DAY, EventBounds::from)
            })
            .collect();
        let mut constraints = Vec::new();
        for (id, (own, other, index)) in facts.iter().enumerate() {
            let relative = self.events.get_index(*own).and_then(|(_, e)| e.relative.get(*index));
            constraints.extend(
                relative.iter().flat_map(|r| r.constraints(id, place(*own), place(*other))),
            );
        }
        let name = |event: usize| events.get(event).map_or(String::new(), |(id, _)| (*id).clone());
        let found = narrow(&bounds, &constraints).map_err(|contradiction| {
            let mut seen = BTreeSet::new();
            let facts = told(&contradiction.chain).into_iter().filter_map(|fact| match fact {
                Fact::Date(event) | Fact::Order(event) => {
                    let dated = events.get(event).is_some_and(|(_, event)| event.date.is_some());
                    dated.then(|| DateFact::Date(name(event)))
                }
                Fact::Constraint(id) => {
                    let (own, _, index) = facts.get(id)?;
                    Some(DateFact::Relative(name(place(*own)), *index))
                }
            });
            DateConflict(facts.filter(|fact| seen.insert(fact.clone())).collect())
        })?;
        let left = events.iter().zip(&found).map(|((id, event), bounds)| {
            let date = match &event.date {
                Some(date) => Some(date.narrowed(bounds)),
                None => Date::some_day_of(bounds.start.earliest, bounds.start.latest),
            };
            (id.as_str(), date)
        });
        Ok(left.collect())
    }
}

/// The facts of a contradiction that need to be told: not that an event does not end before it begins, and the dates of
/// events only where the chain leads from one date to another.
fn told(chain: &[Fact]) -> Vec<Fact> {
    let count = chain.len();
    let date = |at: usize| matches!(chain.get(at % count.max(1)), Some(Fact::Date(_)));
    let pairs = (0..count).any(|at| count > 1 && date(at) && date(at + 1));
    let needed = |at: usize| match chain.get(at) {
        Some(Fact::Order(_)) => false,
        Some(Fact::Date(_)) => !pairs || date(at + 1) || date(at + count - 1),
        _ => true,
    };
    let kept: Vec<Fact> =
        chain.iter().enumerate().filter(|(at, _)| needed(*at)).map(|(_, fact)| *fact).collect();
    if kept.is_empty() { chain.to_vec() } else { kept }
}
