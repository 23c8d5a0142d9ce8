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
//! # The life of a question
//! [`Store`] is the one place that sees all stages; each of them is a function of the one before. Files become a
//! [`model::Dataset`] by way of [`chronicle`], or columns by way of [`import`], and these the [`graph`]. A phrase is read by
//! the words and names of the [`catalog`] ([`bind`]), a pattern query by its grammar ([`syntax`]) first; both end in the
//! [`algebra`]. [`plan`] says how that is answered over the graph, [`exec`] does it, the [`answer`] is owned by the caller,
//! and [`render`] turns it into text.
//!
//! ```
//! use nenpyo::exec::{Params, Tracing, execute};
//! use nenpyo::{Cancel, Limits, Store, bind, plan};
//!
//! let store = Store::builtin()?;
//! let bound = bind::phrase::bind("awards to companies in the park", store.catalog(), false, None)
//!     .map_err(|diagnostic| diagnostic.message)?;
//! assert!(bound.query.to_string().starts_with("MATCH (award:Award)-[:RECIPIENT]->(company:Company)"));
//! let plan = plan::plan(&bound.query, store.graph());
//! assert!(plan.to_string().contains("Scan park:Park by id = 'dhz'"));
//! let (params, limits, cancel) = (Params::new(), Limits::default(), Cancel::new());
//! let table = execute(&plan, store.graph(), &params, &limits, &cancel, Tracing::Nothing)?;
//! assert_eq!(table.rows.len(), 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # In a program
//!
//! A chronicle may be made in code ([`DatasetBuilder`]), read from files ([`Store::open`]) or a text ([`Store::from_text`]),
//! or imported ([`import`]). The
//! values of a question are parameters, never parts of its text:
//!
//! ```
//! use nenpyo::{AskOptions, Cell, DatasetBuilder, ErrorKind, Store, base_vocabulary};
//!
//! let mut builder = DatasetBuilder::new(base_vocabulary()?);
//! builder.source("diary", "My diary");
//! builder.entity("botao", "company").label("en", "Botao");
//! let prize = builder.event("prize", "2017-03", "award").label("en", "Innovation prize");
//! prize.link("recipient", "botao").amount("amount", 50_000, "CNY").cite("diary", "12 March");
//! let store = Store::from_dataset(builder.build()?)?;
//!
//! let text = "MATCH (a:Award)-[:RECIPIENT]->(c) WHERE c.name = $who RETURN a, a.name AS title";
//! let answer = store.query_with(text, &AskOptions::new().param("who", "Botao"))?;
//! let titles: Vec<_> = answer.column("title").into_iter().flatten().filter_map(|cell| cell.as_str()).collect();
//! assert_eq!(titles, ["Innovation prize"]);
//!
//! // Cells carry ids and sources; an error tells what kind it is, and shows itself with its place and its mend.
//! let Cell::Event(prize) = &answer.rows[0].cells[0] else { return Err("no event".into()) };
//! let citation = &prize.sources[0];
//! assert_eq!(store.dataset().sources[&citation.source].title, "My diary");
//! assert_eq!(store.ask("awards to Botaoo").unwrap_err().kind(), ErrorKind::Phrase);
//!
//! // A store is `Send` and `Sync`: threads ask it at once. Answers and errors are serialised by serde.
//! let count = std::thread::scope(|scope| scope.spawn(|| store.ask("how many awards")).join());
//! assert_eq!(count.map_err(|_| "a panic")??.rows[0].cells[0].as_integer(), Some(1));
//! assert!(serde_json::to_string(&answer)?.contains(r#""title""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What may change
//! Versions follow Semantic Versioning for what a program needs: [`Store`], [`AskOptions`], [`Limits`], [`Answer`] and
//! [`Error`], chronicles ([`model`], [`ontology`], [`chronicle`], [`import`]), [`time`], [`render`], and of the [`graph`]
//! its builder, its snapshots and the petgraph. The stages themselves ([`syntax`], [`bind`], [`algebra`], [`plan`],
//! [`exec`], [`functions`], [`catalog`], [`value`] and the columns of the graph) are open to be looked at, tested and built
//! upon, and may change with any minor version.

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

pub use answer::{Answer, Cell};
pub use chronicle::DatasetBuilder;
pub use error::{Error, ErrorKind};
pub use exec::{Cancel, Limits};
pub use store::{AskOptions, Store, base_vocabulary};
