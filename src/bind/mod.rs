//! From syntax to algebra: every name resolved, every static check made.

pub mod phrase;
