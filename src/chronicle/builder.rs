//! A dataset made in code.

use super::errors::Errors;
use super::json::check_dataset;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{
    Amount, Certainty, Citation, Dataset, Entity, Event, Item, Label, Link, Source, Target,
};
use crate::ontology::Ontology;
use crate::time::{Date, DateError};
use rust_decimal::Decimal;

/// What a dataset made in code is called in errors.
const ORIGIN: &str = "dataset";

/// Collects sources, entities and events; [`DatasetBuilder::build`] checks them all, as [`read`](super::read) does with a
/// file. Links may name what is added later.
///
/// ```
/// use nenpyo::DatasetBuilder;
/// let mut builder = DatasetBuilder::new(nenpyo::base_vocabulary()?);
/// builder.source("diary", "My diary");
/// builder.entity("botao", "company").label("en", "Botao").label("ja", "博涛");
/// builder
///     .event("prize", "2017-03", "award")
///     .label("en", "Innovation prize")
///     .link("recipient", "botao")
///     .amount("amount", 100, "CNY")
///     .cite("diary", "12");
/// let dataset = builder.build()?;
/// assert_eq!(dataset.events["prize"].item.links[0].relation, "recipient");
/// # Ok::<(), nenpyo::Error>(())
/// ```
///
/// All that is wrong comes at once:
///
/// ```
/// # use nenpyo::DatasetBuilder;
/// let mut builder = DatasetBuilder::new(nenpyo::base_vocabulary()?);
/// builder.event("prize", "2017-13", "award").label("en", "A prize");
/// builder.event("trip", "2017", "vist").label("en", "A trip");
/// let errors = builder.build().unwrap_err();
/// assert_eq!(errors.count(), 2);
/// # Ok::<(), nenpyo::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DatasetBuilder {
    dataset: Dataset,
    wrong: Vec<Diagnostic>,
}

impl DatasetBuilder {
    /// An empty dataset with a vocabulary.
    pub fn new(vocabulary: Ontology) -> Self {
        let dataset = Dataset { ontology: vocabulary, ..Dataset::default() };
        DatasetBuilder { dataset, wrong: Vec::new() }
    }

    /// Adds a source.
    pub fn source(&mut self, id: &str, title: &str) -> &mut Self {
        let source = Source { title: title.to_owned(), ..Source::default() };
        if self.dataset.sources.insert(id.to_owned(), source).is_some() {
            self.twice("source", id);
        }
        self
    }

    /// Adds an entity, and goes on with its names and links.
    pub fn entity(&mut self, id: &str, class: &str) -> ItemBuilder<'_> {
        let item = Item { class: class.to_owned(), ..Item::default() };
        if self.dataset.entities.insert(id.to_owned(), Entity { item }).is_some() {
            self.twice("entity", id);
        }
        let item = self.dataset.entities.get_mut(id).map(|entity| &mut entity.item);
        ItemBuilder::new(id, item, &mut self.wrong)
    }

    /// Adds an event on a date in EDTF, and goes on with its titles and links.
    pub fn event(&mut self, id: &str, date: &str, class: &str) -> ItemBuilder<'_> {
        let item = Item { class: class.to_owned(), ..Item::default() };
        if let Some(date) = parsed(date, id, &mut self.wrong) {
            let event = Event { date: Some(date), relative: Vec::new(), item };
            if self.dataset.events.insert(id.to_owned(), event).is_some() {
                self.twice("event", id);
            }
        }
        let item = self.dataset.events.get_mut(id).map(|event| &mut event.item);
        ItemBuilder::new(id, item, &mut self.wrong)
    }

    fn twice(&mut self, kind: &str, id: &str) {
        let finding =
            Diagnostic::error(Span::default(), format!("the {kind} `{id}` is added twice"));
        self.wrong.push(finding.help("give one of them another id"));
    }

    /// The dataset.
    ///
    /// # Errors
    /// Everything that is wrong: dates, ids that are used twice, and what [`read`](super::read) checks.
    pub fn build(self) -> Result<Dataset, Errors> {
        let checked = check_dataset(&self.dataset, ORIGIN, "");
        if self.wrong.is_empty() {
            return checked.map(|()| self.dataset);
        }
        let found = checked.err();
        let found = found.iter().flat_map(Errors::iter).map(|finding| finding.diagnostic.clone());
        Err(Errors::all(ORIGIN, "", self.wrong.into_iter().chain(found).collect()))
    }
}

/// A date in EDTF; what is wrong with it is said of the item with that id.
fn parsed(date: &str, id: &str, wrong: &mut Vec<Diagnostic>) -> Option<Date> {
    let said = |error: DateError| {
        let finding = error.to_diagnostic(0);
        Diagnostic { message: format!("`{id}`: `{date}`: {}", finding.message), ..finding }
    };
    Date::parse(date).map_err(|error| wrong.push(said(error))).ok()
}

/// What a valid time is about.
#[derive(Debug, Clone, Copy)]
enum Added {
    Nothing,
    Label,
    Link,
}

/// An entity or event in the making.
#[derive(Debug)]
pub struct ItemBuilder<'a> {
    id: String,
    item: Option<&'a mut Item>,
    last: Added,
    wrong: &'a mut Vec<Diagnostic>,
}

impl<'a> ItemBuilder<'a> {
    fn new(id: &str, item: Option<&'a mut Item>, wrong: &'a mut Vec<Diagnostic>) -> Self {
        ItemBuilder { id: id.to_owned(), item, last: Added::Nothing, wrong }
    }

    fn with(mut self, change: impl FnOnce(&mut Item)) -> Self {
        if let Some(item) = self.item.as_deref_mut() {
            change(item);
        }
        self
    }

    /// Adds a name or title; the first one of a language is the preferred one.
    pub fn label(mut self, lang: &str, text: &str) -> Self {
        self.last = Added::Label;
        let (lang, text) = (lang.to_owned(), text.to_owned());
        let certainty = Certainty::Stated;
        self.with(|item| item.labels.push(Label { lang, text, certainty, valid: None }))
    }

    /// Adds a stated link to an entity or event.
    pub fn link(self, relation: &str, to: &str) -> Self {
        self.link_as(relation, to, Certainty::Stated)
    }

    /// Adds a link to an entity or event.
    pub fn link_as(self, relation: &str, to: &str, certainty: Certainty) -> Self {
        self.linked(relation, Target::Id(to.to_owned()), certainty)
    }

    /// Adds a stated link to a date in EDTF.
    pub fn link_to_date(self, relation: &str, date: &str) -> Self {
        match parsed(date, &self.id, self.wrong) {
            Some(date) => self.linked(relation, Target::Date(date), Certainty::Stated),
            None => self,
        }
    }

    fn linked(mut self, relation: &str, target: Target, certainty: Certainty) -> Self {
        self.last = Added::Link;
        let relation = relation.to_owned();
        let link = Link { relation, target, certainty, valid: None, citations: Vec::new() };
        self.with(|item| item.links.push(link))
    }

    /// Adds an amount; the unit is that of a currency or area, or what is counted, or empty.
    pub fn amount(self, measure: &str, value: impl Into<Decimal>, unit: &str) -> Self {
        let value = value.into();
        let (measure, unit) = (measure.to_owned(), unit.to_owned());
        let (certainty, citations) = (Certainty::Stated, Vec::new());
        let amount = Amount { measure, value, unit, approximate: false, certainty, citations };
        self.with(|item| item.amounts.push(amount))
    }

    /// Says when the link or name that was added last holds or was used: an interval in EDTF, as `2012/..`.
    ///
    /// ```
    /// use nenpyo::DatasetBuilder;
    /// let mut builder = DatasetBuilder::new(nenpyo::base_vocabulary()?);
    /// builder.entity("dalian", "city").label("en", "Dalian");
    /// let item = builder.entity("sovo", "company").label("en", "SOVO");
    /// item.link("part_of", "dalian").valid("2012/..").label("en", "Old SOVO").valid("../2011");
    /// let sovo = &builder.build()?.entities["sovo"].item;
    /// let valid = (&sovo.labels[0].valid, &sovo.labels[1].valid, &sovo.links[0].valid);
    /// assert!(matches!(valid, (None, Some(_), Some(_))));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn valid(self, interval: &str) -> Self {
        let Some(valid) = parsed(interval, &self.id, self.wrong) else { return self };
        match self.last {
            Added::Label => self.with(|item| {
                if let Some(label) = item.labels.last_mut() {
                    label.valid = Some(valid);
                }
            }),
            Added::Link => self.with(|item| {
                if let Some(link) = item.links.last_mut() {
                    link.valid = Some(valid);
                }
            }),
            Added::Nothing => {
                let message = format!("`{}`: a valid time belongs to a name or a link", self.id);
                let finding = Diagnostic::error(Span::default(), message);
                self.wrong.push(finding.help("call `valid` behind `label` or `link`"));
                self
            }
        }
    }

    /// Adds a remark.
    pub fn note(self, text: &str) -> Self {
        self.with(|item| item.notes.push(text.to_owned()))
    }

    /// Says how the item itself is known.
    pub fn certainty(self, certainty: Certainty) -> Self {
        self.with(|item| item.certainty = certainty)
    }

    /// Says where it stands in a source.
    pub fn cite(self, source: &str, at: &str) -> Self {
        let citation = Citation { source: source.to_owned(), at: at.to_owned() };
        self.with(|item| item.citations.push(citation))
    }
}
