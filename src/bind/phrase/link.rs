//! Links between nouns: *awards to companies*, *companies that received awards*, *events with Huawei*.

use super::meaning::{Comparison, Condition, Kind, Link, NounId, What};
use super::noun::Read;
use super::reader::{EVENT, Last, PLACE, Reader, Reading};
use crate::catalog::{Entry, Sense, fold};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::Ontology;

/// Words that link an event to whatever has to do with it, where the vocabulary says nothing closer.
const GENERIC: [&str; 7] =
    ["with", "of", "involving", "including", "featuring", "for", "concerning"];

impl Reader<'_> {
    /// The relations that a word may mean.
    pub(super) fn readings_of(&self, word: &str) -> Vec<Reading> {
        readings(self.catalog().lexicon.lookup(&fold(word)), self.ontology())
    }

    /// *to companies*: a link word and a noun. `false` if no link word stands here.
    pub(super) fn read_link(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let grouped =
            ["for each", "for every", "in each"].iter().any(|words| self.cursor.is(words));
        if grouped || (self.cursor.is("by") && (self.ranking || self.group_behind_by())) {
            return Ok(false);
        }
        let found = self.cursor.lexeme(0, |sense| matches!(sense, Sense::Forward(_)));
        let generic = GENERIC.iter().find(|word| self.cursor.is(word));
        let (length, readings) = match (found, generic) {
            (Some((length, entries)), _) => (length, readings(&entries, self.ontology())),
            (None, Some(_)) => (1, Vec::new()),
            (None, None) => return Ok(false),
        };
        self.cursor.position += length;
        let timely = self.cursor.word_before().is_some_and(|w| matches!(w, "in" | "on" | "during"));
        if timely && self.cursor.date_ahead() {
            return self.read_date(super::meaning::DateOp::Within, start);
        }
        if self.read_dated_link(&readings, start)? {
            return Ok(true);
        }
        if self.cursor.eat_any(&["no", "none of", "neither"]).is_some() {
            self.negated = !self.negated;
        }
        self.both = self.cursor.eat("both");
        let (count, target) = self.read_counted()?;
        let span = self.cursor.span_from(start);
        let unspecific =
            generic.is_some_and(|word| *word != "for") && self.unspecific_ahead_of(target.id);
        if !unspecific && !readings.is_empty() && self.possess_role(&target, count, span) {
            return Ok(true);
        }
        let attached = match self.done_by(start, length, target.id) {
            found @ Some(_) => found,
            None if unspecific => None,
            None => self.attach(&readings, target.id),
        };
        let (subject, readings) = match attached {
            Some(found) => found,
            None => match generic.and_then(|_| self.attach_any(target.id)) {
                Some(subject) => (subject, self.any_part(subject, target.id)),
                None if count.is_none() && self.passive_by(&readings, &target, span) => {
                    return Ok(true);
                }
                None => return Err(self.no_link(start, length, &readings, target.id)),
            },
        };
        let count = count.or_else(|| self.several(&readings, target.id, start, length));
        self.tie(subject, readings, target, count, span);
        Ok(true)
    }

    /// *received in November* **by** *companies*: who did what the verb before says.
    fn done_by(
        &mut self,
        start: usize,
        length: usize,
        target: NounId,
    ) -> Option<(NounId, Vec<Reading>)> {
        let by = self.cursor.text_of(start, length).eq_ignore_ascii_case("by");
        let (event, verb) = self.done.take_if(|(event, _)| by && self.open.contains(event))?;
        let possible = self.possible(event, &verb, target);
        (!possible.is_empty()).then_some((event, possible))
    }

    /// *between companies*: at least two of them.
    fn several(
        &self,
        readings: &[Reading],
        target: NounId,
        start: usize,
        length: usize,
    ) -> Option<(Comparison, u64)> {
        let word = self.cursor.text_of(start, length).to_lowercase();
        let among = matches!(word.as_str(), "between" | "among");
        let alone = !self.cursor.is("and") && self.is_class(target) && !readings.is_empty();
        (among && alone && !self.negated).then_some((Comparison::AtLeast, 2))
    }

    /// A noun, and how many of it are meant.
    pub(super) fn read_counted(&mut self) -> Result<(Option<(Comparison, u64)>, Read), Diagnostic> {
        let start = self.cursor.position;
        let count = self.quantity()?;
        if count.is_some() && self.cursor.at_end() {
            self.cursor.position = start;
        }
        Ok((count, self.read_noun()?))
    }

    /// Whether the likeliest noun for a link names any event at all: what is *of* it or *with* it is any part of it.
    fn unspecific_ahead_of(&self, target: NounId) -> bool {
        let subject = self.candidates().into_iter().find(|id| *id != target);
        subject.is_some_and(|id| self.classes(id) == [EVENT]) && !self.is_event(target)
    }

    /// Whether `by` stands before a figure, a period or a bare singular noun: what rows are grouped or ranked by, and
    /// not who did it.
    fn group_behind_by(&mut self) -> bool {
        const WORDS: [&str; 8] =
            ["number of", "the number of", "total", "amount", "kind", "type", "class", "category"];
        if WORDS.iter().any(|words| self.cursor.is_at(1, words)) {
            return true;
        }
        let singular = self.cursor.lexeme(1, super::noun::is_noun);
        singular.is_some_and(|(length, entries)| {
            entries.iter().all(|entry| !entry.plural)
                && self.cursor.name(1).is_none_or(|(name, _)| name < length)
        })
    }

    /// Whether `by date`, `by name` or their like stand here: the order of the rows, and nothing that did it.
    pub(super) fn order_behind_by(&self) -> bool {
        const WORDS: [&str; 6] =
            ["by date", "by time", "by name", "by title", "by names", "by titles"];
        let longer = |words: &str| {
            let length = words.split(' ').count() - 1;
            self.cursor.name(1).is_some_and(|(name, _)| name >= length)
                || self.cursor.is_at(length + 1, "of")
        };
        WORDS.iter().any(|words| self.cursor.is(words) && !longer(words))
    }

    /// *awards for 2016*: a relation to a date.
    fn read_dated_link(&mut self, readings: &[Reading], start: usize) -> Result<bool, Diagnostic> {
        let dated: Vec<Reading> = readings
            .iter()
            .filter(|r| {
                self.ontology()
                    .relations
                    .get(&r.relation)
                    .is_some_and(|r| r.range.iter().any(|c| c == DATE))
            })
            .cloned()
            .collect();
        let before = self.cursor.position;
        let both = self.cursor.eat("both");
        if dated.is_empty() || !self.cursor.date_ahead() {
            self.cursor.position = before;
            return Ok(false);
        }
        let target = self.add(What::Classes(vec![DATE.to_owned()]), self.cursor.span());
        let Some((subject, readings)) = self.attach(&dated, target) else {
            self.cursor.position = before;
            return Ok(false);
        };
        self.both = both;
        self.read_date_of(target)?;
        let span = self.cursor.span_from(start);
        self.tie(subject, readings, Read { id: target, open: Vec::new() }, None, span);
        Ok(true)
    }

    /// Whether a relation to a date was read last, and another date stands here: *for 2016* **or 2017**.
    pub(super) fn another_date_ahead(&mut self) -> bool {
        let Some(last) = &self.last else { return false };
        let to_last = |condition: &Condition| matches!(&condition.kind, Kind::Link(link) if link.target == last.target);
        let behind = self.noun(last.subject).conditions.last().is_some_and(|c| match &c.kind {
            Kind::AnyOf(all) => all.last().and_then(|one| one.last()).is_some_and(to_last),
            _ => to_last(c),
        });
        behind && self.classes(last.target) == [DATE] && self.cursor.date_ahead()
    }

    /// Another date for the relation that was read last.
    pub(super) fn read_another_date(&mut self, or: bool) -> Result<bool, Diagnostic> {
        let Some(last) = self.last.clone() else { return Ok(false) };
        let start = self.cursor.position;
        let target = self.add(What::Classes(vec![DATE.to_owned()]), self.cursor.span());
        let negated = self.negated;
        self.read_date_of(target)?;
        let span = self.cursor.span_from(start);
        if !or && !negated {
            self.check_distributive(&last, target, span)?;
        }
        self.negated = last.negated != negated;
        self.neither = or && self.negated && !negated;
        self.certain |= last.certain;
        self.tie(last.subject, last.readings, Read { id: target, open: Vec::new() }, None, span);
        Ok(true)
    }

    /// The date that stands here, said of `target`.
    fn read_date_of(&mut self, target: NounId) -> Result<(), Diagnostic> {
        let start = self.cursor.position;
        let negated = std::mem::take(&mut self.negated);
        self.read_within(target)?;
        self.negated = negated;
        self.noun_mut(target).span = self.cursor.span_from(start);
        Ok(())
    }

    /// The noun that the link belongs to, and the readings that join it to `target`.
    pub(super) fn attach(
        &self,
        readings: &[Reading],
        target: NounId,
    ) -> Option<(NounId, Vec<Reading>)> {
        self.candidates().into_iter().filter(|subject| *subject != target).find_map(|subject| {
            let mut possible = self.possible(subject, readings, target);
            let first = possible.first()?.backward;
            possible.retain(|reading| reading.backward == first);
            Some((subject, possible))
        })
    }

    /// The noun that may be linked to `target` by any relation: one of the two names events.
    pub(super) fn attach_any(&self, target: NounId) -> Option<NounId> {
        let event = self.is_event(target);
        self.candidates()
            .into_iter()
            .find(|subject| *subject != target && self.is_event(*subject) != event)
    }

    /// The readings of a link without a word, as in *companies with awards* or *companies by awards*; none for any
    /// relation at all. Nothing if the two cannot be linked so.
    pub(super) fn implied(&self, subject: NounId, target: NounId) -> Option<Vec<Reading>> {
        let unspecific = self.classes(subject) == [EVENT] || self.classes(target) == [EVENT];
        let mut possible = match unspecific {
            true => Vec::new(),
            false => self.possible(subject, &self.readings_of("with"), target),
        };
        if possible.is_empty() && !unspecific {
            let turned = |r: Reading| Reading { backward: !r.backward, ..r };
            let all: Vec<Reading> = self.readings_of("with").into_iter().map(turned).collect();
            possible = self.possible(subject, &all, target);
        }
        if let Some(first) = possible.first().map(|reading| reading.backward) {
            possible.retain(|reading| reading.backward == first);
            return Some(possible);
        }
        if self.is_event(subject) && self.is_event(target) {
            return self.between_events(subject, target);
        }
        (self.is_event(subject) != self.is_event(target)).then(|| self.any_part(subject, target))
    }

    /// The relations from one event to another, or back.
    fn between_events(&self, subject: NounId, target: NounId) -> Option<Vec<Reading>> {
        [false, true].into_iter().find_map(|backward| {
            let ids = self.ontology().relations.keys().cloned();
            let all: Vec<Reading> = ids.map(|relation| Reading { relation, backward }).collect();
            Some(self.possible(subject, &all, target)).filter(|found| !found.is_empty())
        })
    }

    /// Any part that a thing may have in an event. Members of a class of places are where it takes place; members of a
    /// class of agents take part in a role; of what is named, any relation will do.
    fn any_part(&self, subject: NounId, target: NounId) -> Vec<Reading> {
        let backward = self.is_event(target);
        let thing = if backward { subject } else { target };
        if !self.is_class(thing) {
            return Vec::new();
        }
        let place = self.classes(thing).iter().all(|class| self.ontology().is_a(class, PLACE));
        let unspecific = self.classes(if backward { target } else { subject }) == [EVENT];
        if unspecific && !place {
            return Vec::new();
        }
        let relations = self.ontology().relations.iter();
        let wanted = relations.filter(|(_, r)| if place { r.spatial && !r.role } else { r.role });
        let all: Vec<Reading> =
            wanted.map(|(id, _)| Reading { relation: id.clone(), backward }).collect();
        self.possible(subject, &all, target)
    }

    /// Says that `subject` is linked to `target`, and lets further links belong to either.
    pub(super) fn tie(
        &mut self,
        subject: NounId,
        readings: Vec<Reading>,
        target: Read,
        count: Option<(Comparison, u64)>,
        span: Span,
    ) {
        let condition = self.link(subject, &readings, target.id, span);
        if let Kind::Link(link) = &mut condition.kind {
            link.count = count;
        }
        let parties = self.parties(subject, &readings, target.id);
        self.reopen(subject, &target.open);
        let (negated, certain) = (self.negated, self.certain);
        let before = self.last.take().filter(|last| self.joined && last.subject == subject);
        let mut targets = before.map_or_else(Vec::new, |last| last.targets);
        targets.push(target.id);
        let target = target.id;
        let possession = false;
        self.last = Some(Last { subject, readings, target, targets, negated, certain, possession });
        for party in parties {
            self.say(party, Kind::Differs(target), span).negated = false;
            self.subject = Some(subject);
        }
    }

    /// Who, by what was said before, takes part in the event `subject` in the same mutual role as `target`: whoever
    /// signs an agreement *with* somebody is somebody else.
    fn parties(&self, subject: NounId, readings: &[Reading], target: NounId) -> Vec<NounId> {
        let mutual = |reading: &Reading| {
            let relation = self.ontology().relations.get(&reading.relation);
            !reading.backward && relation.is_some_and(|relation| relation.mutual)
        };
        if self.negated || !readings.iter().any(mutual) {
            return Vec::new();
        }
        let same = |link: &Link| {
            link.target == subject
                && link.backward
                && readings.iter().any(|reading| link.relations.contains(&reading.relation))
        };
        let linked = |noun: &NounId| {
            let conditions = &self.noun(*noun).conditions;
            conditions.iter().any(|c| {
                !c.negated
                    && matches!(&c.kind, Kind::Link(link) if link.count.is_none() && same(link))
            })
        };
        (0..self.nouns.len()).map(NounId).filter(|noun| *noun != target).filter(linked).collect()
    }

    /// *but no other*, *but no other company*.
    pub(super) fn read_no_other(&mut self) -> Result<bool, Diagnostic> {
        const WORDS: [&str; 6] = [
            "but no other",
            "and no other",
            "but nobody else",
            "and nobody else",
            "but no one else",
            "alone",
        ];
        let start = self.cursor.position;
        let Some(last) = self.last.clone() else { return Ok(false) };
        if self.cursor.eat_any(&WORDS).is_none() {
            return Ok(false);
        }
        let classes = match self.noun_ahead() {
            true => {
                let other = self.read_noun()?;
                Some(self.classes(other.id).into_iter().map(str::to_owned).collect())
            }
            false => None,
        };
        let relations = last.readings.iter().map(|reading| reading.relation.clone()).collect();
        let backward = last.readings.first().map_or(!self.is_event(last.subject), |r| r.backward);
        let link = Link { relations, backward, spatial: false, target: last.target, count: None };
        let span = self.cursor.span_from(start);
        self.say(last.subject, Kind::NoOther(link, classes, last.targets), span);
        Ok(true)
    }
}

/// The class of dates, in the base vocabulary.
pub(super) const DATE: &str = "date";

/// The relations that the entries of a word name, each under the one of a pair of inverses that facts are kept under.
pub(super) fn readings(entries: &[Entry], ontology: &Ontology) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    for entry in entries {
        let backward = match entry.sense {
            Sense::Forward(_) => false,
            Sense::Backward(_) => true,
            _ => continue,
        };
        let reading = Reading::new(entry.sense.id(), backward, ontology);
        if !found.contains(&reading) {
            found.push(reading);
        }
    }
    found
}
