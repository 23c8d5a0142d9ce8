//! What a phrase means, in terms of the vocabulary: nouns that hang together by conditions.

use crate::catalog::NameEntry;
use crate::diagnostic::Span;
use crate::time::{Date, Precision, TimeUnit};
use rust_decimal::Decimal;

/// A noun of the phrase: an index into [`Meaning::nouns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounId(pub usize);

/// A whole phrase.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// All nouns.
    pub nouns: Vec<Noun>,
    /// What is asked for; several are united.
    pub heads: Vec<NounId>,
    /// What of it.
    pub ask: Ask,
    /// In which order, and how many.
    pub order: Option<Order>,
    /// The measure by which rows are ordered, where it is named.
    pub order_measure: Option<String>,
    /// How many rows at the most.
    pub limit: Option<u64>,
    /// The first or the last (true) so many by date, before they are ordered.
    pub pick: Option<(bool, u64)>,
    /// Only what is certain.
    pub certain: bool,
    /// It says *possibly*, or the like, of all or of a part.
    pub hedged: bool,
    /// As it stood on that day.
    pub as_of: Option<Date>,
    /// `as …`: the word, and its place.
    pub format: Option<(String, Span)>,
}

/// What is asked of the head noun.
#[derive(Debug, Clone)]
pub enum Ask {
    /// The things themselves.
    Rows,
    /// Their dates.
    When,
    /// How many, in groups or over all.
    Count(Vec<Group>),
    /// The groups with the most, or the fewest, things.
    Extreme {
        /// The groups.
        group: Group,
        /// The fewest.
        least: bool,
    },
    /// The things with the most, or the fewest, of something.
    Top {
        /// What counts.
        metric: Metric,
        /// The fewest first.
        least: bool,
        /// Only those that have the most, ties and all.
        only_extreme: bool,
    },
    /// A figure of their amounts, in groups or over all.
    Amount {
        /// Which aggregate.
        function: &'static str,
        /// Id of the measure.
        measure: String,
        /// By what.
        group: Option<Group>,
    },
}

/// What things are ranked by.
#[derive(Debug, Clone)]
pub enum Metric {
    /// How many of these they have; a noun that is linked to the head.
    Number(NounId),
    /// The amount of a measure: of the noun, or of the head itself.
    Amount(String, Option<NounId>),
}

/// By what rows are grouped.
#[derive(Debug, Clone)]
pub enum Group {
    /// The period of that length in which the event lies.
    Period(Precision),
    /// The class.
    Class,
    /// Another noun of the phrase.
    Noun(NounId),
}

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By date; latest first.
    Date(bool),
    /// By name; last first.
    Name(bool),
    /// By the number or amount that is shown; greatest first.
    Figure(bool),
}

/// A noun with its conditions.
#[derive(Debug, Clone)]
pub struct Noun {
    /// What it names.
    pub what: What,
    /// What must hold of it, all of them.
    pub conditions: Vec<Condition>,
    /// The names are what one spoken name may mean, and it is not settled which.
    pub unsettled: bool,
    /// It is not said, but implied by a role or a verb.
    pub implicit: bool,
    /// `the` stands before it, in the singular.
    pub definite: bool,
    /// Its place in the phrase.
    pub span: Span,
}

impl Noun {
    /// The things that it names; none if it names classes.
    pub fn names(&self) -> &[NameEntry] {
        match &self.what {
            What::Names(names) => names,
            What::Classes(_) => &[],
        }
    }
}

/// What a noun names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Members of any of these classes.
    Classes(Vec<String>),
    /// Any of these things.
    Names(Vec<NameEntry>),
}

/// Something that must hold of a noun.
#[derive(Debug, Clone)]
pub struct Condition {
    /// It must not hold.
    pub negated: bool,
    /// Only by stated facts and exact dates.
    pub certain: bool,
    /// It is the certainty that must not hold.
    pub denied_certainty: bool,
    /// What must hold.
    pub kind: Kind,
    /// Its place in the phrase.
    pub span: Span,
}

/// Kinds of conditions.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A link to another noun.
    Link(Link),
    /// A date.
    Date(DateOp, DateArg),
    /// An amount.
    Amount(Vec<String>, Comparison, Decimal, String),
    /// Not the same thing as the other noun.
    Differs(NounId),
    /// The same event as the other noun, or one with the same target of an identity relation.
    Same(NounId),
    /// One of these holds.
    AnyOf(Vec<Vec<Condition>>),
    /// No other than these is linked so, of the classes if any are given.
    NoOther(Link, Option<Vec<String>>, Vec<NounId>),
    /// A member of one of these classes, or one of these things.
    IsA(What),
    /// It has such an amount at all.
    Measured(String),
    /// It lasted so long.
    Lasts(Comparison, u32, TimeUnit),
    /// No other that fulfils the other conditions is earlier; none is later (true).
    Picked(bool),
}

/// A link from a noun to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// Ids of the relations, any of which will do; none for any relation at all.
    pub relations: Vec<String>,
    /// The link points from the target to the noun.
    pub backward: bool,
    /// What is true of a place is true of the places around it.
    pub spatial: bool,
    /// Where it points.
    pub target: NounId,
    /// How many there must be; `None` for one at least.
    pub count: Option<(Comparison, u64)>,
}

/// Comparisons of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
    /// More than.
    More,
    /// Less than.
    Less,
    /// Exactly.
    Exactly,
}

/// How a date compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOp {
    /// In.
    Within,
    /// Before it begins.
    Before,
    /// After it ends.
    After,
    /// From its beginning on.
    Since,
    /// Up to its end.
    Until,
    /// Some time of it at least.
    Overlaps,
    /// From its beginning to its end at the most.
    Inside,
    /// At most so long before or after it.
    Near(u32, TimeUnit, Side),
}

/// On which side of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On either.
    Either,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// What a date compares with.
#[derive(Debug, Clone, PartialEq)]
pub enum DateArg {
    /// A date.
    Date(Date),
    /// The month, quarter or half of that number in any year.
    Part(Precision, u8),
    /// The date of an event.
    Event(NounId),
    /// The time from the end of one event to the beginning of another.
    Between(NounId, NounId),
    /// The dates of all such events.
    Every(NounId),
    /// The period of that length around the date of an event.
    Same(Precision, NounId),
}
