//! The words of the vocabulary, and what each may mean.

use super::fold;
use crate::ontology::{Ontology, Word};
use std::collections::BTreeMap;

/// What a word names, with the id of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// A class: *award*.
    Class(String),
    /// A class of events, as a verb of what one of them happened to: companies that *arrived*.
    ClassVerb(String),
    /// A relation, between the first thing and the second: awards *to* companies.
    Forward(String),
    /// A relation, between the second thing and the first: companies that *received* awards.
    Backward(String),
    /// The second thing of a relation: *recipients* of awards.
    RoleNoun(String),
    /// A measure, in front of a number: *worth* 100 CNY.
    MeasureForward(String),
    /// A measure: the *amount* of funding.
    MeasureNoun(String),
    /// A unit: *yuan*.
    Unit(String),
}

impl Sense {
    /// The id of what it names.
    pub fn id(&self) -> &str {
        match self {
            Sense::Class(id)
            | Sense::ClassVerb(id)
            | Sense::Forward(id)
            | Sense::Backward(id)
            | Sense::RoleNoun(id)
            | Sense::MeasureForward(id)
            | Sense::MeasureNoun(id)
            | Sense::Unit(id) => id,
        }
    }
}

/// One meaning of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it names.
    pub sense: Sense,
    /// It is the plural form of a noun. A form that is both (*yuan*) has two entries.
    pub plural: bool,
    /// Language code; `und` for an id.
    pub lang: String,
}

/// All words of a vocabulary, folded, with their meanings. Ids are words too.
///
/// ```
/// use nenpyo::catalog::{Lexicon, Sense};
/// use nenpyo::ontology::{Class, Ontology};
/// let mut ontology = Ontology::default();
/// ontology.classes.insert("company".into(), Class::default());
/// let lexicon = Lexicon::new(&ontology);
/// let entry = &lexicon.lookup("companies")[0];
/// assert_eq!((&entry.sense, entry.plural), (&Sense::Class("company".into()), true));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: BTreeMap<String, Vec<Entry>>,
    longest: usize,
}

impl Lexicon {
    /// The lexicon of `ontology`; meanings of one word stand in the order of the ontology.
    pub fn new(ontology: &Ontology) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (id, class) in &ontology.classes {
            lexicon.nouns(id, &class.words, Sense::Class);
            lexicon.phrases(&class.verbs, &Sense::ClassVerb(id.clone()));
        }
        for (id, relation) in &ontology.relations {
            lexicon.verbs(id, &relation.forward, Sense::Forward);
            lexicon.phrases(&relation.backward, &Sense::Backward(id.clone()));
            lexicon.listed(&relation.noun, &Sense::RoleNoun(id.clone()));
        }
        for (id, measure) in &ontology.measures {
            lexicon.verbs(id, &measure.forward, Sense::MeasureForward);
            lexicon.nouns(id, &measure.noun, Sense::MeasureNoun);
        }
        for (id, unit) in &ontology.units {
            lexicon.insert(id, Sense::Unit(id.clone()), false, "und");
            lexicon.listed(&unit.words, &Sense::Unit(id.clone()));
        }
        lexicon
    }

    /// The meanings of a word that is folded already (see [`fold`]).
    pub fn lookup(&self, folded: &str) -> &[Entry] {
        self.entries.get(folded).map_or(&[], Vec::as_slice)
    }

    /// How many words the longest entry has: as far as a longest match must look.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All folded words with their meanings, in order.
    pub fn words(&self) -> impl Iterator<Item = (&str, &[Entry])> {
        self.entries.iter().map(|(word, entries)| (word.as_str(), entries.as_slice()))
    }

    /// The entries that are `folded`, or begin with it and go on with another word.
    pub fn beginning_with<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .range(folded.to_owned()..)
            .take_while(move |(word, _)| word.starts_with(folded))
            .filter(move |(word, _)| {
                word.get(folded.len()..)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
            .flat_map(|(_, entries)| entries)
    }

    /// Words near to `word` that have a meaning for which `wanted` holds.
    pub fn nearest(&self, word: &str, wanted: impl Fn(&Entry) -> bool) -> Vec<String> {
        let known =
            self.words().filter(|(_, entries)| entries.iter().any(&wanted)).map(|(word, _)| word);
        super::nearest(word, known, 3)
    }

    /// An id and its nouns, in singular and plural; the id has a plural by rule where no English noun is listed.
    fn nouns(&mut self, id: &str, words: &[Word], sense: fn(String) -> Sense) {
        let sense = sense(id.to_owned());
        self.insert(id, sense.clone(), false, "und");
        if !words.iter().any(|word| is_english(&word.lang)) {
            self.insert(&plural(id), sense.clone(), true, "und");
        }
        self.listed(words, &sense);
    }

    fn listed(&mut self, words: &[Word], sense: &Sense) {
        for word in words {
            self.insert(&word.form, sense.clone(), false, &word.lang);
            let by_rule = || is_english(&word.lang).then(|| plural(&word.form));
            if let Some(plural) = word.plural.clone().or_else(by_rule) {
                self.insert(&plural, sense.clone(), true, &word.lang);
            }
        }
    }

    fn verbs(&mut self, id: &str, words: &[Word], sense: fn(String) -> Sense) {
        let sense = sense(id.to_owned());
        self.insert(id, sense.clone(), false, "und");
        self.phrases(words, &sense);
    }

    fn phrases(&mut self, words: &[Word], sense: &Sense) {
        for word in words {
            self.insert(&word.form, sense.clone(), false, &word.lang);
        }
    }

    fn insert(&mut self, form: &str, sense: Sense, plural: bool, lang: &str) {
        let folded = fold(form);
        if folded.is_empty() {
            return;
        }
        self.longest = self.longest.max(folded.split(' ').count());
        let entries = self.entries.entry(folded).or_default();
        if !entries.iter().any(|entry| entry.sense == sense && entry.plural == plural) {
            entries.push(Entry { sense, plural, lang: lang.to_owned() });
        }
    }
}

/// Whether a language code is English.
fn is_english(lang: &str) -> bool {
    lang == "en" || lang.starts_with("en-")
}

/// The regular English plural of a noun, or of the last word of a noun phrase.
///
/// ```
/// use nenpyo::catalog::plural;
/// assert_eq!(plural("market entry"), "market entries");
/// assert_eq!(plural("prize"), "prizes");
/// ```
pub fn plural(noun: &str) -> String {
    let mut last = noun.chars().rev().flat_map(char::to_lowercase);
    let (z, y) = (last.next(), last.next());
    let vowel = |c: Option<char>| matches!(c, Some('a' | 'e' | 'i' | 'o' | 'u'));
    match z {
        Some('y') if y.is_some_and(char::is_alphabetic) && !vowel(y) => {
            let mut stem = noun.to_owned();
            stem.pop();
            stem + "ies"
        }
        Some('s' | 'x' | 'z') => format!("{noun}es"),
        Some('h') if matches!(y, Some('c' | 's')) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Class, Relation};

    fn word(lang: &str, form: &str, plural: Option<&str>) -> Word {
        Word { lang: lang.into(), form: form.into(), plural: plural.map(Into::into) }
    }

    fn lexicon() -> Lexicon {
        let mut ontology = Ontology::default();
        let words = vec![
            word("en", "city", None),
            word("en", "Stadt", Some("Städte")),
            word("ja", "市", None),
        ];
        ontology.classes.insert("city".into(), Class { words, ..Class::default() });
        let relation = Relation {
            forward: vec![word("en", "won by", None)],
            backward: vec![word("en", "won", None)],
            noun: vec![word("en", "winner", None)],
            ..Relation::default()
        };
        ontology.relations.insert("recipient".into(), relation);
        Lexicon::new(&ontology)
    }

    fn senses(word: &str) -> Vec<(Sense, bool)> {
        lexicon().lookup(word).iter().map(|e| (e.sense.clone(), e.plural)).collect()
    }

    #[test]
    fn nouns_have_plurals_by_rule_or_as_listed() {
        let city = || Sense::Class("city".into());
        assert_eq!(senses("city"), [(city(), false)]);
        assert_eq!(senses("cities"), [(city(), true)]);
        assert_eq!(senses("städte"), [(city(), true)]);
        assert_eq!(senses("市"), [(city(), false)]);
        assert!(senses("市s").is_empty() && senses("stadts").is_empty());
    }

    #[test]
    fn relations_have_words_in_each_direction() {
        assert_eq!(senses("won by"), [(Sense::Forward("recipient".into()), false)]);
        assert_eq!(senses("recipient"), [(Sense::Forward("recipient".into()), false)]);
        assert_eq!(senses("won"), [(Sense::Backward("recipient".into()), false)]);
        assert_eq!(senses("winners"), [(Sense::RoleNoun("recipient".into()), true)]);
        assert_eq!(lexicon().longest(), 2);
    }

    #[test]
    fn near_words_have_the_wanted_meaning() {
        let near = lexicon().nearest("cites", |e| matches!(e.sense, Sense::Class(_)));
        assert_eq!(near, ["cities"]);
        assert!(lexicon().nearest("cites", |e| matches!(e.sense, Sense::Unit(_))).is_empty());
    }
}
