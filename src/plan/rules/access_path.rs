//! A scan of all nodes whose filter asks for a label or a property looks only at the nodes that have it.

use crate::algebra::{Expr, LabelExpr, Var};
use crate::graph::{Data, Graph};
use crate::plan::cost;
use crate::plan::op::{Access, Op, Pipeline};
use crate::plan::walk;
use crate::time::Date;
use crate::value::Value;
use std::collections::HashSet;
use std::sync::Arc;

/// Chooses the access of each scan from the filter after it. The filter keeps what an access may find too much of; the
/// label of a scan by label it drops.
pub(super) fn apply(pipeline: &mut Pipeline, graph: &Graph) {
    for i in 1..pipeline.steps.len() {
        let (before, after) = pipeline.steps.split_at_mut(i);
        let (Some(scan), Some(filter)) = (before.last_mut(), after.first_mut()) else { continue };
        let (Op::Scan { node, access }, Op::Filter(predicates)) = (&mut scan.op, &mut filter.op)
        else {
            continue;
        };
        if *access == Access::All {
            *access = choose(*node, predicates, graph);
        }
        if let Access::Range { equal, key, bounds, .. } = access
            && let Some(exact) = exactly(*node, key, predicates, graph)
        {
            *bounds = exact;
            let in_list = |predicate: &Expr| {
                let text = cost::equality(predicate, *node).is_some_and(|(key, value)| {
                    let text = matches!(value, Expr::Literal(Value::String(_)));
                    text && equal.as_ref().is_some_and(|(k, v)| k == key && v == value)
                });
                text || cost::limit(predicate, *node).is_some_and(|bound| bound.key == key)
            };
            predicates.retain(|predicate| !in_list(predicate));
        }
        if let Access::Label(label) | Access::Range { label: Some(label), .. } = access {
            let label = LabelExpr::Name(label.clone());
            let known = Expr::HasLabels(Box::new(Expr::Var(*node)), label);
            predicates.retain(|predicate| *predicate != known);
        }
    }
    pipeline.steps.retain(|step| !matches!(&step.op, Op::Filter(all) if all.is_empty()));
}

fn choose(node: Var, predicates: &[Expr], graph: &Graph) -> Access {
    let label = rarest_label(node, predicates, graph);
    let equal = predicates.iter().filter_map(|predicate| cost::equality(predicate, node));
    let rows = |(key, value): &(&str, &Expr)| cost::lookup(graph, key, value);
    let by_property = equal
        .filter(|(_, value)| simple(value, node))
        .min_by(|a, b| rows(a).total_cmp(&rows(b)))
        .map(|(key, value)| Access::Property {
            label: label.clone(),
            key: key.to_owned(),
            value: value.clone(),
        });
    let by_range = range(node, predicates, label.as_ref(), graph);
    let cheaper = |range: &Access| {
        by_property.as_ref().is_none_or(|other| {
            cost::access_rows(node, range, graph) < 0.5 * cost::access_rows(node, other, graph)
        })
    };
    let by_range = by_range.filter(cheaper);
    by_range.or(by_property).or(label.map(Access::Label)).unwrap_or(Access::All)
}

/// The bounds on a property, none of them strict, where the nodes within them are just those that are wanted: of
/// integers, or of dates that are days.
fn exactly(node: Var, key: &str, predicates: &[Expr], graph: &Graph) -> Option<Vec<(bool, Expr)>> {
    let column = graph.key_id(key).and_then(|key| graph.node_column(key))?;
    let exact = |bound: cost::Bound<'_>| {
        let value = cost::known_value(bound.value, graph)?;
        let step = i64::from(bound.strict) * if bound.lower { 1 } else { -1 };
        let value = match (column.data(), &value) {
            (Data::Integer(_), Value::Integer(n)) => Value::Integer(n.checked_add(step)?),
            (Data::Edtf(dates), value) if dates.is_exact() => {
                let bounds = value.as_date()?.bounds();
                let day = bounds.earliest.filter(|_| bounds.earliest == bounds.latest)?;
                let days = jiff::Span::new().try_days(i64::from(day) + step).ok()?;
                let day = jiff::civil::date(1970, 1, 1).checked_add(days).ok()?;
                Value::Edtf(Arc::new(Date::day(day)))
            }
            _ => return None,
        };
        Some((bound.lower, Expr::Literal(value)))
    };
    let bounds = predicates.iter().filter_map(|predicate| cost::limit(predicate, node));
    bounds.filter(|bound| bound.key == key).map(exact).collect()
}

/// The bounds on an integer or a date, with a text beside it, if there are some.
fn range(node: Var, predicates: &[Expr], label: Option<&String>, graph: &Graph) -> Option<Access> {
    let holds = |key: &str, test: fn(&Data) -> bool| {
        let column = graph.key_id(key).and_then(|key| graph.node_column(key));
        column.is_some_and(|column| test(column.data()))
    };
    let sorted = |data: &Data| matches!(data, Data::Integer(_) | Data::Edtf(_));
    let bounds = predicates.iter().filter_map(|predicate| cost::limit(predicate, node));
    let bounds: Vec<_> = bounds.filter(|bound| holds(bound.key, sorted)).collect();
    let key = bounds.first()?.key;
    let texts = predicates.iter().filter_map(|predicate| cost::equality(predicate, node));
    let text = |value: &Expr| matches!(value, Expr::Literal(_) | Expr::Parameter(_));
    let equal = texts
        .filter(|(key, value)| text(value) && holds(key, |data| matches!(data, Data::String(_))))
        .filter(|(key, _)| cost::few_values(key, graph))
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .next();
    let mine = bounds.iter().filter(|bound| bound.key == key);
    let bounds = mine.map(|bound| (bound.lower, bound.value.clone())).collect();
    Some(Access::Range { label: label.cloned(), equal, key: key.to_owned(), bounds })
}

/// Whether a value is simple, and does not depend on the node itself: then it is bound before the scan.
fn simple(value: &Expr, node: Var) -> bool {
    let mut needed = HashSet::new();
    walk::mentioned(value, &mut needed);
    !needed.contains(&node) && cost::known(value, &needed)
}

fn rarest_label(node: Var, predicates: &[Expr], graph: &Graph) -> Option<String> {
    let labels = predicates.iter().filter_map(|predicate| match predicate {
        Expr::HasLabels(on, labels) if **on == Expr::Var(node) => Some(labels),
        _ => None,
    });
    let names = labels.flat_map(|labels| match labels {
        LabelExpr::And(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    });
    let rows = |name: &&String| cost::with_labels(graph, &LabelExpr::Name((*name).clone()));
    let named = names.filter_map(|label| match label {
        LabelExpr::Name(name) => Some(name),
        _ => None,
    });
    named.min_by(|a, b| rows(a).total_cmp(&rows(b))).cloned()
}
