//! `.save-question`, `.questions` and `.run`: questions that are kept by name, and files of lines.

use super::actions::file;
use super::commands::Call;
use super::fix::Mistake;
use super::{Repl, editor};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::{self, Questions, Wrong, is_name, parameters};
use nenpyo::ErrorKind;
use nenpyo::diagnostic::visible;
use serde_json::json;
use std::path::Path;

/// How many files may run one another.
const NESTING: usize = 8;

fn split(argument: &str) -> (&str, &str) {
    let (name, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    (name, rest.trim())
}

impl Call<'_> {
    fn because(&self, wrong: Wrong) -> Failure {
        self.wrong(wrong.message, wrong.help)
    }
}

impl Repl {
    /// `NAME = QUESTION` saves a question, `NAME` the last one, and `NAME =` forgets it.
    pub(super) fn save_question(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let (name, question) = match call.argument.split_once('=') {
            Some((name, question)) => (name.trim(), question.trim().to_owned()),
            None => (call.argument, self.last(call)?.asked.text.clone()),
        };
        if !is_name(&name.replace('-', "_")) {
            let message = format!("`{}` cannot name a question", visible(name));
            let help = "a name has letters, digits, `-` and `_`, as in `.save-question honours = honours to {who}`";
            return Err(call.wrong(message, help.to_owned()));
        }
        if question.is_empty() {
            let old = saved::change(|questions| {
                saved::named(questions, name).map_err(|wrong| call.because(wrong))?;
                Ok(questions.shift_remove(name))
            })?;
            return self.kept(name, None, old);
        }
        parameters(&question).map_err(|wrong| call.because(wrong))?;
        let old =
            saved::change(|questions| Ok(questions.insert(name.to_owned(), question.clone())))?;
        let old = old.filter(|old| *old != question);
        self.kept(name, Some(question), old)
    }

    /// Tells what is kept by a name now, and what was before.
    fn kept(&self, name: &str, new: Option<String>, old: Option<String>) -> Result<Done, Failure> {
        let text = || {
            let said = self.sentences();
            let line = |word, text: &String| format!("{word}: {name} = {}\n", visible(text));
            let new = new.as_ref().map(|new| line(said.saved, new));
            let old = old.as_ref().map(|old| line(said.before, old));
            new.unwrap_or_else(|| format!("{}: {name}\n", said.forgotten))
                + &old.unwrap_or_default()
        };
        self.say(text, || json!({"name": name, "question": new, "before": old}))
    }

    pub(super) fn questions(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        let questions = saved::load()?;
        let text = || match questions.is_empty() {
            true => format!("{}\n", self.sentences().no_questions),
            false => questions
                .iter()
                .map(|(name, question)| format!("{} = {}\n", visible(name), visible(question)))
                .collect(),
        };
        let value = |(name, question): (&String, &String)| {
            let parameters = parameters(question).unwrap_or_default();
            json!({"name": name, "question": question, "parameters": parameters})
        };
        self.say(text, || json!({"questions": questions.iter().map(value).collect::<Vec<_>>()}))
    }

    pub(super) fn run_saved(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        self.mistake = None;
        let (name, given) = split(call.argument);
        let path = file(call.argument);
        // A damaged file of questions is no reason not to run another file.
        let questions = match saved::load() {
            Err(_) if path.is_file() => Questions::new(),
            loaded => loaded?,
        };
        if !questions.contains_key(name) && path.is_file() {
            return self.run_file(call, &path);
        }
        let asked = saved::named(&questions, name)
            .map_err(|wrong| {
                let help = format!("nor is it a file; {}", wrong.help);
                Wrong { help, ..wrong }
            })
            .and_then(|question| saved::with_values(question, saved::words(given)?))
            .map_err(|wrong| call.because(wrong))?;
        self.announce(&asked.text)?;
        let text = asked.text.clone();
        let done = self.ask_with(asked, false);
        if let Err(failure) = &done {
            self.mistake = Mistake::of(&text, failure);
        }
        done
    }

    /// On a terminal, shows what is asked.
    fn announce(&self, line: &str) -> Result<Done, Failure> {
        if self.session.numbered && self.session.format.name == "table" {
            output::print(&format!("{}{}\n", editor::PROMPT, visible(line)))?;
        }
        Ok(())
    }

    /// Does each line of a file, as if it were typed.
    fn run_file(&mut self, call: &Call<'_>, path: &Path) -> Result<Done, Failure> {
        if self.nesting == NESTING {
            let message = format!("more than {NESTING} files run one another");
            return Err(call.wrong(message, "a file may not run itself".to_owned()));
        }
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read `{}`: {error}", path.display());
            call.wrong(message, "it must be a text in UTF-8, a question or command a line".into())
        })?;
        self.nesting += 1;
        let done = self.lines_of(path, &text);
        self.nesting -= 1;
        done
    }

    fn lines_of(&mut self, path: &Path, text: &str) -> Result<Done, Failure> {
        let mut failed = false;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.announce(line)?;
            self.cancelled = false;
            if !self.line_or_report(line)? {
                failed = true;
                if !self.is_json_lines() {
                    let place = format!("{}:{}", path.display(), index + 1);
                    output::complain(&format!("  = in {}", visible(&place)));
                }
            }
            if self.quit || self.cancelled {
                break;
            }
        }
        if failed { Err(Failure::Said) } else { Ok(()) }
    }
}

/// Whether a question was stopped by Ctrl-C.
pub fn is_cancelled(failure: &Failure) -> bool {
    matches!(failure, Failure::Error(error) if error.kind() == ErrorKind::Cancelled)
}
