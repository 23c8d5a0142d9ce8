//! The snapshot `*.nenpyo`: a graph in one file, which is opened about as fast as it is read.
//!
//! # Format, version 2
//! All numbers are little-endian. The file begins with the bytes `89 4E 45 4E 50 59 4F 0A` and the version (32 bits).
//! Then come sections: the lengths of the name and of the payload (64 bits each), the name, the payload, and after each
//! of the three its CRC-32C. An array is its length (64 bits) and its elements. Texts are an array of bytes, UTF-8, and an array
//! of 64-bit ends. Packed integers are their number, the least, and how many bytes each takes (64 bits each; 256 more where they
//! ascend and each is the distance from the one before), then the distances.
//!
//! | section | payload |
//! |---|---|
//! | `names` | numbers of nodes and edges; texts of labels, edge types, property keys; label sets (ends, labels); keys that nodes have, and a byte for each: whether they are of texts; the same of edges |
//! | `nodes` | the label set of each node, packed |
//! | `edges:TYPE` of each type | rows of the edges; numbers of sources and of targets; sources and targets, packed |
//! | `node:KEY`, `edge:KEY` of each column | rows; kind; values, or codes, and the lengths of the texts of the dictionary, packed |
//! | `texts:COLUMN` behind each of texts | the texts of the dictionary |
//! | `extra:NAME`, any number | bytes that the graph does not look at |
//! | `end` | the number of sections before it |
//!
//! Rows are a kind and: 0, the first and their number; 1, the first, their number and an array of bits; 2, packed integers.
//! Kinds of columns: 0 boolean, 1 integer, 2 float, 3 text, 4 EDTF date, 5 other.
//!
//! To open a file is to read all sections, by several threads, and to check their checksums. They are kept packed: what a
//! question needs of edges and columns is unpacked when it first does. What is quickly made again is not saved: the nodes of
//! each label, lists of neighbors, hash tables, counts. Indexes, sorted lists and the petgraph are made when they are first asked for, as ever.

mod columns;
mod decode;
mod edges;
mod encode;
mod error;
mod file;
mod names;
mod pack;
mod payload;
mod reader;
mod source;
mod values;
mod writer;

pub use error::SnapshotError;

use super::Graph;
use encode::Failure;
use file::failed;
use indexmap::IndexMap;
use std::fs::File;
use std::path::Path;

/// As in PNG, a byte that is no text and a line feed tell when a file was sent as text.
const MAGIC: [u8; 8] = *b"\x89NENPYO\n";

/// The version of the format.
const VERSION: u32 = 2;

/// How many bytes are read or written at once.
const CHUNK: usize = 256 * 1024;

/// What goes with a graph, by name: bytes that the graph does not look at, as the vocabulary of its chronicle.
pub type Extra = IndexMap<String, Vec<u8>>;

/// What a snapshot holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Snapshot {
    /// The graph.
    pub graph: Graph,
    /// What goes with it.
    pub extra: Extra,
}

impl Snapshot {
    /// Opens the snapshot of that file.
    ///
    /// # Errors
    /// A file that cannot be read, one of another kind or version, and one that is cut off, damaged or inconsistent: the
    /// error says which section.
    pub fn open(path: impl AsRef<Path>) -> Result<Snapshot, SnapshotError> {
        let path = path.as_ref();
        let file = File::open(path).map_err(failed("open", path))?;
        let length = file.metadata().map_err(failed("open", path))?.len();
        #[cfg(not(unix))]
        let file = std::sync::Mutex::new(file);
        decode::read(&file, length)
    }

    /// The snapshot of these bytes.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
        decode::read(bytes, bytes.len() as u64)
    }
}

impl Graph {
    /// Saves the graph, and what goes with it, as a snapshot. The file is then the old one or the new one, never half.
    ///
    /// ```
    /// use nenpyo::graph::{Extra, GraphBuilder, Snapshot};
    ///
    /// let mut builder = GraphBuilder::new();
    /// builder.add_node(&["Company"], vec![("id".into(), "botao".into())]);
    /// let graph = builder.build()?;
    ///
    /// let path = std::env::temp_dir().join(format!("doc-{}.nenpyo", std::process::id()));
    /// let extra = Extra::from([("note".to_owned(), b"made by hand".to_vec())]);
    /// graph.write_snapshot(&path, &extra)?;
    /// let snapshot = Snapshot::open(&path)?;
    /// assert!(snapshot.graph.node_by_id("botao").is_some());
    /// assert_eq!(snapshot.extra, extra);
    /// # std::fs::remove_file(path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A file that cannot be written, and a property that nests deeper than [`crate::value::MAX_NESTING`] levels.
    pub fn write_snapshot(
        &self,
        path: impl AsRef<Path>,
        extra: &Extra,
    ) -> Result<(), SnapshotError> {
        let path = path.as_ref();
        let written = file::replace(path, |output| encode::write(self, extra, output).map(|_| ()));
        written.map_err(|failure| of_failure(failure, path))
    }

    /// The bytes of a snapshot of the graph and what goes with it.
    ///
    /// # Errors
    /// A property that nests deeper than [`crate::value::MAX_NESTING`] levels.
    pub fn to_snapshot_bytes(&self, extra: &Extra) -> Result<Vec<u8>, SnapshotError> {
        let written = encode::write(self, extra, Vec::new());
        written.map_err(|failure| of_failure(failure, Path::new("memory")))
    }

    /// Opens the snapshot of that file, for who needs only the graph; see [`Snapshot::open`].
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn open_snapshot(path: impl AsRef<Path>) -> Result<Graph, SnapshotError> {
        Snapshot::open(path).map(|snapshot| snapshot.graph)
    }
}

fn of_failure(failure: Failure, path: &Path) -> SnapshotError {
    match failure {
        Failure::Output(error) => failed("write", path)(error),
        Failure::Graph(error) => error,
    }
}
