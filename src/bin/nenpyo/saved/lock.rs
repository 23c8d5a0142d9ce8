//! One shell at a time changes the saved questions.

use super::Wrong;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long another shell is waited for; a change takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);
const TICK: Duration = Duration::from_millis(10);

/// A file that is there as long as a change goes on.
pub struct Lock(PathBuf);

impl Lock {
    /// Waits until no other shell has the lock. One that is older than a change could be is what a shell left that was
    /// killed.
    ///
    /// # Errors
    /// The file cannot be made, or the other shell does not end.
    pub fn take(path: &Path) -> Result<Lock, Wrong> {
        let start = Instant::now();
        loop {
            match OpenOptions::new().write(true).create_new(true).open(path) {
                Ok(_) => return Ok(Lock(path.to_owned())),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let message = format!("cannot write `{}`: {error}", path.display());
                    return Err(Wrong::new(message, "make the folder writable"));
                }
            }
            let age = fs::metadata(path).and_then(|file| file.modified()).ok();
            let age = age.and_then(|time| time.elapsed().ok());
            if age.is_some_and(|age| age > PATIENCE) {
                let _ = fs::remove_file(path);
            } else if start.elapsed() > PATIENCE * 2 {
                let message = format!("`{}` is held by another shell", path.display());
                return Err(Wrong::new(message, "try again, or remove the file"));
            }
            thread::sleep(TICK);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
