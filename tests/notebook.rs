//! Notebooks: what `nenpyo run` writes into them, and what it refuses.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use insta::assert_snapshot;
use running::{Run, folder, run};
use std::path::{Path, PathBuf};

/// A notebook in a folder of its own.
fn notebook(name: &str, text: &str) -> PathBuf {
    let path = folder(&format!("notebook-{name}")).join("notes.md");
    std::fs::write(&path, text).unwrap();
    path
}

fn run_on(path: &Path, arguments: &[&str]) -> Run {
    run(&[&["run", path.to_str().unwrap()], arguments].concat())
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The notebook with its answers, which a second run leaves as they are.
fn filled(name: &str, text: &str) -> String {
    let path = notebook(name, text);
    for _ in 0..2 {
        let Run { stdout, stderr, code } = run_on(&path, &[]);
        assert_eq!((code, stdout.as_str(), stderr.as_str()), (Some(0), "", ""), "{text}");
    }
    let checked = run_on(&path, &["--check"]);
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(0), ""));
    let written = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(written, 1, "nothing but the notebook is left");
    read(&path)
}

/// What is said of a notebook that is left as it is.
fn refused(name: &str, text: &str) -> String {
    let path = notebook(name, text);
    let Run { stdout, stderr, code } = run_on(&path, &[]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""), "{stderr}");
    assert_eq!(read(&path), text);
    stderr.replace(path.to_str().unwrap(), "notes.md")
}

#[test]
fn answers_stand_behind_their_questions() {
    assert_snapshot!(filled(
        "answers",
        "# Notes\n\n\
         ```nenpyo\nhow many awards\n.why\n```\n\
         A paragraph.\n\n\
         1. ~~~ nenpyo\n   # a session: this is of the last\n   .sources\n\n   awards to compnies\n   ~~~\n\n\n\
         ```text answer\nold\n```\n\n\
         ```nenpyo\n# says nothing\n```\n\n\
         ```text answer\nold\n```\n\n\
         ```nenpyo\nMATCH (c:Company)\nRETURN count(c) AS companies\nORDER BY companies\nRETURN '```' AS fence\n```"
    ));
}

#[test]
fn a_changed_answer_is_shown_and_nothing_written() {
    let path = notebook("changed", "```nenpyo\nhow many awards\n```\n");
    assert_eq!(run_on(&path, &[]).code, Some(0));
    let changed = read(&path).replace("     5", "     6");
    std::fs::write(&path, &changed).unwrap();
    let Run { stdout, stderr, code } = run_on(&path, &["--check"]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    assert_snapshot!(stdout.replace(path.to_str().unwrap(), "notes.md"));
    assert_eq!(read(&path), changed);
}

#[test]
fn sessions_with_the_command() {
    assert_snapshot!(filled(
        "console",
        "```console\n$ nenpyo ask \"how many awards\"\nold\n$ date\nTuesday\n$ nenpyo show Botaoo\n\
         $ nenpyo ask --sing\n```\n"
    ));
}

#[test]
fn lines_end_as_those_of_the_file() {
    let text = "One\r\n\r\n```nenpyo\r\nhow many awards\r\n```\r\n\r\nTwo\r\n";
    let (windows, unix) = (filled("crlf", text), filled("lf", &text.replace("\r\n", "\n")));
    assert!(windows.contains("\r\n\r\n```text answer\r\nmeans: MATCH"), "{windows}");
    assert_eq!(windows.replace("\r\n", "\n"), unix);
    assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
}

#[test]
fn the_chronicle_and_the_language_are_those_of_the_command() {
    let path = notebook("data", "```nenpyo\nawards to 博涛\n```\n");
    let data = ["--lang", "ja", "--format", "csv", "--data", "data/dalian-2017.chron"];
    assert_eq!(run(&[&data[..], &["run", path.to_str().unwrap()]].concat()).code, Some(0));
    assert!(read(&path).contains("博涛"), "{}", read(&path));
}

#[test]
fn what_is_refused() {
    let wrong = [
        ("unclosed", "One\n\n```nenpyo\nawards\n"),
        ("stray", "```text answer\n5\n```\n"),
        ("export", "```nenpyo\nawards\n.export a.csv\n```\n"),
        ("mended", "```nenpyo\nawards\n.exprt a.csv\n.fix\n```\n"),
        ("quit", "- ```nenpyo\n  quit\n  ```\n"),
        ("options", "```nenpyo title=x --data own.chron\nawards\n```\n"),
        ("timer", "```nenpyo\n.timer on\n```\n"),
        ("out", "```console\n$ nenpyo page awards -o a.html\n```\n"),
        ("pipe", "```console\n$ nenpyo dot awards | dot -Tsvg\n```\n"),
        ("fence", "~~~ console\n$ nenpyo query \"RETURN '~~~' AS x\"\n~~~\n"),
        ("dollar", "```console\n$ nenpyo query --format csv 'RETURN \"$ a\" AS x'\n```\n"),
    ];
    let told = wrong.map(|(name, text)| refused(name, text));
    assert_snapshot!(told.join("\n"));
}

#[test]
fn a_notebook_opens_its_own_chronicle() {
    let path = notebook("own", "");
    let own = path.with_file_name("own.chron");
    std::fs::write(&own, "company acme \"Acme\"\n2017-03 award prize \"Prize\" to acme\n").unwrap();
    let own = own.display();
    let text = format!(
        "```nenpyo {{.answers}}\n.open {own}\n```\n\n> ```nenpyo\n> awards\n> ```\n\n~~~~nenpyo\nawards"
    );
    std::fs::write(&path, text + "\n~~~~").unwrap();
    assert_eq!(run_on(&path, &[]).code, Some(0));
    let text = read(&path);
    assert!(
        text.contains("2017-03") && text.contains("to Acme") && !text.contains("Botao"),
        "{text}"
    );
    assert!(text.contains("> ```\n\n~~~~nenpyo\n"), "what is quoted is left alone: {text}");
    assert_eq!(run_on(&path, &["--check"]).stdout, "");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_read_only_stays() {
    use std::os::unix::fs::PermissionsExt;
    let text = "```nenpyo\nhow many awards\n```\n";
    let path = notebook("read-only", text);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let Run { stderr, code, .. } = run_on(&path, &[]);
    assert_eq!((code, read(&path).as_str()), (Some(1), text));
    assert!(stderr.contains("cannot write") && stderr.contains("it is read-only"), "{stderr}");
    assert_eq!(run_on(&path, &["--check"]).code, Some(1), "it can be checked");
}

/// A notebook whose questions take long, and is ended in the middle.
#[cfg(unix)]
#[test]
fn a_notebook_that_is_ended_in_the_middle_is_the_old_one() {
    let slow = "MATCH (a), (b), (c), (d) RETURN count(*)";
    let text = format!("```nenpyo\nhow many awards\n{slow}\n```\n");
    let path = notebook("ended", &text);
    let mut child = running::binary().args(["run", path.to_str().unwrap()]).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(read(&path), text);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn files_that_are_no_notebooks() {
    assert_snapshot!(run(&["run", "no/such.md"]).stderr);
    let path = notebook("bytes", "");
    std::fs::write(&path, b"\xff\n").unwrap();
    let Run { stderr, code, .. } = run_on(&path, &[]);
    assert_eq!(code, Some(1));
    assert_snapshot!(stderr.replace(path.to_str().unwrap(), "notes.md"));
}
