//! Time cut into lines: the periods from above to below, the entries of each, and the lanes of what spans several.

use super::entry::{Entries, Placed};
use super::reach::{Reach, Shade};
use super::unit::Unit;
use std::cmp::Ordering;

/// A line of the timeline.
pub(super) struct Line {
    /// What it tells of time.
    pub(super) heading: Heading,
    /// The entry that begins here, by its place among the placed ones.
    pub(super) entry: Option<usize>,
    /// Where the entry is drawn.
    pub(super) spot: Spot,
    /// What passes in each lane.
    pub(super) lanes: Vec<Option<Glyph>>,
}

/// The left end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// The first line of a period.
    Period(i64),
    /// A further line of it.
    Same,
    /// Several periods in which nothing changes.
    Gap,
}

/// How an entry is drawn on its own line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// No entry.
    Empty,
    /// A dot: it lies within one period.
    Dot,
    /// A bar begins in a lane.
    Lane(usize),
    /// It spans periods, and all lanes are taken.
    NoRoom,
}

/// A cell of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// Part of a bar.
    Bar(Shade),
    /// It comes from before the first period.
    Before,
    /// It goes beyond the last period.
    Beyond,
}

/// The lines of a timeline.
pub(super) struct Grid {
    pub(super) unit: Unit,
    pub(super) lines: Vec<Line>,
    /// How many lanes there are.
    pub(super) lanes: usize,
}

/// Periods without an entry, at least so many after one another, become one line.
const GAP: usize = 3;

/// The lanes while they are filled: who is in each, and the last period it takes.
struct Lanes<'a> {
    placed: &'a [Placed],
    unit: Unit,
    first: i64,
    last: i64,
    taken: Vec<Option<usize>>,
    most: usize,
}

impl Grid {
    /// The lines for these entries, with at most so many lanes; `None` where nothing is placed.
    pub(super) fn new(entries: &Entries, most: usize) -> Option<Grid> {
        let (unit, first, last) = entries.periods()?;
        let mut lanes =
            Lanes { placed: &entries.placed, unit, first, last, taken: Vec::new(), most };
        let (mut lines, mut next, mut idle) = (Vec::new(), 0, 0);
        for period in first..=last {
            lanes.release(period);
            let from = next;
            while entries
                .placed
                .get(next)
                .is_some_and(|placed| lanes.begin(&placed.reach) <= period)
            {
                lines.push(lanes.entry_line(next, period, next == from));
                next += 1;
            }
            if next > from {
                idle = 0;
                continue;
            }
            let line = lanes.line(period, Heading::Period(period));
            let same = idle > 0 && lines.last().is_some_and(|last: &Line| last.lanes == line.lanes);
            idle = if same { idle + 1 } else { 1 };
            match idle.cmp(&GAP) {
                Ordering::Less => lines.push(line),
                Ordering::Equal => {
                    lines.truncate(lines.len().saturating_sub(GAP - 1));
                    lines.push(Line { heading: Heading::Gap, ..line });
                }
                Ordering::Greater => {}
            }
        }
        if lines.last().is_some_and(|line: &Line| line.heading == Heading::Gap) {
            lines.push(lanes.line(last, Heading::Period(last)));
        }
        if let Some(line) = lines.last_mut() {
            lanes.leave(line);
        }
        Some(Grid { unit, lines, lanes: lanes.taken.len() })
    }
}

impl Lanes<'_> {
    /// The period that an entry begins in.
    fn begin(&self, reach: &Reach) -> i64 {
        reach.whole().0.map_or(self.first, |day| self.unit.index(day))
    }

    /// The period that an entry ends in.
    fn end(&self, reach: &Reach) -> i64 {
        reach.whole().1.map_or(self.last, |day| self.unit.index(day))
    }

    /// Frees the lanes of what ended before the one before a period, so that no bar touches the next one.
    fn release(&mut self, period: i64) {
        let over = |index: usize| {
            self.placed.get(index).is_none_or(|placed| self.end(&placed.reach) + 1 < period)
        };
        let taken = self.taken.iter().map(|taken| taken.filter(|index| !over(*index))).collect();
        self.taken = taken;
    }

    /// The line of an entry that begins in a period.
    fn entry_line(&mut self, index: usize, period: i64, leads: bool) -> Line {
        let spot = self.spot(index, period);
        let heading = if leads { Heading::Period(period) } else { Heading::Same };
        let mut line = self.line(period, heading);
        let placed = self.placed.get(index);
        if placed.is_some_and(|placed| placed.reach.whole().0.is_none())
            && let Spot::Lane(lane) = spot
            && let Some(glyph) = line.lanes.get_mut(lane)
        {
            *glyph = Some(Glyph::Before);
        }
        Line { entry: Some(index), spot, ..line }
    }

    /// Takes a lane for an entry where it needs one.
    fn spot(&mut self, index: usize, period: i64) -> Spot {
        let Some(placed) = self.placed.get(index) else { return Spot::Empty };
        let whole = placed.reach.whole();
        if whole.0.is_some() && whole.1.is_some() && self.end(&placed.reach) == period {
            return Spot::Dot;
        }
        let free = self.taken.iter().position(Option::is_none).unwrap_or(self.taken.len());
        if free >= self.most {
            return Spot::NoRoom;
        }
        if free == self.taken.len() {
            self.taken.push(None);
        }
        if let Some(lane) = self.taken.get_mut(free) {
            *lane = Some(index);
        }
        Spot::Lane(free)
    }

    /// Marks what goes on below the last line.
    fn leave(&self, line: &mut Line) {
        for (taken, glyph) in self.taken.iter().zip(&mut line.lanes) {
            let placed = taken.and_then(|index| self.placed.get(index));
            if placed.is_some_and(|placed| placed.reach.whole().1.is_none()) {
                *glyph = Some(Glyph::Beyond);
            }
        }
    }

    fn line(&self, period: i64, heading: Heading) -> Line {
        let (first, last) = (self.unit.first_day(period), self.unit.last_day(period));
        let glyph = |taken: &Option<usize>| {
            let placed = self.placed.get((*taken)?)?;
            placed.reach.shade(first, last).map(Glyph::Bar)
        };
        let lanes = self.taken.iter().map(glyph).collect();
        Line { heading, entry: None, spot: Spot::Empty, lanes }
    }
}
