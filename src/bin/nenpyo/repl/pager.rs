//! Answers longer than the screen go to a pager: `$PAGER`, or else `less`.

use crate::output;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};
use terminal_size::{Height, Width, terminal_size};
use unicode_width::UnicodeWidthStr;

/// What a shell answers where there is no such program.
const NOT_FOUND: i32 = 127;

/// Whether there is a person to turn pages.
pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Shows a text, page by page if the screen is too small for it. Where no pager can be started it is printed.
///
/// # Errors
/// It cannot be written.
pub fn show(text: &str) -> io::Result<()> {
    let paged = is_long(text) && matches!(page(text), Ok(true));
    if paged { Ok(()) } else { output::print(text) }
}

fn is_long(text: &str) -> bool {
    terminal_size().is_some_and(|(Width(columns), Height(rows))| {
        // The prompt takes a line.
        lines(text, columns.max(1).into()) >= usize::from(rows)
    })
}

/// How many lines of the screen a text takes.
fn lines(text: &str, columns: usize) -> usize {
    text.lines().map(|line| line.width().div_ceil(columns).max(1)).sum()
}

/// Gives a text to the pager and waits until that ends; whether there was one.
fn page(text: &str) -> io::Result<bool> {
    let Some(mut command) = pager(std::env::var_os("PAGER")) else { return Ok(false) };
    // The text is UTF-8 whatever the locale says.
    if std::env::var_os("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // Who ends the pager early has seen enough.
        let _ = input.write_all(text.as_bytes());
    }
    Ok(child.wait()?.code() != Some(NOT_FOUND))
}

/// The command; `None` where an empty name says that none is wanted.
fn pager(named: Option<OsString>) -> Option<Command> {
    let Some(named) = named else {
        let mut less = Command::new("less");
        less.arg("-FRX");
        return Some(less);
    };
    if named.to_string_lossy().trim().is_empty() {
        return None;
    }
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(option).arg(named);
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::{lines, pager};

    #[test]
    fn lines_of_the_screen() {
        assert_eq!(lines("a\n\nb\n", 80), 3);
        assert_eq!(lines("0123456789", 4), 3);
        assert_eq!(lines("大連市\n", 4), 2, "a character may be two columns wide");
    }

    #[test]
    fn the_pager_wanted() {
        let program = |named: Option<&str>| {
            pager(named.map(Into::into)).map(|command| command.get_program().to_owned())
        };
        assert_eq!(program(None), Some("less".into()));
        assert_eq!(program(Some(" ")), None);
        assert!(program(Some("less -S")).is_some_and(|shell| shell != "less -S"));
    }
}
