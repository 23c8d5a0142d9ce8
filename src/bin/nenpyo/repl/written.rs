//! `.dot`, `.picture`, `.page` and `.export`: the last answer in a file.
//!
//! A file that is there already is written over only by `--force`, or if it was written in this session.

use super::commands::Call;
use super::{Repl, paths};
use crate::failure::{Done, Failure};
use crate::save;
use nenpyo::diagnostic::visible;
use nenpyo::render::counted;
use nenpyo::render::dot::{DotOptions, of_answer};
use nenpyo::render::{FORMATS, Format, page, picture};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Stands before the name of a file that is to be written over.
const FORCE: &str = "--force";

impl Repl {
    pub(super) fn dot(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let path = self.target(call, &["dot", "gv"])?;
        let answer = self.answer(&self.last(call)?.asked, true)?;
        self.write(path, &of_answer(&answer, &self.session.look(), &DotOptions::default()))
    }

    pub(super) fn picture(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let path = self.target(call, &["svg"])?;
        let answer = self.answer(&self.last(call)?.asked, true)?;
        self.write(path, &picture::of_answer(&answer, &self.session.look()))
    }

    pub(super) fn page(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let path = self.target(call, &["html", "htm"])?;
        let answer = self.answer(&self.last(call)?.asked, true)?;
        self.write(path, &page::of_answer(&answer, &self.session.look()))
    }

    /// The last answer in the format that the ending of the name names.
    pub(super) fn export(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let Some(format) = Format::of_ending(&ending(&named(call).1)) else {
            let known = FORMATS.iter().flat_map(|format| format.endings.first());
            let known: Vec<String> = known.map(|ending| format!(".{ending}")).collect();
            let message = "no format is known by the ending of this name".to_owned();
            return Err(call.wrong(message, format!("known are {}", known.join(", "))));
        };
        let path = self.target(call, &[])?;
        let answer = self.answer(&self.last(call)?.asked, format.needs_why)?;
        let look = self.session.store.look(&self.session.lang);
        let rows = answer.rows.len();
        save::save(&path, &format.render(&answer, &look))?;
        self.remember(&path);
        let shown = path.display().to_string();
        let text = || {
            let said = self.sentences();
            let count = counted(said.rows, &[("n", rows)]);
            format!("{}: {} ({}, {count})\n", said.written, visible(&shown), format.name)
        };
        self.say(text, || json!({"written": shown, "format": format.name, "rows": rows}))
    }

    fn write(&mut self, path: PathBuf, text: &str) -> Result<Done, Failure> {
        save::save(&path, text)?;
        self.remember(&path);
        let path = path.display().to_string();
        let text = || format!("{}: {}\n", self.sentences().written, visible(&path));
        self.say(text, || json!({"written": path}))
    }

    fn remember(&mut self, path: &Path) {
        self.written.extend(fs::canonicalize(path));
    }

    /// The file to write into, where its name may have these endings, or any.
    fn target(&self, call: &Call<'_>, endings: &[&str]) -> Result<PathBuf, Failure> {
        let (name, path, force) = named(call);
        let shown = path.display().to_string();
        if shown.is_empty() {
            let message = "the name of a file is missing".to_owned();
            return Err(
                call.wrong(message, "write it, as `answer.csv` or `\"my answer.csv\"`".into())
            );
        }
        self.last(call)?;
        let known = |known: &&str| known.eq_ignore_ascii_case(&ending(&path));
        if let Some(first) = endings.first().filter(|_| path.extension().is_some())
            && !endings.iter().any(known)
        {
            let message = format!("`.{}` is not the ending of what is written", ending(&path));
            let better = path.with_extension(first).display().to_string();
            let help = format!("end the name in `.{first}`; `.export` has other formats");
            return Err(call.wrong_word(message, help, vec![paths::quoted(&better)]));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let message = format!("there is no folder `{}`", folder.display());
            return Err(call.wrong(message, "make it first, or name another".to_owned()));
        }
        if path.is_dir() {
            let message = format!("`{shown}` is a folder");
            return Err(call.wrong(message, "name a file in it".to_owned()));
        }
        if !force && self.is_of_others(&path) {
            let message = format!("`{shown}` is there already");
            let help = format!("name another file; `{FORCE}` before the name writes over it");
            return Err(call.wrong_word(message, help, vec![format!("{FORCE} {name}")]));
        }
        Ok(path)
    }

    /// Whether there is a file with something in it that this session has not written.
    fn is_of_others(&self, path: &Path) -> bool {
        let written = fs::canonicalize(path).is_ok_and(|path| self.written.contains(&path));
        !written && fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0)
    }
}

/// The name of a file behind a command, the file, and whether it may be written over.
fn named<'c>(call: &Call<'c>) -> (&'c str, PathBuf, bool) {
    let forced = call.argument.strip_prefix(FORCE);
    let forced = forced.filter(|name| name.is_empty() || name.starts_with(char::is_whitespace));
    let name = forced.map_or(call.argument, str::trim_start);
    (name, paths::one(name), forced.is_some())
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}
