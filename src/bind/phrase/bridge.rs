//! Links over an event that is not named: who *visited* Kyoto made a visit whose destination is Kyoto.

use super::meaning::{NounId, What};
use super::noun::Read;
use super::reader::{EVENT, Last, PLACE, Reader, Reading};
use crate::diagnostic::Span;
use crate::ontology::Relation;

/// The role of what an event happens to, in the base vocabulary.
pub(super) const SUBJECT: &str = "subject";

impl Reader<'_> {
    /// The way from the subject of a verb to its object over an event that is not named: who *visited* Kyoto made a
    /// visit whose destination is Kyoto. Gives the event.
    pub(super) fn over_event(
        &mut self,
        readings: &[Reading],
        target: &Read,
        span: Span,
    ) -> Option<(NounId, NounId)> {
        let event = self.add(What::Classes(Vec::new()), span);
        let (first, onward) = self.ways(readings, event, target.id);
        let subject = self.candidates().into_iter().find(|subject| {
            *subject != target.id && !self.possible(*subject, &first, event).is_empty()
        });
        let Some(subject) = subject.filter(|_| !onward.is_empty()) else {
            self.nouns.pop();
            return None;
        };
        let denied = std::mem::take(&mut self.negated);
        self.link(event, &onward, target.id, span);
        self.negated = denied;
        let first = self.possible(subject, &first, event);
        let open = [vec![event], target.open.clone()].concat();
        self.tie(subject, first, Read { id: event, open }, None, span);
        if !denied {
            // *or the park* goes on about what the event is linked to.
            let (target, certain) = (target.id, self.certain);
            let (negated, possession, targets) = (false, false, vec![target]);
            self.last = Some(Last {
                subject: event,
                readings: onward,
                target,
                targets,
                negated,
                certain,
                possession,
            });
        }
        Some((subject, event))
    }

    /// The readings from a subject to an event, and those from there to `target`; the event's classes are set to
    /// those that have both. Nothing if there is no way.
    pub(super) fn ways(
        &mut self,
        readings: &[Reading],
        event: NounId,
        target: NounId,
    ) -> (Vec<Reading>, Vec<Reading>) {
        let mut ways: Vec<(Reading, String, Onward)> = Vec::new();
        for reading in readings.iter().filter(|reading| reading.backward) {
            let Some(relation) = self.ontology().relations.get(&reading.relation) else { continue };
            for class in &relation.domain {
                self.noun_mut(event).what = What::Classes(vec![class.clone()]);
                let onward = self.onward(reading, class, event, target);
                ways.push((reading.clone(), class.clone(), onward));
            }
        }
        ways.retain(|(_, _, onward)| !onward.readings.is_empty());
        let best = ways.iter().map(|(_, _, onward)| onward.rank).max();
        ways.retain(|(_, _, onward)| Some(onward.rank) == best);
        let (mut first, mut onward, mut classes) = (Vec::new(), Vec::new(), Vec::new());
        for (reading, class, found) in ways {
            push_new(&mut first, std::iter::once(reading));
            push_new(&mut classes, std::iter::once(class));
            push_new(&mut onward, found.readings.into_iter());
        }
        self.noun_mut(event).what = What::Classes(classes);
        (first, onward)
    }

    /// The relations from an event to the object of a verb: those of its own kind of event first, then what it
    /// happens to and what it is about.
    fn onward(&self, verb: &Reading, class: &str, event: NounId, target: NounId) -> Onward {
        let relations = &self.ontology().relations;
        let all: Vec<Reading> = relations
            .keys()
            .filter(|id| **id != verb.relation)
            .map(|id| Reading { relation: id.clone(), backward: false })
            .collect();
        let all = self.possible(event, &all, target);
        let relation = |reading: &Reading| relations.get(&reading.relation);
        let own = |r: &Relation| r.domain.iter().any(|c| self.ontology().is_a(c, class));
        let is_any =
            |r: &Relation, class: &str| r.range.iter().all(|c| self.ontology().is_a(c, class));
        let apart = |r: &Relation| r.spatial || is_any(r, EVENT) || is_any(r, PLACE);
        let close = |reading: &&Reading| relation(reading).is_some_and(|r| r.role && own(r));
        let loose = |reading: &&Reading| {
            reading.relation == SUBJECT || relation(reading).is_some_and(|r| !r.role && !apart(r))
        };
        let readings: Vec<Reading> = all.iter().filter(close).cloned().collect();
        if !readings.is_empty() {
            return Onward { readings, rank: 2 };
        }
        let readings: Vec<Reading> = all.iter().filter(loose).cloned().collect();
        let specific = readings.iter().any(|reading| relation(reading).is_some_and(own));
        Onward { readings, rank: u8::from(specific) }
    }

    /// The passive of a verb: *organizations founded in 2017*, *places visited by Li Keqiang*. The subject is what the
    /// event of the verb happens to. Gives the event.
    pub(super) fn passive(&mut self, readings: &[Reading], span: Span) -> Option<NounId> {
        let active: Vec<Reading> = readings
            .iter()
            .map(|r| Reading { backward: true, relation: r.relation.clone() })
            .collect();
        let event = self.add(What::Classes(Vec::new()), span);
        let found = self.candidates().into_iter().find_map(|subject| {
            let (_, onward) = self.ways(&active, event, subject);
            let back: Vec<Reading> =
                onward.into_iter().map(|r| Reading { backward: true, ..r }).collect();
            (!back.is_empty()).then_some((subject, back))
        });
        let Some((subject, back)) = found else {
            self.nouns.pop();
            return None;
        };
        self.tie(subject, back, Read { id: event, open: vec![event] }, None, span);
        Some(event)
    }

    /// *products launched by companies*: a passive with the one who does it.
    pub(super) fn passive_by(&mut self, readings: &[Reading], target: &Read, span: Span) -> bool {
        if self.is_event(target.id) || readings.iter().any(|reading| reading.backward) {
            return false;
        }
        let roles: Vec<Reading> = readings.iter().filter(|r| self.is_role(r)).cloned().collect();
        let mark = self.mark();
        let Some(event) = self.passive(&roles, span) else { return false };
        let possible = self.possible(event, &roles, target.id);
        if possible.is_empty() {
            self.rewind(mark);
            return false;
        }
        let negated = std::mem::take(&mut self.negated);
        self.link(event, &possible, target.id, span);
        self.negated = negated;
        self.open.extend(&target.open);
        true
    }

    fn is_role(&self, reading: &Reading) -> bool {
        self.ontology().relations.get(&reading.relation).is_some_and(|relation| relation.role)
    }
}

/// How an event goes on to the object of a verb.
struct Onward {
    readings: Vec<Reading>,
    /// 2 by roles of just that kind of event, 1 by other relations of just that kind, 0 by those of any event.
    rank: u8,
}

/// Adds what is not there yet.
fn push_new<T: PartialEq>(all: &mut Vec<T>, more: impl Iterator<Item = T>) {
    for item in more {
        if !all.contains(&item) {
            all.push(item);
        }
    }
}
