//! The edges of a type as a section.
//!
//! It holds their ends in order of insertion. The lists of neighbors follow from these, and are made when they are first asked
//! for: to sort them takes no longer than to read them would.

use super::SnapshotError;
use super::columns::{check_rows, read_rows, write_rows};
use super::error::Reason;
use super::pack::{self, Packed};
use super::payload::Payload;
use super::reader::Section;
use crate::graph::adjacency::{Adjacency, Owner, Step};
use crate::graph::edges::Edges;
use crate::graph::neighbors::Neighbor;
use crate::graph::rows::Rows;
use crate::graph::{Graph, TypeId, TypeStatistics};
use crate::value::{EdgeId, NodeId};
use std::sync::Arc;

/// The edges of a type, packed.
#[derive(Debug)]
pub(super) struct TypeEdges {
    /// Which edges are of the type.
    pub(super) edges: Rows,
    pub(super) statistics: TypeStatistics,
    sources: Packed,
    targets: Packed,
    /// How many nodes there are.
    nodes: usize,
}

/// The section of a type.
pub(super) fn write(graph: &Graph, edge_type: TypeId) -> Payload<'static> {
    let out = graph.out_of_type(edge_type);
    let mut edges = out.map_or(Vec::new(), |out| out.edges.clone());
    edges.sort_unstable();
    let mut rows = Rows::default();
    edges.iter().for_each(|edge| {
        rows.push(edge.0);
    });
    let all: &Edges = &graph.edges;
    let ends: Vec<_> = edges.iter().filter_map(|edge| all.ends(*edge)).collect();
    let mut to = Payload::default();
    write_rows(&rows, &mut to);
    let statistics = graph.type_statistics(edge_type);
    to.number(statistics.sources as u64);
    to.number(statistics.targets as u64);
    pack::write(ends.iter().map(|(source, _)| i64::from(source.0)), &mut to);
    pack::write(ends.iter().map(|(_, target)| i64::from(target.0)), &mut to);
    to
}

/// Reads the section of a type, in a graph of so many nodes and edges.
pub(super) fn read(
    section: &mut Section,
    nodes: usize,
    edges: usize,
) -> Result<TypeEdges, SnapshotError> {
    let rows = read_rows(section)?;
    let count = rows.count();
    check_rows(&rows, edges).map_err(|reason| section.wrong(reason))?;
    let (sources, targets) = (section.number()? as usize, section.number()? as usize);
    let statistics = TypeStatistics { edges: count, sources, targets };
    let ends = [pack::read(section)?, pack::read(section)?];
    section.finish()?;
    if matches!(rows, Rows::Bits { .. })
        || ends.iter().any(|packed| packed.len() != count)
        || (count > 0 && nodes == 0)
    {
        return Err(section.wrong("it has more or fewer edges than it says"));
    }
    let [sources, targets] = ends;
    Ok(TypeEdges { edges: rows, statistics, sources, targets, nodes })
}

/// Whether the types share out all edges, each to one.
pub(super) fn check(types: &[Arc<TypeEdges>], edges: usize) -> Result<(), Reason> {
    let wrong = || "the types do not share out the edges".to_owned();
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for of_type in types {
        match &of_type.edges {
            Rows::List(list) => spans.extend(list.iter().map(|edge| (*edge, 1))),
            Rows::All { count: 0, .. } => {}
            Rows::All { first, count } | Rows::Bits { first, count, .. } => {
                spans.push((*first, *count));
            }
        }
    }
    spans.sort_unstable();
    let mut next = 0u64;
    for (first, count) in spans {
        if u64::from(first) != next {
            return Err(wrong());
        }
        next += u64::from(count);
    }
    if next == edges as u64 { Ok(()) } else { Err(wrong()) }
}

/// The edges of all types.
pub(super) fn all(types: &[Arc<TypeEdges>], count: usize) -> Edges {
    let mut edges = Edges {
        sources: vec![NodeId(0); count],
        targets: vec![NodeId(0); count],
        types: vec![TypeId(0); count],
    };
    for (edge_type, of_type) in (0..).map(TypeId).zip(types) {
        let ends = [(Owner::Source, &mut edges.sources), (Owner::Target, &mut edges.targets)];
        for (owner, all) in ends {
            of_type.fill(all, of_type.ends(owner).into_iter().map(NodeId));
        }
        of_type.fill(&mut edges.types, std::iter::repeat(edge_type));
    }
    edges
}

impl TypeEdges {
    /// The ends of the edges on that side.
    fn ends(&self, owner: Owner) -> Vec<u32> {
        match owner {
            Owner::Source => self.sources.below(self.nodes),
            Owner::Target => self.targets.below(self.nodes),
        }
    }

    /// Sets what all edges of the type have.
    fn fill<T>(&self, all: &mut [T], values: impl Iterator<Item = T>) {
        match self.edges {
            Rows::All { first, count } => {
                let first = first as usize;
                let places = all.get_mut(first..first + count as usize).unwrap_or(&mut []);
                places.iter_mut().zip(values).for_each(|(place, value)| *place = value);
            }
            _ => {
                for ((edge, _), value) in self.edges.pairs().zip(values) {
                    if let Some(place) = all.get_mut(edge as usize) {
                        *place = value;
                    }
                }
            }
        }
    }

    /// The lists of neighbors by source or by target.
    pub(super) fn adjacency(&self, owner: Owner) -> Adjacency {
        let other = match owner {
            Owner::Source => Owner::Target,
            Owner::Target => Owner::Source,
        };
        let (owners, others) = (self.ends(owner), self.ends(other));
        let ends = owners.iter().zip(&others).enumerate();
        Adjacency::new(ends.map(|(place, (owner, other))| Step {
            owner: NodeId(*owner),
            neighbor: Neighbor {
                node: NodeId(*other),
                edge: EdgeId(self.edges.row(place).unwrap_or(0)),
            },
        }))
    }
}
