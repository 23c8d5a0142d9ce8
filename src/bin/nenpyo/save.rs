//! Writing a file as a whole: it is the old one or the new one, never half of either.

use crate::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a temporary file beside it, forces that to the disk, renames it over the file, and forces the folder.
pub fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error: io::Error| {
        Failure::Message(format!("error: cannot write `{}`: {error}", path.display()))
    };
    // What a link points to is written, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (temporary, mut file) = beside(&target).map_err(wrong)?;
    let written = write(&mut file, &target, text).and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.and_then(|()| File::open(folder(&target))?.sync_all()).map_err(wrong)
}

fn write(file: &mut File, target: &Path, text: &str) -> io::Result<()> {
    if let Ok(old) = fs::metadata(target) {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn folder(target: &Path) -> &Path {
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// A new file in the folder of `target`.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut last = io::Error::other("no free name for a temporary file");
    for attempt in 0..100 {
        let name = format!(".{name}.{}.{attempt}.tmp", std::process::id());
        let temporary = folder(target).join(name);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
