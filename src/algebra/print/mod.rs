//! The pattern query that an algebra means: `Display` of [`Query`].

mod expr;
mod name;
mod pattern;

use super::relax::Fragment;
use super::{Clause, Expr, Item, Match, Projection, Query, SortKey, Var, VarInfo};
use crate::syntax::with_stack;
use std::fmt::{self, Display, Formatter};

/// On one line, or with `{:#}` a clause a line. It reads back as the same query, but for the numbers of variables,
/// provided that no two variables which can be seen in one place have the same name. Variables without a name that
/// need one are called `_1`, `_2` and so on.
impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let between = if f.alternate() { "\n" } else { " " };
        let mut printer = Printer { names: name::names(self), out: String::new(), between };
        with_stack(|| printer.query(self));
        f.write_str(&printer.out)
    }
}

/// An expression of a plan with the variables `vars`; those without a name are called by their number (`_7`).
pub(crate) fn expr_text(expr: &Expr, vars: &[VarInfo]) -> String {
    let mut printer = Printer { names: name::as_given(vars), out: String::new(), between: " " };
    with_stack(|| printer.expr(expr));
    printer.out
}

/// A condition of a query, as it stands there.
pub(super) fn fragment_text(query: &Query, fragment: &Fragment) -> String {
    let mut printer = Printer { names: name::names(query), out: String::new(), between: " " };
    with_stack(|| match fragment {
        Fragment::Condition(expr) => printer.expr(expr),
        Fragment::Node(node) => printer.node(node),
        Fragment::Edge(edge) => printer.edge(edge),
    });
    printer.out
}

struct Printer {
    /// The printed name of each variable; `None` for those that need none.
    names: Vec<Option<name::Printed>>,
    out: String,
    /// What separates clauses.
    between: &'static str,
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes each element by `each`, with `separator` between them.
    fn joined<T>(
        &mut self,
        all: impl IntoIterator<Item = T>,
        separator: &str,
        mut each: impl FnMut(&mut Self, T),
    ) {
        for (index, element) in all.into_iter().enumerate() {
            if index > 0 {
                self.push(separator);
            }
            each(self, element);
        }
    }

    fn query(&mut self, query: &Query) {
        let between = self.between;
        if let Some(date) = &query.as_of {
            self.push(&format!("AS OF edtf('{date}'){between}"));
        }
        let union = if query.union_all { "UNION ALL" } else { "UNION" };
        self.joined(&query.parts, &format!("{between}{union}{between}"), |printer, part| {
            printer.joined(&part.clauses, between, Self::clause);
        });
    }

    /// A query within an expression, always on one line.
    fn subquery(&mut self, query: &Query) {
        let between = std::mem::replace(&mut self.between, " ");
        self.query(query);
        self.between = between;
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::Match(clause) => self.match_clause(clause),
            Clause::Unwind { list, var } => {
                self.push("UNWIND ");
                self.expr(list);
                self.push(" AS ");
                self.var(*var);
            }
            Clause::With(projection) => {
                self.push("WITH ");
                self.projection(projection, false);
            }
            Clause::Return(projection) => {
                self.push("RETURN ");
                self.projection(projection, true);
            }
        }
    }

    fn match_clause(&mut self, clause: &Match) {
        self.push(if clause.optional { "OPTIONAL MATCH " } else { "MATCH " });
        self.joined(&clause.patterns, ", ", Self::path);
        self.filter(clause.filter.as_ref());
    }

    fn filter(&mut self, filter: Option<&Expr>) {
        if let Some(expr) = filter {
            self.push(" WHERE ");
            self.expr(expr);
        }
    }

    /// `plain` where a column needs no name if its expression is its name.
    fn projection(&mut self, projection: &Projection, plain: bool) {
        if projection.distinct {
            self.push("DISTINCT ");
        }
        if projection.items.is_empty() {
            self.push("*");
        }
        let mut unnamed = Vec::new();
        self.joined(&projection.items, ", ", |printer, item| {
            if !printer.item(item, plain) {
                unnamed.push(item);
            }
        });
        if !projection.order.is_empty() {
            self.push(" ORDER BY ");
            self.joined(&projection.order, ", ", |printer, key| printer.sort_key(key, &unnamed));
        }
        for (word, count) in [(" SKIP ", &projection.skip), (" LIMIT ", &projection.limit)] {
            if let Some(count) = count {
                self.push(word);
                self.expr(count);
            }
        }
        self.filter(projection.filter.as_ref());
    }

    /// Whether the column got a name, or is a variable that has it.
    fn item(&mut self, item: &Item, plain: bool) -> bool {
        let start = self.out.len();
        self.expr(&item.expr);
        let written = self.out.get(start..).unwrap_or("");
        match &item.expr {
            Expr::Var(var) if self.same_name(*var, item.var) => return true,
            _ if plain && self.raw(item.var) == Some(written) => return false,
            _ => {}
        }
        self.push(" AS ");
        self.var(item.var);
        true
    }

    /// A column without a name of its own is named by its expression.
    fn sort_key(&mut self, key: &SortKey, unnamed: &[&Item]) {
        let column = match &key.expr {
            Expr::Var(var) => unnamed.iter().find(|item| item.var == *var),
            _ => None,
        };
        self.expr(column.map_or(&key.expr, |item| &item.expr));
        if key.descending {
            self.push(" DESC");
        }
    }

    fn var(&mut self, var: Var) {
        let text = match self.names.get(var.0 as usize) {
            Some(Some(name)) => name.quoted.clone(),
            _ => format!("_{}", var.0),
        };
        self.push(&text);
    }

    fn raw(&self, var: Var) -> Option<&str> {
        self.names.get(var.0 as usize)?.as_ref().map(|name| name.raw.as_str())
    }

    fn same_name(&self, a: Var, b: Var) -> bool {
        a == b || self.raw(a).is_some() && self.raw(a) == self.raw(b)
    }
}
