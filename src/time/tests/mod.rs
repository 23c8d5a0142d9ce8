//! Tests of the module as a whole.
mod completions;
mod specification;
mod texts;

use super::{Date, Truth};
