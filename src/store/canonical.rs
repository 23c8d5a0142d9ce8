//! Files in canonical form.

use super::files::{VOCABULARY, input, is_json, json};
use crate::chronicle::{Input, read, to_json, write};
use crate::diagnostic::{Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::ontology::Ontology;
use std::path::Path;

/// The text of a file, and its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CanonicalFile {
    /// What the file holds.
    pub text: String,
    /// The same facts and words in canonical form.
    pub canonical: String,
}

impl CanonicalFile {
    /// Whether the file is in canonical form already.
    pub fn is_canonical(&self) -> bool {
        self.text == self.canonical
    }
}

/// A file with its canonical form.
///
/// What the vocabulary of the package says already is not written again, so a file is read with no more of that than it
/// needs: a vocabulary file of the package keeps its own statements.
///
/// # Errors
/// The file cannot be read; everything that is wrong in it.
pub fn canonical_file(path: &Path) -> Result<CanonicalFile, Error> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io("read", path, error))?;
    let text = Input::from_bytes(&name, &bytes)?.text.to_owned();
    let canonical = match is_json(path) {
        true => {
            to_json(&json(path, &bytes)?).map_err(|error| changed(&name, &error.to_string()))?
                + "\n"
        }
        false => canonical(&name, &text)?,
    };
    Ok(CanonicalFile { text, canonical })
}

fn canonical(name: &str, text: &str) -> Result<String, Error> {
    let mut base = Ontology::default();
    for known in 0..=VOCABULARY.len() {
        if let Some(file) = known.checked_sub(1).and_then(|last| VOCABULARY.get(last)) {
            base = read(&[input(*file)], Some(&base))?.ontology;
        }
        let load = |text| read(&[Input { name: name.to_owned(), text }], Some(&base));
        match load(text) {
            Err(_) if known < VOCABULARY.len() => {}
            Err(errors) => return Err(errors.into()),
            Ok(dataset) => {
                let canonical = write(&dataset, Some(&base));
                return match load(&canonical) {
                    Ok(again) if again == dataset => Ok(canonical),
                    _ => Err(changed(name, "it would not be read as the same chronicle")),
                };
            }
        }
    }
    Ok(text.to_owned())
}

fn changed(name: &str, cause: &str) -> Error {
    let message = format!("`{name}` cannot be written in canonical form: {cause}");
    Error::plain(ErrorKind::Chronicle, Diagnostic::error(Span::default(), message))
}
