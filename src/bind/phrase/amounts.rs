//! Conditions on amounts: *over 100 million CNY*, *with a ceiling*.

use super::meaning::{Comparison, Kind, NounId};
use super::quantity::{SpokenAmount, scale_of};
use super::reader::Reader;
use crate::catalog::Sense;
use crate::diagnostic::Diagnostic;
use crate::ontology::PLAIN_NUMBER;
use crate::syntax::phrase::TokenKind;
use rust_decimal::Decimal;

impl Reader<'_> {
    /// A condition on an amount. `false` if none stands here.
    pub(super) fn read_amount_condition(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let measures = self.measures();
        // *with casualties not over 100*
        let not = !measures.is_empty() && self.cursor.eat("not");
        let between = self.cursor.eat("between");
        let comparison = self.comparison();
        let lower = if between { self.lower_of_two()? } else { None };
        let Some(amount) = lower.map_or_else(|| self.measured(&measures), |l| Ok(Some(l)))? else {
            if !between && comparison.is_none() && self.read_measured(&measures, start) {
                return Ok(true);
            }
            self.cursor.position = start;
            return Ok(false);
        };
        let ceiling = self.cursor.text_of(start, 2).eq_ignore_ascii_case("up to");
        let (measures, comparison) = match ceiling && !self.occurs(&measures) {
            true => (Vec::new(), Some(Comparison::AtMost)),
            false => (measures, comparison),
        };
        let found = self
            .measured_subject(&measures, &amount.unit)
            .or_else(|| self.measured_subject(&[], &amount.unit));
        let Some((subject, measure)) = found else {
            if measures.is_empty() && comparison.is_none() {
                self.cursor.position = start;
                return Ok(false);
            }
            return Err(self.no_amount(start, &amount.unit));
        };
        let span = self.cursor.span_from(start);
        self.negated ^= not;
        if between && self.cursor.eat("and") {
            let Some(upper) = self.measured(&measures)? else { return Err(self.no_noun()) };
            let keys = vec![measure];
            let denied = std::mem::take(&mut self.negated);
            self.say(
                subject,
                Kind::Amount(keys.clone(), Comparison::AtLeast, amount.value, amount.unit),
                span,
            );
            self.say(
                subject,
                Kind::Amount(keys, Comparison::AtMost, upper.value, upper.unit),
                span,
            );
            if denied {
                self.negate_span(subject);
            }
            return Ok(true);
        }
        let comparison = comparison.unwrap_or(Comparison::Exactly);
        self.say(subject, Kind::Amount(vec![measure], comparison, amount.value, amount.unit), span);
        Ok(true)
    }

    /// *100 and 200 million CNY*: the lower amount, which takes the unit and the scale of the upper.
    fn lower_of_two(&mut self) -> Result<Option<SpokenAmount>, Diagnostic> {
        let start = self.cursor.position;
        let lower = self.bare_number();
        let mut own = None;
        while let Some(factor) = self.cursor.word(0).and_then(scale_of) {
            own = Some(own.unwrap_or(Decimal::ONE).saturating_mul(factor));
            self.cursor.position += 1;
        }
        if lower.is_none() || !self.cursor.is("and") {
            self.cursor.position = start;
            return Ok(None);
        }
        let and = self.cursor.position;
        self.cursor.position += 1;
        let here = self.cursor.position;
        let raw = self.bare_number();
        self.cursor.position = here;
        let upper = self.amount();
        self.cursor.position = and;
        let (Some(lower), Some(raw), Some(upper)) = (lower, raw, upper?) else {
            self.cursor.position = start;
            return Ok(None);
        };
        let scale = own.or_else(|| upper.value.checked_div(raw)).unwrap_or(Decimal::ONE);
        let Some(value) = lower.checked_mul(scale) else {
            self.cursor.position = start;
            return Ok(None);
        };
        Ok(Some(SpokenAmount { value, unit: upper.unit }))
    }

    /// A number in figures.
    fn bare_number(&mut self) -> Option<Decimal> {
        let token = self.cursor.token(0).filter(|token| token.kind == TokenKind::Number)?;
        let number = crate::catalog::fold(&token.text.replace([',', '_'], "")).parse().ok()?;
        self.cursor.position += 1;
        Some(number)
    }

    /// *policies with a ceiling*: any amount of that measure.
    fn read_measured(&mut self, measures: &[String], start: usize) -> bool {
        let with = ["with", "having", "without"]
            .iter()
            .position(|word| self.cursor.text_of(start, 1).eq_ignore_ascii_case(word));
        let found = self.measured_subject(measures, "");
        let (Some(with), Some((subject, measure)), false) = (with, found, measures.is_empty())
        else {
            return false;
        };
        let span = self.cursor.span_from(start);
        self.negated ^= with == 2;
        self.say(subject, Kind::Measured(measure), span);
        true
    }

    /// *the largest ceiling*, behind *with* or *has*: the nearest noun that has most of that measure, or least. `false` if
    /// it does not stand here.
    pub(super) fn read_most_of_measure(&mut self) -> bool {
        const WORDS: [(&str, bool); 14] = [
            ("the most", false),
            ("most", false),
            ("the fewest", true),
            ("fewest", true),
            ("the largest", false),
            ("the highest", false),
            ("the biggest", false),
            ("the greatest", false),
            ("the maximum", false),
            ("the smallest", true),
            ("the lowest", true),
            ("the least", true),
            ("the minimum", true),
            ("the best", false),
        ];
        let start = self.cursor.position;
        let least = WORDS.iter().find(|(words, _)| self.cursor.eat(words)).map(|(_, least)| *least);
        let measure = self.cursor.lexeme(0, |s| matches!(s, Sense::MeasureNoun(_)));
        let (Some(least), Some((length, entries))) = (least, measure) else {
            self.cursor.position = start;
            return false;
        };
        let measures: Vec<String> =
            entries.iter().map(|entry| entry.sense.id().to_owned()).collect();
        let Some((subject, measure)) = self.measured_subject(&measures, "") else {
            self.cursor.position = start;
            return false;
        };
        self.cursor.position += length;
        self.noun_mut(subject).definite = false;
        self.extreme_amount = Some((subject, measure, least));
        true
    }

    /// Whether the nearest noun has an amount of one of the measures in the data.
    fn occurs(&self, measures: &[String]) -> bool {
        let amounts = &self.catalog().amounts;
        self.candidates().first().is_some_and(|id| {
            self.classes(*id)
                .iter()
                .filter_map(|class| amounts.get(*class))
                .any(|known| measures.iter().any(|measure| known.contains(measure)))
        })
    }

    /// *worth*, *an amount of*, *whose amount is*: the measures that the words name.
    fn measures(&mut self) -> Vec<String> {
        let start = self.cursor.position;
        let _ = self.cursor.eat_any(&["with", "whose", "having", "without"]);
        let _ = self.cursor.eat_any(&["an", "a", "the", "total"]);
        let wanted = |s: &Sense| matches!(s, Sense::MeasureForward(_) | Sense::MeasureNoun(_));
        let Some((length, entries)) = self.cursor.lexeme(0, wanted) else {
            self.cursor.position = start;
            return Vec::new();
        };
        self.cursor.position += length;
        let _ = self.cursor.eat_any(&["of", "is", "was"]);
        entries.iter().map(|entry| entry.sense.id().to_owned()).collect()
    }

    /// A number with a unit, or alone where the measure takes none.
    fn measured(&mut self, measures: &[String]) -> Result<Option<SpokenAmount>, Diagnostic> {
        if let Some(amount) = self.amount()? {
            return Ok(Some(amount));
        }
        let known = &self.ontology().measures;
        let of = |dimension: &str| {
            let mut named = measures.iter().filter_map(|id| known.get(id));
            named.any(|measure| measure.dimension == dimension)
        };
        if of(PLAIN_NUMBER) {
            return self.plain_number();
        }
        let number = if of("ordinal") { self.small_number() } else { None };
        Ok(number.map(|n| SpokenAmount { value: n.into(), unit: String::new() }))
    }

    /// The noun that has such an amount, and the measure that is meant.
    fn measured_subject(&self, measures: &[String], unit: &str) -> Option<(NounId, String)> {
        let ontology = self.ontology();
        let dimension = ontology.units.get(unit).map(|unit| unit.dimension.as_str());
        let fits = |id: &str, noun: NounId| {
            ontology.measures.get(id).is_some_and(|measure| {
                dimension.is_none_or(|dimension| measure.dimension == dimension)
                    && (measure.domain.is_empty() || self.fits(noun, &measure.domain))
            })
        };
        let amounts = &self.catalog().amounts;
        let occurs = |id: &str, noun: NounId| {
            let classes = self.classes(noun);
            classes.iter().filter_map(|class| amounts.get(*class)).any(|known| known.contains(id))
        };
        self.candidates().into_iter().find_map(|noun| {
            let all: Vec<&str> = match measures.is_empty() {
                true => ontology.measures.keys().map(String::as_str).collect(),
                false => measures.iter().map(String::as_str).collect(),
            };
            let fitting: Vec<&str> = all.into_iter().filter(|id| fits(id, noun)).collect();
            let found = fitting.iter().find(|id| occurs(id, noun)).or(fitting.first())?;
            Some((noun, (*found).to_owned()))
        })
    }
}
