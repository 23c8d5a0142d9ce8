//! Every phrase of `tests/phrases/*.q`, stage by stage: how it is understood, the pattern query that it means, and its
//! answer. The query,
//! read as a pattern, means the same and answers the same.

#![allow(clippy::unwrap_used, clippy::panic)]

mod threads;

use nenpyo::answer::{Answer, Cell};
use nenpyo::catalog::Catalog;
use nenpyo::exec::{Limits, Params, View, answer};
use nenpyo::graph::Graph;
use nenpyo::{bind, chronicle, diagnostic, model, plan, syntax};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;
use threads::execute_twice;

struct World {
    dataset: model::Dataset,
    catalog: Catalog,
    graph: Graph,
}

fn world() -> World {
    let files = [
        ("base.chron", include_str!("../data/vocabulary/base.chron")),
        ("zone.chron", include_str!("../data/vocabulary/zone.chron")),
        ("dalian-2017.chron", include_str!("../data/dalian-2017.chron")),
    ];
    let inputs: Vec<_> =
        files.iter().map(|(name, text)| chronicle::Input { name: (*name).into(), text }).collect();
    let dataset = chronicle::read(&inputs, None).unwrap_or_else(|errors| panic!("{errors}"));
    let catalog = Catalog::new(&dataset);
    let graph = Graph::from_dataset(&dataset).unwrap();
    World { dataset, catalog, graph }
}

impl World {
    fn run(&self, query: &nenpyo::algebra::Query) -> Result<Answer, String> {
        let past = query.as_of.as_ref().map(|date| self.graph.as_of(date));
        let graph = past.as_ref().unwrap_or(&self.graph);
        let plan = plan::plan(query, graph);
        let limits = Limits::default();
        let table = execute_twice(&plan, graph, &Params::new(), &limits, true)
            .map_err(|error| error.to_string())?;
        let roles: HashSet<String> = self
            .dataset
            .ontology
            .relations
            .iter()
            .filter(|(_, relation)| relation.role)
            .map(|(id, _)| nenpyo::ontology::edge_type(id))
            .collect();
        let view = View {
            as_of: query.as_of.as_ref(),
            graph,
            dataset: Some(&self.dataset),
            lang: "en",
            roles: &roles,
            why: false,
        };
        Ok(answer(&table, &view))
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Event(event) => {
            let at: Vec<&str> = event.sources.iter().map(|source| source.at.as_str()).collect();
            format!("{} {} [{}]", event.date.as_deref().unwrap_or("-"), event.title, at.join(" "))
        }
        Cell::Entity(entity) => entity.label.clone(),
        Cell::Date(date) => date.label.clone(),
        other => serde_json::to_string(other).unwrap(),
    }
}

fn section(world: &World, phrase: &str) -> String {
    let mut text = format!("> {phrase}\n");
    let bound = match bind::phrase::bind(phrase, &world.catalog, false, None) {
        Ok(bound) => bound,
        Err(error) => panic!("{}", diagnostic::render(&error, "phrase", phrase)),
    };
    for line in bound.meaning.to_string().lines() {
        writeln!(text, "  | {line}").unwrap();
    }
    let echo = bound.query.to_string();
    writeln!(text, "{echo}").unwrap();
    let answer = world.run(&bound.query).unwrap_or_else(|error| panic!("{phrase}: {error}"));
    let parsed =
        syntax::pattern::parse(&echo).unwrap_or_else(|e| panic!("{phrase}: {echo}: {e:?}"));
    let again =
        bind::pattern::bind(&parsed, None).unwrap_or_else(|e| panic!("{phrase}: {echo}: {e:?}"));
    assert_eq!(again.query.to_string(), echo, "the echo of the echo of {phrase}");
    assert_eq!(world.run(&again.query).unwrap(), answer, "the answer to the echo of {phrase}");
    if answer.rows.is_empty() {
        text += "  no rows\n";
    }
    for row in &answer.rows {
        let cells: Vec<String> = row.cells.iter().map(shown).collect();
        let marks = format!(
            "{}{}",
            if row.certain { "" } else { "  ?" },
            if row.possible_only { "  possible" } else { "" }
        );
        writeln!(text, "  {}{marks}", cells.join(" | ")).unwrap();
    }
    text
}

#[test]
fn corpus() {
    let world = world();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phrases");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut count = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "q")) {
        let text = std::fs::read_to_string(file).unwrap();
        let sections: Vec<String> =
            text.lines().filter(|l| !l.is_empty()).map(|l| section(&world, l)).collect();
        count += sections.len();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, sections.join("\n"));
        });
    }
    assert!(count >= 150, "{count} phrases");
}

/// Every phrase of `tests/phrases/wrong.txt` gets a diagnostic with the place, the cause and the mend.
#[test]
fn wrong() {
    let world = world();
    let text = include_str!("phrases/wrong.txt");
    let mut sections = Vec::new();
    for phrase in text.lines().filter(|line| !line.is_empty()) {
        let shown = match bind::phrase::bind(phrase, &world.catalog, false, None) {
            Ok(bound) => format!("NO ERROR: {}\n", bound.query),
            Err(error) => {
                assert!(error.help.is_some(), "no help for {phrase}");
                assert!(error.span.end <= phrase.len(), "the place of {phrase}");
                diagnostic::render(&error, "phrase", phrase)
            }
        };
        sections.push(format!("> {phrase}\n{shown}"));
    }
    assert!(sections.len() >= 60);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("wrong", sections.join("\n"));
    });
}
