//! Syntax trees to the algebra: every name resolved, every static check made.

pub mod pattern;
pub mod phrase;
