//! The part of a chronicle that an answer is about, as a chronicle.

use super::words::{counted, words};
use super::{Format, Look};
use crate::answer::{Answer, Cell};
use crate::chronicle::write;
use crate::diagnostic::visible;
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
        return heading(answer, look)
            + "# no event and no entity of a chronicle is in the answer\n";
    }
    let (heading, text) = (heading(answer, look), write(&part, Some(&look.dataset.ontology)));
    // The chronicle may be the answer to the same question, and has its heading.
    if text.starts_with(&heading) { text } else { format!("{heading}\n{text}") }
}

/// What was asked, what it means (which tells the day as of which it was asked), and how many rows answer it, as comments.
fn heading(answer: &Answer, look: &Look<'_>) -> String {
    let words = words(look.lang);
    let count = counted(words.counted_rows, &[("n", answer.rows.len())]);
    let means = match answer.phrase.is_empty() {
        true => answer.query.clone(),
        false => format!("{}: {}", words.means, answer.query),
    };
    let lines = [answer.phrase.as_str(), &means, &count].map(visible);
    lines.iter().filter(|line| !line.is_empty()).map(|line| format!("# {line}\n")).collect()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::AskOptions;
    use crate::Store;

    #[test]
    fn the_heading_tells_the_question_the_day_and_the_rows() {
        let store = Store::builtin().unwrap();
        let options = AskOptions::new().as_of("2018".parse().unwrap());
        let answer = store.ask_with("awards to Botao as chron", &options).unwrap();
        let text = render(&answer, &store.look("en"));
        let heading: Vec<&str> = text.lines().take(3).collect();
        insta::assert_snapshot!(heading.join("\n"));
        assert_eq!(
            Store::from_text("a.chron", &text).unwrap().ask("awards").unwrap().rows.len(),
            1
        );
    }

    #[test]
    fn lines_of_a_query_stay_in_the_comment() {
        let answer = Answer { query: "RETURN 1\nx".into(), ..Answer::default() };
        let text = render(&answer, &Look::new(&Dataset::default(), "ja"));
        assert!(text.lines().all(|line| line.starts_with("# ")), "{text}");
    }
}
