//! The lines of earlier sessions.

use crate::saved::user_folder;
use nenpyo::diagnostic::visible;
use reedline::FileBackedHistory;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

/// How many lines are remembered.
const LINES: usize = 10_000;

/// The history, in `nenpyo/history` below `XDG_STATE_HOME` or `~/.local/state`; only its user may read it.
///
/// # Errors
/// It cannot be kept: the message says why, and what helps. It is no reason not to start.
pub fn history() -> Result<FileBackedHistory, String> {
    let Some(state) = user_folder("XDG_STATE_HOME", ".local/state") else {
        return Err("note: lines are not remembered: set HOME or XDG_STATE_HOME".to_owned());
    };
    let path = state.join("nenpyo/history");
    open(&path).map_err(|error| {
        let shown = visible(&path.display().to_string());
        let help = match error.kind() {
            io::ErrorKind::InvalidData => "it is no text: rename or remove it",
            _ => "mend that, or set XDG_STATE_HOME to another folder",
        };
        format!("note: lines are not remembered: `{shown}`: {error}\n  = help: {help}")
    })
}

fn open(path: &Path) -> io::Result<FileBackedHistory> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    // The library tells this one only as a text.
    String::from_utf8(fs::read(path)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))?;
    FileBackedHistory::with_file(LINES, path.to_owned()).map_err(io::Error::other)
}
