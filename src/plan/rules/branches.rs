//! Where rows are only counted, the edges from one node are counted each for themselves: the number of ways to follow
//! all of them is a product. This is the factorised counting of Olteanu and Závodný (*Size bounds for factorised
//! representations of query results*, 2015), for stars, with trails.

use super::access_path;
use super::ways::{mentions, ways};
use crate::algebra::{Aggregate, Expr, LabelExpr, Var};
use crate::graph::Graph;
use crate::plan::cost;
use crate::plan::matching::{property_equals, turned};
use crate::plan::op::{Access, Chain, Op, Pipeline, Step};

/// Expansions from one node, and what is asked of their ends.
pub(super) struct Star {
    center: Var,
    /// The first of the steps that it takes the place of.
    first: usize,
    /// How the center is found, where the star is turned around.
    root: Vec<Step>,
    pub(super) chains: Vec<Chain>,
    pub(super) predicates: Vec<Expr>,
}

/// Turns expansions from one node before a grouping that only counts into a product. Where the pattern starts at
/// another node of the star, it starts at the center instead, if that is cheaper.
pub(super) fn apply(pipeline: &mut Pipeline, graph: &Graph) {
    let mut group = pipeline.steps.len();
    while let Some(next) = group.checked_sub(1) {
        group = next;
        let Some((first, new, counted)) = replacement(&pipeline.steps, group, graph) else {
            continue;
        };
        if let Some(Op::Aggregate { weight, .. }) =
            pipeline.steps.get_mut(group).map(|step| &mut step.op)
        {
            *weight = Some(counted);
        }
        pipeline.steps.splice(first..group, new);
        group = first;
    }
}

/// From where on the steps before a grouping are replaced, by which, and the variable of the number of ways.
fn replacement(steps: &[Step], group: usize, graph: &Graph) -> Option<(usize, Vec<Step>, Var)> {
    let Op::Aggregate { keys, aggregates, weight: None, .. } = &steps.get(group)?.op else {
        return None;
    };
    let counts = |a: &Aggregate| a.function.name == "count" && a.args.is_empty() && !a.distinct;
    if !aggregates.iter().all(|(a, _)| counts(a)) {
        return None;
    }
    let before = steps.get(..group)?;
    let plain = trailing(before)?;
    let free = |star: &Star| {
        let inner = star.chains.iter().flat_map(|chain| [chain.edge, chain.to]);
        let inner: Vec<Var> = inner.collect();
        keys.iter().all(|key| mentions(&key.expr).is_disjoint(&inner.iter().copied().collect()))
    };
    let around =
        turn(before, &plain, graph).filter(free).and_then(|star| Some((ways(&star, graph)?, star)));
    let found = around.or_else(|| Some((ways(&plain, graph).filter(|_| free(&plain))?, plain)));
    let ((plain, sets, factors), star) = found?;
    let count = plain.first()?.chain.edge;
    let mut new = star.root;
    new.push(Step::new(Op::Branches { from: star.center, plain, sets, factors, count }));
    Some((star.first, new, count))
}

fn expansion(step: &Step) -> Option<&Chain> {
    match &step.op {
        Op::Expand { chain } if !chain.into => Some(chain),
        _ => None,
    }
}

/// The star of the last expansions.
fn trailing(steps: &[Step]) -> Option<Star> {
    let last = steps.iter().rev().find(|step| !matches!(step.op, Op::Filter(_)))?;
    let center = expansion(last)?.from;
    let mut first = steps.len();
    for (at, step) in steps.iter().enumerate().rev() {
        match (&step.op, expansion(step)) {
            (_, Some(chain)) if chain.from == center => first = at,
            (Op::Filter(_), _) => {}
            _ => break,
        }
    }
    let (chains, predicates) = parts(steps.get(first..)?);
    Some(Star { center, first, root: Vec::new(), chains, predicates })
}

fn parts(steps: &[Step]) -> (Vec<Chain>, Vec<Expr>) {
    let predicates = steps.iter().flat_map(|step| match &step.op {
        Op::Filter(predicates) => predicates.clone(),
        _ => Vec::new(),
    });
    (steps.iter().filter_map(expansion).cloned().collect(), predicates.collect())
}

/// The star with the expansion before it, which is the first of the plan and leads to the center: it is followed from
/// the center.
fn turn(steps: &[Step], star: &Star, graph: &Graph) -> Option<Star> {
    let [unit, scan, rest @ ..] = steps else { return None };
    let (Op::Unit, Op::Scan { node, access }) = (&unit.op, &scan.op) else { return None };
    let before = rest.get(..star.first.checked_sub(2)?)?;
    let simple = |step: &Step| matches!(step.op, Op::Filter(_)) || expansion(step).is_some();
    let (mut chains, mut predicates) = parts(before);
    let [chain] = chains.as_mut_slice() else { return None };
    if !before.iter().all(simple) || chain.from != *node || chain.to != star.center {
        return None;
    }
    let cost = cost::access_rows(*node, access, graph)
        * (1.0 + cost::reach(graph, chain.types.as_ref(), chain.direction, None));
    // What is asked of the nodes at both ends changes sides.
    if let Some(label) = chain.to_label.take() {
        predicates.push(has_label(chain.to, &label));
    }
    if let Some((key, value)) = chain.to_text.take() {
        predicates.push(property_equals(chain.to, &key, &value));
    }
    predicates.extend(access.conditions(*node));
    std::mem::swap(&mut chain.from, &mut chain.to);
    (chain.direction, chain.reversed) = (turned(chain.direction, true), !chain.reversed);
    predicates.extend(star.predicates.iter().cloned());
    let of_center = |predicate: &Expr| mentions(predicate).iter().all(|var| *var == star.center);
    let (at_center, predicates) = predicates.into_iter().partition(of_center);
    chains.extend(star.chains.iter().cloned());
    let scan = Op::Scan { node: star.center, access: Access::All };
    let mut root = Pipeline { steps: vec![Step::new(scan), Step::new(Op::Filter(at_center))] };
    access_path::apply(&mut root, graph);
    let Op::Scan { access, .. } = &root.steps.first()?.op else { return None };
    let cheaper = cost::access_rows(star.center, access, graph) < cost;
    cheaper.then(|| Star { center: star.center, first: 1, root: root.steps, chains, predicates })
}

fn has_label(node: Var, label: &str) -> Expr {
    Expr::HasLabels(Box::new(Expr::Var(node)), LabelExpr::Name(label.to_owned()))
}
