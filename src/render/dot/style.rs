//! How a class looks.

use crate::ontology::Ontology;

/// Shape and fill colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) shape: String,
    pub(super) color: String,
}

/// The style of a class: what it says itself, else what its nearest superclass says.
pub(super) fn style(ontology: &Ontology, class: &str) -> Style {
    let lineage = ontology.lineage(class);
    let classes = || lineage.iter().filter_map(|id| ontology.classes.get(*id));
    let shape = classes().find_map(|class| class.shape.clone());
    let color = classes().find_map(|class| class.color.clone());
    Style {
        shape: shape.unwrap_or_else(|| "box".to_owned()),
        color: color.unwrap_or_else(|| "#ffffff".to_owned()),
    }
}
