//! All functions by name.

use super::{
    AggregateFunction, Function, aggregates, amounts, conversion, dates, elements, lists, math,
    temporal, texts,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The families of functions.
static FAMILIES: &[&[Function]] = &[
    elements::FUNCTIONS,
    conversion::FUNCTIONS,
    lists::FUNCTIONS,
    texts::FUNCTIONS,
    math::FUNCTIONS,
    dates::FUNCTIONS,
    amounts::FUNCTIONS,
    temporal::FUNCTIONS,
];

static BY_NAME: LazyLock<HashMap<String, &'static Function>> =
    LazyLock::new(|| all().map(|function| (function.name.to_lowercase(), function)).collect());

/// The function of that name, without regard to case.
///
/// ```
/// use nenpyo::functions::lookup;
/// assert_eq!(lookup("TOUPPER").map(|function| function.name), Some("toUpper"));
/// ```
pub fn lookup(name: &str) -> Option<&'static Function> {
    BY_NAME.get(&name.to_lowercase()).copied()
}

/// The aggregate function of that name, without regard to case.
pub fn lookup_aggregate(name: &str) -> Option<&'static AggregateFunction> {
    all_aggregates().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// All functions, family by family.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().copied().flatten()
}

/// All aggregate functions.
pub fn all_aggregates() -> impl Iterator<Item = &'static AggregateFunction> {
    aggregates::FUNCTIONS.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let aggregates = all_aggregates().map(|function| function.name);
        let mut names: Vec<String> =
            all().map(|function| function.name).chain(aggregates).map(str::to_lowercase).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_row_is_complete() {
        for function in all() {
            assert!(function.optional <= function.params.len(), "{function:?}");
            assert!(!function.variadic || !function.params.is_empty(), "{function:?}");
            let example = format!("{}(", function.name);
            assert!(function.doc.contains(&example), "{function:?} has no example");
        }
    }
}
