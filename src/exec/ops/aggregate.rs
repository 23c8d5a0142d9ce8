//! Groups of rows.

use super::slice::Amount;
use super::totals::Total;
use crate::algebra::Var;
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::exec::operator::{Input, Operator, Poll};
use crate::exec::trace::RowTrace;
use crate::exec::vector::{Groups, Places};
use std::any::Any;
use std::collections::BinaryHeap;

/// With fewer rows a group it does not pay to unite groups.
const PER_GROUP: u64 = 4;

/// Which groups are needed at most: those with the most, or the least, of an aggregate.
pub(in crate::exec) struct Best {
    /// Which aggregate.
    pub(in crate::exec) total: usize,
    /// Those with the most.
    pub(in crate::exec) most: bool,
    /// The sum of these is the number of groups.
    pub(in crate::exec) limit: Vec<Amount>,
}

/// Makes one row of each group of rows with equal keys; without keys, of all rows, even of none.
pub(in crate::exec) struct Aggregation {
    input: Input,
    keys: Vec<Var>,
    groups: Groups,
    totals: Vec<(Total, Var)>,
    /// How many times each row counts.
    weight: Option<Var>,
    best: Option<Best>,
    /// What the rows rest on; it is right only for the one group that there is without keys.
    trace: RowTrace,
    /// With keys: whether all that a group rests on is certain, and the conditions on dates.
    marks: Vec<(bool, bool)>,
    rows: Vec<u32>,
    /// Where groups were new: the number of the morsel, and of the first of them.
    news: Vec<(u32, u32)>,
    /// The place of each group in the order of first occurrence, where that is not the order of their numbers.
    places: Vec<u64>,
    held: usize,
    finished: bool,
}

impl Aggregation {
    pub(in crate::exec) fn new(
        keys: Vec<Var>,
        groups: Groups,
        totals: Vec<(Total, Var)>,
        weight: Option<Var>,
        best: Option<Best>,
    ) -> Self {
        let (input, trace, rows) = (Input::default(), RowTrace::default(), Vec::new());
        let (held, finished, news, places, marks) = Default::default();
        Aggregation {
            input,
            keys,
            groups,
            totals,
            weight,
            best,
            trace,
            marks,
            rows,
            news,
            places,
            held,
            finished,
        }
    }

    fn add(&mut self, batch: &Batch, cx: &mut Context<'_>) -> Result<(), ExecError> {
        cx.tick(batch.len)?;
        let known = self.groups.len();
        self.groups.assign(batch, &mut self.rows, cx)?;
        if let Some(traces) = &batch.traces {
            self.mark(traces);
        }
        if self.groups.len() > known {
            self.news.push((cx.morsel, known as u32));
        }
        let weights = match self.weight.and_then(|var| batch.column(var)) {
            Some(Column::Integers(weights)) => Some(weights.as_slice()),
            _ => None,
        };
        let mut bytes = 0;
        for (total, _) in &mut self.totals {
            total.grow(self.groups.len());
            bytes += total.add(batch, &self.rows, weights, cx)?;
        }
        self.held += bytes;
        cx.hold(bytes)
    }

    /// Groups rest on what their rows rest on.
    fn mark(&mut self, traces: &[RowTrace]) {
        if self.keys.is_empty() {
            return traces.iter().for_each(|trace| self.trace.and(trace));
        }
        self.marks.resize(self.groups.len(), (true, true));
        for (trace, group) in traces.iter().zip(&self.rows) {
            if let Some(mark) = self.marks.get_mut(*group as usize) {
                mark.0 &= trace.certain;
                mark.1 &= trace.dates_certain;
            }
        }
    }

    /// What groups rest on.
    fn traces(&mut self, groups: &[u32]) -> Vec<RowTrace> {
        if self.keys.is_empty() {
            return vec![std::mem::take(&mut self.trace)];
        }
        let mark = |group: &u32| self.marks.get(*group as usize).copied().unwrap_or((true, true));
        groups.iter().map(mark).map(|(certain, dates)| RowTrace::marked(certain, dates)).collect()
    }

    /// The place of each group in the order of first occurrence: the morsel where it was new, and its number among those
    /// that one thread has found.
    fn places(&self) -> Vec<u64> {
        let mut news = self.news.iter().peekable();
        let mut morsel = 0;
        let place = |group: u32| {
            while let Some((next, _)) = news.next_if(|(_, first)| *first <= group) {
                morsel = *next;
            }
            u64::from(morsel) << 32 | u64::from(group)
        };
        (0..self.groups.len() as u32).map(place).collect()
    }

    /// Takes over the groups of another thread.
    fn absorb(&mut self, other: &mut Aggregation, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let theirs = other.places();
        let places = Places { mine: &self.places, theirs: &theirs };
        let groups = self.groups.absorb(&other.groups, places, cx)?;
        for (group, place) in groups.iter().zip(theirs) {
            match self.places.get_mut(*group as usize) {
                Some(known) => *known = place.min(*known),
                None => self.places.push(place),
            }
        }
        let theirs = std::mem::take(&mut other.totals);
        for ((total, _), (theirs, _)) in self.totals.iter_mut().zip(theirs) {
            total.grow(self.groups.len());
            let bytes = total.absorb(theirs, &groups, cx)?;
            self.held += bytes;
            cx.hold(bytes)?;
        }
        cx.release(std::mem::take(&mut other.held) + other.groups.reset());
        Ok(())
    }

    /// The groups that are needed, in order of first occurrence.
    fn needed(&mut self, cx: &mut Context<'_>) -> Result<Vec<u32>, ExecError> {
        let mut groups = self.best(cx)?;
        if !self.places.is_empty() {
            groups.sort_unstable_by_key(|group| self.places.get(*group as usize));
        }
        Ok(groups)
    }

    /// The groups that are needed, in order of their numbers.
    fn best(&mut self, cx: &mut Context<'_>) -> Result<Vec<u32>, ExecError> {
        let count = if self.keys.is_empty() { 1 } else { self.groups.len() };
        let all = 0..count as u32;
        let Some(best) = &mut self.best else { return Ok(all.collect()) };
        let limit = best
            .limit
            .iter_mut()
            .try_fold(0usize, |sum, part| Ok::<_, ExecError>(sum.saturating_add(part.get(cx)?)))?;
        let counts = self.totals.get(best.total).and_then(|(total, _)| total.counts());
        let (Some(counts), true) = (counts, limit < count) else { return Ok(all.collect()) };
        let Some(last) = limit.checked_sub(1) else { return Ok(Vec::new()) };
        let rank = |count: i64| if best.most { !count } else { count };
        let worst = least(counts.iter().map(|count| rank(*count)), last);
        let good =
            |group: &u32| counts.get(*group as usize).is_some_and(|count| rank(*count) <= worst);
        Ok(all.filter(good).collect())
    }

    fn finish(&mut self, cx: &mut Context<'_>) -> Result<Batch, ExecError> {
        let groups = self.needed(cx)?;
        cx.tick(groups.len())?;
        let traces = cx.traced().then(|| self.traces(&groups));
        let mut out = Batch::blank(groups.len(), traces);
        for (at, var) in self.keys.iter().enumerate() {
            out.set(*var, self.groups.column(at, &groups, cx.graph));
        }
        for (total, var) in &mut self.totals {
            total.grow(self.groups.len().max(usize::from(self.keys.is_empty())));
            out.set(*var, total.finish(&groups)?);
        }
        Ok(out)
    }
}

/// The item of the number `nth` among the items in ascending order.
fn least(mut items: impl Iterator<Item = i64>, nth: usize) -> i64 {
    let mut heap: BinaryHeap<i64> = items.by_ref().take(nth + 1).collect();
    let mut greatest = heap.peek().copied().unwrap_or(i64::MAX);
    for item in items {
        if item < greatest {
            heap.pop();
            heap.push(item);
            greatest = heap.peek().copied().unwrap_or(greatest);
        }
    }
    greatest
}

impl Operator for Aggregation {
    fn input(&mut self) -> &mut Input {
        &mut self.input
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Result<Poll, ExecError> {
        if let Some(batch) = self.input.batch.take() {
            self.add(&batch, cx)?;
        }
        if !self.input.ended {
            return Ok(Poll::Input);
        }
        if std::mem::replace(&mut self.finished, true) {
            return Ok(Poll::Done);
        }
        let out = self.finish(cx)?;
        cx.release(std::mem::take(&mut self.held) + self.groups.reset());
        Ok(Poll::Batch(out))
    }

    fn reset(&mut self, cx: &mut Context<'_>) {
        cx.release(std::mem::take(&mut self.held) + self.groups.reset());
        self.totals.iter_mut().for_each(|(total, _)| total.reset());
        self.trace = RowTrace::default();
        self.marks.clear();
        self.news.clear();
        self.places.clear();
        self.finished = false;
    }

    fn can_unite(&self, cx: &Context<'_>) -> bool {
        let few =
            self.keys.is_empty() || self.groups.rows() >= self.groups.len() as u64 * PER_GROUP;
        // What a group rests on depends on the order of its rows.
        !cx.traced()
            && (few || cx.limits().pieces.is_some())
            && self.totals.iter().all(|(total, _)| total.can_unite())
    }

    fn unite(
        &mut self,
        others: Vec<Box<dyn Operator>>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        self.places = self.places();
        for mut other in others {
            let other: &mut dyn Any = other.as_mut();
            if let Some(other) = other.downcast_mut::<Aggregation>() {
                self.absorb(other, cx)?;
            }
        }
        Ok(())
    }
}
