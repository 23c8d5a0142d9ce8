//! nenpyo (年表) turns a chronicle into an event knowledge graph that answers plain phrases.

pub mod catalog;
pub mod chronicle;
pub mod diagnostic;
pub mod model;
pub mod ontology;
pub mod time;
pub mod value;
