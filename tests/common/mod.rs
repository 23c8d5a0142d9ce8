//! The shipped vocabulary, for the tests.

use nenpyo::chronicle::{Input, read};
use nenpyo::ontology::Ontology;
use std::sync::LazyLock;

/// The shipped vocabulary.
pub static VOCABULARY: LazyLock<Ontology> = LazyLock::new(|| {
    let inputs = [
        Input { name: "base.chron".into(), text: include_str!("../../data/vocabulary/base.chron") },
        Input { name: "zone.chron".into(), text: include_str!("../../data/vocabulary/zone.chron") },
    ];
    match read(&inputs, None) {
        Ok(dataset) => dataset.ontology,
        Err(errors) => panic!("{errors}"),
    }
});
