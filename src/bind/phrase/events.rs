//! Verbs said of the very events that they are about: *agreements signed in April*, *what was signed*.

use super::bridge::SUBJECT;
use super::link::readings;
use super::meaning::{Kind, What};
use super::noun::Read;
use super::reader::{Reader, Reading};
use super::verbs::is_verb;
use crate::catalog::{Entry, Sense, fold};
use crate::diagnostic::Diagnostic;

impl Reader<'_> {
    /// Whether the nearest noun names the very events that the verb is about: *agreements signed in April*.
    pub(super) fn is_event_of(&self, readings: &[Reading]) -> bool {
        let Some(nearest) = self.candidates().into_iter().next() else { return false };
        let relations = &self.ontology().relations;
        self.is_event(nearest)
            && readings
                .iter()
                .filter_map(|reading| relations.get(&reading.relation))
                .any(|relation| self.fits(nearest, &relation.domain))
    }

    /// The noun names the events of the verb, which says nothing new of them: *agreements signed in April*. Of a wider
    /// noun it says which: *what was signed*. What is denied is what stands behind it.
    pub(super) fn read_event_of(
        &mut self,
        verb: &[Reading],
        start: usize,
    ) -> Result<bool, Diagnostic> {
        let relations = &self.ontology().relations;
        let domain = verb.iter().filter_map(|reading| relations.get(&reading.relation));
        let mut domain: Vec<String> = domain.flat_map(|r| r.domain.iter().cloned()).collect();
        domain.dedup();
        if let Some(nearest) = self.candidates().into_iter().next() {
            self.done = Some((nearest, self.doers(verb)));
        }
        self.say_events(domain, start)
    }

    /// *companies that arrived in March*: what an event of the class of the verb happened to; *what arrived*: such events.
    /// `false` if no such verb stands here, or an object behind it.
    pub(super) fn read_class_verb(&mut self, start: usize) -> Result<bool, Diagnostic> {
        let verb = self.cursor.lexeme(0, |sense| matches!(sense, Sense::ClassVerb(_)));
        let Some((length, entries)) = verb.filter(|(length, _)| !self.link_is_longer(*length))
        else {
            return Ok(false);
        };
        let word = self.cursor.position;
        self.cursor.position += length;
        let classes: Vec<String> =
            entries.iter().map(|entry| entry.sense.id().to_owned()).collect();
        let Some(nearest) = self.candidates().into_iter().next().filter(|_| !self.object_follows())
        else {
            self.cursor.position = word;
            return Ok(false);
        };
        if self.is_event(nearest) && self.fits(nearest, &classes) {
            return self.say_events(classes, start);
        }
        let span = self.cursor.span_from(start);
        let event = self.add(What::Classes(classes), span);
        let happened = [Reading::new(SUBJECT, true, self.ontology())];
        let Some((subject, happened)) = self.attach(&happened, event) else {
            self.nouns.pop();
            self.cursor.position = word;
            return Ok(false);
        };
        self.tie(subject, happened, Read { id: event, open: vec![event] }, None, span);
        Ok(true)
    }

    /// The nearest noun names events of one of these classes: what is denied of such events stands behind.
    fn say_events(&mut self, domain: Vec<String>, start: usize) -> Result<bool, Diagnostic> {
        let Some(nearest) = self.candidates().into_iter().next() else { return Ok(false) };
        let known = self.classes(nearest).iter().all(|c| self.ontology().is_any(c, &domain));
        if !known && (!self.negated || self.cursor.at_end()) {
            let span = self.cursor.span_from(start);
            self.say(nearest, Kind::IsA(What::Classes(domain)), span);
            return Ok(true);
        }
        if !self.negated {
            return Ok(true);
        }
        let here = self.cursor.position;
        match known && (self.read_date_condition()? || self.read_link()?) {
            true => Ok(true),
            false => {
                self.cursor.position = here;
                Err(Diagnostic::error(
                    self.cursor.span_from(start),
                    "it is not said what is denied",
                )
                .label("a date or a link should stand behind this")
                .help("write what does not hold, as in `agreements not signed in April`"))
            }
        }
    }

    /// Who does what the verb says, from the event on. A verb that the vocabulary also lists in the passive (*was given*,
    /// of those who receive) is taken in its own form.
    fn doers(&self, verb: &[Reading]) -> Vec<Reading> {
        let word = fold(self.cursor.text_of(self.cursor.position.saturating_sub(1), 1));
        let own = self.catalog().lexicon.lookup(&word);
        let own: Vec<Entry> = own.iter().filter(|entry| is_verb(&entry.sense)).cloned().collect();
        let own = readings(&own, self.ontology());
        let all = if own.is_empty() { verb.to_vec() } else { own };
        all.into_iter().map(|r| Reading { backward: !r.backward, ..r }).collect()
    }
}
