//! What the sections are called.

pub(super) const NAMES: &str = "names";
pub(super) const NODES: &str = "nodes";
pub(super) const END: &str = "end";
const EXTRA: &str = "extra:";

/// The edges of a type.
pub(super) fn edges(edge_type: &str) -> String {
    format!("edges:{edge_type}")
}

/// The texts of the column of that section.
pub(super) fn texts(column: &str) -> String {
    format!("texts:{column}")
}

/// A property of the nodes.
pub(super) fn node_column(key: &str) -> String {
    format!("node:{key}")
}

/// A property of the edges.
pub(super) fn edge_column(key: &str) -> String {
    format!("edge:{key}")
}

/// What goes with the graph.
pub(super) fn extra(name: &str) -> String {
    format!("{EXTRA}{name}")
}

/// The name of something that goes with the graph, from that of its section.
pub(super) fn of_extra(section: &str) -> Option<&str> {
    section.strip_prefix(EXTRA)
}
