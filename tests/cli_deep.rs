//! 100,000 opening brackets, on a small stack: an error.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use running::{folder, pipe};
use std::process::Command;
use std::time::{Duration, Instant};

/// What takes longer than this in a debug build on a busy machine grows faster than the text, or hangs.
const HANGS: Duration = Duration::from_secs(20);

/// Runs the binary with 512 KiB of stack, and looks at the error that it must give.
fn check(arguments: &str, input: &str) {
    let script = format!("ulimit -s 512; exec '{}' {arguments}", env!("CARGO_BIN_EXE_nenpyo"));
    let start = Instant::now();
    let run = pipe(Command::new("bash").env("LC_ALL", "C").args(["-c", &script]), input.as_bytes());
    let time = start.elapsed();
    let said = run.stderr;
    assert_eq!(run.code, Some(1), "{arguments}: {said}");
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.len() < 20_000, "{} bytes of error", said.len());
    assert!(time < HANGS, "{arguments}: {time:?}");
}

#[test]
fn in_a_phrase() {
    for bracket in ["(", "[", "{", "not ", "\"", "（", "companies that received awards to "] {
        check("", &(bracket.repeat(100_000) + "\n"));
    }
}

#[test]
fn in_files() {
    let folder = folder("deep");
    for (name, text) in [
        ("a.chron", "[".repeat(100_000)),
        ("b.chron", format!("2017 award \"x\" to {}", "(".repeat(100_000))),
        ("c.chron", "[\n".repeat(100_000)),
        ("a.json", "[".repeat(100_000)),
        ("b.json", "{\"entities\":".repeat(100_000)),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        check(&format!("check '{}'", file.display()), "");
    }
}
