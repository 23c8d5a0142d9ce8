//! What is wrong with a text of JSON that is no dataset: each class, source, entity and event by itself, so that all is told
//! at once.

use super::errors::KEPT;
use super::json::{key, syntax};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Dataset, Entity, Event, Source};
use crate::ontology::{Class, Measure, Relation, Unit};
use serde::Deserialize;
use serde_json::{Map, Value};

/// All that keeps a text from being a dataset; `error` is what is said of the first.
pub(super) fn faults(text: &str, error: &serde_json::Error) -> Vec<Diagnostic> {
    let first = syntax(text, error);
    let Ok(json) = serde_json::from_str::<Value>(text) else { return vec![first] };
    let mut faults = Faults { text, found: Vec::new() };
    let ontology = json.get("ontology").unwrap_or(&Value::Null);
    faults.of::<Class>(ontology, "classes");
    faults.of::<Relation>(ontology, "relations");
    faults.of::<Measure>(ontology, "measures");
    faults.of::<Unit>(ontology, "units");
    faults.of::<Source>(&json, "sources");
    faults.of::<Entity>(&json, "entities");
    faults.of::<Event>(&json, "events");
    faults.around(json);
    let Faults { mut found, .. } = faults;
    match found.iter_mut().find(|fault| fault.message.ends_with(&first.message)) {
        // What lacks something, or has too much, is told where it ends: its key is the better place.
        Some(same) if !text.get(..first.span.end).is_some_and(|text| text.ends_with('}')) => {
            same.span = first.span;
        }
        Some(_) => {}
        None => found.insert(0, first),
    }
    found
}

struct Faults<'t> {
    text: &'t str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    /// Looks at what a section has, by id.
    fn of<'j, T: Deserialize<'j>>(&mut self, json: &'j Value, section: &str) {
        let Some(items) = json.get(section).and_then(Value::as_object) else { return };
        for (id, item) in items {
            if let Err(error) = T::deserialize(item) {
                let kept = self.found.len() < KEPT;
                let span = if kept { self.place(section, id) } else { Span::default() };
                let fault = Diagnostic::error(span, format!("`{id}`: {error}"));
                self.found.push(fault.help("`nenpyo schema --json` shows what is expected"));
            }
        }
    }

    /// Looks at what is no item.
    fn around(&mut self, mut json: Value) {
        let empty = |items: &mut Value| *items = Value::Object(Map::new());
        if let Some(ontology) = json.get_mut("ontology").and_then(Value::as_object_mut) {
            ontology.values_mut().filter(|part| part.is_object()).for_each(empty);
        }
        for section in ["sources", "entities", "events"] {
            json.get_mut(section).filter(|items| items.is_object()).into_iter().for_each(empty);
        }
        if let Err(error) = Dataset::deserialize(json) {
            let message = error.to_string();
            let named = message.split('`').nth(1).and_then(|name| key(self.text, name, 0));
            let fault = Diagnostic::error(named.unwrap_or_default(), message);
            self.found.push(fault.help("`nenpyo schema --json` shows what is expected"));
        }
    }

    /// Where the key of an item stands.
    fn place(&self, section: &str, id: &str) -> Span {
        let from = key(self.text, section, 0).map_or(0, |span| span.end);
        key(self.text, id, from).unwrap_or_default()
    }
}
