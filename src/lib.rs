//! nenpyo (年表) turns a chronicle into an event knowledge graph that answers plain phrases.
//!
//! ```
//! use nenpyo::Store;
//!
//! let store = Store::builtin()?;
//! let answer = store.ask("all awards to companies in the park")?;
//! assert!(answer.rows.iter().all(|row| row.cells.len() == 1));
//! println!("{}", nenpyo::render::render("table", &answer, &store.look("en")).unwrap());
//! # Ok::<(), nenpyo::Error>(())
//! ```
//!
//! The life of a phrase: [`bind`] reads it by the words and names of the [`catalog`] and makes a query of the
//! [`algebra`]; [`plan`] says how that is answered over the [`graph`]; [`exec`] does it; the [`answer`] is owned by the
//! caller, and [`render`] turns it into text. [`Store`] is the one place that sees all of these. Files become a
//! [`model::Dataset`] by way of [`chronicle`], and that becomes the graph.

pub mod algebra;
pub mod answer;
pub mod bind;
pub mod catalog;
pub mod chronicle;
pub mod diagnostic;
mod error;
pub mod exec;
pub mod functions;
pub mod graph;
pub mod import;
pub mod model;
pub mod ontology;
pub mod plan;
pub mod render;
pub mod store;
pub mod syntax;
pub mod time;
pub mod value;

pub use answer::Answer;
pub use chronicle::DatasetBuilder;
pub use error::{Error, ErrorKind};
pub use store::{AskOptions, Store};
