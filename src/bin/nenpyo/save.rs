//! Writing a file as a whole: it is the old one or the new one, never half of either.

use crate::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What kind of file is written, and may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture.
    Svg,
    /// A page.
    Html,
    /// A graph.
    Snapshot,
}

impl Kind {
    /// How files of this kind begin, in lower case.
    fn starts(self) -> &'static [&'static [u8]] {
        match self {
            Kind::Svg => &[b"<svg", b"<?xml"],
            Kind::Html => &[b"<!doctype html", b"<html"],
            Kind::Snapshot => &[b"\x89nenpyo"],
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Kind::Svg => "an SVG picture",
            Kind::Html => "a page",
            Kind::Snapshot => "a snapshot",
        }
    }
}

/// Saves a file over none, or over one of its own kind; over another only by force.
pub fn save_as(path: &Path, text: &str, kind: Kind, force: bool) -> Result<(), Failure> {
    if !force {
        let help = "name another file, or remove it first; `--force` of the command writes over it";
        may_write_over(path, kind, help)?;
    }
    save(path, text)
}

/// Whether there is no file, or one of the same kind; `help` says what to do where there is another.
pub fn may_write_over(path: &Path, kind: Kind, help: &str) -> Result<(), Failure> {
    if begins_with(path, kind.starts()) {
        return Ok(());
    }
    let message = format!("`{}` is there, and is not {}", path.display(), kind.noun());
    Err(Failure::Message(format!("error: {message}\n  = help: {help}")))
}

/// Whether a file is missing, empty, or begins like one of these.
fn begins_with(path: &Path, starts: &[&[u8]]) -> bool {
    let Ok(file) = File::open(path) else { return !path.exists() };
    let mut start = Vec::new();
    if file.take(64).read_to_end(&mut start).is_err() {
        return false;
    }
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
    let start = start.to_ascii_lowercase();
    start.is_empty() || starts.iter().any(|known| start.starts_with(known))
}

/// Writes a temporary file beside it, forces that to the disk, renames it over the file, and forces the folder.
pub fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error: io::Error| {
        Failure::Message(format!("error: cannot write `{}`: {error}", path.display()))
    };
    // What a link points to is written, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    // A device or a pipe is written to, not replaced.
    if fs::metadata(&target).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fs::write(&target, text).map_err(wrong);
    }
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
