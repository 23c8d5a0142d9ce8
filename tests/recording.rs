//! The recorded session of the README: `docs/session.svg` is what `tests/recording/session.keys` shows.
//! `NENPYO_UPDATE=1 cargo test --test recording` records it anew.
//!
//! A line of the script is one of those of `tests/shell`, or `frame SECONDS`: the screen as it is, for so long.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "recording/film.rs"]
mod film;
#[path = "recording/ink.rs"]
mod ink;
mod running;
mod terminal;

use film::{Film, Frame};
use std::path::Path;
use std::time::Duration;
use terminal::{Terminal, key};

/// So long it is waited before a frame is taken, on top of a screen that stands still.
const SETTLED: Duration = Duration::from_millis(500);
const ROWS: u16 = 30;
const COLUMNS: u16 = 100;

/// Plays the script.
fn record(script: &str) -> Film {
    let state = running::folder("recording");
    let mut terminal = None;
    let mut film = Film::new(ROWS, COLUMNS);
    for line in script.lines() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (word, &mut terminal) {
            ("" | "#", _) => {}
            ("start", _) => {
                let started = Terminal::start(&[], (ROWS, COLUMNS), &state);
                started.wait("nenpyo> ");
                terminal = Some(started);
            }
            ("type", Some(terminal)) => terminal.send(rest.as_bytes()),
            ("key", Some(terminal)) => terminal.send(key(rest)),
            ("wait", Some(terminal)) => drop(terminal.wait(rest)),
            ("end", Some(terminal)) => assert!(terminal.child.wait().unwrap().success()),
            ("frame", Some(terminal)) => {
                std::thread::sleep(SETTLED);
                film.frames
                    .push(Frame { screen: terminal.wait(""), seconds: rest.parse().unwrap() });
            }
            _ => panic!("`{line}` is no line of a script"),
        }
    }
    film
}

#[test]
fn the_recorded_session_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/session.svg");
    let film = record(&std::fs::read_to_string(root.join("tests/recording/session.keys")).unwrap());
    let svg = film.svg();
    running::parsed(&svg);
    if std::env::var_os("NENPYO_UPDATE").is_some() {
        return std::fs::write(path, svg).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == svg, "`NENPYO_UPDATE=1 cargo test --test recording` records the session anew");
}
