//! nenpyo (年表) turns a chronicle into an event knowledge graph that answers plain phrases.

pub mod algebra;
pub mod bind;
pub mod diagnostic;
pub mod functions;
pub mod graph;
pub mod model;
pub mod ontology;
pub mod syntax;
pub mod time;
pub mod value;
