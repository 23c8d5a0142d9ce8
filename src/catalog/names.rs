//! The names of entities and events.

use super::{fold, nearest};
use crate::model::{Dataset, Item};
use crate::ontology::Ontology;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Something that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameEntry {
    /// Id of the entity or event.
    pub id: String,
    /// Id of its class.
    pub class: String,
    /// The label as written, or the id.
    pub label: String,
    /// The id as a number, where it is one in the data.
    pub number: Option<i64>,
    /// Things of other classes have the same id.
    pub shared: bool,
}

/// Names that are looked up elsewhere, since there are too many of them to be copied.
pub trait NameSource: fmt::Debug + Send + Sync {
    /// What a name that is folded already (see [`fold`]) may mean.
    fn lookup(&self, folded: &str) -> Vec<NameEntry>;

    /// At most `limit` things of a class.
    fn members(&self, ontology: &Ontology, class: &str, limit: usize) -> Vec<NameEntry>;

    /// Names that may be near to `name`, which is folded; they need not be.
    fn similar(&self, name: &str) -> Vec<NameEntry>;
}

/// How many things of a class are told apart: more are many.
const MEMBERS: usize = 8;

/// Every label and id of a dataset, folded, with what it may mean. One name means each id at most once.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: BTreeMap<String, Vec<NameEntry>>,
    source: Option<Arc<dyn NameSource>>,
}

impl Names {
    /// The names in `dataset`: entities first, then events, in their order.
    pub fn new(dataset: &Dataset) -> Names {
        let mut names = Names::default();
        for (id, entity) in &dataset.entities {
            names.add(id, &entity.item);
        }
        for (id, event) in &dataset.events {
            names.add(id, &event.item);
        }
        names
    }

    /// Names that are looked up in `source`.
    pub fn from_source(source: Arc<dyn NameSource>) -> Names {
        Names { entries: BTreeMap::new(), source: Some(source) }
    }

    /// Adds the labels and the id of one entity or event, which is not among them yet.
    pub fn add(&mut self, id: &str, item: &Item) {
        for label in &item.labels {
            self.insert(id, item, &label.text);
        }
        self.insert(id, item, id);
    }

    fn insert(&mut self, id: &str, item: &Item, label: &str) {
        let folded = fold(label);
        if folded.is_empty() {
            return;
        }
        let entries = self.entries.entry(folded).or_default();
        // The names of one thing come one after another.
        if entries.last().is_none_or(|last| last.id != id) {
            entries.push(NameEntry {
                id: id.to_owned(),
                class: item.class.clone(),
                label: label.to_owned(),
                number: None,
                shared: false,
            });
        }
    }

    /// What a name that is folded already (see [`fold`]) may mean.
    pub fn lookup(&self, folded: &str) -> Cow<'_, [NameEntry]> {
        match &self.source {
            Some(source) => source.lookup(folded).into(),
            None => self.entries.get(folded).map_or(&[][..], Vec::as_slice).into(),
        }
    }

    /// What is of `class`, each once, by name; of very many the first ones.
    pub fn members<'a>(
        &'a self,
        ontology: &'a Ontology,
        class: &'a str,
    ) -> impl Iterator<Item = Cow<'a, NameEntry>> {
        let source = self.source.iter();
        let far = source.flat_map(move |source| source.members(ontology, class, MEMBERS));
        let mut seen = std::collections::HashSet::new();
        let near = self.entries.values().flatten().filter(move |entry| {
            ontology.is_a(&entry.class, class) && seen.insert(entry.id.as_str())
        });
        far.map(Cow::Owned).chain(near.map(Cow::Borrowed))
    }

    /// All names that begin with `folded`, in order.
    pub fn with_prefix<'a>(
        &'a self,
        folded: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [NameEntry])> {
        self.entries
            .range(folded.to_owned()..)
            .take_while(move |(name, _)| name.starts_with(folded))
            .map(|(name, entries)| (name.as_str(), entries.as_slice()))
    }

    /// Labels near to `name`, best first, at most one for each entity or event.
    pub fn nearest(&self, name: &str, limit: usize) -> Vec<String> {
        self.nearest_where(name, limit, |_| true)
    }

    /// Labels near to `name` of what `wanted` holds for, best first.
    pub fn nearest_where(
        &self,
        name: &str,
        limit: usize,
        wanted: impl Fn(&NameEntry) -> bool,
    ) -> Vec<String> {
        let far = self.source.as_ref().map_or_else(Vec::new, |source| source.similar(&fold(name)));
        let all = || self.entries.values().flatten().chain(&far);
        let entries = || all().filter(|entry| wanted(entry));
        let near = nearest(name, entries().map(|entry| entry.label.as_str()), limit * 4);
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for label in near {
            if let Some(entry) = entries().find(|entry| entry.label == label)
                && !seen.contains(&entry.id.as_str())
            {
                seen.push(&entry.id);
                found.push(label);
            }
        }
        found.truncate(limit);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entity, Label};

    fn dataset() -> Dataset {
        let mut dataset = Dataset::default();
        for (id, class, labels) in [
            ("botao", "company", &["Botao Culture", "博涛", "botao"][..]),
            ("park", "park", &["The Park", "Ｂｏｔａｏ"][..]),
        ] {
            let labels = labels
                .iter()
                .map(|text| Label {
                    lang: "en".into(),
                    text: (*text).into(),
                    certainty: Default::default(),
                    valid: None,
                })
                .collect();
            let item = Item { class: class.into(), labels, ..Item::default() };
            dataset.entities.insert(id.into(), Entity { item });
        }
        dataset
    }

    #[test]
    fn a_name_lists_each_id_once() {
        let names = Names::new(&dataset());
        let found = names.lookup("botao");
        let ids: Vec<_> = found.iter().map(|e| (&*e.id, &*e.class)).collect();
        assert_eq!(ids, [("botao", "company"), ("park", "park")]);
        assert!(names.lookup("nobody").is_empty());
    }

    #[test]
    fn prefixes_and_near_names() {
        let names = Names::new(&dataset());
        let begin: Vec<_> = names.with_prefix("bo").map(|(name, _)| name).collect();
        assert_eq!(begin, ["botao", "botao culture"]);
        assert_eq!(names.nearest("Botao Cultrue", 3), ["Botao Culture"]);
        assert_eq!(names.nearest("The Prak", 3), ["The Park"]);
    }
}
