//! A file that is the old one or the new one, and never half.

use super::SnapshotError;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Replaces a file, or makes it, with what `write` writes.
///
/// It is written to a temporary file in the same folder, which takes the place of the old one when all of it is on
/// the disk. Where anything fails, the old file stays and the temporary one goes. A symbolic link is followed.
pub(super) fn replace<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let (temporary, file) = make_temporary(&folder, &target)?;
    let written = fill(file, &target, write).and_then(|()| {
        std::fs::rename(&temporary, &target)?;
        sync_folder(&folder)?;
        Ok(())
    });
    if written.is_err() {
        // It is not there any more where only the last step failed.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

fn make_temporary(folder: &Path, target: &Path) -> io::Result<(PathBuf, File)> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy();
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".{name}.{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (path, file)),
        }
    }
}

fn fill<E: From<io::Error>>(
    file: File,
    target: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    if let Ok(old) = std::fs::metadata(target) {
        file.set_permissions(old.permissions())?;
    }
    let mut output = BufWriter::new(file);
    write(&mut output)?;
    output.flush()?;
    output.get_ref().sync_all()?;
    Ok(())
}

/// Makes the new name of the file last. Only Unix knows how to do that to a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// An error of the system, with what was tried.
pub(super) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SnapshotError {
    let path = path.to_owned();
    move |error| SnapshotError::File { action, path, error }
}
