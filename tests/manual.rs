//! The README and the manual are notebooks: `nenpyo run --check` finds in them what the command prints.
//! `NENPYO_UPDATE=1` writes it instead.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use running::{Run, folder, run};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|e| e == "md")));
    pages.sort();
    pages
}

/// Runs notebooks.
fn notebooks(check: bool, pages: &[PathBuf]) -> Run {
    let check = if check { &["run", "--check"][..] } else { &["run"] };
    let pages = pages.iter().map(|page| page.to_str().unwrap());
    run(&check.iter().copied().chain(pages).collect::<Vec<_>>())
}

#[test]
fn the_pages_say_what_the_command_prints() {
    let update = std::env::var_os("NENPYO_UPDATE").is_some();
    let Run { stdout, stderr, code } = notebooks(!update, &pages());
    assert_eq!(code, Some(0), "NENPYO_UPDATE=1 writes this:\n{stdout}{stderr}");
    let texts = pages().into_iter().map(|page| std::fs::read_to_string(page).unwrap());
    let text = texts.collect::<Vec<_>>().concat();
    let sessions = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let commands = sessions.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ "));
    let commands: Vec<&str> = commands.collect();
    assert!(commands.len() >= 10, "{commands:?}");
    let others: Vec<_> = commands.iter().filter(|line| !line.starts_with("nenpyo ")).collect();
    assert!(others.is_empty(), "nobody checks what these print: {others:?}");
}

/// Each command and each question of the pages is looked at.
#[test]
fn a_changed_answer_is_found() {
    let copy = folder("manual").join("page.md");
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let Some((before, after)) = text.rsplit_once("\nmeans: MATCH") else { continue };
        std::fs::write(&copy, format!("{before}\nmeans: MATHC{after}")).unwrap();
        let Run { stdout, stderr, code } = notebooks(true, std::slice::from_ref(&copy));
        assert_eq!((code, stderr.as_str()), (Some(1), ""), "{}", page.display());
        assert!(
            stdout.contains("\n-means: MATHC") && stdout.contains("\n+means: MATCH"),
            "{stdout}"
        );
    }
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in
        pages().into_iter().chain(["ARCHITECTURE.md", "CONTRIBUTING.md"].map(|p| root().join(p)))
    {
        let text = std::fs::read_to_string(&page).unwrap();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap_or_default();
            let path = target.split('#').next().unwrap_or_default();
            let local = !path.is_empty() && !path.contains("://");
            if local && !page.parent().unwrap_or(Path::new("")).join(path).exists() {
                wrong.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
