//! Looking things up by name.

use super::Store;
use crate::catalog::{NameEntry, fold};
use crate::diagnostic::{Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::render::Description;
use crate::time::{Date, Truth};

/// What a name means.
enum Named {
    /// An entity or event of the chronicle.
    Id(String),
    /// Something of a graph that was made of no chronicle.
    Node(NameEntry),
}

impl Store {
    /// Everything that is known of the entity or event that a name or id means.
    ///
    /// # Errors
    /// Nothing has the name, or several things have it: the error lists them.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let park = store.show("高新区", "en")?;
    /// assert_eq!((park.id.as_str(), park.label.as_str()), ("dhz", "Dalian High-tech Zone"));
    /// assert_eq!(store.show("Tongji Univresity", "en").unwrap_err().kind(), nenpyo::ErrorKind::Name);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn show(&self, name: &str, lang: &str) -> Result<Description, Error> {
        self.show_as_of(name, lang, None)
    }

    /// All that is known of what a name means, as it stood on a day: without links, names and events that surely were not
    /// then.
    ///
    /// # Errors
    /// As [`Store::show`]; also for an event that surely begins after the day.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let march = nenpyo::time::Date::month(2017, 3);
    /// let then = store.show_as_of("Botao", "en", march.as_ref())?;
    /// assert!(then.linked_from.len() < store.show("Botao", "en")?.linked_from.len());
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn show_as_of(
        &self,
        name: &str,
        lang: &str,
        as_of: Option<&Date>,
    ) -> Result<Description, Error> {
        let id = match self.named(name)? {
            Named::Id(id) => id,
            Named::Node(entry) => {
                let description = self.node_description(&entry, lang, as_of);
                return description.ok_or_else(|| self.unknown(name));
            }
        };
        let date = self.dataset.events.get(&id).and_then(|event| event.date.as_ref());
        if let (Some(day), Some(date)) = (as_of, date)
            && date.begins_after(&day.some_day()) == Truth::True
        {
            let message = format!("`{name}` is of {date}, and was not there as of {day}");
            let error = Diagnostic::error(Span::new(0, name.len()), message)
                .help("ask as of a later day, or without one");
            return Err(Error::about(ErrorKind::Name, "name", name, error));
        }
        let unknown = || self.unknown(name);
        Description::new(&self.dataset, &id, lang, as_of).ok_or_else(unknown)
    }

    /// The id that a name means. An id always means itself.
    fn named(&self, name: &str) -> Result<Named, Error> {
        let known = |id: &str| {
            self.dataset.entities.contains_key(id) || self.dataset.events.contains_key(id)
        };
        if known(name) {
            return Ok(Named::Id(name.to_owned()));
        }
        match &*self.catalog.names.lookup(&fold(name)) {
            [one] if known(&one.id) => Ok(Named::Id(one.id.clone())),
            [one] => Ok(Named::Node(one.clone())),
            [] => Err(self.unknown(name)),
            several => Err(ambiguous(name, several)),
        }
    }

    fn unknown(&self, name: &str) -> Error {
        let message = format!("nothing in the chronicle is called `{name}`");
        let error = Diagnostic::error(Span::new(0, name.len()), message)
            .candidates(self.catalog.names.nearest(name, 5));
        Error::about(ErrorKind::Name, "name", name, error)
    }
}

fn ambiguous(name: &str, entries: &[NameEntry]) -> Error {
    let message = format!("`{name}` means {} things", entries.len());
    let candidates = entries.iter().map(|entry| entry.id.clone()).collect();
    let list: Vec<String> =
        entries.iter().map(|e| format!("{} ({}, {})", e.id, e.class, e.label)).collect();
    let error = Diagnostic::error(Span::new(0, name.len()), message)
        .help(format!("say which by its id: {}", list.join("; ")))
        .candidates(candidates);
    Error::about(ErrorKind::Name, "name", name, error)
}
