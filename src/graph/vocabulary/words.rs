//! Words for relations, by their names.

use crate::ontology::{Relation, Word};

/// Names of relations from a part to the whole.
const CONTAINMENT: [&str; 9] = [
    "part_of",
    "is_part_of",
    "in",
    "is_in",
    "within",
    "inside",
    "located_in",
    "contained_in",
    "belongs_to",
];

const PREPOSITIONS: [&str; 13] = [
    "in", "at", "of", "to", "by", "with", "on", "for", "from", "about", "into", "within", "inside",
];

/// Words that say where something is.
const PLACE: [&str; 4] = ["in", "at", "within", "inside"];

/// Words between an event and whoever takes part in it, where the name of the relation is a noun.
const TAKES_PART: [&str; 6] = ["with", "to", "by", "of", "for", "involving"];

/// Words for names of relations that are met often: forward, and backward.
const KNOWN: [(&str, &[&str], &[&str]); 8] = [
    ("part_of", &["part of", "in", "within", "from"], &["contains", "contain"]),
    ("located_in", &["located in", "in", "based in", "from"], &["is home to", "are home to"]),
    ("at", &["at", "in", "held in", "held at", "took place in"], &["saw", "hosted"]),
    ("about", &["about", "on", "concerning", "regarding"], &[]),
    ("involves", &["involving", "involves", "with"], &["involved in"]),
    ("follows", &["follows", "follow", "following", "that followed"], &["followed by"]),
    (
        "participant",
        &["with", "to", "by", "of", "for", "involving"],
        &["took part in", "participated in", "received", "had"],
    ),
    ("member_of", &["member of", "in", "of"], &[]),
];

/// Whether a relation of that id leads from a part to the whole.
pub(super) fn is_containment(id: &str) -> bool {
    CONTAINMENT.contains(&id)
}

/// Whether the words of a relation say where something is.
pub(super) fn is_place(relation: &Relation) -> bool {
    relation.forward.iter().any(|word| PLACE.contains(&word.form.as_str()))
}

/// Gives a relation the words that its name suggests, beside those that it has.
pub(super) fn describe(id: &str, relation: &mut Relation, from_event: bool) {
    let known = KNOWN.iter().find(|(name, ..)| *name == id);
    let (forward, backward) = known.map_or((&[][..], &[][..]), |(_, f, b)| (*f, *b));
    forward.iter().for_each(|form| add(&mut relation.forward, form));
    backward.iter().for_each(|form| add(&mut relation.backward, form));
    let spoken = id.replace('_', " ");
    match last_word(&spoken) {
        Ending::Preposition(preposition) => {
            add(&mut relation.forward, &spoken);
            add(&mut relation.forward, preposition);
            relation.role = false;
        }
        Ending::Verb(stem) => {
            add(&mut relation.forward, &spoken);
            add(&mut relation.forward, stem);
            relation.role = false;
        }
        Ending::Noun => {
            add(&mut relation.noun, &spoken);
            relation.role = from_event;
            if known.is_none() {
                add(&mut relation.forward, &format!("with {spoken}"));
                let words = if from_event { &TAKES_PART[..] } else { &["with", "of"] };
                words.iter().for_each(|form| add(&mut relation.forward, form));
            }
        }
    }
}

/// What the name of a relation is.
enum Ending<'a> {
    /// Ends with a preposition: *located in*.
    Preposition(&'a str),
    /// A verb in the third person: *follows*; without its ending.
    Verb(&'a str),
    Noun,
}

fn last_word(spoken: &str) -> Ending<'_> {
    let last = spoken.rsplit(' ').next().unwrap_or(spoken);
    if PREPOSITIONS.contains(&last) {
        return Ending::Preposition(last);
    }
    match spoken.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && !stem.contains(' ') => Ending::Verb(stem),
        _ if spoken.starts_with("has ") => Ending::Noun,
        _ => Ending::Noun,
    }
}

fn add(words: &mut Vec<Word>, form: &str) {
    if !words.iter().any(|word| word.form == form) {
        words.push(english(form.to_owned()));
    }
}

/// A role that no vocabulary knows: *with sponsor X*, *sponsors of the event*.
pub(super) fn role(value: &str) -> Relation {
    let spoken = value.trim().replace('_', " ").to_lowercase();
    let mut relation = Relation::default();
    add(&mut relation.forward, &format!("with {spoken}"));
    add(&mut relation.noun, &spoken);
    relation
}

/// An English word.
pub(super) fn english(form: String) -> Word {
    Word { lang: "en".to_owned(), form, plural: None }
}
