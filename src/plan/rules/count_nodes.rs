//! Nodes that are only counted are not looked at.

use crate::algebra::{Aggregate, Kind, Var, VarInfo};
use crate::plan::op::{Access, Op, Pipeline};

/// Counts the nodes of a scan where that is all that is asked of them. Needs to know what is used of each step.
pub(super) fn apply(pipeline: &mut Pipeline, vars: &mut Vec<VarInfo>) {
    for i in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let (Some(scan), Some(group)) = (before.last_mut(), after.first_mut()) else { continue };
        let Op::Aggregate { keys, aggregates, weight, .. } = &mut group.op else { continue };
        let Op::Scan { node, access } = &scan.op else { continue };
        let counts = |a: &Aggregate| a.function.name == "count" && a.args.is_empty() && !a.distinct;
        let countable = !matches!(access, Access::Property { .. });
        let unused = scan.live.as_ref().is_some_and(|live| !live.contains(node));
        let only = keys.is_empty() && weight.is_none() && aggregates.iter().all(|(a, _)| counts(a));
        if !countable || !unused || !only {
            continue;
        }
        vars.push(VarInfo { name: None, kind: Kind::Value });
        let count = Var(vars.len() as u32 - 1);
        *weight = Some(count);
        if let Some(live) = &mut scan.live {
            live.push(count);
            live.sort_unstable();
        }
        scan.op = Op::CountNodes { node: *node, access: access.clone(), count };
    }
}
