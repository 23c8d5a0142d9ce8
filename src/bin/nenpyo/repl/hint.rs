//! The grey hint behind the cursor: how an earlier line went on, else how the word goes on.

use super::Shared;
use super::complete::candidates;
use nu_ansi_term::{Color, Style};
use reedline::{Hinter, History, SearchQuery};

/// A word must have so many letters before it is completed unasked.
const LETTERS: usize = 3;

/// Hints for lines about the chronicle in use.
pub struct Hints {
    shared: Shared,
    style: Style,
    hint: String,
}

impl Hints {
    /// Hints in grey.
    pub fn new(shared: Shared) -> Hints {
        Hints { shared, style: Style::new().fg(Color::Fixed(243)), hint: String::new() }
    }

    fn find(&self, line: &str, history: &dyn History) -> Option<String> {
        if line.trim().is_empty() {
            return None;
        }
        let query = SearchQuery::last_with_prefix(line.to_owned(), history.session());
        let earlier = history.search(query).ok()?;
        let earlier = earlier.first().and_then(|item| item.command_line.get(line.len()..));
        if let Some(rest) = earlier.filter(|rest| !rest.is_empty()) {
            return Some(rest.to_owned());
        }
        let (store, lang) = self.shared.get();
        let found = candidates(line, &store, &lang, false);
        let rest = found.iter().find_map(|candidate| {
            let typed = line.get(candidate.start..)?;
            let rest = candidate.text.strip_prefix(typed)?;
            // A year is no beginning of a name.
            let word = typed.chars().count() >= LETTERS && typed.contains(char::is_alphabetic);
            (word && !rest.is_empty()).then_some(rest)
        });
        rest.map(str::to_owned)
    }
}

impl Hinter for Hints {
    fn handle(
        &mut self,
        line: &str,
        pos: usize,
        history: &dyn History,
        color: bool,
        _: &str,
    ) -> String {
        // Without colour a hint would look as if it had been typed.
        let wanted = color && pos == line.len() && !line.contains('\n');
        self.hint = if wanted { self.find(line, history) } else { None }.unwrap_or_default();
        if self.hint.is_empty() { String::new() } else { self.style.paint(&self.hint).to_string() }
    }

    fn complete_hint(&self) -> String {
        self.hint.clone()
    }

    fn next_hint_token(&self) -> String {
        let word = self.hint.trim_start();
        let blank = self.hint.len() - word.len();
        let end = word.find(char::is_whitespace).map_or(self.hint.len(), |at| blank + at);
        self.hint.get(..end).unwrap_or_default().to_owned()
    }
}
