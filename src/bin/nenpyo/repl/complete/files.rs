//! Names of files.

use super::super::paths::{last_word, quoted};
use super::Candidate;
use std::path::Path;

/// The files and folders whose names begin with what stands behind the last `/` of the argument, or else of its last
/// word.
pub fn candidates(typed: &str) -> Vec<Candidate> {
    let (start, open) = last_word(typed);
    let whole = if start > 0 && open.is_none() { begun(typed) } else { Vec::new() };
    let (start, found) = match whole.is_empty() {
        true => (start, begun(typed.get(start..).unwrap_or_default())),
        false => (0, whole),
    };
    let candidate = |(name, is_folder): (String, bool)| {
        let about = if is_folder { "folder" } else { "file" };
        let mut text = match open {
            Some(mark) => format!("{name}{mark}"),
            None => quoted(&name),
        };
        // What is in a folder may come next.
        if is_folder && text.ends_with(['"', '\'']) {
            text.pop();
        }
        Candidate { space: false, ..Candidate::new(start, text, about) }
    };
    found.into_iter().map(candidate).collect()
}

/// What is there that begins so, and whether it is a folder.
fn begun(word: &str) -> Vec<(String, bool)> {
    if word == "~" {
        return vec![("~/".to_owned(), true)];
    }
    let (folder, begun) = word.rfind('/').map_or(("", word), |at| word.split_at(at + 1));
    let home = std::env::var_os("HOME").filter(|_| folder.starts_with("~/"));
    let place = match (&home, folder.strip_prefix("~/")) {
        (Some(home), Some(rest)) => Path::new(home).join(rest),
        _ if folder.is_empty() => Path::new(".").to_owned(),
        _ => Path::new(folder).to_owned(),
    };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<(String, bool)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            if hidden || !name.starts_with(begun) || name.contains(char::is_control) {
                return None;
            }
            let is_folder = entry.path().is_dir();
            Some((format!("{folder}{name}{}", if is_folder { "/" } else { "" }), is_folder))
        })
        .collect();
    found.sort();
    found
}
