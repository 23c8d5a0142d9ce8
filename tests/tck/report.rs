//! Counts by folder and tier, and the list of what did not pass.

use super::feature::Example;
use super::scenario::{Outcome, Verdict};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// An example with how it ended.
pub struct Run {
    pub example: Example,
    pub tier: String,
    pub verdict: Verdict,
}

/// The tier of each scenario, by file and name, from `scenarios.tsv` beside the folder of features.
pub fn tiers(folder: &Path) -> BTreeMap<(String, String), String> {
    let text = std::fs::read_to_string(folder.join("../scenarios.tsv")).unwrap_or_default();
    let lines = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let key = (cells.next()?.to_owned(), cells.next()?.to_owned());
        Some((key, cells.next()?.to_owned()))
    });
    lines.collect()
}

type Counts = [usize; 4];

fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Passed => 0,
        Outcome::Failed => 1,
        Outcome::Refused => 2,
        Outcome::Wrong => 3,
    }
}

/// A scenario counts by the worst of its examples.
fn worst(runs: &[Run]) -> BTreeMap<(&str, &str), (&Run, Outcome)> {
    let mut scenarios = BTreeMap::new();
    for run in runs {
        let key = (run.example.file.as_str(), run.example.scenario.as_str());
        let entry = scenarios.entry(key).or_insert((run, Outcome::Passed));
        entry.1 = entry.1.max(run.verdict.outcome);
    }
    scenarios
}

/// The tables: scenarios by folder and by tier, then the examples by tier.
pub fn tables(runs: &[Run]) -> String {
    let (mut folders, mut by_tier) = (BTreeMap::new(), BTreeMap::new());
    for (run, outcome) in worst(runs).into_values() {
        let folder = run.example.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder.to_owned()).or_insert([0; 4])[place(outcome)] += 1;
        by_tier.entry(run.tier.clone()).or_insert([0; 4])[place(outcome)] += 1;
    }
    let mut examples = BTreeMap::new();
    for run in runs {
        examples.entry(run.tier.clone()).or_insert([0; 4])[place(run.verdict.outcome)] += 1;
    }
    let tables = [
        ("scenarios by folder", folders),
        ("scenarios by tier", by_tier),
        ("examples by tier", examples),
    ];
    tables.into_iter().map(|(title, counts)| table(title, &counts)).collect()
}

fn table(title: &str, counts: &BTreeMap<String, Counts>) -> String {
    let mut text = format!("{title:<40} passed failed refused  wrong\n");
    let mut total = [0; 4];
    let mut line = |name: &str, [passed, failed, refused, wrong]: Counts| {
        let _ = writeln!(text, "{name:<40} {passed:>6} {failed:>6} {refused:>7} {wrong:>6}");
    };
    for (name, row) in counts {
        line(name, *row);
        (0..4).for_each(|at| total[at] += row[at]);
    }
    line("all", total);
    text + "\n"
}

/// What did not pass, and what passed with another error than was named.
pub fn details(runs: &[Run]) -> String {
    let mut text = String::new();
    for outcome in [Outcome::Wrong, Outcome::Failed, Outcome::Refused, Outcome::Passed] {
        for run in runs
            .iter()
            .filter(|run| run.verdict.outcome == outcome && !run.verdict.reason.is_empty())
        {
            let Example { file, scenario, number, steps } = &run.example;
            let query = steps
                .iter()
                .filter(|step| step.text.starts_with("executing"))
                .filter_map(|step| step.doc.as_ref());
            let query = query.flat_map(|doc| doc.split_whitespace()).collect::<Vec<_>>().join(" ");
            let reason = run.verdict.reason.replace('\n', " ");
            let _ = writeln!(
                text,
                "{outcome} {} {file} {scenario} #{number}\n    {query}\n    {reason}",
                run.tier
            );
        }
    }
    text
}
