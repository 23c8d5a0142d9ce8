//! A chronicle as plain data: events, entities, labels, sources. Ids are the user's own.
//!
//! A [`Dataset`] is what a chronicle file, its JSON form and a [`DatasetBuilder`](crate::DatasetBuilder) come to, and what the
//! graph is made of. It has a vocabulary ([`crate::ontology`]) and, by id, what that is used to say: each [`Event`] and
//! [`Entity`] has a class, names, links to others, amounts, and where all that is told.

mod relative;

pub use relative::{DateConflict, DateFact, Distance, NarrowedDates, Order, Relative};

use crate::ontology::{Ontology, unique};
use crate::time::Date;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a fact is known.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// A source says so.
    #[default]
    Stated,
    /// Follows from a source that does not say so (`?`).
    Inferred,
    /// May well be wrong (`??`).
    Doubtful,
}

impl Certainty {
    /// `stated`, `inferred` or `doubtful`.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Stated => "stated",
            Certainty::Inferred => "inferred",
            Certainty::Doubtful => "doubtful",
        }
    }

    /// Whether the fact is stated (for serde's `skip_serializing_if`).
    pub fn is_stated(&self) -> bool {
        *self == Certainty::Stated
    }
}

/// Where a fact stands in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the source.
    pub source: String,
    /// The place in it, as `4.3`.
    pub at: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// A name. The first label of a language is the preferred one (`skos:prefLabel`), the rest are alternatives
/// (`skos:altLabel`); language `und` (from `aka`) has alternatives only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Language code, `und` where it has none.
    pub lang: String,
    /// The name.
    pub text: String,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Certainty::is_stated")]
    pub certainty: Certainty,
    /// When it was used, an interval; always, where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Date>,
}

impl Label {
    /// Whether it is still used: it has no valid time, or one without an end.
    pub fn is_current(&self) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.to_string().ends_with("/.."))
    }
}

impl Item {
    /// The preferred name in a language: the first that is still used, else the first.
    pub fn preferred(&self, lang: &str) -> Option<&Label> {
        preferred(&self.labels, lang)
    }
}

/// The preferred one of some names in a language: the first that is still used, else the first.
pub fn preferred<'a>(labels: &'a [Label], lang: &str) -> Option<&'a Label> {
    let of_lang = || labels.iter().filter(|label| label.lang == lang);
    of_lang().find(|label| label.is_current()).or_else(|| of_lang().next())
}

/// What a link points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// An entity or event, by id.
    Id(String),
    /// A date.
    Date(Date),
}

/// A link from an event or entity to another, or to a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Id of the relation.
    pub relation: String,
    /// Where it points.
    pub target: Target,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Certainty::is_stated")]
    pub certainty: Certainty,
    /// When it holds, an interval; always, where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Date>,
    /// Where it is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// An amount of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Id of the measure.
    pub measure: String,
    /// The number.
    #[schemars(with = "String")]
    pub value: Decimal,
    /// Id of the unit, or what is counted; empty for a bare number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The number is approximate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Certainty::is_stated")]
    pub certainty: Certainty,
    /// Where it is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// What events and entities have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Item {
    /// Id of the class.
    pub class: String,
    /// Names; of an event, its titles.
    #[serde(default)]
    pub labels: Vec<Label>,
    /// Links to others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Amounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<Amount>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How the item itself is known.
    #[serde(default, skip_serializing_if = "Certainty::is_stated")]
    pub certainty: Certainty,
    /// Where it is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// An organization, person, place, document, distinction, project or anything else that is not an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Class, names, links.
    #[serde(flatten)]
    pub item: Item,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When, as far as it is said without other events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When, by other events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relative: Vec<Relative>,
    /// Class, titles, links.
    #[serde(flatten)]
    pub item: Item,
}

impl Event {
    /// When, as a chronicle writes it: `2017-03`, `throughout 2017`, `2017 after prize`.
    pub fn when(&self) -> String {
        let date = self.date.as_ref().map(|date| match date.as_throughout() {
            Some(period) => format!("throughout {period:#}"),
            None => format!("{date:#}"),
        });
        let relative: Vec<String> = self.relative.iter().map(Relative::to_string).collect();
        let relative = (!relative.is_empty()).then(|| relative.join(", "));
        date.into_iter().chain(relative).collect::<Vec<_>>().join(" ")
    }
}

/// A chronicle with its vocabulary. Links may point to ids that are declared later; [`crate::chronicle`]
/// checks that all exist.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// The vocabulary.
    #[serde(default)]
    pub ontology: Ontology,
    /// Sources by id.
    #[serde(default, deserialize_with = "unique")]
    pub sources: IndexMap<String, Source>,
    /// Entities by id.
    #[serde(default, deserialize_with = "unique")]
    pub entities: IndexMap<String, Entity>,
    /// Events by id, in the order written.
    #[serde(default, deserialize_with = "unique")]
    pub events: IndexMap<String, Event>,
    /// Comment lines that stood above no statement, at the end of a file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}
