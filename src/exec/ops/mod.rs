//! The operators, a family each file.

mod aggregate;
mod apply;
mod distinct;
mod expand;
mod filter;
mod flat_map;
mod keep_shortest;
mod project;
mod scan;
mod shortest;
mod slice;
mod sort;
mod source;
mod trail;
mod unwind;
mod walk;

pub(super) use aggregate::{Aggregation, Computed};
pub(super) use apply::{Inner, Optional, Semi};
pub(super) use distinct::Distinct;
pub(super) use expand::{Ends, Expand};
pub(super) use filter::Filter;
pub(super) use flat_map::FlatMap;
pub(super) use keep_shortest::KeepShortest;
pub(super) use project::{BindPath, Project, Source};
pub(super) use scan::{Access, Scan};
pub(super) use shortest::Shortest;
pub(super) use slice::{Limit, Skip};
pub(super) use sort::Sort;
pub(super) use source::{Argument, Union, Unit};
pub(super) use trail::Edges;
pub(super) use unwind::Unwind;
pub(super) use walk::{ChainVars, Walk};
