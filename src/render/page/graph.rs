//! The graph of a page: the picture of the answer, and its links as text.

use super::super::Look;
use super::super::picture::{Contents, for_page};
use super::super::words::words;
use super::super::xml::Xml;
use super::{MOST_NODES, section};
use crate::answer::Answer;

/// Writes the graph, and what it leaves out.
pub(super) fn write(page: &mut Xml, answer: &Answer, look: &Look<'_>) {
    let words = words(look.lang);
    let contents = Contents::of_answer(answer, look, MOST_NODES);
    if contents.nodes.is_empty() && contents.left_out == 0 {
        return;
    }
    let (svg, notes) = for_page(&contents);
    section(page, "graph", words.graph);
    if !contents.nodes.is_empty() {
        page.begin("div", &[("class", &"tools"), ("hidden", &"hidden")]);
        for (id, sign, name) in [
            ("zoom-in", "+", words.zoom_in),
            ("zoom-out", "−", words.zoom_out),
            ("fit", "⤢", words.fit),
        ] {
            let attributes: [(&str, &dyn std::fmt::Display); 4] =
                [("type", &"button"), ("id", &id), ("aria-label", &name), ("title", &name)];
            page.text("button", &attributes, sign);
        }
        page.end();
        page.begin("div", &[("class", &"stage")]);
        page.include(&svg);
        page.end();
    }
    notes.iter().for_each(|note| page.text("p", &[("class", &"note left-out")], note));
    as_text(page, &contents);
    page.end();
}

/// The links, a line each, for those who do not see the graph.
fn as_text(page: &mut Xml, contents: &Contents<'_>) {
    if contents.edges.is_empty() {
        return;
    }
    let words = words(contents.look.lang);
    page.begin("details", &[]);
    page.text("summary", &[], words.links);
    page.begin("ul", &[]);
    let name = |id: &str| contents.nodes.get(id).map_or(id.to_owned(), |node| node.label.clone());
    for (edge, rows) in &contents.edges {
        let numbers: Vec<String> = rows.iter().map(usize::to_string).collect();
        let known = match edge.certainty.as_str() {
            "inferred" => format!(" ({})", words.inferred),
            "doubtful" => format!(" ({})", words.doubtful),
            _ => String::new(),
        };
        let text = format!("{} —{}→ {}{known}", name(&edge.from), edge.label, name(&edge.to));
        page.text("li", &[("data-rows", &numbers.join(" "))], &text);
    }
    page.end();
    page.end();
}
