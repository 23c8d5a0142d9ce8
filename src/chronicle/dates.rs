//! What must hold of dates: relative ones lead to a date, and do not contradict each other.

use super::check::{Found, Place, fault};
use crate::model::{Dataset, DateConflict, DateFact};

/// What is wrong with the dates of a dataset; `line` tells where something is said. Of one that lacks what is wrong
/// otherwise (`all` is false), only what contradicts itself all the same.
pub(super) fn check_dates(
    dataset: &Dataset,
    all: bool,
    line: impl Fn(&Place) -> Option<String>,
) -> Found {
    let dates = match dataset.narrowed_dates() {
        Ok(dates) => dates,
        Err(conflicts) => {
            return conflicts
                .iter()
                .filter(|conflict| all || !is_about_itself(dataset, conflict))
                .map(|conflict| contradiction(dataset, conflict, &line))
                .collect();
        }
    };
    if !all {
        return Found::new();
    }
    let undated = dates.iter().filter(|(_, date)| date.is_none()).map(|(id, _)| *id);
    let mut found: Found = undated
        .map(|id| {
            let message = format!("`{id}` has no date, and no event that it hangs on has one");
            let finding = fault(message).help("give one of them a date; `XXXX` is some year");
            (Place::Item(id.to_owned()), finding)
        })
        .collect();
    found.sort_by_key(|(place, _)| place.to_string());
    found
}

/// Whether an event is dated by itself, which is told elsewhere.
fn is_about_itself(dataset: &Dataset, DateConflict(facts): &DateConflict) -> bool {
    let [DateFact::Relative(id, index)] = facts.as_slice() else { return false };
    let relative = dataset.events.get(id).and_then(|event| event.relative.get(*index));
    relative.is_some_and(|relative| relative.event == *id)
}

fn contradiction(
    dataset: &Dataset,
    DateConflict(facts): &DateConflict,
    line: &impl Fn(&Place) -> Option<String>,
) -> (Place, crate::diagnostic::Diagnostic) {
    let place = |fact: &DateFact| match fact {
        DateFact::Date(id) => Place::Item(id.clone()),
        DateFact::Relative(id, index) => Place::Relative(id.clone(), *index),
    };
    let told = |fact: &DateFact| {
        let text = match fact {
            DateFact::Date(id) => {
                let date = dataset.events.get(id).and_then(|event| event.date.as_ref());
                date.map_or(String::new(), |date| format!("`{id}` is dated {date}"))
            }
            DateFact::Relative(id, index) => {
                let relative = dataset.events.get(id).and_then(|e| e.relative.get(*index));
                relative.map_or(String::new(), |relative| format!("`{id}` is {relative}"))
            }
        };
        match line(&place(fact)) {
            Some(line) => format!("{text} ({line})"),
            None => text,
        }
    };
    let chain: Vec<String> = facts.iter().map(told).collect();
    let message = match facts.len() {
        1 => "this cannot be true".to_owned(),
        count => format!("these {count} facts about dates contradict each other"),
    };
    let finding = fault(message).help(format!("correct one of them: {}", chain.join("; ")));
    let first = facts.iter().find(|fact| matches!(fact, DateFact::Relative(..))).or(facts.first());
    (first.map_or(Place::Item(String::new()), place), finding)
}
