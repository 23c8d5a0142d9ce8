//! `.save-question`, `.questions` and `.run`: questions that are kept by name, and files of lines.

use super::commands::Call;
use super::fix::Mistake;
use super::whole::questions;
use super::{Repl, paths};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::{self, Questions, Wrong, is_name, parameters};
use nenpyo::ErrorKind;
use nenpyo::catalog::nearest;
use nenpyo::diagnostic::{Diagnostic, Span, visible};
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
            let message = match name {
                "" => "a name is missing before `=`".to_owned(),
                name => format!("`{}` cannot name a question", visible(name)),
            };
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
        let open = parameters(&question).map_err(|wrong| call.because(wrong))?;
        let old =
            saved::change(|questions| Ok(questions.insert(name.to_owned(), question.clone())))?;
        let old = old.filter(|old| *old != question);
        // It may be meant for another chronicle.
        let wrong = self.session.store.explain(&question).err().filter(|_| open.is_empty());
        self.kept(name, Some(question), old)?;
        if let (Some(error), false) = (wrong, self.is_json_lines()) {
            output::complain("note: it is saved, but cannot be asked of this chronicle:");
            output::error(&error, None)?;
        }
        Ok(())
    }

    /// Tells what is kept by a name now, and what was before.
    fn kept(&self, name: &str, new: Option<String>, old: Option<String>) -> Result<Done, Failure> {
        let text = || {
            let new = new.as_ref().map(|new| format!("saved: {name} = {}\n", visible(new)));
            let old = old.as_ref().map(|old| format!("before: {name} = {}\n", visible(old)));
            new.unwrap_or_else(|| format!("forgotten: {name}\n")) + &old.unwrap_or_default()
        };
        self.say(text, || json!({"name": name, "question": new, "before": old}))
    }

    pub(super) fn questions(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        let questions = saved::load()?;
        let text = || match questions.is_empty() {
            true => "none; `.save-question NAME = QUESTION` saves one\n".to_owned(),
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
        let path = paths::one(call.argument);
        // A damaged file of questions is no reason not to run another file.
        let questions = match saved::load() {
            Err(_) if path.is_file() => Questions::new(),
            loaded => loaded?,
        };
        if !questions.contains_key(name) && path.is_file() {
            return self.run_file(call, &path);
        }
        let asked = match saved::named(&questions, name) {
            Ok(question) => saved::words(given)
                .and_then(|values| saved::with_values(question, values))
                .map_err(|wrong| call.because(wrong))?,
            Err(wrong) => {
                let failure = unsaved(call, name, &questions, wrong);
                self.mistake = Mistake::of(call.line, &failure);
                return Err(failure);
            }
        };
        self.announce(&asked.text)?;
        let text = asked.text.clone();
        let done = self.ask_with(asked, false);
        if let Err(failure) = &done {
            self.mistake = Mistake::of(&text, failure);
        }
        done
    }

    /// Does what each line of a file says, as if it were typed.
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
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        for (index, question) in questions(&lines) {
            if question.starts_with('#') {
                continue;
            }
            self.announce(&question)?;
            self.cancelled = false;
            if !self.line_or_report(&question)? {
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

/// The refusal of a name under which nothing is saved.
fn unsaved(call: &Call<'_>, name: &str, questions: &Questions, wrong: Wrong) -> Failure {
    let start = call.line.len() - call.argument.len();
    let near = nearest(name, questions.keys().map(String::as_str), 1);
    let help = match near.is_empty() {
        true => format!("nor is it a file; {}", wrong.help),
        false => "nor is it a file".to_owned(),
    };
    let finding = Diagnostic::error(Span::new(start, start + name.len()), wrong.message);
    Failure::Line(call.line.to_owned(), Box::new(finding.help(help).candidates(near)))
}

/// Whether a question was stopped by Ctrl-C.
pub fn is_cancelled(failure: &Failure) -> bool {
    matches!(failure, Failure::Error(error) if error.kind() == ErrorKind::Cancelled)
}
