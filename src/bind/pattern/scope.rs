//! Which names can be seen.

use crate::algebra::Var;
use indexmap::IndexMap;

/// The names of a place, from near to far.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// Bound by comprehensions and the like around the place; the last one is the nearest.
    locals: Vec<(String, Var)>,
    /// Bound by the clauses before: the columns of the working table.
    rows: IndexMap<String, Var>,
    /// Seen from within a subquery.
    outer: IndexMap<String, Var>,
}

impl Scope {
    pub(super) fn find(&self, name: &str) -> Option<Var> {
        let local = self.locals.iter().rev().find(|(local, _)| local == name).map(|(_, var)| *var);
        local.or_else(|| self.rows.get(name).copied()).or_else(|| self.outer.get(name).copied())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let locals = self.locals.iter().map(|(name, _)| name.as_str());
        locals
            .chain(self.rows.keys().map(String::as_str))
            .chain(self.outer.keys().map(String::as_str))
    }

    /// The columns of the working table.
    pub(super) fn rows(&self) -> &IndexMap<String, Var> {
        &self.rows
    }

    pub(super) fn has_row(&self, var: Var) -> bool {
        self.rows.values().any(|row| *row == var)
    }

    pub(super) fn bind_row(&mut self, name: &str, var: Var) {
        self.rows.insert(name.to_owned(), var);
    }

    /// Puts other columns in the place of these; returns these.
    pub(super) fn replace_rows(&mut self, rows: IndexMap<String, Var>) -> IndexMap<String, Var> {
        std::mem::replace(&mut self.rows, rows)
    }

    pub(super) fn push_local(&mut self, name: &str, var: Var) {
        self.locals.push((name.to_owned(), var));
    }

    pub(super) fn locals(&self) -> usize {
        self.locals.len()
    }

    pub(super) fn drop_locals(&mut self, down_to: usize) {
        self.locals.truncate(down_to);
    }

    /// The scope of a subquery here.
    pub(super) fn inner(&self) -> Scope {
        let mut outer = self.outer.clone();
        outer.extend(self.rows.iter().map(|(name, var)| (name.clone(), *var)));
        outer.extend(self.locals.iter().cloned());
        Scope { outer, ..Scope::default() }
    }
}
