//! Dates in a row, and what is denied of several: *in March, April and May 2017*, *not in March or April*.

use super::dates::Spoken;
use super::meaning::{Condition, DateArg, DateOp, Kind, NounId};
use super::reader::Reader;
use super::spans::with_year_of;
use super::when::argument;
use crate::diagnostic::Diagnostic;
use crate::time::{Date, Precision};

impl Reader<'_> {
    /// *… and April 2017*, *… or May*: another date for the word before the date that was read last. `false` if none
    /// stands here.
    pub(super) fn read_date_of_series(&mut self, or: bool) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let Some((noun, op, negated, certain)) = self.last_date() else { return Ok(false) };
        let repeated =
            op == DateOp::Within && self.cursor.eat_any(&["in", "on", "during"]).is_some();
        let Some(date) = self.cursor.date()? else {
            self.cursor.position = start;
            return Ok(false);
        };
        if repeated && (negated || self.negated) {
            self.cursor.position = start;
            return Ok(false);
        }
        // *in 2017, 3 awards*, *in March or 5 companies*: no date, but the number of something.
        if self.noun_ahead() && !self.date_word_ahead() {
            self.cursor.position = start;
            return Ok(false);
        }
        let span = self.cursor.span_from(start);
        if op != DateOp::Within {
            return Err(Diagnostic::error(span, "it is not said how this date compares")
                .label("before, after or in it?")
                .help("write a word before each date, as in `before March or in June`"));
        }
        if let Some(lone) = self.share_year(noun, &date) {
            return Err(Diagnostic::error(span, format!("the {lone} here has no year, but the one before has"))
                .label("of which year?")
                .help("write the year behind the last of them, as in `in March and April 2017`, or behind each"));
        }
        self.neither = or && negated && !self.negated;
        self.negated |= negated;
        self.certain |= certain;
        self.dated = Some(noun);
        self.say(noun, Kind::Date(op, argument(date)), span);
        Ok(true)
    }

    /// The noun of which a date was said last, if nothing else was said of it since, how it compares, and whether that
    /// must not hold, or hold certainly.
    fn last_date(&self) -> Option<(NounId, DateOp, bool, bool)> {
        let noun = self.dated.filter(|id| self.open.contains(id))?;
        let last = last_of(self.noun(noun).conditions.last()?)?;
        match &last.kind {
            Kind::Date(op, DateArg::Date(_) | DateArg::Part(..)) => {
                Some((noun, *op, last.negated, last.certain))
            }
            _ => None,
        }
    }

    /// Gives the months and quarters without a year that stand in a row before a date with one its year. The length of
    /// the period that has none where it is the other way round.
    fn share_year(&mut self, noun: NounId, date: &Spoken) -> Option<&'static str> {
        let conditions = &mut self.noun_mut(noun).conditions;
        let row: Vec<&mut Condition> = match conditions.last_mut() {
            Some(Condition { kind: Kind::AnyOf(all), .. }) => all.iter_mut().flatten().collect(),
            _ => conditions.iter_mut().collect(),
        };
        for condition in row.into_iter().rev() {
            let Kind::Date(DateOp::Within, argument) = &mut condition.kind else { break };
            match (&*argument, date) {
                (DateArg::Part(precision, number), Spoken::Date(end)) if is_part(end) => {
                    let part = Spoken::Part(*precision, *number);
                    *argument = self::argument(with_year_of(part, date));
                }
                (DateArg::Date(before), Spoken::Part(precision, _)) if is_part(before) => {
                    return Some(precision_name(*precision));
                }
                _ => break,
            }
        }
        None
    }

    /// *not in Japan or with awards*: what of it is denied?
    pub(super) fn check_denied(&self, counts: &[usize], start: usize) -> Result<(), Diagnostic> {
        let said =
            self.nouns.iter().zip(counts).any(|(noun, count)| noun.conditions.len() > *count);
        if !said {
            return Ok(());
        }
        let span = self.cursor.span_from(start);
        let second =
            self.cursor.source(span).trim_start_matches("or ").trim_start_matches(", ").to_owned();
        Err(Diagnostic::error(span, "`not … or …` has two readings")
            .label("is this denied as well?")
            .help("write `nor` for neither, or what is denied last, as in `in the park or not in Dalian`")
            .candidates(vec![
                format!("neither the one nor the other: write `nor {second}`"),
                format!("not the one, or `{second}`: write that first"),
            ]))
    }

    /// *in both March and April*: nothing lies in both.
    pub(super) fn in_both_periods(&self, start: usize) -> Diagnostic {
        Diagnostic::error(self.cursor.span_from(start), "nothing lies in both of two periods")
            .label("both at once?")
            .help("write `or` between them for those in either, or say what there is in each, as in `companies that received awards in March and received awards in August`")
    }
}

/// The condition, or the last of its alternatives.
fn last_of(condition: &Condition) -> Option<&Condition> {
    match &condition.kind {
        Kind::AnyOf(all) => all.last().and_then(|one| one.last()),
        _ => Some(condition),
    }
}

/// Whether a date is a month, quarter or half of one year.
fn is_part(date: &Date) -> bool {
    matches!(date.precision(), Precision::Month | Precision::Quarter | Precision::Half)
}

fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        _ => "half",
    }
}
