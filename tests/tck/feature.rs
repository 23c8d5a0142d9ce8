//! Feature files as a list of examples: outlines expanded, backgrounds in front.

use gherkin::{Feature, GherkinEnv};
use std::path::Path;

/// Stands for a backslash while the file is parsed: the parser refuses `\'` in a cell of a table.
const BACKSLASH: char = '\u{e000}';

/// One run of a scenario.
#[derive(Debug, Clone)]
pub struct Example {
    /// The file, below the folder of all features.
    pub file: String,
    /// Its name, with its number in front.
    pub scenario: String,
    /// Which example of an outline, from 1; 0 where it is no outline.
    pub number: usize,
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    pub text: String,
    pub doc: Option<String>,
    pub rows: Vec<Vec<String>>,
}

/// All examples below a folder, and the files that could not be read, each with the reason.
pub fn read_all(folder: &Path) -> (Vec<Example>, Vec<(String, String)>) {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    let (mut examples, mut errors) = (Vec::new(), Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "feature") {
                files.push(path);
            }
        }
    }
    files.sort();
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        match text.and_then(|text| read(&name, &text)) {
            Ok(found) => examples.extend(found),
            Err(error) => errors.push((name, error)),
        }
    }
    (examples, errors)
}

fn read(file: &str, text: &str) -> Result<Vec<Example>, String> {
    let lines = text.lines().map(|line| {
        let cells = line.trim_start().starts_with('|');
        if cells { hide(line) } else { line.to_owned() }
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let feature = Feature::parse(text, GherkinEnv::default()).map_err(|error| error.to_string())?;
    let background = |steps: &Option<gherkin::Background>| -> Vec<Step> {
        steps.iter().flat_map(|background| &background.steps).map(Step::new).collect()
    };
    let outer = background(&feature.background);
    let mut examples = Vec::new();
    for scenario in &feature.scenarios {
        expand(file, scenario, &outer, &mut examples);
    }
    for rule in &feature.rules {
        let inner = [outer.clone(), background(&rule.background)].concat();
        for scenario in &rule.scenarios {
            expand(file, scenario, &inner, &mut examples);
        }
    }
    Ok(examples)
}

/// Hides backslashes that escape nothing in a table.
fn hide(line: &str) -> String {
    let mut hidden = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next @ ('\\' | '|'))) => {
                hidden.extend([c, *next]);
                chars.next();
            }
            ('\\', _) => hidden.push(BACKSLASH),
            _ => hidden.push(c),
        }
    }
    hidden
}

fn expand(file: &str, scenario: &gherkin::Scenario, before: &[Step], examples: &mut Vec<Example>) {
    let steps: Vec<Step> =
        before.iter().cloned().chain(scenario.steps.iter().map(Step::new)).collect();
    let mut add = |number, steps| {
        let (file, scenario) = (file.to_owned(), scenario.name.clone());
        examples.push(Example { file, scenario, number, steps });
    };
    if scenario.examples.is_empty() {
        return add(0, steps);
    }
    let mut number = 0;
    for table in scenario.examples.iter().filter_map(|examples| examples.table.as_ref()) {
        let Some((head, rows)) = table.rows.split_first() else { continue };
        for row in rows {
            number += 1;
            let fill = |text: &String| {
                let pairs = head.iter().zip(row);
                pairs.fold(text.clone(), |text, (key, value)| {
                    text.replace(&format!("<{key}>"), &shown(value))
                })
            };
            add(number, steps.iter().map(|step| step.map(fill)).collect());
        }
    }
}

fn shown(text: &str) -> String {
    text.replace(BACKSLASH, "\\")
}

impl Step {
    fn new(step: &gherkin::Step) -> Step {
        let rows = step.table.iter().flat_map(|table| &table.rows);
        Step {
            text: step.value.clone(),
            doc: step.docstring.clone(),
            rows: rows.map(|row| row.iter().map(|cell| shown(cell)).collect()).collect(),
        }
    }

    fn map(&self, change: impl Fn(&String) -> String) -> Step {
        Step {
            text: change(&self.text),
            doc: self.doc.as_ref().map(&change),
            rows: self.rows.iter().map(|row| row.iter().map(&change).collect()).collect(),
        }
    }
}
