//! Pages of answers: what they hold, when they are written over a file, and how they do in a real browser.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;
mod shared;

use nenpyo::render::page::of_answer;
use nenpyo::{AskOptions, DatasetBuilder, Store};
use running::{folder, run};
use shared::skipped;
use std::path::{Path, PathBuf};
use std::process::Command;

fn page(store: &Store, lang: &str, phrase: &str) -> String {
    let options = AskOptions::new().lang(lang).why(true);
    of_answer(&store.ask_with(phrase, &options).unwrap(), &store.look(lang))
}

const HOSTILE: [&str; 9] = [
    "</script><script>window.broken = 1</script>",
    "\" onload=\"window.broken = 1\" x='y'",
    "<img src=https://example.org/x.png onerror=window.broken=1>",
    "]]> --> </style></svg></textarea><b>bold</b>",
    "\u{202e}abc\u{202c}\u{2066}\u{200b}",
    "nul\0 escape\u{1b}[31m line\nbreak\r\ttab",
    "&lt;i&gt; &amp; &#0; {{x}} ${window.broken = 1}",
    "🏆 大連\u{301}博涛文化科技股份有限公司",
    "\u{ffff}\u{10ffff}\u{fffe}",
];

/// Names and sources that would be something else if they were not escaped.
fn hostile() -> Store {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    for (id, title) in ["evil", "data", "web"].into_iter().zip(HOSTILE) {
        builder.source(id, title);
    }
    let (long, word) = ("長い name ".repeat(1250), "x".repeat(10_000));
    let names = HOSTILE.into_iter().chain([long.as_str(), word.as_str()]);
    for (index, name) in names.enumerate() {
        let (company, award) = (format!("company{index}"), format!("award{index}"));
        let source = ["evil", "data", "web"][index % 3];
        builder.entity(&company, "company").label("en", name);
        builder
            .event(&award, "2017-03", "award")
            .label("en", name)
            .cite(source, HOSTILE[index % 3])
            .link("recipient", &company);
    }
    let mut dataset = builder.build().unwrap();
    for (id, url) in [
        ("evil", "javascript:window.broken=1"),
        ("data", "data:text/html,<script>window.broken=1</script>"),
        ("web", "https://example.org/\"><script>window.broken=1</script>"),
    ] {
        dataset.sources[id].url = Some(url.to_owned());
    }
    dataset.ontology.classes["award"].color = Some("url(https://example.org/x.svg#a)".to_owned());
    Store::from_dataset(dataset).unwrap()
}

fn large() -> Store {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    for index in 0..200 {
        let name = format!("Company {index} 有限公司");
        builder.entity(&format!("company{index}"), "company").label("en", &name);
    }
    for index in 0..2000_usize {
        let date = format!("{}-{:02}", 1990 + index / 70, index % 12 + 1);
        builder
            .event(&format!("award{index}"), &date, "award")
            .label("en", &format!("Award number {index}"))
            .link("recipient", &format!("company{}", index * 7 % 200));
    }
    Store::from_dataset(builder.build().unwrap()).unwrap()
}

#[test]
fn what_a_page_holds() {
    let html = page(&Store::builtin().unwrap(), "en", "all awards to companies in the park");
    assert_eq!(html.matches("<tr data-rows=").count(), 5);
    assert_eq!(html.matches("class=\"entry\"").count(), 5);
    assert_eq!(html.matches(" src=").count() + html.matches("url(http").count(), 0);
    for part in ["MATCH (award:Award)", "default-src 'none'", "[dlhitech 3.3]", "role=\"grid\""] {
        assert!(html.contains(part), "{part}");
    }
    assert_eq!(html, page(&Store::builtin().unwrap(), "en", "all awards to companies in the park"));
}

#[test]
fn a_page_is_not_written_over_another_file() {
    let folder = folder("page_files");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    for (command, name, start) in
        [("page", "a.html", "<!DOCTYPE html>"), ("picture", "a.svg", "<svg")]
    {
        let (new, old) = (path(name), path("notes.chron"));
        for _ in 0..2 {
            let done = run(&[command, "awards to Botao", "-o", &new]);
            assert_eq!((done.code, done.stderr.as_str(), done.stdout.as_str()), (Some(0), "", ""));
            assert!(std::fs::read_to_string(&new).unwrap().starts_with(start));
        }
        std::fs::write(&old, "# my chronicle\n").unwrap();
        let refused = run(&[command, "awards to Botao", "-o", &old]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.stderr.contains("is there, and is not"), "{}", refused.stderr);
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "# my chronicle\n");
        assert_eq!(run(&[command, "awards to Botao", "-o", &old, "--force"]).code, Some(0));
        assert!(std::fs::read_to_string(&old).unwrap().starts_with(start));
        let wrong = run(&[command, "awards to Botoa", "-o", &new]);
        assert!(wrong.stderr.contains("did you mean"), "{}", wrong.stderr);
        assert!(std::fs::read_to_string(&new).unwrap().starts_with(start), "the old one is left");
        assert!(
            run(&[command, "awards", "-o", &path("no/such.html")]).stderr.contains("cannot write")
        );
    }
    let left: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "no temporary file is left: {left:?}");
}

/// Writes the pages that the browser opens.
fn write_pages(folder: &Path) {
    let shipped = Store::builtin().unwrap();
    let pattern = "MATCH p = (a:Award)-[:RECIPIENT]->(c:Company) RETURN p, c.name AS name LIMIT 4";
    let pages = [
        ("awards", page(&shipped, "en", "all awards to companies in the park")),
        ("japanese", page(&shipped, "ja", "honours to companies in the park since 2017-03")),
        ("counts", page(&shipped, "en", "how many agreements per quarter")),
        ("none", page(&shipped, "en", "awards in 1999")),
        ("pattern", page(&shipped, "en", pattern)),
        ("hostile", page(&hostile(), "en", "awards")),
        ("large", page(&large(), "en", "awards")),
    ];
    for (name, html) in pages {
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}

#[test]
fn in_a_browser() {
    let folder = folder("page_browser");
    write_pages(&folder);
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/page");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    let node = Command::new("node").arg("--version").output().is_ok();
    let installed = tests.join("node_modules/playwright-core").is_dir();
    if !(node && installed && Path::new(&chromium).exists()) {
        skipped(&format!("needs Chromium ({chromium}), node, and `npm ci` in tests/page"));
        assert!(std::env::var_os("NENPYO_BROWSER").is_none(), "the gate has a browser");
        return;
    }
    let mut command = Command::new("node");
    command.arg(tests.join("page.mjs")).arg(&folder).args(std::env::var_os("NENPYO_PICTURES"));
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    println!("{said}");
    assert!(output.status.success(), "{said}");
}
