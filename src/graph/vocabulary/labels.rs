//! Which label implies which.

use crate::graph::{Graph, LabelId};

/// The labels that every node with a label has too.
pub(super) struct LabelOrder {
    /// By label: the labels above it, and itself.
    above: Vec<Vec<LabelId>>,
}

impl LabelOrder {
    pub(super) fn new(graph: &Graph) -> LabelOrder {
        let mut above: Vec<Option<Vec<LabelId>>> = vec![None; graph.labels().count()];
        for set in &graph.label_sets {
            for label in set {
                if let Some(place) = above.get_mut(label.0 as usize) {
                    match place {
                        Some(common) => common.retain(|other| set.contains(other)),
                        None => *place = Some(set.clone()),
                    }
                }
            }
        }
        LabelOrder { above: above.into_iter().map(Option::unwrap_or_default).collect() }
    }

    /// Whether every node with `label` has `other` too.
    pub(super) fn implies(&self, label: LabelId, other: LabelId) -> bool {
        self.above.get(label.0 as usize).is_some_and(|above| above.contains(&other))
    }

    /// Whether `label` is strictly below `other`. Of two labels of the same nodes, neither is.
    pub(super) fn below(&self, label: LabelId, other: LabelId) -> bool {
        self.implies(label, other) && !self.implies(other, label)
    }

    /// The labels strictly above a label with none between.
    pub(super) fn direct_above(&self, label: LabelId) -> Vec<LabelId> {
        let all = self.above.get(label.0 as usize).map_or(&[][..], Vec::as_slice);
        let above = || all.iter().copied().filter(|other| self.below(label, *other));
        above().filter(|other| !above().any(|between| self.below(between, *other))).collect()
    }

    /// Of these labels those that imply no other of them; of several that imply each other the first.
    pub(super) fn greatest(&self, labels: &[LabelId]) -> Vec<LabelId> {
        let mut kept: Vec<LabelId> = Vec::new();
        for label in labels {
            let below = labels.iter().any(|other| self.below(*label, *other));
            if !below && !kept.iter().any(|other| self.implies(*label, *other)) {
                kept.push(*label);
            }
        }
        kept
    }

    /// Of the labels that all of `sets` have, the lowest: those that no other one of them is below.
    pub(super) fn common(&self, sets: &[&[LabelId]]) -> Vec<LabelId> {
        let Some((first, rest)) = sets.split_first() else { return Vec::new() };
        let all: Vec<LabelId> =
            first.iter().copied().filter(|l| rest.iter().all(|set| set.contains(l))).collect();
        let lowest = |label: &LabelId| !all.iter().any(|other| self.below(*other, *label));
        all.iter().copied().filter(lowest).collect()
    }

    /// The labels of a set with none above.
    pub(super) fn roots(&self, set: &[LabelId]) -> Vec<LabelId> {
        let root = |label: &LabelId| !set.iter().any(|other| self.below(*label, *other));
        set.iter().copied().filter(root).collect()
    }
}
