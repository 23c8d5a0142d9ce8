//! Commands of other shells (sqlite3, duckdb, psql, cypher-shell), and what they are called here.

use crate::failure::Failure;
use nenpyo::diagnostic::{Diagnostic, Span, visible};

/// Other names of commands that everybody tries: they do the same.
const SAME: &[(&str, &[&str])] = &[
    (".quit", &["\\q", ":q", ":quit", ":exit", ".q", "quit;", "exit;", "quit()", "exit()"]),
    (".help", &["?", "\\?", "\\h", ":help", ":?", ".?", ".h", "help;", "help()", "-h", "--help"]),
];

/// What a line that is another name of a command is called here.
pub fn same(line: &str) -> Option<&'static str> {
    let of = |names: &[&str]| names.iter().any(|name| line.eq_ignore_ascii_case(name));
    SAME.iter().find(|(_, names)| of(names)).map(|(command, _)| *command)
}

/// Commands of other shells: the one here that does it, if there is one, and what it does.
struct Row {
    names: &'static [&'static str],
    /// A command; what stood behind the other one stands behind it, if it ends in a blank.
    here: &'static str,
    help: &'static str,
}

const fn row(names: &'static [&'static str], here: &'static str, help: &'static str) -> Row {
    Row { names, here, help }
}

const ROWS: &[Row] = &[
    row(
        &[".tables", "\\d", "\\dt", "\\dn", "\\l", ".databases", ":dbs", "tables", "\\d+"],
        ".classes",
        "classes stand in place of tables: `.classes` counts what there is of each, `.schema` has the words",
    ),
    row(
        &[".indexes", ".indices", ".fullschema", ":schema", "\\df", "\\dv", "\\di"],
        ".schema",
        "`.schema` tells what may be asked, and in which words",
    ),
    row(&[".read", "\\i", ":source", "source"], ".run ", "`.run FILE` does each line of a file"),
    row(
        &[".output", ".once", "\\o", ".excel", "\\copy"],
        ".export ",
        "`.export FILE` writes the last answer; the ending of the name is its format",
    ),
    row(
        &[
            ".headers",
            ".header",
            ".width",
            ".separator",
            ".nullvalue",
            ".columns",
            "\\x",
            "\\a",
            "\\pset",
            "\\H",
        ],
        ".mode",
        "`.mode` sets the format of answers: table, csv, json, markdown and others",
    ),
    row(
        &[".import"],
        "",
        "`nenpyo import --nodes Event=events.csv … --out g.nenpyo` makes a graph of tables; `.open g.nenpyo` opens it",
    ),
    row(
        &[".dump", ".save", ".backup"],
        ".export ",
        "`.export FILE.chron` writes the last answer as a chronicle",
    ),
    row(&["\\timing"], ".timer", "`.timer on` tells how long each answer took"),
    row(&[".maxrows"], ".limit ", "`.limit N` sets how many rows of a table are shown"),
    row(&[".eqp"], ".explain ", "`.explain QUESTION` tells how it is answered"),
    row(
        &[":param", ":params", ".parameter", "\\set"],
        ".param ",
        "`.param NAME = VALUE` gives `$NAME` a value in pattern queries",
    ),
    row(&[":use", "\\c", "\\connect", ".attach"], ".open ", "`.open FILE…` opens a chronicle"),
    row(&["clear", "cls", ".clear", ".cls", ":clear", "\\clear"], "", "Ctrl-L clears the screen"),
    row(&["history", ".history", ":history", "\\s"], "", "↑ and Ctrl-R bring back earlier lines"),
    row(&["version", ".version", "\\version"], "", "`nenpyo --version` tells it"),
    row(
        &[".shell", ".system", "\\!", "!ls", "ls", ".cd", "pwd", "\\cd"],
        "",
        "no programs are run from here",
    ),
    row(
        &[".bail", ".echo", ".prompt", ".changes", ".stats", ".log", ".trace"],
        ".help",
        "there is no such setting; `.help` lists them",
    ),
];

/// The refusal of a command of another shell, with the command that does it here.
pub fn command(line: &str) -> Option<Failure> {
    let line = line.trim_end_matches([';', ' ']);
    let word = line.split_whitespace().next()?;
    let known = |row: &&Row| row.names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let row = ROWS.iter().find(known)?;
    let rest = line.get(word.len()..).unwrap_or_default().trim();
    let is_word = word.starts_with(|c: char| c.is_alphabetic());
    if is_word && !rest.is_empty() {
        return None;
    }
    let message = format!("`{}` is of another shell", visible(word));
    let finding = Diagnostic::error(Span::new(0, line.len()), message).help(row.help);
    let here = match (row.here.strip_suffix(' '), rest) {
        _ if row.here.is_empty() => Vec::new(),
        (Some(here), "") => vec![here.to_owned()],
        (Some(here), rest) => vec![format!("{here} {rest}")],
        (None, _) => vec![row.here.to_owned()],
    };
    Some(Failure::Line(line.to_owned(), Box::new(finding.candidates(here))))
}

#[cfg(test)]
mod tests {
    use super::{ROWS, SAME, command, same};
    use crate::repl::commands::{COMMANDS, named};

    #[test]
    fn what_is_offered_exists_and_no_command_is_hidden() {
        let names = ROWS.iter().flat_map(|row| row.names).chain(SAME.iter().flat_map(|it| it.1));
        for name in names {
            let own = name.strip_prefix('.').is_some_and(|name| named(name).is_some());
            let bare = COMMANDS.iter().any(|it| it.bare && it.name == *name);
            assert!(!own && !bare, "{name}");
        }
        for row in ROWS.iter().filter(|row| !row.here.is_empty()) {
            assert!(named(row.here.trim_end().trim_start_matches('.')).is_some(), "{}", row.here);
        }
    }

    #[test]
    fn words_that_go_on_are_no_commands() {
        assert!(command("history of the park").is_none() && command("history").is_some());
        assert!(command(".tables;").is_some() && command(".opne").is_none());
        assert_eq!((same("QUIT;"), same("quit it")), (Some(".quit"), None));
    }
}
