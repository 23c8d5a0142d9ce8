//! Tests of the module as a whole.
mod specification;

use super::{Date, Truth};
