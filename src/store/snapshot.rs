//! Graphs without a chronicle: imported ones, and snapshots.

use super::{Store, base_vocabulary};
use crate::catalog::Catalog;
use crate::error::Error;
use crate::graph::{Extra, Graph, Snapshot, SnapshotError};
use crate::model::Dataset;
use crate::ontology::Ontology;
use std::path::Path;
use std::sync::Arc;

/// The name under which a snapshot holds the chronicle, or at least its vocabulary, as JSON.
const DATASET: &str = "dataset";

/// The name under which a snapshot without a chronicle holds the index of names.
const NAMES: &str = "names";

impl Store {
    /// A graph that is asked by the words of a vocabulary, or, where there is none, by those that
    /// [`Graph::vocabulary`] finds.
    ///
    /// # Errors
    /// None that is known of: the base vocabulary is read by the tests.
    ///
    /// ```
    /// use nenpyo::{Store, graph::GraphBuilder};
    /// let mut builder = GraphBuilder::new();
    /// let of = |id: i64, name: &str| vec![("id".into(), id.into()), ("name".into(), name.into())];
    /// let award = builder.add_node(&["Award", "Event"], of(0, "First prize"));
    /// let company = builder.add_node(&["Company"], of(0, "Botao"));
    /// builder.add_edge(award, company, "RECIPIENT", vec![]);
    /// let store = Store::from_graph(builder.build()?, None)?;
    /// assert_eq!(store.ask("awards to Botao")?.rows.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_graph(graph: Graph, vocabulary: Option<Ontology>) -> Result<Store, Error> {
        Store::with_names(graph, vocabulary, None)
    }

    fn with_names(
        graph: Graph,
        vocabulary: Option<Ontology>,
        names: Option<&[u8]>,
    ) -> Result<Store, Error> {
        let ontology = match vocabulary {
            Some(vocabulary) => vocabulary,
            None => graph.vocabulary(&base_vocabulary()?),
        };
        let graph = Arc::new(graph);
        let catalog = graph.catalog_with(&ontology, names);
        Ok(Store::of(Dataset { ontology, ..Dataset::default() }, catalog, graph))
    }

    /// The store that was saved in that file; see [`Store::save_snapshot`].
    ///
    /// # Errors
    /// A file that cannot be read, or is no snapshot, or is damaged.
    pub fn open_snapshot(path: impl AsRef<Path>) -> Result<Store, Error> {
        let path = path.as_ref();
        let wrong = |error| Error::snapshot(path, error);
        let Snapshot { graph, extra, .. } = Snapshot::open(path).map_err(wrong)?;
        let Some(bytes) = extra.get(DATASET) else { return Store::from_graph(graph, None) };
        let dataset: Dataset = serde_json::from_slice(bytes).map_err(|error| {
            let section = format!("extra:{DATASET}");
            wrong(SnapshotError::Inconsistent { section, reason: error.to_string() })
        })?;
        if dataset.entities.is_empty() && dataset.events.is_empty() {
            let names = extra.get(NAMES).map(Vec::as_slice);
            return Store::with_names(graph, Some(dataset.ontology), names);
        }
        let catalog = Catalog::new(&dataset);
        Ok(Store::of(dataset, catalog, Arc::new(graph)))
    }

    /// Saves the graph with its vocabulary, and the chronicle where there is one. The file is then the old one or the new
    /// one, never half.
    ///
    /// # Errors
    /// The file cannot be written.
    ///
    /// ```
    /// use nenpyo::Store;
    /// # let path = std::env::temp_dir().join(format!("nenpyo-doc-{}.nenpyo", std::process::id()));
    /// Store::builtin()?.save_snapshot(&path)?;
    /// let store = Store::open_snapshot(&path)?;
    /// assert_eq!(store.ask("awards to Botao")?.rows.len(), 1);
    /// # std::fs::remove_file(&path).unwrap();
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn save_snapshot(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let wrong = |error| Error::snapshot(path, error);
        let bytes = serde_json::to_vec(&self.dataset).map_err(|error| {
            wrong(SnapshotError::Unwritable { key: DATASET.to_owned(), reason: error.to_string() })
        })?;
        let mut extra = Extra::from([(DATASET.to_owned(), bytes)]);
        if self.dataset.entities.is_empty() && self.dataset.events.is_empty() {
            extra.insert(NAMES.to_owned(), self.graph.name_index());
        }
        self.graph.write_snapshot(path, &extra).map_err(wrong)
    }
}
