//! The canonical form of a chronicle.

mod item;
mod layout;
mod text;
mod vocabulary;
mod words;

use super::header::Numbering;
use crate::model::Dataset;
use crate::ontology::Ontology;
use layout::{write_block, write_comment};
use words::Writer;

/// A dataset as the text of a chronicle: the vocabulary that it has beyond `base`, sources, entities, events, each in
/// its order, with their comments. Reading the text with the same `base` gives an equal dataset, and writing that
/// gives the same text.
///
/// A relation is written as the shortest of its forward words that is read back as the same relation, and by its id
/// where there is none.
///
/// ```
/// use nenpyo::chronicle::{Input, read, write};
/// let text = "\
/// class event
///
/// class place
///
/// class date
///
/// relation at from event to place
///   forward  en at, \"held in\"
///
/// place waterloo \"Waterloo\" fr \"Waterloo\"
///
/// 1815-06-18 event battle \"Battle\"  at waterloo?
/// ";
/// let dataset = read(&[Input { name: "a.chron".into(), text }], None).unwrap();
/// assert_eq!(write(&dataset, None), text.replace(" fr ", "  fr "));
/// ```
pub fn write(dataset: &Dataset, base: Option<&Ontology>) -> String {
    let mut out = String::new();
    vocabulary::write_vocabulary(&mut out, &dataset.ontology, base.unwrap_or(&Ontology::default()));
    let sources: Vec<_> =
        dataset.sources.iter().map(|(id, source)| item::source_line(id, source)).collect();
    write_block(&mut out, &sources);
    let writer = Writer::new(dataset);
    let entities: Vec<_> =
        dataset.entities.iter().map(|(id, entity)| writer.entity_line(id, entity)).collect();
    write_block(&mut out, &entities);
    let mut numbering = Numbering::default();
    let events: Vec<_> = dataset
        .events
        .iter()
        .map(|(id, event)| writer.event_line(id, event, &mut numbering))
        .collect();
    write_block(&mut out, &events);
    write_comment(&mut out, &dataset.comment);
    out
}
