//! `nenpyo` alone: a phrase a line.

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use crate::{schema, show};
use nenpyo::ErrorKind;
use std::io::{self, BufRead, IsTerminal};

/// What a command does with the rest of the line.
type Run = fn(&mut Repl<'_>, &str) -> Result<Done, Failure>;

/// A command of the prompt.
struct Command {
    name: &'static str,
    argument: &'static str,
    description: &'static str,
    run: Run,
}

/// The commands; any other line is a phrase.
const COMMANDS: &[Command] = &[
    Command { name: "help", argument: "", description: "this", run: |repl, _| repl.help() },
    Command {
        name: "why",
        argument: "[PHRASE]",
        description: "the last answer, or that to a phrase, with the links that made it",
        run: |repl, phrase| repl.why(phrase),
    },
    Command {
        name: "show",
        argument: "NAME",
        description: "an entity or event with all its links",
        run: |repl, name| repl.show(name),
    },
    Command {
        name: "explain",
        argument: "PHRASE",
        description: "the pattern query that a phrase means, and its plan",
        run: |repl, phrase| crate::explain::run(repl.session, phrase),
    },
    Command {
        name: "schema",
        argument: "",
        description: "what may be asked, and in which words",
        run: |repl, _| schema::run(repl.session, false),
    },
    Command {
        name: "quit",
        argument: "",
        description: "the end",
        run: |repl, _| {
            repl.quit = true;
            Ok(())
        },
    },
];

/// The state between lines.
struct Repl<'s> {
    session: &'s Session,
    last: String,
    quit: bool,
}

/// Reads lines until `quit` or the end. On a terminal there is a prompt; off it, a line that failed makes the exit code
/// 1 in the end.
pub fn run(session: &Session) -> Result<Done, Failure> {
    let mut repl = Repl { session, last: String::new(), quit: false };
    let interactive = io::stdin().is_terminal();
    if interactive {
        output::print("A phrase a line; `help` tells more, `quit` ends.\n")?;
    }
    let (mut input, mut failed) = (io::stdin().lock(), false);
    while !repl.quit {
        if interactive {
            output::print("nenpyo> ")?;
        }
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        match repl.line(String::from_utf8_lossy(&line).trim()) {
            Ok(()) => {}
            Err(Failure::Output(error)) => return Err(Failure::Output(error)),
            Err(failure) => {
                failed = true;
                failure.report(Some(session.format.name));
            }
        }
    }
    if failed && !interactive { Err(Failure::Said) } else { Ok(()) }
}

impl Repl<'_> {
    fn line(&mut self, line: &str) -> Result<Done, Failure> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let name = if word == "exit" { "quit" } else { word };
        let command = COMMANDS.iter().find(|command| command.name == name);
        match command.filter(|command| rest.is_empty() || !command.argument.is_empty()) {
            Some(command) => (command.run)(self, rest.trim()),
            None => self.ask(line),
        }
    }

    fn ask(&mut self, phrase: &str) -> Result<Done, Failure> {
        let answer = self.session.answer(phrase, false)?;
        self.last = phrase.to_owned();
        Ok(output::print(&answer)?)
    }

    fn why(&mut self, phrase: &str) -> Result<Done, Failure> {
        if !phrase.is_empty() {
            self.last = phrase.to_owned();
        }
        if self.last.is_empty() {
            return Err(Failure::Message("error: nothing has been asked yet".to_owned()));
        }
        Ok(output::print(&self.session.answer(&self.last, true)?)?)
    }

    /// `show` begins phrases too (`show me all awards`): what is no name is asked.
    fn show(&mut self, name: &str) -> Result<Done, Failure> {
        match show::run(self.session, name) {
            Err(Failure::Error(error)) if error.kind() == ErrorKind::Name => {
                let near = error.diagnostics().any(|finding| !finding.candidates.is_empty());
                self.ask(&format!("show {name}"))
                    .map_err(|asked| if near { Failure::Error(error) } else { asked })
            }
            done => done,
        }
    }

    fn help(&self) -> Result<Done, Failure> {
        let mut text =
            String::from("Ask in a phrase, as `all awards to companies in the park`, or:\n");
        for command in COMMANDS {
            let head = format!("{} {}", command.name, command.argument);
            text += &format!("  {head:<16}{}\n", command.description);
        }
        let names: Vec<&str> = nenpyo::render::FORMATS.iter().map(|format| format.name).collect();
        Ok(output::print(&format!("{text}A phrase may end in `as {}`.\n", names.join("|")))?)
    }
}
