//! Classes, roles and relations, with the words that name them; no facts.
//!
//! The vocabulary is data: it is read from `.chron` files (see `docs/chronicle.md`), and everything that the
//! language knows of a domain stands here.

mod unique;

pub(crate) use unique::unique;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A word in a language, singular and plural. Languages are lower-case codes (`en`, `ja`, `zh`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// Language code.
    pub lang: String,
    /// The singular form, or the only one.
    pub form: String,
    /// The plural form as written in the vocabulary; `None` where the rule gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<String>,
}

/// A class of events, entities or dates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Direct superclasses.
    #[serde(default)]
    pub parents: Vec<String>,
    /// Words that name it, the first of a language being the preferred one.
    #[serde(default)]
    pub words: Vec<Word>,
    /// Of events: verbs that say of a thing that one of them happened to it, in their past form: *arrived*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<Word>,
    /// Graphviz shape; inherited where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// Fill colour as `#rrggbb`; inherited where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// A binary relation; a *role* when its domain is events and its range those who take part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// A role: its targets take part in the event.
    #[serde(default)]
    pub role: bool,
    /// Classes of the first thing.
    pub domain: Vec<String>,
    /// Classes of the second thing; `date` for dates.
    pub range: Vec<String>,
    /// If a–b and b–c then a–c.
    #[serde(default)]
    pub transitive: bool,
    /// If a–b then b–a.
    #[serde(default)]
    pub symmetric: bool,
    /// Two targets of one event in this role are what the noun says of each other (partners).
    #[serde(default)]
    pub mutual: bool,
    /// Two events that share a target are "the same" (the same prize).
    #[serde(default)]
    pub identity: bool,
    /// What is so linked to a place is linked to every place around it (an event *in* a city is in its country).
    #[serde(default)]
    pub spatial: bool,
    /// The relation that is this one read backwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inverse: Option<String>,
    /// It is part of another relation: its links are those of that one with a property of a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// Words between the first thing and the second: awards *to* companies.
    #[serde(default)]
    pub forward: Vec<Word>,
    /// Words between the second thing and the first: companies that *received* awards.
    #[serde(default)]
    pub backward: Vec<Word>,
    /// Words that name the second thing: *recipients* of awards.
    #[serde(default)]
    pub noun: Vec<Word>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// Which links of another relation a relation is made of: those that carry a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualifier {
    /// The other relation.
    pub relation: String,
    /// The property of its links.
    pub key: String,
    /// The value there.
    pub value: String,
}

/// The dimension of measures that are numbers without a unit, as columns of imported files hold them.
pub const PLAIN_NUMBER: &str = "number";

/// A kind of amount.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What it measures (`money`, `area`); for `things` any word is a unit, and a [`PLAIN_NUMBER`] has none.
    pub dimension: String,
    /// Classes that have it; empty for all.
    #[serde(default)]
    pub domain: Vec<String>,
    /// Words before the number.
    #[serde(default)]
    pub forward: Vec<Word>,
    /// Words that name it.
    #[serde(default)]
    pub noun: Vec<Word>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// A unit of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The dimension it belongs to.
    pub dimension: String,
    /// Words that name it.
    #[serde(default)]
    pub words: Vec<Word>,
    /// Comment lines that stood above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
}

/// All classes, relations, measures and units that are known, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    /// Classes.
    #[serde(default, deserialize_with = "unique")]
    pub classes: IndexMap<String, Class>,
    /// Roles and relations.
    #[serde(default, deserialize_with = "unique")]
    pub relations: IndexMap<String, Relation>,
    /// Kinds of amounts.
    #[serde(default, deserialize_with = "unique")]
    pub measures: IndexMap<String, Measure>,
    /// Units.
    #[serde(default, deserialize_with = "unique")]
    pub units: IndexMap<String, Unit>,
}

impl Ontology {
    /// Whether `class` is `ancestor` or below it. Safe on cycles.
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        self.lineage(class).contains(&ancestor)
    }

    /// `class` and all its superclasses, nearest first, each once.
    pub fn lineage<'a>(&'a self, class: &'a str) -> Vec<&'a str> {
        let mut found = vec![class];
        let mut next = 0;
        while let Some(&current) = found.get(next) {
            if let Some(definition) = self.classes.get(current) {
                for parent in &definition.parents {
                    if !found.contains(&parent.as_str()) {
                        found.push(parent);
                    }
                }
            }
            next += 1;
        }
        found
    }

    /// The relation under which facts of `relation` are kept, and whether they are turned round: of two relations that
    /// are inverse to each other, the one that does not say so, or stands first.
    pub fn canonical<'a>(&'a self, relation: &'a str) -> (&'a str, bool) {
        let inverse = self.relations.get(relation).and_then(|known| known.inverse.as_deref());
        let Some((other, index)) =
            inverse.and_then(|id| Some((id, self.relations.get_index_of(id)?)))
        else {
            return (relation, false);
        };
        let says_so = self.relations.get(other).is_some_and(|known| known.inverse.is_some());
        let first = self.relations.get_index_of(relation).is_some_and(|own| index < own);
        if !says_so || first { (other, true) } else { (relation, false) }
    }

    /// Whether `class` is at or below one of `classes`.
    pub fn is_any(&self, class: &str, classes: &[String]) -> bool {
        self.lineage(class).iter().any(|ancestor| classes.iter().any(|c| c == ancestor))
    }

    /// Of `relations` whose domain takes `class`, those that stand nearest to it: a relation is left out where
    /// another one's domain is strictly below its own. (An award *by* somebody: `giver` from honours, and not
    /// `host` from any event.)
    pub fn nearest_domain<'a>(&self, class: &str, relations: Vec<&'a str>) -> Vec<&'a str> {
        let lineage = self.lineage(class);
        let domain = |relation: &str| -> Option<&str> {
            let domain = &self.relations.get(relation)?.domain;
            lineage.iter().copied().find(|ancestor| domain.iter().any(|class| class == ancestor))
        };
        let found: Vec<_> =
            relations.into_iter().filter_map(|id| Some((id, domain(id)?))).collect();
        let below = |a: &str, b: &str| a != b && self.is_a(a, b) && !self.is_a(b, a);
        let nearest = found.iter().filter(|(_, own)| !found.iter().any(|(_, d)| below(d, own)));
        nearest.map(|(id, _)| *id).collect()
    }
}

/// The label that nodes of a class carry in the graph and in patterns: `research_base` is `ResearchBase`.
pub fn node_label(class: &str) -> String {
    class
        .split(['_', '-'])
        .map(|part| {
            let mut chars = part.chars();
            chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
        })
        .collect()
}

/// The id of the class that a label means: `ResearchBase` is `research_base`, `DNATest` is `dna_test`. Not every label
/// comes back by [`node_label`].
///
/// ```
/// use nenpyo::ontology::{class_id, node_label};
/// assert_eq!(class_id("PolicyRelease"), "policy_release");
/// assert_eq!(node_label(&class_id("PolicyRelease")), "PolicyRelease");
/// ```
pub fn class_id(label: &str) -> String {
    let chars: Vec<char> = label.trim().chars().collect();
    let mut id = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let behind = chars.get(at + 1);
        let word = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && behind.is_some_and(|c| c.is_lowercase()))
            });
        if word || !(c.is_alphanumeric() || id.ends_with('_') || id.is_empty()) {
            id.push('_');
        }
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        }
    }
    id.trim_matches('_').to_owned()
}

/// The id of the relation that an edge type means: `PART_OF` is `part_of`, `actedIn` is `acted_in`. Not every type comes
/// back by [`edge_type`].
pub fn relation_id(edge_type: &str) -> String {
    class_id(edge_type)
}

/// The type that edges of a relation carry in the graph and in patterns: `part_of` is `PART_OF`.
pub fn edge_type(relation: &str) -> String {
    relation.replace('-', "_").to_uppercase()
}
