//! The prompt on a pipe: a line a question, the answers in a row.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use insta::assert_snapshot;
use running::{Run, binary, folder, pipe};

/// A session: what was written to the standard output, then the messages.
fn session(arguments: &[&str], lines: &[&str]) -> String {
    let Run { stdout, stderr, .. } =
        pipe(binary().args(arguments), (lines.join("\n") + "\n").as_bytes());
    format!("{stdout}--- stderr\n{stderr}")
}

#[test]
fn commands_of_the_last_answer() {
    assert_snapshot!(session(
        &[],
        &[
            ".why",
            "awards in December 2017",
            ".why 1",
            ".sources",
            ".sources 1",
            ".why 2",
            ".sources one",
            ".explain",
            "awards in 1999",
            ".why 1",
        ]
    ));
}

#[test]
fn names_and_classes() {
    assert_snapshot!(session(
        &[],
        &[".who 博涛", ".who dhz", ".who Botaoo", ".who", ".show botao"]
    ));
    let classes = session(&["--lang", "ja"], &[".classes"]);
    assert!(classes.contains("       5  award                 受賞\n"), "{classes}");
}

#[test]
fn settings() {
    assert_snapshot!(
        session(
            &[],
            &[
                ".mode",
                ".lang",
                ".limit",
                ".timeout",
                ".timer on",
                ".timer perhaps",
                ".limit 0",
                ".limit 2",
                "awards",
                ".limit off",
                ".timeout -1",
                ".timeout 1e400",
                ".timeout 0.5 s",
                ".timer off",
                ".lang xx",
                ".lang ja",
                "awards to 博涛",
                ".mode xml",
                ".mode csv",
                "awards to 博涛",
            ]
        )
        .lines()
        .filter(|line| !line.ends_with(" ms"))
        .collect::<Vec<_>>()
        .join("\n")
    );
}

#[test]
fn the_reading_of_phrases() {
    assert_snapshot!(session(
        &[],
        &[
            "awards in 2017 as csv",
            ".explain how many awards in March 2017",
            ".certain",
            ".explain how many awards in March 2017",
            ".explain how many awards possibly in March 2017",
            ".possible",
            ".explain how many awards in March 2017",
            ".explain how many awards certainly in March 2017",
        ]
    ));
    let query = |arguments: &[&str], phrase: &str| {
        let said = session(arguments, &[&format!(".explain {phrase}")]);
        said.lines().next().unwrap().to_owned()
    };
    assert_eq!(query(&["--certain"], "awards in 2017"), query(&[], "certainly awards in 2017"));
}

#[test]
fn what_the_steps_of_a_question_do() {
    let said = session(&[], &[".profile", "how many awards", ".profile", ".profile all awards"]);
    assert!(said.contains("1 row; planned in") && said.contains("5 rows; planned in"), "{said}");
    assert!(said.contains("nothing has been asked yet"), "{said}");
    let json = session(&["--format", "json"], &[".profile how many awards"]);
    assert_eq!(timed(json.lines().next().unwrap())["rows"], 1);
    let long = [".timeout 0.05", ".profile MATCH p=(a)-[*]-(b) RETURN count(p)", "how many awards"];
    assert!(session(&[], &long).contains("\n     5\n"), "the session goes on");
}

#[test]
fn the_time_of_a_question_is_bounded() {
    let long = "MATCH p=(a)-[*]-(b) RETURN count(p)";
    let said = session(&[], &[".timeout 0.05", long, "how many awards"]);
    assert!(said.contains("time"), "{said}");
    assert!(said.contains("\n     5\n"), "the session goes on: {said}");
}

#[test]
fn commands_that_are_wrong() {
    assert_snapshot!(session(
        &[],
        &[".opne x", ".", ".. x", ".quit now", ".help shcema", ".help open", "  .why 博涛 x "]
    ));
}

#[test]
fn commands_of_other_shells() {
    assert_snapshot!(session(
        &[],
        &[
            ".tables",
            ".fix",
            "\\d company",
            ".read nothing.txt",
            ".fix",
            ".headers on",
            ".once x.csv",
            ".import a b",
            "show tables;",
            "clear",
            "history of Botao",
            ":use x",
            "\\timing",
            "QUIT;",
            "how many awards",
        ]
    ));
    for (quit, help) in [("\\q", "?"), (":quit", "\\?"), ("exit;", ":help"), ("quit()", "help;")] {
        assert_eq!(session(&[], &[quit, "how many awards"]), session(&[], &[]), "{quit} ends");
        assert_eq!(session(&[], &[help]), session(&[], &[".help"]), "{help} helps");
    }
}

#[test]
fn help_is_made_from_the_table() {
    assert_snapshot!(session(&[], &[".help"]));
    assert_eq!(session(&[], &[".help"]), session(&[], &["help"]));
}

#[test]
fn files_are_opened_checked_and_drawn() {
    let folder = folder("repl files");
    let (fine, wrong, drawn) =
        (folder.join("fine one.chron"), folder.join("wrong.chron"), folder.join("a b.dot"));
    std::fs::write(&fine, "company acme \"Acme\"\n2020-01 award prize \"A prize\" to acme\n")
        .unwrap();
    std::fs::write(&wrong, "2020-13 award prize \"A prize\"\n").unwrap();
    let line = |command: &str, path: &std::path::Path| format!(".{command} {}", path.display());
    let lines = [
        line("check", &fine),
        line("open", &fine),
        "awards".to_owned(),
        line("open", &wrong),
        "how many awards as csv".to_owned(),
        line("dot", &drawn),
        line("page", &folder.join("p.html")),
        line("picture", &folder.join("p.svg")),
        line("picture", &fine),
        ".close".to_owned(),
        ".why 1".to_owned(),
        "how many awards as csv".to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let said = session(&[], &lines).replace(folder.to_str().unwrap(), "FOLDER");
    // The line under a path is as long as the path, wherever the tests are run.
    let under = |path: &str| "^".repeat(path.chars().count());
    let said = said.replace(&under(fine.to_str().unwrap()), &under("FOLDER/fine one.chron"));
    assert_snapshot!(said);
    assert!(std::fs::read_to_string(&drawn).unwrap().starts_with("digraph"));
    assert!(std::fs::read_to_string(folder.join("p.svg")).unwrap().starts_with("<svg"));
    assert!(std::fs::read_to_string(folder.join("p.html")).unwrap().starts_with("<!DOCTYPE html>"));
    assert!(std::fs::read_to_string(&fine).unwrap().starts_with("company acme"), "it is left");
}

/// A line of the protocol: its JSON, without the time that it took.
fn timed(line: &str) -> serde_json::Value {
    let mut json: serde_json::Value =
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    if let Some(time) = json.as_object_mut().unwrap().remove("elapsed_ms") {
        assert!(time.is_f64() && time.as_f64().unwrap() >= 0.0, "{time}");
        json["timed"] = true.into();
    }
    json
}

#[test]
fn a_json_object_a_line() {
    let lines = [
        "how many awards",
        "awards to Compnay",
        "MATCH (a:Award) RETURN count(a) AS n",
        "MATCH (a:Award RETURN",
        "how many awards as csv",
        "",
        ".why 1",
        ".sources 5",
        ".opne",
        ".who 博涛",
        ".limit 3",
        ".mode json",
        "explain how many awards",
        "\u{1b}[31m\u{202e}",
    ];
    let input = lines.join("\n") + "\n";
    let run = pipe(binary().args(["--format", "json"]), input.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let objects: Vec<serde_json::Value> = run.stdout.lines().map(timed).collect();
    assert_eq!(objects.len(), lines.len() - 1, "an answer a line, but none to the empty one");
    assert!(objects.iter().take(5).all(|object| object["timed"] == true), "{objects:?}");
    let shown: Vec<String> = objects.iter().map(serde_json::Value::to_string).collect();
    assert_snapshot!(shown.join("\n"));
    for line in ["show botao", "schema", ".help", ".classes", "awards", ".timer"] {
        let run = pipe(binary().args(["--format", "json"]), line.as_bytes());
        assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 1), "{line}");
        timed(run.stdout.trim_end());
    }
}

#[test]
fn answers_come_line_by_line() {
    use std::io::{BufRead, BufReader, Write};
    let mut command = binary();
    command.args(["--format", "json"]);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut output = BufReader::new(output).lines();
    for phrase in ["how many awards", "awards to Compnay", "how many events"] {
        writeln!(input, "{phrase}").unwrap();
        assert_eq!(timed(&output.next().unwrap().unwrap())["timed"], true);
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// A session of a user whose data are in `home`, whose path the output does not show.
fn session_of(home: &std::path::Path, arguments: &[&str], lines: &[&str]) -> String {
    let mut command = binary();
    command.args(arguments).current_dir(home).env("XDG_DATA_HOME", home);
    let Run { stdout, stderr, .. } = pipe(&mut command, (lines.join("\n") + "\n").as_bytes());
    format!("{stdout}--- stderr\n{stderr}").replace(home.to_str().unwrap(), "HOME")
}

#[test]
fn saved_questions() {
    let home = folder("saved questions");
    assert_snapshot!(session_of(
        &home,
        &["--format", "csv"],
        &[
            ".questions",
            ".run honours",
            ".save-question honours = awards to {who} in {year}",
            ".run honours who=Botao year=2017",
            ".run honours \"Botao Culture Technology\" 2017-03",
            ".run honours who=Botao",
            ".run honours who=Botao yaer=2017",
            ".run honours who=\"Botao\" or events\" year=2017",
            ".run honors Botao 2017",
            ".save-question a/b = events",
            ".save-question bad = awards to \"{who}\"",
            ".save-question named = MATCH (a:Award)-[:RECIPIENT]->(c) WHERE c.name = $who RETURN a.date",
            ".run named \"Botao Culture Technology\"",
            ".sources",
            ".run named who=\"' OR true OR '\"",
            ".save-question",
            "how many awards",
            ".save-question count",
            ".save-question count = how many events",
            ".save-question bad =",
            ".save-question named =",
            ".questions",
        ]
    ));
    let ask = |given: &[&str]| -> Run {
        let mut command = binary();
        command.args(["ask", "--format", "csv", "--saved", "honours"]).args(given);
        command.env("XDG_DATA_HOME", &home).output().unwrap().into()
    };
    let asked = ask(&["who=Botao", "2017"]);
    assert!(asked.stdout.contains("2017-03"), "{} {}", asked.stdout, asked.stderr);
    assert_snapshot!(ask(&["who=Botao"]).stderr);
}

#[test]
fn a_damaged_file_of_questions_stays_as_it_is() {
    let home = folder("damaged questions");
    std::fs::create_dir(home.join("nenpyo")).unwrap();
    let file = home.join("nenpyo/questions.json");
    std::fs::write(&file, "{\"a\": 1}").unwrap();
    assert_snapshot!(session_of(
        &home,
        &[],
        &[".questions", ".save-question a = events", ".run a"]
    ));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{\"a\": 1}");
}

#[test]
fn files_of_lines() {
    let home = folder("files of lines");
    std::fs::write(
        home.join("lines.txt"),
        "# counts\nhow many awards\n\nawrds\n.mode csv\nhow many visits\n",
    )
    .unwrap();
    std::fs::write(home.join("loop"), ".run loop\n").unwrap();
    std::fs::write(home.join("end"), ".quit\nevents\n").unwrap();
    assert_snapshot!(session_of(
        &home,
        &[],
        &[".run lines.txt", ".run none.txt", ".run loop", ".run end", "events"]
    ));
    let lines = session_of(&home, &["--format", "json"], &[".run lines.txt"]);
    assert_eq!(lines.lines().filter(|line| line.starts_with('{')).count(), 2, "{lines}");
}

/// Shells that save questions at once lose none.
#[test]
fn questions_saved_at_once() {
    let state = folder("questions at once");
    let shell = |name: usize| {
        let lines: String =
            (0..10).map(|n| format!(".save-question q{name}-{n} = awards\n")).collect();
        pipe(binary().env("XDG_DATA_HOME", &state), lines.as_bytes()).code
    };
    std::thread::scope(|scope| {
        let shells: Vec<_> = (0..6).map(|name| scope.spawn(move || shell(name))).collect();
        assert!(shells.into_iter().all(|shell| shell.join().unwrap() == Some(0)));
    });
    let run = pipe(binary().env("XDG_DATA_HOME", &state), b".questions\n");
    assert_eq!(run.stdout.lines().count(), 60);
    let left: Vec<_> = std::fs::read_dir(state.join("nenpyo"))
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(left, ["questions.json"], "no lock and no temporary file is left");
}

/// A graph that was made of tables, in which an award and a company have one id.
#[test]
fn an_imported_graph() {
    let folder = folder("repl imported");
    let file = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let events =
        file("e.csv", "id,name,date,amount\n7,First prize,2020-01,5\n8,Second prize,2021-02,\n");
    let companies = file("c.csv", "id,name,name_ja\n7,Acme,アクメ\n");
    let links = file("l.csv", "src,dst\n7,7\n8,7\n");
    let graph = folder.join("g.nenpyo").to_str().unwrap().to_owned();
    let made = binary()
        .args(["import", "--nodes", &format!("Award={events}"), "--nodes"])
        .args([&format!("Company={companies}"), "--edges"])
        .args([&format!("RECIPIENT={links}:src>Award,dst>Company"), "--out", &graph])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let open = format!(".open {graph}");
    let lines =
        [&*open, ".who Acme", ".show Acme", ".lang ja", ".show \"First prize\"", ".show Akme"];
    assert_snapshot!(session(&[], &lines));
}

#[test]
fn parameters_have_values() {
    assert_snapshot!(session(
        &[],
        &[
            ".param",
            "MATCH (a:Award) WHERE a.date > $since RETURN count(*) AS awards",
            ".param since = 2017-06",
            "MATCH (a:Award) WHERE a.date > $since RETURN count(*) AS awards",
            ":param most => 2",
            ".param $most = 2",
            ".param",
            "MATCH (a:Award) RETURN a.name AS award ORDER BY award LIMIT $most",
            ".param most =",
            ".param most",
            ".param 5 = 6",
        ]
    ));
}

#[test]
fn sentences_are_in_the_language_of_names() {
    assert_snapshot!(session(
        &["--lang", "ja"],
        &[
            "awards in June 2018",
            "total amount of funding",
            ".show 171",
            "awards to Botao",
            ".why",
            ".sources",
            ".questions",
            ".param",
            "how many events per month as timeline",
            "awards in 1999 as chron",
            "SELECT name FROM Award",
        ]
    ));
}

/// Each mend that an error offers for a phrase leads to one that is understood, or at least past the mistake; what `.fix`
/// refuses is said to be readings.
#[test]
fn mends_that_are_offered() {
    let wrong = std::fs::read_to_string("tests/phrases/wrong.txt").unwrap();
    let phrases = wrong.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '.']));
    let lines: Vec<String> =
        phrases.flat_map(|line| [line.to_owned(), ".fix".to_owned()]).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let run = pipe(binary().args(["--format", "json"]), (lines.join("\n") + "\n").as_bytes());
    let said: Vec<serde_json::Value> = run.stdout.lines().map(timed).collect();
    assert_eq!(said.len(), lines.len());
    let (mut taken, mut again) = (0, Vec::new());
    for (at, pair) in said.chunks(2).enumerate() {
        let [first, fixed] = pair else { panic!("{pair:?}") };
        let offers = first["error"]["candidates"].as_array().is_some_and(|all| !all.is_empty());
        let refused = fixed["error"]["message"].as_str().unwrap_or_default();
        match offers {
            true if fixed["error"].is_null() => taken += 1,
            true if first["error"]["message"] == fixed["error"]["message"] => {
                again.push(lines[2 * at]);
            }
            true => {}
            false => assert!(!refused.is_empty(), "{}", lines[2 * at]),
        }
    }
    assert!(taken > 20 && again.is_empty(), "{taken} {again:?}");
}
