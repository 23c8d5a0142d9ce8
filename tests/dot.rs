//! Pictures, as Graphviz sees them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;
mod shared;

use nenpyo::render::dot::{Cluster, DotOptions, of_answer, of_dataset};
use nenpyo::{AskOptions, DatasetBuilder, Store};
use running::{pipe, run};
use shared::skipped;
use std::process::Command;

/// The SVG that Graphviz draws; `None`, and said so, where it is not installed.
fn svg(dot: &str) -> Option<String> {
    if Command::new("dot").arg("-V").output().is_err() {
        skipped("Graphviz (`dot`) is not installed");
        return None;
    }
    let drawn = pipe(Command::new("dot").arg("-Tsvg"), dot.as_bytes());
    assert_eq!((drawn.code, drawn.stderr.as_str()), (Some(0), ""), "{dot}");
    assert!(drawn.stdout.contains("</svg>"));
    Some(drawn.stdout)
}

#[test]
fn the_whole_chronicle() {
    let whole = run(&["dot"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
    if let Some(svg) = svg(&whole.stdout) {
        assert!(svg.contains("Botao Culture"));
    }
    svg(&run(&["dot", "--cluster", "month", "--lang", "ja"]).stdout);
}

#[test]
fn answers() {
    let store = Store::builtin().unwrap();
    let options = AskOptions::new().why(true);
    for phrase in [
        "all awards to companies in the park",
        "companies in the park without awards",
        "how many agreements per quarter",
        "partners of Huawei",
        "events about Kechuang",
        "visits before the agreement with Kyoto Prefecture",
        "top 5 organizations by events",
        "awards in 1999",
        "when did Botao receive an award",
    ] {
        let answer = store.ask_with(phrase, &options).unwrap();
        for (lang, cluster) in [("en", None), ("zh", Some(Cluster::Month))] {
            svg(&of_answer(&answer, &store.look(lang), &DotOptions { cluster }));
        }
    }
}

#[test]
fn a_picture_holds_the_answer_and_no_more() {
    let picture = run(&["dot", "awards", "to", "Botao"]).stdout;
    insta::assert_snapshot!(picture);
}

/// Names that would be something else if they were not escaped.
const HOSTILE: [&str; 12] = [
    "\"]; evil [label=\"x",
    "back\\slash\\",
    "\\N \\G \\l",
    "<b>html</b>",
    "&lt;i&gt; &amp; &#0;",
    "line\nbreak\r\ttab",
    "nul\0nul",
    "\u{202e}abc\u{202c}\u{2066}",
    "\u{1b}[31mred",
    "// comment /* x */ #",
    "\u{ffff}\u{10ffff}\u{fffe}",
    "🏆 大連\u{301}",
];

fn hostile() -> Store {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    let long = "x".repeat(50_000);
    for (index, name) in HOSTILE.into_iter().chain([long.as_str()]).enumerate() {
        let (company, award) = (format!("company{index}"), format!("award{index}"));
        builder.entity(&company, "company").label("en", name);
        builder.event(&award, "2017-03", "award").label("en", name).link("recipient", &company);
    }
    Store::from_dataset(builder.build().unwrap()).unwrap()
}

#[test]
fn hostile_names_stay_names() {
    let store = hostile();
    let dot = of_dataset(&store.look("en"), &DotOptions::default());
    assert!(dot.chars().all(|c| c == '\n' || !c.is_control()), "no control character is left");
    assert!(!dot.contains('\u{202e}'));
    if let Some(svg) = svg(&dot) {
        // As XML text: what was written is what is shown.
        for shown in
            ["&lt;b&gt;html&lt;/b&gt;", "&amp;lt;i&amp;gt;", "back\\slash\\", "\\N \\G \\l"]
        {
            assert!(svg.contains(shown), "{shown}\n{svg}");
        }
        let nodes = 2 * (HOSTILE.len() + 1) + 1;
        assert_eq!(svg.matches("class=\"node\"").count(), nodes, "none was made up, none lost");
    }
    let answer = store.ask_with("awards", &AskOptions::new().why(true)).unwrap();
    svg(&of_answer(&answer, &store.look("en"), &DotOptions { cluster: Some(Cluster::Month) }));
}

#[test]
fn hostile_names_do_not_reach_the_terminal() {
    let store = hostile();
    let answer = store.ask_with("awards", &AskOptions::new().why(true)).unwrap();
    let profile = store.show("company7", "en").unwrap().to_text(&store.look("en"));
    for text in [nenpyo::render::render("table", &answer, &store.look("en")).unwrap(), profile] {
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        assert!(!text.contains(['\u{202e}', '\u{2066}']));
    }
    let csv = nenpyo::render::render("csv", &answer, &store.look("en")).unwrap();
    assert!(csv::Reader::from_reader(csv.as_bytes()).records().all(|record| record.is_ok()));
}
