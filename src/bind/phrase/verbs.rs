//! Verbs: *that received awards*, *was won by*, *shared a recognition with*.

use super::link::readings;
use super::meaning::{NounId, What};
use super::noun::Read;
use super::reader::{AGENT, Reader, Reading};
use crate::catalog::{Entry, Sense, fold};
use crate::diagnostic::Diagnostic;

const AUXILIARIES: [&str; 19] = [
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "did", "do", "does",
    "didn't", "hasn't", "haven't", "doesn't", "wasn't", "weren't",
];
/// Auxiliaries of the passive.
const PASSIVE: [&str; 9] = ["is", "are", "was", "were", "be", "been", "being", "wasn't", "weren't"];
const HAPPENED: [&str; 9] = [
    "happened",
    "occurred",
    "took place",
    "taken place",
    "there were",
    "there was",
    "came about",
    "fell",
    "dated",
];

pub(super) fn is_verb(sense: &Sense) -> bool {
    matches!(sense, Sense::Backward(_))
}

impl Reader<'_> {
    pub(super) fn auxiliary_ahead(&self) -> bool {
        AUXILIARIES.iter().chain(&["shared", "share"]).any(|word| self.cursor.is(word))
    }

    pub(super) fn verb_ahead(&self) -> bool {
        self.cursor.lexeme(0, |s| is_verb(s) || matches!(s, Sense::ClassVerb(_))).is_some()
    }

    /// A verb with its object. `false` if no verb stands here.
    pub(super) fn read_verb(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let (mut owns, mut passive) = (false, std::mem::take(&mut self.was));
        if let Some((length, entries)) = self.cursor.lexeme(0, is_verb).filter(|(n, _)| *n > 1)
            && self.auxiliary_ahead()
        {
            let word = self.cursor.position;
            let verb = readings(&entries, self.ontology());
            self.cursor.position += length;
            if self.is_event_of(&verb) && !self.noun_ahead() {
                return self.read_event_of(&verb, start);
            }
            return self.read_object(verb, start, word);
        }
        while let Some(index) = self.cursor.eat_any(&AUXILIARIES) {
            owns = matches!(AUXILIARIES[index], "has" | "have" | "had");
            passive = PASSIVE.contains(&AUXILIARIES[index]);
            if AUXILIARIES[index].ends_with("n't") {
                (self.negated, self.denied) = (!self.negated, true);
            }
            self.adverbs();
        }
        self.adverbs();
        let passed = self.cursor.position > start;
        let happened = self.cursor.eat_any(&HAPPENED).is_some();
        if happened && self.cursor.at_end() {
            return Ok(true);
        }
        if self.cursor.eat_any(&["shared", "share", "shares", "sharing"]).is_some() {
            return self.read_shared(start);
        }
        if self.read_class_verb(start)? {
            return Ok(true);
        }
        if let Some((length, entries)) =
            self.cursor.lexeme(0, is_verb).filter(|(length, _)| !self.link_is_longer(*length))
        {
            let word = self.cursor.position;
            if let Some(entries) = self.passive_form(start, length, passive) {
                self.cursor.position += length;
                let verb = readings(&entries, self.ontology());
                if self.is_event_of(&verb) && !self.noun_ahead() {
                    return self.read_event_of(&verb, start);
                }
                return self.read_object(readings(&entries, self.ontology()), start, word);
            }
            let readings = readings(&entries, self.ontology());
            self.cursor.position += length;
            let reduced =
                start == word && self.subject_is_class() && self.is_participle(word, length);
            if (passive || reduced) && self.is_event_of(&readings) && !self.noun_ahead() {
                return self.read_event_of(&readings, start);
            }
            if (passive || reduced) && !self.object_follows() {
                let span = self.cursor.span_from(start);
                if let Some(event) = self.passive(&readings, span) {
                    self.read_doer(event, &readings)?;
                    return Ok(true);
                }
            }
            return self.read_object(readings, start, word);
        }
        if let Some(read) = self.read_object_clause(start)? {
            return Ok(read);
        }
        if passed && owns && self.read_most_of_measure() {
            return Ok(true);
        }
        if passed && owns && (self.noun_ahead() || self.extreme_ahead() || self.object_ahead()) {
            return self.read_object(Vec::new(), start, start);
        }
        if !passed && !happened && !self.relative {
            return Ok(false);
        }
        if passive && self.noun_ahead() && !self.date_word_ahead() {
            let other = self.read_noun()?;
            self.unite_head(other.id)?;
            self.is_what(other.id, start)?;
            return Ok(true);
        }
        let read =
            self.read_date_condition()? || self.read_amount_condition()? || self.read_link()?;
        if !read {
            self.cursor.position = start;
        }
        Ok(read)
    }

    /// *by people*, behind a passive: who has the role that its verb stands for.
    fn read_doer(&mut self, event: NounId, readings: &[Reading]) -> Result<(), Diagnostic> {
        let start = self.cursor.position;
        if !self.cursor.eat("by") || self.cursor.date_ahead() || !self.noun_ahead() {
            self.cursor.position = start;
            return Ok(());
        }
        let doer = self.read_noun()?;
        let turned: Vec<Reading> = readings
            .iter()
            .map(|r| Reading { backward: !r.backward, relation: r.relation.clone() })
            .collect();
        let possible = self.possible(event, &turned, doer.id);
        if possible.is_empty() {
            self.cursor.position = start;
            return Ok(());
        }
        let span = self.cursor.span_from(start);
        let negated = std::mem::take(&mut self.negated);
        self.link(event, &possible, doer.id, span);
        self.negated = negated;
        self.open.extend(doer.open);
        Ok(())
    }

    /// A verb that the vocabulary lists in the passive (*was awarded*), where it stands in that form.
    fn passive_form(&self, start: usize, length: usize, passive: bool) -> Option<Vec<Entry>> {
        let reduced = self.cursor.position == start && self.subject_is_class();
        if !passive && !reduced {
            return None;
        }
        let word = fold(self.cursor.text_of(self.cursor.position, length));
        let found = self.catalog().lexicon.lookup(&format!("was {word}"));
        let verbs: Vec<Entry> =
            found.iter().filter(|entry| is_verb(&entry.sense)).cloned().collect();
        (!verbs.is_empty()).then_some(verbs)
    }

    /// Whether the condition follows a class, as a participle does (*places visited*), and not `who` or a name.
    fn subject_is_class(&self) -> bool {
        let nearest = self.candidates().into_iter().next();
        !self.relative && nearest.is_some_and(|id| self.is_class(id) && self.classes(id) != [AGENT])
    }

    /// Whether the verb is written in its past form, and not in another that is only active.
    fn is_participle(&self, word: usize, length: usize) -> bool {
        let text = fold(self.cursor.text_of(word, length));
        !self.catalog().lexicon.lookup(&text).is_empty()
    }

    /// Whether an object stands behind the verb.
    pub(super) fn object_follows(&mut self) -> bool {
        if self.date_word_ahead() || self.cursor.at_end() {
            return false;
        }
        self.object_ahead() || self.extreme_ahead() || self.noun_ahead()
    }

    /// Whether a link word that is longer than the verb stands here: *won by* against *won*.
    pub(super) fn link_is_longer(&self, verb: usize) -> bool {
        self.cursor
            .lexeme(0, |sense| matches!(sense, Sense::Forward(_)))
            .is_some_and(|(length, _)| length > verb)
    }

    fn object_ahead(&mut self) -> bool {
        let start = self.cursor.position;
        let found = self.cursor.eat_any(&["no", "the same"]).is_some()
            || matches!(self.quantity(), Ok(Some(_)));
        self.cursor.position = start;
        found
    }

    /// What stands behind a verb: its object, or nothing.
    fn read_object(
        &mut self,
        readings: Vec<Reading>,
        start: usize,
        verb: usize,
    ) -> Result<bool, Diagnostic> {
        if self.cursor.eat_any(&["no", "none of", "neither"]).is_some() {
            self.negated = !self.negated;
        }
        if self.cursor.eat("the same") {
            return self.read_same(start, readings);
        }
        if self.extreme_ahead() {
            return self.read_extreme_object(start, readings);
        }
        let count = self.quantity()?;
        if !self.noun_ahead() {
            if count.is_some() || readings.is_empty() {
                return Err(self.no_noun());
            }
            return self.read_without_object(readings, start, verb);
        }
        let target = self.read_noun()?;
        let span = self.cursor.span_from(start);
        if readings.is_empty() {
            self.possess(target, count, start)?;
            return Ok(true);
        }
        if let Some((subject, possible)) = self.attach(&readings, target.id) {
            self.tie(subject, possible, target, count, span);
            return Ok(true);
        }
        if count.is_none() && self.over_event(&readings, &target, span).is_some() {
            return Ok(true);
        }
        Err(self.no_link(verb, 1, &readings, target.id))
    }

    /// A verb alone: *companies that signed*: some event of its kind.
    fn read_without_object(
        &mut self,
        readings: Vec<Reading>,
        start: usize,
        verb: usize,
    ) -> Result<bool, Diagnostic> {
        let span = self.cursor.span_from(start);
        let relations = &self.ontology().relations;
        let mut domain: Vec<String> = readings
            .iter()
            .filter_map(|reading| relations.get(&reading.relation))
            .flat_map(|relation| relation.domain.iter().cloned())
            .collect();
        domain.dedup();
        let event = self.add(What::Classes(domain), span);
        match self.attach(&readings, event) {
            Some((subject, possible)) => {
                self.tie(subject, possible, Read { id: event, open: vec![event] }, None, span);
                Ok(true)
            }
            None => Err(self.no_link(verb, 1, &readings, event)),
        }
    }

    /// The links of the noun before a verb: *companies in the park* received.
    fn read_links_of(&mut self, agent: &Read) -> Result<(), Diagnostic> {
        let (outer, last) =
            (std::mem::replace(&mut self.open, agent.open.clone()), self.last.clone());
        while self.is_class(agent.id)
            && self.cursor.lexeme(0, is_verb).is_none()
            && self.read_link()?
        {}
        (self.open, self.last) = (outer, last);
        Ok(())
    }

    /// *awards that Botao received*: the object first.
    fn read_object_clause(&mut self, start: usize) -> Result<Option<bool>, Diagnostic> {
        if !self.noun_ahead() || self.date_word_ahead() {
            return Ok(None);
        }
        let mark = self.mark();
        let Ok(agent) = self.read_noun() else {
            self.rewind(mark);
            return Ok(None);
        };
        self.adverbs();
        while self.cursor.eat_any(&AUXILIARIES).is_some() {
            self.adverbs();
        }
        self.read_links_of(&agent)?;
        let verb = self.cursor.base_verb().filter(|_| !self.cursor.is("with"));
        let Some((length, entries)) = verb else {
            self.rewind(mark);
            return Ok(None);
        };
        let verb = self.cursor.position;
        self.cursor.position += length;
        let turned: Vec<Reading> = readings(&entries, self.ontology())
            .into_iter()
            .map(|r| Reading { backward: !r.backward, ..r })
            .collect();
        let span = self.cursor.span_from(start);
        match self.attach(&turned, agent.id) {
            Some((subject, possible)) => {
                self.tie(subject, possible, agent, None, span);
                Ok(Some(true))
            }
            None if self.passive_by(&turned, &agent, span) => Ok(Some(true)),
            None => Err(self.no_link(verb, length, &turned, agent.id)),
        }
    }

    pub(super) fn extreme_ahead(&self) -> bool {
        EXTREMES.iter().any(|(words, _)| self.cursor.is(words))
    }

    /// *with the most awards*: the things that have the most of that noun.
    pub(super) fn read_extreme(&mut self, start: usize) -> Result<bool, Diagnostic> {
        self.read_extreme_object(start, Vec::new())
    }

    fn read_extreme_object(
        &mut self,
        start: usize,
        verb: Vec<Reading>,
    ) -> Result<bool, Diagnostic> {
        let least = EXTREMES
            .iter()
            .find(|(words, _)| self.cursor.eat(words))
            .is_some_and(|(_, least)| *least);
        let target = self.read_noun()?;
        let id = target.id;
        let span = self.cursor.span_from(start);
        let attached = match verb.is_empty() {
            true => self.candidates().into_iter().find_map(|s| Some((s, self.implied(s, id)?))),
            false => self.attach(&verb, id),
        };
        let Some((subject, readings)) = attached else {
            return Err(self.no_link(start, 1, &verb, id));
        };
        self.tie(subject, readings, target, None, span);
        self.extreme = Some((id, least));
        Ok(true)
    }
}

const EXTREMES: [(&str, bool); 6] = [
    ("the most", false),
    ("most", false),
    ("the largest number of", false),
    ("the highest number of", false),
    ("the fewest", true),
    ("the least", true),
];
