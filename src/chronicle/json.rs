//! JSON ⇄ dataset, with the same content and the same checks as a chronicle.

use super::check::{Place, check_ontology};
use super::dates::check_dates;
use super::errors::{Errors, KEPT};
use super::facts::check_facts;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Dataset;

/// What a text of JSON is called in errors.
const ORIGIN: &str = "json";

/// A dataset, its vocabulary included, as JSON.
///
/// # Errors
///
/// None that is known of: every dataset has a JSON form.
///
/// ```
/// use nenpyo::chronicle::{from_json, to_json};
/// use nenpyo::model::Dataset;
/// let json = to_json(&Dataset::default()).unwrap();
/// assert_eq!(from_json(&json).unwrap(), Dataset::default());
/// ```
pub fn to_json(dataset: &Dataset) -> serde_json::Result<String> {
    serde_json::to_string_pretty(dataset)
}

/// The dataset that a text of JSON is.
///
/// # Errors
///
/// The text is not JSON, does not follow the [schema](json_schema), or what it says does not hold together: the
/// checks are those of [`read`](super::read).
pub fn from_json(text: &str) -> Result<Dataset, Errors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let dataset: Dataset = serde_json::from_str(text)
        .map_err(|error| Errors::one(ORIGIN, text, syntax(text, &error)))?;
    check_dataset(&dataset, ORIGIN, text)?;
    Ok(dataset)
}

/// Checks a dataset that was made by hand: classes, relations, units, ids, dates, as [`read`](super::read) does with a file.
///
/// # Errors
///
/// Everything that does not hold together, by the part of the dataset that it is in.
///
/// ```
/// use nenpyo::chronicle::check;
/// use nenpyo::model::{Dataset, Entity};
/// let mut dataset = Dataset { ontology: nenpyo::base_vocabulary()?, ..Dataset::default() };
/// dataset.entities.insert("botao".into(), Entity::default());
/// assert!(check(&dataset).unwrap_err().to_string().contains("botao"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn check(dataset: &Dataset) -> Result<(), Errors> {
    check_dataset(dataset, "dataset", "")
}

/// Checks a dataset that was made of `text`, or of none.
pub(super) fn check_dataset(dataset: &Dataset, origin: &str, text: &str) -> Result<(), Errors> {
    let mut found = check_ontology(&dataset.ontology);
    if found.is_empty() {
        found = check_facts(dataset);
    }
    if found.is_empty() {
        found = check_dates(dataset, true, |_| None);
    }
    if found.is_empty() {
        return Ok(());
    }
    let findings = found.into_iter().enumerate().map(|(index, (place, mut finding))| {
        finding.message = format!("{place}: {}", finding.message);
        if index < KEPT {
            finding.span = locate(text, &place);
        }
        finding
    });
    Err(Errors::all(origin, text, findings.collect()))
}

/// The JSON Schema (draft 2020-12) of a dataset.
///
/// ```
/// let schema = nenpyo::chronicle::json_schema();
/// assert_eq!(schema["title"], "Dataset");
/// ```
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Dataset).to_value()
}

/// Says what serde says, at its place.
fn syntax(text: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    let begin: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = begin + error.column().saturating_sub(1);
    Diagnostic::error(Span::new(at, at + 1), message)
        .help("`nenpyo schema --json` shows what is expected")
}

/// Where the key of a part stands, as well as it can be found in the text.
fn locate(text: &str, place: &Place) -> Span {
    let (section, id) = match place {
        Place::Class(id) => ("classes", id),
        Place::Relation(id) => ("relations", id),
        Place::Measure(id) => ("measures", id),
        Place::Unit(id) => ("units", id),
        Place::Reference(id, _) => ("ontology", id),
        Place::Source(id) => ("sources", id),
        Place::Relative(id, _) => ("events", id),
        Place::Item(id) | Place::Label(id, _) | Place::Link(id, _) | Place::Amount(id, _) => {
            ("entities", id)
        }
    };
    let from = key(text, section, 0).map_or(0, |span| span.end);
    key(text, id, from).or_else(|| key(text, id, 0)).unwrap_or_default()
}

/// The first place at or behind `from` where `name` is a key.
fn key(text: &str, name: &str, from: usize) -> Option<Span> {
    let quoted = serde_json::to_string(name).ok()?;
    let rest = text.get(from..)?;
    rest.match_indices(&quoted)
        .map(|(at, _)| Span::new(from + at, from + at + quoted.len()))
        .find(|span| text.get(span.end..).is_some_and(|rest| rest.trim_start().starts_with(':')))
}
