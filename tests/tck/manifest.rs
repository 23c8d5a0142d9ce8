//! The committed list of what does not pass: `tests/tck.manifest`.
//!
//! A line `known<TAB>file<TAB>numbers` names the scenarios that were there when the list was made (by the number in
//! front of their name); a line `outcome<TAB>file<TAB>scenario` says that the scenario, or an example of it, ends so.

use super::feature::Example;
use super::scenario::Outcome;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    known: BTreeMap<String, BTreeSet<String>>,
    endings: BTreeMap<(String, String), String>,
}

/// The number in front of a scenario's name, else the name.
fn number(scenario: &str) -> String {
    let number = scenario.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    number.map_or(scenario, |(number, _)| number).to_owned()
}

fn name(example: &Example) -> String {
    match example.number {
        0 => example.scenario.clone(),
        number => format!("{} #{number}", example.scenario),
    }
}

impl Manifest {
    pub fn read(text: &str) -> Manifest {
        let mut manifest = Manifest::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>().as_slice() {
                ["known", file, numbers] => {
                    let numbers = numbers.split(' ').map(str::to_owned);
                    manifest.known.insert((*file).to_owned(), numbers.collect());
                }
                [outcome, file, scenario] => {
                    let key = ((*file).to_owned(), (*scenario).to_owned());
                    manifest.endings.insert(key, (*outcome).to_owned());
                }
                _ => {}
            }
        }
        manifest
    }

    pub fn add(&mut self, example: &Example, outcome: Outcome) {
        self.known.entry(example.file.clone()).or_default().insert(number(&example.scenario));
        if outcome != Outcome::Passed {
            self.endings.insert((example.file.clone(), name(example)), outcome.to_string());
        }
    }

    pub fn write(&self) -> String {
        let mut text = "# What the engine does not answer as the openCypher TCK wants. Made by\n\
                        # NENPYO_TCK_UPDATE=1 cargo test --test tck\n"
            .to_owned();
        for (file, numbers) in &self.known {
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            text += &format!("known\t{file}\t{}\n", numbers.join(" "));
        }
        for ((file, scenario), outcome) in &self.endings {
            text += &format!("{outcome}\t{file}\t{scenario}\n");
        }
        text
    }

    /// Whether an example was there when the list was made.
    pub fn knows(&self, example: &Example) -> bool {
        self.known
            .get(&example.file)
            .is_some_and(|numbers| numbers.contains(&number(&example.scenario)))
    }

    /// Whether a file was there when the list was made.
    pub fn knows_file(&self, file: &str) -> bool {
        self.known.contains_key(file)
    }

    /// What is not as listed: a known example that ends otherwise, or an unknown one with a wrong answer.
    pub fn difference(&self, example: &Example, outcome: Outcome) -> Option<String> {
        if !self.knows(example) {
            return (outcome == Outcome::Wrong).then(|| "a wrong answer".to_owned());
        }
        let key = (example.file.clone(), name(example));
        let listed = self.endings.get(&key).map_or("passed", String::as_str);
        let outcome = outcome.to_string();
        (listed != outcome).then(|| format!("{outcome}, but listed as {listed}"))
    }
}
