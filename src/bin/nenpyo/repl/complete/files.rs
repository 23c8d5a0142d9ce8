//! Names of files.

use super::Candidate;
use std::path::Path;

/// The files and folders whose names begin with what stands behind the last `/` of the last word.
pub fn candidates(typed: &str) -> Vec<Candidate> {
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = (start..=typed.len()).find(|at| typed.is_char_boundary(*at)).unwrap_or(0);
    let word = typed.get(start..).unwrap_or_default();
    let (folder, begun) = word.rfind('/').map_or(("", word), |at| word.split_at(at + 1));
    let home = std::env::var_os("HOME").filter(|_| folder.starts_with("~/"));
    let place = match (&home, folder.strip_prefix("~/")) {
        (Some(home), Some(rest)) => Path::new(home).join(rest),
        _ if folder.is_empty() => Path::new(".").to_owned(),
        _ => Path::new(folder).to_owned(),
    };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<Candidate> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            if hidden || !name.starts_with(begun) || name.contains(char::is_control) {
                return None;
            }
            let is_folder = entry.path().is_dir();
            let text = format!("{folder}{name}{}", if is_folder { "/" } else { "" });
            let about = if is_folder { "folder" } else { "file" };
            Some(Candidate { space: false, ..Candidate::new(start, text, about) })
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}
