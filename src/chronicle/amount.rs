//! Amounts: a measure, a number, a unit.

use super::cursor::split_mark;
use super::facts::{THINGS, unit_fault};
use super::id;
use super::item::BodyReader;
use super::lex::{Kind, Token};
use super::numeral::numeral_fault;
use crate::catalog::{Sense, fold};
use crate::diagnostic::Diagnostic;
use crate::model::{Amount, Certainty};
use rust_decimal::Decimal;

impl BodyReader<'_, '_> {
    /// A number with its unit, behind the `length` words of a measure.
    pub(super) fn amount(&mut self, measure: String, length: usize) -> Result<(), Diagnostic> {
        self.cursor.skip(length);
        let Some(token) = self.cursor.next() else { return Ok(()) };
        let (word, mut certainty) = split_mark(token)?;
        let (digits, approximate) =
            word.strip_suffix('~').map_or((word, false), |digits| (digits, true));
        let value = self.number(token, digits)?;
        let dimension =
            self.words.ontology.measures.get(&measure).map_or("", |m| m.dimension.as_str());
        let (unit, doubt) = self.unit(dimension)?;
        certainty = certainty.max(doubt);
        if let Some(mut fault) = unit_fault(self.words.ontology, dimension, &unit) {
            fault.span = if unit.is_empty() { token.span } else { self.cursor.before() };
            return Err(fault);
        }
        let citations = Vec::new();
        self.body.item.amounts.push(Amount {
            measure,
            value,
            unit,
            approximate,
            certainty,
            citations,
        });
        Ok(())
    }

    /// The value of a number, or why it is none.
    fn number(&self, token: &Token, digits: &str) -> Result<Decimal, Diagnostic> {
        let comma = self
            .cursor
            .peek()
            .filter(|comma| comma.kind == Kind::Comma && comma.span.start == token.span.end);
        let rest = comma.and_then(|comma| {
            self.cursor.peek_at(1).filter(|rest| rest.span.start == comma.span.end)
        });
        if let Some(rest) = rest.filter(|rest| id::is_numeric(&rest.text)) {
            let place = token.span.join(rest.span);
            return Err(Diagnostic::error(place, "digits are not grouped by commas")
                .help("group them by `_`, as in `1_500_000`, or not at all"));
        }
        let group = self.cursor.peek().filter(|group| {
            let digits = group.text.len() == 3 && group.text.bytes().all(|b| b.is_ascii_digit());
            group.kind == Kind::Word && digits && digits_only(token)
        });
        if let Some(group) = group {
            return Err(Diagnostic::error(
                token.span.join(group.span),
                "digits are not grouped by spaces",
            )
            .help("group them by `_`, as in `1_500_000`, or not at all"));
        }
        id::number(digits).ok_or_else(|| match id::is_decimal(digits) {
            true => Diagnostic::error(token.span, "this number has too many digits")
                .help("a number has at most 28 digits"),
            false => Diagnostic { span: token.span, ..numeral_fault(digits) },
        })
    }

    /// The unit behind a number, and its certainty mark; an empty one where none stands there.
    fn unit(&mut self, dimension: &str) -> Result<(String, Certainty), Diagnostic> {
        let none = Ok((String::new(), Certainty::Stated));
        let Some(token) = self.cursor.peek() else { return none };
        let quoted = token.kind == Kind::Text;
        if token.kind != Kind::Word && !quoted {
            return none;
        }
        let (word, certainty) = split_mark(token)?;
        let part = || self.words.find_head(&self.cursor, &self.body.item.class).is_some();
        if dimension == THINGS {
            if !quoted && part() {
                return none;
            }
            self.cursor.skip(1);
            return Ok((word.to_owned(), certainty));
        }
        if let Some((unit, length, certainty)) = self.known_unit(dimension)? {
            self.cursor.skip(length);
            return Ok((unit, certainty));
        }
        if part() {
            return none;
        }
        self.cursor.skip(1);
        Ok((word.to_owned(), certainty))
    }

    /// The unit of a dimension that the next tokens spell, the longest one.
    fn known_unit(
        &self,
        dimension: &str,
    ) -> Result<Option<(String, usize, Certainty)>, Diagnostic> {
        let (mut phrase, mut found) = (String::new(), None);
        for length in 1..=self.words.lexicon.longest() {
            let Some(token) = self.cursor.peek_at(length - 1) else { break };
            if !matches!(token.kind, Kind::Word | Kind::Text) {
                break;
            }
            let (word, certainty) = split_mark(token)?;
            phrase = fold(&format!("{phrase} {word}"));
            if length == 1
                && let Some(unit) = self.words.ontology.units.get(word)
                && unit.dimension == dimension
            {
                found = Some((word.to_owned(), 1, certainty));
            }
            let mut units =
                self.words.lexicon.lookup(&phrase).iter().filter_map(|e| match &e.sense {
                    Sense::Unit(id) => Some(id),
                    _ => None,
                });
            let of = |id: &&String| {
                self.words.ontology.units.get(*id).is_some_and(|u| u.dimension == dimension)
            };
            if let Some(unit) = units.find(of)
                && found.as_ref().is_none_or(|(_, known, _)| *known < length)
            {
                found = Some((unit.clone(), length, certainty));
            }
            if certainty != Certainty::Stated || token.kind == Kind::Text {
                break;
            }
        }
        Ok(found)
    }
}

/// Whether a word has nothing but digits.
fn digits_only(token: &Token) -> bool {
    token.text.bytes().all(|byte| byte.is_ascii_digit())
}
