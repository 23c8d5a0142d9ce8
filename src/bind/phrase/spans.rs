//! Spans of time: *between March and June*, *from 2016 to 2018*, *between the visit to Kyoto and the last award*.

use super::dates::Spoken;
use super::meaning::{Condition, DateArg, DateOp, Kind, NounId};
use super::reader::{EVENT, Reader};
use super::when::argument;
use crate::catalog::Sense;
use crate::diagnostic::Diagnostic;
use crate::time::Precision;

impl Reader<'_> {
    /// *between A and B*, *from A to B*.
    pub(super) fn read_span(&mut self, start: usize) -> Result<bool, Diagnostic> {
        let between = self.cursor.eat("between");
        if !between && !self.cursor.eat("from") {
            return Ok(false);
        }
        let Some(first) = self.cursor.date()? else { return Ok(false) };
        let ends: &[&str] =
            if between { &["and"] } else { &["to", "until", "till", "through", "up to"] };
        if self.cursor.eat_any(ends).is_none() {
            return if between { Err(self.no_second_date()) } else { Ok(false) };
        }
        let Some(second) = self.cursor.date()? else {
            return match self.event_ahead() {
                true => self.say_mixed_span(End::Date(first), between, start),
                false => Err(self.cursor.no_date()),
            };
        };
        let first = with_year_of(first, &second);
        let subject = self.dated_subject(start)?;
        let span = self.cursor.span_from(start);
        if let (Spoken::Date(a), Spoken::Date(b)) = (&first, &second)
            && a.start_bounds().earliest > b.end_bounds().latest
        {
            return Err(Diagnostic::error(span, "this span ends before it begins")
                .label(format!("{a} lies after {b}"))
                .help("write the earlier date first"));
        }
        if let (Spoken::Part(p, a), Spoken::Part(q, b)) = (&first, &second)
            && p == q
            && a > b
        {
            return Err(Diagnostic::error(span, "this span ends before it begins")
                .label("the second part of the year lies before the first")
                .help("write the years, as in `from November 2017 to February 2018`"));
        }
        let negated = std::mem::take(&mut self.negated);
        self.say(subject, Kind::Date(DateOp::Since, argument(first)), span);
        self.say(subject, Kind::Date(DateOp::Until, argument(second)), span);
        if negated {
            self.negate_span(subject);
        }
        Ok(true)
    }

    /// Not in a span: before it or after it.
    pub(super) fn negate_span(&mut self, subject: NounId) {
        let conditions = &mut self.noun_mut(subject).conditions;
        let at = conditions.len().saturating_sub(2);
        let mut two = conditions.split_off(at);
        let Some(first) = two.first().cloned() else { return };
        two.iter_mut().for_each(|condition| condition.negated = true);
        let kind = Kind::AnyOf(two.into_iter().map(|condition| vec![condition]).collect());
        conditions.push(Condition { kind, ..first });
    }

    /// *between the agreement with NEC and the visit to Kyoto*: after the one and before the other.
    pub(super) fn read_event_span(&mut self, start: usize) -> Result<bool, Diagnostic> {
        self.cursor.position = start;
        let between = self.cursor.eat("between");
        if !between && !self.cursor.eat("from") || !self.event_ahead() {
            return Ok(false);
        }
        let joints: &[&str] = if between { &["and"] } else { &["until", "till", "up to", "to"] };
        let first = self.read_end(joints)?;
        if self.cursor.eat_any(joints).is_none() {
            return Err(self.no_second_event(joints));
        }
        if self.cursor.date_ahead() {
            return self.say_mixed_span(End::Event(first), between, start);
        }
        if !self.event_ahead() {
            return Err(self.no_second_event(&["another event"]));
        }
        let subject = self.dated_subject(start)?;
        let (negated, certain, joined) = (self.negated, self.certain, self.joined);
        let second = self.read_noun()?;
        (self.negated, self.certain, self.joined) = (negated, certain, joined);
        self.pick_certainly(first);
        self.pick_certainly(second.id);
        let span = self.cursor.span_from(start);
        if between {
            self.say(subject, Kind::Date(DateOp::Inside, DateArg::Between(first, second.id)), span);
        } else {
            self.say(subject, Kind::Date(DateOp::Since, DateArg::Event(first)), span);
            self.say(subject, Kind::Date(DateOp::Until, DateArg::Event(second.id)), span);
        }
        if !between && std::mem::take(&mut self.negated) {
            self.negate_span(subject);
        }
        self.reopen(subject, &second.open);
        Ok(true)
    }

    /// *between the visit to Kyoto and June*, *from March until the first award*: one end is an event and the other a
    /// date; an event that is named with `between` lies outside.
    fn say_mixed_span(
        &mut self,
        first: End,
        between: bool,
        start: usize,
    ) -> Result<bool, Diagnostic> {
        let subject = self.dated_subject(start)?;
        let (negated, certain, joined) = (self.negated, self.certain, self.joined);
        let mut open = Vec::new();
        let (since, until) = match first {
            End::Event(event) => {
                let Some(date) = self.cursor.date()? else { return Err(self.cursor.no_date()) };
                (DateArg::Event(event), argument(date))
            }
            End::Date(date) => {
                let event = self.read_noun()?;
                open = event.open;
                (argument(date), DateArg::Event(event.id))
            }
        };
        (self.negated, self.certain, self.joined) = (negated, certain, joined);
        for end in [&since, &until] {
            if let DateArg::Event(event) = end {
                self.pick_certainly(*event);
            }
        }
        let span = self.cursor.span_from(start);
        let op = |end: &DateArg, event, date| match end {
            DateArg::Event(_) if between => event,
            _ => date,
        };
        let (from, to) =
            (op(&since, DateOp::After, DateOp::Since), op(&until, DateOp::Before, DateOp::Until));
        let denied = std::mem::take(&mut self.negated);
        self.say(subject, Kind::Date(from, since), span);
        self.say(subject, Kind::Date(to, until), span);
        if denied {
            self.negate_span(subject);
        }
        self.reopen(subject, &open);
        Ok(true)
    }

    /// The event that begins a span, with its conditions, up to one of `joints`.
    fn read_end(&mut self, joints: &[&str]) -> Result<NounId, Diagnostic> {
        let outer = (std::mem::take(&mut self.open), self.subject.take());
        let (negated, certain, joined) = (self.negated, self.certain, self.joined);
        let event = self.read_noun()?;
        self.open = event.open;
        (self.negated, self.certain, self.joined) = (false, false, false);
        while !self.cursor.at_end() && !self.span_goes_on(joints) && self.read_condition()? {}
        (self.open, self.subject) = outer;
        (self.negated, self.certain, self.joined) = (negated, certain, joined);
        self.last = None;
        Ok(event.id)
    }

    /// Whether one of `joints` and an event or a date stand here.
    fn span_goes_on(&mut self, joints: &[&str]) -> bool {
        let start = self.cursor.position;
        let found = self.cursor.eat_any(joints).is_some()
            && (self.event_ahead() || self.cursor.date_ahead());
        self.cursor.position = start;
        found
    }

    /// Whether a noun of a class of events stands here, or the name of an event.
    pub(super) fn event_ahead(&mut self) -> bool {
        let ontology = self.ontology();
        let start = self.cursor.position;
        let _ = self.cursor.eat_any(&["the", "an", "a", "any", "some"]);
        self.position_word();
        let noun = self.cursor.lexeme(0, |sense| matches!(sense, Sense::Class(_)));
        let class = noun.is_some_and(|(_, entries)| {
            entries.iter().all(|entry| ontology.is_a(entry.sense.id(), EVENT))
        });
        let name = self.cursor.name(0);
        let named = name
            .is_some_and(|(_, names)| names.iter().all(|name| ontology.is_a(&name.class, EVENT)));
        self.cursor.position = start;
        class || named
    }
}

/// The first end of a span.
enum End {
    Date(Spoken),
    Event(NounId),
}

/// *from March to June 2017*: the first date takes the year of the second.
pub(super) fn with_year_of(first: Spoken, second: &Spoken) -> Spoken {
    let (Spoken::Part(precision, number), Spoken::Date(date)) = (&first, second) else {
        return first;
    };
    let Some(year) = date.year_of() else { return first };
    let found = match precision {
        Precision::Month => crate::time::Date::month(year, *number),
        Precision::Quarter => crate::time::Date::quarter(year, *number),
        _ => crate::time::Date::half(year, *number),
    };
    found.map_or(first, Spoken::Date)
}
