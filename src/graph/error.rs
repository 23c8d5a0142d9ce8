//! What can go wrong when a graph is built.

/// Why a graph could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// More nodes or edges than fit.
    #[error("more than {limit} {what}: a graph holds no more; split the data")]
    TooMany {
        /// `nodes` or `edges`.
        what: &'static str,
        /// How many fit.
        limit: u32,
    },
    /// An edge whose end is not a node of the builder.
    #[error(
        "edge {edge} of type `{edge_type}` joins node {from} to node {to}, but so far the number of nodes is {nodes}; \
         add both nodes before the edge"
    )]
    NoSuchNode {
        /// The number that the edge would have had.
        edge: usize,
        /// Its type.
        edge_type: String,
        /// Number of the node that it comes from.
        from: u32,
        /// Number of the node that it points to.
        to: u32,
        /// How many nodes there are.
        nodes: usize,
    },
    /// A link to an id that nothing has.
    #[error(
        "`{from}` is linked by `{relation}` to `{to}`, but no entity or event has the id `{to}`; declare it or \
             correct the id"
    )]
    DanglingLink {
        /// Id of the entity or event that has the link.
        from: String,
        /// Id of the relation.
        relation: String,
        /// The id that is not there.
        to: String,
    },
    /// Dates of events that contradict each other.
    #[error("the dates of the events contradict each other; `nenpyo check` tells which")]
    Dates,
    /// An entity and an event with one id.
    #[error("the id `{0}` is both that of an entity and that of an event; rename one of them")]
    DoubleId(String),
    /// A measure that is called like a property which nodes have anyway.
    #[error(
        "the measure `{measure}` of `{item}` would hide the property `{key}` that every item may have; \
         rename the measure"
    )]
    ReservedMeasure {
        /// Id of the measure.
        measure: String,
        /// The property.
        key: String,
        /// Id of an entity or event that has it.
        item: String,
    },
}
