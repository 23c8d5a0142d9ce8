//! Every query of the openCypher TCK that this language should read is read and bound, and those that must be
//! refused before they run are refused with the code that the scenario names; what is bound prints and reads back.

#![allow(clippy::unwrap_used, clippy::panic)]

mod shared;

use gherkin::{Feature, GherkinEnv};
use nenpyo::bind::pattern::{Bound, bind};
use nenpyo::syntax::{StaticError, pattern::parse};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

struct Case {
    place: String,
    query: String,
    /// The code of the error that is due before the query runs.
    refused: Option<String>,
    /// An error that may come at any time.
    may_fail: bool,
}

fn tiers(root: &Path) -> HashMap<(String, String), String> {
    let table = std::fs::read_to_string(root.join("../scenarios.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].to_owned())).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => files(&path, found),
            path if path.extension().is_some_and(|e| e == "feature") => found.push(path),
            _ => {}
        }
    }
}

/// The rows of an outline as replacements; one empty row for a plain scenario.
fn examples(scenario: &gherkin::Scenario) -> Vec<Vec<(String, String)>> {
    if scenario.examples.is_empty() {
        return vec![Vec::new()];
    }
    let tables = scenario.examples.iter().filter_map(|examples| examples.table.as_ref());
    tables
        .flat_map(|table| {
            let names = &table.rows[0];
            table.rows[1..].iter().map(move |row| {
                names.iter().map(|name| format!("<{name}>")).zip(row.iter().cloned()).collect()
            })
        })
        .collect()
}

fn cases() -> Option<Vec<Case>> {
    let root = shared::tck()?;
    let tiers = tiers(&root);
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap().replace("\\'", "\\\\'");
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let feature = Feature::parse(text, GherkinEnv::default()).unwrap();
        for scenario in &feature.scenarios {
            let tier = tiers.get(&(name.clone(), scenario.name.clone())).map_or("", String::as_str);
            if !["core", "next", "advanced"].contains(&tier) {
                continue;
            }
            for example in examples(scenario) {
                let fill = |text: &str| {
                    example.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
                };
                let error = scenario.steps.iter().find(|s| s.value.contains("should be raised"));
                let error = error.map_or("", |step| step.value.as_str());
                for step in scenario.steps.iter().filter(|s| s.value.starts_with("executing query"))
                {
                    let query =
                        fill(step.docstring.as_deref().unwrap_or("")).replace("\\\\'", "\\'");
                    cases.push(Case {
                        place: format!("{name} {}", scenario.name),
                        query,
                        refused: error
                            .split_once("at compile time: ")
                            .map(|(_, code)| code.trim().to_owned()),
                        may_fail: error.contains("at any time") || error.contains("at runtime"),
                    });
                }
            }
        }
    }
    Some(cases)
}

fn compile(text: &str) -> Result<Bound, StaticError> {
    bind(&parse(text)?, None)
}

#[test]
fn queries_are_bound_or_refused_as_the_scenario_says() {
    let Some(cases) = cases() else { return };
    assert!(cases.len() > 700);
    let mut wrong = BTreeMap::new();
    for case in &cases {
        let verdict = match (compile(&case.query), &case.refused) {
            (Ok(_), None) | (Err(_), _) if case.may_fail => continue,
            (Ok(_), None) => continue,
            (Ok(_), Some(code)) => format!("accepted, not {code}"),
            (Err(error), Some(code)) if error.code == code => continue,
            (Err(error), code) => format!("{code:?} {error:?}"),
        };
        wrong.insert(format!("{}: {}", case.place, case.query), verdict);
    }
    let count = wrong.len();
    for (case, verdict) in wrong {
        eprintln!("{case}\n    {verdict}");
    }
    assert_eq!(count, 0, "of {} queries", cases.len());
}

#[test]
fn print_is_a_fixpoint() {
    let Some(cases) = cases() else { return };
    let mut count = 0;
    for case in &cases {
        let Ok(bound) = compile(&case.query) else { continue };
        for printed in [bound.query.to_string(), format!("{:#}", bound.query)] {
            let again =
                compile(&printed).unwrap_or_else(|e| panic!("{}\n{printed}\n{e:?}", case.query));
            assert_eq!(again.query.to_string(), bound.query.to_string(), "{}", case.query);
            let third = compile(&again.query.to_string()).unwrap();
            assert_eq!(again.query.parts, third.query.parts, "{}", case.query);
        }
        count += 1;
    }
    assert!(count > 600);
}
