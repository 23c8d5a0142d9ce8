//! Nouns and conditions joined by `and` and `or`.

use super::meaning::{Condition, Kind, NounId, What};
use super::reader::{Last, Reader, Reading};
use crate::catalog::NameEntry;
use crate::diagnostic::{Diagnostic, Span};

impl Reader<'_> {
    /// *… and NHST*, *… or universities*: another noun for the link before.
    pub(super) fn read_another(&mut self, negate: bool, or: bool) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let Some(last) = self.last.clone() else { return Ok(false) };
        let count = self.quantity()?;
        let target = self.read_noun()?;
        let span = self.cursor.span_from(start);
        if or && count.is_none() && !negate && self.unite_targets(&last, target.id) {
            return Ok(true);
        }
        if !or && !negate && count.is_none() {
            self.check_distributive(&last, target.id, span)?;
        }
        let mut readings = self.possible(last.subject, &last.readings, target.id);
        if readings.is_empty() {
            match self.implied(last.subject, target.id) {
                Some(found) if last.readings.is_empty() || last.possession => readings = found,
                _ => return Ok(false),
            }
        }
        self.negated = last.negated != negate;
        self.neither = or && self.negated && !negate;
        self.certain = self.certain || last.certain;
        self.tie(last.subject, readings, target, count, span);
        Ok(true)
    }

    /// *awards or recognitions* behind a link: one noun of either, so that a quantity before it counts both.
    fn unite_targets(&mut self, last: &Last, other: NounId) -> bool {
        let (one, two) = (self.noun(last.target), self.noun(other));
        if !one.conditions.is_empty()
            || !two.conditions.is_empty()
            || one.unsettled
            || two.unsettled
        {
            return false;
        }
        let united = match (one.what.clone(), two.what.clone()) {
            (What::Classes(mut all), What::Classes(more)) => {
                all.extend(
                    more.into_iter()
                        .filter(|class| !self.classes(last.target).contains(&class.as_str())),
                );
                What::Classes(all)
            }
            (What::Names(mut all), What::Names(more)) => {
                let new = |name: &&NameEntry| !one.names().iter().any(|known| known.id == name.id);
                all.extend(more.iter().filter(new).cloned());
                What::Names(all)
            }
            _ => return false,
        };
        let fits = self.possible(last.subject, &last.readings, other).len() == last.readings.len();
        if fits && other.0 + 1 == self.nouns.len() {
            self.nouns.pop();
            self.noun_mut(last.target).what = united;
        }
        fits
    }

    /// *awards to Botao and DHC* has two readings: those that both received, or those of one and of the other. Of partners,
    /// and behind `with`, `between` and `both`, it has but the first.
    pub(super) fn check_distributive(
        &self,
        last: &Last,
        other: NounId,
        span: Span,
    ) -> Result<(), Diagnostic> {
        let relations = &self.ontology().relations;
        let mutual = |reading: &Reading| relations.get(&reading.relation).is_some_and(|r| r.mutual);
        let plain = !last.readings.is_empty()
            && last.readings.iter().all(|reading| !reading.backward && !mutual(reading));
        let event = self.is_event(last.subject) && !self.is_event(other);
        if !plain || !event || last.possession || self.both || last.negated {
            return Ok(());
        }
        let (one, two) = (self.shown(last.target), self.shown(other));
        let (head, inside) = (self.noun(last.subject).span, self.noun(last.target).span);
        // The event of a verb has no words of its own.
        let unnamed = head.start <= inside.start && inside.end <= head.end;
        let head = if unnamed { "events" } else { self.shown(last.subject) };
        Err(Diagnostic::error(span, format!("`{one} and {two}` has two readings"))
            .label("both at once, or either?")
            .help(format!("write `both {one} and {two}`, or `{one} or {two}`"))
            .candidates(vec![
                format!("{head} of both {one} and {two} at once"),
                format!("{head} of {one}, and {head} of {two}: write `or`"),
            ]))
    }

    /// A noun as it was written.
    pub(super) fn shown(&self, id: NounId) -> &str {
        self.cursor.source(self.noun(id).span)
    }

    /// The condition that was just read is an alternative to those of its noun that were joined before it.
    pub(super) fn make_alternative(&mut self, counts: &[usize]) {
        let grown = |(index, noun): (usize, &super::meaning::Noun)| {
            counts
                .get(index)
                .is_some_and(|count| noun.conditions.len() > *count && *count > 0)
                .then_some(index)
        };
        let Some(index) = self.nouns.iter().enumerate().find_map(grown) else { return };
        let count = counts[index];
        let new: Vec<Condition> = self.nouns[index].conditions.split_off(count);
        let Some(before) = self.nouns[index].conditions.pop() else { return };
        let span = before.span.join(new.first().map_or(before.span, |condition| condition.span));
        let merged = match before.kind {
            Kind::AnyOf(mut alternatives) => {
                alternatives.push(new);
                Kind::AnyOf(alternatives)
            }
            _ => Kind::AnyOf(vec![vec![before], new]),
        };
        self.nouns[index].conditions.push(Condition {
            negated: false,
            certain: false,
            denied_certainty: false,
            kind: merged,
            span,
        });
    }
}
