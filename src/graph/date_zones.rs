//! Dates that are like one another, of which the least and the greatest bounds are known.

use crate::time::{Frame, Region};
use std::ops::Range;

/// A step of a condition on dates, in postfix order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStep {
    /// The date lies there.
    Region(Region),
    /// The condition before it is false.
    Not,
    /// Both conditions before it are true.
    And,
    /// One of the two conditions before it is true.
    Or,
}

impl DateStep {
    /// Whether a condition is true of a date with these bounds; `stack` is for use in between.
    pub fn hold(steps: &[DateStep], frame: Frame, stack: &mut Vec<bool>) -> bool {
        if let [DateStep::Region(region)] = steps {
            return region.holds(frame);
        }
        stack.clear();
        for step in steps {
            let holds = match step {
                DateStep::Region(region) => region.holds(frame),
                DateStep::Not => !stack.pop().unwrap_or(false),
                DateStep::And => stack.pop().unwrap_or(true) & stack.pop().unwrap_or(true),
                DateStep::Or => stack.pop().unwrap_or(false) | stack.pop().unwrap_or(false),
            };
            stack.push(holds);
        }
        stack.pop().unwrap_or(false)
    }
}

/// The bounds of some dates lie between these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    least: Frame,
    greatest: Frame,
}

/// How many of the dates of a zone fit.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fit {
    None,
    Some,
    All,
}

impl Zone {
    #[inline]
    pub(super) fn fit(&self, steps: &[DateStep], fits: &mut Vec<Fit>) -> Fit {
        if let [DateStep::Region(region)] = steps {
            return self.in_region(region);
        }
        fits.clear();
        for step in steps {
            let fit = match step {
                DateStep::Region(region) => self.in_region(region),
                DateStep::Not => match fits.pop() {
                    Some(Fit::None) | None => Fit::All,
                    Some(Fit::All) => Fit::None,
                    Some(Fit::Some) => Fit::Some,
                },
                DateStep::And => match (fits.pop(), fits.pop()) {
                    (Some(Fit::All), Some(Fit::All)) => Fit::All,
                    (Some(Fit::None), _) | (_, Some(Fit::None)) => Fit::None,
                    _ => Fit::Some,
                },
                DateStep::Or => match (fits.pop(), fits.pop()) {
                    (Some(Fit::None), Some(Fit::None)) => Fit::None,
                    (Some(Fit::All), _) | (_, Some(Fit::All)) => Fit::All,
                    _ => Fit::Some,
                },
            };
            fits.push(fit);
        }
        fits.pop().unwrap_or(Fit::Some)
    }

    #[inline]
    fn in_region(&self, region: &Region) -> Fit {
        let (mut outside, mut inside) = (false, true);
        for ((low, high), (least, greatest)) in
            region.ranges.iter().zip(self.least.iter().zip(self.greatest))
        {
            outside |= greatest < *low || least > high;
            inside &= low <= least && greatest <= *high;
        }
        match (outside, inside) {
            (true, _) => Fit::None,
            (_, true) => Fit::All,
            _ => Fit::Some,
        }
    }

    /// The zone of several.
    pub(super) fn around(zones: &[Zone]) -> Option<Zone> {
        let wider = |mut all: Zone, zone: Zone| {
            all.least.iter_mut().zip(zone.least).for_each(|(all, one)| *all = one.min(*all));
            all.greatest.iter_mut().zip(zone.greatest).for_each(|(all, one)| *all = one.max(*all));
            all
        };
        zones.iter().copied().reduce(wider)
    }

    pub(super) fn of(bounds: &[Vec<i32>; 4], groups: Range<usize>) -> Zone {
        let over = |fold: fn(i32, i32) -> i32| {
            let all = bounds.each_ref().map(|column| column.get(groups.clone()));
            all.map(|all| all.unwrap_or_default().iter().copied().reduce(fold).unwrap_or(0))
        };
        Zone { least: over(i32::min), greatest: over(i32::max) }
    }
}
