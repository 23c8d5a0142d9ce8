//! Saved questions, and their parameters.

use super::{Candidate, files};
use crate::saved::{load, parameters};
use nenpyo::diagnostic::visible;

/// The saved questions that begin so, and files; behind the name of one, its parameters that are not given yet.
pub fn candidates(typed: &str) -> Vec<Candidate> {
    let questions = load().unwrap_or_default();
    let Some((name, given)) = typed.split_once(char::is_whitespace) else {
        let begun = questions.iter().filter(|(name, _)| name.starts_with(typed));
        let mut found: Vec<Candidate> = begun
            .map(|(name, question)| Candidate::new(0, visible(name), visible(question)))
            .collect();
        found.extend(files::candidates(typed));
        return found;
    };
    let Some(question) = questions.get(name) else { return files::candidates(typed) };
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = (start..=typed.len()).find(|at| typed.is_char_boundary(*at)).unwrap_or(0);
    let word = typed.get(start..).unwrap_or_default();
    let names = parameters(question).unwrap_or_default().into_iter();
    let open = names.map(|name| format!("{name}=")).filter(|name| {
        let is_given = given.split_whitespace().any(|word| word.starts_with(name.as_str()));
        name.starts_with(word) && !is_given
    });
    open.map(|name| Candidate { space: false, ..Candidate::new(start, name, "parameter") })
        .collect()
}
