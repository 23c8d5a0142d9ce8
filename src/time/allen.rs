//! Allen's thirteen relations of intervals, in three-valued logic.
//!
//! J. F. Allen, "Maintaining knowledge about temporal intervals", Communications of the ACM 26 (11), 1983. An event
//! lasts from the beginning of its first day to the end of its last, so that one which ends on 4 March *meets* one which
//! begins on 5 March, and two on the same day are *equal*. Of two events exactly one relation holds for each completion.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::calendar::{Day, FUTURE, PAST};
use super::date::Date;
use super::days::{Pairs, meeting};
use super::truth::Truth;

/// One of Allen's thirteen relations of an event to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllenRelation {
    /// It ends, and at least a day is between it and the other.
    Before,
    /// It ends on the day before the other begins.
    Meets,
    /// It begins first and ends within the other.
    Overlaps,
    /// Both begin on the same day, and it ends first.
    Starts,
    /// It begins later and ends earlier.
    During,
    /// Both end on the same day, and it begins later.
    Finishes,
    /// Both begin and end on the same days.
    Equals,
    /// The inverse of `Finishes`.
    FinishedBy,
    /// The inverse of `During`.
    Contains,
    /// The inverse of `Starts`.
    StartedBy,
    /// The inverse of `Overlaps`.
    OverlappedBy,
    /// The inverse of `Meets`.
    MetBy,
    /// The inverse of `Before`.
    After,
}

use AllenRelation::{
    After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy,
    Overlaps, StartedBy, Starts,
};

impl AllenRelation {
    /// All of them, from before to after.
    pub const ALL: [AllenRelation; 13] = [
        Before,
        Meets,
        Overlaps,
        Starts,
        During,
        Finishes,
        Equals,
        FinishedBy,
        Contains,
        StartedBy,
        OverlappedBy,
        MetBy,
        After,
    ];

    /// Its name: `started_by`.
    pub fn name(self) -> &'static str {
        match self {
            Before => "before",
            Meets => "meets",
            Overlaps => "overlaps",
            Starts => "starts",
            During => "during",
            Finishes => "finishes",
            Equals => "equals",
            FinishedBy => "finished_by",
            Contains => "contains",
            StartedBy => "started_by",
            OverlappedBy => "overlapped_by",
            MetBy => "met_by",
            After => "after",
        }
    }

    /// The relation of that name, without regard to case, spaces and underscores.
    ///
    /// ```
    /// use nenpyo::time::AllenRelation;
    /// assert_eq!(AllenRelation::named("started by"), Some(AllenRelation::StartedBy));
    /// ```
    pub fn named(name: &str) -> Option<AllenRelation> {
        let plain = |text: &str| text.replace([' ', '_', '-'], "").to_lowercase();
        AllenRelation::ALL.into_iter().find(|relation| plain(relation.name()) == plain(name))
    }

    /// The relation of the other to it.
    #[must_use]
    pub fn inverse(self) -> AllenRelation {
        match self {
            Before => After,
            Meets => MetBy,
            Overlaps => OverlappedBy,
            Starts => StartedBy,
            During => Contains,
            Finishes => FinishedBy,
            Equals => Equals,
            FinishedBy => Finishes,
            Contains => During,
            StartedBy => Starts,
            OverlappedBy => Overlaps,
            MetBy => Meets,
            After => Before,
        }
    }
}

impl fmt::Display for AllenRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AllenRelations(u16);

impl AllenRelations {
    /// The relations of events that share a day.
    pub const SHARING: AllenRelations = AllenRelations::of(&[
        Overlaps,
        Starts,
        During,
        Finishes,
        Equals,
        FinishedBy,
        Contains,
        StartedBy,
        OverlappedBy,
    ]);

    /// The relations of an event to one that holds it whole.
    pub const INSIDE: AllenRelations = AllenRelations::of(&[Starts, During, Finishes, Equals]);

    /// The set of these relations.
    pub const fn of(relations: &[AllenRelation]) -> AllenRelations {
        let (mut bits, mut index) = (0, 0);
        while index < relations.len() {
            bits |= 1 << relations[index] as u16;
            index += 1;
        }
        AllenRelations(bits)
    }

    fn add_if(&mut self, relation: AllenRelation, possible: bool) {
        self.0 |= if possible { AllenRelations::of(&[relation]).0 } else { 0 };
    }

    /// Whether the relation is in the set.
    pub fn contains(self, relation: AllenRelation) -> bool {
        self.0 & AllenRelations::of(&[relation]).0 != 0
    }

    /// The relations in the set, from before to after.
    pub fn iter(self) -> impl Iterator<Item = AllenRelation> {
        AllenRelation::ALL.into_iter().filter(move |relation| self.contains(*relation))
    }

    /// How true it is that one of `relations` holds, when those of this set are possible.
    pub fn truth_of(self, relations: AllenRelations) -> Truth {
        match (self.0 & relations.0, self.0 & !relations.0) {
            (0, _) => Truth::False,
            (_, 0) => Truth::True,
            _ => Truth::Unknown,
        }
    }
}

impl Date {
    /// Whether the event stands in this relation to the other event.
    ///
    /// [`Date::before`] is wider than Allen's *before*: it holds for *meets* as well.
    ///
    /// ```
    /// # use nenpyo::time::{AllenRelation, Date, Truth};
    /// let (war, battle) = (Date::parse("1914-07-28/1918-11-11")?, Date::parse("1916-07")?);
    /// assert_eq!(battle.allen(AllenRelation::During, &war), Truth::True);
    /// assert_eq!(battle.allen(AllenRelation::Equals, &Date::parse("1916")?), Truth::Unknown);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn allen(&self, relation: AllenRelation, other: &Date) -> Truth {
        self.possible_relations(other).truth_of(AllenRelations::of(&[relation]))
    }

    /// The relations of the event to the other event that hold for some completion of both. The set is never empty; it is
    /// exact, but for patterns of unspecified digits that miss each other thousands of times: a relation that these leave
    /// open counts as possible.
    pub fn possible_relations(&self, other: &Date) -> AllenRelations {
        let (ones, twos) = (self.shape.pairs(), other.shape.pairs());
        let mut found = AllenRelations::default();
        found.add_if(Before, self.hull.end.0.saturating_add(1) < other.hull.start.1);
        found.add_if(After, other.hull.end.0.saturating_add(1) < self.hull.start.1);
        for one in ones.iter().filter(|pairs| pairs.exist()) {
            for two in twos.iter().filter(|pairs| pairs.exist()) {
                found.add_if(Equals, equal(one, two));
                for (relation, test) in ONE_WAY {
                    found.add_if(relation, test(one, two).unwrap_or(false));
                    found.add_if(relation.inverse(), test(two, one).unwrap_or(false));
                }
            }
        }
        found
    }

    /// Whether the two events share a day.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let (one, other) = (Date::parse("2016/2018")?, Date::parse("2017")?);
    /// assert_eq!(one.overlapping(&other), Truth::True);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn overlapping(&self, other: &Date) -> Truth {
        let never = |one: &Date, two: &Date| one.hull.end.1 < two.hull.start.0;
        let always = |one: &Date, two: &Date| one.hull.start.1 <= two.hull.end.0;
        if never(self, other) || never(other, self) {
            return Truth::False;
        }
        if always(self, other) && always(other, self) {
            return Truth::True;
        }
        self.possible_relations(other).truth_of(AllenRelations::SHARING)
    }

    /// Whether the event began no earlier than the other event and ended no later.
    ///
    /// ```
    /// # use nenpyo::time::{Date, Truth};
    /// let (one, other) = (Date::parse("2017-03-01")?, Date::parse("2017-03-01/2017-03-04")?);
    /// assert_eq!(one.inside(&other), Truth::True);
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn inside(&self, other: &Date) -> Truth {
        self.possible_relations(other).truth_of(AllenRelations::INSIDE)
    }
}

type Test = fn(&Pairs<'_>, &Pairs<'_>) -> Option<bool>;

/// Whether the relation is possible. Each picks the first or last day that leaves most room for the others; the earliest
/// end grows with the start, so no other choice does better.
const ONE_WAY: [(AllenRelation, Test); 5] = [
    (Meets, meets),
    (Overlaps, overlaps),
    (Starts, starts),
    (During, during),
    (Finishes, finishes),
];

fn meets(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    let after = |day: Day| one.ends().next(day.saturating_sub(1)).map(|end| end.saturating_add(1));
    let first = one.end_from(one.starts().first()?)?.saturating_add(1);
    let start = meeting(first, &[&after, &|day| two.starts().next(day)])?;
    two.can_end_at(start, two.ends().last()?)
}

fn overlaps(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    if one.is_point() || two.is_point() {
        return None;
    }
    let (start, last) = (one.starts().first()?, two.ends().last()?);
    let inside = two.starts().next(start.saturating_add(1))?;
    let end = one.ends().next(inside.max(one.least(start)?))?;
    Some(end < last && two.can_end_at(inside, last)?)
}

fn starts(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    if two.is_point() {
        return None;
    }
    let last = two.ends().last()?;
    let start = meeting(PAST, &[&|day| one.starts().next(day), &|day| two.starts().next(day)])?;
    Some(one.end_from(start)? < last && two.can_end_at(start, last)?)
}

fn during(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    if two.is_point() {
        return None;
    }
    Some(one.reach(two.starts().first()?.saturating_add(1))? < two.ends().last()?)
}

fn finishes(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<bool> {
    if two.is_point() {
        return None;
    }
    let end = meeting(FUTURE, &[&|day| one.ends().previous(day), &|day| two.ends().previous(day)])?;
    let start = two.starts().first()?;
    Some(
        two.can_end_at(start, end)?
            && one.can_end_at(one.starts().next(start.saturating_add(1))?, end)?,
    )
}

fn equal(one: &Pairs<'_>, two: &Pairs<'_>) -> bool {
    if one.is_point() || two.is_point() {
        return on_one_day(one, two).is_some();
    }
    let same = || {
        let start = meeting(PAST, &[&|day| one.starts().next(day), &|day| two.starts().next(day)])?;
        let end =
            meeting(FUTURE, &[&|day| one.ends().previous(day), &|day| two.ends().previous(day)])?;
        Some(one.can_end_at(start, end)? && two.can_end_at(start, end)?)
    };
    same().unwrap_or(false)
}

/// A day on which both may begin and end.
pub(super) fn on_one_day(one: &Pairs<'_>, two: &Pairs<'_>) -> Option<Day> {
    if one.starts().are_apart(&two.starts()) {
        return None;
    }
    meeting(
        PAST,
        &[
            &|day| one.starts().next(day),
            &|day| one.ends().next(day),
            &|day| one.least(day),
            &|day| two.starts().next(day),
            &|day| two.ends().next(day),
            &|day| two.least(day),
        ],
    )
}
