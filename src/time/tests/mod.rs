//! Tests of the module as a whole.
mod comparisons;
mod completions;
mod metamorphic;
mod others;
mod properties;
mod regions;
mod relations;
mod specification;
mod texts;

use super::{Date, Precision, Truth};
