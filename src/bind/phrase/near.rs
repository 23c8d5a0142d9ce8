//! Nearness in time, and events picked by their order: *within 3 months of the visit to Kyoto*, *before the first award*.

use super::dates::Spoken;
use super::meaning::{Comparison, DateArg, DateOp, Kind, NounId, Side};
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::syntax::phrase::TokenKind;
use crate::time::TimeUnit;

/// Words before the length of a distance.
const WITHIN: [&str; 6] =
    ["within", "at most", "no more than", "not more than", "up to", "no later than"];

/// Words behind the length of a distance.
const SIDES: [(&str, Side); 8] = [
    ("of", Side::Either),
    ("from", Side::Either),
    ("either side of", Side::Either),
    ("after", Side::After),
    ("following", Side::After),
    ("before", Side::Before),
    ("prior to", Side::Before),
    ("around", Side::Either),
];

impl Reader<'_> {
    /// *within 3 months of*, *at most 2 weeks after*, with an event or a date. `false` if none stands here.
    pub(super) fn read_nearness(&mut self, start: usize) -> Result<bool, Diagnostic> {
        let Some((count, unit)) = self.distance()? else {
            self.cursor.position = start;
            return Ok(false);
        };
        let Some((_, side)) = SIDES.iter().find(|(words, _)| self.cursor.eat(words)) else {
            if self.dated_subject(start).is_err() {
                self.cursor.position = start;
                return Ok(false);
            }
            return Err(self.no_centre(start));
        };
        let op = DateOp::Near(count, unit, *side);
        if !self.cursor.date_ahead() {
            return match self.cursor.at_end() {
                false => self.read_event_date(op, None, start),
                true => Err(self.no_centre(start)),
            };
        }
        match self.cursor.date()? {
            Some(Spoken::Date(date)) => {
                let subject = self.dated_subject(start)?;
                let span = self.cursor.span_from(start);
                self.say(subject, Kind::Date(op, DateArg::Date(date)), span);
                Ok(true)
            }
            _ => Err(Diagnostic::error(self.cursor.span_from(start), "this date has no year")
                .label("near which year's?")
                .help("write the year behind it, as in `within 3 months of May 2017`")),
        }
    }

    /// *that lasted at least 10 years*, *lasting a month*. `false` if none stands here.
    pub(super) fn read_duration(&mut self, start: usize) -> Result<bool, Diagnostic> {
        const WORDS: [&str; 7] =
            ["lasted for", "lasted", "lasting for", "lasting", "lived for", "lived", "lasts"];
        let did = self.cursor.word_before().is_some_and(|word| {
            matches!(word, "did" | "not" | "n't" | "didn't" | "doesn't" | "do" | "does" | "never")
        });
        let base = did && self.cursor.eat_any(&["last for", "last"]).is_some();
        if !base && self.cursor.eat_any(&WORDS).is_none() {
            return Ok(false);
        }
        let comparison = self.comparison().unwrap_or(Comparison::Exactly);
        let number = self.cursor.position;
        let count = match self.cursor.eat_any(&["a", "an"]) {
            Some(_) => Some(1),
            None => self.small_number().and_then(|count| u32::try_from(count).ok()),
        };
        let unit = self.cursor.word(0).and_then(TimeUnit::named);
        let (Some(count), Some(unit)) = (count, unit) else {
            let span = self.cursor.span_of(number, 1);
            return Err(Diagnostic::error(span, "it is not said how long it lasted")
                .label("a whole number of days, weeks, months, quarters or years should stand here")
                .help("write a length, as in `events that lasted at least 3 months`"));
        };
        self.cursor.position += 1;
        let comparison = match self.cursor.eat_any(&["or more", "or longer", "or less"]) {
            Some(2) => Comparison::AtMost,
            Some(_) => Comparison::AtLeast,
            None => comparison,
        };
        let subject = self.dated_subject(start)?;
        let span = self.cursor.span_from(start);
        self.say(subject, Kind::Lasts(comparison, count, unit), span);
        Ok(true)
    }

    /// Whether a distance in time stands here.
    pub(super) fn nearness_ahead(&mut self) -> bool {
        let start = self.cursor.position;
        let found = matches!(self.distance(), Ok(Some(_)));
        self.cursor.position = start;
        found
    }

    /// *within 3 months*, *at most a week*.
    fn distance(&mut self) -> Result<Option<(u32, TimeUnit)>, Diagnostic> {
        let start = self.cursor.position;
        if self.cursor.eat_any(&WITHIN).is_none() {
            return Ok(None);
        }
        let number = self.cursor.position;
        let digits = self.cursor.kind(0) == Some(TokenKind::Number);
        let count = match self.cursor.eat_any(&["a", "an"]) {
            Some(_) => Some(1),
            None => self.small_number(),
        };
        let fraction = usize::from(digits && count.is_none());
        let fortnight = matches!(self.cursor.word(fraction), Some("fortnight" | "fortnights"));
        let unit = self.cursor.word(fraction).and_then(TimeUnit::named);
        let (count, unit) = match fortnight {
            true => (count.map(|count| count.saturating_mul(2)), Some(TimeUnit::Week)),
            false => (count, unit),
        };
        let (Some(count), Some(unit)) = (count, unit) else {
            if fraction == 1 && unit.is_some() {
                let span = self.cursor.span_of(number, 1);
                return Err(Diagnostic::error(span, "this is no whole number")
                    .help("write a smaller unit, as in `within 6 weeks of`"));
            }
            self.cursor.position = start;
            return Ok(None);
        };
        let span = self.cursor.span_of(number, 1);
        self.cursor.position += 1;
        let count = u32::try_from(count).map_err(|_| {
            Diagnostic::error(span, "this number is too large").help("write a smaller one")
        })?;
        Ok(Some((count, unit)))
    }

    fn no_centre(&self, start: usize) -> Diagnostic {
        let span = self.cursor.span_from(start);
        Diagnostic::error(span, format!("what lies near is missing behind `{}`", self.cursor.source(span)))
            .label("an event or a date should stand behind this")
            .help("write `of`, `before` or `after` and an event or a date, as in `within 3 months of the visit to Kyoto`")
    }

    /// What is said where the second end of a span is missing.
    pub(super) fn no_second_event(&self, wanted: &[&str]) -> Diagnostic {
        let wanted = wanted.first().copied().unwrap_or("and");
        Diagnostic::error(self.cursor.span(), "the second event of this span is missing")
            .label(format!("`{wanted}` should stand here").replace("`another event`", "an event"))
            .help(
                "write both events, as in `between the visit to Kyoto and the agreement with NEC`",
            )
    }

    /// *first*, *last*, before an event: the first of them, or the last (true).
    pub(super) fn position_word(&mut self) -> Option<bool> {
        const WORDS: [(&str, bool); 8] = [
            ("very first", false),
            ("very last", true),
            ("first", false),
            ("earliest", false),
            ("oldest", false),
            ("last", true),
            ("latest", true),
            ("most recent", true),
        ];
        WORDS.iter().find(|(words, _)| self.cursor.eat(words)).map(|(_, last)| *last)
    }

    /// What is said where more than one, or no event, is to be picked.
    pub(super) fn not_picked(&self, start: usize) -> Diagnostic {
        Diagnostic::error(
            self.cursor.span_from(start),
            "only one event can be picked by its order here",
        )
        .label("the first or the last of which events?")
        .help("write one event, as in `before the first award to Botao`")
    }

    /// A date or span that must certainly hold, holds only of what is certainly picked.
    pub(super) fn pick_certainly(&mut self, event: NounId) {
        let certain = self.certain;
        let conditions = &mut self.noun_mut(event).conditions;
        for condition in conditions.iter_mut().filter(|c| matches!(c.kind, Kind::Picked(_))) {
            condition.certain |= certain;
        }
    }

    /// Says of an event that it is the first of its like, or the last.
    pub(super) fn say_picked(&mut self, event: NounId, last: bool, start: usize) {
        let span = self.cursor.span_from(start);
        let (subject, negated, certain) = (self.subject, self.negated, self.certain);
        (self.negated, self.certain) = (false, false);
        self.say(event, Kind::Picked(last), span);
        (self.subject, self.negated, self.certain) = (subject, negated, certain);
    }
}
