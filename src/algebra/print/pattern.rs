//! Patterns.

use super::Printer;
use super::name::quoted;
use crate::algebra::{
    EdgePattern, Expr, LabelExpr, Length, NodePattern, PathPattern, Selector, Var,
};
use crate::graph::Direction;

impl Printer {
    pub(super) fn path(&mut self, path: &PathPattern) {
        if let Some(var) = path.var {
            self.var(var);
            self.push(" = ");
        }
        // The functions take one edge pattern only.
        let one = path.steps.len() == 1;
        self.push(match path.selector {
            Selector::All => "",
            Selector::AnyShortest if one => "shortestPath(",
            Selector::AllShortest if one => "allShortestPaths(",
            Selector::AnyShortest => "ANY SHORTEST ",
            Selector::AllShortest => "ALL SHORTEST ",
        });
        self.chain(path);
        if one && path.selector != Selector::All {
            self.push(")");
        }
    }

    fn chain(&mut self, path: &PathPattern) {
        self.node(&path.start);
        for (edge, node) in &path.steps {
            self.edge(edge);
            self.node(node);
        }
    }

    fn pattern_var(&mut self, var: Var) {
        if self.raw(var).is_some() {
            self.var(var);
        }
    }

    pub(super) fn node(&mut self, node: &NodePattern) {
        self.push("(");
        self.pattern_var(node.var);
        self.detail(node.labels.as_ref(), None, &node.properties, node.filter.as_ref());
        self.push(")");
    }

    pub(super) fn edge(&mut self, edge: &EdgePattern) {
        self.push(if edge.direction == Direction::In { "<-" } else { "-" });
        let start = self.out.len();
        self.push("[");
        self.pattern_var(edge.var);
        self.detail(edge.types.as_ref(), edge.length, &edge.properties, edge.filter.as_ref());
        if self.out.len() == start + 1 {
            self.out.truncate(start);
        } else {
            self.push("]");
        }
        self.push(if edge.direction == Direction::Out { "->" } else { "-" });
    }

    fn detail(
        &mut self,
        labels: Option<&LabelExpr>,
        length: Option<Length>,
        properties: &[(String, Expr)],
        filter: Option<&Expr>,
    ) {
        if let Some(labels) = labels {
            self.push(":");
            self.labels(labels, 0);
        }
        if let Some(length) = length {
            self.push(&hops(length));
        }
        if !properties.is_empty() {
            if !self.out.ends_with(['(', '[']) {
                self.push(" ");
            }
            self.entries(properties);
        }
        self.filter(filter);
    }

    /// A formula over labels; `level` 0 takes `|`, 1 takes `&`, 2 neither.
    pub(super) fn labels(&mut self, labels: &LabelExpr, level: u8) {
        let own = match labels {
            LabelExpr::Or(_) => 0,
            LabelExpr::And(_) => 1,
            _ => 2,
        };
        if own < level {
            self.push("(");
        }
        match labels {
            LabelExpr::Name(name) => self.push(&quoted(name)),
            LabelExpr::Any => self.push("%"),
            LabelExpr::Not(label) => {
                self.push("!");
                self.labels(label, 2);
            }
            LabelExpr::And(all) => self.joined(all, "&", |printer, label| printer.labels(label, 2)),
            LabelExpr::Or(all) => self.joined(all, "|", |printer, label| printer.labels(label, 1)),
        }
        if own < level {
            self.push(")");
        }
    }
}

fn hops(length: Length) -> String {
    match (length.min, length.max) {
        (1, None) => "*".to_owned(),
        (min, None) => format!("*{min}.."),
        (min, Some(max)) if min == max => format!("*{min}"),
        (min, Some(max)) => format!("*{min}..{max}"),
    }
}
