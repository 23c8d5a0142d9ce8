//! Why a command did not succeed, and what is said of it.

use crate::output;
use nenpyo::Error;
use nenpyo::diagnostic::Diagnostic;
use std::io;
use std::process::ExitCode;

/// A command that succeeded; it has printed what it had to say.
pub type Done = ();

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// A wrong phrase or file: exit code 1.
    Error(Error),
    /// A wrong line at the prompt, with the place: exit code 1.
    Line(String, Box<Diagnostic>),
    /// The same in a message of the command's own: exit code 1.
    Message(String),
    /// The same, said already: exit code 1.
    Said,
    /// A line of a notebook that is for the shell only; it ends the notebook.
    Refused(String),
    /// Wrong arguments: exit code 2.
    Usage(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl Failure {
    /// As a JSON object, `{"error": {…}}`; `None` where there is nothing to say or nobody to say it to.
    pub fn json(&self) -> Option<serde_json::Value> {
        let message = match self {
            Failure::Error(error) => return serde_json::to_value(error).ok(),
            Failure::Line(_, finding) => {
                let Diagnostic { message, span, help, candidates, .. } = &**finding;
                return Some(serde_json::json!({"error": {
                    "kind": "command", "message": message, "span": span, "help": help, "candidates": candidates
                }}));
            }
            Failure::Message(message) | Failure::Refused(message) | Failure::Usage(message) => {
                message.clone()
            }
            Failure::Said | Failure::Output(_) => return None,
        };
        let message = message.trim_end().trim_start_matches("error: ");
        Some(serde_json::json!({"error": {"kind": "command", "message": message}}))
    }

    /// Says it, in the format asked for, and gives the exit code. A reader that has closed the pipe has what it wanted.
    pub fn report(&self, format: Option<&str>) -> ExitCode {
        match self {
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Failure::Output(error) => {
                output::complain(&format!("error: cannot write: {error}"));
                ExitCode::FAILURE
            }
            Failure::Error(error) => match output::error(error, format) {
                Ok(()) => ExitCode::FAILURE,
                Err(error) => Failure::Output(error).report(None),
            },
            Failure::Line(line, diagnostic) => {
                output::complain(output::finding(diagnostic, "line", line).trim_end());
                ExitCode::FAILURE
            }
            Failure::Message(message) | Failure::Refused(message) => {
                output::complain(&output::safe(message));
                ExitCode::FAILURE
            }
            Failure::Said => ExitCode::FAILURE,
            Failure::Usage(message) => {
                output::complain(&output::safe(&format!("error: {message}")));
                ExitCode::from(2)
            }
        }
    }
}
