//! The nodes with a label, grouped by their dates.

use super::column::Data;
use super::date_zones::{DateStep, Fit, Zone};
use super::dates::DateColumn;
use super::{Graph, KeyId, LabelId};
use crate::time::Region;
use crate::value::NodeId;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// How many groups are looked at together.
const ZONE: usize = 64;
/// How many zones are looked at together.
const ZONES: usize = 16;

/// Nodes by their dates, for conditions that are decided once for all nodes of a date.
///
/// Dates without gaps are found by their bounds. They lie in zones of 64 dates that are like one another, of which the
/// least and the greatest bounds are known: most zones fit whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateGroups {
    /// The nodes of one date after the other, those of a date ascending, then those without a date.
    nodes: Vec<NodeId>,
    /// Where the nodes of each date begin, where those without a date do, and the end.
    firsts: Vec<u32>,
    /// The code of each date.
    codes: Vec<u32>,
    /// The bounds of the first of the dates, one column each.
    bounds: [Vec<i32>; 4],
    zones: Vec<Zone>,
    /// The bounds of 16 zones each.
    wide_zones: Vec<Zone>,
}

/// Which dates are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatePick {
    /// Those with bounds that fit this condition; `None` where all dates have been tested.
    pub steps: Option<Vec<DateStep>>,
    /// For each of the dates to be tested ([`DateGroups::to_test`]), whether it is meant.
    pub tested: Vec<bool>,
    /// Nodes without a date are meant.
    pub missing: bool,
}

impl DateGroups {
    /// How many dates.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether no node has a date.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The codes of the dates that bounds do not tell of, or (unless `by_bounds`) of all.
    pub fn to_test(&self, by_bounds: bool) -> &[u32] {
        self.codes.get(self.first_tested(by_bounds)..).unwrap_or_default()
    }

    fn first_tested(&self, by_bounds: bool) -> usize {
        if by_bounds { self.bounds.first().map_or(0, Vec::len) } else { 0 }
    }

    /// How many nodes are meant.
    pub fn count(&self, pick: &DatePick) -> usize {
        let mut sum = 0;
        self.each_run(pick, |groups, kept| {
            sum += self.size(groups, kept);
            ControlFlow::Continue(())
        });
        sum
    }

    /// Whether some nodes are meant.
    pub fn any(&self, pick: &DatePick) -> bool {
        let mut found = false;
        self.each_run(pick, |groups, kept| {
            found = self.size(groups, kept) > 0;
            if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }

    /// How many nodes are in those of the groups beside which `true` stands, or in all.
    fn size(&self, groups: Range<usize>, kept: Option<&[bool]>) -> usize {
        let Some(kept) = kept else { return self.range(groups).len() };
        let firsts = self.firsts.get(groups.start..=groups.end).unwrap_or_default();
        let sizes = firsts.windows(2).map(|pair| match pair {
            [first, next] => next - first,
            _ => 0,
        });
        sizes.zip(kept).map(|(size, kept)| size * u32::from(*kept)).sum::<u32>() as usize
    }

    /// The nodes that are meant, ascending.
    pub fn nodes(&self, pick: &DatePick, node_count: usize) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.each_run(pick, |groups, kept| {
            match kept {
                None => found.extend_from_slice(self.nodes_of(groups)),
                Some(kept) => {
                    for (group, _) in groups.zip(kept).filter(|(_, kept)| **kept) {
                        found.extend_from_slice(self.nodes_of(group..group + 1));
                    }
                }
            }
            ControlFlow::Continue(())
        });
        sort(found, node_count)
    }

    /// Calls `see` with groups of which all are meant, or those beside which `true` stands, until it breaks.
    fn each_run(
        &self,
        pick: &DatePick,
        mut see: impl FnMut(Range<usize>, Option<&[bool]>) -> ControlFlow<()>,
    ) {
        if let Some(steps) = &pick.steps
            && self.each_zone(steps, &mut see).is_break()
        {
            return;
        }
        let (from, end) = (self.first_tested(pick.steps.is_some()), self.codes.len());
        if see(from..end, Some(&pick.tested)).is_continue() && pick.missing {
            // They come last, so that nothing depends on it.
            let _ = see(end..end + 1, None);
        }
    }

    /// The same of the dates with bounds that fit.
    fn each_zone(
        &self,
        steps: &[DateStep],
        see: &mut impl FnMut(Range<usize>, Option<&[bool]>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let framed = self.first_tested(true);
        let (mut fits, mut masks) = (Vec::new(), Vec::new());
        for (wide, zone) in self.wide_zones.iter().enumerate() {
            let zones = wide * ZONES..self.zones.len().min((wide + 1) * ZONES);
            match zone.fit(steps, &mut fits) {
                Fit::None => continue,
                Fit::All => {
                    see(zones.start * ZONE..framed.min(zones.end * ZONE), None)?;
                    continue;
                }
                Fit::Some => {}
            }
            for (at, zone) in zones.clone().zip(self.zones.get(zones).unwrap_or_default()) {
                let groups = at * ZONE..framed.min((at + 1) * ZONE);
                match zone.fit(steps, &mut fits) {
                    Fit::None => {}
                    Fit::All => see(groups, None)?,
                    Fit::Some => {
                        self.mask(steps, groups.clone(), &mut masks);
                        see(groups.clone(), masks.first().and_then(|m| m.get(..groups.len())))?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Leaves in `masks` which of the groups of a zone fit.
    fn mask(&self, steps: &[DateStep], groups: Range<usize>, masks: &mut Vec<[bool; ZONE]>) {
        masks.clear();
        for step in steps {
            match step {
                DateStep::Region(region) => masks.push(self.in_region(region, groups.clone())),
                DateStep::Not => {
                    masks.last_mut().into_iter().flatten().for_each(|kept| *kept = !*kept);
                }
                DateStep::And => merge(masks, |one, other| one & other),
                DateStep::Or => merge(masks, |one, other| one | other),
            }
        }
    }

    fn in_region(&self, region: &Region, groups: Range<usize>) -> [bool; ZONE] {
        let mut kept = [true; ZONE];
        let limited = region.ranges.iter().zip(&self.bounds);
        for ((low, high), bounds) in limited.filter(|(range, _)| **range != (i32::MIN, i32::MAX)) {
            let bounds = bounds.get(groups.clone()).unwrap_or_default();
            for (kept, bound) in kept.iter_mut().zip(bounds) {
                *kept &= (low <= bound) & (bound <= high);
            }
        }
        kept
    }

    /// The groups without their nodes, by how many nodes have each code and, last, no date; instead of these numbers it
    /// leaves where the nodes of each are to be put.
    fn of(places: &mut [u32], column: &DateColumn) -> DateGroups {
        let mut groups = DateGroups::default();
        let mut next = 0;
        for code in column.z_order() {
            let Some(place) = places.get_mut(*code as usize).filter(|count| **count > 0) else {
                continue;
            };
            groups.firsts.push(next);
            groups.codes.push(*code);
            next += std::mem::replace(place, next);
            if let Some(frame) = column.frames().get(*code as usize).copied().flatten() {
                groups.bounds.iter_mut().zip(frame).for_each(|(column, day)| column.push(day));
            }
        }
        groups.firsts.push(next);
        next += places.last_mut().map_or(0, |place| std::mem::replace(place, next));
        groups.firsts.push(next);
        let framed = groups.first_tested(true);
        let zones = (0..framed).step_by(ZONE).map(|from| from..framed.min(from + ZONE));
        groups.zones = zones.map(|zone| Zone::of(&groups.bounds, zone)).collect();
        groups.wide_zones = groups.zones.chunks(ZONES).filter_map(Zone::around).collect();
        groups
    }

    fn range(&self, groups: Range<usize>) -> Range<usize> {
        let first = |group: usize| self.firsts.get(group).map_or(self.nodes.len(), |f| *f as usize);
        first(groups.start)..first(groups.end)
    }

    fn nodes_of(&self, groups: Range<usize>) -> &[NodeId] {
        self.nodes.get(self.range(groups)).unwrap_or_default()
    }
}

fn merge(masks: &mut Vec<[bool; ZONE]>, both: impl Fn(bool, bool) -> bool) {
    if let (Some(other), Some(one)) = (masks.pop(), masks.last_mut()) {
        one.iter_mut().zip(other).for_each(|(one, other)| *one = both(*one, other));
    }
}

/// Sorts nodes: many of them by a bitmap of all.
fn sort(mut nodes: Vec<NodeId>, node_count: usize) -> Vec<NodeId> {
    if nodes.len() < node_count / 512 || nodes.is_sorted() {
        nodes.sort_unstable();
        return nodes;
    }
    let mut bits = vec![0u64; node_count / 64 + 1];
    for node in &nodes {
        if let Some(word) = bits.get_mut(node.0 as usize / 64) {
            *word |= 1 << (node.0 % 64);
        }
    }
    nodes.clear();
    for (at, word) in (0u32..).zip(&mut bits) {
        while *word != 0 {
            nodes.push(NodeId(at * 64 + word.trailing_zeros()));
            *word &= *word - 1;
        }
    }
    nodes
}

impl Graph {
    /// The nodes with a label (or all nodes) by a date that they have as a property; `None` where the property is
    /// something else. It is made when first asked for, and kept.
    ///
    /// Of the label, only the nodes with a text (by its code in the dictionary of the column) as another property, where
    /// that is given.
    pub fn date_groups(
        &self,
        label: Option<LabelId>,
        text: Option<(KeyId, u32)>,
        key: KeyId,
    ) -> Option<Arc<DateGroups>> {
        let make = || self.group_by_date(label, text, key).map(Arc::new);
        self.date_groups.get((label, text, key), make)
    }

    fn group_by_date(
        &self,
        label: Option<LabelId>,
        text: Option<(KeyId, u32)>,
        key: KeyId,
    ) -> Option<DateGroups> {
        let column = self.node_column(key)?;
        let Data::Edtf(dates) = column.data() else { return None };
        let distinct = dates.dates().len();
        let meant = |node: NodeId| {
            text.is_none_or(|(key, code)| {
                self.node_column(key).is_some_and(|texts| texts.has_code(node.0, code))
            })
        };
        // Nodes without a date count under a code of their own.
        let code = |node: NodeId| {
            let slot = column.rows().slot(node.0);
            slot.and_then(|slot| dates.codes.get(slot)).map_or(distinct, |code| *code as usize)
        };
        let every: Vec<NodeId>;
        let nodes = match label {
            Some(label) => self.with_label(label),
            None => {
                every = self.nodes().collect();
                &every
            }
        };
        let nodes = || nodes.iter().copied().filter(|node| meant(*node));
        let mut places = vec![0u32; distinct + 1];
        for node in nodes() {
            if let Some(count) = places.get_mut(code(node)) {
                *count += 1;
            }
        }
        let mut groups = DateGroups::of(&mut places, dates);
        groups.nodes = vec![NodeId(0); groups.firsts.last().map_or(0, |end| *end as usize)];
        for node in nodes() {
            if let Some(place) = places.get_mut(code(node)) {
                if let Some(place) = groups.nodes.get_mut(*place as usize) {
                    *place = node;
                }
                *place += 1;
            }
        }
        Some(groups)
    }
}
