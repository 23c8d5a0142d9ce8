//! Where the word that is being typed begins, and what may stand there by the vocabulary.

use nenpyo::catalog::{Catalog, Sense, fold};
use nenpyo::ontology::Ontology;
use std::collections::BTreeSet;

/// Words that begin a phrase or go on with it and stand in no vocabulary.
pub const CLOSED: &[&str] = &[
    "how many",
    "number of",
    "top",
    "latest",
    "earliest",
    "first",
    "last",
    "who",
    "when",
    "that",
    "without",
    "with",
    "at least",
    "at most",
    "more than",
    "fewer than",
    "exactly",
    "the same",
    "per",
    "each",
    "sorted by",
    "before",
    "after",
    "since",
    "until",
    "between",
    "and",
    "or",
    "not",
    "as",
    "total",
    "average",
    "most",
    "fewest",
];

/// Words behind which a noun is meant.
const BEFORE_NOUN: &[&str] = &[
    "many", "of", "top", "latest", "earliest", "first", "last", "all", "every", "the", "a", "an",
    "no", "any", "per", "each", "without", "with", "same", "least", "most", "than", "exactly",
    "fewest", "and", "or", "show", "list", "by",
];

/// Words that may stand between a link and what it links.
pub const ARTICLES: [&str; 5] = ["the", "a", "an", "all", "any"];

/// Words behind which an event is meant, or a date, which nothing completes.
const BEFORE_TIME: [&str; 4] = ["before", "after", "since", "until"];

/// Whether a noun is likely behind `before`, rather than a link.
pub fn wants_noun(before: &str) -> bool {
    let word = before.split_whitespace().next_back().map(fold).unwrap_or_default();
    let number = word.ends_with(|c: char| c.is_ascii_digit());
    word.is_empty() || number || BEFORE_NOUN.contains(&word.as_str())
}

/// How many words a name may have for its beginning to be looked for.
const WORDS: usize = 8;

/// Where the last words of a text begin, the longest row of words first; the end of the text where no word is begun.
pub fn starts(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let opens = before.is_whitespace() || "([{（「『\"“,、，".contains(before);
        if opens && !c.is_whitespace() {
            found.push(at);
        }
        before = c;
    }
    if before.is_whitespace() || found.is_empty() {
        found.push(text.len());
    }
    let skip = found.len().saturating_sub(WORDS);
    found.drain(..skip);
    found
}

/// The form of what was typed under which names that begin with it are found: a blank at its end counts.
pub fn fold_typed(typed: &str) -> String {
    let folded = fold(typed);
    let blank = typed.ends_with(char::is_whitespace) && !folded.is_empty();
    if blank { folded + " " } else { folded }
}

/// The classes that the vocabulary allows behind `before`, which ends in a link word; `None` where it does not, and
/// anything may stand.
pub fn allowed(before: &str, catalog: &Catalog) -> Option<BTreeSet<String>> {
    let mut words: Vec<String> = before.split_whitespace().map(fold).collect();
    while words.last().is_some_and(|word| ARTICLES.contains(&&**word)) {
        words.pop();
    }
    if words.last().is_some_and(|word| BEFORE_TIME.contains(&&**word)) {
        return Some(BTreeSet::from(["event".to_owned()]));
    }
    let (link, head) = last_with(&words, catalog, is_link)?;
    let class = |sense: &Sense| matches!(sense, Sense::Class(_));
    let noun = last_with(head, catalog, class).map(|(senses, _)| senses).unwrap_or_default();
    let ontology = &catalog.ontology;
    let fitting: Vec<&Sense> = link.iter().filter(|sense| fits(sense, &noun, ontology)).collect();
    let links = if fitting.is_empty() { link.iter().collect() } else { fitting };
    let mut classes = BTreeSet::new();
    for sense in links {
        let relation = ontology.relations.get(sense.id())?;
        let forward = matches!(sense, Sense::Forward(_));
        classes.extend(if forward { &relation.range } else { &relation.domain }.iter().cloned());
    }
    Some(classes)
}

/// The senses of the longest entry that the words end in, and the words before it.
fn last_with<'w>(
    words: &'w [String],
    catalog: &Catalog,
    wanted: impl Fn(&Sense) -> bool,
) -> Option<(Vec<Sense>, &'w [String])> {
    let longest = catalog.lexicon.longest().min(words.len());
    (1..=longest).rev().find_map(|count| {
        let (head, tail) = words.split_at(words.len() - count);
        let entries = catalog.lexicon.lookup(&tail.join(" ")).iter();
        let senses: Vec<Sense> =
            entries.map(|entry| entry.sense.clone()).filter(|sense| wanted(sense)).collect();
        (!senses.is_empty()).then_some((senses, head))
    })
}

/// Whether it joins what stands before it and behind it.
pub fn is_link(sense: &Sense) -> bool {
    matches!(sense, Sense::Forward(_) | Sense::Backward(_) | Sense::ClassVerb(_))
}

/// Whether a word may go on behind `before`: a link that the noun there takes, or any link where there is no noun.
pub fn goes_on(link: &Sense, before: &str, catalog: &Catalog) -> bool {
    let words: Vec<String> = before.split_whitespace().map(fold).collect();
    let class = |sense: &Sense| matches!(sense, Sense::Class(_));
    let noun = last_with(&words, catalog, class).map(|(senses, _)| senses);
    is_link(link) && noun.is_none_or(|noun| fits(link, &noun, &catalog.ontology))
}

/// Whether a link may stand behind a noun of these classes.
fn fits(link: &Sense, noun: &[Sense], ontology: &Ontology) -> bool {
    let Some(relation) = ontology.relations.get(link.id()) else { return false };
    let near = match link {
        Sense::Forward(_) => &relation.domain,
        _ => &relation.range,
    };
    noun.iter().any(|class| related(class.id(), near.iter(), ontology))
}

/// Whether a class is at, below or above one of `classes`.
fn related<'c>(
    class: &str,
    mut classes: impl Iterator<Item = &'c String>,
    ontology: &Ontology,
) -> bool {
    classes.any(|other| ontology.is_a(class, other) || ontology.is_a(other, class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_behind_blanks_and_brackets() {
        assert_eq!(starts("awards to (Bo"), [0, 7, 10, 11]);
        assert_eq!(starts("awards "), [0, 7]);
        assert_eq!(starts(""), [0]);
        assert_eq!(fold_typed("Dalian "), "dalian ");
    }

    #[test]
    fn a_preposition_allows_what_its_relation_takes() {
        let store = nenpyo::Store::builtin().unwrap();
        let behind = |before: &str| allowed(before, store.catalog());
        assert_eq!(behind("awards to "), behind("awards to the "));
        assert!(behind("awards to ").is_some_and(|classes| classes.contains("agent")));
        assert_eq!(behind("awards "), None);
        assert_eq!(behind(""), None);
    }
}
