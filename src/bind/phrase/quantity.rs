//! Quantities: *at least 2*, *over 100 million CNY*.

use super::meaning::Comparison;
use super::reader::Reader;
use crate::catalog::Sense;
use crate::diagnostic::Diagnostic;
use crate::syntax::phrase::TokenKind;
use rust_decimal::Decimal;

/// An amount as spoken.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SpokenAmount {
    pub(super) value: Decimal,
    /// Id of the unit; empty for none.
    pub(super) unit: String,
}

impl Reader<'_> {
    /// How many of the noun behind it are meant: *at least 2*, *no*, *three*.
    pub(super) fn quantity(&mut self) -> Result<Option<(Comparison, u64)>, Diagnostic> {
        let start = self.cursor.position;
        if self.cursor.name(0).is_some() {
            return Ok(None);
        }
        let comparison = self.comparison();
        match (self.small_number(), comparison) {
            (Some(number), found) => {
                let behind = self.cursor.eat_any(&["or more", "or fewer", "or less"]);
                let comparison = match (found, behind) {
                    (Some(comparison), _) => comparison,
                    (None, Some(0)) => Comparison::AtLeast,
                    (None, Some(_)) => Comparison::AtMost,
                    (None, None) => Comparison::Exactly,
                };
                Ok(Some((comparison, number)))
            }
            (None, Some(_)) => {
                let words = self.cursor.source(self.cursor.span_from(start)).to_lowercase();
                let counting =
                    ["least", "most", "than", "exactly"].iter().any(|word| words.ends_with(word));
                if counting && self.noun_ahead() {
                    return Err(self.no_number(&words));
                }
                self.cursor.position = start;
                Ok(None)
            }
            (None, None) => match self.cursor.eat_any(&["several", "multiple", "many"]) {
                Some(_) => Ok(Some((Comparison::AtLeast, 2))),
                None => Ok(None),
            },
        }
    }

    /// *at least*, *more than*.
    pub(super) fn comparison(&mut self) -> Option<Comparison> {
        COMPARISONS
            .iter()
            .find(|(words, _)| self.cursor.eat(words))
            .map(|(_, comparison)| *comparison)
    }

    /// A whole number in figures or in words.
    pub(super) fn small_number(&mut self) -> Option<u64> {
        let token = self.cursor.token(0)?;
        let number = match token.kind {
            TokenKind::Number => token.text.replace([',', '_'], "").parse().ok()?,
            _ => NUMBERS.iter().position(|word| self.cursor.is(word))? as u64,
        };
        self.cursor.position += 1;
        Some(number)
    }

    /// A number with its unit: *1.71億元*, *100 million CNY*.
    pub(super) fn amount(&mut self) -> Result<Option<SpokenAmount>, Diagnostic> {
        let start = self.cursor.position;
        let Some((value, unit, scaled)) = self.scaled_number()? else { return Ok(None) };
        match unit {
            Some(unit) => Ok(Some(SpokenAmount { value, unit })),
            None if scaled => Err(self.no_unit()),
            None => {
                self.cursor.position = start;
                Ok(None)
            }
        }
    }

    /// A number that needs no unit: *100*, *2.5 million*.
    pub(super) fn plain_number(&mut self) -> Result<Option<SpokenAmount>, Diagnostic> {
        let found = self.scaled_number()?;
        Ok(found.map(|(value, ..)| SpokenAmount { value, unit: String::new() }))
    }

    /// A number with its scale, its unit if it has one, and whether a scale is there.
    fn scaled_number(&mut self) -> Result<Option<(Decimal, Option<String>, bool)>, Diagnostic> {
        let start = self.cursor.position;
        let leading = self.leading_unit();
        let Some(token) = self.cursor.token(0).filter(|token| token.kind == TokenKind::Number)
        else {
            self.cursor.position = start;
            return Ok(None);
        };
        let span = token.span;
        let figures = token.text.replace([',', '_'], "");
        self.cursor.position += 1;
        let number: Decimal = crate::catalog::fold(&figures).parse().map_err(|_| {
            Diagnostic::error(span, "this number is too long").help("write at most 28 figures")
        })?;
        let mut scale = Decimal::ONE;
        while let Some(factor) = self.cursor.word(0).and_then(scale_of) {
            scale = scale.saturating_mul(factor);
            self.cursor.position += 1;
        }
        let unit = match self.cursor.lexeme(0, |sense| matches!(sense, Sense::Unit(_))) {
            Some((length, entries)) => {
                self.cursor.position += length;
                entries.into_iter().next().map(|entry| entry.sense.id().to_owned())
            }
            None => self.glued_unit(&mut scale).or(leading),
        };
        let Some(value) = number.checked_mul(scale) else {
            return Err(
                Diagnostic::error(span, "this number is too large").help("write a smaller one")
            );
        };
        Ok(Some((value, unit, scale != Decimal::ONE)))
    }

    /// A unit before the number: *CNY 100 million*.
    fn leading_unit(&mut self) -> Option<String> {
        let (length, entries) = self.cursor.lexeme(0, |sense| matches!(sense, Sense::Unit(_)))?;
        let number = self.cursor.kind(length) == Some(TokenKind::Number);
        let unit = entries.first().map(|entry| entry.sense.id().to_owned()).filter(|_| number)?;
        self.cursor.position += length;
        Some(unit)
    }

    /// A unit that is written together with the scale before it: 億元.
    fn glued_unit(&mut self, scale: &mut Decimal) -> Option<String> {
        let word = self.cursor.word(0)?.to_owned();
        let split = word.char_indices().skip(1).find_map(|(at, _)| {
            let factor = scale_of(&word[..at])?;
            let unit =
                self.catalog().lexicon.lookup(&word[at..]).iter().find_map(|e| match &e.sense {
                    Sense::Unit(id) => Some(id.clone()),
                    _ => None,
                })?;
            Some((factor, unit))
        });
        let (factor, unit) = split?;
        *scale = scale.saturating_mul(factor);
        self.cursor.position += 1;
        Some(unit)
    }

    fn no_unit(&self) -> Diagnostic {
        let units = self.ontology().units.keys().take(5).cloned().collect::<Vec<_>>().join(", ");
        Diagnostic::error(self.cursor.span(), "a unit is missing here")
            .label("a unit should stand here")
            .help(format!("write a unit behind the number: {units}"))
    }
}

/// The factor that a word such as *million* or 億 stands for.
pub(super) fn scale_of(word: &str) -> Option<Decimal> {
    let power = match word {
        "hundred" | "百" => 2,
        "thousand" | "k" | "千" => 3,
        "万" | "萬" => 4,
        "百万" | "million" | "millions" | "mn" => 6,
        "千万" | "千萬" => 7,
        "億" | "亿" => 8,
        "billion" | "billions" | "bn" => 9,
        "兆" | "trillion" => 12,
        _ => return None,
    };
    Some(Decimal::from(10_u64.pow(power)))
}

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

const COMPARISONS: [(&str, Comparison); 24] = [
    ("at least", Comparison::AtLeast),
    ("no less than", Comparison::AtLeast),
    ("no fewer than", Comparison::AtLeast),
    ("not less than", Comparison::AtLeast),
    ("not fewer than", Comparison::AtLeast),
    ("a minimum of", Comparison::AtLeast),
    ("at most", Comparison::AtMost),
    ("no more than", Comparison::AtMost),
    ("not more than", Comparison::AtMost),
    ("a maximum of", Comparison::AtMost),
    ("more than", Comparison::More),
    ("greater than", Comparison::More),
    ("larger than", Comparison::More),
    ("higher than", Comparison::More),
    ("over", Comparison::More),
    ("above", Comparison::More),
    ("exceeding", Comparison::More),
    ("less than", Comparison::Less),
    ("fewer than", Comparison::Less),
    ("smaller than", Comparison::Less),
    ("under", Comparison::Less),
    ("below", Comparison::Less),
    ("exactly", Comparison::Exactly),
    ("just", Comparison::Exactly),
];
