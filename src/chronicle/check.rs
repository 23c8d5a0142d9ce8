//! What must hold of a vocabulary and of facts, wherever they come from.

use super::id;
use super::language::{UNDETERMINED, is_language};
use super::lex::is_bare;
use crate::catalog::nearest;
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::{Ontology, Relation, Word};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A part of a dataset: what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Class(String),
    Relation(String),
    Measure(String),
    Unit(String),
    /// What the definition of the first id says of the second one.
    Reference(String, String),
    Source(String),
    /// An entity or event.
    Item(String),
    /// A label of an entity or event, by its index; so for the next two.
    Label(String, usize),
    Link(String, usize),
    Amount(String, usize),
    Relative(String, usize),
}

impl Place {
    /// The place that this one is a part of.
    pub(super) fn whole(&self) -> Option<Place> {
        match self {
            Place::Label(id, _)
            | Place::Link(id, _)
            | Place::Amount(id, _)
            | Place::Relative(id, _) => Some(Place::Item(id.clone())),
            _ => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Class(id) => write!(f, "class `{id}`"),
            Place::Relation(id) => write!(f, "relation `{id}`"),
            Place::Measure(id) => write!(f, "measure `{id}`"),
            Place::Unit(id) => write!(f, "unit `{id}`"),
            Place::Reference(id, _) => write!(f, "vocabulary of `{id}`"),
            Place::Source(id) => write!(f, "source `{id}`"),
            Place::Item(id) => write!(f, "`{id}`"),
            Place::Label(id, index) => write!(f, "`{id}`, labels[{index}]"),
            Place::Link(id, index) => write!(f, "`{id}`, links[{index}]"),
            Place::Amount(id, index) => write!(f, "`{id}`, amounts[{index}]"),
            Place::Relative(id, index) => write!(f, "`{id}`, relative[{index}]"),
        }
    }
}

/// Findings with the part they are about.
pub(super) type Found = Vec<(Place, Diagnostic)>;

/// A finding whose place in a text is not known yet.
pub(super) fn fault(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Span::default(), message)
}

/// What is wrong with a vocabulary.
pub(super) fn check_ontology(ontology: &Ontology) -> Found {
    let mut found = Found::new();
    for (id, class) in &ontology.classes {
        check_id(id, Place::Class(id.clone()), &mut found);
        check_words([&class.words], Place::Class(id.clone()), &mut found);
        check_classes(ontology, id, &class.parents, &mut found);
        let faults = [
            class.shape.as_deref().and_then(shape_fault),
            class.color.as_deref().and_then(color_fault),
        ];
        found.extend(faults.into_iter().flatten().map(|fault| (Place::Class(id.clone()), fault)));
    }
    for (id, relation) in &ontology.relations {
        check_relation(ontology, id, relation, &mut found);
    }
    for (id, measure) in &ontology.measures {
        check_id(id, Place::Measure(id.clone()), &mut found);
        check_words([&measure.forward, &measure.noun], Place::Measure(id.clone()), &mut found);
        check_classes(ontology, id, &measure.domain, &mut found);
        check_bare(&measure.dimension, "dimension", Place::Measure(id.clone()), &mut found);
    }
    for (id, unit) in &ontology.units {
        check_words([&unit.words], Place::Unit(id.clone()), &mut found);
        check_bare(id, "unit", Place::Unit(id.clone()), &mut found);
        check_bare(&unit.dimension, "dimension", Place::Unit(id.clone()), &mut found);
    }
    check_hierarchy(ontology, &mut found);
    found
}

fn check_relation(ontology: &Ontology, id: &str, relation: &Relation, found: &mut Found) {
    let place = || Place::Relation(id.to_owned());
    check_id(id, place(), found);
    check_words([&relation.forward, &relation.backward, &relation.noun], place(), found);
    check_joining(&relation.forward, place(), found);
    check_classes(ontology, id, &relation.domain, found);
    check_classes(ontology, id, &relation.range, found);
    let kind = if relation.role { "role" } else { "relation" };
    for (classes, word) in [(&relation.domain, "from"), (&relation.range, "to")] {
        if classes.is_empty() {
            let message = format!("the {kind} `{id}` has no `{word}`");
            let help = format!("write `{kind} {id} from CLASS to CLASS`");
            found.push((place(), fault(message).help(help)));
        }
    }
    if ontology.measures.contains_key(id) {
        let message = format!("`{id}` is a measure and a {kind}");
        found.push((place(), fault(message).help("give one of them another id")));
    }
    if let Some(qualifier) = &relation.qualifier
        && !ontology.relations.contains_key(&qualifier.relation)
    {
        let message = format!("`{id}` is part of `{}`, which is unknown", qualifier.relation);
        found.push((place(), fault(message).help("define that relation, too")));
    }
    if let Some(inverse) = &relation.inverse
        && !ontology.relations.contains_key(inverse)
    {
        let near = nearest(inverse, ontology.relations.keys().map(String::as_str), 3);
        let unknown = unknown("relation", inverse, near);
        found.push((Place::Reference(id.to_owned(), inverse.to_owned()), unknown));
    }
}

/// Says that a name is unknown, and what may have been meant.
pub(super) fn unknown(kind: &str, name: &str, near: Vec<String>) -> Diagnostic {
    if kind == "event" && id::date(name).is_some() {
        return fault(format!("`{name}` is a date, and an event should stand here")).help(
            "write the date itself first, as in `2017 visit`; `[2017-06..]` is some day from June on",
        );
    }
    let finding = fault(format!("unknown {kind} `{name}`"));
    if near.is_empty() {
        let help = match kind {
            "class" => "define it with `class ID is PARENT`, or name another".to_owned(),
            "relation" => {
                "define it with `relation ID from CLASS to CLASS`, or name another".to_owned()
            }
            "measure" => "define it with `measure ID of DIMENSION`, or name another".to_owned(),
            "event" => {
                format!("declare it in a statement of its own, `DATE CLASS {name} \"Title\"`")
            }
            "source" => format!("declare it with `source {name} \"Title\"`"),
            _ => format!("declare it in a statement of its own, `CLASS {name} \"Label\"`"),
        };
        return finding.help(help);
    }
    finding.candidates(near)
}

pub(super) fn check_id(id: &str, place: Place, found: &mut Found) {
    if let Some(fault) = id::fault(id) {
        found.push((
            place,
            self::fault(format!("`{id}` {fault}")).help("choose another id, as in `n360`"),
        ));
    }
}

/// What is wrong with a Graphviz shape, if anything.
pub(super) fn shape_fault(shape: &str) -> Option<Diagnostic> {
    let fits = !shape.is_empty() && shape.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (!fits).then(|| {
        fault(format!("`{shape}` is no shape"))
            .help("name a Graphviz shape, as in `box` or `ellipse`")
    })
}

/// What is wrong with a colour, if anything.
pub(super) fn color_fault(color: &str) -> Option<Diagnostic> {
    let digits = color.strip_prefix('#').unwrap_or_default();
    let fits = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    (!fits).then(|| {
        fault(format!("`{color}` is no colour"))
            .help("write six hexadecimal digits, as in \"#dbe7f3\"")
    })
}

/// What stands in a file without quotes must be one word.
fn check_bare(word: &str, kind: &str, place: Place, found: &mut Found) {
    if !is_bare(word) {
        let message = format!("`{word}` is no name of a {kind}");
        found.push((place, fault(message).help("write one word, without question marks")));
    }
}

fn check_classes(ontology: &Ontology, id: &str, classes: &[String], found: &mut Found) {
    for class in classes.iter().filter(|class| !ontology.classes.contains_key(*class)) {
        let near = nearest(class, ontology.classes.keys().map(String::as_str), 3);
        found.push((Place::Reference(id.to_owned(), class.clone()), unknown("class", class, near)));
    }
}

fn check_words<const N: usize>(lists: [&Vec<Word>; N], place: Place, found: &mut Found) {
    for word in lists.into_iter().flatten() {
        if crate::catalog::fold(&word.form).is_empty() {
            found.push((
                place.clone(),
                fault("a word is empty").help("write the word, or leave it out"),
            ));
        }
        if let Some(fault) = language_fault(&word.lang) {
            found.push((place.clone(), fault));
        }
    }
}

/// `and` joins targets, so no forward word begins with it.
fn check_joining(forward: &[Word], place: Place, found: &mut Found) {
    for word in forward
        .iter()
        .filter(|word| crate::catalog::fold(&word.form).split(' ').next() == Some("and"))
    {
        let message = format!("the word `{}` begins with `and`, which joins targets", word.form);
        found.push((place.clone(), fault(message).help("choose another word")));
    }
}

/// What is wrong with a language code, if anything.
pub(super) fn language_fault(code: &str) -> Option<Diagnostic> {
    (!is_language(code)).then(|| {
        fault(format!("`{code}` is no language code")).help(format!(
            "write two or three lower-case letters, as in `en`, `zh-Hant`, or `{UNDETERMINED}`"
        ))
    })
}

/// A class must not be above itself.
fn check_hierarchy(ontology: &Ontology, found: &mut Found) {
    let parents = |id: &str| {
        ontology.classes.get(id).map(|class| class.parents.iter().map(String::as_str).collect())
    };
    let edges =
        ontology.classes.keys().filter_map(|id| Some((id.as_str(), parents(id)?))).collect();
    for cycle in find_cycles(edges) {
        let (id, parent) = (cycle[0].to_owned(), cycle.get(1).unwrap_or(&cycle[0]));
        let message = format!("the class `{id}` is above itself: {}", chain(&cycle, "is"));
        let place = Place::Reference(id, (*parent).to_owned());
        found.push((place, fault(message).help("leave one of these parents out")));
    }
}

/// `a is b is a`
pub(super) fn chain(cycle: &[&str], word: &str) -> String {
    let shown = cycle.iter().chain(cycle.first());
    let mut names: Vec<String> = shown.map(|id| format!("`{id}`")).collect();
    if names.len() > 8 {
        names.splice(4..names.len() - 2, ["…".to_owned()]);
    }
    names.join(&format!(" {word} "))
}

/// The nodes of some cycle, each pointing to the next and the last to the first; `None` where there is none. Not
/// empty. Leaves of the graph are taken away until none is left (Kahn's algorithm, read backwards); what remains
/// leads to a cycle from everywhere.
fn find_cycle<'a>(edges: &BTreeMap<&'a str, Vec<&'a str>>) -> Option<Vec<&'a str>> {
    let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut remaining: BTreeMap<&str, usize> = BTreeMap::new();
    for (from, targets) in edges {
        remaining.insert(from, targets.len());
        for to in targets {
            sources.entry(to).or_default().push(from);
            remaining.entry(to).or_insert(edges.get(to).map_or(0, Vec::len));
        }
    }
    let mut leaves: Vec<&str> =
        remaining.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
    while let Some(leaf) = leaves.pop() {
        remaining.remove(leaf);
        for source in sources.get(leaf).into_iter().flatten() {
            if let Some(count) = remaining.get_mut(source) {
                *count -= 1;
                if *count == 0 {
                    leaves.push(source);
                }
            }
        }
    }
    let mut path = vec![*remaining.keys().next()?];
    let mut seen: BTreeSet<&str> = path.iter().copied().collect();
    loop {
        let next =
            edges.get(path.last()?)?.iter().copied().find(|to| remaining.contains_key(to))?;
        if !seen.insert(next) {
            let begin = path.iter().position(|id| *id == next)?;
            return Some(path.split_off(begin));
        }
        path.push(next);
    }
}

/// Cycles of which each breaks where one of its edges is left out; of many the first few.
pub(super) fn find_cycles<'a>(mut edges: BTreeMap<&'a str, Vec<&'a str>>) -> Vec<Vec<&'a str>> {
    const MOST: usize = 20;
    let mut cycles = Vec::new();
    while let Some(cycle) = find_cycle(&edges).filter(|_| cycles.len() < MOST) {
        let next = cycle.get(1).or(cycle.first()).copied();
        if let Some(targets) = cycle.first().and_then(|first| edges.get_mut(first)) {
            targets.retain(|target| Some(*target) != next);
        }
        cycles.push(cycle);
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_found_without_recursion() {
        let edges = |pairs: &[(&'static str, &'static str)]| {
            let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            pairs.iter().for_each(|(from, to)| edges.entry(from).or_default().push(to));
            edges
        };
        assert_eq!(find_cycle(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
        assert_eq!(find_cycle(&edges(&[("a", "a")])), Some(vec!["a"]));
        assert_eq!(
            find_cycle(&edges(&[("x", "b"), ("a", "x"), ("b", "c"), ("c", "b")])),
            Some(vec!["b", "c"])
        );
        let names: Vec<String> = (0..100_000).map(|n| n.to_string()).collect();
        let long = names
            .iter()
            .zip(names.iter().cycle().skip(1))
            .map(|(a, b)| (a.as_str(), vec![b.as_str()]));
        assert_eq!(find_cycle(&long.collect()).map(|cycle| cycle.len()), Some(100_000));
    }
}
