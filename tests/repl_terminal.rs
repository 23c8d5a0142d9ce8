//! Whole sessions at a terminal, played from the scripts in `tests/shell`.
//!
//! A line of a script is one of
//! - `# …`: a remark
//! - `type TEXT`: types it
//! - `key NAME`: presses a key: Enter, Tab, Up, Right, Escape, Backspace, Ctrl-C and so on
//! - `wait TEXT`: waits until the screen shows it
//! - `screen`: looks at the screen; `colors`: looks at it with its colours
//! - `end`: waits until the program ends
//! - `start [NAME=VALUE] [OPTION…]`: starts the program (again), in such an environment
//!
//! The snapshot is the script with what the screen showed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod running;
mod terminal;

use std::path::{Path, PathBuf};
use terminal::{Terminal, key};

const ROWS: u16 = 45;

fn plain(screen: &vt100::Screen) -> String {
    let lines: Vec<String> =
        screen.contents().lines().map(|line| format!("  | {}", line.trim_end())).collect();
    lines.join("\n").trim_end_matches(['\n', ' ', '|']).to_owned()
}

fn colored(screen: &vt100::Screen) -> String {
    String::from_utf8(screen.contents_formatted()).unwrap().replace('\x1b', "␛")
}

/// Plays a script, and gives it back with what the screen showed.
fn play(path: &Path, columns: u16) -> String {
    let name = path.file_stem().unwrap().to_string_lossy();
    let state = running::folder(&format!("shell {name} {columns}"));
    let mut terminal = None;
    let mut played = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        played += &format!("{line}\n");
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (word, &mut terminal) {
            ("" | "#", _) => {}
            ("start", _) => {
                drop(terminal.take());
                let arguments: Vec<&str> = rest.split_whitespace().collect();
                let started = Terminal::start(&arguments, (ROWS, columns), &state);
                started.wait("nenpyo> ");
                terminal = Some(started);
            }
            ("type", Some(terminal)) => terminal.send(rest.as_bytes()),
            ("key", Some(terminal)) => terminal.send(key(rest)),
            ("wait", Some(terminal)) => drop(terminal.wait(rest)),
            ("screen", Some(terminal)) => played += &(plain(&terminal.wait("")) + "\n"),
            ("colors", Some(terminal)) => played += &(colored(&terminal.wait("")) + "\n"),
            ("end", Some(terminal)) => assert!(terminal.child.wait().unwrap().success()),
            _ => panic!("`{line}` is no line of a script"),
        }
    }
    played
}

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shell");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut scripts: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "keys")).collect();
    scripts.sort();
    scripts
}

#[test]
fn sessions() {
    for path in scripts() {
        let name = path.file_stem().unwrap().to_string_lossy();
        insta::assert_snapshot!(format!("shell_{name}"), play(&path, 80));
    }
}

#[test]
fn a_wide_terminal() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shell/japanese.keys");
    insta::assert_snapshot!("shell_japanese_wide", play(&path, 140));
}
