//! What is written to the standard streams.

use nenpyo::Error;
use nenpyo::diagnostic::{Diagnostic, render, render_fitted, visible};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

/// Columns of a terminal whose width is not known.
const WIDTH: usize = 80;

/// Columns of what notebooks hold, so that it is the same everywhere.
const NOTEBOOK_WIDTH: usize = 100;

thread_local! {
    static CAPTURED: RefCell<Option<Captured>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Captured {
    output: String,
    messages: String,
}

/// Does some work, and gives what it would have written to the standard output, then what to the standard error. Tables
/// are as wide as those of notebooks.
pub fn captured<T>(work: impl FnOnce() -> T) -> (T, String) {
    CAPTURED.set(Some(Captured::default()));
    let result = work();
    let captured = CAPTURED.take().unwrap_or_default();
    (result, captured.output + &captured.messages)
}

/// Does something to what is captured; `None` where nothing is.
fn capture<T>(does: impl FnOnce(&mut Captured) -> T) -> Option<T> {
    CAPTURED.with_borrow_mut(|captured| captured.as_mut().map(does))
}

/// Writes `text` to the standard output.
///
/// # Errors
/// It cannot be written, as when the reader has closed the pipe.
pub fn print(text: &str) -> io::Result<()> {
    if capture(|captured| captured.output += text).is_some() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a message to the standard error; there is nobody to tell when that fails.
pub fn complain(message: &str) {
    if capture(|captured| captured.messages += &format!("{message}\n")).is_none() {
        let _ = writeln!(io::stderr().lock(), "{message}");
    }
}

/// Says what is wrong: as a JSON object on the standard output if that is the format, else on the standard error.
///
/// # Errors
/// It cannot be written.
pub fn error(error: &Error, format: Option<&str>) -> io::Result<()> {
    if format == Some("json") {
        let json = serde_json::to_string_pretty(error).map_err(io::Error::other)?;
        return print(&(json + "\n"));
    }
    let shown = match message_width() {
        Some(columns) => error.fitted(columns, colored()),
        None => error.to_string(),
    };
    complain(shown.trim_end());
    Ok(())
}

/// A finding about a text, which is called `origin`, as messages show it.
pub fn finding(diagnostic: &Diagnostic, origin: &str, text: &str) -> String {
    match message_width() {
        Some(columns) => render_fitted(diagnostic, origin, text, columns, colored()),
        None => render(diagnostic, origin, text),
    }
}

/// Columns to fit messages into; `None` off a terminal.
fn message_width() -> Option<usize> {
    let shown = capture(|_| ()).is_none() && io::stderr().is_terminal();
    let size = || terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0.into());
    shown.then(|| size().unwrap_or(WIDTH))
}

/// Whether messages are coloured: on a terminal where colours are welcome, see <https://no-color.org> and
/// <https://bixense.com/clicolors>.
pub fn colored() -> bool {
    let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|set| set == value);
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let refused = refused || capture(|_| ()).is_some();
    !refused && !is("CLICOLOR", "0") && !is("TERM", "dumb") && io::stderr().is_terminal()
}

/// Whether the standard output is a terminal.
pub fn is_terminal() -> bool {
    capture(|_| ()).is_none() && io::stdout().is_terminal()
}

/// Lines that control no terminal, whatever the data hold; tabs stay.
pub fn safe(text: &str) -> String {
    let line = |line: &str| line.split('\t').map(visible).collect::<Vec<_>>().join("\t");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Columns to fit tables into: what `COLUMNS` says, else those of the terminal; `None` where there is neither.
pub fn width() -> Option<usize> {
    if capture(|_| ()).is_some() {
        return Some(NOTEBOOK_WIDTH);
    }
    let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    wanted.filter(|columns| *columns > 0).or_else(|| {
        let size = || terminal_size::terminal_size().map(|(width, _)| width.0.into());
        io::stdout().is_terminal().then(|| size().unwrap_or(WIDTH))
    })
}
