//! Conditions on dates and amounts: *since 2016*, *before the visit to Kyoto*, *over 100 million CNY*.

use super::dates::Spoken;
use super::meaning::{DateArg, DateOp, Kind, NounId, What};
use super::noun::Read;
use super::reader::{AGENT, EVENT, PLACE, Reader, Reading};
use crate::catalog::Sense;
use crate::diagnostic::{Diagnostic, Span};
use crate::time::Precision;

/// Words before a date.
const PREPOSITIONS: [(&str, DateOp); 32] = [
    ("no later than", DateOp::Until),
    ("not later than", DateOp::Until),
    ("no earlier than", DateOp::Since),
    ("not earlier than", DateOp::Since),
    ("in", DateOp::Within),
    ("on", DateOp::Within),
    ("during", DateOp::Within),
    ("throughout", DateOp::Within),
    ("within", DateOp::Within),
    ("at", DateOp::Within),
    ("of", DateOp::Within),
    ("dated", DateOp::Within),
    ("since", DateOp::Since),
    ("starting in", DateOp::Since),
    ("starting from", DateOp::Since),
    ("from", DateOp::Since),
    ("not before", DateOp::Since),
    ("by", DateOp::Until),
    ("overlapping with", DateOp::Overlaps),
    ("overlapping", DateOp::Overlaps),
    ("while", DateOp::Within),
    ("until", DateOp::Until),
    ("till", DateOp::Until),
    ("up to", DateOp::Until),
    ("through", DateOp::Until),
    ("before", DateOp::Before),
    ("prior to", DateOp::Before),
    ("earlier than", DateOp::Before),
    ("after", DateOp::After),
    ("following", DateOp::After),
    ("later than", DateOp::After),
    ("subsequent to", DateOp::After),
];

impl Reader<'_> {
    /// Whether a word stands here that a date or an event must follow, or a date.
    pub(super) fn date_word_ahead(&mut self) -> bool {
        const ALONE: [&str; 7] =
            ["before", "after", "since", "until", "till", "during", "overlapping"];
        if ALONE.iter().any(|word| self.cursor.is(word)) {
            return true;
        }
        let start = self.cursor.position;
        let _ = PREPOSITIONS.iter().any(|(words, _)| self.cursor.eat(words))
            || self.cursor.eat("between");
        let found = self.cursor.date_ahead();
        self.cursor.position = start;
        found || self.nearness_ahead()
    }

    /// A condition on a date. `false` if none stands here.
    pub(super) fn read_date_condition(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        if self.read_duration(start)?
            || self.read_nearness(start)?
            || self.read_span(start)?
            || self.read_event_span(start)?
        {
            return Ok(true);
        }
        self.cursor.position = start;
        let found = self.read_preposition(start)?;
        if !found {
            self.cursor.position = start;
        }
        Ok(found)
    }

    fn read_preposition(&mut self, start: usize) -> Result<bool, Diagnostic> {
        if self.cursor.date_ahead() {
            return self.read_date(DateOp::Within, start);
        }
        let Some(op) =
            PREPOSITIONS.iter().find(|(words, _)| self.cursor.eat(words)).map(|(_, op)| *op)
        else {
            return Ok(false);
        };
        let both = self.cursor.is("both") && op == DateOp::Within;
        let neither = self.cursor.is("neither");
        if both || neither {
            self.cursor.position += 1;
            if self.cursor.date_ahead() {
                (self.negated, self.denied) = (self.negated != neither, neither);
                return match both {
                    true => Err(self.in_both_periods(start)),
                    false => self.read_date(op, start),
                };
            }
            self.cursor.position -= 1;
        }
        if self.cursor.date_ahead() {
            return self.read_date(op, start);
        }
        if let Some(period) = self.same_period() {
            return self.read_event_date(op, Some(period), start);
        }
        let word = self.cursor.source(self.cursor.span_from(start)).to_lowercase();
        let temporal = [
            "before",
            "after",
            "since",
            "until",
            "till",
            "during",
            "while",
            "overlapping",
            "overlapping with",
            "prior to",
            "earlier than",
            "later than",
            "following",
            "subsequent to",
        ]
        .contains(&word.as_str());
        if temporal && self.noun_ahead() {
            let op = if op == DateOp::Within { DateOp::Inside } else { op };
            return self.read_event_date(op, None, start);
        }
        if temporal && word != "following" {
            return Err(self.no_date_or_event(&word));
        }
        Ok(false)
    }

    pub(super) fn read_date(&mut self, op: DateOp, start: usize) -> Result<bool, Diagnostic> {
        let Some(date) = self.cursor.date()? else { return Err(self.cursor.no_date()) };
        let _ = self.cursor.eat_any(&["onwards", "onward", "on"]);
        let subject = self.dated_subject(start)?;
        let span = self.cursor.span_from(start);
        self.say(subject, Kind::Date(op, argument(date)), span);
        Ok(true)
    }

    /// Says of the nearest event that it lies in a period.
    pub(super) fn say_within(&mut self, date: Spoken, start: usize) -> Result<(), Diagnostic> {
        let subject = self.dated_subject(start)?;
        let span = self.noun(subject).span;
        self.say(subject, Kind::Date(DateOp::Within, argument(date)), span);
        Ok(())
    }

    /// The date behind a relation to dates, said of `target`.
    pub(super) fn read_within(&mut self, target: NounId) -> Result<(), Diagnostic> {
        let start = self.cursor.position;
        let Some(date) = self.cursor.date()? else { return Err(self.cursor.no_date()) };
        let span = self.cursor.span_from(start);
        self.say(target, Kind::Date(DateOp::Overlaps, argument(date)), span);
        Ok(())
    }

    /// *the same month as*, behind `in`.
    fn same_period(&mut self) -> Option<Precision> {
        let start = self.cursor.position;
        let found = self.cursor.eat("the same").then(|| self.period()).flatten();
        let long = matches!(found, Some(Precision::Decade | Precision::Century));
        if found.is_some() && !long && self.cursor.eat("as") {
            return found;
        }
        self.cursor.position = start;
        None
    }

    /// *month*, *quarter* and their like.
    pub(super) fn period(&mut self) -> Option<Precision> {
        const PERIODS: [(&str, Precision); 14] = [
            ("day", Precision::Day),
            ("days", Precision::Day),
            ("month", Precision::Month),
            ("months", Precision::Month),
            ("quarter", Precision::Quarter),
            ("quarters", Precision::Quarter),
            ("half", Precision::Half),
            ("half-year", Precision::Half),
            ("year", Precision::Year),
            ("years", Precision::Year),
            ("decade", Precision::Decade),
            ("decades", Precision::Decade),
            ("century", Precision::Century),
            ("centuries", Precision::Century),
        ];
        let found =
            PERIODS.iter().find(|(word, _)| self.cursor.eat(word)).map(|(_, period)| *period);
        found.or_else(|| {
            let (length, entries) = self.cursor.lexeme(0, |s| matches!(s, Sense::Class(_)))?;
            let class = entries.first()?.sense.id();
            let period =
                PERIODS.iter().find(|(word, _)| *word == class).map(|(_, period)| *period)?;
            self.cursor.position += length;
            Some(period)
        })
    }

    pub(super) fn read_event_date(
        &mut self,
        op: DateOp,
        period: Option<Precision>,
        start: usize,
    ) -> Result<bool, Diagnostic> {
        let subject = self.dated_subject(start)?;
        let (negated, certain, joined) = (self.negated, self.certain, self.joined);
        (self.negated, self.joined) = (false, false);
        let every = ["all", "every", "each", "any"].iter().position(|w| self.cursor.is(w));
        let event = self.read_noun()?;
        (self.negated, self.certain, self.joined) = (negated, certain, joined);
        self.pick_certainly(event.id);
        let span = self.cursor.span_from(start);
        let event = match self.is_event(event.id) {
            true => event,
            false => self.event_about(event, span)?,
        };
        let argument =
            period.map_or(DateArg::Event(event.id), |period| DateArg::Same(period, event.id));
        let argument = match argument {
            DateArg::Event(event) if every.is_some_and(|every| every < 3) => DateArg::Every(event),
            other => other,
        };
        self.say(subject, Kind::Date(op, argument), span);
        self.reopen(subject, &event.open);
        Ok(true)
    }

    /// The events that a thing is the distinction, document or project of: *before the China Patent Award*.
    fn event_about(&mut self, thing: Read, span: Span) -> Result<Read, Diagnostic> {
        let event = self.add(What::Classes(vec![EVENT.to_owned()]), span);
        let relations = self.ontology().relations.iter();
        let about = relations.filter(|(_, r)| !r.role && !r.spatial).map(|(id, _)| id.clone());
        let all: Vec<Reading> =
            about.map(|relation| Reading { relation, backward: false }).collect();
        let possible = self.possible(event, &all, thing.id);
        if possible.is_empty() || self.fits(thing.id, &[AGENT.to_owned(), PLACE.to_owned()]) {
            return Err(self.not_an_event(thing.id));
        }
        self.link(event, &possible, thing.id, span);
        Ok(Read { id: event, open: vec![event] })
    }

    /// The noun whose date is meant.
    pub(super) fn dated_subject(&mut self, start: usize) -> Result<NounId, Diagnostic> {
        let again = self.dated.filter(|id| self.joined && self.open.contains(id));
        let found = again.or_else(|| self.candidates().into_iter().find(|id| self.is_event(*id)));
        self.dated = found;
        found.ok_or_else(|| self.no_dated_noun(self.cursor.span_from(start)))
    }
}

pub(super) fn argument(spoken: Spoken) -> DateArg {
    match spoken {
        Spoken::Date(date) => DateArg::Date(date),
        Spoken::Part(precision, number) => DateArg::Part(precision, number),
    }
}
