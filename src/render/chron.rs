//! The part of a chronicle that an answer is about, as a chronicle.

use super::{Format, Look};
use crate::answer::{Answer, Cell};
use crate::chronicle::write;
use crate::model::{Citation, Dataset, Item, Target};
use indexmap::IndexSet;

pub(super) const FORMAT: Format = Format {
    name: "chron",
    description: "the events of the answer as a chronicle",
    endings: &["chron"],
    needs_why: false,
    render,
};

/// The events and entities of the rows with all that they link to, in the order and the words of the chronicle, so that
/// the text can be opened again with the same vocabulary. Where nothing of a chronicle is among the cells, a comment.
fn render(answer: &Answer, look: &Look<'_>) -> String {
    let wanted = ids(answer);
    let part = part(look.dataset, &wanted);
    if part.entities.is_empty() && part.events.is_empty() {
        return "# no event and no entity of a chronicle is in the answer\n".to_owned();
    }
    write(&part, Some(&look.dataset.ontology))
}

/// The ids of the events and entities that the cells hold.
fn ids(answer: &Answer) -> IndexSet<&str> {
    let mut found = IndexSet::new();
    let mut cells: Vec<&Cell> = answer.rows.iter().flat_map(|row| &row.cells).collect();
    while let Some(cell) = cells.pop() {
        match cell {
            Cell::Event(event) => drop(found.insert(event.id.as_str())),
            Cell::Entity(entity) => drop(found.insert(entity.id.as_str())),
            Cell::List(items) => cells.extend(items),
            Cell::Map(map) => cells.extend(map.values()),
            Cell::Path(path) => cells.extend(&path.nodes),
            _ => {}
        }
    }
    found
}

/// The items of those ids, and all that they link to however far, with the sources that are cited.
fn part(dataset: &Dataset, wanted: &IndexSet<&str>) -> Dataset {
    let item = |id: &str| {
        let entity = dataset.entities.get(id).map(|entity| &entity.item);
        entity.or_else(|| dataset.events.get(id).map(|event| &event.item))
    };
    let (mut kept, mut next) = (IndexSet::new(), wanted.iter().copied().collect::<Vec<_>>());
    while let Some(id) = next.pop() {
        let Some(item) = item(id).filter(|_| kept.insert(id)) else { continue };
        next.extend(item.links.iter().filter_map(|link| match &link.target {
            Target::Id(id) => Some(id.as_str()),
            Target::Date(_) => None,
        }));
    }
    let mut part = Dataset { ontology: dataset.ontology.clone(), ..Dataset::default() };
    let entities = dataset.entities.iter().filter(|(id, _)| kept.contains(id.as_str()));
    part.entities = entities.map(|(id, entity)| (id.clone(), entity.clone())).collect();
    let events = dataset.events.iter().filter(|(id, _)| kept.contains(id.as_str()));
    part.events = events.map(|(id, event)| (id.clone(), event.clone())).collect();
    let cited: IndexSet<&str> = kept
        .iter()
        .filter_map(|id| item(id))
        .flat_map(citations)
        .map(|citation| citation.source.as_str())
        .collect();
    let sources = dataset.sources.iter().filter(|(id, _)| cited.contains(id.as_str()));
    part.sources = sources.map(|(id, source)| (id.clone(), source.clone())).collect();
    part
}

fn citations(item: &Item) -> impl Iterator<Item = &Citation> {
    let links = item.links.iter().flat_map(|link| &link.citations);
    let amounts = item.amounts.iter().flat_map(|amount| &amount.citations);
    item.citations.iter().chain(links).chain(amounts)
}
