//! 100,000 opening brackets, on a small stack: an error, and soon.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use running::{folder, pipe};
use std::process::Command;
use std::time::{Duration, Instant};

/// Start and end of a process on a busy machine come on top of the 50 ms that an error may take.
const SOON: Duration = Duration::from_millis(50);

/// Runs the binary with 512 KiB of stack; returns what it says and how long it took.
fn small_stack(arguments: &str, input: &str) -> (String, Duration) {
    let script = format!("ulimit -s 512; exec '{}' {arguments}", env!("CARGO_BIN_EXE_nenpyo"));
    let start = Instant::now();
    let run = pipe(Command::new("bash").args(["-c", &script]), input.as_bytes());
    let time = start.elapsed();
    assert_eq!(run.code, Some(1), "{arguments}: {}", run.stderr);
    (run.stderr, time)
}

/// How long the binary takes for a line that is wrong for a plain reason.
fn baseline(arguments: &str, input: &str) -> Duration {
    (0..3).map(|_| small_stack(arguments, input).1).min().expect("three runs")
}

fn check(arguments: &str, input: &str, plain: Duration) {
    let (mut said, mut best) = small_stack(arguments, input);
    for _ in 0..4 {
        if best > plain + SOON {
            let (again, time) = small_stack(arguments, input);
            (said, best) = (again, best.min(time));
        }
    }
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.len() < 20_000, "{} bytes of error", said.len());
    assert!(best < plain + SOON, "{arguments}: {best:?}, and {plain:?} for a plain error");
}

#[test]
fn in_a_phrase() {
    let plain = baseline("", "awrds\n");
    for bracket in ["(", "[", "{", "not ", "\"", "（", "companies that received awards to "] {
        check("", &(bracket.repeat(100_000) + "\n"), plain);
    }
}

#[test]
fn in_files() {
    let folder = folder("deep");
    let plain = folder.join("plain.chron");
    std::fs::write(&plain, "nothing\n").unwrap();
    let plain = baseline(&format!("check '{}'", plain.display()), "");
    for (name, text) in [
        ("a.chron", "[".repeat(100_000)),
        ("b.chron", format!("2017 award \"x\" to {}", "(".repeat(100_000))),
        ("c.chron", "[\n".repeat(100_000)),
        ("a.json", "[".repeat(100_000)),
        ("b.json", "{\"entities\":".repeat(100_000)),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        check(&format!("check '{}'", file.display()), "", plain);
    }
}
