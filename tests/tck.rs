//! The openCypher Technology Compatibility Kit, as far as it reads.
//!
//! Feature files lie under `$NENPYO_TCK`, by default `../shared/tck/features`; without them the test says so and
//! passes. What does not pass is listed in `tests/tck.manifest`, and the test fails where list and run differ; run it
//! with `NENPYO_TCK_UPDATE=1` to write the list anew. Scenarios that the list does not know are reported, and fail the
//! test only by a wrong answer. Every reason stands in `target/tck-report.txt`; `NENPYO_TCK_ONLY=text` runs only the
//! scenarios whose file or name has that text, and `NENPYO_TCK_TIER` those of a tier.

#[path = "tck/cell.rs"]
mod cell;
#[path = "tck/engine.rs"]
mod engine;
#[path = "tck/feature.rs"]
mod feature;
#[path = "tck/manifest.rs"]
mod manifest;
#[path = "tck/report.rs"]
mod report;
#[path = "tck/scenario.rs"]
mod scenario;
#[path = "tck/setup.rs"]
mod setup;
mod shared;
mod threads;

use feature::Example;
use manifest::Manifest;
use report::Run;
use scenario::{Outcome, Verdict};
use shared::say;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

fn run_one(example: &Example, folder: &Path) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| scenario::run(example, folder))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("");
        Verdict { outcome: Outcome::Failed, reason: format!("panic: {text}") }
    })
}

fn wanted(example: &Example, tier: &str) -> bool {
    let text = std::env::var("NENPYO_TCK_ONLY").unwrap_or_default();
    let only_tier = std::env::var("NENPYO_TCK_TIER").unwrap_or_default();
    (example.file.contains(&text) || example.scenario.contains(&text))
        && (only_tier.is_empty() || only_tier == tier)
}

fn run_all(folder: &Path, examples: Vec<Example>) -> Vec<Run> {
    let tiers = report::tiers(folder);
    let mut runs = Vec::new();
    for example in examples {
        let key = (example.file.clone(), example.scenario.clone());
        let tier = tiers.get(&key).cloned().unwrap_or_else(|| "no tier".into());
        if wanted(&example, &tier) {
            let verdict = run_one(&example, folder);
            runs.push(Run { example, tier, verdict });
        }
    }
    runs
}

#[test]
fn tck() {
    let Some(folder) = shared::tck() else { return };
    let (examples, unread) = feature::read_all(&folder);
    let runs = run_all(&folder, examples);
    let report = Path::new(PACKAGE).join("target/tck-report.txt");
    let _ = std::fs::write(&report, report::tables(&runs) + &report::details(&runs));
    say(&report::tables(&runs));
    say(&format!("reasons: {}", report.display()));
    for (file, error) in &unread {
        say(&format!("can't be read: {file}: {error}"));
    }
    let path = Path::new(PACKAGE).join("tests/tck.manifest");
    if std::env::var_os("NENPYO_TCK_UPDATE").is_some() {
        let mut manifest = Manifest::default();
        runs.iter().for_each(|run| manifest.add(&run.example, run.verdict.outcome));
        return std::fs::write(path, manifest.write()).unwrap();
    }
    let manifest = Manifest::read(&std::fs::read_to_string(path).unwrap_or_default());
    let lost: Vec<_> = unread.iter().filter(|(file, _)| manifest.knows_file(file)).collect();
    assert!(lost.is_empty(), "files that can't be read: {lost:#?}");
    let unknown = runs.iter().filter(|run| !manifest.knows(&run.example)).count();
    say(&format!("{unknown} examples are not in the manifest"));
    let differences = runs.iter().filter_map(|run| {
        let difference = manifest.difference(&run.example, run.verdict.outcome)?;
        let Example { file, scenario, number, .. } = &run.example;
        Some(format!("{file} {scenario} #{number}: {difference} ({})", run.verdict.reason))
    });
    let differences: Vec<String> = differences.collect();
    assert!(
        differences.is_empty(),
        "not as tests/tck.manifest lists it:\n{}",
        differences.join("\n")
    );
}
