//! The rules that keep the code readable: modules name only modules above them, foreign crates stay where they belong,
//! files are small, nothing panics, and nothing stands beside a registry without being in it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The modules from the ground up: each names only those before it.
const ORDER: [&str; 20] = [
    "diagnostic",
    "ontology",
    "time",
    "model",
    "value",
    "catalog",
    "chronicle",
    "import",
    "graph",
    "syntax",
    "functions",
    "algebra",
    "bind",
    "plan",
    "answer",
    "exec",
    "render",
    "error",
    "store",
    "bin",
];

/// A crate, and the modules that may name it.
const CONFINED: [(&str, &[&str]); 2] =
    [("petgraph", &["graph"]), ("pest", &["time", "chronicle", "syntax"])];

const LONGEST: usize = 400;

struct File {
    path: String,
    module: String,
    text: String,
    /// The text without comments and test modules.
    code: String,
    test: bool,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            walk(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

fn files() -> Vec<File> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> File {
    let relative = path.strip_prefix(root().join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let path = relative.to_string_lossy().into_owned();
    let test = path.contains("/tests/")
        || path.ends_with("tests.rs")
        || path.ends_with("testing.rs")
        || path.ends_with("test_values.rs");
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let comment = |line: &&str| !line.trim_start().starts_with("//");
    let code = text[..end].lines().filter(comment).collect::<Vec<_>>().join("\n");
    File { path, module: first.trim_end_matches(".rs").to_owned(), text, code, test }
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// The modules of this crate that a text names.
fn named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = &list[..list.find("};").unwrap_or(list.len())];
                let mut depth = 0;
                let mut word = String::new();
                for c in list.chars().chain([',']) {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            found.insert(
                                word.trim().split("::").next().unwrap_or_default().to_owned(),
                            );
                            word.clear();
                        }
                        _ if depth == 0 => word.push(c),
                        _ => {}
                    }
                }
            }
            None => {
                found.insert(
                    rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(),
                );
            }
        }
    }
    found.retain(|name| place(name).is_some());
    found
}

#[test]
fn modules_name_only_modules_above_them() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !file.test && file.module != "lib") {
        let own =
            place(&file.module).unwrap_or_else(|| panic!("{} is in no known module", file.path));
        for name in named(&file.code) {
            if place(&name) > Some(own) {
                wrong.push(format!("{} names {name}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the order of modules:\n{}", wrong.join("\n"));
}

#[test]
fn the_order_is_looked_at() {
    assert_eq!(named("use crate::graph::Graph;"), BTreeSet::from(["graph".to_owned()]));
    let list = named("use crate::{graph::{Graph, X}, time::Date, value};");
    assert_eq!(list, ["graph", "time", "value"].map(str::to_owned).into());
    assert!(
        files().iter().any(|file| file.module == "bind" && named(&file.code).contains("algebra"))
    );
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for file in files() {
        for (name, modules) in CONFINED {
            let names = file.code.contains(&format!("{name}::"))
                || file.code.contains(&format!("{name}_derive"));
            if names && !modules.contains(&file.module.as_str()) {
                wrong.push(format!("{} names {name}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_command_uses_the_public_library_only() {
    for file in files().iter().filter(|file| file.module == "bin") {
        let inside = named(&file.code.replace("crate::", "")).is_empty();
        assert!(inside, "{}", file.path);
    }
}

#[test]
fn files_are_small() {
    let long: Vec<String> = files()
        .iter()
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn nothing_panics() {
    const WORDS: [&str; 6] =
        [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !file.test) {
        for word in WORDS.iter().filter(|word| file.code.contains(*word)) {
            wrong.push(format!("{}: {word}", file.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every file beside a registry is named in it.
#[test]
fn no_file_is_unregistered() {
    const REGISTRIES: [&str; 3] = ["plan/rules", "render", "time"];
    let all = files();
    let mut wrong = Vec::new();
    for folder in REGISTRIES {
        let index = all.iter().find(|file| file.path == format!("{folder}/mod.rs"));
        let Some(index) = index else { continue };
        for file in
            all.iter().filter(|file| Path::new(&file.path).parent() == Some(Path::new(folder)))
        {
            let stem = Path::new(&file.path).file_stem().unwrap().to_string_lossy().into_owned();
            if stem != "mod" && !index.text.contains(&format!("mod {stem};")) {
                wrong.push(format!("{} is not in {folder}/mod.rs", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
