//! The commands of the prompt: a row each, which `.help` is made of too.

use super::Repl;
use crate::failure::{Done, Failure};
use nenpyo::diagnostic::{Diagnostic, Span};

/// What a command does with the rest of the line.
pub type Run = fn(&mut Repl, &Call<'_>) -> Result<Done, Failure>;

/// A command of the prompt.
pub struct Command {
    /// What it is called behind the dot.
    pub name: &'static str,
    /// What stands behind it, in brackets where it may be left out; empty for nothing.
    pub argument: &'static str,
    /// What it gives or does.
    pub description: &'static str,
    /// How its argument is completed.
    pub takes: Takes,
    /// It is known without the dot too.
    pub bare: bool,
    /// It writes a file, tells times that are others at each run, or ends the shell: notebooks refuse it.
    pub shell_only: bool,
    /// Does it.
    pub run: Run,
}

/// What an argument is, for completing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// There is none, or it is a number.
    Nothing,
    /// Names of files.
    Files,
    /// A name of an entity or event.
    Name,
    /// A question.
    Question,
    /// A format.
    Format,
    /// A language.
    Language,
    /// `on` or `off`.
    Switch,
    /// A saved question and its parameters, or a file.
    Saved,
    /// A command.
    Command,
}

/// A command as it was called.
pub struct Call<'a> {
    /// The line.
    pub line: &'a str,
    /// The rest of the line behind the command: the end of `line`.
    pub argument: &'a str,
}

impl Call<'_> {
    /// Says that the argument is wrong or missing.
    pub fn wrong(&self, message: String, help: String) -> Failure {
        self.wrong_word(message, help, Vec::new())
    }

    /// Says it, with what may have been meant.
    pub fn wrong_word(&self, message: String, help: String, near: Vec<String>) -> Failure {
        let end = self.line.len();
        let span = Span::new(end - self.argument.len(), end);
        let finding = Diagnostic::error(span, message).help(help).candidates(near);
        Failure::Line(self.line.to_owned(), Box::new(finding))
    }
}

const fn row(
    name: &'static str,
    argument: &'static str,
    description: &'static str,
    takes: Takes,
    run: Run,
) -> Command {
    Command { name, argument, description, takes, bare: false, shell_only: false, run }
}

const fn word(command: Command) -> Command {
    Command { bare: true, ..command }
}

const fn shell_only(command: Command) -> Command {
    Command { shell_only: true, ..command }
}

/// The commands; any other line is a question.
pub const COMMANDS: &[Command] = &[
    row("open", "FILE…", "these files together as the chronicle", Takes::Files, Repl::open),
    row("close", "", "the chronicle that comes with nenpyo again", Takes::Nothing, Repl::close),
    row("check", "FILE…", "what is wrong with files", Takes::Files, Repl::check),
    word(row("schema", "", "what may be asked, and in which words", Takes::Nothing, Repl::schema)),
    row(
        "classes",
        "",
        "the classes, and how many there are of each",
        Takes::Nothing,
        Repl::classes,
    ),
    row("who", "NAME", "what a name means: ids and classes", Takes::Name, Repl::who),
    word(row("show", "NAME", "an entity or event with all its links", Takes::Name, Repl::show)),
    word(row(
        "why",
        "[N|QUESTION]",
        "the links behind row N, behind the last answer, or behind that to a question",
        Takes::Question,
        Repl::why,
    )),
    row(
        "sources",
        "[N]",
        "the sources of row N, or of the last answer",
        Takes::Nothing,
        Repl::sources,
    ),
    word(row(
        "explain",
        "[QUESTION]",
        "the pattern query that it means, and its plan",
        Takes::Question,
        Repl::explain,
    )),
    shell_only(row(
        "profile",
        "[QUESTION]",
        "its plan, with the rows and the time of each step",
        Takes::Question,
        Repl::profile,
    )),
    shell_only(row(
        "dot",
        "FILE",
        "the last answer as a picture for Graphviz, in a file",
        Takes::Files,
        Repl::dot,
    )),
    shell_only(row(
        "picture",
        "FILE",
        "the last answer as a picture, in an SVG file",
        Takes::Files,
        Repl::picture,
    )),
    shell_only(row(
        "page",
        "FILE",
        "the last answer as a page with table, graph and timeline",
        Takes::Files,
        Repl::page,
    )),
    row(
        "timeline",
        "[QUESTION]",
        "the last answer, or that to a question, along time",
        Takes::Question,
        Repl::timeline,
    ),
    shell_only(row(
        "export",
        "FILE",
        "the last answer in a file; its ending names the format",
        Takes::Files,
        Repl::export,
    )),
    shell_only(row(
        "save-question",
        "NAME",
        "a name for the last question, or with `= QUESTION` for that; `{who}` in it is given later",
        Takes::Nothing,
        Repl::save_question,
    )),
    row("questions", "", "the saved questions", Takes::Nothing, Repl::questions),
    row(
        "run",
        "NAME|FILE",
        "the answer to a saved question, as `.run honours who=Botao`, or to each line of a file",
        Takes::Saved,
        Repl::run_saved,
    ),
    row(
        "fix",
        "[N]",
        "the last line again, with the first mend offered, or the Nth",
        Takes::Nothing,
        Repl::fix,
    ),
    row(
        "certain",
        "",
        "phrases ask for what is certain, unless they say `possibly`",
        Takes::Nothing,
        Repl::certain,
    ),
    row(
        "possible",
        "",
        "phrases ask for what is possible, unless they say `certainly`",
        Takes::Nothing,
        Repl::possible,
    ),
    row("mode", "[MODE]", "the format of answers", Takes::Format, Repl::mode),
    row("lang", "[LANG]", "the language of names", Takes::Language, Repl::lang),
    row("limit", "[N|off]", "at most N rows of a table are shown", Takes::Nothing, Repl::limit),
    row("timeout", "[SECONDS|off]", "how long a question may take", Takes::Nothing, Repl::timeout),
    shell_only(row(
        "timer",
        "[on|off]",
        "whether each answer tells how long it took",
        Takes::Switch,
        Repl::timer,
    )),
    row(
        "pager",
        "[on|off]",
        "whether answers longer than the screen go to $PAGER, or less",
        Takes::Switch,
        Repl::pager,
    ),
    word(row("help", "[COMMAND]", "this list, or what a command does", Takes::Command, Repl::help)),
    shell_only(word(row("quit", "", "the end; Ctrl-D too", Takes::Nothing, Repl::quit))),
];

/// The command of that name.
pub fn named(name: &str) -> Option<&'static Command> {
    let name = if name == "exit" { "quit" } else { name };
    COMMANDS.iter().find(|command| command.name == name)
}

/// A line that begins with a dot: the command, if there is such a one.
pub fn dotted(line: &str) -> Option<(Option<&'static Command>, Call<'_>)> {
    let (word, argument) = split(line.strip_prefix('.')?);
    Some((named(word), Call { line, argument }))
}

/// A command without its dot. A line that goes on behind a command that takes nothing is a question.
pub fn bare(line: &str) -> Option<(&'static Command, Call<'_>)> {
    let (word, argument) = split(line);
    let command = named(word).filter(|command| command.bare)?;
    let fits = argument.is_empty() || !matches!(command.takes, Takes::Nothing | Takes::Command);
    fits.then_some((command, Call { line, argument }))
}

/// Where in a line the question begins: behind the command, if there is one; `None` where a command asks none.
pub fn question(line: &str) -> Option<usize> {
    let called = match dotted(line) {
        Some((command, call)) => Some((command?, call)),
        None => bare(line),
    };
    match called {
        None => Some(0),
        Some((command, call)) if command.takes == Takes::Question && !call.argument.is_empty() => {
            Some(line.len() - call.argument.len())
        }
        Some(_) => None,
    }
}

fn split(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word, rest.trim())
}
