//! A reference evaluator, and a generator of graphs and queries to try it on.

pub mod evaluator;
pub mod extra;
pub mod generate;
mod logic;
