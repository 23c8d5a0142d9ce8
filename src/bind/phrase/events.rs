//! Verbs said of the very events that they are about: *agreements signed in April*, *what was signed*.

use super::link::readings;
use super::meaning::{Kind, What};
use super::reader::{Reader, Reading};
use super::verbs::is_verb;
use crate::catalog::{Entry, fold};
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
        let Some(nearest) = self.candidates().into_iter().next() else { return Ok(false) };
        let relations = &self.ontology().relations;
        let domain = verb.iter().filter_map(|reading| relations.get(&reading.relation));
        let mut domain: Vec<String> = domain.flat_map(|r| r.domain.iter().cloned()).collect();
        domain.dedup();
        self.done = Some((nearest, self.doers(verb)));
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
