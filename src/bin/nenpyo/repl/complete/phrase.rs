//! Words and names of a phrase.

use super::super::words::{
    ARTICLES, CLOSED, allowed, fold_typed, goes_on, is_link, starts, wants_noun,
};
use super::{Candidate, LIMIT};
use nenpyo::Store;
use nenpyo::catalog::{Entry, NameEntry, Sense, fold};
use nenpyo::diagnostic::visible;
use nenpyo::render::Look;
use nenpyo::syntax::phrase::{TokenKind, tokens};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// So many names are looked at; with more none are sought that are only near.
const MANY: usize = 50_000;

/// The classes that may stand at a place; `None` for anything.
type Allowed = Option<BTreeSet<String>>;

/// What may stand at the end of a phrase. The longest row of words that begins something is completed; a word that is
/// whole (`to `) is not taken for the beginning of another (`to build`) unless nothing else may stand there.
pub fn candidates(line: &str, store: &Store, lang: &str, fuzzy: bool) -> Vec<Candidate> {
    let look = store.look(lang);
    let typed = |start: usize| line.get(start..).unwrap_or_default();
    let takes = |start: usize| remembered(line.get(..start).unwrap_or_default(), store);
    let is_whole = |start: &usize| {
        let word = typed(*start);
        word.ends_with(char::is_whitespace)
            && !store.catalog().lexicon.lookup(&fold(word)).is_empty()
    };
    let (whole, begun): (Vec<usize>, Vec<usize>) = starts(line).into_iter().partition(is_whole);
    // The end of a word that is whole (`set up `) begins no other (`up to`).
    let within =
        |start: &usize| whole.first().is_some_and(|first| first < start) && *start < line.len();
    let begun: Vec<usize> = begun.into_iter().filter(|start| !within(start)).collect();
    let mut found = begun.iter().chain(&whole).map(|start| {
        let before = line.get(..*start).unwrap_or_default();
        beginning(typed(*start), before, &takes(*start), store, &look)
    });
    if let Some(found) = found.find(|found| !found.is_empty()) {
        return found;
    }
    // What is whole is not mended.
    if !fuzzy || line.ends_with(char::is_whitespace) {
        return Vec::new();
    }
    let mut near = begun
        .iter()
        .rev()
        .take(2)
        .map(|start| near(typed(*start), *start, &takes(*start), store, &look));
    near.find(|found| !found.is_empty()).unwrap_or_default()
}

thread_local! {
    static TAKEN: RefCell<Taken> = RefCell::default();
}

/// What may stand behind the beginnings of lines of one graph, which each key asks for again.
#[derive(Default)]
struct Taken {
    graph: (usize, usize, usize),
    behind: HashMap<String, Allowed>,
}

/// What [`takes`] says, found once for each text.
fn remembered(before: &str, store: &Store) -> Allowed {
    let graph =
        (std::ptr::from_ref(store).addr(), store.graph().node_count(), store.graph().edge_count());
    let known = TAKEN.with_borrow_mut(|taken| {
        if taken.graph != graph || taken.behind.len() > LIMIT {
            *taken = Taken { graph, behind: HashMap::new() };
        }
        taken.behind.get(before).cloned()
    });
    known.unwrap_or_else(|| {
        let found = takes(before, store);
        TAKEN.with_borrow_mut(|taken| taken.behind.insert(before.to_owned(), found.clone()));
        found
    })
}

/// The classes with which `before` is understood, if it ends in a link.
fn takes(before: &str, store: &Store) -> Allowed {
    allowed(before, store.catalog())?;
    let nouns = nouns(store);
    let fitting = nouns.iter().filter(|(_, word)| is_understood(before, word, store));
    Some(fitting.map(|(class, _)| (*class).to_owned()).collect())
}

/// A word for each class: its plural in English, if it has one.
pub fn nouns(store: &Store) -> BTreeMap<&str, &str> {
    let mut nouns: BTreeMap<&str, (bool, &str)> = BTreeMap::new();
    for (word, entries) in store.catalog().lexicon.words() {
        for entry in entries {
            if let Sense::Class(class) = &entry.sense {
                let found = (entry.lang == "en" && entry.plural, word);
                let noun = nouns.entry(class).or_insert(found);
                if found.0 && !noun.0 {
                    *noun = found;
                }
            }
        }
    }
    nouns.into_iter().map(|(class, (_, word))| (class, word)).collect()
}

/// The names that begin with what is typed, or are near it.
pub fn names(typed: &str, store: &Store, lang: &str) -> Vec<Candidate> {
    let look = store.look(lang);
    let found = begun_names(typed, 0, &None, store, &look);
    if found.is_empty() { near_names(typed, 0, &None, store, &look) } else { found }
}

/// Words and names that begin with what is typed behind `before`, nouns first where a noun is likely. Where nothing is
/// typed yet, it is nouns or links.
fn beginning(
    typed: &str,
    before: &str,
    allowed: &Allowed,
    store: &Store,
    look: &Look<'_>,
) -> Vec<Candidate> {
    let (folded, start, noun) = (fold_typed(typed), before.len(), wants_noun(before));
    let follows = folded.is_empty() && !noun && allowed.is_none();
    let first = before.trim().is_empty();
    let may = |entry: &Entry| match follows {
        // No phrase begins with a link.
        _ if first && is_link(&entry.sense) => false,
        true => is_spoken(entry, look) && goes_on(&entry.sense, before, store.catalog()),
        false => fits(entry, allowed, folded.is_empty(), look),
    };
    let mut ranked = Vec::new();
    let words = store.catalog().lexicon.words();
    let begun = words.filter(|(word, _)| word.starts_with(&folded));
    for (word, entries) in begun {
        let entry = entries.iter().find(|entry| may(entry));
        ranked.extend(
            entry.map(|entry| (rank(entry, noun), Candidate::new(start, word, about(entry, look)))),
        );
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Candidate> = ranked.into_iter().map(|(_, candidate)| candidate).collect();
    if allowed.is_none() {
        let closed = CLOSED.iter().filter(|word| word.starts_with(&folded));
        found.extend(closed.map(|word| Candidate::new(start, *word, "")));
    }
    if !folded.is_empty() || allowed.is_some() {
        found.extend(begun_names(typed, start, allowed, store, look));
    }
    // What is there already needs no completing.
    found.retain(|candidate| candidate.text != typed);
    if folded.is_empty() && (allowed.is_some() || follows) {
        found.truncate(LIMIT);
        let leads = |it: &Candidate| match follows {
            true => leads_on(before, &it.text, store),
            false => is_understood(before, &it.text, store),
        };
        let fitting: Vec<Candidate> = found.iter().filter(|it| leads(it)).cloned().collect();
        if !fitting.is_empty() {
            return fitting;
        }
    }
    found
}

/// Whether a text means something with this behind it, articles aside, and with its brackets closed.
fn is_understood(before: &str, word: &str, store: &Store) -> bool {
    let mut line: Vec<&str> = before.split_whitespace().collect();
    while line.last().is_some_and(|word| ARTICLES.contains(word)) {
        line.pop();
    }
    let count = |bracket: char| before.matches(bracket).count();
    let open = count('(').saturating_sub(count(')'));
    store.explain(&format!("{} {word}{}", line.join(" "), ")".repeat(open))).is_ok()
}

/// So many classes are tried behind a link.
const TRIED: usize = 3;

/// Whether a word behind `before` comes to something with one of the classes that it links.
fn leads_on(before: &str, link: &str, store: &Store) -> bool {
    let line = format!("{} {link}", before.trim_end());
    let Some(classes) = allowed(&format!("{line} "), store.catalog()) else { return true };
    let nouns = nouns(store);
    let words = classes.iter().filter_map(|class| nouns.get(class.as_str()));
    let with_one = words.take(TRIED).any(|word| is_understood(&line, word, store));
    with_one || is_understood(before, link, store)
}

/// Nouns come first where they are wanted, else links; plurals are more usual.
fn rank(entry: &Entry, wanted: bool) -> (bool, bool, bool) {
    let role = matches!(entry.sense, Sense::RoleNoun(_));
    let noun = role || matches!(entry.sense, Sense::Class(_));
    (noun != wanted, role, noun && !entry.plural)
}

/// Whether a word may stand here: of the language in use or English, and a thing of an allowed class where there is
/// a link before it. Where nothing is typed yet, plurals stand for their singulars.
fn fits(entry: &Entry, allowed: &Allowed, bare: bool, look: &Look<'_>) -> bool {
    let spoken = is_spoken(entry, look) || (!bare && entry.lang != "und");
    match (&entry.sense, allowed) {
        (Sense::Class(class), Some(classes)) => {
            classes.contains(class) && spoken && (!bare || entry.plural)
        }
        (_, Some(_)) => false,
        (Sense::Class(_), None) => spoken && (!bare || entry.plural),
        (_, None) => spoken && !bare,
    }
}

fn is_spoken(entry: &Entry, look: &Look<'_>) -> bool {
    entry.lang == look.lang || entry.lang == "en"
}

/// What a word is.
fn about(entry: &Entry, look: &Look<'_>) -> String {
    match &entry.sense {
        Sense::Class(class) => format!("class {}", node(class)),
        Sense::ClassVerb(class) => format!("verb of {}", node(class)),
        Sense::Forward(id) | Sense::Backward(id) => format!("link {id}"),
        Sense::RoleNoun(id) => format!("role {}", visible(&look.role(id))),
        Sense::MeasureForward(_) | Sense::MeasureNoun(_) => "amount".to_owned(),
        Sense::Unit(_) => "unit".to_owned(),
    }
}

fn node(class: &str) -> String {
    visible(&nenpyo::ontology::node_label(class))
}

fn begun_names(
    typed: &str,
    start: usize,
    allowed: &Allowed,
    store: &Store,
    look: &Look<'_>,
) -> Vec<Candidate> {
    let folded = fold_typed(typed);
    let names = &store.catalog().names;
    let entries = names.with_prefix(&folded).flat_map(|(_, entries)| entries);
    let looked = entries.take(MANY);
    let fitting = looked.filter(|entry| is_allowed(entry, allowed)).take(4 * LIMIT);
    // An id is offered only where nothing else that begins so has it.
    let (ids, labels): (Vec<_>, Vec<_>) = fitting.partition(|entry| entry.label == entry.id);
    let known: HashSet<&str> = labels.iter().map(|entry| entry.id.as_str()).collect();
    let ids = ids.into_iter().filter(|entry| !known.contains(entry.id.as_str()));
    labels.iter().copied().chain(ids).map(|entry| named(entry, start, look)).collect()
}

/// Whether a name may stand here, and shows as it is.
fn is_allowed(entry: &NameEntry, allowed: &Allowed) -> bool {
    let fits = |classes: &BTreeSet<String>| classes.contains(&entry.class);
    allowed.as_ref().is_none_or(fits) && visible(&entry.label) == entry.label
}

/// A name, with its class and what it is called otherwise.
fn named(entry: &NameEntry, start: usize, look: &Look<'_>) -> Candidate {
    let usual = look.item(&entry.id).and_then(|item| {
        let of = |lang: &str| item.labels.iter().find(|label| label.lang == lang);
        of(look.lang).or_else(|| of("en")).filter(|label| label.text != entry.label)
    });
    let class = visible(look.class(&entry.class));
    let about = match usual {
        Some(label) => format!("{class}: {}", visible(&label.text)),
        None => class,
    };
    Candidate::new(start, quoted(&entry.label), about)
}

/// A name as it stands in a phrase: in quotation marks where it holds more than words.
fn quoted(name: &str) -> String {
    let word = |kind: TokenKind| matches!(kind, TokenKind::Word | TokenKind::Number);
    let plain = tokens(name).is_ok_and(|tokens| tokens.iter().all(|token| word(token.kind)));
    match (plain, name.contains('"')) {
        (true, _) => name.to_owned(),
        (false, false) => format!("\"{name}\""),
        (false, true) => format!("「{name}」"),
    }
}

fn near(
    typed: &str,
    start: usize,
    allowed: &Allowed,
    store: &Store,
    look: &Look<'_>,
) -> Vec<Candidate> {
    let lexicon = &store.catalog().lexicon;
    let fitting = |entry: &Entry| fits(entry, allowed, false, look);
    let words = lexicon.nearest(typed, fitting).into_iter().map(|word| {
        let entry = lexicon.lookup(&word).iter().find(|entry| fitting(entry));
        let about = entry.map_or_else(String::new, |entry| about(entry, look));
        Candidate::new(start, word, about)
    });
    words.chain(near_names(typed, start, allowed, store, look)).collect()
}

fn near_names(
    typed: &str,
    start: usize,
    allowed: &Allowed,
    store: &Store,
    look: &Look<'_>,
) -> Vec<Candidate> {
    let names = &store.catalog().names;
    let telling = if typed.is_ascii() { 3 } else { 2 };
    if typed.chars().count() < telling || names.with_prefix("").nth(MANY).is_some() {
        return Vec::new();
    }
    let near = names.nearest_where(typed, 8, |entry| is_allowed(entry, allowed));
    let entries = near.iter().filter_map(|label| {
        let found = names.lookup(&fold(label));
        found.iter().find(|entry| is_allowed(entry, allowed)).cloned()
    });
    entries.map(|entry| named(&entry, start, look)).collect()
}
