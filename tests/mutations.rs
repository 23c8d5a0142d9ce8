//! Whatever is typed: texts of the corpora, mutilated at random, are answered or refused, without a panic and soon.
//! `NENPYO_MUTATIONS=10000` asks for more of them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::VOCABULARY;
use nenpyo::AskOptions;
use nenpyo::Store;
use nenpyo::chronicle::{Input, read, write};
use std::path::Path;
use std::time::{Duration, Instant};

/// What takes longer than this in a debug build on a busy machine hangs.
const HANGS: Duration = Duration::from_secs(20);

/// Pieces that have a meaning somewhere, or a bad name.
const ODD: [&str; 40] = [
    "\0",
    "\u{202e}",
    "\u{feff}",
    "\u{1b}[31m",
    "٣",
    "①",
    "Ⅷ",
    "ﬁ",
    "İ",
    "ß",
    "e\u{301}",
    "\u{3000}",
    "\"",
    "\\",
    "(",
    "[",
    "{",
    "}",
    ")",
    "]",
    "<",
    ">",
    "?",
    "~",
    "..",
    "*",
    "-",
    "--",
    "/",
    "999999999999999999999",
    "-1",
    "1e999",
    "`",
    "$",
    "#",
    "|",
    "大連",
    "2017-13",
    "{2016,}",
    "[..]",
];

/// Random numbers, the same each time (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % end.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

fn cases() -> usize {
    std::env::var("NENPYO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(1000)
}

/// The lines of some files, without comments.
fn lines(folder: &str, ending: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let files = files.iter().filter(|file| file.extension().is_some_and(|end| end == ending));
    let texts =
        files.map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned());
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect()
}

/// A line with some words left out, doubled, moved or put in from another one, or an odd piece somewhere.
fn mutated(line: &str, words: &[&str], random: &mut Random) -> String {
    let mut pieces: Vec<&str> =
        line.split_inclusive([' ', '(', ')', '[', ']', '"', ',', '-']).collect();
    for _ in 0..=random.below(4) {
        let at = random.below(pieces.len() + 1);
        let inside = random.below(pieces.len());
        match random.below(6) {
            0 => pieces.insert(at, random.of(&ODD)),
            1 | 2 => {
                pieces.insert(at, random.of(words));
                pieces.insert(at + 1, " ");
            }
            3 if !pieces.is_empty() => drop(pieces.remove(inside)),
            4 if !pieces.is_empty() => {
                let piece = pieces.remove(inside);
                pieces.insert(random.below(pieces.len() + 1), piece);
            }
            5 if !pieces.is_empty() => pieces.insert(at, pieces[inside]),
            _ => {}
        }
    }
    pieces.concat()
}

/// Does something with many mutilated lines of a corpus.
fn each(corpus: &[String], cases: usize, mut check: impl FnMut(&str)) {
    let words: Vec<&str> = corpus.iter().flat_map(|line| line.split_whitespace()).collect();
    let mut random = Random(cases as u64);
    for _ in 0..cases {
        let line = &corpus[random.below(corpus.len())];
        let text = mutated(line, &words, &mut random);
        let start = Instant::now();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&text)));
        assert!(result.is_ok(), "a panic: {text:?}");
        assert!(start.elapsed() < HANGS, "a hang: {text:?}");
    }
}

/// Few rows, few steps: what a text means is tested here, and not how long an answer may be.
fn options() -> AskOptions {
    let mut options = AskOptions::default();
    options.limits.rows = Some(1000);
    options.limits.steps = Some(100_000);
    options
}

#[test]
fn phrases() {
    let store = Store::builtin().unwrap();
    let corpus = [lines("tests/phrases", "q"), lines("tests/phrases", "txt")].concat();
    let mut answered = 0;
    each(&corpus, cases(), |phrase| {
        answered += usize::from(store.ask_with(phrase, &options()).is_ok());
    });
    assert!(answered > cases() / 20, "only {answered} phrases are answered");
}

#[test]
fn patterns() {
    let store = Store::builtin().unwrap();
    let corpus = lines("tests/corpus/pattern", "txt");
    each(&corpus, cases(), |query| drop(store.query_with(query, &options())));
}

/// What of it is read is written, and read again as the same.
#[test]
fn chronicles() {
    let corpus = [lines("tests/corpus/chronicle", "chron"), lines("data", "chron")].concat();
    let load = |text: &str| read(&[Input { name: "x".into(), text }], Some(&VOCABULARY));
    let mut read_back = 0;
    each(&corpus, cases(), |statement| {
        let text = format!(
            "source s \"S\"\nsource dlhitech \"D\"\ncompany nec \"NEC\"\npark dhz \"P\"\n{statement}\n"
        );
        match load(&text) {
            Ok(dataset) => {
                let written = write(&dataset, Some(&VOCABULARY));
                assert_eq!(load(&written).unwrap_or_else(|e| panic!("{e}\n{written}")), dataset);
                read_back += 1;
            }
            Err(errors) => assert!(errors.to_string().starts_with("error: ")),
        }
    });
    assert!(read_back > cases() / 50, "only {read_back} are read");
}
