//! nenpyo (年表) turns a chronicle into an event knowledge graph that answers plain phrases.

pub mod algebra;
pub mod answer;
pub mod bind;
pub mod catalog;
pub mod chronicle;
pub mod diagnostic;
pub mod exec;
pub mod functions;
pub mod graph;
pub mod import;
pub mod model;
pub mod ontology;
pub mod plan;
pub mod syntax;
pub mod time;
pub mod value;
