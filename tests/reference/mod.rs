//! A reference evaluator, and a generator of graphs and queries to try it on.

pub mod evaluator;
mod expressions;
pub mod extra;
pub mod generate;
pub mod graphs;
mod logic;
mod matching;
mod values;
