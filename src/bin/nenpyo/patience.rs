//! What is said on a terminal of work that takes longer than a second.

use nenpyo::diagnostic::visible;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// After that time it is said what is done, and each such time anew for how long.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does some work; meanwhile the standard error, where that is a terminal, tells that these files are opened.
pub fn opening<T>(files: &[PathBuf], work: impl FnOnce() -> T) -> T {
    if files.is_empty() || !io::stderr().is_terminal() {
        return work();
    }
    thread::scope(|scope| {
        let (done, waiting) = mpsc::channel::<()>();
        let note = thread::Builder::new().spawn_scoped(scope, move || {
            let (start, said) = (Instant::now(), said(files));
            let mut shown = false;
            while waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown = true;
                let _ = write!(io::stderr(), "\r{said} … {} s\x1b[K", start.elapsed().as_secs());
            }
            if shown {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
        let result = work();
        drop(done);
        if let Ok(note) = note {
            let _ = note.join();
        }
        result
    })
}

/// `opening a.chron (2 MB) and 3 more`.
fn said(files: &[PathBuf]) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |file| file.len());
    let bytes: u64 = files.iter().map(size).sum();
    let first = files.first().map_or(String::new(), |path| visible(&name(path)));
    let more = match files.len() {
        0 | 1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!("opening {first}{more} ({} MB)", bytes.div_ceil(1_000_000))
}
