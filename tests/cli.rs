//! The binary, driven as a user does.

#![allow(clippy::unwrap_used, clippy::panic)]

mod random;
mod running;

use insta::assert_snapshot;
use random::Random;
use running::{Run, binary, folder, pipe, run};
use std::process::Command;

/// The output, for a run that succeeds.
fn ok(arguments: &[&str]) -> String {
    let Run { stdout, stderr, code } = run(arguments);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
    stdout
}

/// What is said on the standard error, for a run that fails with a code.
fn fails(code: i32, arguments: &[&str]) -> String {
    let run = run(arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{arguments:?}: {}", run.stderr);
    run.stderr
}

#[test]
fn an_answer_in_each_format() {
    let phrase = ["ask", "all", "awards", "to", "companies", "in", "the", "park"];
    assert_snapshot!("awards_table", ok(&phrase));
    for format in ["json", "jsonl", "csv", "tsv", "markdown", "html", "dot", "chron"] {
        let answer = ok(&[&phrase[..], &["--format", format]].concat());
        assert_snapshot!(format!("awards_{format}"), answer);
        let words = [&phrase[..], &["as", format]].concat();
        let asked = ok(&words);
        // The phrase wins, and is itself part of the JSON and the HTML.
        assert_eq!(asked.replace(&format!(" as {format}"), ""), answer);
        assert_eq!(ok(&[&words[..], &["--format", "table"]].concat()), asked);
    }
}

#[test]
fn the_chronicle_of_an_answer_loads_again() {
    let folder = folder("chron");
    let file = folder.join("part.chron");
    let part = ok(&["ask", "awards to companies in the park", "--format", "chron"]);
    std::fs::write(&file, &part).unwrap();
    let asked = |data: &[&str], format: &str| {
        let phrase = ["ask", "awards to companies in the park", "--format", format];
        ok(&[data, &phrase].concat())
    };
    let data = ["--data", file.to_str().unwrap()];
    assert_eq!(asked(&data, "csv"), asked(&[], "csv"));
    assert_eq!(asked(&data, "chron"), part, "written again it is the same");
    let none = ok(&["ask", "how many awards", "--format", "chron"]);
    assert!(none.starts_with("# no event"), "{none}");
}

#[test]
fn names_in_the_language_asked_for() {
    assert_snapshot!("awards_ja", ok(&["--lang", "ja", "ask", "awards to companies in the park"]));
    assert_snapshot!("show_ja", ok(&["show", "Botao", "--lang", "ja"]));
    assert_snapshot!("show_zh", ok(&["show", "dlhitech:12.7", "--lang", "zh"]));
    let kinds = ok(&["ask", "how many honours per kind", "--lang", "ja"]);
    assert!(kinds.contains("受賞"), "{kinds}");
    assert_snapshot!("wrong_language", fails(2, &["ask", "awards", "--lang", "xx"]));
}

#[test]
fn reasons_are_told() {
    assert_snapshot!(
        "why",
        ok(&["ask", "--why", "companies that received awards in December 2017"])
    );
    let json = ok(&["ask", "--why", "awards to Botao", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["why"][0][0]["relation"], "RECIPIENT");
    assert_eq!(json["why"][0][0]["sources"][0]["at"], "3.3");
}

#[test]
fn an_empty_answer_is_an_answer() {
    assert_snapshot!("empty", ok(&["ask", "awards in 1999"]));
    let json = ok(&["ask", "awards in 1999", "--format", "json"]);
    assert!(json.contains("\"rows\": []"), "{json}");
}

#[test]
fn wrong_phrases() {
    assert_snapshot!("wrong_phrase", fails(1, &["ask", "awards to 大連市 Compnay"]));
    assert_snapshot!("wrong_format", fails(1, &["ask", "awards as xml"]));
    let wrong = run(&["ask", "--format", "json", "awards to 大連市 Compnay"]);
    assert_eq!((wrong.code, wrong.stderr.as_str()), (Some(1), ""));
    assert_snapshot!("wrong_phrase_json", wrong.stdout);
    assert_snapshot!("wrong_name", fails(1, &["show", "Botaoo"]));
    assert_snapshot!("empty_phrase", fails(1, &["ask", ""]));
}

#[test]
fn wrong_usage() {
    for arguments in [&["ask"][..], &["sing"], &["ask", "x", "--format", "xml"], &["check"]] {
        assert!(fails(2, arguments).starts_with("error: "), "{arguments:?}");
    }
    assert_snapshot!("wrong_show_format", fails(2, &["show", "Botao", "--format", "csv"]));
    assert_snapshot!("wrong_ending", fails(2, &["convert", "a.chron", "b.xml"]));
}

#[test]
fn files_that_are_not_there_or_wrong() {
    assert_snapshot!("no_such_file", fails(1, &["ask", "awards", "--data", "no/such.chron"]));
    let folder = folder("wrong");
    let file = folder.join("wrong.chron");
    std::fs::write(&file, "2017 evnet \"大連\"\n2018-13 event \"x\"\n").unwrap();
    let wrong = fails(1, &["check", file.to_str().unwrap()]);
    assert_snapshot!("wrong_file", wrong.replace(folder.to_str().unwrap(), ""));
}

#[test]
fn the_shipped_files_are_fine_and_canonical() {
    let all =
        ["data/vocabulary/base.chron", "data/vocabulary/zone.chron", "data/dalian-2017.chron"];
    assert_eq!(ok(&[&["check"][..], &all].concat()), "");
    assert_eq!(ok(&["check", all[2]]), "");
    assert_eq!(
        ok(&["ask", "how many events", "--data", all[2], "--format", "csv"]),
        "count,certain,possible_only\n60,true,false\n"
    );
}

#[test]
fn format_rewrites_once() {
    let folder = folder("format");
    let file = folder.join("a.chron");
    let path = file.to_str().unwrap();
    let text = "# kept\ncompany   botao \"Botao\"   ja   \"博涛\"\n2017-03 award prize  \"Prize\" to botao\n";
    std::fs::write(&file, text).unwrap();
    let unformatted = run(&["format", "--check", path]);
    assert_eq!((unformatted.code, unformatted.stdout), (Some(1), format!("{path}\n")));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    assert_eq!(ok(&["format", path]), "");
    assert_snapshot!("formatted", std::fs::read_to_string(&file).unwrap());
    assert_eq!(ok(&["format", "--check", path]), "");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn format_keeps_a_vocabulary() {
    let folder = folder("vocabulary");
    for name in ["base.chron", "zone.chron"] {
        let file = folder.join(name);
        std::fs::copy(std::path::Path::new("data/vocabulary").join(name), &file).unwrap();
        ok(&["format", file.to_str().unwrap()]);
    }
    let files = ["base.chron", "zone.chron"]
        .map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    let inputs = files.each_ref().map(|text| nenpyo::chronicle::Input { name: "x".into(), text });
    let again = nenpyo::chronicle::read(&inputs, None).unwrap();
    assert_eq!(again.ontology, nenpyo::store::base_vocabulary().unwrap());
}

#[test]
fn conversion_and_back() {
    let folder = folder("convert");
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    ok(&["convert", "data/dalian-2017.chron", &at("a.json")]);
    ok(&["convert", &at("a.json"), &at("b.chron")]);
    ok(&["convert", &at("b.chron"), &at("c.json")]);
    ok(&["convert", &at("a.json"), &at("a.dot")]);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("a.json"), read("c.json"));
    assert!(read("a.dot").starts_with("digraph"));
    let count = ["ask", "how many events", "--format", "csv", "--data"];
    assert_eq!(
        ok(&[&count[..], &[&at("a.json")]].concat()),
        ok(&[&count[..], &[&at("b.chron")]].concat())
    );
}

#[test]
fn schema_and_explain() {
    let schema = ok(&["schema"]);
    assert!(schema.contains("    honour  honour, honor, accolade\n"), "{schema}");
    let json: serde_json::Value = serde_json::from_str(&ok(&["schema", "--json"])).expect("JSON");
    assert_eq!(json["title"], "Dataset");
    let json: serde_json::Value =
        serde_json::from_str(&ok(&["schema", "--format", "json"])).expect("JSON");
    assert_eq!(json["classes"]["award"]["parents"][0], "honour");
    assert!(ok(&["explain", "awards to Botao"]).starts_with("MATCH (award:Award)-[:RECIPIENT]->"));
}

#[test]
fn a_prompt_on_a_pipe() {
    let input = "help\nawards to Botao\nwhy\nawrds\n\nshow me all awards to Botao\nshow Botaoo\nnot \u{1b}[31m\u{202e}this\nquit\nawards\n";
    let session = pipe(&mut binary(), input.as_bytes());
    assert_eq!(session.code, Some(1), "a line failed");
    assert_snapshot!("prompt", format!("{}\n--- stderr\n{}", session.stdout, session.stderr));
    let fine = pipe(&mut binary(), b"how many awards as csv\r\n");
    assert_eq!(
        (fine.code, fine.stdout.as_str()),
        (Some(0), "count,certain,possible_only\n5,true,false\n")
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let script = format!(
        "'{}' ask events --format json | head -1; exit ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_nenpyo")
    );
    let run: Run = Command::new("bash")
        .env("LC_ALL", "C")
        .args(["-c", &script])
        .output()
        .expect("bash runs")
        .into();
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "{\n", ""));
}

#[test]
fn any_bytes_are_no_panic() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut bytes =
        |count: usize| -> Vec<u8> { (0..count).map(|_| random.below(256) as u8).collect() };
    let folder = folder("bytes");
    for name in ["a.chron", "a.json"] {
        let file = folder.join(name);
        std::fs::write(&file, bytes(5_000)).unwrap();
        let wrong = fails(1, &["check", file.to_str().unwrap()]);
        assert!(wrong.starts_with("error: the byte"), "{wrong}");
    }
    let lines = bytes(20_000);
    let session = pipe(&mut binary(), &lines);
    assert_eq!(session.code, Some(1));
    assert!(!session.stderr.contains("panicked"), "{}", session.stderr);
}

#[test]
fn limits_of_a_question() {
    let awards = ["query", "MATCH (a), (b) WHERE a.name < b.name RETURN a.name"];
    for limit in ["--max-rows", "--max-steps", "--max-memory"] {
        let said = fails(1, &[&awards[..], &[limit, "500"]].concat());
        assert!(said.starts_with("error: "), "{limit}: {said}");
        ok(&[&awards[..], &[limit, "off"]].concat());
        assert!(fails(2, &[&awards[..], &[limit, "some"]].concat()).contains("for no limit"));
    }
    let long = ["query", "MATCH p=(a)-[*]-(b) RETURN count(p)", "--max-time", "0.05"];
    assert!(fails(1, &long).contains("time"));
    assert!(fails(1, &["ask", "awards", "--max-rows", "2"]).contains("2"));
    assert_eq!(ok(&["ask", "awards", "--threads", "1"]), ok(&["ask", "awards", "--threads", "4"]));
    assert!(fails(2, &["ask", "awards", "--threads", "0"]).contains("--threads"));
}

#[test]
fn pictures_and_profiles_as_of_a_day() {
    let awards = |command: &[&str]| ok(&[command, &["awards to companies in the park"]].concat());
    let [now, then] = [&["dot"][..], &["dot", "--as-of", "2010"]].map(awards);
    assert_ne!(now, then, "what had not happened is not drawn");
    let [now, then] = [&["explain", "--profile"][..], &["explain", "--profile", "--as-of", "2010"]]
        .map(|command| ok(&[command, &["all awards"]].concat()));
    assert!(now.contains("5 rows;") && then.contains("0 rows;"), "{now}{then}");
    let [now, then] = [&["show", "botao"][..], &["show", "botao", "--as-of", "2017-06"]].map(ok);
    assert!(now.contains("Key cultural exporters") && !then.contains("Key cultural exporters"));
    assert!(then.contains("Tourism innovation prize"), "{then}");
    let later = fails(1, &["show", "Tourism innovation prize for Botao", "--as-of", "2016"]);
    assert!(later.contains("is of 2017-03, and was not there as of 2016"), "{later}");
}

#[test]
fn a_reading_of_questions_needs_one() {
    for arguments in [
        &["picture", "--as-of", "2017-06"][..],
        &["dot", "--certain"],
        &["show", "botao", "--certain"],
        &["schema", "--certain"],
    ] {
        let said = fails(2, arguments);
        assert!(said.contains("is for questions, and none is asked here"), "{said}");
    }
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = ok(&["completions", shell]);
        for word in ["timeline", "as-of", "profile"] {
            assert!(script.contains(word), "{shell} completes {word}");
        }
    }
    let page = ok(&["man"]);
    assert!(page.contains(".TH nenpyo 1") && page.contains("nenpyo\\-ask(1)"), "{page}");
    let page = ok(&["man", "ask"]);
    assert!(page.contains(".TH nenpyo-ask 1") && page.contains("companies in the park"), "{page}");
    assert!(fails(2, &["man", "asc"]).contains("did you mean `ask`?"));
}

#[test]
fn the_help_of_each_command_has_examples() {
    let help = ok(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| !line.is_empty());
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 10, "{help}");
    for name in names.into_iter().filter(|name| *name != "help") {
        let help = ok(&[name, "--help"]);
        let shown = help.lines().filter(|line| line.starts_with(&format!("  nenpyo {name}")));
        assert!(shown.count() > 0, "{help}");
    }
}

#[test]
fn what_is_no_chronicle() {
    let folder = running::folder("no chronicle");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let table = path("events.csv");
    std::fs::write(&table, "id,name\n1,a\n").unwrap();
    let said = |file: &str| fails(1, &["--data", file, "ask", "events"]);
    assert!(
        said(&table).contains("is a table, not a chronicle")
            && said(&table).contains("nenpyo import")
    );
    assert!(said(folder.to_str().unwrap()).contains("it is a folder"));
    std::fs::write(path("annals.chron"), "").unwrap();
    let near = said(&path("anals.chron"));
    assert!(near.contains("No such file") && near.contains("did you mean"), "{near}");
    let asked = fails(2, &["awards", "in", "2017"]);
    assert!(asked.contains("A question is asked with `nenpyo ask QUESTION`"), "{asked}");
}
