//! Running the binary as a user does.
//! Each test file uses a part of it.
#![allow(dead_code)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What a run has written, and its exit code.
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            stdout: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("the messages are UTF-8"),
            code: output.status.code(),
        }
    }
}

/// The binary, whatever the environment of the tests says of colours, widths and places.
pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nenpyo"));
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "PAGER"] {
        command.env_remove(name);
    }
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/nowhere");
    command.env("XDG_DATA_HOME", nowhere).env("XDG_STATE_HOME", nowhere);
    command
}

/// Runs the binary with arguments.
pub fn run(arguments: &[&str]) -> Run {
    binary().args(arguments).stdin(Stdio::null()).output().expect("it runs").into()
}

/// Runs a program with `input` on its standard input.
pub fn pipe(command: &mut Command, input: &[u8]) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A program that ends early closes the pipe: that is its right.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    let _ = writer.join().expect("the writer ends");
    output.into()
}

/// An empty folder of its own for a test.
pub fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// Checks that it is well-formed XML of the plain kind that is written, and gives the names of the elements.
pub fn parsed(xml: &str) -> Vec<String> {
    let (mut open, mut names, mut rest) = (Vec::new(), Vec::new(), xml);
    while let Some((text, tail)) = rest.split_once('<') {
        is_text(text);
        let (tag, tail) = tail.split_once('>').expect("a tag ends");
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let parts: Vec<&str> = attributes.trim_end_matches('/').split('"').collect();
        assert!(parts.len() % 2 == 1, "quotes pair in {tag}");
        for (index, part) in parts.iter().enumerate() {
            match index % 2 {
                0 => assert!(part.trim().is_empty() || part.ends_with('='), "{tag}"),
                _ => is_text(part),
            }
        }
        names.push(name.to_owned());
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    is_text(rest);
    assert!(open.is_empty() && names[0] == "svg", "{open:?}");
    names
}

fn is_text(text: &str) {
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
    let plain = entities.iter().fold(text.to_owned(), |text, entity| text.replace(entity, ""));
    assert!(!plain.contains(['&', '<', '>', '\u{fffe}', '\u{ffff}']), "{text}");
}
