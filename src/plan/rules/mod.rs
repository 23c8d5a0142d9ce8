//! Rules that make a plan better without changing its rows, one file each. Each can be switched off by name
//! ([`super::PlanOptions`]), which must not change any answer.

mod access_path;
mod anti_optional;
mod branches;
mod collect_size;
mod count;
mod count_nodes;
mod date_groups;
mod distinct;
mod key_nodes;
mod lanes;
mod late_projection;
pub(super) mod plain_conditions;
mod prune;
mod push_down;
pub(super) mod semi_apply;
pub(super) mod tally;
mod top_k;
pub(super) mod total;
mod ways;

use super::op::{Op, Pipeline};
use super::{PlanOptions, cost};
use crate::algebra::{Var, VarInfo};
use crate::graph::Graph;

/// A rule.
pub struct Rule {
    /// Its name, by which it is switched off.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Changes one pipeline (not those within it); `None` for a choice that is made while steps are built.
    apply: Option<fn(&mut Pipeline, &Graph)>,
}

/// All rules, in the order in which they are applied.
pub static RULES: &[Rule] = &[
    Rule {
        name: "match_order",
        doc: "starts a pattern at the rarest node and follows the cheapest edge first",
        apply: None,
    },
    Rule {
        name: "plain_conditions",
        doc: "asks for days instead of their years, and for a chain of comparisons one by one",
        apply: None,
    },
    Rule {
        name: "semi_apply",
        doc: "answers EXISTS over single edges for a batch of rows at once",
        apply: None,
    },
    Rule {
        name: "push_down",
        doc: "checks a condition as soon as its variables are bound",
        apply: Some(push_down::apply),
    },
    Rule {
        name: "anti_optional",
        doc: "looks only whether there is an optional match, where rows with one are dropped",
        apply: Some(anti_optional::apply),
    },
    Rule {
        name: "semi_join",
        doc: "looks for all nodes that an EXISTS is true of, where that is less than to ask it of each",
        apply: None,
    },
    Rule {
        name: "count_subqueries",
        doc: "answers COUNT over single edges for a batch of rows at once",
        apply: None,
    },
    Rule {
        name: "optional_counts",
        doc: "counts optional matches instead of making rows of them",
        apply: Some(tally::optional),
    },
    Rule {
        name: "access_path",
        doc: "looks nodes up by label or property instead of looking at all",
        apply: Some(access_path::apply),
    },
    Rule {
        name: "lanes",
        doc: "follows only edges of the role and to the label that are asked for",
        apply: Some(lanes::apply),
    },
    Rule {
        name: "distinct_groups",
        doc: "groups rows instead of comparing their values",
        apply: Some(distinct::groups),
    },
    Rule {
        name: "key_nodes",
        doc: "groups by a node instead of by a property that tells it from others",
        apply: Some(key_nodes::apply),
    },
    Rule { name: "top_k", doc: "sorts no more rows than a limit keeps", apply: Some(top_k::apply) },
    Rule {
        name: "top_groups",
        doc: "makes rows only of the groups with the best counts",
        apply: Some(top_k::groups),
    },
    Rule {
        name: "late_projection",
        doc: "reads properties only of the rows that a limit keeps",
        apply: Some(late_projection::apply),
    },
    Rule {
        name: "collect_size",
        doc: "counts what is collected where only the length of the list is asked",
        apply: Some(collect_size::apply),
    },
    Rule {
        name: "count_rows",
        doc: "counts rows instead of what is never null",
        apply: Some(count::rows),
    },
    Rule {
        name: "distinct_rows",
        doc: "takes rows for distinct ones, and counts them, where nodes tell them apart",
        apply: Some(distinct::counts),
    },
    Rule {
        name: "branches",
        doc: "counts the ways along several edges of a node by multiplication",
        apply: Some(branches::apply),
    },
    Rule {
        name: "date_groups",
        doc: "finds nodes by conditions on their dates in a list of nodes by date",
        apply: Some(date_groups::apply),
    },
    Rule { name: "count_nodes", doc: "counts nodes without looking at them", apply: None },
    Rule { name: "degrees", doc: "counts edges without following them", apply: None },
    Rule { name: "date_tests", doc: "tests each distinct date once", apply: None },
    Rule {
        name: "remember",
        doc: "computes what depends on one property once a value",
        apply: None,
    },
    Rule { name: "reach", doc: "looks for each node of a chain once", apply: None },
];

/// Applies the rules that are on to a pipeline and those within it, and estimates the rows of each step. `used` are
/// the variables that are used of its rows, `None` for all; new variables are added to `vars`.
pub(super) fn apply(
    root: &mut Pipeline,
    vars: &mut Vec<VarInfo>,
    used: Option<&[Var]>,
    graph: &Graph,
    options: &PlanOptions,
) {
    for rule in RULES.iter().filter(|rule| options.has(rule.name)) {
        let Some(apply) = rule.apply else { continue };
        let mut open = vec![&mut *root];
        while let Some(pipeline) = open.pop() {
            apply(pipeline, graph);
            open.extend(pipeline.steps.iter_mut().flat_map(|step| within(&mut step.op)));
        }
    }
    if let (Some(used), true) = (used, options.has("prune")) {
        prune::apply(root, used.iter().copied().collect());
        let mut open = vec![&mut *root];
        while let Some(pipeline) = open.pop() {
            if options.has("count_nodes") {
                count_nodes::apply(pipeline, vars);
            }
            if options.has("degrees") {
                count::degrees(pipeline);
            }
            if options.has("reach") {
                count::reach(pipeline);
            }
            open.extend(pipeline.steps.iter_mut().flat_map(|step| within(&mut step.op)));
        }
    }
    cost::estimate(root, graph);
    semi_apply::choose(root);
}

fn within(op: &mut Op) -> Vec<&mut Pipeline> {
    match op {
        Op::Union { parts, .. } => parts.iter_mut().map(|(part, _)| part).collect(),
        Op::Semi { inner, alone, .. } => std::iter::once(inner)
            .chain(alone.iter_mut().map(|alone| &mut alone.pipeline))
            .collect(),
        Op::Optional { inner, .. } | Op::Tally { inner, .. } | Op::KeepShortest { inner, .. } => {
            vec![inner]
        }
        _ => Vec::new(),
    }
}
