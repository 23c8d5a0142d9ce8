//! Lines of notebooks: as at the prompt, but nothing is written to files.

use super::Repl;
use super::settings::Settings;
use crate::failure::Failure;
use crate::session::Session;

impl Repl {
    /// The state before the first line of a notebook.
    pub fn of_notebook(session: Session) -> Repl {
        Repl { notebook: true, ..Repl::new(session, Settings::new(false)) }
    }

    /// Prints what a line asks for, or what is wrong with it.
    ///
    /// # Errors
    /// The line is for the shell only, as the message says.
    pub fn answer_line(&mut self, line: &str) -> Result<(), String> {
        match self.line_or_report(line) {
            Err(Failure::Refused(message)) => Err(message),
            // What is captured can always be written.
            _ => Ok(()),
        }
    }
}
