//! What a renderer may look up: names and words in the language that was asked for.

use crate::model::{Dataset, Item, Target};
use crate::ontology::{Relation, Word, edge_type};

/// The chronicle that an answer is about, the language to show it in, and the room for it.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The chronicle.
    pub dataset: &'a Dataset,
    /// The language of names and words, `en`, `ja` and so on.
    pub lang: &'a str,
    /// Columns of the terminal; `None` for no bound.
    pub width: Option<usize>,
    /// Rows of a table have a number.
    pub numbered: bool,
}

impl<'a> Look<'a> {
    /// A look at a chronicle in a language, with room without bound.
    pub fn new(dataset: &'a Dataset, lang: &'a str) -> Self {
        Look { dataset, lang, width: None, numbered: false }
    }

    /// With room for so many columns.
    #[must_use]
    pub fn width(self, width: Option<usize>) -> Self {
        Look { width, ..self }
    }

    /// With a number before each row of a table.
    #[must_use]
    pub fn numbered(self, numbered: bool) -> Self {
        Look { numbered, ..self }
    }

    /// The entity or event with an id.
    pub fn item(&self, id: &str) -> Option<&'a Item> {
        let entity = self.dataset.entities.get(id).map(|entity| &entity.item);
        entity.or_else(|| self.dataset.events.get(id).map(|event| &event.item))
    }

    /// What an entity or event is called: its preferred name in the language, else in English, else any, else its id.
    pub fn label(&self, id: &'a str) -> &'a str {
        let Some(item) = self.item(id) else { return id };
        let of = |lang: &str| item.preferred(lang);
        let label = of(self.lang).or_else(|| of("en")).or(item.labels.first());
        label.map_or(id, |label| &label.text)
    }

    /// What a class is called.
    pub fn class<'b>(&self, class: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let words = self.dataset.ontology.classes.get(class).map(|class| &class.words);
        words.and_then(|words| self.word(words)).unwrap_or(class)
    }

    /// What a measure is called; `None` where there is none of that id.
    pub(super) fn measure(&self, measure: &str) -> Option<&'a str> {
        let known = self.dataset.ontology.measures.get(measure)?;
        self.word(&known.noun)
    }

    /// A relation, with its id, by its id or by the type of its edges.
    pub fn relation(&self, name: &str) -> Option<(&'a str, &'a Relation)> {
        let mut relations = self.dataset.ontology.relations.iter();
        relations
            .find(|(id, _)| edge_type(id) == edge_type(name))
            .map(|(id, relation)| (id.as_str(), relation))
    }

    /// Whether it is stated that `to` has a role (an id, or a type of edges) in `from`.
    pub fn is_stated(&self, from: &str, role: &str, to: &str) -> bool {
        let links = self.item(from).map_or(&[][..], |item| &item.links);
        let mut links = links.iter().filter(|link| edge_type(&link.relation) == edge_type(role));
        let link = links.find(|link| matches!(&link.target, Target::Id(id) if id == to));
        link.is_none_or(|link| link.certainty.is_stated())
    }

    /// What the second thing of a relation is to the first: a noun (`recipient`), else the word between them (`in`),
    /// else its id.
    pub fn role(&self, relation: &str) -> String {
        let known = self.dataset.ontology.relations.get(relation);
        let own = |words: &'a [Word]| words.iter().find(|word| word.lang == self.lang);
        let word = known.and_then(|relation| {
            own(&relation.noun)
                .or_else(|| own(&relation.forward))
                .map(|word| word.form.as_str())
                .or_else(|| self.word(&relation.noun))
                .or_else(|| self.word(&relation.forward))
        });
        word.map_or_else(|| relation.replace(['_', '-'], " "), str::to_owned)
    }

    /// The word of the language, else the English one.
    fn word(&self, words: &'a [Word]) -> Option<&'a str> {
        let of = |lang: &str| words.iter().find(|word| word.lang == lang);
        of(self.lang).or_else(|| of("en")).map(|word| word.form.as_str())
    }
}
