//! Saved questions: a name, and a text with parameters that are given when it is asked.
//!
//! They are kept as a JSON object of names and texts in `nenpyo/questions.json` below `XDG_DATA_HOME` or
//! `~/.local/share`.

mod given;
mod lock;
mod template;

pub use given::{assign, read, words};
pub use template::{Asked, fill, is_name, parameters};

use crate::failure::Failure;
use indexmap::IndexMap;
use lock::Lock;
use nenpyo::catalog::nearest;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// What is wrong, and how to mend it.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Wrong {
    /// This is wrong, and so it is mended.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Wrong {
        Wrong { message: message.into(), help: help.into() }
    }
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Failure {
        Failure::Message(format!("error: {}\n  = help: {}", wrong.message, wrong.help))
    }
}

/// A folder of the user: what an environment variable says, else `below` the home folder.
pub fn user_folder(variable: &str, below: &str) -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let folder = named(variable).filter(|folder| folder.is_absolute());
    folder.or_else(|| Some(named("HOME")?.join(below)))
}

/// The saved questions by name, oldest first.
pub type Questions = IndexMap<String, String>;

fn path() -> Result<PathBuf, Wrong> {
    let folder = user_folder("XDG_DATA_HOME", ".local/share").ok_or_else(|| {
        let message = "there is no folder to keep questions in";
        Wrong::new(message, "set HOME or XDG_DATA_HOME")
    })?;
    Ok(folder.join("nenpyo/questions.json"))
}

/// The saved questions; none where there is no file.
///
/// # Errors
/// A file that cannot be read or is damaged.
pub fn load() -> Result<Questions, Wrong> {
    let path = path()?;
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Questions::new()),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            return Err(Wrong::new(message, "it keeps the saved questions; make it readable"));
        }
    };
    serde_json::from_str(&text).map_err(|error| {
        let message = format!("`{}` is damaged: {error}", path.display());
        let help = "it keeps the saved questions as a JSON object of names and texts: mend it or move it away";
        Wrong::new(message, help)
    })
}

/// Changes the saved questions, and gives what `change` gives. Other shells that change them meanwhile wait, so that none
/// is lost; the file is the old one or the new one.
///
/// # Errors
/// The file cannot be read or written; what `change` refuses, and then nothing is written.
pub fn change<T>(change: impl FnOnce(&mut Questions) -> Result<T, Failure>) -> Result<T, Failure> {
    let path = path()?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| {
            let message = format!("cannot make the folder `{}`: {error}", folder.display());
            Wrong::new(message, "the saved questions are kept there")
        })?;
    }
    let _lock = Lock::take(&path.with_extension("lock"))?;
    let mut questions = load()?;
    let result = change(&mut questions)?;
    let text = serde_json::to_string_pretty(&questions).map_err(std::io::Error::other)?;
    crate::save::save(&path, &(text + "\n"))?;
    Ok(result)
}

/// The text of a saved question.
///
/// # Errors
/// There is none of that name.
pub fn named<'q>(questions: &'q Questions, name: &str) -> Result<&'q str, Wrong> {
    questions.get(name).map(String::as_str).ok_or_else(|| {
        let message = format!("no question is saved as `{}`", nenpyo::diagnostic::visible(name));
        let near = nearest(name, questions.keys().map(String::as_str), 1);
        let known: Vec<&str> = questions.keys().map(String::as_str).collect();
        let help = match (near.first(), known.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, false) => format!("known are {}", known.join(", ")),
            (None, true) => {
                "none is saved yet; at the prompt, `.save-question NAME = QUESTION` saves one"
                    .into()
            }
        };
        Wrong::new(message, help)
    })
}

/// A question with the values that are given for its parameters, each word of `given` being `VALUE` or `NAME=VALUE`.
///
/// # Errors
/// A parameter without a value or a value without a parameter; a value that fits no quotation marks.
pub fn with_values<'w>(
    question: &str,
    given: impl IntoIterator<Item = &'w str>,
) -> Result<Asked, Wrong> {
    let names = parameters(question)?;
    let values = assign(&names, given.into_iter().map(read))?;
    fill(question, &values)
}
