//! The README and the manual are run: every `console` block is a session with the command, and what it prints must be
//! what stands below it. `NENPYO_UPDATE=1` writes what it prints instead.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The words of a command line: quoted with `'` or `"`, or bare.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn run(line: &str) -> String {
    let words = words(line);
    assert_eq!(words.first().map(String::as_str), Some("nenpyo"), "not a nenpyo command: {line}");
    let output = Command::new(env!("CARGO_BIN_EXE_nenpyo"))
        .args(&words[1..])
        .current_dir(root())
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap().lines().map(|l| format!("{}\n", l.trim_end())).collect()
}

/// The text with every session run anew, and how many commands there were.
fn rerun(text: &str) -> (String, usize) {
    let (mut result, mut inside, mut count) = (String::new(), false, 0);
    for line in text.lines() {
        let fence = line.starts_with("```");
        if !inside || fence || line.starts_with("$ ") {
            result += line;
            result.push('\n');
        }
        if fence {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            result += &run(command);
            count += 1;
        }
    }
    (result, count)
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|e| e == "md")));
    pages.sort();
    pages
}

#[test]
fn the_pages_say_what_the_command_prints() {
    let update = std::env::var_os("NENPYO_UPDATE").is_some();
    let mut commands = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let (now, count) = rerun(&text);
        commands += count;
        if update {
            std::fs::write(&page, now).unwrap();
        } else {
            let first = text.lines().zip(now.lines()).position(|(a, b)| a != b);
            assert!(
                text == now,
                "{} changed near line {:?}:\n{now}",
                page.display(),
                first.map(|l| l + 1)
            );
        }
    }
    assert!(commands >= 10, "{commands} commands");
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
