//! What is offered is understood, at each link of the vocabulary.

use super::super::words::is_link;
use super::phrase::nouns;
use super::{Candidate, LIMIT, candidates};
use nenpyo::Store;
use nenpyo::catalog::fold;

/// The words that name links.
fn links(store: &Store) -> Vec<&str> {
    let words = store.catalog().lexicon.words();
    let found = words.filter(|(_, entries)| entries.iter().any(|entry| is_link(&entry.sense)));
    found.map(|(word, _)| word).collect()
}

/// The line with a candidate in its place.
fn taken(typed: &str, candidate: &Candidate) -> String {
    format!("{}{}", typed.get(..candidate.start).unwrap(), candidate.text)
}

/// What may stand behind a link is offered, all of it and nothing else: classes by their words, names by their classes.
#[test]
fn behind_each_link() {
    let store = Store::builtin().unwrap();
    let nouns = nouns(&store);
    let (mut offered, mut wrong) = (0, Vec::new());
    for (noun, step) in [("awards", 1), ("companies", 8)] {
        let links = links(&store).into_iter().filter(|link| !link.contains('_'));
        for link in links.step_by(step) {
            let typed = format!("{noun} {link} ");
            let understood = |word: &str| store.explain(&format!("{typed}{word}")).is_ok();
            let expected: Vec<&str> =
                nouns.values().copied().filter(|word| understood(word)).collect();
            if expected.is_empty() {
                continue;
            }
            let found = candidates(&typed, &store, "en", false);
            let is_class = |it: &&Candidate| it.about.starts_with("class ");
            for candidate in found.iter().filter(is_class).chain(found.iter().rev().take(2)) {
                offered += 1;
                if store.explain(&taken(&typed, candidate)).is_err() {
                    wrong.push(format!("offered: {}", taken(&typed, candidate)));
                }
            }
            let is_offered = |word: &&str| found.iter().any(|it| fold(&it.text) == **word);
            // More than so many are not shown.
            let all = found.len() < LIMIT / 2;
            let missing = expected.iter().filter(|word| all && !is_offered(word));
            wrong.extend(missing.map(|word| format!("missing: {typed}{word}")));
        }
    }
    assert!(offered > 500 && wrong.is_empty(), "{offered}\n{}", wrong.join("\n"));
}

/// Links that are offered behind a noun lead to something.
#[test]
fn behind_each_noun() {
    let store = Store::builtin().unwrap();
    let mut wrong = Vec::new();
    for noun in ["awards", "companies"] {
        let typed = format!("{noun} ");
        for link in candidates(&typed, &store, "en", false) {
            if !link.about.starts_with("link ") {
                continue;
            }
            let line = taken(&typed, &link) + " ";
            let next = candidates(&line, &store, "en", false);
            let whole = store.explain(&line).is_ok();
            if !whole && !next.iter().any(|it| store.explain(&taken(&line, it)).is_ok()) {
                wrong.push(line);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is offered at each step, taken greedily, comes to a phrase that is understood.
#[test]
fn greedily() {
    let store = Store::builtin().unwrap();
    for typed in [
        "awards to Bot",
        "awards to 博",
        "受賞 to 大",
        "visits before ",
        "events in ",
        "agreements between ",
        "companies that ",
        "companies with",
        "awards by ",
        "visits from ",
        "funding of ",
        "projects at ",
        "awards since ",
        "people who",
        "awa",
        "comp",
        "企",
        "公司",
        "くに",
    ] {
        for lang in ["en", "ja", "zh"] {
            // Behind amounts and closed words (`at least`) a figure may stand, which cannot be offered.
            let found = candidates(typed, &store, lang, true);
            for first in found.iter().filter(|it| !["amount", ""].contains(&&*it.about)).take(6) {
                assert!(
                    greedy(taken(typed, first), &store, lang),
                    "{typed}: {}",
                    taken(typed, first)
                );
            }
        }
    }
}

fn greedy(line: String, store: &Store, lang: &str) -> bool {
    let understood = |line: &str| store.explain(line).is_ok();
    if understood(&line) {
        return true;
    }
    let next = |line: &str| {
        let typed = format!("{line} ");
        let found = candidates(&typed, store, lang, true);
        found.iter().take(20).map(|it| taken(&typed, it)).collect::<Vec<_>>()
    };
    next(&line).iter().any(|line| understood(line) || next(line).iter().any(|it| understood(it)))
}
