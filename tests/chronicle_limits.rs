//! A hundred thousand brackets are an error at once, on a small stack.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::VOCABULARY;
use nenpyo::chronicle::{Input, from_json, read};
use std::thread;
use std::time::{Duration, Instant};

const COUNT: usize = 100_000;
const LIMIT: Duration = Duration::from_millis(50);

/// Runs `work` on a stack of 512 KiB; a stack overflow would abort the test.
fn on_small_stack(work: impl FnOnce() -> Duration + Send + 'static) -> Duration {
    thread::Builder::new().stack_size(512 * 1024).spawn(work).unwrap().join().unwrap()
}

/// What `work` takes at best: the machine may be busy with other tests, so a slow run is done again.
fn fastest(work: impl Fn() -> usize + Send + Clone + 'static) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let work = work.clone();
        let time = on_small_stack(move || {
            let begin = Instant::now();
            assert!(work() > 0, "no error");
            begin.elapsed()
        });
        best = best.min(time);
        if best < LIMIT {
            break;
        }
    }
    best
}

fn errors(text: &str) -> usize {
    read(&[Input { name: "x".into(), text }], Some(&VOCABULARY))
        .map_or_else(|errors| errors.to_string().len(), |_| 0)
}

#[test]
fn brackets_in_a_file() {
    let _ = &*VOCABULARY;
    for bracket in [
        "[", "(", "{", "<", "]", "\"", "{2017", "[1", "\\", "[\n", "(\n", "\n  [", "[] ", "[s 1]",
        "?", "[s\n x", "(~",
    ] {
        for lead in [
            "",
            "class event\nclass date\n2017 event x \"X\" ",
            "class a\n  en ",
            "company a \"A\"\n  ",
        ] {
            let text = format!("{lead}{}", bracket.repeat(COUNT));
            let time = fastest(move || errors(&text));
            assert!(time < LIMIT, "{lead:?} {bracket:?}: {time:?}");
        }
    }
}

#[test]
fn brackets_in_json() {
    for bracket in ["[", "{\"a\":", "{\"entities\":{\"a\":{\"labels\":", "\""] {
        for lead in
            ["", "{\"entities\":", "{\"entities\":{\"a\":{\"notes\":", "{\"events\":{\"a\":{\"x\":"]
        {
            let text = format!("{lead}{}", bracket.repeat(COUNT));
            let time = fastest(move || {
                from_json(&text).map_or_else(|errors| errors.to_string().len(), |_| 0)
            });
            assert!(time < LIMIT, "{lead:?} {bracket:?}: {time:?}");
        }
    }
}

#[test]
fn long_lines_and_statements_end() {
    let texts = [
        format!("class event\n2017 event x \"{}\"", "a".repeat(60_000)),
        format!("class event\n2017 event x \"X\"{}", "\n  note \"a\"".repeat(9_000)),
        format!("class event\n2017 event x \"X\" at {}", "a, ".repeat(15_000)),
        "company\n".repeat(COUNT),
        format!("company a \"A\" {}", "(".repeat(60_000)),
        (0..10_000)
            .map(|n| {
                format!("2017-03 award e{n} \"E\" to c{} by c0\ncompany c{n} \"C {n}\"\n", n / 2)
            })
            .collect(),
        "# comment\n".repeat(COUNT),
    ];
    for text in texts {
        let begin = Instant::now();
        let _ = errors(&text);
        assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", text.get(..60));
    }
}
