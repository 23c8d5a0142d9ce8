//! A terminal with the program in it: keys go in, and the screen is looked at.
//! Each test file uses a part of it.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a screen must stay as it is to be looked at.
const STILL: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal with the program in it.
pub struct Terminal {
    pty: Arc<pty_process::blocking::Pty>,
    screen: Arc<Mutex<Screen>>,
    pub child: Child,
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
    /// Starts it, with options and `NAME=VALUE` of its environment; what it keeps, it keeps in the folder `state`.
    pub fn start(arguments: &[&str], (rows, columns): (u16, u16), state: &Path) -> Terminal {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(rows, columns)).unwrap();
        let child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_nenpyo"))
            .args(arguments.iter().filter(|argument| !is_variable(argument)))
            .env("TERM", "xterm-256color")
            .env("XDG_STATE_HOME", state)
            .env("XDG_DATA_HOME", state)
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("PAGER")
            .envs(arguments.iter().filter(|it| is_variable(it)).filter_map(|it| it.split_once('=')))
            .spawn(pts)
            .unwrap();
        let pty = Arc::new(pty);
        let parser = vt100::Parser::new(rows, columns, 0);
        let screen = Arc::new(Mutex::new(Screen { parser, changed: Instant::now() }));
        let (shown, answers) = (Arc::clone(&screen), Arc::clone(&pty));
        std::thread::spawn(move || show(&answers, &shown));
        Terminal { pty, screen, child }
    }

    /// Types.
    pub fn send(&mut self, bytes: &[u8]) {
        (&*self.pty).write_all(bytes).unwrap();
        self.screen.lock().unwrap().changed = Instant::now();
        sleep(Duration::from_millis(20));
    }

    /// Gives the window another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        let mut screen = self.screen.lock().unwrap();
        screen.parser.screen_mut().set_size(rows, columns);
        screen.changed = Instant::now();
        self.pty.resize(pty_process::Size::new(rows, columns)).unwrap();
    }

    /// Sends a signal to the program, as `kill -NAME` does.
    pub fn signal(&self, name: &str) {
        let (option, id) = (format!("-{name}"), self.child.id().to_string());
        assert!(std::process::Command::new("kill").args([option, id]).status().unwrap().success());
    }

    /// The screen when it has come to rest and shows `text`.
    pub fn wait(&self, text: &str) -> vt100::Screen {
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
fn show(terminal: &pty_process::blocking::Pty, screen: &Mutex<Screen>) {
    let mut terminal = terminal;
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

/// What a key sends.
pub fn key(name: &str) -> &'static [u8] {
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
        "Delete" => b"\x1b[3~",
        "Ctrl-C" => b"\x03",
        "Ctrl-D" => b"\x04",
        "Ctrl-E" => b"\x05",
        "Ctrl-L" => b"\x0c",
        "Ctrl-R" => b"\x12",
        "Ctrl-U" => b"\x15",
        "Ctrl-W" => b"\x17",
        "Ctrl-Z" => b"\x1a",
        _ => panic!("no key is called `{name}`"),
    }
}
