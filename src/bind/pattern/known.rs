//! Warnings of names that the graph at hand does not know.

use super::Binder;
use crate::algebra::LabelExpr;
use crate::catalog::nearest;
use crate::diagnostic::{Diagnostic, Span};
use crate::functions::Type;
use crate::syntax::pattern::ast::{self, LabelKind, Name};

/// What a formula of labels is about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Labelled {
    Node,
    Edge,
    /// A value that may be either.
    Unknown,
}

/// So many unknown names are told of, and no more.
const MOST_WARNINGS: usize = 20;

impl Labelled {
    pub(super) fn of(ty: Type) -> Labelled {
        match ty {
            Type::Node => Labelled::Node,
            Type::Edge => Labelled::Edge,
            _ => Labelled::Unknown,
        }
    }
}

impl Binder<'_> {
    pub(super) fn bind_labels(&mut self, labels: &ast::LabelExpr, of: Labelled) -> LabelExpr {
        let all = |binder: &mut Self, all: &[ast::LabelExpr]| {
            all.iter().map(|label| binder.bind_labels(label, of)).collect()
        };
        match &labels.kind {
            LabelKind::Name(name) => {
                self.warn_of_label(name, labels.span, of);
                LabelExpr::Name(name.clone())
            }
            LabelKind::Any => LabelExpr::Any,
            LabelKind::Not(label) => LabelExpr::Not(Box::new(self.bind_labels(label, of))),
            LabelKind::And(labels) => LabelExpr::And(all(self, labels)),
            LabelKind::Or(labels) => LabelExpr::Or(all(self, labels)),
        }
    }

    fn warn_of_label(&mut self, name: &str, span: Span, of: Labelled) {
        let Some(graph) = self.graph.filter(|_| self.warnings.len() < MOST_WARNINGS) else {
            return;
        };
        let (label, edge_type) = (graph.label_id(name).is_some(), graph.type_id(name).is_some());
        let warning = match of {
            Labelled::Node if !label => {
                unknown("no node has the label", name, span, graph.labels())
            }
            Labelled::Edge if !edge_type => {
                unknown("no edge has the type", name, span, graph.types())
            }
            Labelled::Unknown if !label && !edge_type => {
                let names = graph.labels().chain(graph.types());
                unknown("nothing has the label or type", name, span, names)
            }
            _ => return,
        };
        self.warnings.push(warning);
    }

    /// Tells of something doubtful, unless so much was told already.
    pub(super) fn warn(&mut self, warning: Diagnostic) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(warning);
        }
    }

    pub(super) fn warn_of_key(&mut self, key: &Name, of: Type) {
        let Some(graph) = self.graph.filter(|_| self.warnings.len() < MOST_WARNINGS) else {
            return;
        };
        if matches!(of, Type::Node | Type::Edge) && graph.key_id(&key.text).is_none() {
            let message = "nothing has the property";
            self.warnings.push(unknown(message, &key.text, key.span, graph.keys()));
        }
    }
}

fn unknown<'a>(
    what: &str,
    name: &str,
    span: Span,
    names: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::warning(span, format!("{what} `{name}`")).candidates(nearest(name, names, 3))
}
