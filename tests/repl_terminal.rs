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

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

const ROWS: u16 = 45;
/// How long a screen must stay as it is to be looked at.
const STILL: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal with the program in it.
struct Terminal {
    keyboard: std::fs::File,
    screen: Arc<Mutex<Screen>>,
    child: Child,
}

struct Screen {
    parser: vt100::Parser,
    changed: Instant,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Terminal {
    fn start(arguments: &[&str], columns: u16, state: &Path) -> Terminal {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(ROWS, columns)).unwrap();
        let child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_nenpyo"))
            .args(arguments.iter().filter(|argument| !is_variable(argument)))
            .env("TERM", "xterm-256color")
            .env("XDG_STATE_HOME", state)
            .env("XDG_DATA_HOME", state)
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR")
            .envs(arguments.iter().filter(|it| is_variable(it)).filter_map(|it| it.split_once('=')))
            .spawn(pts)
            .unwrap();
        let keyboard = std::fs::File::from(std::os::fd::OwnedFd::from(pty));
        let parser = vt100::Parser::new(ROWS, columns, 0);
        let screen = Arc::new(Mutex::new(Screen { parser, changed: Instant::now() }));
        let (shown, answers) = (Arc::clone(&screen), keyboard.try_clone().unwrap());
        std::thread::spawn(move || show(answers, &shown));
        Terminal { keyboard, screen, child }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.screen.lock().unwrap().changed = Instant::now();
        sleep(Duration::from_millis(20));
    }

    /// The screen when it has come to rest and shows `text`.
    fn wait(&self, text: &str) -> vt100::Screen {
        let start = Instant::now();
        loop {
            {
                let screen = self.screen.lock().unwrap();
                let now = screen.parser.screen();
                if screen.changed.elapsed() > STILL && now.contents().contains(text) {
                    return now.clone();
                }
                assert!(start.elapsed() < PATIENCE, "waits for `{text}`:\n{}", now.contents());
            }
            sleep(Duration::from_millis(10));
        }
    }
}

fn is_variable(argument: &&str) -> bool {
    argument.contains('=') && !argument.starts_with('-')
}

/// Shows what the program writes, and tells it where the cursor is when it asks.
fn show(mut terminal: std::fs::File, screen: &Mutex<Screen>) {
    const WHERE: &[u8] = b"\x1b[6n";
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = terminal.read(&mut bytes) {
        let read = &bytes[..count];
        let mut screen = screen.lock().unwrap();
        screen.parser.process(read);
        screen.changed = Instant::now();
        for _ in read.windows(WHERE.len()).filter(|window| *window == WHERE) {
            let (row, column) = screen.parser.screen().cursor_position();
            let _ = write!(terminal, "\x1b[{};{}R", row + 1, column + 1);
        }
    }
}

fn key(name: &str) -> &'static [u8] {
    match name {
        "Enter" => b"\r",
        "Tab" => b"\t",
        "Escape" => b"\x1b",
        "Backspace" => b"\x7f",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Alt-Enter" => b"\x1b\r",
        "Ctrl-A" => b"\x01",
        "Ctrl-C" => b"\x03",
        "Ctrl-D" => b"\x04",
        "Ctrl-R" => b"\x12",
        "Ctrl-U" => b"\x15",
        _ => panic!("no key is called `{name}`"),
    }
}

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
                let started = Terminal::start(&arguments, columns, &state);
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
