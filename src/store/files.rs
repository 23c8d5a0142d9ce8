//! Files into a dataset: those that come with the package, and those of a user.

use super::Store;
use crate::chronicle::{Input, from_json, read, write};
use crate::diagnostic::{Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::model::Dataset;
use crate::ontology::Ontology;
use std::path::Path;

/// The base vocabulary, and that of the shipped chronicle.
pub(super) const VOCABULARY: [(&str, &str); 2] = [
    ("base.chron", include_str!("../../data/vocabulary/base.chron")),
    ("zone.chron", include_str!("../../data/vocabulary/zone.chron")),
];

const CHRONICLE: (&str, &str) = ("dalian-2017.chron", include_str!("../../data/dalian-2017.chron"));

pub(super) fn input((name, text): (&str, &'static str)) -> Input<'static> {
    Input { name: name.to_owned(), text }
}

impl Store {
    /// The chronicle that a text is. Errors call it `name`. The base vocabulary is known; the text may add to it.
    ///
    /// # Errors
    /// Everything that is wrong in the text.
    ///
    /// ```
    /// use nenpyo::{ErrorKind, Store};
    /// let text = r#"
    /// person anselm "Anselm"
    /// 1093-12 appointment made "Made archbishop" subject anselm
    /// "#;
    /// let annals = Store::from_text("annals", text)?;
    /// assert_eq!(annals.ask("appointments of Anselm")?.rows[0].cells[0].id(), Some("made"));
    /// let wrong = Store::from_text("annals", "1093-13 appointment made \"Made archbishop\"").unwrap_err();
    /// assert_eq!(wrong.kind(), ErrorKind::Chronicle);
    /// assert!(wrong.to_string().contains("annals:1:6"));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn from_text(name: &str, text: &str) -> Result<Store, Error> {
        let input = Input { name: name.to_owned(), text };
        Store::from_dataset(read(&[input], Some(&base_vocabulary()?))?)
    }
}

/// The shipped chronicle with its vocabulary.
pub(super) fn shipped() -> Result<Dataset, Error> {
    let inputs: Vec<Input> = VOCABULARY.into_iter().chain([CHRONICLE]).map(input).collect();
    Ok(read(&inputs, None)?)
}

/// The vocabulary that comes with the package, and that every chronicle may use.
///
/// # Errors
/// None that is known of: the shipped files are read by the tests.
///
/// ```
/// let vocabulary = nenpyo::store::base_vocabulary()?;
/// assert!(vocabulary.is_a("award", "event"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn base_vocabulary() -> Result<Ontology, Error> {
    Ok(read(&VOCABULARY.map(input), None)?.ontology)
}

/// The dataset that some files make together, each a chronicle or (`.json`) its JSON form, by the words of `vocabulary`
/// and of the files.
///
/// # Errors
/// A file cannot be read; everything that is wrong in any of them.
pub fn read_files<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
    vocabulary: &Ontology,
) -> Result<Dataset, Error> {
    let mut files = Vec::new();
    for path in paths {
        let path = path.as_ref();
        refuse_table(path)?;
        let bytes = std::fs::read(path).map_err(|error| Error::io("read", path, error))?;
        files.push((path.to_owned(), bytes));
    }
    if let [(path, bytes)] = files.as_slice()
        && is_json(path)
    {
        return json(path, bytes);
    }
    let mut texts = Vec::new();
    for (path, bytes) in &files {
        let name = path.display().to_string();
        let text = match is_json(path) {
            true => write(&json(path, bytes)?, Some(vocabulary)),
            false => Input::from_bytes(&name, bytes)?.text.to_owned(),
        };
        texts.push((name, text));
    }
    let inputs = texts.iter().map(|(name, text)| Input { name: name.clone(), text });
    Ok(read(&inputs.collect::<Vec<_>>(), Some(vocabulary))?)
}

/// Tables are no chronicles, though their lines may look like those of one.
fn refuse_table(path: &Path) -> Result<(), Error> {
    const TABLES: [&str; 6] = ["csv", "tsv", "parquet", "jsonl", "ndjson", "xlsx"];
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !TABLES.contains(&&*ending) {
        return Ok(());
    }
    let message = format!("`{}` is a table, not a chronicle", path.display());
    let help = format!(
        "`nenpyo import --nodes Event={} --out g.nenpyo` makes a graph of tables, and `g.nenpyo` can be opened",
        path.display()
    );
    let finding = Diagnostic::error(Span::default(), message).help(help);
    Err(Error::plain(ErrorKind::Io, finding))
}

/// Whether a file holds the JSON form of a chronicle, by its name.
pub(super) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

pub(super) fn json(path: &Path, bytes: &[u8]) -> Result<Dataset, Error> {
    let name = path.display().to_string();
    let input = Input::from_bytes(&name, bytes)?;
    Ok(from_json(input.text).map_err(|errors| errors.called(&name))?)
}
