//! The line editor of the prompt.

use super::Shared;
use super::complete::Completions;
use super::highlight::Colors;
use super::hint::Hints;
use super::history::history;
use super::whole::Whole;
use crate::output;
use nu_ansi_term::Color as Ink;
use reedline::{
    Color, ColumnarMenu, Emacs, KeyCode, KeyModifiers, MenuBuilder, Prompt, PromptEditMode,
    PromptHistorySearch, PromptHistorySearchStatus, Reedline, ReedlineEvent, ReedlineMenu, Signal,
    default_emacs_keybindings,
};
use std::borrow::Cow;
use std::io;

/// What stands before a line.
pub const PROMPT: &str = "nenpyo> ";
/// What stands before the further lines of a question; as wide.
pub const MORE: &str = "   ...> ";
/// A line that begins so is not remembered.
const UNREMEMBERED: &str = " ";
const MENU: &str = "completions";

/// What was typed.
pub enum Typed {
    /// A question or command.
    Line(String),
    /// Nothing: Ctrl-C.
    Nothing,
    /// The end: Ctrl-D.
    End,
    /// The shell is to stop until it is called back: Ctrl-Z.
    Suspend,
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
        let suspend = ReedlineEvent::ExecuteHostCommand(String::new());
        keys.add_binding(KeyModifiers::CONTROL, KeyCode::Char('z'), suspend);
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
            .with_history_exclusion_prefix(Some(UNREMEMBERED.to_owned()))
            .use_bracketed_paste(true);
        Editor(match history() {
            Ok(history) => editor.with_history(Box::new(history)),
            Err(message) => {
                output::complain(&message);
                editor
            }
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
            Signal::HostCommand(_) => Typed::Suspend,
            _ => Typed::Nothing,
        })
    }
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

    fn get_prompt_color(&self) -> Color {
        Color::Green
    }
}
