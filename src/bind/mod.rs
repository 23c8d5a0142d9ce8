//! Syntax to the algebra: every name resolved, every static check made.
//!
//! [`phrase::bind`] takes a text and a [catalog](crate::catalog::Catalog), [`pattern::bind`] a syntax tree and, for its
//! warnings, a graph. Both give a [`Query`](crate::algebra::Query), or one diagnostic: nothing that comes out of here can fail
//! for a name, a scope or a type that could have been known beforehand.

pub mod pattern;
pub mod phrase;
