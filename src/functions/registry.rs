//! All functions by name.

use super::{
    AggregateFunction, Function, aggregates, amounts, conversion, dates, elements, intervals,
    lists, math, periods, temporal, texts,
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
    intervals::FUNCTIONS,
    periods::FUNCTIONS,
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
    use crate::functions::Env;
    use crate::graph::Graph;
    use crate::value::test_values::{any_value, extremes};
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn results_are_of_the_type_of_the_row(args in prop::collection::vec(any_value(), 4)) {
            let env = Env { graph: &Graph::default() };
            for function in all() {
                let most = if function.variadic { args.len() } else { function.params.len() };
                let least = function.params.len() - function.optional;
                for count in least..=most {
                    if let Ok(value) = (function.eval)(&env, &args[..count]) {
                        prop_assert!(function.result.accepts(&value), "{function:?} gives {value}");
                    }
                }
            }
        }

        #[test]
        fn aggregates_are_of_the_type_of_the_row(values in prop::collection::vec(any_value(), 0..4), second in any_value()) {
            for function in all_aggregates() {
                let mut state = (function.start)();
                let added = values.iter().try_for_each(|value| state.add(&[value.clone(), second.clone()]));
                if let (Ok(()), Ok(value)) = (added, state.finish()) {
                    prop_assert!(function.result.accepts(&value), "{function:?} gives {value}");
                }
            }
        }
    }

    /// No function panics or gives another type at the edges of the types of its arguments.
    #[test]
    fn extremes_are_safe() {
        let env = Env { graph: &Graph::default() };
        let values = extremes();
        for function in all() {
            let fitting = |param: &crate::functions::Type| -> Vec<&crate::value::Value> {
                values.iter().filter(|value| param.accepts(value)).collect()
            };
            let mut lists = vec![Vec::new()];
            for param in function.params {
                let next = fitting(param);
                let longer = lists.iter().flat_map(|list| {
                    next.iter().map(|value| [list.as_slice(), &[(*value).clone()]].concat())
                });
                lists = longer.collect();
                // As many as a quick test can try, spread over all.
                let step = lists.len() / 4000 + 1;
                lists = lists.into_iter().step_by(step).collect();
            }
            for args in lists {
                if let Ok(value) = (function.eval)(&env, &args) {
                    assert!(function.result.accepts(&value), "{function:?} of {args:?}: {value}");
                }
            }
        }
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
