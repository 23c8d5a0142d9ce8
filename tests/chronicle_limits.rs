//! A hundred thousand brackets are an error at once, on a small stack.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::VOCABULARY;
use nenpyo::chronicle::{Input, from_json, read, to_json};
use std::thread;
use std::time::{Duration, Instant};

const COUNT: usize = 100_000;
/// A guard against work that grows with the square of the text, and not a measure of speed.
const LIMIT: Duration = Duration::from_secs(20);

/// Runs `work`, which finds errors, on a stack of 512 KiB; a stack overflow would abort the test.
fn ends(work: impl FnOnce() -> usize + Send + 'static) -> bool {
    let begin = Instant::now();
    let found = thread::Builder::new().stack_size(512 * 1024).spawn(work).unwrap().join().unwrap();
    assert!(found > 0, "no error");
    begin.elapsed() < LIMIT
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
            assert!(ends(move || errors(&text)), "{lead:?} {bracket:?}");
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
            let errors =
                move || from_json(&text).map_or_else(|errors| errors.to_string().len(), |_| 0);
            assert!(ends(errors), "{lead:?} {bracket:?}");
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
        assert!(begin.elapsed() < LIMIT, "{:?}", text.get(..60));
    }
}

/// What may have been meant is not sought for each of thousands of unknown names among thousands of known ones.
#[test]
fn many_unknown_names_end() {
    let companies: String = (0..2000).map(|n| format!("company c{n} \"C {n}\"\n")).collect();
    let events: String = (0..2000).map(|n| format!("2017 award e{n} \"E\" to x{n}\n")).collect();
    let begin = Instant::now();
    let input = Input { name: "x".into(), text: &(companies.clone() + &events) };
    let errors = read(&[input], Some(&VOCABULARY)).unwrap_err();
    assert_eq!(errors.iter().count(), 100);
    assert!(errors.to_string().ends_with("the rest was not read after 100 errors\n"));

    let input = Input { name: "x".into(), text: &companies };
    let mut dataset = read(&[input], Some(&VOCABULARY)).unwrap();
    for n in 0..2000 {
        let mut entity = dataset.entities[&format!("c{n}")].clone();
        entity.item.class = format!("compny{n}");
        dataset.entities.insert(format!("d{n}"), entity);
    }
    let errors = from_json(&to_json(&dataset).unwrap()).unwrap_err();
    assert_eq!((errors.iter().count(), errors.count()), (100, 2000));
    assert!(errors.to_string().ends_with("… and 1900 more\n"));
    assert!(begin.elapsed() < LIMIT);
}
