//! What is known while a phrase is read, and how a link finds the noun that it belongs to.

use super::cursor::Cursor;
use super::meaning::{Condition, Kind, Link, Noun, NounId, What};
use crate::catalog::{Catalog, NameEntry};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::Ontology;
use std::borrow::Cow;

/// Reads a phrase from left to right.
pub(super) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) nouns: Vec<Noun>,
    /// The nouns that a link may still belong to, the nearest one last.
    pub(super) open: Vec<NounId>,
    /// What the condition before was said of: `and` and `or` go on about it.
    pub(super) subject: Option<NounId>,
    /// `and` or `or` stands before the next condition.
    pub(super) joined: bool,
    /// The next condition must not hold.
    pub(super) negated: bool,
    /// Only stated facts, for the next condition.
    pub(super) certain: bool,
    /// What the date before was said of: `and` and `or` with another date go on about it.
    pub(super) dated: Option<NounId>,
    /// `by` says by what things are ranked.
    pub(super) ranking: bool,
    /// What must not hold is that the next condition is certain: *not certainly in Japan*.
    pub(super) denied_certainty: bool,
    /// A word denies the condition at hand: *not*, *never*, *neither*.
    pub(super) denied: bool,
    /// The condition at hand goes on with what the one before denies: *not in March* **or April**.
    pub(super) neither: bool,
    /// *Possibly*, or the like, was said.
    pub(super) hedged: bool,
    /// How many nouns are being read, one in another.
    pub(super) depth: usize,
    /// `both` stands before the nouns that `and` joins.
    pub(super) both: bool,
    /// The question asks when something *was* done.
    pub(super) was: bool,
    /// A relative pronoun stands before the verb.
    pub(super) relative: bool,
    /// The link before, for `and` and `or` with another noun.
    pub(super) last: Option<Last>,
    /// *the most* or *the fewest* (true) of that noun.
    pub(super) extreme: Option<(NounId, bool)>,
    /// The events that a verb was said of, and what it says of who did it: *received in November* **by** *companies*.
    pub(super) done: Option<(NounId, Vec<Reading>)>,
    /// Of that noun those with most, or least (true), of a measure.
    pub(super) extreme_amount: Option<(NounId, String, bool)>,
}

/// The link that was read last.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub(super) subject: NounId,
    pub(super) readings: Vec<Reading>,
    pub(super) target: NounId,
    /// All targets that `and` has joined.
    pub(super) targets: Vec<NounId>,
    pub(super) negated: bool,
    pub(super) certain: bool,
    /// By having it, not by a word for it.
    pub(super) possession: bool,
}

/// What was read up to some place: all that refers to nouns.
pub(super) struct Mark {
    position: usize,
    nouns: Vec<Noun>,
    open: Vec<NounId>,
    subject: Option<NounId>,
    dated: Option<NounId>,
    last: Option<Last>,
    extreme: Option<(NounId, bool)>,
    done: Option<(NounId, Vec<Reading>)>,
    extreme_amount: Option<(NounId, String, bool)>,
    negated: bool,
}

/// A relation that a word may mean, and the way that the word reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) relation: String,
    /// From the second thing to the first.
    pub(super) backward: bool,
}

impl Reading {
    /// A reading of a relation, or of the inverse under which its facts are kept.
    pub(super) fn new(relation: &str, backward: bool, ontology: &Ontology) -> Self {
        let (relation, turned) = ontology.canonical(relation);
        Reading { relation: relation.to_owned(), backward: backward != turned }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Reader {
            cursor,
            nouns: Vec::new(),
            open: Vec::new(),
            subject: None,
            joined: false,
            negated: false,
            certain: false,
            dated: None,
            ranking: false,
            denied_certainty: false,
            denied: false,
            neither: false,
            hedged: false,
            relative: false,
            was: false,
            both: false,
            depth: 0,
            last: None,
            extreme: None,
            extreme_amount: None,
            done: None,
        }
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.cursor.catalog
    }

    pub(super) fn ontology(&self) -> &'a Ontology {
        &self.cursor.catalog.ontology
    }

    /// What is read so far, to come back to.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            position: self.cursor.position,
            nouns: self.nouns.clone(),
            open: self.open.clone(),
            subject: self.subject,
            dated: self.dated,
            last: self.last.clone(),
            extreme: self.extreme,
            done: self.done.clone(),
            extreme_amount: self.extreme_amount.clone(),
            negated: self.negated,
        }
    }

    /// Forgets what was read since: nothing refers to a noun that is no longer there.
    pub(super) fn rewind(&mut self, mark: Mark) {
        self.cursor.position = mark.position;
        (self.nouns, self.open) = (mark.nouns, mark.open);
        (self.subject, self.dated, self.last) = (mark.subject, mark.dated, mark.last);
        (self.extreme, self.extreme_amount) = (mark.extreme, mark.extreme_amount);
        (self.done, self.negated) = (mark.done, mark.negated);
    }

    /// A new noun.
    pub(super) fn add(&mut self, what: What, span: Span) -> NounId {
        self.nouns.push(Noun {
            what,
            conditions: Vec::new(),
            unsettled: false,
            implicit: false,
            definite: false,
            span,
        });
        NounId(self.nouns.len() - 1)
    }

    pub(super) fn noun(&self, id: NounId) -> &Noun {
        &self.nouns[id.0]
    }

    pub(super) fn noun_mut(&mut self, id: NounId) -> &mut Noun {
        &mut self.nouns[id.0]
    }

    /// The classes of a noun.
    pub(super) fn classes(&self, id: NounId) -> Vec<&str> {
        match &self.noun(id).what {
            What::Classes(classes) => classes.iter().map(String::as_str).collect(),
            What::Names(names) => names.iter().map(|name| name.class.as_str()).collect(),
        }
    }

    pub(super) fn is_named(&self, id: NounId) -> bool {
        matches!(self.noun(id).what, What::Names(_))
    }

    /// Whether the noun names events.
    pub(super) fn is_event(&self, id: NounId) -> bool {
        self.classes(id).iter().any(|class| self.ontology().is_a(class, EVENT))
    }

    /// Whether something of the noun may be of one of `classes`: a name must be, a class may also be above one.
    pub(super) fn fits(&self, id: NounId, classes: &[String]) -> bool {
        let ontology = self.ontology();
        self.classes(id).iter().any(|class| {
            ontology.is_any(class, classes)
                || (!self.is_named(id) && classes.iter().any(|below| ontology.is_a(below, class)))
        })
    }

    /// The readings that can join `subject` to `target`.
    pub(super) fn possible(
        &self,
        subject: NounId,
        readings: &[Reading],
        target: NounId,
    ) -> Vec<Reading> {
        let fit = |reading: &&Reading| {
            let Some(relation) = self.ontology().relations.get(&reading.relation) else {
                return false;
            };
            let (first, second) =
                if reading.backward { (target, subject) } else { (subject, target) };
            let straight = self.fits(first, &relation.domain) && self.fits(second, &relation.range);
            straight
                || (relation.symmetric
                    && self.fits(second, &relation.domain)
                    && self.fits(first, &relation.range))
        };
        readings.iter().filter(fit).cloned().collect()
    }

    /// The nouns that a condition may belong to, the likeliest first: what `and` goes on about, then the open ones
    /// from the nearest on, and the names among them last, since a name needs no condition to tell what it means.
    pub(super) fn candidates(&self) -> Vec<NounId> {
        let mut order: Vec<NounId> = self.subject.filter(|_| self.joined).into_iter().collect();
        let rank =
            |id: &NounId| u8::from(self.noun(*id).implicit) + 2 * u8::from(self.is_named(*id));
        for wanted in 0..3 {
            for id in self.open.iter().rev() {
                if rank(id) == wanted && !order.contains(id) {
                    order.push(*id);
                }
            }
        }
        order
    }

    /// Closes the nouns behind `subject`, and opens `nouns`.
    pub(super) fn reopen(&mut self, subject: NounId, nouns: &[NounId]) {
        if let Some(index) = self.open.iter().position(|id| *id == subject) {
            self.open.truncate(index + 1);
        }
        self.open.extend(nouns);
    }

    /// Says of `subject` that it is linked to `target`, by any relation if no reading is given.
    pub(super) fn link(
        &mut self,
        subject: NounId,
        readings: &[Reading],
        target: NounId,
        span: Span,
    ) -> &mut Condition {
        let relations: Vec<String> = readings.iter().map(|r| r.relation.clone()).collect();
        let backward = readings.first().map_or(!self.is_event(subject), |r| r.backward);
        self.settle(subject, &relations, backward);
        self.settle(target, &relations, !backward);
        let known = &self.ontology().relations;
        let spatial = !relations.is_empty()
            && relations.iter().all(|id| known.get(id).is_some_and(|r| r.spatial));
        let link = Link { relations, backward, spatial, target, count: None };
        self.say(subject, Kind::Link(link), span)
    }

    /// Adds a condition to a noun.
    pub(super) fn say(&mut self, subject: NounId, kind: Kind, span: Span) -> &mut Condition {
        let condition = Condition {
            negated: self.negated,
            certain: self.certain,
            denied_certainty: self.denied_certainty,
            kind,
            span,
        };
        self.subject = Some(subject);
        let conditions = &mut self.nouns[subject.0].conditions;
        conditions.push(condition);
        let last = conditions.len() - 1;
        &mut conditions[last]
    }

    /// Of what a name may mean, keeps what the relations allow at that end of them.
    fn settle(&mut self, id: NounId, relations: &[String], at_range: bool) {
        let ontology = self.ontology();
        let allowed = |class: &str| {
            relations.iter().filter_map(|id| ontology.relations.get(id)).any(|relation| {
                let end = if at_range { &relation.range } else { &relation.domain };
                let other = if at_range { &relation.domain } else { &relation.range };
                ontology.is_any(class, end) || (relation.symmetric && ontology.is_any(class, other))
            })
        };
        let noun = &mut self.nouns[id.0];
        if let (true, What::Names(names), false) =
            (noun.unsettled, &mut noun.what, relations.is_empty())
        {
            names.retain(|name| allowed(&name.class));
            noun.unsettled = names.len() > 1;
        }
    }

    /// Whether the noun is reached from `heads` by links that must hold.
    pub(super) fn is_linked(&self, heads: &[NounId], id: NounId) -> bool {
        let mut reached: Vec<NounId> = heads.to_vec();
        let mut next = 0;
        while let Some(noun) = reached.get(next).map(|id| self.noun(*id)) {
            for condition in noun.conditions.iter().filter(|condition| !condition.negated) {
                if let Kind::Link(Link { target, count: None, .. }) = &condition.kind
                    && !reached.contains(target)
                {
                    reached.push(*target);
                }
            }
            next += 1;
        }
        reached.contains(&id)
    }

    /// *the park* is the one park, where there is one.
    pub(super) fn settle_definite(&mut self, id: NounId) {
        let What::Classes(classes) = self.noun(id).what.clone() else { return };
        let catalog = self.catalog();
        let mut members =
            classes.iter().flat_map(|class| catalog.names.members(&catalog.ontology, class));
        if let (Some(only), None) = (members.next(), members.next()) {
            self.noun_mut(id).what = What::Names(vec![only.into_owned()]);
        }
    }

    /// *the company* alone means one thing only where there is one company.
    pub(super) fn check_definite(&mut self) -> Result<(), Diagnostic> {
        let alone = |noun: &Noun| noun.definite && noun.conditions.is_empty();
        for id in
            (0..self.nouns.len()).map(NounId).filter(|id| alone(self.noun(*id))).collect::<Vec<_>>()
        {
            self.settle_definite(id);
            let Noun { what: What::Classes(classes), span, .. } = self.noun(id) else { continue };
            let catalog = self.catalog();
            let members: Vec<NameEntry> = classes
                .iter()
                .flat_map(|class| catalog.names.members(&catalog.ontology, class))
                .take(5)
                .map(Cow::into_owned)
                .collect();
            if !members.is_empty() {
                return Err(ambiguous_name(self.cursor.source(*span), &members, *span));
            }
        }
        Ok(())
    }

    /// Every name means one thing.
    pub(super) fn check_settled(&self) -> Result<(), Diagnostic> {
        match self.nouns.iter().find(|noun| noun.unsettled) {
            Some(Noun { what: What::Names(names), span, .. }) => {
                Err(ambiguous_name(self.cursor.source(*span), names, *span))
            }
            _ => Ok(()),
        }
    }
}

/// The class of all events.
pub(super) const EVENT: &str = "event";
/// The class of places.
pub(super) const PLACE: &str = "place";
/// The class of all who act.
pub(super) const AGENT: &str = "agent";

pub(super) fn ambiguous_name(text: &str, names: &[NameEntry], span: Span) -> Diagnostic {
    let shown =
        names.iter().map(|name| format!("{} {} ({})", name.class, name.id, name.label)).collect();
    Diagnostic::error(span, format!("`{}` means more than one thing", text.trim()))
        .label("which one?")
        .help("write the class in front of it, its full name, or its id")
        .candidates(shown)
}
