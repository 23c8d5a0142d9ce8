//! `EXPLAIN`: a plan as text.

use super::{Access, Branch, Chain, Op, Pipeline, Plan};
use crate::algebra::{Aggregate, Expr, LabelExpr, Length, Var, VarInfo, expr_text};
use crate::graph::Direction;
use std::fmt::{self, Display, Formatter};

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Line { depth, step, rows } in self.lines() {
            let line = format!("{:indent$}{step}", "", indent = depth * 2);
            writeln!(f, "{line:<60} ~{}", rounded(rows))?;
        }
        Ok(())
    }
}

/// A step of a plan, as `EXPLAIN` shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// How many steps it is within.
    pub depth: usize,
    /// What it does.
    pub step: String,
    /// How many rows are expected of it.
    pub rows: f64,
}

impl Plan {
    /// The steps, each before those within it.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        Printer { vars: &self.vars }.pipeline(&self.root, 0, &mut lines);
        lines
    }
}

struct Printer<'a> {
    vars: &'a [VarInfo],
}

impl Printer<'_> {
    fn pipeline(&self, pipeline: &Pipeline, depth: usize, lines: &mut Vec<Line>) {
        for step in &pipeline.steps {
            lines.push(Line { depth, step: self.op(&step.op), rows: step.rows });
            match &step.op {
                Op::Union { parts, .. } => {
                    parts.iter().for_each(|(part, _)| self.pipeline(part, depth + 1, lines));
                }
                Op::Semi { alone: Some(alone), .. } => {
                    self.pipeline(&alone.pipeline, depth + 1, lines);
                }
                Op::Semi { inner, .. }
                | Op::Optional { inner, .. }
                | Op::Tally { inner, .. }
                | Op::KeepShortest { inner, .. } => self.pipeline(inner, depth + 1, lines),
                _ => {}
            }
        }
    }

    fn op(&self, op: &Op) -> String {
        match op {
            Op::Unit => "Unit".into(),
            Op::Argument => "Argument".into(),
            Op::Union { columns, .. } => format!("Union {}", self.list(columns)),
            Op::Scan { node, access } => format!("Scan {}{}", self.var(*node), self.access(access)),
            Op::CountNodes { node, access, count } => {
                let (node, count) = (self.var(*node), self.var(*count));
                format!("CountNodes {node}{} AS {count}", self.access(access))
            }
            Op::Expand { chain } => format!("Expand {}", self.chain(chain, None)),
            Op::Degree { chain } => format!("Degree {}", self.chain(chain, None)),
            Op::Branches { plain, .. } => format!("Branches {}", self.branches(plain)),
            Op::Ends { chain, .. } => format!("Ends {}", self.chain(chain, None)),
            Op::Walk { chain, length, once } => {
                let name = if *once { "Reach" } else { "Walk" };
                format!("{name} {}", self.chain(chain, Some(*length)))
            }
            Op::Shortest { chain, length, all } => {
                let which = if *all { "AllShortest" } else { "Shortest" };
                format!("{which} {}", self.chain(chain, Some(*length)))
            }
            Op::KeepShortest { path, all, .. } => {
                format!("KeepShortest {}{}", self.var(*path), if *all { " (all)" } else { "" })
            }
            Op::BindPath { path, .. } => format!("BindPath {}", self.var(*path)),
            Op::Filter(predicates) => format!("Filter {}", self.exprs(predicates.iter(), " AND ")),
            Op::Project { items, keep } => format!(
                "{} {}",
                if *keep { "Extend" } else { "Project" },
                self.items(items.iter().map(|item| (&item.expr, item.var)))
            ),
            Op::Aggregate { keys, aggregates, best, weight } => {
                let (computed, weight) = (self.aggregates(aggregates), self.weight(*weight));
                let keys = self.items(keys.iter().map(|item| (&item.expr, item.var)));
                let best = if best.is_some() { " (best)" } else { "" };
                format!("Aggregate {computed} by [{keys}]{weight}{best}")
            }
            Op::Distinct(vars) => format!("Distinct {}", self.list(vars)),
            Op::Sort { keys, limit } => {
                let name = if limit.is_empty() { "Sort" } else { "TopK" };
                format!("{name} {}", self.exprs(keys.iter().map(|key| &key.expr), ", "))
            }
            Op::Skip(count) => format!("Skip {}", self.expr(count)),
            Op::Limit(count) => format!("Limit {}", self.expr(count)),
            Op::Unwind { list, var } => format!("Unwind {} AS {}", self.expr(list), self.var(*var)),
            Op::Optional { .. } => "Optional".into(),
            Op::Tally { count, weight, .. } => {
                format!("Tally AS {}{}", self.var(*count), self.weight(*weight))
            }
            Op::Semi { anti, alone, .. } => {
                let name = if *anti { "AntiSemi" } else { "Semi" };
                let on = alone.as_ref().map(|alone| format!(" {} among", self.var(alone.node)));
                format!("{name}{}", on.unwrap_or_default())
            }
        }
    }

    fn branches(&self, branches: &[Branch]) -> String {
        let text = |branch: &Branch| {
            let filter = match branch.filter.as_slice() {
                [] => String::new(),
                all => format!(" WHERE {}", self.exprs(all.iter(), " AND ")),
            };
            format!("{}{filter}", self.chain(&branch.chain, None))
        };
        branches.iter().map(text).collect::<Vec<_>>().join(", ")
    }

    fn aggregates(&self, aggregates: &[(Aggregate, Var)]) -> String {
        let text = |(aggregate, var): &(Aggregate, Var)| {
            format!("{} AS {}", self.expr(&Expr::Aggregate(aggregate.clone())), self.var(*var))
        };
        aggregates.iter().map(text).collect::<Vec<_>>().join(", ")
    }

    fn weight(&self, weight: Option<Var>) -> String {
        weight.map_or(String::new(), |weight| format!(" each {} times", self.var(weight)))
    }

    fn var(&self, var: Var) -> String {
        let name = self.vars.get(var.0 as usize).and_then(|info| info.name.clone());
        name.unwrap_or_else(|| format!("_{}", var.0))
    }

    fn list(&self, vars: &[Var]) -> String {
        vars.iter().map(|var| self.var(*var)).collect::<Vec<_>>().join(", ")
    }

    fn items<'e>(&self, items: impl Iterator<Item = (&'e Expr, Var)>) -> String {
        let text = |(expr, var): (&Expr, Var)| match expr {
            Expr::Var(same) if *same == var => self.var(var),
            _ => format!("{} AS {}", self.expr(expr), self.var(var)),
        };
        items.map(text).collect::<Vec<_>>().join(", ")
    }

    fn exprs<'e>(&self, exprs: impl Iterator<Item = &'e Expr>, between: &str) -> String {
        exprs.map(|expr| self.expr(expr)).collect::<Vec<_>>().join(between)
    }

    fn expr(&self, expr: &Expr) -> String {
        expr_text(expr, self.vars)
    }

    fn access(&self, access: &Access) -> String {
        match access {
            Access::All => String::new(),
            Access::Label(label) => format!(":{label}"),
            Access::Property { label, key, value } => {
                let label = label.as_ref().map_or(String::new(), |label| format!(":{label}"));
                format!("{label} by {key} = {}", self.expr(value))
            }
            Access::Range { label, equal, key, bounds } => {
                let (label, equal) = self.label_and_text(label, equal);
                let bounds = bounds.iter().map(|(lower, value)| {
                    format!(" {} {}", if *lower { "from" } else { "to" }, self.expr(value))
                });
                format!("{label} by{equal} {key}{}", bounds.collect::<String>())
            }
            Access::Dates { label, equal, conditions, .. } => {
                let (label, equal) = self.label_and_text(label, equal);
                format!("{label} by{equal} {}", self.exprs(conditions.iter(), " AND "))
            }
        }
    }

    fn label_and_text(
        &self,
        label: &Option<String>,
        equal: &Option<(String, Expr)>,
    ) -> (String, String) {
        let label = label.as_ref().map_or(String::new(), |label| format!(":{label}"));
        let text = |(key, value): &(String, Expr)| format!(" {key} = {} and", self.expr(value));
        (label, equal.as_ref().map_or(String::new(), text))
    }

    fn chain(&self, chain: &Chain, length: Option<Length>) -> String {
        let (left, right) = match chain.direction {
            Direction::Out => ("-", "->"),
            Direction::In => ("<-", "-"),
            Direction::Both => ("-", "-"),
        };
        let types =
            chain.types.as_ref().map_or(String::new(), |types| format!(":{}", names(types)));
        let length = length.map_or(String::new(), |l| match l.max {
            Some(max) => format!("*{}..{max}", l.min),
            None => format!("*{}..", l.min),
        });
        let into = if chain.into { " (into)" } else { "" };
        let (from, edge, to) = (self.var(chain.from), self.var(chain.edge), self.var(chain.to));
        let text = |(key, value): &(String, Expr)| format!("{key}: {}", self.expr(value));
        let properties: Vec<String> = chain.properties.iter().map(text).collect();
        let properties = match properties.as_slice() {
            [] => String::new(),
            all => format!(" {{{}}}", all.join(", ")),
        };
        let label = chain.to_label.as_ref().map_or(String::new(), |label| format!(":{label}"));
        let end = chain.to_text.as_ref().map_or(String::new(), |end| format!(" {{{}}}", text(end)));
        format!("({from}){left}[{edge}{types}{length}{properties}]{right}({to}{label}{end}){into}")
    }
}

fn names(types: &LabelExpr) -> String {
    let all =
        |parts: &[LabelExpr], sign: &str| parts.iter().map(names).collect::<Vec<_>>().join(sign);
    match types {
        LabelExpr::Name(name) => name.clone(),
        LabelExpr::Any => "%".into(),
        LabelExpr::Not(inner) => format!("!({})", names(inner)),
        LabelExpr::And(parts) => format!("({})", all(parts, "&")),
        LabelExpr::Or(parts) => all(parts, "|"),
    }
}

/// A number of rows that is expected, without the digits that say nothing.
pub(crate) fn rounded(rows: f64) -> String {
    if rows >= 10.0 || rows == rows.trunc() { format!("{rows:.0}") } else { format!("{rows:.1}") }
}
