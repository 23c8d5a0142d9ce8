//! Whole sessions at a terminal, played from the scripts in `tests/shell`.
//!
//! A line of a script is one of
//! - `# …`: a remark
//! - `type TEXT`: types it
//! - `key NAME`: presses a key: Enter, Tab, Up, Right, Escape, Backspace, Ctrl-C and so on
//! - `paste TEXT`: pastes it, `␊` in it being the ends of lines; `lines TEXT`: the same in a terminal that does not tell what
//!   is pasted
//! - `wait TEXT`: waits until the screen shows it
//! - `screen`: looks at the screen; `colors`: looks at it with its colours; `cursor`: looks where the cursor is
//! - `resize ROWS COLUMNS`: gives the window another size
//! - `end`: waits until the program ends; `kill NAME`: sends a signal and waits until it ends
//! - `write FILE TEXT`: writes a file of the folder that the program keeps things in, `\xff` being a byte of it;
//!   `read FILE`: shows such a file
//! - `start [NAME=VALUE] [OPTION…]`: starts the program (again), in such an environment
//!
//! `NENPYO_SHELL=name` plays only that script. The snapshot is the script with what the screen showed.

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

/// Where the cursor is, with what stands before it in its line.
fn cursor(screen: &vt100::Screen) -> String {
    let (row, column) = screen.cursor_position();
    let line = screen.contents_between(row, 0, row, column);
    format!("  | {row}:{column} behind `{line}`\n")
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\xff");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(0xff);
        bytes.extend(part.as_bytes());
    }
    bytes
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
            ("key", Some(terminal)) => {
                terminal.send(key(rest));
                // Keys that come while the prompt is set up anew, or right behind Escape, would be taken for others.
                if matches!(rest, "Ctrl-C" | "Ctrl-Z" | "Escape") {
                    terminal.wait("");
                }
            }
            ("paste", Some(terminal)) => {
                terminal.send(format!("\x1b[200~{}\x1b[201~", rest.replace('␊', "\r")).as_bytes());
            }
            ("lines", Some(terminal)) => terminal.send(rest.replace('␊', "\r").as_bytes()),
            ("cursor", Some(terminal)) => played += &cursor(&terminal.wait("")),
            ("resize", Some(terminal)) => {
                let (rows, columns) = rest.split_once(' ').unwrap();
                terminal.resize(rows.parse().unwrap(), columns.parse().unwrap());
            }
            ("kill", Some(terminal)) => {
                terminal.signal(rest);
                terminal.child.wait().unwrap();
            }
            ("write", _) => {
                let (file, text) = rest.split_once(' ').unwrap();
                let file = state.join(file);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, unescaped(text)).unwrap();
            }
            ("read", _) => {
                let text = std::fs::read_to_string(state.join(rest)).unwrap();
                played += &text.lines().map(|line| format!("  > {line}\n")).collect::<String>();
            }
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
    let only = std::env::var("NENPYO_SHELL").ok();
    let wanted =
        |path: &Path| only.as_ref().is_none_or(|name| path.file_stem().unwrap() == &**name);
    let mut scripts: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|it| it == "keys") && wanted(path))
        .collect();
    scripts.sort();
    scripts
}

#[test]
fn sessions() {
    for path in scripts() {
        let name = path.file_stem().unwrap().to_string_lossy();
        let played = play(&path, 80).replace(env!("CARGO_TARGET_TMPDIR"), "TMP");
        insta::assert_snapshot!(format!("shell_{name}"), played);
    }
}

#[test]
fn a_wide_terminal() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shell/japanese.keys");
    insta::assert_snapshot!("shell_japanese_wide", play(&path, 140));
}
