//! Why a command did not succeed, and what is said of it.

use crate::output;
use nenpyo::Error;
use std::io;
use std::process::ExitCode;

/// A command that succeeded; it has printed what it had to say.
pub type Done = ();

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// A wrong phrase or file: exit code 1.
    Error(Error),
    /// The same in a message of the command's own: exit code 1.
    Message(String),
    /// The same, said already: exit code 1.
    Said,
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
            Failure::Message(message) => {
                output::complain(message);
                ExitCode::FAILURE
            }
            Failure::Said => ExitCode::FAILURE,
            Failure::Usage(message) => {
                output::complain(&format!("error: {message}"));
                ExitCode::from(2)
            }
        }
    }
}
