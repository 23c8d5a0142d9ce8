//! How a class looks.

use crate::ontology::Ontology;

/// Shape and fill colour, and the class that they come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Style {
    pub(in crate::render) shape: String,
    pub(in crate::render) color: String,
    /// The nearest class with a colour of its own; the class itself where none has.
    pub(in crate::render) class: String,
}

/// The style of a class: what it says itself, else what its nearest superclass says; a colour in any case.
pub(in crate::render) fn style(ontology: &Ontology, class: &str) -> Style {
    let lineage = ontology.lineage(class);
    let mut classes = lineage.iter().filter_map(|id| Some((id, ontology.classes.get(*id)?)));
    let shape = classes.clone().find_map(|(_, class)| class.shape.clone());
    let colored = classes.find_map(|(id, class)| Some((*id, class.color.clone()?)));
    let (class, color) = colored.unwrap_or_else(|| (class, given(ontology, class)));
    Style { shape: shape.unwrap_or_else(|| "box".to_owned()), color, class: class.to_owned() }
}

/// Fills for classes whose vocabulary has no colours, as those of imported graphs: light, and told apart by most eyes.
const FILLS: [&str; 8] =
    ["#dbeafe", "#fee2e2", "#dcfce7", "#fef9c3", "#f3e8ff", "#cffafe", "#ffedd5", "#e5e7eb"];

/// The colour of a class that has none: the next one in the order of the classes.
fn given(ontology: &Ontology, class: &str) -> String {
    let place = ontology.classes.get_index_of(class);
    let fill = place.and_then(|place| FILLS.get(place % FILLS.len()));
    (*fill.unwrap_or(&"#ffffff")).to_owned()
}

/// A colour that is surely one: `#rrggbb`, else white. Vocabularies are checked when they are read, not when they are
/// made in code.
pub(super) fn safe(color: &str) -> &str {
    let digits = color.strip_prefix('#').unwrap_or_default();
    let fits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits { color } else { "#ffffff" }
}
