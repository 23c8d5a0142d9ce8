//! Pattern queries: a syntax tree, clause by clause, to algebra.
//!
//! Each name becomes a variable with a number of its own (`scope`), each function its registry row (`call`), each expression
//! gets the types that are known before anything runs (`types`), and a mistake is told by the code that openCypher has for
//! it. With a graph, names that it does not know are warned of (`known`, `doubtful`), and a text beside a property
//! that holds only dates is read as a date (`dates`). Read on in `clause`, then `path`, `projection` and `expr`.

mod aggregate;
mod call;
mod clause;
mod dates;
mod doubtful;
mod expr;
mod known;
mod local;
mod operator;
mod order;
mod path;
mod projection;
mod scope;
mod types;

use crate::algebra::{Expr, Kind, Query, Var, VarInfo};
use crate::catalog::nearest;
use crate::diagnostic::{Diagnostic, Span};
use crate::graph::Graph;
use crate::syntax::pattern::ast;
use crate::syntax::{StaticError, with_stack};
use scope::Scope;
use types::Ty;

type Result<T> = std::result::Result<T, StaticError>;

/// A bound query, and what is doubtful in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The query.
    pub query: Query,
    /// Labels, types and properties that the graph does not know.
    pub warnings: Vec<Diagnostic>,
}

/// Resolves every name of a query and checks it; warns of names that `graph`, where given, does not know.
///
/// # Errors
/// The first mistake of the query: its kind as openCypher names it, its place, and how to mend it.
///
/// # Examples
/// ```
/// use nenpyo::bind::pattern::bind;
/// use nenpyo::syntax::pattern::parse;
///
/// let query = parse("MATCH (n:Company) RETURN n.name").unwrap();
/// let bound = bind(&query, None).unwrap();
/// assert_eq!(bound.query.to_string(), "MATCH (n:Company) RETURN n.name");
///
/// let query = parse("MATCH (n) RETURN m").unwrap();
/// assert_eq!(bind(&query, None).unwrap_err().code, "UndefinedVariable");
/// ```
pub fn bind(query: &ast::Query, graph: Option<&Graph>) -> Result<Bound> {
    let mut binder = Binder::new(graph);
    let mut query = with_stack(|| binder.bind_query(query))?;
    query.vars = binder.vars;
    Ok(Bound { query, warnings: binder.warnings })
}

/// The expressions that [`bind`] makes of a query, each with its place in the text; inner ones first.
pub fn places(query: &ast::Query, graph: Option<&Graph>) -> Vec<(Expr, Span)> {
    let mut binder = Binder { places: Some(Vec::new()), ..Binder::new(graph) };
    match with_stack(|| binder.bind_query(query)) {
        Ok(_) => binder.places.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// Where aggregates may stand.
#[derive(Clone, Copy, PartialEq)]
enum Aggregates {
    /// In the items and the order of a projection.
    Allowed,
    /// Nowhere in this place.
    Forbidden(&'static str),
    /// In the arguments of another aggregate.
    Nested,
}

struct Binder<'a> {
    graph: Option<&'a Graph>,
    vars: Vec<VarInfo>,
    types: Vec<Ty>,
    scope: Scope,
    aggregates: Aggregates,
    warnings: Vec<Diagnostic>,
    /// What was made of each expression, where that is asked for.
    places: Option<Vec<(Expr, Span)>>,
}

impl<'a> Binder<'a> {
    fn new(graph: Option<&'a Graph>) -> Binder<'a> {
        Binder {
            graph,
            vars: Vec::new(),
            types: Vec::new(),
            scope: Scope::default(),
            aggregates: Aggregates::Forbidden("here"),
            warnings: Vec::new(),
            places: None,
        }
    }
}

impl Binder<'_> {
    /// A new variable; it is not in scope yet.
    fn fresh(&mut self, name: Option<&str>, kind: Kind, ty: Ty) -> Var {
        let var = Var(u32::try_from(self.vars.len()).unwrap_or(u32::MAX));
        self.vars.push(VarInfo { name: name.map(str::to_owned), kind });
        self.types.push(ty);
        var
    }

    fn type_of(&self, var: Var) -> Ty {
        self.types.get(var.0 as usize).copied().unwrap_or(Ty::ANY)
    }

    fn resolve(&self, name: &str, span: Span) -> Result<Var> {
        self.scope.find(name).ok_or_else(|| self.undefined(name, span))
    }

    fn undefined(&self, name: &str, span: Span) -> StaticError {
        let error =
            StaticError::new("UndefinedVariable", span, format!("`{name}` is not bound here"));
        let near = nearest(name, self.scope.names(), 3);
        if !near.is_empty() {
            return error.candidates(near);
        }
        if self.vars.iter().any(|info| info.name.as_deref() == Some(name)) {
            return error
                .label("out of scope")
                .help(format!("name `{name}` in a `WITH` before this clause"));
        }
        error.help("bind it in a `MATCH`, `UNWIND` or `WITH` before; text stands in quotes")
    }

    /// Runs `bind` where aggregates are treated so.
    fn with_aggregates<T>(&mut self, mode: Aggregates, bind: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.aggregates, mode);
        let result = bind(self);
        self.aggregates = outer;
        result
    }
}
