//! The examples of `--help` do what they say, as a shell runs them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use running::{folder, run};
use std::path::Path;
use std::process::Command;

/// The examples of a help text; a line that ends in `\` goes on.
fn examples(help: &str) -> Vec<String> {
    let (_, lines) = help.split_once("\nExample").unwrap_or_else(|| panic!("no examples: {help}"));
    let mut all: Vec<String> = Vec::new();
    for line in lines.lines().skip(1).map(str::trim) {
        match all.last_mut().filter(|last| last.ends_with('\\')) {
            Some(last) => *last = format!("{last}\n{line}"),
            None => all.push(line.to_owned()),
        }
    }
    all
}

/// The commands, those that make files which others read first.
fn commands() -> Vec<String> {
    let help = run(&["--help"]).stdout;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| !line.is_empty());
    let mut names: Vec<String> =
        names.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
    names.retain(|name| name != "help");
    names.sort_by_key(|name| !matches!(name.as_str(), "import" | "run"));
    assert!(names.len() > 10 && names[0] == "run", "{names:?}");
    names
}

/// The files that the examples name.
fn write_files(folder: &Path) {
    let notebook = "```nenpyo\nhow many awards\n```\n";
    let files = [
        ("2017.chron", include_str!("../data/dalian-2017.chron")),
        (
            "2018.chron",
            "person mayor \"Mayor\" aka \"the mayor\"\n2018-01 visit tour \"Visit\" by mayor\n",
        ),
        ("notes.md", notebook),
        ("README.md", notebook),
        ("docs/more.md", notebook),
        ("events.csv", "id,kind,name,date\n1,award,Prize,2017-03\n"),
        ("orgs.csv", "id,name\n7,Botao\n"),
        ("p.csv", "event,org\n1,7\n"),
        ("people.csv", ":ID,name,:LABEL\n1,Ada,Person\n2,Bob,Person\n"),
        ("knows.csv", ":START_ID,:END_ID,:TYPE\n1,2,KNOWS\n"),
        ("orders.csv", "orderID,orderDate\n1,2017-03-05\n2,NULL\n"),
    ];
    std::fs::create_dir_all(folder.join("docs")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    for home in [
        ".local/share/bash-completion/completions",
        ".zfunc",
        ".config/fish/completions",
        ".local/share/man/man1",
    ] {
        std::fs::create_dir_all(folder.join(home)).unwrap();
    }
}

/// What a shell says of a line, and whether it went well. All parts of a pipe must.
fn shell(line: &str, folder: &Path) -> (bool, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_nenpyo")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", line]).current_dir(folder);
    command.env("PATH", path).env("HOME", folder).env("NO_COLOR", "1").env("PAGER", "cat");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), said)
}

/// Whether the program behind a pipe is there.
fn can_run(line: &str) -> bool {
    let there = |(_, rest): (&str, &str)| {
        let program = rest.split_whitespace().next().unwrap_or_default();
        shell(&format!("command -v {program}"), Path::new(".")).0
    };
    line.split_once(" | ").is_none_or(there)
}

#[test]
fn examples_run() {
    let folder = folder("help");
    write_files(&folder);
    let helps = commands().into_iter().map(|name| run(&[&name, "--help"]).stdout);
    let helps: Vec<String> = helps.chain([run(&["--help"]).stdout]).collect();
    let lines: Vec<String> = helps.iter().flat_map(|help| examples(help)).collect();
    assert!(lines.len() > 40, "{}", lines.len());
    let format =
        shell("nenpyo format 2018.chron && nenpyo run notes.md README.md docs/*.md", &folder);
    assert!(format.0, "{}", format.1);
    for line in lines.iter().filter(|line| can_run(line)) {
        assert!(line.starts_with("nenpyo "), "{line}");
        let (fine, said) = shell(line, &folder);
        assert!(fine && !said.contains("error") && !said.contains("no rows"), "{line}\n{said}");
    }
}

#[test]
fn completions_are_scripts() {
    let folder = folder("help_completions");
    for shell_name in ["bash", "zsh", "fish"] {
        let file = folder.join(shell_name);
        std::fs::write(&file, run(&["completions", shell_name]).stdout).unwrap();
        if !shell(&format!("command -v {shell_name}"), &folder).0 {
            println!("skipped: no {shell_name}");
            continue;
        }
        let (fine, said) = shell(&format!("{shell_name} -n {}", file.display()), &folder);
        assert!(fine && said.is_empty(), "{shell_name}: {said}");
    }
}
