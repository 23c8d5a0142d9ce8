//! `nenpyo convert IN OUT`

use crate::failure::{Done, Failure};
use crate::save::save;
use nenpyo::chronicle::{to_json, write};
use nenpyo::render::{Look, dot};
use nenpyo::store::{base_vocabulary, read_files};
use std::path::Path;

/// Reads one form and writes the other, as the endings of the names say.
pub fn run(from: &Path, to: &Path, lang: &str) -> Result<Done, Failure> {
    let ending = to.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !["chron", "json", "dot"].contains(&ending.as_str()) {
        let message = format!("`{}` does not end in .chron, .json or .dot", to.display());
        return Err(Failure::Usage(message));
    }
    let vocabulary = base_vocabulary()?;
    let dataset = read_files([from], &vocabulary)?;
    let text = match ending.as_str() {
        "chron" => write(&dataset, Some(&vocabulary)),
        "json" => to_json(&dataset).map_err(std::io::Error::other)? + "\n",
        _ => dot::of_dataset(&Look::new(&dataset, lang), &dot::DotOptions::default()),
    };
    save(to, &text)
}
