//! Periods and other conditions joined by `and`, `or` and `but`: which exclude one another, and which have two readings.

use super::meaning::{Condition, DateArg, DateOp, Kind, NounId};
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Span};

impl Reader<'_> {
    /// *in January and February*: nothing lies in both, so that either is meant.
    pub(super) fn two_periods(&self, counts: &[usize]) -> bool {
        self.grown(counts).is_some_and(|(_, before, new)| {
            let [new] = new else { return false };
            let apart = |c: &Condition| match (period(c), period(new)) {
                (Some(one), Some(other)) => excludes(one, other),
                _ => false,
            };
            match &before.kind {
                Kind::AnyOf(all) if !before.negated => {
                    all.iter().all(|one| one.len() == 1 && one.iter().all(apart))
                }
                _ => apart(before),
            }
        })
    }

    /// What was just read of a noun beside what was said of it before has one meaning, and can hold.
    pub(super) fn check_joined(
        &self,
        counts: &[usize],
        or: bool,
        and: bool,
        start: usize,
    ) -> Result<(), Diagnostic> {
        let Some((noun, before, new)) = self.grown(counts) else { return Ok(()) };
        let [first, ..] = new else { return Ok(()) };
        let span = self.cursor.span_from(start);
        let earlier = &self.noun(noun).conditions;
        let earlier = &earlier[..earlier.len() - new.len() - 1];
        let mixed = match &before.kind {
            Kind::AnyOf(all) => all.last().and_then(|one| one.last()).is_some_and(|last| {
                !or && !and
                    && is_dated(last) != is_dated(first)
                    && all.iter().flatten().any(|c| is_dated(c) == is_dated(first))
            }),
            _ => {
                or && is_dated(before) != is_dated(first)
                    && earlier.iter().any(|c| is_dated(c) == is_dated(first))
            }
        };
        if mixed {
            return Err(Diagnostic::error(span, "what `or` joins here has two readings")
                .label("does this go with all that stands before `or`, or with the nearest alone?")
                .help("ask for each alone, or name what both share last, as in `awards to Botao or DHC in March`"));
        }
        if or {
            return Ok(());
        }
        if let (Some((_, Some(most))), Some((Some(least), _)))
        | (Some((Some(least), _)), Some((_, Some(most)))) = (limits(before), limits(first))
            && least.0 == most.0
            && least.1 > most.1
        {
            return Err(Diagnostic::error(span, "nothing lies in both of these periods")
                .label("the one ends before the other begins")
                .help("write `or` between them, or the years, as in `from November 2017 to February 2018`"));
        }
        let apart = |c: &Condition| {
            period(c).zip(period(first)).is_some_and(|(one, other)| excludes(one, other))
        };
        if earlier.iter().any(apart) || (!and && apart(before)) {
            return Err(Diagnostic::error(span, "nothing lies in both of these periods")
                .label("the one has no day of the other")
                .help("write `or` between two periods; ask for things that lie in different periods one by one"));
        }
        let denied = and && first.negated && is_dated(before) && !before.negated;
        if denied && matches!(first.kind, Kind::Date(..)) && self.open.first() != Some(&noun) {
            return Err(self.denied_period(noun, span));
        }
        Ok(())
    }

    fn denied_period(&self, noun: NounId, span: Span) -> Diagnostic {
        let (what, when) = (self.shown(noun), self.cursor.source(span));
        let when = when.trim_start_matches("but ").trim_start_matches("and ");
        let period = when.trim_start_matches("not ");
        Diagnostic::error(span, format!("`{when}` has two readings"))
            .label(format!("are there no {what} {period}, or is one meant that is {when}?"))
            .help(format!("write the verb again, as in `… but received no {what} {period}`, or leave out `but`"))
            .candidates(vec![
                format!("and no {what} {period}"),
                format!("by {what} that are {when}"),
            ])
    }

    /// The noun of which something was just said, what was said of it last before that, and what is new.
    fn grown(&self, counts: &[usize]) -> Option<(NounId, &Condition, &[Condition])> {
        self.nouns.iter().zip(counts).enumerate().find_map(|(index, (noun, count))| {
            let (before, new) = noun.conditions.split_at_checked(*count)?;
            let before = before.last()?;
            (!new.is_empty()).then_some((NounId(index), before, new))
        })
    }
}

fn is_dated(condition: &Condition) -> bool {
    match &condition.kind {
        Kind::Date(..) => true,
        Kind::AnyOf(all) => all.iter().flatten().all(|c| matches!(c.kind, Kind::Date(..))),
        _ => false,
    }
}

/// The period in which something must lie.
fn period(condition: &Condition) -> Option<&DateArg> {
    match &condition.kind {
        Kind::Date(DateOp::Within, period @ (DateArg::Date(_) | DateArg::Part(..)))
            if !condition.negated =>
        {
            Some(period)
        }
        _ => None,
    }
}

/// Whether no day lies in both periods.
fn excludes(one: &DateArg, other: &DateArg) -> bool {
    match (one, other) {
        (DateArg::Date(one), DateArg::Date(other)) => {
            let (one, other) = (one.bounds(), other.bounds());
            let ends = |a: Option<i32>, b: Option<i32>| a.zip(b).is_some_and(|(a, b)| a < b);
            ends(one.latest, other.earliest) || ends(other.latest, one.earliest)
        }
        (DateArg::Part(one, a), DateArg::Part(other, b)) => one == other && a != b,
        _ => false,
    }
}

/// The first and the last day, or part of the year, that a comparison with a period allows. Days and parts do not
/// compare: `None` unless both are of one kind, told by the first number.
type Limits = (Option<(u8, i64)>, Option<(u8, i64)>);

fn limits(condition: &Condition) -> Option<Limits> {
    let Kind::Date(op, period) = &condition.kind else { return None };
    let (kind, first, last) = match period {
        DateArg::Date(date) => (0, date.bounds().earliest, date.bounds().latest),
        DateArg::Part(precision, number) => {
            (1 + *precision as u8, Some(i32::from(*number)), Some(i32::from(*number)))
        }
        _ => return None,
    };
    let (first, last) = (first.map(i64::from), last.map(i64::from));
    if condition.negated {
        return None;
    }
    let of = |bound: Option<i64>, shift: i64| bound.map(|bound| (kind, bound + shift));
    match op {
        DateOp::Before => Some((None, of(first, -1))),
        DateOp::Until => Some((None, of(last, 0))),
        DateOp::After => Some((of(last, 1), None)),
        DateOp::Since => Some((of(first, 0), None)),
        _ => None,
    }
}
