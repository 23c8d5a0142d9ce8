//! What variables are called in print.

use crate::algebra::{Query, VarInfo};
use crate::syntax::pattern::{is_reserved, needs_quotes};
use std::collections::HashSet;

/// A name, bare and as it stands in a query.
pub(super) struct Printed {
    pub(super) raw: String,
    pub(super) quoted: String,
}

impl Printed {
    fn new(raw: String) -> Self {
        let quoted = if is_reserved(&raw) { in_backticks(&raw) } else { raw.clone() };
        Printed { raw, quoted }
    }
}

fn in_backticks(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A label, type or key as it stands in a query.
pub(super) fn quoted(name: &str) -> String {
    if needs_quotes(name) { in_backticks(name) } else { name.to_owned() }
}

/// The name of each variable; of those without one, only the ones that are named more than once need one.
pub(super) fn names(query: &Query) -> Vec<Option<Printed>> {
    let mut uses = vec![0_usize; query.vars.len()];
    query.for_each_var(&mut |var| {
        if let Some(count) = uses.get_mut(var.0 as usize) {
            *count += 1;
        }
    });
    let taken: HashSet<&str> = query.vars.iter().filter_map(|info| info.name.as_deref()).collect();
    let mut fresh =
        (1..).map(|n: u32| format!("_{n}")).filter(|name| !taken.contains(name.as_str()));
    let mut name = |(info, uses): (&VarInfo, usize)| match &info.name {
        Some(name) => Some(name.clone()),
        None if uses > 1 => fresh.next(),
        None => None,
    };
    query.vars.iter().zip(uses).map(|pair| name(pair).map(Printed::new)).collect()
}

/// The names that variables have by themselves.
pub(super) fn as_given(vars: &[VarInfo]) -> Vec<Option<Printed>> {
    vars.iter().map(|info| info.name.clone().map(Printed::new)).collect()
}
