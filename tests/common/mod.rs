//! Vocabularies for the tests.

use nenpyo::chronicle::{Input, read};
use nenpyo::ontology::Ontology;
use std::sync::LazyLock;

/// A vocabulary of the tests' own, so that what they show does not change with the shipped one.
pub static VOCABULARY: LazyLock<Ontology> = LazyLock::new(|| {
    let input = Input { name: "vocabulary.chron".into(), text: include_str!("vocabulary.chron") };
    match read(&[input], None) {
        Ok(dataset) => dataset.ontology,
        Err(errors) => panic!("{errors}"),
    }
});
