//! The line editor of the prompt.

use super::Shared;
use super::complete::Completions;
use super::highlight::Colors;
use super::hint::Hints;
use crate::output;
use crate::saved::user_folder;
use nenpyo::store::is_pattern;
use nenpyo::syntax::pattern::{TokenKind, lex};
use nu_ansi_term::Color as Ink;
use reedline::{
    Color, ColumnarMenu, Emacs, FileBackedHistory, KeyCode, KeyModifiers, MenuBuilder, Prompt,
    PromptEditMode, PromptHistorySearch, PromptHistorySearchStatus, Reedline, ReedlineEvent,
    ReedlineMenu, Signal, ValidationResult, Validator, default_emacs_keybindings,
};
use std::borrow::Cow;
use std::io;

/// What stands before a line.
pub const PROMPT: &str = "nenpyo> ";
/// What stands before the further lines of a question; as wide.
const MORE: &str = "   ...> ";
/// How many lines are remembered.
const LINES: usize = 10_000;
const MENU: &str = "completions";

/// What was typed.
pub enum Typed {
    /// A question or command.
    Line(String),
    /// Nothing: Ctrl-C.
    Nothing,
    /// The end: Ctrl-D.
    End,
}

/// The editor, with its history.
pub struct Editor(Reedline);

impl Editor {
    /// An editor that looks words and names up in the chronicle in use.
    pub fn new(shared: &Shared) -> Editor {
        let mut keys = default_emacs_keybindings();
        let menu = || ReedlineEvent::Menu(MENU.to_owned());
        let next = ReedlineEvent::UntilFound(vec![menu(), ReedlineEvent::MenuNext]);
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, next);
        keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
        let menu = ColumnarMenu::default()
            .with_name(MENU)
            .with_columns(1)
            .with_marker("")
            .with_text_style(Ink::Default.normal())
            .with_selected_text_style(Ink::Default.reverse())
            .with_description_text_style(Ink::Fixed(243).normal());
        let editor = Reedline::create()
            .with_ansi_colors(output::colored())
            .with_edit_mode(Box::new(Emacs::new(keys)))
            .with_completer(Box::new(Completions(shared.clone())))
            .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
            .with_quick_completions(true)
            .with_partial_completions(true)
            .with_highlighter(Box::new(Colors(shared.clone())))
            .with_hinter(Box::new(Hints::new(shared.clone())))
            .with_validator(Box::new(Whole))
            .use_bracketed_paste(true);
        Editor(match history() {
            Some(history) => editor.with_history(Box::new(history)),
            None => editor,
        })
    }

    /// Reads a line, or the lines of a pattern query.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn read(&mut self) -> io::Result<Typed> {
        let typed = self.0.read_line(&Mark).map_err(io::Error::other)?;
        // A history that cannot be kept is no reason to stop.
        let _ = self.0.sync_history();
        Ok(match typed {
            Signal::Success(line) => Typed::Line(line),
            Signal::CtrlD => Typed::End,
            _ => Typed::Nothing,
        })
    }
}

/// The lines of earlier sessions; `None` where they cannot be kept.
fn history() -> Option<FileBackedHistory> {
    let state = user_folder("XDG_STATE_HOME", ".local/state")?;
    FileBackedHistory::with_file(LINES, state.join("nenpyo/history")).ok()
}

/// Whether what is typed is whole: a pattern query goes on while something is open in it or it returns nothing yet.
/// An empty line ends it in any case.
struct Whole;

impl Validator for Whole {
    fn validate(&self, text: &str) -> ValidationResult {
        match is_whole(text) {
            true => ValidationResult::Complete,
            false => ValidationResult::Incomplete,
        }
    }
}

/// Whether a question is whole; a phrase always is, and an empty line behind a pattern query ends it.
pub fn is_whole(text: &str) -> bool {
    if !is_pattern(text) || text.ends_with('\n') {
        return true;
    }
    let lexed = lex(text);
    let returns = lexed.tokens.iter().any(|token| {
        let word = text.get(token.span.start..token.span.end).unwrap_or_default();
        token.kind == TokenKind::Word && word.eq_ignore_ascii_case("return")
    });
    !lexed.unfinished && (returns || text.trim_end().ends_with(';'))
}

/// The prompt.
struct Mark;

impl Prompt for Mark {
    // A menu takes the place of the indicator, so the prompt is the part before it.
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed(PROMPT)
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed(MORE)
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        let found = match search.status {
            PromptHistorySearchStatus::Passing => "earlier",
            PromptHistorySearchStatus::Failing => "nothing earlier",
        };
        Cow::Owned(format!("({found}: {}) ", search.term))
    }

    // Shades that can be read on black and on white, as those of what is typed.
    fn get_prompt_color(&self) -> Color {
        Color::AnsiValue(28)
    }

    fn get_prompt_multiline_color(&self) -> Ink {
        Ink::Fixed(243)
    }
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn pattern_queries_go_on_while_something_is_open() {
        for open in ["MATCH (a", "MATCH (a) RETURN {a: 1", "RETURN 'a", "MATCH (a)", "RETURN /* x"]
        {
            assert!(!is_whole(open), "{open}");
            assert!(is_whole(&format!("{open}\n")), "an empty line ends {open}");
        }
        for whole in
            ["MATCH (a) RETURN a", "awards to (x", "RETURN 1)", "MATCH (a);", "", ".open \"x"]
        {
            assert!(is_whole(whole), "{whole}");
        }
    }
}
