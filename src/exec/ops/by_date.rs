//! The nodes for which conditions on a date are true.

use crate::algebra::{Expr, Var};
use crate::exec::ExecError;
use crate::exec::batch::{BATCH, Batch, Column};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::strict::{says_possible, strictly};
use crate::exec::vector::{Condition, value_of};
use crate::functions::{DateCondition, Env};
use crate::graph::{Data, DateGroups, DatePick, KeyId, LabelId};
use crate::plan::dates::date_condition;
use crate::value::{NodeId, Value};
use std::sync::Arc;

/// Nodes with a label, and maybe a text, for which conditions on a date are true.
pub(in crate::exec) struct ByDate {
    way: Way,
    found: Option<Arc<Vec<NodeId>>>,
    /// Those of the nodes found that are merely possible.
    unsure: Vec<u32>,
}

enum Way {
    /// By the list of nodes by date.
    Groups {
        groups: Arc<DateGroups>,
        pick: DatePick,
        /// Those of them that are merely possible, where that is asked.
        unsure: Option<DatePick>,
    },
    /// One by one: a condition has no value for some date, which perhaps no node has.
    Slowly { node: Var, label: Option<LabelId>, conditions: Vec<Condition> },
    /// There are none.
    Nothing,
}

/// What nodes are asked for.
pub(in crate::exec) struct Asked<'e> {
    pub(in crate::exec) node: Var,
    pub(in crate::exec) label: Option<LabelId>,
    pub(in crate::exec) equal: Option<(KeyId, &'e Expr)>,
    pub(in crate::exec) key: &'e str,
    pub(in crate::exec) conditions: &'e [Expr],
}

impl ByDate {
    pub(in crate::exec) fn new(
        asked: &Asked<'_>,
        builder: &mut Builder<'_, '_>,
    ) -> Result<ByDate, ExecError> {
        let way = match Way::by_groups(asked, builder) {
            Some(way) => way,
            None => Way::slowly(asked, builder)?,
        };
        Ok(ByDate { way, found: None, unsure: Vec::new() })
    }

    /// The nodes, ascending.
    pub(in crate::exec) fn nodes(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Result<Arc<Vec<NodeId>>, ExecError> {
        if let Some(found) = &self.found {
            return Ok(found.clone());
        }
        let found = match &mut self.way {
            Way::Nothing => Vec::new(),
            Way::Groups { groups, pick, unsure } => {
                let nodes = |pick: &DatePick| groups.nodes(pick, cx.graph.node_count());
                let unsure = unsure.as_ref().map(nodes).unwrap_or_default();
                self.unsure = unsure.into_iter().map(|node| node.0).collect();
                nodes(pick)
            }
            Way::Slowly { node, label, conditions } => {
                one_by_one(*node, *label, conditions, &mut self.unsure, cx)?
            }
        };
        cx.tick(found.len())?;
        cx.hold((found.len() + self.unsure.len()) * size_of::<NodeId>())?;
        Ok(self.found.insert(Arc::new(found)).clone())
    }

    /// How many nodes, and whether all of them are certain.
    pub(in crate::exec) fn count(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Result<(usize, bool), ExecError> {
        if let Way::Groups { groups, pick, unsure } = &self.way {
            let sure = !unsure.as_ref().is_some_and(|unsure| groups.any(unsure));
            return Ok((groups.count(pick), sure));
        }
        Ok((self.nodes(cx)?.len(), self.unsure.is_empty()))
    }

    /// The nodes among those found that are merely possible, ascending.
    pub(in crate::exec) fn unsure(&self) -> &[u32] {
        &self.unsure
    }
}

impl Way {
    /// `None` where a constant, or a condition of some date, has no value.
    fn by_groups(asked: &Asked<'_>, builder: &mut Builder<'_, '_>) -> Option<Way> {
        let graph = builder.cx.graph;
        let key = graph.key_id(asked.key)?;
        let Data::Edtf(column) = graph.node_column(key)?.data() else { return None };
        let mut text = None;
        if let Some((key, value)) = asked.equal {
            let value = value_of(value, builder)?;
            let Data::String(texts) = graph.node_column(key)?.data() else { return None };
            let Value::String(value) = value else { return Some(Way::Nothing) };
            let Some(code) = texts.strings.find(&value) else { return Some(Way::Nothing) };
            text = Some((key, code));
        }
        let condition = all(asked, asked.conditions, builder)?;
        let mut unsure = None;
        if builder.cx.traced() && asked.conditions.iter().any(says_possible) {
            let strict: Vec<Expr> = asked.conditions.iter().map(strictly).collect();
            let strict = DateCondition::Certain(Box::new(all(asked, &strict, builder)?));
            let not = DateCondition::Not(Box::new(strict));
            unsure = Some(DateCondition::All(vec![condition.clone(), not]));
        }
        let groups = graph.date_groups(asked.label, text, key)?;
        let picked =
            |condition: &DateCondition| condition.pick(&groups, column, &Env { graph }).ok();
        let pick = picked(&condition)?;
        let unsure = match unsure {
            Some(unsure) => Some(picked(&unsure)?),
            None => None,
        };
        Some(Way::Groups { groups, pick, unsure })
    }

    fn slowly(asked: &Asked<'_>, builder: &mut Builder<'_, '_>) -> Result<Way, ExecError> {
        let mut conditions = Vec::with_capacity(asked.conditions.len() + 1);
        if let Some((key, value)) = asked.equal {
            let key = builder.cx.graph.key_name(key).to_owned();
            let text = Expr::Property(Box::new(Expr::Var(asked.node)), key);
            let equal = Expr::Compare(
                Box::new(text),
                vec![(crate::algebra::CompareOp::Equal, value.clone())],
            );
            conditions.push(Condition::new(&equal, builder)?);
        }
        for condition in asked.conditions {
            conditions.push(Condition::new(condition, builder)?);
        }
        Ok(Way::Slowly { node: asked.node, label: asked.label, conditions })
    }
}

/// All of the conditions as one.
fn all(
    asked: &Asked<'_>,
    conditions: &[Expr],
    builder: &mut Builder<'_, '_>,
) -> Option<DateCondition> {
    let mut value = |expr: &Expr| value_of(expr, builder);
    let mut one = |expr: &Expr| date_condition(expr, (asked.node, asked.key), &mut value);
    conditions.iter().map(&mut one).collect::<Option<Vec<_>>>().map(DateCondition::All)
}

/// Those of the nodes that are not among others; both ascend.
fn without(nodes: &[NodeId], others: Vec<NodeId>) -> Vec<u32> {
    let mut others = others.into_iter().peekable();
    let mut left = Vec::new();
    for node in nodes {
        while others.next_if(|other| other < node).is_some() {}
        if others.peek() != Some(node) {
            left.push(node.0);
        }
    }
    left
}

fn one_by_one(
    node: Var,
    label: Option<LabelId>,
    conditions: &mut [Condition],
    unsure: &mut Vec<u32>,
    cx: &mut Context<'_>,
) -> Result<Vec<NodeId>, ExecError> {
    let graph = cx.graph;
    let nodes: Vec<u32> = match label {
        Some(label) => graph.with_label(label).iter().map(|node| node.0).collect(),
        None => graph.nodes().map(|node| node.0).collect(),
    };
    let mut found = Vec::new();
    for nodes in nodes.chunks(BATCH) {
        cx.tick(nodes.len())?;
        let mut batch = Batch::blank(nodes.len(), None);
        batch.set(node, Column::Nodes(nodes.to_vec()));
        let mut rows: Vec<u32> = (0..nodes.len() as u32).collect();
        for condition in conditions.iter_mut() {
            condition.keep(&batch, &mut rows, cx)?;
        }
        let of = |row: &u32| nodes.get(*row as usize).copied().map(NodeId);
        let kept: Vec<NodeId> = rows.iter().filter_map(of).collect();
        if conditions.iter().any(Condition::has_strict) {
            for condition in conditions.iter_mut() {
                condition.keep_certain(&batch, &mut rows, cx)?;
            }
            unsure.extend(without(&kept, rows.iter().filter_map(of).collect()));
        }
        found.extend(kept);
    }
    Ok(found)
}
