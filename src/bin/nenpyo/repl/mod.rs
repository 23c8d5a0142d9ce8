//! `nenpyo` alone: a question or a command a line.
//!
//! On a terminal lines are typed into an editor ([`editor`]); off it they are read as they come, and in the format
//! `json` each is answered by one JSON object in a line.

mod actions;
mod ask;
mod commands;
mod complete;
mod editor;
mod fix;
mod foreign;
mod help;
mod highlight;
mod hint;
mod history;
mod interrupt;
mod notebook;
mod pager;
mod paths;
mod read;
mod reasons;
mod run;
mod settings;
mod whole;
mod words;
mod written;

use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::Asked;
use crate::session::Session;
use commands::{Call, Command};
use fix::Mistake;
use interrupt::Interrupt;
use nenpyo::diagnostic::{Diagnostic, Span};
use nenpyo::{Answer, Store};
use settings::Settings;
use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
pub use whole::questions;

/// What the editor looks names and words up in; `.open` and `.lang` change it.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<(Arc<Store>, String)>>);

impl Shared {
    fn new(session: &Session) -> Shared {
        Shared(Arc::new(Mutex::new((Arc::clone(&session.store), session.lang.clone()))))
    }

    /// The chronicle and the language of names.
    pub fn get(&self) -> (Arc<Store>, String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, session: &Session) {
        let now = (Arc::clone(&session.store), session.lang.clone());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

/// The last question, with its answer.
struct Last {
    asked: Asked,
    answer: Answer,
}

/// The state between lines.
pub struct Repl {
    session: Session,
    shared: Shared,
    settings: Settings,
    /// On a terminal: what Ctrl-C stops.
    interrupt: Option<Interrupt>,
    last: Option<Last>,
    mistake: Option<Mistake>,
    quit: bool,
    /// The lines are those of a notebook.
    notebook: bool,
    /// How many files are being run, one from another.
    nesting: usize,
    /// Ctrl-C stopped the last line.
    cancelled: bool,
    /// The files that were written.
    written: HashSet<PathBuf>,
}

/// Reads lines until `.quit` or the end. Off a terminal, a line that failed makes the exit code 1 in the end.
pub fn run(mut session: Session) -> Result<Done, Failure> {
    let terminal = io::stdin().is_terminal();
    session.compact = !terminal;
    session.numbered = terminal;
    let editable = terminal && io::stderr().is_terminal() && !is_dumb();
    let interrupt = if terminal { Interrupt::listen().ok() } else { None };
    let mut repl = Repl { interrupt, ..Repl::new(session, Settings::new(terminal)) };
    if terminal {
        output::print("Ask a question; .help tells more, Tab completes, .quit ends.\n")?;
    }
    match editable {
        true => repl.edit(),
        false => repl.read(terminal),
    }
}

/// A terminal that cannot move its cursor.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl Repl {
    /// The state before the first line.
    fn new(session: Session, settings: Settings) -> Repl {
        Repl {
            shared: Shared::new(&session),
            session,
            settings,
            interrupt: None,
            last: None,
            mistake: None,
            quit: false,
            notebook: false,
            nesting: 0,
            cancelled: false,
            written: HashSet::new(),
        }
    }

    /// Does what a line says, or says why not; whether it was done.
    ///
    /// # Errors
    /// The output is closed, or a notebook refuses the line.
    fn line_or_report(&mut self, line: &str) -> Result<bool, Failure> {
        let (start, line) = (Instant::now(), line.trim());
        let done = self.line(line);
        let placed = line.starts_with(".fix") || line.starts_with(".run");
        if let (Err(failure), false) = (&done, placed) {
            self.mistake = Mistake::of(line, failure);
        }
        self.cancelled = done.as_ref().is_err_and(run::is_cancelled);
        match done {
            Ok(()) => return Ok(true),
            Err(failure @ (Failure::Output(_) | Failure::Refused(_))) => return Err(failure),
            Err(failure) => match failure.json().filter(|_| self.is_json_lines()) {
                Some(mut json) => {
                    json["elapsed_ms"] = ask::milliseconds(start.elapsed()).into();
                    output::print(&self.session.json(&json)?)?;
                }
                None => drop(failure.report(Some(self.session.format.name))),
            },
        }
        Ok(false)
    }

    /// Whether each line is answered by one JSON object.
    fn is_json_lines(&self) -> bool {
        self.session.compact && self.session.format.name == "json"
    }

    fn line(&mut self, line: &str) -> Result<Done, Failure> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let line = foreign::same(line).unwrap_or(line);
        if let Some((command, call)) = commands::dotted(line) {
            let other = || foreign::command(line).unwrap_or_else(|| unknown(line, &call));
            let command = command.ok_or_else(other)?;
            return self.call(command, &call);
        }
        match (commands::bare(line), line.starts_with(['\\', ':', '!'])) {
            (Some((command, call)), _) => self.call(command, &call),
            (None, true) => match foreign::command(line) {
                Some(failure) => Err(failure),
                None => self.ask(line),
            },
            // What may be asked is asked first.
            (None, false) => {
                self.ask(line).map_err(|error| foreign::command(line).unwrap_or(error))
            }
        }
    }

    fn call(&mut self, command: &Command, call: &Call<'_>) -> Result<Done, Failure> {
        if self.notebook && command.shell_only {
            let message = format!("`.{}` is for the shell, not for notebooks", command.name);
            return Err(Failure::Refused(message));
        }
        if command.argument.is_empty() && !call.argument.is_empty() {
            let message = format!("`.{}` takes nothing behind it", command.name);
            return Err(call.wrong(message, "leave this out".to_owned()));
        }
        let needed = !command.argument.is_empty() && !command.argument.starts_with('[');
        if needed && call.argument.is_empty() {
            let message = format!("`.{}` needs {}", command.name, command.argument);
            let head = format!("`.{} {}`", command.name, command.argument);
            return Err(call.wrong(message, format!("{head}: {}", command.description)));
        }
        (command.run)(self, call)
    }
}

/// The refusal of a command that is none.
fn unknown(line: &str, call: &Call<'_>) -> Failure {
    let word = line.get(..line.len() - call.argument.len()).unwrap_or(line).trim_end();
    let known: Vec<String> =
        commands::COMMANDS.iter().map(|command| format!(".{}", command.name)).collect();
    let near = nenpyo::catalog::nearest(word, known.iter().map(String::as_str), 1);
    let message = format!("there is no command `{}`", nenpyo::diagnostic::visible(word));
    let finding = Diagnostic::error(Span::new(0, word.len()), message)
        .label("no command")
        .help("`.help` lists the commands; a question begins without a dot")
        .candidates(near);
    Failure::Line(line.to_owned(), Box::new(finding))
}
