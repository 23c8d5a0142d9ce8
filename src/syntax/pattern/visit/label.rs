//! Formulas over labels.

use super::super::ast::{LabelExpr, LabelKind};
use super::super::literals::unquote_name;
use super::super::{Rule, failure};
use super::{Pair, Result, only_child, span_of};

/// `:A|B`, in a pattern or after a value.
pub(super) fn visit_labels(pair: Pair<'_>) -> Result<LabelExpr> {
    visit_label_or(only_child(pair, Rule::label_or)?)
}

fn visit_label_or(pair: Pair<'_>) -> Result<LabelExpr> {
    joined(pair, visit_label_and, LabelKind::Or)
}

fn visit_label_and(pair: Pair<'_>) -> Result<LabelExpr> {
    joined(pair, visit_label_not, LabelKind::And)
}

fn joined(
    pair: Pair<'_>,
    visit: fn(Pair<'_>) -> Result<LabelExpr>,
    join: fn(Vec<LabelExpr>) -> LabelKind,
) -> Result<LabelExpr> {
    let span = span_of(&pair);
    let mut all = pair.into_inner().map(visit).collect::<Result<Vec<_>>>()?;
    match (all.pop(), all.is_empty()) {
        (Some(one), true) => Ok(one),
        (last, _) => {
            all.extend(last);
            Ok(LabelExpr { kind: join(all), span })
        }
    }
}

fn visit_label_not(pair: Pair<'_>) -> Result<LabelExpr> {
    let span = span_of(&pair);
    let text = pair.as_str();
    let mut negated = false;
    for child in pair.into_inner() {
        let label = match child.as_rule() {
            Rule::bang => {
                negated = !negated;
                continue;
            }
            Rule::label_any => LabelExpr { kind: LabelKind::Any, span: span_of(&child) },
            Rule::label_group => visit_labels(child)?,
            _ => {
                let kind = LabelKind::Name(unquote_name(child.as_str()));
                LabelExpr { kind, span: span_of(&child) }
            }
        };
        let kind = LabelKind::Not(Box::new(label.clone()));
        return Ok(if negated { LabelExpr { kind, span } } else { label });
    }
    Err(failure::internal(text))
}
