//! Patterns of nodes and edges.

use super::known::Labelled;
use super::types::Ty;
use super::{Binder, Result};
use crate::algebra::{
    Clause, EdgePattern, Expr, Kind, Length, Match, NodePattern, Part, PathPattern, Query,
    Selector, Var,
};
use crate::diagnostic::{Diagnostic, Span};
use crate::functions::Type;
use crate::syntax::StaticError;
use crate::syntax::pattern::ast::{self, Name};
use crate::value::Value;

/// How many nodes the patterns of one `MATCH` may have: planning takes time in the square of it.
const MAX_NODES: usize = 1000;

/// Where a pattern stands, which says what becomes of its new names.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// They become columns.
    Match,
    /// They are seen within the comprehension.
    Comprehension,
    /// There may be none.
    Predicate,
}

/// What a variable of a pattern must be.
struct Wanted {
    ty: Ty,
    kind: Kind,
    what: &'static str,
}

impl Binder<'_> {
    /// The patterns of a `MATCH`.
    pub(super) fn bind_paths(&mut self, patterns: &[ast::PathPattern]) -> Result<Vec<PathPattern>> {
        check_size(patterns)?;
        let mut bound: Vec<PathPattern> = Vec::with_capacity(patterns.len());
        let mut edges = std::collections::HashSet::new();
        for pattern in patterns {
            let path = self.bind_path(pattern, Place::Match)?;
            for ((edge, _), (written, _)) in path.steps.iter().zip(&pattern.steps) {
                if !edges.insert(edge.var) {
                    return Err(same_edge_twice(written));
                }
            }
            bound.push(path);
        }
        Ok(bound)
    }

    pub(super) fn bind_pattern_predicate(&mut self, pattern: &ast::PathPattern) -> Result<Expr> {
        let pattern = self.bind_path(pattern, Place::Predicate)?;
        let clause = Match { optional: false, patterns: vec![pattern], filter: None };
        let part = Part { clauses: vec![Clause::Match(clause)] };
        let query = Query { vars: Vec::new(), parts: vec![part], union_all: false, as_of: None };
        Ok(Expr::Exists(Box::new(query)))
    }

    pub(super) fn bind_path(
        &mut self,
        pattern: &ast::PathPattern,
        place: Place,
    ) -> Result<PathPattern> {
        check_size(std::slice::from_ref(pattern))?;
        check_selector(pattern)?;
        let start = self.bind_node(&pattern.start, place)?;
        let mut steps = Vec::with_capacity(pattern.steps.len());
        for (edge, node) in &pattern.steps {
            let edge = self.bind_edge(edge, place)?;
            steps.push((edge, self.bind_node(node, place)?));
        }
        let var = pattern.name.as_ref().map(|name| self.bind_path_name(name, place)).transpose()?;
        Ok(PathPattern { var, selector: pattern.selector, start, steps })
    }

    fn bind_path_name(&mut self, name: &Name, place: Place) -> Result<Var> {
        if self.scope.find(&name.text).is_some() {
            let message = format!("`{}` is bound already, so it can't name this path", name.text);
            let error = StaticError::new("VariableAlreadyBound", name.span, message);
            return Err(error.help("give the path another name"));
        }
        let wanted = Wanted { ty: Ty::of(Type::Path), kind: Kind::Path, what: "a path" };
        self.bind_pattern_var(Some(name), &wanted, place)
    }

    fn bind_node(&mut self, node: &ast::NodePattern, place: Place) -> Result<NodePattern> {
        let wanted = Wanted { ty: Ty::of(Type::Node), kind: Kind::Node, what: "a node" };
        let var = self.bind_pattern_var(node.name.as_ref(), &wanted, place)?;
        let labels = node.labels.as_ref().map(|l| self.bind_labels(l, Labelled::Node));
        let properties = self.bind_pattern_properties(&node.properties, Type::Node)?;
        let filter = self.bind_inline_filter(node.filter.as_ref())?;
        Ok(NodePattern { var, labels, properties, filter })
    }

    fn bind_edge(&mut self, edge: &ast::EdgePattern, place: Place) -> Result<EdgePattern> {
        if let (Some(_), Some(filter)) = (edge.length, &edge.filter) {
            let message = "a chain of edges can't have a `WHERE` of its own";
            let error = StaticError::new("UnexpectedSyntax", filter.span, message);
            return Err(error
                .help("name the chain and write `WHERE all(e IN r WHERE …)` after the pattern"));
        }
        self.warn_of_length(edge);
        let wanted = match edge.length {
            Some(_) => Wanted { ty: Ty::EDGES, kind: Kind::EdgeList, what: "a list of edges" },
            None => Wanted { ty: Ty::of(Type::Edge), kind: Kind::Edge, what: "an edge" },
        };
        let var = self.bind_pattern_var(edge.name.as_ref(), &wanted, place)?;
        Ok(EdgePattern {
            var,
            types: edge.types.as_ref().map(|l| self.bind_labels(l, Labelled::Edge)),
            direction: edge.direction,
            length: edge.length,
            properties: self.bind_pattern_properties(&edge.properties, Type::Edge)?,
            filter: self.bind_inline_filter(edge.filter.as_ref())?,
        })
    }

    fn warn_of_length(&mut self, edge: &ast::EdgePattern) {
        if let Some(Length { min, max: Some(max) }) = edge.length
            && min > max
        {
            let message = format!("no chain has at least {min} and at most {max} edges");
            let warning = Diagnostic::warning(edge.span, message);
            self.warnings.push(warning.help("write the smaller number first"));
        }
    }

    fn bind_pattern_properties(
        &mut self,
        entries: &[(Name, ast::Expr)],
        of: Type,
    ) -> Result<Vec<(String, Expr)>> {
        entries.iter().for_each(|(key, _)| self.warn_of_key(key, of));
        let mut bound = self.bind_entries(entries)?;
        for ((_, value), (key, written)) in bound.iter_mut().zip(entries) {
            let plain = std::mem::replace(value, Expr::Literal(Value::Null));
            *value = self.property_value(of, key, plain, written.span);
        }
        Ok(bound)
    }

    fn bind_inline_filter(&mut self, filter: Option<&ast::Expr>) -> Result<Option<Expr>> {
        filter.map(|expr| self.bind_condition(expr, "`WHERE`")).transpose()
    }

    /// The variable of a part of a pattern: new, or joined with one that is bound already.
    fn bind_pattern_var(
        &mut self,
        name: Option<&Name>,
        wanted: &Wanted,
        place: Place,
    ) -> Result<Var> {
        let Some(name) = name else { return Ok(self.fresh(None, wanted.kind, wanted.ty)) };
        if let Some(var) = self.scope.find(&name.text) {
            self.check_reuse(var, name, wanted)?;
            return Ok(var);
        }
        if place == Place::Predicate {
            return Err(self.undefined(&name.text, name.span).help(
                "a pattern that is a condition binds nothing: leave the name out, or write `EXISTS { … }`",
            ));
        }
        let var = self.fresh(Some(&name.text), wanted.kind, wanted.ty);
        match place {
            Place::Comprehension => self.scope.push_local(&name.text, var),
            _ => self.scope.bind_row(&name.text, var),
        }
        Ok(var)
    }

    fn check_reuse(&self, var: Var, name: &Name, wanted: &Wanted) -> Result<()> {
        let ty = self.type_of(var);
        let fits = ty.kind.overlaps(wanted.ty.kind) && ty.element.overlaps(wanted.ty.element);
        if fits {
            return Ok(());
        }
        let found = match self.vars.get(var.0 as usize).map(|info| info.kind) {
            Some(Kind::EdgeList) => "a list of edges".to_owned(),
            _ => ty.kind.to_string(),
        };
        let message =
            format!("`{}` is {found} already, so it can't be {} here", name.text, wanted.what);
        Err(StaticError::new("VariableTypeConflict", name.span, message)
            .help("give it another name"))
    }
}

fn same_edge_twice(edge: &ast::EdgePattern) -> StaticError {
    let (name, span) = edge.name.as_ref().map_or(("", edge.span), |name| (&name.text, name.span));
    let message = format!("`{name}` can't be two edges of one `MATCH`: each edge is used once");
    StaticError::new("RelationshipUniquenessViolation", span, message)
        .help("give the second edge another name, or match it in another `MATCH`")
}

/// The patterns are not too large to be planned.
fn check_size(patterns: &[ast::PathPattern]) -> Result<()> {
    let mut nodes = 0;
    for pattern in patterns {
        nodes += 1 + pattern.steps.len();
        if nodes > MAX_NODES {
            let message = format!("a `MATCH` has at most {MAX_NODES} nodes");
            let error = StaticError::new("PatternTooLarge", pattern.span, message);
            return Err(error.help("match in parts, with several `MATCH` clauses"));
        }
    }
    Ok(())
}

/// Shortest paths are between two nodes.
fn check_selector(pattern: &ast::PathPattern) -> Result<()> {
    if pattern.selector == Selector::All || !pattern.steps.is_empty() {
        return Ok(());
    }
    let span = Span::new(pattern.start.span.end, pattern.start.span.end);
    let message = "a shortest path leads from one node to another";
    Err(StaticError::new("UnexpectedSyntax", span, message)
        .help("add an edge, as in `(a)-[*]-(b)`"))
}
